//! What stands among the signed attributes and counts: content time-stamps prove that the signature was made after them, and Adobe's
//! revocationInfoArchival brings CRLs and OCSP responses.
#![allow(clippy::unwrap_used)]

mod common;

use common::cms::{DATA, attribute, sequence, signed_data, tlv};
use common::signed::{
    authority, codes, crl_of_now, day, hours, judged, lists, person, told_of, verdict,
    with_dictionary,
};
use common::token::Stamp;
use common::{base, hierarchy, now};
use demo_pki::{Issued, OcspProfile, Reason, RevokedEntry, SingleAnswer};

/// id-aa-ets-contentTimestamp (EN 319 122-1 §5.2.8).
const CONTENT_TIME_STAMP: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x14";
/// adbe-revocationInfoArchival (ISO 32000-2 §12.8.3.3.2).
const REVOCATION_INFO_ARCHIVAL: &[u8] = b"\x2a\x86\x48\x86\xf7\x2f\x01\x01\x08";

/// The page signed as `adbe.pkcs7.detached`, with more signed attributes, made of the covered bytes.
fn signed(signer: &Issued, more: impl Fn(&[u8]) -> Vec<Vec<u8>>) -> Vec<u8> {
    let entries =
        "/Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/M(D:20260505000000Z)";
    with_dictionary(&base(), "Ky", entries, |covered| {
        let chain = [&hierarchy().sub_ca];
        signed_data(
            signer,
            (DATA, covered),
            more(covered),
            |_| Vec::new(),
            &chain,
        )
    })
}

fn content_stamp(on: &str) -> Stamp {
    Stamp::new(&authority(|_| {}), day(on))
}

/// What is said of a signature by a certificate that expired on 10 May, with these content time-stamps.
fn of_expired(
    stamps: &[Stamp],
) -> (
    (&'static str, &'static str, &'static str),
    Vec<&'static str>,
) {
    let signer = person(|profile| profile.not_after = day("05-10"));
    let bytes = signed(&signer, |covered| {
        let tokens = stamps.iter().map(|stamp| stamp.over(covered));
        tokens
            .map(|token| attribute(CONTENT_TIME_STAMP, &token))
            .collect()
    });
    let report = judged(&bytes, &lists(vec![], vec![]));
    let one = told_of(&report, 0);
    assert_eq!(one.integrity, "intact", "{:?}", one.findings);
    // It bounds the time from below, and is no proof that the signature existed.
    assert_eq!(one.signing_time.proof, "claimed");
    (verdict(&one), codes(&one))
}

#[test]
fn a_content_time_stamp_proves_that_the_signature_came_after_it() {
    let open = ("expired", "INDETERMINATE", "OUT_OF_BOUNDS_NO_POE");
    assert_eq!(of_expired(&[]).0, open);
    // Before the certificate expired: the signature may be of then.
    assert_eq!(of_expired(&[content_stamp("05-09")]).0, open);
    let after = of_expired(&[content_stamp("05-20")]);
    assert_eq!(after.0, ("expired", "TOTAL-FAILED", "EXPIRED"));
}

#[test]
fn a_content_time_stamp_that_does_not_hold_proves_nothing() {
    let open = ("expired", "INDETERMINATE", "OUT_OF_BOUNDS_NO_POE");
    let unusable = "content-timestamp-unusable";
    let mut of_other_bytes = content_stamp("05-20");
    of_other_bytes.instead = Some(b"another document".to_vec());
    let mut damaged = content_stamp("05-20");
    damaged.damaged = true;
    for stamp in [of_other_bytes, damaged] {
        let (said, codes) = of_expired(&[stamp]);
        assert_eq!(said, open);
        assert!(codes.contains(&unusable), "{codes:?}");
    }
    // An authority of nobody's.
    let stranger = hierarchy().untrusted_twin().unwrap();
    let profile = stranger
        .timestamp_authority()
        .with_key(demo_pki::KeyKind::P256);
    let stamp = Stamp::new(&stranger.issue(&profile).unwrap(), day("05-20"));
    assert_eq!(of_expired(&[stamp]).0, open);
}

#[test]
fn a_signature_after_the_revocation_is_final_by_its_content_time_stamp() {
    let of_revoked = |on: &str| {
        let signer = person(|_| {});
        let entry = RevokedEntry::new(&signer.serial_number(), day("05-15"));
        let entry = entry.because(Reason::CessationOfOperation);
        let stamp = content_stamp(on);
        let bytes = signed(&signer, |covered| {
            vec![attribute(CONTENT_TIME_STAMP, &stamp.over(covered))]
        });
        let report = judged(&bytes, &lists(vec![], vec![entry]));
        verdict(&told_of(&report, 0))
    };
    assert_eq!(
        of_revoked("05-10"),
        ("revoked", "INDETERMINATE", "REVOKED_NO_POE")
    );
    assert_eq!(of_revoked("05-20"), ("revoked", "TOTAL-FAILED", "REVOKED"));
}

/// `RevocationInfoArchival ::= SEQUENCE { crl [0] EXPLICIT SEQUENCE OF, ocsp [1] EXPLICIT SEQUENCE OF }`.
fn archival(crls: &[Vec<u8>], responses: &[Vec<u8>]) -> Vec<u8> {
    let parts = [(0xa0, crls), (0xa1, responses)].map(|(tag, items)| match items {
        [] => Vec::new(),
        items => tlv(tag, &sequence(items)),
    });
    attribute(REVOCATION_INFO_ARCHIVAL, &sequence(&parts))
}

fn answer(signer: &Issued, status: demo_pki::CertificateStatus) -> Vec<u8> {
    let sub_ca = hierarchy().sub_authority();
    let single = SingleAnswer {
        next_update: Some(now() + hours(24)),
        ..SingleAnswer::new(&signer.serial_number(), status, now() - hours(1))
    };
    let profile = OcspProfile::new(now() - hours(1), vec![single]);
    sub_ca.ocsp(&profile, sub_ca).unwrap()
}

#[test]
fn revocation_data_among_the_signed_attributes_are_evidence() {
    let signer = person(|_| {});
    let without = judged(&signed(&signer, |_| Vec::new()), &[]);
    assert_eq!(
        verdict(&told_of(&without, 0)),
        ("unknown", "INDETERMINATE", "TRY_LATER")
    );
    let of_root = crl_of_now(hierarchy().root_authority(), vec![]);
    let of_sub_ca = |entries| crl_of_now(hierarchy().sub_authority(), entries);
    let said = |crls: &[Vec<u8>], responses: &[Vec<u8>]| {
        let bytes = signed(&signer, |_| vec![archival(crls, responses)]);
        let report = judged(&bytes, &[]);
        assert_eq!(told_of(&report, 0).integrity, "intact");
        verdict(&told_of(&report, 0))
    };
    let good = ("trusted", "TOTAL-PASSED", "-");
    assert_eq!(said(&[of_root.clone(), of_sub_ca(vec![])], &[]), good);
    let fine = answer(&signer, demo_pki::CertificateStatus::Good);
    assert_eq!(said(std::slice::from_ref(&of_root), &[fine]), good);
    // What they say is believed when it is bad news, too.
    let entry = RevokedEntry::new(&signer.serial_number(), day("05-15"));
    let revoked = ("revoked", "INDETERMINATE", "REVOKED_NO_POE");
    assert_eq!(said(&[of_root, of_sub_ca(vec![entry])], &[]), revoked);
}
