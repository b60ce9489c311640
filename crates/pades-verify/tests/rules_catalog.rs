//! The catalog, the document information and the validation material: what a later revision may say there, and what it may not.
#![allow(clippy::unwrap_used)]

mod common;

use common::rules::{Entries, again, allowed, document_with, later, plain, refused, refused_for};
use common::sign;
use pades_sign::Permissions;
use pades_verify::{ModificationLevel, Reason};

/// A document whose catalog has this entry, signed.
fn with(key: &str, value: &str, more: &[(u32, &str)]) -> Vec<u8> {
    sign(&later(&plain(&[]), more, &[(1, &[(key, value)])]), None)
}

fn catalog(key: &'static str) -> impl Fn(&Reason) -> bool {
    move |reason| matches!(reason, Reason::CatalogChanged { key: found } if found == key)
}

#[test]
fn what_is_written_again_is_no_change() {
    let signed = sign(&plain(&[]), None);
    allowed("the field", &again(&signed, 6), ModificationLevel::None);
    let signed = with("DSS", "<</Certs[]>>", &[]);
    allowed("with a store", &again(&signed, 6), ModificationLevel::None);
}

#[test]
fn the_version_only_grows() {
    let version = |before: &str, after: &str| {
        let signed = with("Version", before, &[]);
        later(&signed, &[], &[(1, &[("Version", after)])])
    };
    for (before, after) in [("", "/1.7"), ("/1.4", "/1.7"), ("/1.7", "/2.0")] {
        let bytes = version(before, after);
        allowed(after, &bytes, ModificationLevel::LtaUpdates);
    }
    for (before, after) in [
        ("/1.7", "/1.4"),
        ("", "/9.9"),
        ("/1.4", "/1.8"),
        ("/1.4", ""),
        ("", "17"),
    ] {
        refused_for(
            after,
            &version(before, after),
            &[Reason::CatalogChanged {
                key: "Version".to_owned(),
            }],
        );
    }
}

#[test]
fn the_store_keeps_its_shape() {
    let signed = sign(&plain(&[]), None);
    let store =
        |value: &str, objects: &[(u32, &str)]| later(&signed, objects, &[(1, &[("DSS", value)])]);
    let level = ModificationLevel::LtaUpdates;
    allowed("empty", &store("<<>>", &[]), level);
    let certificate = [(20, "<</Length 21 0 R>>stream\nabc\nendstream"), (21, "3")];
    allowed(
        "its length apart",
        &store("<</Certs[20 0 R]>>", &certificate),
        level,
    );
    refused(
        "another key",
        &store("<</Page 3 0 R>>", &[]),
        catalog("DSS"),
    );
    refused("no dictionary", &store("[]", &[]), catalog("DSS"));
    let signed = with("DSS", "<</Certs[20 0 R]>>", &certificate);
    refused(
        "taken out",
        &later(&signed, &[], &[(1, &[("DSS", "")])]),
        |reason| *reason == Reason::DssChanged,
    );
    let more = later(&signed, &[(20, "<</Length 3>>stream\nabd\nendstream")], &[]);
    allowed("one of its objects changed", &more, level);
}

#[test]
fn extensions_are_told() {
    let signed = sign(&plain(&[]), None);
    let told = |value: &str, objects: &[(u32, &str)]| {
        later(&signed, objects, &[(1, &[("Extensions", value)])])
    };
    let level = ModificationLevel::LtaUpdates;
    let developer = "<</BaseVersion/1.7/ExtensionLevel 8>>";
    allowed(
        "inline",
        &told(&format!("<</ADBE{developer}>>"), &[]),
        level,
    );
    let objects = [
        (20, "<</ADBE 21 0 R/ISO_[22 0 R]>>"),
        (21, developer),
        (22, developer),
    ];
    allowed("objects", &told("20 0 R", &objects), level);
    refused("no dictionary", &told("5", &[]), catalog("Extensions"));
    let signed = with("Extensions", "20 0 R", &objects);
    allowed(
        "raised",
        &later(&signed, &[(20, "<</ADBE 21 0 R>>")], &[]),
        level,
    );
    // What is named from elsewhere too says more than that.
    let signed = with("Extensions", "20 0 R", &[(20, "<</ADBE 6 0 R>>")]);
    let filled = later(
        &signed,
        &[(20, "<</ADBE 6 0 R/X 1>>")],
        &[(6, &[("Rect", "[0 0 1 1]")])],
    );
    refused(
        "a field among them",
        &filled,
        |reason| matches!(reason, Reason::FieldChanged { key, .. } if key == "Rect"),
    );
}

#[test]
fn metadata_are_replaced_as_xmp() {
    let xmp = "<</Type/Metadata/Subtype/XML/Length 4>>stream\n<a/>\nendstream";
    let other = "<</Type/Metadata/Subtype/XML/Length 41 0 R>>stream\n<b/>\nendstream";
    let level = ModificationLevel::FormFilling;
    let signed = sign(&plain(&[]), None);
    let brought = |object: &str| later(&signed, &[(20, object)], &[(1, &[("Metadata", "20 0 R")])]);
    allowed("brought", &brought(xmp), level);
    refused(
        "no XMP",
        &brought("<</Length 4>>stream\n<a/>\nendstream"),
        catalog("Metadata"),
    );
    refused(
        "another kind",
        &brought("<</Subtype/HTML/Length 4>>stream\n<a/>\nendstream"),
        catalog("Metadata"),
    );
    refused(
        "no stream",
        &brought("<</Subtype/XML>>"),
        catalog("Metadata"),
    );
    let signed = with("Metadata", "20 0 R", &[(20, xmp)]);
    allowed(
        "replaced",
        &later(&signed, &[(20, other), (41, "4")], &[]),
        level,
    );
    allowed(
        "by another object",
        &later(
            &signed,
            &[(42, xmp.replace("<a/>", "<c/>").as_str())],
            &[(1, &[("Metadata", "42 0 R")])],
        ),
        level,
    );
    refused(
        "taken out",
        &later(&signed, &[], &[(1, &[("Metadata", "")])]),
        catalog("Metadata"),
    );
    allowed(
        "written again",
        &later(&signed, &[(20, xmp)], &[]),
        ModificationLevel::None,
    );
}

