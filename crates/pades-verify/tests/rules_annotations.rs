//! Pages and annotations, each rule with the twin that goes one step too far.
#![allow(clippy::unwrap_used)]

mod common;

use common::rules::{Entries, allowed, later, plain, refused, refused_for};
use common::{accepted_under, sign};
use pades_sign::Permissions;
use pades_verify::{ModificationLevel, ModificationPolicy, Reason};

const WRITTEN: ModificationLevel = ModificationLevel::Annotations;

fn changed(reason: &Reason) -> bool {
    *reason == Reason::AnnotationsChanged
}

fn hides(kind: &'static str) -> impl Fn(&Reason) -> bool {
    move |reason| matches!(reason, Reason::AnnotationHidesContent { kind: found } if found == kind)
}

fn annotation(kind: &str, rectangle: &str, more: &str) -> String {
    format!("<</Type/Annot/Subtype/{kind}/Rect[{rectangle}]/P 3 0 R{more}>>")
}

const TEXT: &str = "10 240 210 280";
const BESIDE: &str = "10 20 210 60";

fn joined(annotation: &str) -> Vec<u8> {
    let signed = sign(&plain(&[]), Some(Permissions::Annotations));
    later(
        &signed,
        &[(30, annotation)],
        &[(3, &[("Annots", "[{} 30 0 R]")])],
    )
}

/// Some kinds are drawn without an appearance of their own.
#[test]
fn what_readers_draw_themselves_hides_too() {
    for (kind, more) in [("FreeText", ""), ("Square", "/IC[1 1 1]")] {
        refused(kind, &joined(&annotation(kind, TEXT, more)), hides(kind));
        allowed(kind, &joined(&annotation(kind, BESIDE, more)), WRITTEN);
    }
    for kind in ["Square", "Text", "Link"] {
        allowed(kind, &joined(&annotation(kind, TEXT, "")), WRITTEN);
    }
}

/// The annotation stays, the stream that shows it is another one.
#[test]
fn what_shows_an_annotation_is_replaced_in_its_place() {
    let look = |colour: &str| {
        let content = format!("{colour} rg 0 0 200 40 re f");
        let length = content.len();
        format!("<</Subtype/Form/BBox[0 0 200 40]/Length {length}>>stream\n{content}\nendstream")
    };
    let shown = |place: &str, level: Permissions, more: &str| {
        let stamp = annotation("Stamp", place, "/AP<</N 20 0 R>>");
        let entries = format!("[{{}} 21 0 R]{more}");
        let page: Entries<'_> = (3, &[("Annots", &entries)]);
        let base = later(&plain(&[]), &[(20, &look("1 0 0")), (21, &stamp)], &[page]);
        later(&sign(&base, Some(level)), &[(20, &look("0 1 0"))], &[])
    };
    allowed(
        "beside",
        &shown(BESIDE, Permissions::Annotations, ""),
        WRITTEN,
    );
    refused(
        "on text",
        &shown(TEXT, Permissions::Annotations, ""),
        hides("Stamp"),
    );
    refused(
        "at P=2",
        &shown(BESIDE, Permissions::FormFilling, ""),
        |reason| *reason == Reason::Unexplained,
    );
    let twice = "/Resources<</XObject<</X 20 0 R>>>>";
    refused(
        "twice",
        &shown(BESIDE, Permissions::Annotations, twice),
        |reason| matches!(reason, Reason::UsedElsewhere { .. }),
    );
}

/// A light marker leaves what it marks to be read, a dark one does not (ISO 32000-2 Table 166, /C; Table 22: how many numbers make which colour).
#[test]
fn a_marker_is_light() {
    let marked = |more: &str| joined(&annotation("Highlight", TEXT, more));
    for light in [
        "",
        "/C 5",
        "/C[]",
        "/C[0.5]",
        "/C[0.6]",
        "/C[1 1 0]",
        "/C[0 1 1]",
        "/C[0 0.3 1 0]",
        "/C[0 0.3 0 0]",
    ] {
        allowed(light, &marked(light), WRITTEN);
    }
    for dark in [
        "/C[0.4]",
        "/C[0 0.7 0]",
        "/C[0 1 0 0.3]",
        "/C[0 1 1 0]",
        "/C[1 1]",
        "/C[1 1 1 1 1]",
        "/C[/X 1]",
        "/C[0.6/X]",
    ] {
        refused(dark, &marked(dark), hides("Highlight"));
    }
    // What is no marker covers nothing with its colour: it is that of a line.
    allowed(
        "a square",
        &joined(&annotation("Square", TEXT, "/C[0]")),
        WRITTEN,
    );
}

/// A border as wide as a bar covers what is below it.
#[test]
fn borders_are_thin() {
    let framed = |more: &str| joined(&annotation("Square", TEXT, more));
    for thin in [
        "/BS<</W 4>>",
        "/Border[0 0 4]",
        "/Border[9 9]",
        "/Border[9 9 1]",
    ] {
        allowed(thin, &framed(thin), WRITTEN);
    }
    for thick in ["/BS<</W 5>>", "/Border[0 0 5]", "/BS<</W 1>>/Border[0 0 5]"] {
        refused(thick, &framed(thick), hides("Square"));
    }
}

/// A note that keeps its size and its direction stands elsewhere than it says on a page that is turned (ISO 32000-2 Table 167, bits 4 and 5).
#[test]
fn notes_that_do_not_turn_hide_nothing_on_upright_pages() {
    let note = |turned: &str| {
        let page = later(&plain(&[]), &[], &[(3, &[("Rotate", turned)])]);
        let signed = sign(&page, Some(Permissions::Annotations));
        later(
            &signed,
            &[(30, &annotation("Text", TEXT, "/F 28"))],
            &[(3, &[("Annots", "[{} 30 0 R]")])],
        )
    };
    for upright in ["", "0", "360"] {
        allowed(upright, &note(upright), WRITTEN);
    }
    refused("turned", &note("90"), hides("Text"));
}

