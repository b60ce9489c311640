//! Attacks made by our own writer on a signed file; each is refused, and the honest twin beside it is not.
#![allow(clippy::unwrap_used)]

mod common;

use common::forge::saving::spoof;
use common::rules::{allowed, reasons, refused};
use common::{accepted, base, edit, join_page, report, sign, update};
use pades_sign::Permissions;
use pades_verify::{ModificationLevel, Reason};
use pdf_revisions::{Dict, Name, Object, PdfFile, PdfString, Reference, Update};

fn attack(change: impl FnOnce(&PdfFile, &mut Update)) -> Vec<u8> {
    update(&sign(&base(), None), change)
}

/// Incremental saving and shadow replacement: what the page shows changes.
#[test]
fn page_and_content_stay_as_signed() {
    let content =
        attack(|_, update| update.put_stream(Reference::new(4, 0), Dict::new(), *b"BT ET"));
    refused("content stream", &content, |reason| {
        *reason == Reason::Unexplained
    });
    let page =
        attack(|file, update| edit(file, update, 3, |page| drop(page.insert("Rotate", 90_i64))));
    refused(
        "page",
        &page,
        |reason| matches!(reason, Reason::PageChanged { key } if key == "Rotate"),
    );
    let font = attack(|file, update| {
        edit(file, update, 5, |font| {
            drop(font.insert("BaseFont", Name::new("Symbol")))
        })
    });
    refused("font", &font, |reason| *reason == Reason::Unexplained);
    let catalog = attack(|file, update| {
        edit(file, update, 1, |catalog| {
            drop(catalog.insert("OpenAction", Dict::new()))
        })
    });
    refused(
        "catalog",
        &catalog,
        |reason| matches!(reason, Reason::CatalogChanged { key } if key == "OpenAction"),
    );
}

/// A reference that dangles in the signed revision is defined later.
#[test]
fn dangling_references_stay_dangling() {
    let bytes = attack(|_, update| {
        update.put_stream(Reference::new(99, 0), Dict::new(), *b"0 0 300 300 re f")
    });
    refused("dangling reference", &bytes, |reason| {
        *reason == Reason::DanglingReferenceDefined
    });
}

#[test]
fn annotations_and_flags_stay() {
    let hidden =
        attack(|file, update| edit(file, update, 6, |field| drop(field.insert("F", 2_i64))));
    refused(
        "hidden widget",
        &hidden,
        |reason| matches!(reason, Reason::FieldChanged { key, .. } if key == "F"),
    );
    let overlay = attack(|file, update| {
        let note = update.allocate().unwrap();
        let dict: Dict = [
            ("Type", Object::from(Name::new("Annot"))),
            ("Subtype", Name::new("FreeText").into()),
        ]
        .into_iter()
        .collect();
        update.put(note, dict).unwrap();
        join_page(file, update, note);
    });
    refused("annotation", &overlay, |reason| {
        *reason == Reason::AnnotationsChanged
    });
}

/// The signature itself is cleared, moved or renamed by a later revision.
#[test]
fn an_earlier_signature_stays_what_it_was() {
    let change = |change: fn(&mut Dict)| {
        attack(move |file, update| {
            let field = file.newest().signature_fields().unwrap().remove(0);
            edit(file, update, field.reference.unwrap().number, change);
        })
    };
    let cleared = change(|field| drop(field.remove(b"V")));
    refused("cleared", &cleared, |reason| {
        matches!(reason, Reason::SignatureChanged { .. })
    });
    assert!(
        report(&cleared)
            .unwrap()
            .anomalies
            .iter()
            .any(|anomaly| anomaly.code == "signature-removed")
    );
    let renamed = change(|field| drop(field.insert("T", PdfString::text("Other"))));
    refused("renamed", &renamed, |reason| {
        matches!(reason, Reason::SignatureChanged { .. })
    });
    let moved = change(|field| drop(field.insert("Rect", vec![Object::Integer(7); 4])));
    refused("moved", &moved, |reason| {
        matches!(reason, Reason::SignatureChanged { .. })
    });
}

/// A field that claims to be signed by something that is no intact signature.
#[test]
fn a_spoofed_signature_is_no_signature() {
    let bytes = spoof(&sign(&base(), None), true);
    refused("spoofed signature", &bytes, |reason| {
        matches!(reason, Reason::SignatureNotIntact { .. })
    });
}

/// Certification levels bind: filling a field is form filling, allowed from P=2 on.
#[test]
fn certification_levels_are_respected() {
    let fill = |certification| {
        update(&sign(&base(), certification), |file, update| {
            edit(file, update, 6, |field| {
                drop(field.insert("V", PdfString::text("An")))
            })
        })
    };
    for level in [
        None,
        Some(Permissions::FormFilling),
        Some(Permissions::Annotations),
    ] {
        allowed(
            &format!("{level:?}"),
            &fill(level),
            ModificationLevel::FormFilling,
        );
    }
    refused(
        "filled at P=1",
        &fill(Some(Permissions::NoChanges)),
        |reason| matches!(reason, Reason::PermissionExceeded { .. }),
    );
}

/// A second signature by our own signer is allowed, and told as such; not at P=1.
#[test]
fn further_signatures_are_told() {
    let bytes = sign(&sign(&base(), None), None);
    assert!(accepted(&bytes), "{:?}", reasons(&bytes));
    let report = report(&bytes).unwrap();
    assert_eq!(report.signatures.len(), 2);
    assert_eq!(
        report.signatures[0].modifications.proven(),
        Some(&ModificationLevel::Signatures)
    );
    assert_eq!(
        report.signatures[1].modifications.proven(),
        Some(&ModificationLevel::None)
    );
}

/// Universal signature forgery: the container or the ranges are emptied, the field still claims a signature.
#[test]
fn universal_signature_forgery_is_refused() {
    let signed = sign(&base(), None);
    let text = String::from_utf8_lossy(&signed).into_owned();
    let range = text.rfind("/ByteRange").unwrap();
    let contents = text.rfind("/Contents").unwrap();
    for (name, at, with) in [
        ("no ByteRange", range, &b"/ByteRangX"[..]),
        ("no Contents", contents, b"/ContentX"),
        (
            "negative ByteRange",
            range + text[range..].find('[').unwrap() + 1,
            b"-",
        ),
    ] {
        let mut bytes = signed.clone();
        bytes[at..at + with.len()].copy_from_slice(with);
        assert!(!accepted(&bytes), "{name}");
    }
    let mut zeroed = signed.clone();
    let start = contents + text[contents..].find('<').unwrap() + 1;
    let end = start + text[start..].find('>').unwrap();
    zeroed[start..end].fill(b'0');
    assert!(!accepted(&zeroed), "empty container");
    assert_eq!(
        report(&zeroed).unwrap().signatures.len(),
        1,
        "it still counts as a signature"
    );
}

/// Signature wrapping: the second range is moved away and something is put between.
#[test]
fn signature_wrapping_is_refused() {
    let signed = sign(&base(), None);
    let text = String::from_utf8_lossy(&signed).into_owned();
    let contents = text.rfind("/Contents").unwrap();
    let end = contents + text[contents..].find('>').unwrap();
    let mut bytes = signed.clone();
    bytes.splice(end..end, *b"> 9 9 obj <");
    assert!(!accepted(&bytes));
}
