//! DocMDP and FieldMDP: what earlier signatures allow (ISO 32000-2 §12.8.2).

use crate::common::{
    KINDS, Key, Pdf, Signer, Xref, certifying, field, in_field, open, refusal, request, sign,
    sign_recorded, signature,
};
use pades_sign::{FieldChoice, Permissions, SignError};
use pdf_revisions::{Dict, Object};

fn signer() -> Signer {
    Signer::new(Key::P256)
}

/// The transform parameters of the first signature reference.
fn parameters(signature: &Dict) -> (Dict, Dict) {
    let reference = signature.array(b"Reference").unwrap()[0]
        .as_dict()
        .unwrap()
        .clone();
    let parameters = reference.dict(b"TransformParams").unwrap().clone();
    (reference, parameters)
}

#[test]
fn certification_writes_reference_and_perms() {
    for xref in KINDS {
        for permissions in [
            Permissions::NoChanges,
            Permissions::FormFilling,
            Permissions::Annotations,
        ] {
            let (signed, record) =
                sign_recorded(&Pdf::new(xref).build(), &certifying(permissions), &signer());
            assert_eq!(record.certification, Some(permissions));
            let (reference, parameters) = parameters(&signature(&signed, "Signature1"));
            assert!(
                reference
                    .name(b"TransformMethod")
                    .is_some_and(|name| *name == "DocMDP")
            );
            assert_eq!(parameters.integer(b"P"), Some(permissions.number().into()));
            assert!(parameters.name(b"V").is_some_and(|name| *name == "1.2"));
            let file = open(&signed);
            let catalog = file.newest().catalog().unwrap();
            let perms = file.newest().value(&catalog, b"Perms").unwrap();
            assert_eq!(
                perms.as_dict().unwrap().reference(b"DocMDP"),
                field(&signed, "Signature1").value.unwrap().0
            );
        }
    }
}

#[test]
fn nothing_more_after_no_changes() {
    let certified = sign(
        &Pdf::new(Xref::Table).build(),
        &certifying(Permissions::NoChanges),
        &signer(),
    );
    let error = refusal(&certified, &request(), &signer());
    assert!(
        matches!(
            error,
            SignError::ForbiddenByCertification {
                permissions: Permissions::NoChanges
            }
        ),
        "{error}"
    );
}

#[test]
fn signatures_follow_a_certification_that_allows_them() {
    for permissions in [Permissions::FormFilling, Permissions::Annotations] {
        let certified = sign(
            &Pdf::new(Xref::Stream).build(),
            &certifying(permissions),
            &signer(),
        );
        let (twice, record) = sign_recorded(&certified, &request(), &signer());
        assert_eq!(record.under_certification, Some(permissions));
        sign(&twice, &request(), &signer());
    }
}

#[test]
fn certification_is_first_or_not_at_all() {
    let signed = sign(&Pdf::new(Xref::Table).build(), &request(), &signer());
    let error = refusal(&signed, &certifying(Permissions::FormFilling), &signer());
    assert!(
        matches!(&error, SignError::CertificationNotFirst { field } if field == "Signature1"),
        "{error}"
    );
    let certified = sign(
        &Pdf::new(Xref::Table).build(),
        &certifying(Permissions::FormFilling),
        &signer(),
    );
    assert!(matches!(
        refusal(&certified, &certifying(Permissions::FormFilling), &signer()),
        SignError::CertificationNotFirst { .. }
    ));
}

/// Standards 11: a document timestamp may come before the certification.
#[test]
fn certification_after_a_document_timestamp() {
    let pdf = Pdf::new(Xref::Table)
        .catalog("/AcroForm << /Fields [8 0 R] /SigFlags 3 >>")
        .with(8, "<< /FT /Sig /T (DocTimeStamp) /V 9 0 R >>");
    let value = |sub_filter| {
        format!(
            "<< /Type /DocTimeStamp /SubFilter /{sub_filter} /Contents <00> /ByteRange [0 1 2 3] >>"
        )
    };
    let timestamped = pdf.clone().with(9, &value("ETSI.RFC3161")).build();
    crate::common::try_sign(
        &timestamped,
        &certifying(Permissions::FormFilling),
        &signer(),
    )
    .unwrap();
    let signed = pdf.with(9, &value("adbe.pkcs7.detached")).build();
    assert!(matches!(
        refusal(&signed, &certifying(Permissions::FormFilling), &signer()),
        SignError::CertificationNotFirst { .. }
    ));
}

