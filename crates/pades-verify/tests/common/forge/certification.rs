//! Attacks on certified documents: evil annotations, a changed certification, validation material taken away.

use super::prepared::{Document, Entry, append, stream};
use super::{Variant, next};
use crate::common::rules::later;
use crate::common::signed::{container, lists, with_dictionary, with_store};
use crate::common::{device, sign};
use pades_sign::Permissions;
use pdf_revisions::PdfFile;

const ALL_LEVELS: [Option<Permissions>; 4] = [
    None,
    Some(Permissions::NoChanges),
    Some(Permissions::FormFilling),
    Some(Permissions::Annotations),
];

/// An annotation that hides what was signed, at every level of certification.
pub fn evil_annotations() -> Vec<Variant> {
    const TOLD: &[&str] = &[
        "change-annotations",
        "change-annotation-hides-content",
        "change-permission-exceeded",
        "change-unexplained",
    ];
    let mut all = Vec::new();
    for level in ALL_LEVELS {
        let signed = sign(&Document::new().bytes(), level);
        for kind in [
            "FreeText",
            "Stamp",
            "Square",
            "Redact",
            "Watermark",
            "Widget",
            "Screen",
        ] {
            let (name, forged) = (format!("{kind} on {level:?}"), covering(&signed, kind));
            all.push(Variant::new(name, &signed, forged, TOLD));
        }
    }
    all
}

fn covering(signed: &[u8], kind: &str) -> Vec<u8> {
    let note = format!("<</Type/Annot/Subtype/{kind}/Rect[0 230 300 290]/F 4/AP<</N 10 0 R>>>>");
    let picture = stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 300 60]",
        "1 g 0 0 300 60 re f",
    );
    let listed = [(3, &[("Annots", "[{} 9 0 R]")][..])];
    later(signed, &[(9, &note), (10, &picture)], &listed)
}

/// The certification itself is taken away, moved or loosened.
pub fn certification() -> Vec<Variant> {
    const TOLD: &[&str] = &["change-catalog", "change-permissions", "change-unexplained"];
    let signed = sign(&Document::new().bytes(), Some(Permissions::NoChanges));
    let approved = sign(&Document::new().bytes(), None);
    let (number, dictionary) = signature_dictionary(&signed);
    let permissions = |value| later(&signed, &[], &[(1, &[("Perms", value)])]);
    vec![
        Variant::new("/Perms removed", &signed, permissions(""), TOLD),
        Variant::new(
            "/Perms names something else",
            &signed,
            permissions("<</DocMDP null>>"),
            TOLD,
        ),
        Variant::new(
            "certified after another has signed",
            &approved,
            late_certification(&approved),
            &["change-certification-not-first"],
        ),
        Variant::new(
            "the signature dictionary again, without its /Reference",
            &signed,
            append(&signed, &[Entry::Body(number, &dictionary)], ""),
            &[
                "change-signature",
                "coverage-contents-elsewhere",
                "signature-removed",
            ],
        ),
    ]
}

/// Our signer would not certify after another signature: the dictionary is written by hand.
fn late_certification(approved: &[u8]) -> Vec<u8> {
    let entries = "/Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/V/1.2/P 2>>>>]";
    with_dictionary(approved, "Muon", entries, |covered| {
        container(&device(), covered, None)
    })
}

fn signature_dictionary(signed: &[u8]) -> (usize, String) {
    let file = PdfFile::open(std::sync::Arc::new(signed.to_vec())).unwrap();
    let field = file.newest().signature_fields().unwrap().remove(0);
    let number = usize::try_from(field.value.unwrap().0.unwrap().number).unwrap();
    let text = String::from_utf8_lossy(signed).into_owned();
    let at = text.rfind(&format!("\n{number} 0 obj")).unwrap();
    let body = &text[at + format!("\n{number} 0 obj").len()..];
    let body = &body[..body.find("endobj").unwrap()];
    (number, body.replace("/Reference", "/Rafarence"))
}

/// Validation material in the file is removed or thinned out later (DSS stripping).
pub fn store_stripping() -> Vec<Variant> {
    let signed = sign(&Document::new().bytes(), None);
    let honest = with_store(&signed, &lists(Vec::new(), Vec::new()));
    let written = String::from_utf8_lossy(&honest[next(&honest, 0, b"/DSS")..]).into_owned();
    assert!(
        written.contains("[9 0 R 10 0 R]"),
        "numbers that are said below"
    );
    [
        ("the store removed", ""),
        ("the store emptied", "<<>>"),
        ("no CRLs", "<</CRLs null>>"),
        ("one CRL less", "<</CRLs[9 0 R]>>"),
        ("a CRL replaced by null", "<</CRLs[null 10 0 R]>>"),
    ]
    .map(|(name, store)| {
        let forged = later(&honest, &[], &[(1, &[("DSS", store)])]);
        Variant::new(name, &honest, forged, &["dss-removed", "dss-reduced"])
    })
    .into()
}
