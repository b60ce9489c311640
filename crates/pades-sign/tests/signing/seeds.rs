//! Conditions that the author of a field set (ISO 32000-2 §12.7.5.5, tables 237 to 240): met, or refused by name.

use cades::{Commitment, SignaturePolicy};
use cert_path::DigestAlgorithm;

use crate::common::{Key, Pdf, Signer, Xref, in_field, provider};
use pades_sign::{Constraint, Permissions, SignError, SignatureRequest, SubFilter};

fn signer() -> Signer {
    Signer::new(Key::P256)
}

fn with_seed(seed: &str) -> Vec<u8> {
    Pdf::new(Xref::Table)
        .catalog("/AcroForm << /Fields [8 0 R] >>")
        .page_entries("/Annots [8 0 R]")
        .with(8, &format!("<< /Type /Annot /Subtype /Widget /FT /Sig /T (f) /Rect [0 0 0 0] /P 3 0 R /F 132 /SV << /Type /SV {seed} >> >>"))
        .build()
}

fn unmet(seed: &str, request: &SignatureRequest) -> Option<Constraint> {
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
        ("/Ff 128 /LockDocument /true", &certify),
        ("/Ff 256 /AppearanceFilter (x)", &plain),
        ("/TimeStamp << /URL (http://x) /Ff 1 >>", &plain),
        ("/Cert << /Ff 1 /Subject [<00>] >>", &plain),
        ("/Cert << /Ff 2 /Issuer [<00>] >>", &plain),
        ("/Cert << /Ff 4 /OID [(1.2)] >>", &plain),
        ("/Cert << /Ff 8 /SubjectDN [<< /CN (x) >>] >>", &plain),
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

fn asking(change: impl FnOnce(&mut SignatureRequest)) -> SignatureRequest {
    let mut request = in_field("f");
    change(&mut request);
    request
}

#[test]
fn formats_time_stamps_and_locks_that_are_asked_for() {
    let legacy = asking(|request| request.sub_filter = SubFilter::Pkcs7Detached);
    let stamped = asking(|request| request.timestamp_room = Some(8000));
    let locked = asking(|request| request.certification = Some(Permissions::NoChanges));
    let plain = in_field("f");
    let format = "/Ff 2 /SubFilter [/adbe.pkcs7.detached /adbe.pkcs7.sha1]";
    assert_eq!(unmet(format, &legacy), None);
    assert_eq!(
        unmet(format, &plain),
        Some(Constraint::SubFilter(
            "adbe.pkcs7.detached, adbe.pkcs7.sha1".to_owned()
        ))
    );
    let stamp = "/TimeStamp << /URL (http://tsa.example) /Ff 1 >>";
    assert_eq!(unmet(stamp, &stamped), None);
    assert_eq!(unmet(stamp, &plain), Some(Constraint::Timestamp));
    assert_eq!(
        unmet("/TimeStamp << /URL (http://tsa.example) >>", &plain),
        None
    );
    let lock = |word: &str| format!("/Ff 128 /LockDocument /{word}");
    assert_eq!(unmet(&lock("true"), &locked), None);
    assert_eq!(
        unmet(&lock("true"), &plain),
        Some(Constraint::LockDocument(true))
    );
    assert_eq!(
        unmet(&lock("false"), &locked),
        Some(Constraint::LockDocument(false))
    );
    assert_eq!(unmet(&lock("false"), &plain), None);
    assert_eq!(unmet(&lock("auto"), &plain), None);
    assert_eq!(unmet("/LockDocument /true", &plain), None, "a wish");
}

#[test]
fn the_seed_may_describe_the_signer() {
    let checked = signer().checked();
    let certificate = checked.certificate();
    let subject = certificate.subject();
    let (name, organisation) = (
        subject.common_name().unwrap(),
        subject.organisation().unwrap(),
    );
    let text = |text: &str| {
        let units = text.encode_utf16().map(|unit| format!("{unit:04X}"));
        format!("<FEFF{}>", units.collect::<String>())
    };
    let dn = |entries: &str| {
        format!("/Cert << /Ff 8 /SubjectDN [<< /CN (Nobody) >> << {entries} >>] >>")
    };
    let by_name = format!("/CN {} /O {}", text(name), text(organisation));
    let by_oid = format!("/2.5.4.3 {}", text(name));
    let plain = in_field("f");
    for met in [&by_name, &by_oid, "/C (VN)"] {
        assert_eq!(unmet(&dn(met), &plain), None, "{met}");
    }
    let wrong = Some(Constraint::Certificate("subject name"));
    for other in [
        "/C (US)",
        "/C (VN) /O (Other)",
        "/NoSuch (VN)",
        "/C 1",
        "/cn (Nobody)",
    ] {
        assert_eq!(unmet(&dn(other), &plain), wrong, "{other}");
    }
    assert_eq!(unmet("/Cert << /Ff 8 /SubjectDN [] >>", &plain), wrong);
    assert_eq!(
        unmet("/Cert << /SubjectDN [<< /C (US) >>] >>", &plain),
        None,
        "a wish"
    );

    let policies = certificate.policies();
    let own = policies.first().unwrap();
    let policy = |oids: &str| format!("/Cert << /Ff 4 /OID [{oids}] >>");
    assert_eq!(unmet(&policy(&format!("({own})")), &plain), None);
    for other in ["(1.2.3)".to_owned(), format!("({own}) (1.2.3)")] {
        assert_eq!(
            unmet(&policy(&other), &plain),
            Some(Constraint::Certificate("policy"))
        );
    }

    let url = |more: &str| format!("/Cert << /Ff 64 /URL (https://enrol.example) {more} >>");
    assert_eq!(unmet(&url(""), &plain), None);
    assert_eq!(unmet(&url("/URLType /Browser"), &plain), None);
    assert_eq!(
        unmet(&url("/URLType /ASSP"), &plain),
        Some(Constraint::CertificateUnsupported("signature server"))
    );
}

#[test]
fn the_seed_may_name_policy_and_commitment() {
    const ID: &str = "1.3.6.1.4.1.32473.7";
    let digest = provider()
        .digest(DigestAlgorithm::Sha256, b"Quy che")
        .unwrap();
    let policy = |request: &mut SignatureRequest| {
        request.policy = Some(SignaturePolicy {
            id: ID.parse().unwrap(),
            digest,
            uri: None,
        });
    };
    let (plain, with) = (in_field("f"), asking(policy));
    let approving = asking(|request| {
        policy(request);
        request.commitment = Some(Commitment::ProofOfApproval);
    });
    let seed = |more: &str| format!("/Cert << /SignaturePolicyOID ({ID}) {more} >>");
    let hex: String = digest
        .as_bytes()
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect();
    let missing = Some(Constraint::SignaturePolicy(ID.to_owned()));
    assert_eq!(unmet(&seed(""), &plain), missing);
    assert_eq!(unmet(&seed(""), &with), None);
    assert_eq!(
        unmet(&seed(&format!("/SignaturePolicyHashValue <{hex}>")), &with),
        None
    );
    assert_eq!(
        unmet(&seed("/SignaturePolicyHashValue <00>"), &with),
        missing
    );
    let other = Some(Constraint::SignaturePolicy("1.2.3".to_owned()));
    assert_eq!(
        unmet("/Cert << /SignaturePolicyOID (1.2.3) >>", &with),
        other
    );
    let of = |types: &str| seed(&format!("/SignaturePolicyCommitmentType [{types}]"));
    let approval = "(1.2.840.113549.1.9.16.6.5)";
    for met in ["", "()", approval] {
        assert_eq!(unmet(&of(met), &approving), None, "{met}");
        assert_eq!(unmet(&of(met), &with), None, "{met}");
    }
    assert_eq!(
        unmet(&of("(1.2.840.113549.1.9.16.6.1)"), &approving),
        Some(Constraint::Commitment(
            "1.2.840.113549.1.9.16.6.1".to_owned()
        ))
    );
}
