//! What is not signed, and why not.

use crate::common::{Key, Pdf, Signer, Xref, open, pki, provider, refusal, request, try_sign};
use cades::{ExternalSigner, SignatureValue, SignerError, ToBeSigned};
use cert_path::{Certificate, SignatureAlgorithm};
use jiff::ToSpan;
use pades_sign::{
    ChainNotVerified, CheckedSigner, SignError, SignerCheck, SignerRefused, UnsafeFile, Unsupported,
};

fn signer() -> Signer {
    Signer::new(Key::P256)
}

fn unverified() -> ChainNotVerified {
    ChainNotVerified::acknowledged_by("a test")
}

/// Both ways, with and without a path.
fn refused_at(signer: &Signer, now: jiff::Timestamp) -> SignerRefused {
    let without =
        CheckedSigner::with_unverified_chain(signer.identity(), now, unverified()).unwrap_err();
    let with = CheckedSigner::check(signer.identity(), &signer.path(), now).unwrap_err();
    assert_eq!(with, without);
    without
}

#[test]
fn expired_and_not_yet_valid_certificates() {
    let signer = signer();
    let certificate = signer.checked().certificate().clone();
    let later = certificate.not_after() + 1.second();
    assert!(matches!(
        refused_at(&signer, later),
        SignerRefused::Expired { .. }
    ));
    let earlier = certificate.not_before() - 1.second();
    assert!(matches!(
        refused_at(&signer, earlier),
        SignerRefused::NotYetValid { .. }
    ));
    for edge in [certificate.not_before(), certificate.not_after()] {
        CheckedSigner::with_unverified_chain(signer.identity(), edge, unverified()).unwrap();
    }
}

#[test]
fn certificates_for_other_uses() {
    for wrong in Signer::with_wrong_usages() {
        let error =
            CheckedSigner::with_unverified_chain(wrong.identity(), pki::now(), unverified())
                .unwrap_err();
        assert!(matches!(error, SignerRefused::WrongUsage(_)), "{error}");
    }
}

#[test]
fn a_path_of_another_certificate_or_moment() {
    let (ours, other) = (signer(), Signer::other(Key::P256));
    let error = CheckedSigner::check(ours.identity(), &other.path(), pki::now()).unwrap_err();
    assert_eq!(error, SignerRefused::OtherCertificate);
    for now in [pki::now() + 11.minutes(), pki::now() - 11.minutes()] {
        let error = CheckedSigner::check(ours.identity(), &ours.path(), now).unwrap_err();
        assert!(matches!(error, SignerRefused::StalePath { .. }), "{error}");
    }
    CheckedSigner::check(ours.identity(), &ours.path(), pki::now() + 9.minutes()).unwrap();
}

#[test]
fn the_record_says_what_was_not_checked() {
    let signer = signer();
    let base = Pdf::new(Xref::Table).build();
    let checked =
        CheckedSigner::with_unverified_chain(signer.identity(), pki::now(), unverified()).unwrap();
    let document = pades_sign::sign(
        &open(&base),
        &request(),
        &checked,
        signer.device(),
        provider(),
    )
    .unwrap();
    let record = document.record();
    assert!(
        matches!(&record.check, SignerCheck::ChainNotVerified { acknowledged_by, .. } if acknowledged_by == "a test")
    );
    assert_eq!(record.not_checked.len(), 3, "{:?}", record.not_checked);
    let (_, verified) = crate::common::sign_recorded(&base, &request(), &signer);
    assert!(matches!(&verified.check, SignerCheck::TrustedPath { path, .. } if path.len() == 3));
    let json = serde_json::to_string(&verified).unwrap();
    assert_eq!(
        serde_json::from_str::<pades_sign::SigningRecord>(&json).unwrap(),
        verified
    );
}

#[test]
fn a_claimed_time_outside_the_validity() {
    let signer = signer();
    let mut request = request();
    request.signing_time = signer.checked().certificate().not_after() + 1.second();
    let error = refusal(&Pdf::new(Xref::Table).build(), &request, &signer);
    assert!(
        matches!(error, SignError::SigningTimeOutsideCertificate { .. }),
        "{error}"
    );
}

#[test]
fn a_hole_that_is_too_small_names_both_numbers() {
    let base = Pdf::new(Xref::Table).build();
    let (_, record) = crate::common::sign_recorded(&base, &request(), &signer());
    let mut small = request();
    small.reserve = Some(100);
    match refusal(&base, &small, &signer()) {
        SignError::ReservationTooSmall {
            reserved: 100,
            needed,
        } => assert!(needed.abs_diff(record.used) <= 2),
        other => panic!("{other}"),
    }
    small.reserve = Some(record.used + 10);
    try_sign(&base, &small, &signer()).unwrap();
    for senseless in [0, usize::MAX] {
        small.reserve = Some(senseless);
        assert!(matches!(
            refusal(&base, &small, &signer()),
            SignError::ReserveOutOfRange { .. }
        ));
    }
}

