//! What a signature forbids for later: DocMDP, FieldMDP and the locks of fields (ISO 32000-2 §12.8.2, §12.7.5.5).
#![allow(clippy::unwrap_used)]

mod common;

use common::rules::{allowed, later, refused};
use common::signed::{container, with_dictionary};
use common::{base, device};
use pades_verify::{ModificationLevel, Reason};

/// The page, signed with these reference dictionaries; then its text field is filled in.
fn filled(references: &str) -> Vec<u8> {
    let entries =
        format!("/Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached{references}");
    let signed = with_dictionary(&base(), "S", &entries, |covered| {
        container(&device(), covered, None)
    });
    later(&signed, &[], &[(6, &[("V", "(An)")])])
}

fn transform(method: &str, parameters: &str) -> Vec<u8> {
    filled(&format!(
        "/Reference[<</Type/SigRef/TransformMethod/{method}/TransformParams<<{parameters}>>>>]"
    ))
}

#[test]
fn locked_fields_stay() {
    for free in [
        transform("FieldMDP", "/Action/Include/Fields[(Khac)]"),
        transform("FieldMDP", "/Action/Include/Fields[(Ho)]"),
        transform("FieldMDP", "/Action/Include/Fields 5"),
        transform("FieldMDP", "/Action/Exclude/Fields[(HoTen)]"),
        transform("Identity", "/Action/All"),
        transform("UR3", "/P 1"),
        filled(""),
        filled("/Reference 5"),
    ] {
        allowed("free", &free, ModificationLevel::FormFilling);
    }
    for parameters in [
        "/Action/All",
        "/Action/Include/Fields[(Khac)(HoTen)]",
        "/Action/Exclude/Fields[(Khac)]",
        "/Action/Exclude",
        "/Action/Odd/Fields[(Khac)]",
        "",
    ] {
        refused(
            parameters,
            &transform("FieldMDP", parameters),
            |reason| matches!(reason, Reason::FieldLocked { field } if field == "HoTen"),
        );
    }
}

#[test]
fn a_certification_says_how_much_may_change() {
    for parameters in ["", "/P 2", "/P 3"] {
        allowed(
            parameters,
            &transform("DocMDP", parameters),
            ModificationLevel::FormFilling,
        );
    }
    for parameters in ["/P 1", "/P 0", "/P 4", "/P/A"] {
        refused(parameters, &transform("DocMDP", parameters), |reason| {
            matches!(reason, Reason::PermissionExceeded { .. })
        });
    }
}
