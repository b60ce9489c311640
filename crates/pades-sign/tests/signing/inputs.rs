//! Every kind of input: cross-references, versions, forms and annotations.

use crate::common::{
    KINDS, Key, Pdf, Signer, Xref, field, open, request, sign, sign_recorded, signed_fields,
};
use pdf_revisions::{Object, XrefKind};

fn signer() -> Signer {
    Signer::new(Key::Rsa)
}

#[test]
fn every_cross_reference_and_version() {
    let signer = signer();
    for xref in KINDS {
        for version in ["1.4", "1.5", "1.6", "1.7", "2.0"] {
            if version == "1.4" && matches!(xref, Xref::Stream | Xref::Hybrid) {
                continue; // cross-reference streams came with PDF 1.5
            }
            let base = Pdf::new(xref).version(version).build();
            let (signed, record) = sign_recorded(&base, &request(), &signer);
            let file = open(&signed);
            assert_eq!(record.field, "Signature1");
            assert!(record.field_created);
            assert_eq!(file.revisions().len(), 2, "{xref:?} {version}");
            let expected = if xref == Xref::Stream {
                XrefKind::Stream
            } else {
                XrefKind::Table
            };
            assert_eq!(file.revisions()[1].kind, expected, "{xref:?} {version}");
            let extensions = file.newest().catalog().unwrap().contains(b"Extensions");
            assert_eq!(
                extensions,
                version != "2.0",
                "the ESIC extension is for versions before 2.0"
            );
        }
    }
}

#[test]
fn a_file_without_final_line_end() {
    for xref in KINDS {
        sign(
            &Pdf::new(xref).without_final_line_end().build(),
            &request(),
            &signer(),
        );
    }
}

/// The other entries and earlier fields stay; the new field is listed once.
#[test]
fn forms_of_every_shape() {
    let text_field = "<< /FT /Tx /T (Signature1) /Ff 0 >>";
    let shapes = [
        (
            "direct form, direct fields",
            "/AcroForm << /Fields [8 0 R] /DA (/Helv 0 Tf 0 g) /SigFlags 0 >>",
            "",
        ),
        (
            "indirect form",
            "/AcroForm 9 0 R",
            "<< /Fields [8 0 R] /DA (/Helv 0 Tf 0 g) >>",
        ),
        (
            "indirect fields",
            "/AcroForm << /Fields 9 0 R /DA (/Helv 0 Tf 0 g) >>",
            "[8 0 R]",
        ),
    ];
    for xref in KINDS {
        for (what, entry, object) in shapes {
            let mut pdf = Pdf::new(xref).catalog(entry).with(8, text_field);
            if !object.is_empty() {
                pdf = pdf.with(9, object);
            }
            let (signed, record) = sign_recorded(&pdf.build(), &request(), &signer());
            assert_eq!(
                record.field, "Signature2",
                "Signature1 is a text field's name"
            );
            let file = open(&signed);
            let form = file.newest().acro_form().unwrap().unwrap();
            let fields = file.newest().value(&form.dict, b"Fields").unwrap();
            assert_eq!(fields.as_array().unwrap().len(), 2, "{xref:?} {what}");
            assert_eq!(form.dict.integer(b"SigFlags"), Some(3), "{what}");
            assert!(form.dict.string(b"DA").is_some(), "{what}");
        }
    }
}

#[test]
fn forms_that_lack_their_parts() {
    let shapes = [
        "/AcroForm << >>",
        "/AcroForm null",
        "/AcroForm 90 0 R",
        "/AcroForm << /Fields 90 0 R >>",
        "/AcroForm << /SigFlags 4 >>",
    ];
    for entry in shapes {
        let signed = sign(
            &Pdf::new(Xref::Table).catalog(entry).build(),
            &request(),
            &signer(),
        );
        let file = open(&signed);
        let form = file.newest().acro_form().unwrap().unwrap();
        let flags = if entry.contains("SigFlags 4") { 7 } else { 3 };
        assert_eq!(form.dict.integer(b"SigFlags"), Some(flags), "{entry}");
        let dangling = pdf_revisions::Reference::new(90, 0);
        assert_eq!(
            file.newest().resolve(dangling).unwrap(),
            Object::Null,
            "a reference to nothing gets no meaning"
        );
    }
}

