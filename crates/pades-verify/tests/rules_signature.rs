//! Further signatures: what they lie on, what their fields are made of, and which of them certifies.
#![allow(clippy::unwrap_used)]

mod common;

use common::rules::{reasons, refused};
use common::signed::stamped;
use common::token::Stamp;
use common::vietnamese::looks::Look;
use common::vietnamese::{Visible, document_with, initials, people, signed_by_the_leader};
use common::{accepted, base, edit};
use pades_verify::Reason;

const PLACE: [f64; 4] = [100.0, 100.0, 200.0, 140.0];
const BOX: &str = "0 g 0 0 100 40 re f";

fn taken(what: &str, bytes: &[u8]) {
    assert!(accepted(bytes), "{what}: {:?}", reasons(bytes));
}

fn covers(reason: &Reason) -> bool {
    matches!(reason, Reason::SignatureCoversContent { .. })
}

/// Signed out of sight; then a signature as a box is put where this annotation (8) is. Further objects from 9 on.
fn over(annotation: &str, more: &[&str]) -> Vec<u8> {
    let mut objects = vec![
        "<</Type/Font/Subtype/Type1/BaseFont/Courier>>".to_owned(),
        "<<>>".to_owned(),
        format!("<</Type/Annot/Rect[110 110 150 130]{annotation}>>"),
    ];
    objects.extend(more.iter().map(ToString::to_string));
    let page = document_with(
        "BT /F1 9 Tf 20 700 Td (Cong van) Tj ET",
        "",
        "/Annots[8 0 R]",
        &objects,
    );
    let signed = Visible::new("A", [0.0; 4], Look::None, &people().leader).added_to(&page);
    Visible::new("B", PLACE, Look::content(BOX), &people().leader).added_to(&signed)
}

/// Readers draw something for most annotations that bring no appearance.
#[test]
fn annotations_without_an_appearance_are_covered_too() {
    let look =
        "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 12>>stream\n0 0 9 9 re f\n\nendstream";
    let blank = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 1>>stream\nn\nendstream";
    for shown in [
        "/Subtype/Square",
        "/Subtype/Text",
        "/Subtype/Widget/FT/Tx/T(x)/V(x)",
        "",
    ] {
        refused(shown, &over(shown, &[]), covers);
    }
    for silent in [
        "/Subtype/Link",
        "/Subtype/Popup",
        "/Subtype/Widget/FT/Tx/T(x)",
        "/Subtype/Widget/FT/Sig/T(x)/V<<>>",
        "/Subtype/Square/F 2",
    ] {
        taken(silent, &over(silent, &[]));
    }
    for states in [
        "/AP<</N 9 0 R>>",
        "/AP<</N<</On 9 0 R>>>>",
        "/AP<</D 9 0 R>>",
    ] {
        let annotation = format!("/Subtype/Square{states}");
        refused(states, &over(&annotation, &[look]), covers);
        taken(states, &over(&annotation, &[blank]));
    }
}

/// Programs sign again and again with one look in one place.
#[test]
fn the_same_look_in_the_same_place_hides_nothing() {
    let page = document_with("", "", "", &[]);
    let look =
        |grey: &str| format!("{grey} g 0 0 100 40 re f BT /F1 13 Tf 0 g 2 4 Td (1234) Tj ET");
    let again = |second: [f64; 4], grey: &str| {
        let [one, other] = ["1", grey].map(|grey| Look::content(&look(grey)));
        let first = Visible::new("A", PLACE, one, &people().leader).added_to(&page);
        Visible::new("B", second, other, &people().leader).added_to(&first)
    };
    taken("the same", &again(PLACE, "1"));
    refused("another look", &again(PLACE, "0.9"), covers);
    refused(
        "another place",
        &again([100.0, 100.0, 199.0, 140.0], "1"),
        covers,
    );
}

/// What has no area shows nothing, whoever signs.
#[test]
fn a_field_without_an_area_is_not_seen() {
    let letter = signed_by_the_leader();
    for area in [[10.0, 10.0, 10.0, 60.0], [10.0, 10.0, 60.0, 10.0], [0.0; 4]] {
        let unseen = Visible::new("C", area, Look::None, &people().stranger).added_to(&letter);
        taken("unseen", &unseen);
    }
    let seen = Visible::new(
        "C",
        [10.0, 10.0, 11.0, 11.0],
        Look::None,
        &people().stranger,
    );
    refused("seen", &seen.added_to(&letter), |reason| {
        matches!(reason, Reason::SignatureOfOtherIssuer { .. })
    });
}

#[test]
fn signing_hides_and_moves_no_field() {
    let page = document_with("", "", "", &[]);
    let signed = Visible::new("A", [0.0; 4], Look::None, &people().leader).added_to(&page);
    let field = Visible::new("B", PLACE, Look::content("n"), &people().leader);
    let prepared = field.prepared_on(&signed);
    let with = |key: &'static str, value: i64| {
        field.signed_with(&prepared, |file, update, value_of, _| {
            edit(file, update, 8, |widget| {
                widget.insert("V", value_of);
                widget.insert(key, value);
            });
        })
    };
    for flags in [132, 132 | 64, 132 | 512] {
        taken("printed, locked", &with("F", flags));
    }
    for flags in [0, 4, 128, 132 | 1, 132 | 2, 132 | 32, 132 | 256] {
        refused(
            "other flags",
            &with("F", flags),
            |reason| matches!(reason, Reason::FieldChanged { key, .. } if key == "F"),
        );
    }
    for key in ["Rect", "Subtype", "Type"] {
        refused(
            key,
            &with(key, 1),
            |reason| matches!(reason, Reason::FieldChanged { key: found, .. } if found == key),
        );
    }
}

#[test]
fn a_signature_field_is_a_widget_with_a_name_of_its_own() {
    let page = document_with("", "", "", &[]);
    let signed = Visible::new("A", [0.0; 4], Look::None, &people().leader).added_to(&page);
    let with = |more| Visible {
        more,
        ..Visible::new("B", [0.0; 4], Look::None, &people().leader)
    };
    taken("parts", &with("/MK<</R 0>>/BS<</W 0>>").added_to(&signed));
    for (key, more) in [
        ("AA", "/AA<<>>"),
        ("A", "/A<<>>"),
        ("OC", "/OC<<>>"),
        ("Contents", "/Contents(x)"),
    ] {
        refused(
            more,
            &with(more).added_to(&signed),
            |reason| matches!(reason, Reason::FieldChanged { key: found, .. } if found == key),
        );
    }
    let taken_name = Visible::new("A", [0.0; 4], Look::None, &people().leader).added_to(&signed);
    refused(
        "the name of another",
        &taken_name,
        |reason| matches!(reason, Reason::FieldNameTaken { name } if name == "A"),
    );
}

/// ISO 32000-2 §12.8.2.2.1: a certification is the first signature; a document time-stamp may come before.
#[test]
fn a_certification_comes_first() {
    let time = "2026-05-19T00:00:00Z".parse().unwrap();
    let stamped = stamped(&base(), &Stamp::new(&people().time_stamps, time));
    let certified = initials().added_to(&stamped);
    taken("after a time-stamp", &certified);
    let signed = Visible::new("A", [0.0; 4], Look::None, &people().leader).added_to(&base());
    refused("the second", &initials().added_to(&signed), |reason| {
        *reason == Reason::CertificationNotFirst
    });
}