#[test]
fn files_that_are_not_signed() {
    let xfa = Pdf::new(Xref::Table)
        .catalog("/AcroForm << /Fields [] /XFA [(template) 4 0 R] >>")
        .build();
    assert!(matches!(
        refusal(&xfa, &request(), &signer()),
        SignError::Unsupported(Unsupported::XfaForm)
    ));
    let mut trailing = Pdf::new(Xref::Table).build();
    trailing.extend_from_slice(b"8 0 obj\n<< >>\nendobj\n");
    assert!(matches!(
        refusal(&trailing, &request(), &signer()),
        SignError::UnsafeFile(UnsafeFile::Anomaly(_))
    ));
    let no_page = Pdf::new(Xref::Table)
        .with(2, "<< /Type /Pages /Kids [] /Count 0 >>")
        .build();
    assert!(matches!(
        refusal(&no_page, &request(), &signer()),
        SignError::UnsafeFile(UnsafeFile::NoPage)
    ));
    for (entry, what) in [
        ("/AcroForm 4", "AcroForm"),
        ("/AcroForm << /Fields 4 >>", "/Fields"),
    ] {
        let wrong = Pdf::new(Xref::Table).catalog(entry).build();
        let error = refusal(&wrong, &request(), &signer()).to_string();
        assert!(!error.is_empty(), "{what}");
    }
    let wrong = Pdf::new(Xref::Table).page_entries("/Annots 4").build();
    assert!(matches!(
        refusal(&wrong, &request(), &signer()),
        SignError::UnsafeFile(UnsafeFile::WrongType("/Annots"))
    ));
}

/// A device that answers wrongly.
struct Faulty<'a> {
    certificate: &'a Certificate,
    algorithm: SignatureAlgorithm,
    value: Option<Vec<u8>>,
}

impl ExternalSigner for Faulty<'_> {
    fn certificate(&self) -> &Certificate {
        self.certificate
    }
    fn chain(&self) -> &[Certificate] {
        &[]
    }
    fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }
    fn sign(&self, _: &ToBeSigned) -> Result<SignatureValue, SignerError> {
        self.value
            .clone()
            .map(SignatureValue::new)
            .ok_or_else(|| "token removed".into())
    }
}

#[test]
fn devices_that_answer_wrongly() {
    let signer = signer();
    let checked = signer.checked();
    let base = Pdf::new(Xref::Table).build();
    let file = open(&base);
    let sign = |device: &Faulty<'_>| {
        pades_sign::sign(&file, &request(), &checked, device, provider()).unwrap_err()
    };
    let honest = || Faulty {
        certificate: checked.certificate(),
        algorithm: checked.algorithm(),
        value: None,
    };
    let error = sign(&honest());
    assert!(
        matches!(&error, SignError::Device(inner) if inner.to_string() == "token removed"),
        "{error}"
    );
    for junk in [vec![], vec![0; 64], vec![0x30, 6, 2, 1, 1, 2, 1, 1]] {
        assert!(matches!(
            sign(&Faulty {
                value: Some(junk),
                ..honest()
            }),
            SignError::Cades(_)
        ));
    }
    let other = Signer::other(Key::P256);
    let error = sign(&Faulty {
        certificate: other.checked().certificate(),
        ..honest()
    });
    assert!(matches!(error, SignError::DeviceDisagrees), "{error}");
    let error = sign(&Faulty {
        algorithm: SignatureAlgorithm::Ed25519,
        ..honest()
    });
    assert!(matches!(error, SignError::DeviceDisagrees), "{error}");
}

#[test]
fn an_error_of_the_sink_stops_signing() {
    let file = open(&Pdf::new(Xref::Table).build());
    let result = pades_sign::prepare_with(
        &file,
        &request(),
        &signer().checked(),
        provider(),
        &mut |_| Err(std::io::ErrorKind::StorageFull.into()),
    );
    assert!(
        matches!(result, Err(SignError::Io(error)) if error.kind() == std::io::ErrorKind::StorageFull)
    );
}

#[test]
fn the_sink_sees_the_base_once_and_in_order() {
    let base = Pdf::new(Xref::Stream).build();
    let mut copy = Vec::new();
    let prepared = pades_sign::prepare_with(
        &open(&base),
        &request(),
        &signer().checked(),
        provider(),
        &mut |chunk| {
            copy.extend_from_slice(chunk);
            Ok(())
        },
    );
    let document = prepared
        .unwrap()
        .sign_with(&signer().checked(), signer().device(), provider())
        .unwrap();
    assert_eq!(copy, base);
    copy.extend_from_slice(document.tail());
    crate::common::check_output(&copy, &base);
}
