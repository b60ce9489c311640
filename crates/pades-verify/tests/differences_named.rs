//! What attacks leave behind has a name of its own in the report.
#![allow(clippy::unwrap_used)]

mod common;

use common::forge::prepared::{Entry, append};
use common::forge::saving::spoof;
use common::rules::{reasons, refused};
use common::{accepted, base, edit, report, sign, update};
use pades_verify::{Reason, Severity};
use pdf_revisions::{Dict, Name, Object, PdfString, Reference};

fn anomaly(bytes: &[u8], code: &str) -> Option<Severity> {
    let report = report(bytes).unwrap();
    let mut anomalies = report.anomalies.iter();
    anomalies
        .find(|anomaly| anomaly.code == code)
        .map(|anomaly| anomaly.severity)
}

/// The signature dictionary of a signed file.
fn signature(bytes: &[u8]) -> Dict {
    let file = pdf_revisions::PdfFile::open(std::sync::Arc::new(bytes.to_vec())).unwrap();
    let field = file.newest().signature_fields().unwrap().remove(0);
    field.value.unwrap().1
}

#[test]
fn a_signature_that_no_field_shows() {
    let signed = sign(&base(), None);
    let orphan = update(&signed, |_, update| {
        let own = update.allocate().unwrap();
        update.put(own, signature(&signed)).unwrap();
    });
    assert_eq!(
        anomaly(&orphan, "orphaned-signature"),
        Some(Severity::Warning)
    );
    assert_eq!(anomaly(&sign(&signed, None), "orphaned-signature"), None);
}

#[test]
fn two_dictionaries_that_claim_the_same_bytes() {
    let signed = sign(&base(), None);
    let copied = spoof(&signed, true);
    assert!(!accepted(&copied));
    assert_eq!(
        anomaly(&copied, "byte-range-claimed-twice"),
        Some(Severity::Error)
    );
    assert_eq!(
        anomaly(&sign(&signed, None), "byte-range-claimed-twice"),
        None
    );
}

#[test]
fn a_renamed_signature() {
    let signed = sign(&base(), None);
    let renamed = update(&signed, |file, update| {
        let field = file.newest().signature_fields().unwrap().remove(0);
        edit(file, update, field.reference.unwrap().number, |field| {
            drop(field.insert("T", PdfString::text("Other")))
        });
    });
    refused(
        "renamed",
        &renamed,
        |reason| matches!(reason, Reason::SignatureRenamed { name, .. } if name == "Other"),
    );
}

/// Shadow attacks put what is to be shown later into the file before it is signed, used by nothing.
#[test]
fn an_object_prepared_before_signing() {
    let prepare = |used: bool| {
        let prepared = update(&base(), |file, update| {
            let own = update.allocate().unwrap();
            let form = [
                ("Type", Object::from(Name::new("XObject"))),
                ("Subtype", Name::new("Form").into()),
                ("BBox", vec![Object::Integer(0); 4].into()),
            ];
            update.put_stream(own, form.into_iter().collect(), *b"");
            if used {
                edit(file, update, 6, |field| {
                    let looks: Dict = [("D", Object::from(own))].into_iter().collect();
                    drop(field.insert("AP", looks));
                });
            }
        });
        update(&sign(&prepared, None), |file, update| {
            edit(file, update, 6, |field| {
                let looks: Dict = [("N", Object::from(Reference::new(7, 0)))]
                    .into_iter()
                    .collect();
                drop(field.insert("AP", looks));
            })
        })
    };
    assert_eq!(
        anomaly(&prepare(false), "prepared-object-shown"),
        Some(Severity::Warning)
    );
    assert_eq!(anomaly(&prepare(true), "prepared-object-shown"), None);
}

/// A number used again with another generation, an object freed under what uses it.
#[test]
fn reused_and_freed_numbers() {
    let signed = sign(&base(), None);
    let freed = append(&signed, &[Entry::Free(5)], "");
    assert!(reasons(&freed).contains(&Reason::ObjectFreed));
}
