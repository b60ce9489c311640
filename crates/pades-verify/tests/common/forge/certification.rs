//! Attacks on certified documents: evil annotations, a changed certification, validation material taken away.

use super::Variant;
use super::prepared::{Document, Entry, append};
use crate::common::signed::{container, crl_of_now, with_dictionary, with_store};
use crate::common::{device, edit, hierarchy, sign, update};
use pades_sign::Permissions;
use pdf_revisions::{Dict, Name, Object, PdfFile};

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
            let forged = covering(&signed, kind);
            all.push(Variant::new(
                format!("{kind} on {level:?}"),
                &signed,
                forged,
                TOLD,
            ));
        }
    }
    all
}

fn covering(signed: &[u8], kind: &str) -> Vec<u8> {
    update(signed, |file, update| {
        let (note, picture) = (update.allocate().unwrap(), update.allocate().unwrap());
        let form: Dict = [
            ("Type", Object::from(Name::new("XObject"))),
            ("Subtype", Name::new("Form").into()),
            ("BBox", [0, 0, 300, 60].map(Object::Integer).to_vec().into()),
        ]
        .into_iter()
        .collect();
        update.put_stream(picture, form, "1 g 0 0 300 60 re f");
        let appearance: Dict = [("N", Object::from(picture))].into_iter().collect();
        let dict: Dict = [
            ("Type", Object::from(Name::new("Annot"))),
            ("Subtype", Name::new(kind).into()),
            (
                "Rect",
                [0, 230, 300, 290].map(Object::Integer).to_vec().into(),
            ),
            ("F", 4_i64.into()),
            ("AP", appearance.into()),
        ]
        .into_iter()
        .collect();
        update.put(note, dict).unwrap();
        edit(file, update, 3, |page| {
            let mut list = page.array(b"Annots").unwrap().to_vec();
            list.push(note.into());
            page.insert("Annots", list);
        });
    })
}

/// The certification itself is taken away, moved or loosened.
pub fn certification() -> Vec<Variant> {
    let signed = sign(&Document::new().bytes(), Some(Permissions::NoChanges));
    let catalog = |change: &dyn Fn(&mut Dict)| {
        update(&signed, |file, update| {
            edit(file, update, 1, |catalog| change(catalog))
        })
    };
    let mut all = vec![
        Variant::new(
            "/Perms removed",
            &signed,
            catalog(&|catalog| drop(catalog.remove(b"Perms"))),
            &["change-catalog", "change-permissions", "change-unexplained"],
        ),
        Variant::new(
            "/Perms names something else",
            &signed,
            catalog(&|catalog| {
                let empty: Dict = [("DocMDP", Object::Null)].into_iter().collect();
                catalog.insert("Perms", empty);
            }),
            &["change-catalog", "change-permissions", "change-unexplained"],
        ),
    ];
    let approved = sign(&Document::new().bytes(), None);
    all.push(Variant::new(
        "certified after another has signed",
        &approved,
        late_certification(&approved),
        &["change-certification-not-first"],
    ));
    let value = signature_dictionary(&signed);
    all.push(Variant::new(
        "the signature dictionary again, without its /Reference",
        &signed,
        append(&signed, &[Entry::Body(value.0, &value.1)], ""),
        &[
            "change-signature",
            "coverage-contents-elsewhere",
            "signature-removed",
        ],
    ));
    all
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
    const TOLD: &[&str] = &["dss-removed", "dss-reduced"];
    let lists = [
        crl_of_now(hierarchy().root_authority(), Vec::new()),
        crl_of_now(hierarchy().sub_authority(), Vec::new()),
    ];
    let honest = with_store(&sign(&Document::new().bytes(), None), &lists);
    let strip = |change: &dyn Fn(&mut Dict)| {
        update(&honest, |file, update| {
            edit(file, update, 1, |catalog| change(catalog))
        })
    };
    let store = |change: &dyn Fn(&mut Dict)| {
        strip(&|catalog| {
            let mut store = catalog.dict(b"DSS").unwrap().clone();
            change(&mut store);
            catalog.insert("DSS", store);
        })
    };
    vec![
        Variant::new(
            "the store removed",
            &honest,
            strip(&|catalog| drop(catalog.remove(b"DSS"))),
            TOLD,
        ),
        Variant::new(
            "the store emptied",
            &honest,
            strip(&|catalog| drop(catalog.insert("DSS", Dict::new()))),
            TOLD,
        ),
        Variant::new(
            "no CRLs",
            &honest,
            store(&|store| drop(store.remove(b"CRLs"))),
            TOLD,
        ),
        Variant::new(
            "one CRL less",
            &honest,
            store(&|store| {
                let mut lists = store.array(b"CRLs").unwrap().to_vec();
                lists.pop();
                store.insert("CRLs", lists);
            }),
            TOLD,
        ),
        Variant::new(
            "a CRL replaced by null",
            &honest,
            store(&|store| {
                let mut lists = store.array(b"CRLs").unwrap().to_vec();
                lists[0] = Object::Null;
                store.insert("CRLs", lists);
            }),
            TOLD,
        ),
    ]
}