#[test]
fn annotations_of_every_shape() {
    let link = "<< /Type /Annot /Subtype /Link /Rect [0 0 10 10] /F 4 >>";
    for (what, entry, before) in [
        ("absent", "", 0),
        ("null", "/Annots null", 0),
        ("direct", "/Annots [8 0 R]", 1),
        ("indirect", "/Annots 9 0 R", 1),
        ("dangling", "/Annots 90 0 R", 0),
    ] {
        for xref in KINDS {
            let pdf = Pdf::new(xref)
                .page_entries(entry)
                .with(8, link)
                .with(9, "[8 0 R]");
            let signed = sign(&pdf.build(), &request(), &signer());
            let file = open(&signed);
            let (page_reference, page) = file.newest().page(0).unwrap();
            let annotations = file.newest().value(&page, b"Annots").unwrap();
            let annotations = annotations.as_array().unwrap();
            assert_eq!(annotations.len(), before + 1, "{what}");
            let field = field(&signed, "Signature1");
            assert_eq!(annotations.last().unwrap().as_reference(), field.widget);
            assert_eq!(field.page, Some(page_reference));
            assert_eq!(field.rect, Some([0.0; 4]));
            assert_eq!(field.dict.integer(b"F"), Some(132));
        }
    }
}

/// A widget belongs to one page; an array that two pages share must not carry it to the other.
#[test]
fn shared_annotations_are_separated() {
    let second = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots 9 0 R >>";
    let pdf = Pdf::new(Xref::Table)
        .with(2, "<< /Type /Pages /Kids [3 0 R 10 0 R] /Count 2 >>")
        .page_entries("/Annots 9 0 R")
        .with(9, "[]")
        .with(10, second);
    let signed = sign(&pdf.build(), &request(), &signer());
    let file = open(&signed);
    let count = |index| {
        let (_, page) = file.newest().page(index).unwrap();
        file.newest()
            .value(&page, b"Annots")
            .unwrap()
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!((count(0), count(1)), (1, 0));
}

#[test]
fn one_two_and_five_signatures() {
    let signers = [Signer::new(Key::Rsa), Signer::new(Key::P256)];
    for xref in KINDS {
        let mut bytes = Pdf::new(xref).build();
        for count in 1..=5 {
            bytes = sign(&bytes, &request(), &signers[count % 2]);
            let file = open(&bytes);
            let names = signed_fields(&file)
                .into_iter()
                .map(|field| field.name)
                .collect::<Vec<_>>();
            let expected = (1..=count)
                .map(|number| format!("Signature{number}"))
                .collect::<Vec<_>>();
            assert_eq!(names, expected, "{xref:?}");
            assert_eq!(file.revisions().len(), count + 1);
        }
    }
}

#[test]
fn every_key_and_algorithm() {
    let base = Pdf::new(Xref::Table).build();
    for key in Key::ALL {
        let signer = Signer::new(key);
        let (_, record) = sign_recorded(&base, &request(), &signer);
        assert_eq!(record.algorithm, signer.device().algorithm().to_string());
        assert!(
            record.used <= record.reserved && record.reserved - record.used <= 300,
            "the hole fits: {record:?}"
        );
    }
}

#[test]
fn the_second_signature_leaves_the_catalog_alone() {
    let once = sign(&Pdf::new(Xref::Table).build(), &request(), &signer());
    let twice = sign(&once, &request(), &signer());
    let file = open(&twice);
    let catalog = pdf_revisions::Reference::new(1, 0);
    let changed = file.newest().changed_references().unwrap();
    assert!(
        changed.iter().all(|(reference, _)| *reference != catalog),
        "{changed:?}"
    );
}
