//! Appearances: what they consist of, and what else shows them.
#![allow(clippy::unwrap_used)]

mod common;

use common::rules::{allowed, later, plain, refused, refused_for};
use common::sign;
use pades_sign::Permissions;
use pades_verify::{ModificationLevel, Reason};

const LOOK: &str =
    "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 12>>stream\n0 0 9 9 re f\n\nendstream";

/// ISO 32000-2 Table 170: streams, or dictionaries of streams, at three keys.
#[test]
fn an_appearance_is_made_of_streams() {
    let signed = sign(&plain(&[]), Some(Permissions::Annotations));
    let looks = |appearance: &str| {
        let note =
            format!("<</Type/Annot/Subtype/Text/Rect[10 20 210 60]/P 3 0 R/AP {appearance}>>");
        let objects = [(30, &*note), (31, LOOK), (32, "<</N 31 0 R>>")];
        later(&signed, &objects, &[(3, &[("Annots", "[{} 30 0 R]")])])
    };
    for good in [
        "<</N 31 0 R>>",
        "<</N 31 0 R/R 31 0 R/D 31 0 R>>",
        "<</N<</On 31 0 R>>>>",
        "<</N 99 0 R>>",
        "<</N<</On 31 0 R/Off 99 0 R>>>>",
        "99 0 R",
        "32 0 R",
    ] {
        allowed(good, &looks(good), ModificationLevel::Annotations);
    }
    for odd in [
        "<</N 31 0 R/X 31 0 R>>",
        "<</X 31 0 R/N 31 0 R>>",
        "<</N 5>>",
        "<</N 5/R 31 0 R>>",
        "<</N<</On 5>>>>",
        "<</N<</On 5/Off 31 0 R>>>>",
        "5",
        "[31 0 R]",
    ] {
        refused(odd, &looks(odd), |reason| {
            *reason == Reason::AnnotationsChanged
        });
    }
}

/// A page whose field shows object 20, with these entries and objects; signed, and filled in with another look.
fn filled_in(page: &[(&str, &str)], more: &[(u32, &str)]) -> Vec<u8> {
    let mut objects = vec![(20, LOOK)];
    objects.extend_from_slice(more);
    let shown = later(
        &plain(&[]),
        &objects,
        &[(3, page), (6, &[("AP", "<</N 20 0 R>>")])],
    );
    let signed = sign(&shown, Some(Permissions::FormFilling));
    later(
        &signed,
        &[(30, LOOK)],
        &[(6, &[("V", "(An)"), ("AP", "<</N 30 0 R>>")])],
    )
}

/// What a page draws is no appearance, even when the names on the way to it look like one.
#[test]
fn the_look_of_a_field_is_shown_by_nothing_else() {
    allowed(
        "its own",
        &filled_in(&[], &[]),
        ModificationLevel::FormFilling,
    );
    let shared = [("Annots", "[{} 21 0 R]")];
    let widget = "<</FT/Tx/T(B)/Type/Annot/Subtype/Widget/Rect[20 50 120 70]/AP<</N 20 0 R>>>>";
    allowed(
        "another annotation's too",
        &filled_in(&shared, &[(21, &widget.replace("/FT/Tx/T(B)", ""))]),
        ModificationLevel::FormFilling,
    );
    for (what, resources, object) in [
        ("a page", "<</XObject<</Fm 20 0 R>>>>", "<<>>"),
        (
            "a list of the page",
            "<</XObject 21 0 R>>",
            "<</Fm 20 0 R>>",
        ),
        (
            "a list with that key",
            "<</XObject 21 0 R>>",
            "<</AP 20 0 R>>",
        ),
        (
            "no annotation: a kind alone",
            "<</XObject 21 0 R>>",
            "<</AP 20 0 R/Subtype/Square>>",
        ),
        (
            "no annotation: a place alone",
            "<</XObject 21 0 R>>",
            "<</AP 20 0 R/Rect[0 0 9 9]>>",
        ),
    ] {
        let bytes = filled_in(&[("Resources", resources)], &[(21, object)]);
        refused(what, &bytes, |reason| {
            matches!(reason, Reason::UsedElsewhere { .. })
        });
    }
}

/// At P=3 an annotation that was there may look otherwise.
#[test]
fn an_annotation_changes_its_own_look() {
    let note = "<</Type/Annot/Subtype/Square/Rect[10 20 210 60]/P 3 0 R/AP<</N 20 0 R>>>>";
    let noted = later(
        &plain(&[]),
        &[(20, LOOK), (21, note)],
        &[(3, &[("Annots", "[{} 21 0 R]")])],
    );
    let signed = sign(&noted, Some(Permissions::Annotations));
    let other = LOOK.replace("0 0 9 9 re f", "0 0 8 8 re f");
    allowed(
        "the stream",
        &later(&signed, &[(20, &other)], &[(21, &[("M", "(D:20260101)")])]),
        ModificationLevel::Annotations,
    );
    let replaced = later(
        &signed,
        &[(30, &other)],
        &[(21, &[("AP", "<</N 30 0 R>>")])],
    );
    allowed("the reference", &replaced, ModificationLevel::Annotations);
    let certified = sign(&noted, Some(Permissions::FormFilling));
    let kept = later(&certified, &[(20, &other)], &[]);
    refused_for("at P=2", &kept, &[Reason::Unexplained]);
}

/// An appearance without resources of its own asks for the form's, wherever it stands: then what is there stays.
#[test]
fn what_an_appearance_asks_for_stays() {
    let exchanged = |look: &str, appearance: &str| {
        let base = later(
            &plain(&[]),
            &[
                (20, LOOK),
                (21, look),
                (22, "<</On 21 0 R>>"),
                (23, "<</N 21 0 R>>"),
            ],
            &[
                (5, &[("DR", "<</XObject<</FRM 20 0 R>>>>")]),
                (6, &[("AP", appearance)]),
            ],
        );
        let resources = [("DR", "<</XObject<</FRM 40 0 R>>>>")];
        let other = LOOK.replace("0 0 9 9 re f", "0 0 8 8 re f");
        later(&sign(&base, None), &[(40, &other)], &[(5, &resources)])
    };
    let own = LOOK.replace("/Length", "/Resources<<>>/Length");
    for appearance in ["<</N 21 0 R>>", "<</N 22 0 R>>", "23 0 R"] {
        allowed(
            appearance,
            &exchanged(&own, appearance),
            ModificationLevel::None,
        );
        refused(
            appearance,
            &exchanged(LOOK, appearance),
            |reason| matches!(reason, Reason::FormChanged { key } if key == "DR"),
        );
    }
}
