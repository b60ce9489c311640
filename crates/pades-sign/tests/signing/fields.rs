//! Signing into fields that exist, and the conditions they set.

use crate::common::{
    KINDS, Key, Pdf, Signer, Xref, field, in_field, open, refusal, request, sign, sign_recorded,
};
use pades_sign::{FieldChoice, SignError, Unsupported};
use proptest::prelude::*;

fn signer() -> Signer {
    Signer::new(Key::P256)
}

/// One merged field, one in a parent, one with its widget as a kid, one inheriting its type.
fn form(xref: Xref) -> Pdf {
    Pdf::new(xref)
        .catalog("/AcroForm << /Fields [8 0 R 9 0 R 11 0 R 13 0 R] >>")
        .page_entries("/Annots [8 0 R 10 0 R 12 0 R 14 0 R]")
        .with(8, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (merged) /Rect [0 0 0 0] /P 3 0 R /F 132 >>")
        .with(9, "<< /T (parent) /Kids [10 0 R] >>")
        .with(10, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (child) /Parent 9 0 R /Rect [0 0 0 0] /P 3 0 R /F 132 >>")
        .with(11, "<< /FT /Sig /T (split) /Kids [12 0 R] >>")
        .with(12, "<< /Type /Annot /Subtype /Widget /Parent 11 0 R /Rect [0 0 0 0] /P 3 0 R /F 132 >>")
        .with(13, "<< /FT /Sig /T (outer) /Kids [14 0 R] >>")
        .with(14, "<< /Type /Annot /Subtype /Widget /T (inner) /Parent 13 0 R /Rect [0 0 0 0] /P 3 0 R /F 132 >>")
}

#[test]
fn fields_of_every_shape_are_found_by_full_name() {
    for xref in KINDS {
        let mut bytes = form(xref).build();
        for name in ["merged", "parent.child", "split", "outer.inner"] {
            let (signed, record) = sign_recorded(&bytes, &in_field(name), &signer());
            assert_eq!(record.field, name);
            assert!(!record.field_created);
            let form = open(&signed).newest().acro_form().unwrap().unwrap();
            assert_eq!(form.dict.integer(b"SigFlags"), Some(3));
            assert!(field(&signed, name).value.is_some(), "{name}");
            bytes = signed;
        }
        let error = refusal(&bytes, &in_field("split"), &signer());
        assert!(
            matches!(&error, SignError::FieldAlreadySigned { name } if name == "split"),
            "{error}"
        );
    }
}

#[test]
fn names_that_cannot_be_signed() {
    let base = form(Xref::Table).build();
    for missing in ["child", "parent", "", "Merged"] {
        assert!(
            matches!(
                refusal(&base, &in_field(missing), &signer()),
                SignError::FieldNotFound { .. }
            ),
            "{missing:?}"
        );
    }
    let mut new = request();
    new.field = FieldChoice::New {
        name: Some("parent".to_owned()),
    };
    assert!(matches!(
        refusal(&base, &new, &signer()),
        SignError::FieldExists { .. }
    ));
    new.field = FieldChoice::New {
        name: Some("a.b".to_owned()),
    };
    assert!(matches!(
        refusal(&base, &new, &signer()),
        SignError::FieldNameInvalid { .. }
    ));
}

#[test]
fn a_vietnamese_field_name() {
    let mut new = request();
    new.field = FieldChoice::New {
        name: Some("Người đại diện".to_owned()),
    };
    let signed = sign(&Pdf::new(Xref::Table).build(), &new, &signer());
    assert!(field(&signed, "Người đại diện").value.is_some());
    assert!(matches!(
        refusal(&signed, &new, &signer()),
        SignError::FieldExists { .. }
    ));
}

#[test]
fn direct_fields_are_not_supported() {
    let base = Pdf::new(Xref::Table)
        .catalog("/AcroForm << /Fields [<< /FT /Sig /T (direct) >>] >>")
        .build();
    let error = refusal(&base, &in_field("direct"), &signer());
    assert!(
        matches!(
            error,
            SignError::Unsupported(Unsupported::DirectField(_)) | SignError::FieldNotFound { .. }
        ),
        "{error}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever the texts, the earlier bytes stay and the signature is intact (checked by `sign`).
    #[test]
    fn any_text_can_be_signed(reason in any::<String>(), name in "\\PC{1,20}", kind in 0_usize..4) {
        let mut request = request();
        request.reason = Some(reason);
        request.name = Some(name);
        sign(&Pdf::new(KINDS[kind]).build(), &request, &signer());
    }
}
