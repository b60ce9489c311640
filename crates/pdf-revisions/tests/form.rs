//! `AcroForm` and `SignatureField`.
#![allow(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    missing_docs
)]

mod common;

use common::{Builder, classic};
use pdf_revisions::{Malformed, PdfErrorKind, PdfFile, Reference, SignatureField};

fn with_form(form: &str, objects: &[(u32, &str)]) -> PdfFile {
    let mut builder = Builder::new()
        .object(1, format!("<</Type/Catalog/Pages 2 0 R/AcroForm {form}>>"))
        .object(2, "<</Type/Pages/Kids[3 0 R]/Count 1>>")
        .object(3, "<</Type/Page/Parent 2 0 R>>");
    for (number, body) in objects {
        builder = builder.object(*number, body);
    }
    builder.table("/Root 1 0 R/Size 40").open()
}

fn fields(form: &str, objects: &[(u32, &str)]) -> Vec<SignatureField> {
    with_form(form, objects)
        .newest()
        .signature_fields()
        .unwrap()
}

#[test]
fn no_form_no_fields() {
    assert!(classic().open().newest().acro_form().unwrap().is_none());
    assert!(
        classic()
            .open()
            .newest()
            .signature_fields()
            .unwrap()
            .is_empty()
    );
    assert!(fields("<<>>", &[]).is_empty());
}

#[test]
fn a_signed_merged_field_and_an_empty_one() {
    let found = fields(
        "<</Fields[10 0 R 11 0 R 12 0 R]/SigFlags 3>>",
        &[
            (
                10,
                "<</FT/Sig/T(A)/V 20 0 R/Rect[30 40 10 20]/P 3 0 R/Ff 1>>",
            ),
            (11, "<</FT/Sig/T(B)>>"),
            (12, "<</FT/Tx/T(C)/V(text)>>"),
            (20, "<</Type/Sig/Contents<00>>>"),
        ],
    );
    let [signed, empty] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!((signed.name.as_str(), signed.flags), ("A", 1));
    assert_eq!(signed.rect, Some([10.0, 20.0, 30.0, 40.0]));
    assert_eq!(signed.page, Some(Reference::new(3, 0)));
    assert_eq!(signed.widget, signed.reference);
    let (value, dict) = signed.value.as_ref().unwrap();
    assert_eq!(*value, Some(Reference::new(20, 0)));
    assert!(dict.string(b"Contents").unwrap().span.is_some());
    assert_eq!((empty.name.as_str(), empty.value.is_none()), ("B", true));
}

#[test]
fn inheritance_names_and_separate_widgets() {
    let found = fields(
        "9 0 R",
        &[
            (9, "<</Fields[10 0 R]>>"),
            (10, "<</FT/Sig/T(top)/Ff 2/Kids[11 0 R 12 0 R]>>"),
            (
                11,
                "<</T<FEFF0110>/Parent 10 0 R/V<</Contents<00>>>/Kids[13 0 R]>>",
            ),
            (12, "<</T(plain)/FT/Tx>>"),
            (
                13,
                "<</Subtype/Widget/Parent 11 0 R/Rect[0 0 5 5]/P 3 0 R>>",
            ),
        ],
    );
    let [field] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!((field.name.as_str(), field.flags), ("top.Đ", 2));
    assert_eq!(field.widget, Some(Reference::new(13, 0)));
    assert_eq!(field.rect, Some([0.0, 0.0, 5.0, 5.0]));
    assert_eq!(
        field.value.as_ref().unwrap().0,
        None,
        "a direct signature dictionary"
    );
}

#[test]
fn circles_are_errors_and_nonsense_is_skipped() {
    let file = with_form(
        "<</Fields[10 0 R]>>",
        &[
            (10, "<</T(a)/FT/Sig/Kids[11 0 R]>>"),
            (11, "<</T(b)/Kids[10 0 R]>>"),
        ],
    );
    let error = file.newest().signature_fields().unwrap_err();
    assert!(
        matches!(error.kind, PdfErrorKind::Malformed(Malformed::FieldCycle)),
        "{error}"
    );
    let found = fields(
        "<</Fields[10 0 R 5 (x) 30 0 R]>>",
        &[(10, "<</FT/Sig/T(a)/V 5/Rect[1 2]>>")],
    );
    assert_eq!(
        (found.len(), found[0].value.is_none(), found[0].rect),
        (1, true, None)
    );
    assert!(
        with_form("<</Fields 5>>", &[])
            .newest()
            .signature_fields()
            .is_err()
    );
    assert!(with_form("5", &[]).newest().acro_form().is_err());
}

#[test]
fn fields_listed_twice_are_circles_too() {
    let file = with_form("<</Fields[10 0 R 10 0 R]>>", &[(10, "<</FT/Sig/T(a)>>")]);
    assert!(file.newest().signature_fields().is_err());
}