#[test]
fn an_annotation_that_moves_hides_nothing_either() {
    let noted = later(
        &plain(&[]),
        &[(20, &annotation("Square", BESIDE, "/IC[1 1 1]"))],
        &[(3, &[("Annots", "[{} 20 0 R]")])],
    );
    let signed = sign(&noted, Some(Permissions::Annotations));
    let moved = |to: &str| later(&signed, &[], &[(20, &[("Rect", to)])]);
    refused("over the text", &moved("[10 240 210 280]"), hides("Square"));
    allowed("beside it", &moved("[10 30 210 60]"), WRITTEN);
}

#[test]
fn annotations_are_made_of_parts_and_lead_nowhere_unless_links() {
    let note = annotation("Text", BESIDE, "/BS 31 0 R/Contents 32 0 R");
    let signed = sign(&plain(&[]), Some(Permissions::Annotations));
    let parts = [(30, &*note), (31, "<</W 1>>"), (32, "(ghi chu)")];
    let parts = later(&signed, &parts, &[(3, &[("Annots", "[{} 30 0 R]")])]);
    allowed("parts", &parts, WRITTEN);
    refused(
        "a destination",
        &joined(&annotation("Text", BESIDE, "/Dest[3 0 R/Fit]")),
        changed,
    );
    allowed(
        "a link",
        &joined(&annotation("Link", BESIDE, "/Dest[3 0 R/Fit]")),
        WRITTEN,
    );
    let left = later(&signed, &[], &[(3, &[("Annots", "[9 0 R]")])]);
    refused("a widget whose field stays", &left, changed);
}

/// Annotations in an array of their own: signing writes it anew, as the last object.
#[test]
fn a_list_of_its_own_is_looked_at_as_the_page_s() {
    let noted = later(
        &plain(&[]),
        &[(20, "[6 0 R]"), (21, "[0 0 300 300]")],
        &[(3, &[("Annots", "20 0 R"), ("MediaBox", "21 0 R")])],
    );
    let signed = sign(&noted, Some(Permissions::Annotations));
    let list = "[6 0 R 23 0 R 30 0 R]";
    let listed = |annotation: &str| later(&signed, &[(24, list), (30, annotation)], &[]);
    allowed("a note", &listed(&annotation("Text", BESIDE, "")), WRITTEN);
    refused(
        "a box of text",
        &listed(&annotation("FreeText", TEXT, "")),
        hides("FreeText"),
    );
    refused(
        "another kind",
        &listed(&annotation("Screen", BESIDE, "")),
        changed,
    );
    let other = later(&signed, &[(21, "[0 0 100 100]")], &[]);
    refused_for("another array", &other, &[Reason::Unexplained]);
}

/// ISO 32000-2 Table 31, /Tabs.
#[test]
fn the_order_of_annotations_is_that_of_the_structure_or_the_certification_says_so() {
    let ordered = |permissions, before: &str, after: &str| {
        let base = later(&plain(&[]), &[], &[(3, &[("Tabs", before)])]);
        later(&sign(&base, permissions), &[], &[(3, &[("Tabs", after)])])
    };
    let filling = Some(Permissions::FormFilling);
    for (before, after) in [("", "/S"), ("/R", ""), ("/S", "")] {
        let bytes = ordered(filling, before, after);
        allowed("usual", &bytes, ModificationLevel::FormFilling);
        assert!(
            !accepted_under(ModificationPolicy::STRICT, &bytes),
            "{before} {after}"
        );
    }
    for (before, after) in [("", "/R"), ("/R", "/S")] {
        refused(after, &ordered(filling, before, after), |reason| {
            matches!(reason, Reason::PermissionExceeded { .. })
        });
        allowed(after, &ordered(None, before, after), WRITTEN);
    }
    for odd in ["/X", "1"] {
        refused_for(
            odd,
            &ordered(None, "", odd),
            &[Reason::PageChanged {
                key: "Tabs".to_owned(),
            }],
        );
    }
}

#[test]
fn a_page_gets_its_first_annotation_and_loses_its_last() {
    let second = |annotations: &str| {
        let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]{annotations}>>");
        let objects = [(20, &*page), (21, &*annotation("Text", BESIDE, ""))];
        let pages: Entries<'_> = (2, &[("Kids", "[3 0 R 20 0 R]"), ("Count", "2")]);
        sign(
            &later(&plain(&[]), &objects, &[pages]),
            Some(Permissions::Annotations),
        )
    };
    let first = later(
        &second(""),
        &[(30, &annotation("Text", BESIDE, ""))],
        &[(20, &[("Annots", "[30 0 R]")])],
    );
    allowed("the first", &first, WRITTEN);
    let listed = later(
        &second(""),
        &[(30, &annotation("Text", BESIDE, "")), (31, "[30 0 R]")],
        &[(20, &[("Annots", "31 0 R")])],
    );
    allowed("the first, in a list", &listed, WRITTEN);
    let last = later(&second("/Annots[21 0 R]"), &[], &[(20, &[("Annots", "")])]);
    allowed("the last", &last, WRITTEN);
    let odd = later(&second("/Annots[21 0 R]"), &[], &[(20, &[("Annots", "5")])]);
    refused("no list", &odd, changed);
}
