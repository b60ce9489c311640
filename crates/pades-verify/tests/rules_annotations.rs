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
