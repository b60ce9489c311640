//! Signing into fields that exist, and the conditions they set.

use crate::common::{
    KINDS, Key, Pdf, Signer, Xref, field, in_field, open, refusal, request, sign, sign_recorded,
};
use pades_sign::{Constraint, FieldChoice, Permissions, SignError, Unsupported};
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

fn with_seed(seed: &str) -> Vec<u8> {
    Pdf::new(Xref::Table)
        .catalog("/AcroForm << /Fields [8 0 R] >>")
        .page_entries("/Annots [8 0 R]")
        .with(8, &format!("<< /Type /Annot /Subtype /Widget /FT /Sig /T (f) /Rect [0 0 0 0] /P 3 0 R /F 132 /SV << /Type /SV {seed} >> >>"))
        .build()
}

fn unmet(seed: &str, request: &pades_sign::SignatureRequest) -> Option<Constraint> {
    match crate::common::try_sign(&with_seed(seed), request, &signer()) {
        Ok(_) => None,
        Err(SignError::SeedValue { constraint, .. }) => Some(constraint),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn required_seed_values_are_met_or_refused() {
    let plain = in_field("f");
    let mut reason = in_field("f");
    reason.reason = Some("Đồng ý".to_owned());
    let mut certify = in_field("f");
    certify.certification = Some(Permissions::FormFilling);
    let agreed = "<FEFF0110 1ED3 006E 0067 0020 00FD>";
    let met = [
        (
            "/Ff 3 /Filter /Adobe.PPKLite /SubFilter [/adbe.pkcs7.detached /ETSI.CAdES.detached]",
            &plain,
        ),
        ("/Ff 64 /DigestMethod [/SHA1 /SHA256]", &plain),
        ("/Ff 64 /DigestMethod [(SHA-256)]", &plain),
        (&*format!("/Ff 8 /Reasons [(other) {agreed}]"), &reason),
        ("/Reasons [(other)]", &reason),
        ("/Ff 8 /Reasons [(.)]", &plain),
        ("/MDP << /P 0 >>", &plain),
        ("/MDP << /P 2 >>", &certify),
        ("/Ff 4 /V 3", &plain),
        ("/Ff 32 /AddRevInfo false", &plain),
        (
            "/SubFilter [/adbe.pkcs7.detached] /DigestMethod [/SHA1] /TimeStamp << /URL (http://x) >>",
            &plain,
        ),
        ("/Cert << /Ff 32 /KeyUsage [(111) (1X0)] >>", &plain),
        ("/Cert << /Subject [<00>] >>", &plain),
    ];
    for (seed, request) in met {
        assert_eq!(unmet(seed, request), None, "{seed}");
    }
    let refused = [
        ("/Ff 1 /Filter /Other", &plain),
        ("/Ff 2 /SubFilter [/adbe.pkcs7.detached]", &plain),
        ("/Ff 64 /DigestMethod [/SHA1 /SHA512]", &plain),
        ("/Ff 8 /Reasons [(other)]", &reason),
        ("/Ff 8 /Reasons [(other)]", &plain),
        ("/Ff 8 /Reasons [(.)]", &reason),
        ("/Ff 8", &reason),
        ("/MDP << /P 2 >>", &plain),
        ("/MDP << /P 0 >>", &certify),
        ("/Ff 4 /V 4", &plain),
        ("/Ff 32 /AddRevInfo true", &plain),
        ("/Ff 16 /LegalAttestation [(x)]", &plain),
        ("/Ff 128 /LockDocument /true", &plain),
        ("/Ff 256 /AppearanceFilter (x)", &plain),
        ("/TimeStamp << /URL (http://x) /Ff 1 >>", &plain),
        ("/Cert << /Ff 1 /Subject [<00>] >>", &plain),
        ("/Cert << /Ff 2 /Issuer [<00>] >>", &plain),
        ("/Cert << /Ff 4 /OID [(1.2)] >>", &plain),
        ("/Cert << /Ff 8 /SubjectDN [<< >>] >>", &plain),
        ("/Cert << /Ff 32 /KeyUsage [(000000)] >>", &plain),
    ];
    for (seed, request) in refused {
        assert!(unmet(seed, request).is_some(), "{seed}");
    }
}

#[test]
fn the_seed_may_name_the_signer() {
    let hex = |der: &[u8]| {
        der.iter()
            .map(|byte| format!("{byte:02X}"))
            .collect::<String>()
    };
    let checked = signer().checked();
    let seed = format!(
        "/Cert << /Ff 1 /Subject [<00> <{}>] >>",
        hex(checked.certificate().der())
    );
    assert_eq!(unmet(&seed, &in_field("f")), None);
    let issuer = signer().path().chain()[1].clone();
    let seed = format!("/Cert << /Ff 2 /Issuer [<{}>] >>", hex(issuer.der()));
    assert_eq!(unmet(&seed, &in_field("f")), None);
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
