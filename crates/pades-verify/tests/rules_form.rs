//! The form: which fields may come, change and leave, each with the twin that goes one step too far.
#![allow(clippy::unwrap_used)]

mod common;

use common::rules::{allowed, later, plain, refused};
use common::sign;
use pades_sign::Permissions;
use pades_verify::{ModificationLevel, Reason};

/// A field that is taken out of the form stays what it was: nobody looks at it any more.
#[test]
fn a_field_that_leaves_the_form_does_not_change() {
    let signed = sign(&plain(&[]), Some(Permissions::Annotations));
    let gone: (u32, &[(&str, &str)]) = (5, &[("Fields", "[9 0 R]")]);
    let left = later(&signed, &[], &[gone]);
    allowed("left as it was", &left, ModificationLevel::Annotations);
    for (what, entries) in [
        (
            "runs a script",
            &[("Subtype", "/Link"), ("A", "<</S/JavaScript/JS(1)>>")][..],
        ),
        ("moved over the text", &[("Rect", "[10 240 210 280]")]),
        (
            "another kind",
            &[
                ("Subtype", "/Square"),
                ("IC", "[1 1 1]"),
                ("Rect", "[10 240 210 280]"),
            ],
        ),
    ] {
        let bytes = later(&signed, &[], &[gone, (6, entries)]);
        refused(what, &bytes, |reason| *reason == Reason::FieldRemoved);
    }
}