/// `/P` absent means 2; out of range is read as the strictest; `/Perms` counts though no field leads to it.
#[test]
fn permissions_are_read_carefully() {
    let with = |parameters: &str| {
        let value =
            format!("<< /Type /Sig /Reference [<< /TransformMethod /DocMDP {parameters} >>] >>");
        let base = Pdf::new(Xref::Table)
            .catalog("/Perms << /DocMDP 8 0 R >>")
            .with(8, &value)
            .build();
        crate::common::try_sign(&base, &request(), &signer())
    };
    for allowed in [
        "",
        "/TransformParams << >>",
        "/TransformParams << /P 2 >>",
        "/TransformParams << /P 3 >>",
    ] {
        assert!(with(allowed).is_ok(), "{allowed}");
    }
    for forbidden in [
        "/TransformParams << /P 1 >>",
        "/TransformParams << /P 7 >>",
        "/TransformParams << /P /x >>",
    ] {
        assert!(
            matches!(
                with(forbidden),
                Err(SignError::ForbiddenByCertification { .. })
            ),
            "{forbidden}"
        );
    }
}

fn form_with_lock(lock: &str) -> Vec<u8> {
    Pdf::new(Xref::Table)
        .catalog("/AcroForm << /Fields [8 0 R 9 0 R 10 0 R] >>")
        .page_entries("/Annots [8 0 R 9 0 R 10 0 R]")
        .with(8, &format!("<< /Type /Annot /Subtype /Widget /FT /Sig /T (first) /Rect [0 0 0 0] /P 3 0 R /F 132 /Lock {lock} >>"))
        .with(9, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (second) /Rect [0 0 0 0] /P 3 0 R /F 132 >>")
        .with(10, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (second2) /Rect [0 0 0 0] /P 3 0 R /F 132 >>")
        .build()
}

#[test]
fn a_lock_becomes_field_mdp() {
    let signed = sign(
        &form_with_lock("<< /Type /SigFieldLock /Action /Include /Fields [(second)] >>"),
        &in_field("first"),
        &signer(),
    );
    let (reference, parameters) = parameters(&signature(&signed, "first"));
    assert!(
        reference
            .name(b"TransformMethod")
            .is_some_and(|name| *name == "FieldMDP")
    );
    assert_eq!(
        reference.reference(b"Data"),
        Some(pdf_revisions::Reference::new(1, 0))
    );
    assert!(
        parameters
            .name(b"Action")
            .is_some_and(|name| *name == "Include")
    );
    assert_eq!(parameters.array(b"Fields").unwrap().len(), 1);
    let error = refusal(&signed, &in_field("second"), &signer());
    assert!(
        matches!(&error, SignError::FieldLocked { name, by } if name == "second" && by == "first"),
        "{error}"
    );
    sign(&signed, &in_field("second2"), &signer());
}

#[test]
fn locks_reach_new_fields_too() {
    let all = sign(
        &form_with_lock("<< /Action /All >>"),
        &in_field("first"),
        &signer(),
    );
    assert!(matches!(
        refusal(&all, &request(), &signer()),
        SignError::FieldLocked { .. }
    ));
    let exclude = sign(
        &form_with_lock("<< /Action /Exclude /Fields [(second)] >>"),
        &in_field("first"),
        &signer(),
    );
    assert!(matches!(
        refusal(&exclude, &request(), &signer()),
        SignError::FieldLocked { .. }
    ));
    sign(&exclude, &in_field("second"), &signer());
    let include = sign(
        &form_with_lock("<< /Action /Include /Fields [(second)] >>"),
        &in_field("first"),
        &signer(),
    );
    let mut new = request();
    new.field = FieldChoice::New {
        name: Some("secondary".to_owned()),
    };
    sign(&include, &new, &signer());
}

#[test]
fn a_lock_with_permissions_binds_later_signers() {
    let signed = sign(
        &form_with_lock("<< /Action /Include /Fields [] /P 1 >>"),
        &in_field("first"),
        &signer(),
    );
    assert!(matches!(
        refusal(&signed, &in_field("second"), &signer()),
        SignError::ForbiddenByCertification { .. }
    ));
}

#[test]
fn a_lock_that_is_not_understood_is_not_ignored() {
    for lock in ["<< >>", "<< /Action /Some >>", "<< /Action /Include >>"] {
        assert!(
            matches!(
                refusal(&form_with_lock(lock), &in_field("first"), &signer()),
                SignError::Unsupported(_)
            ),
            "{lock}"
        );
    }
}

#[test]
fn certifying_and_locking_at_once() {
    let mut both = in_field("first");
    both.certification = Some(Permissions::FormFilling);
    let signed = sign(
        &form_with_lock("<< /Action /Include /Fields [(second)] >>"),
        &both,
        &signer(),
    );
    let references = signature(&signed, "first");
    let references = references.array(b"Reference").unwrap();
    let methods = references.iter().map(|reference| {
        reference
            .as_dict()
            .unwrap()
            .name(b"TransformMethod")
            .unwrap()
            .to_string()
    });
    assert_eq!(methods.collect::<Vec<_>>(), ["DocMDP", "FieldMDP"]);
    assert!(matches!(&references[0], Object::Dictionary(_)));
}