#[test]
fn the_information_says_when_and_by_what_it_was_saved() {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>",
        "<</Title(Cong van)/Producer(Trinh soan)/ModDate(D:20260101)>>",
    ];
    let signed = sign(&document_with(&objects, "/Info 4 0 R"), None);
    let saved = |entries: &[(&str, &str)]| {
        let entries: Entries<'_> = (4, entries);
        later(&signed, &[], &[entries])
    };
    for (key, value) in [
        ("ModDate", "(D:20260601)"),
        ("Producer", "(Khac)"),
        ("CreationDate", "(D:20260601)"),
        ("Creator", "(Khac)"),
    ] {
        allowed(key, &saved(&[(key, value)]), ModificationLevel::LtaUpdates);
    }
    allowed("as it was", &saved(&[]), ModificationLevel::None);
    // What it says about itself counts as metadata.
    for key in ["Title", "Author"] {
        let bytes = saved(&[(key, "(Khac)")]);
        allowed(key, &bytes, ModificationLevel::FormFilling);
    }
    for (key, value) in [
        ("Title", ""),
        ("Title", "5"),
        ("Producer", ""),
        ("ModDate", ""),
    ] {
        let reason = Reason::InformationChanged {
            key: key.to_owned(),
        };
        refused_for(key, &saved(&[(key, value)]), &[reason]);
    }
    let created = sign(&saved(&[("CreationDate", "(D:20250101)")]), None);
    let twice = later(&created, &[], &[(4, &[("CreationDate", "(D:20240101)")])]);
    let level = common::report(&twice).unwrap().signatures[1]
        .modifications
        .proven()
        .copied();
    assert_eq!(level, Some(ModificationLevel::FormFilling));
}

/// ISO 32000-2 §12.8.2.2.1: a certification comes first.
#[test]
fn permissions_come_with_the_first_signature() {
    let signed = sign(&plain(&[]), None);
    refused(
        "usage rights",
        &later(&signed, &[], &[(1, &[("Perms", "<</UR3 8 0 R>>")])]),
        catalog("Perms/UR3"),
    );
    refused(
        "no certification",
        &later(&signed, &[], &[(1, &[("Perms", "<</DocMDP 8 0 R>>")])]),
        catalog("Perms/DocMDP"),
    );
    let certified = sign(&plain(&[]), Some(Permissions::FormFilling));
    refused(
        "taken out",
        &later(&certified, &[], &[(1, &[("Perms", "")])]),
        catalog("Perms/DocMDP"),
    );
}

/// What else shows the same object is no metadata.
#[test]
fn metadata_are_nothing_else() {
    let xmp = "<</Type/Metadata/Subtype/XML/Length 4>>stream\n<a/>\nendstream";
    let other = xmp.replace("<a/>", "<b/>");
    let pages: Entries<'_> = (3, &[("Metadata", "20 0 R")]);
    let own: Entries<'_> = (1, &[("Metadata", "20 0 R")]);
    let twice: Entries<'_> = (1, &[("Metadata", "20 0 R"), ("PieceInfo", "20 0 R")]);
    for entries in [&[own, pages][..], &[twice]] {
        let signed = sign(&later(&plain(&[]), &[(20, xmp)], entries), None);
        refused("twice", &later(&signed, &[(20, &other)], &[]), |reason| {
            matches!(reason, Reason::UsedElsewhere { .. })
        });
    }
}

fn told(bytes: &[u8], code: &str) -> bool {
    let report = common::report(bytes).unwrap();
    report.anomalies.iter().any(|anomaly| anomaly.code == code)
}

#[test]
fn new_objects_that_nothing_refers_to_are_told() {
    let signed = sign(&plain(&[]), None);
    let idle = |object: &str| told(&later(&signed, &[(40, object)], &[]), "unreferenced-object");
    assert!(idle("<<>>"));
    assert!(idle("<</Type/Other/Length 0>>stream\n\nendstream"));
    assert!(!idle(
        "<</Type/ObjStm/N 0/First 0/Length 0>>stream\n\nendstream"
    ));
    assert!(!idle("<</Type/XRef/Length 0>>stream\n\nendstream"));
    let used = later(&signed, &[(40, "(An)")], &[(6, &[("V", "40 0 R")])]);
    assert!(!told(&used, "unreferenced-object"));
    let shown = later(&signed, &[(40, "(An)")], &[(3, &[("X", "40 0 R")])]);
    assert!(!told(&shown, "unreferenced-object"));
}

#[test]
fn levels_have_their_words() {
    let words = [
        (ModificationLevel::None, "none"),
        (ModificationLevel::LtaUpdates, "lta-updates"),
        (ModificationLevel::Signatures, "signatures"),
        (ModificationLevel::FormFilling, "form-filling"),
        (ModificationLevel::Annotations, "annotations"),
    ];
    for (level, word) in words {
        assert_eq!(level.as_str(), word);
    }
}
