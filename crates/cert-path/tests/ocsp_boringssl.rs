//! Every file of BoringSSL's OCSP collection, and what it shows (its first lines say what that is).
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

#[path = "support/corpus.rs"]
#[allow(unreachable_pub)]
mod corpus;

use std::collections::BTreeMap;

use cert_path::{
    AlgorithmPolicy, Budget, Certificate, CertificateProfile, CryptoProvider, DigestAlgorithm,
    Evidence, Freshness, OcspRequest, OcspResponse, OcspStatus, Origin, PathReason, PathRequest,
    PolicyInputs, ProofsOfExistence, Purpose, ResponderId, RevocationMode, RevocationReason,
    Revoked, TrustAnchor, Unusable, WhyNotChecked, find_path,
};
use jiff::{SignedDuration, Timestamp};

/// What a file leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    Good,
    Revoked(Option<RevocationReason>),
    /// Speaks of the certificate, but is too old.
    Stale,
    /// Does not speak of the certificate.
    Nothing,
    Unusable(Unusable),
    /// A refusal of the responder.
    Refusal(OcspStatus),
    /// Not a response: the error.
    Unreadable(&'static str),
}

use Shown::{Good, Nothing, Refusal, Stale, Unreadable};

/// The file, what it shows, why.
#[rustfmt::skip]
const TABLE: [(&str, Shown, &str); 36] = [
    ("bad_ocsp_type", Unreadable("unknown kind of OCSP response 1.3.6.1.5.5.7.48.1.2 at offset 15"), "not id-pkix-ocsp-basic (RFC 6960 §4.2.1)"),
    ("bad_signature", Shown::Unusable(Unusable::BadSignature), "§3.2 step 2"),
    ("bad_status", Unreadable("unknown OCSP response status at offset 2"), "17 is no OCSPResponseStatus"),
    ("future_response", Shown::Unusable(Unusable::FromTheFuture), "thisUpdate is a day ahead (§3.2 step 5)"),
    ("good_response", Good, "signed by the CA, four days old"),
    ("good_response_invalid_serial", Good, "serial number 00 05 is 5, in the certificate and in the response"),
    ("good_response_next_update", Good, "within its window"),
    ("good_response_sha256", Good, "signed with SHA-256"),
    ("has_critical_ct_extension", Good, "RFC 6962 §3.3: says nothing of the status"),
    ("has_critical_response_extension", Shown::Unusable(Unusable::UnknownCriticalExtension), "§4.4"),
    ("has_critical_single_extension", Shown::Unusable(Unusable::UnknownCriticalExtension), "§4.4"),
    ("has_extension", Good, "an unknown extension that is not critical"),
    ("has_single_extension", Good, "an unknown extension that is not critical"),
    ("has_version", Good, "the default version written out: tolerated"),
    ("invalid_response", Unreadable("input ends early at offset 0"), "text where DER is due"),
    ("invalid_response_data", Unreadable("tag 0x04 where 0x30 is due at offset 34"), "an OCTET STRING for ResponseData"),
    ("malformed_request", Refusal(OcspStatus::MalformedRequest), "no answer"),
    ("missing_response", Nothing, "no answer for the certificate"),
    ("multiple_response", Shown::Unusable(Unusable::ResponderDoesNotKnow), "good and unknown: of two answers the worse"),
    ("multiple_response_good_revoked", Shown::Revoked(None), "good and revoked: of two answers the worse"),
    ("no_response", Nothing, "no answers at all"),
    ("ocsp_extra_certs", Good, "certificates that nobody needs do no harm"),
    ("ocsp_sign_bad_indirect", Shown::Unusable(Unusable::SignerNotAuthorised), "a delegate without OCSPSigning (§4.2.2.2)"),
    ("ocsp_sign_direct", Good, "signed by the CA"),
    ("ocsp_sign_indirect", Good, "a delegate; the CA offers no way to check its revocation (§4.2.2.2.1)"),
    ("ocsp_sign_indirect_missing", Shown::Unusable(Unusable::SignerNotTrusted), "the delegate's certificate is not at hand"),
    ("old_response", Stale, "eight days old, seven allowed"),
    ("other_response", Nothing, "about another certificate"),
    ("produced_early_response", Shown::Unusable(Unusable::BeforeTheCertificate), "produced the day before the certificate began"),
    ("produced_late_response", Shown::Unusable(Unusable::FromTheFuture), "produced after the certificate expired; see below"),
    ("responder_id", Good, "named by its key"),
    ("responder_name", Good, "named by its name"),
    ("revoke_response", Shown::Revoked(None), "revoked"),
    ("revoke_response_reason", Shown::Revoked(Some(RevocationReason::KeyCompromise)), "revoked, with its reason"),
    ("stale_response", Stale, "a day after its nextUpdate"),
    ("unknown_response", Shown::Unusable(Unusable::ResponderDoesNotKnow), "unknown is not good"),
];

struct Case {
    issuer: Certificate,
    certificate: Certificate,
    response: Result<OcspResponse, String>,
    text: String,
}

fn read(path: &std::path::Path) -> Case {
    let text = std::fs::read_to_string(path).unwrap();
    // The CA's certificate has a label of its own.
    let certificates = text.replace("CA CERTIFICATE", "CERTIFICATE");
    let certificates = Certificate::many_from_pem(certificates.as_bytes()).unwrap();
    let [issuer, certificate] = certificates.try_into().unwrap();
    let response = OcspResponse::many_from_pem(text.as_bytes());
    Case {
        issuer,
        certificate,
        response: response
            .map(|mut all| all.remove(0))
            .map_err(|error| error.to_string()),
        text,
    }
}

fn cases(test: &str) -> Option<BTreeMap<String, Case>> {
    let folder = corpus::folder(test)?.join("pkix/boringssl-ocsp");
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let case = |path: std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        (name, read(&path))
    };
    Some(files.map(case).collect())
}

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

struct When {
    at: Timestamp,
    now: Timestamp,
    policy: AlgorithmPolicy,
}

/// The day the collection is judged at: between the first and the last of March 2017's dates in it.
fn the_day() -> When {
    When {
        at: time("2017-03-05T00:00:00Z"),
        now: time("2017-03-05T00:00:00Z"),
        // Most of it is signed with SHA-1.
        policy: AlgorithmPolicy::permissive(),
    }
}

fn shown(case: &Case, when: &When) -> Shown {
    let response = match &case.response {
        Ok(response) => response,
        Err(error) => return Unreadable(error.clone().leak()),
    };
    let Some(basic) = response.basic() else {
        return Refusal(response.status());
    };
    let has_window = basic
        .responses()
        .iter()
        .any(|one| one.next_update().is_some());
    let mut evidence = Evidence::new();
    evidence.add_ocsp_response(response.clone(), Origin::Unspecified);
    let outcome = find_path(&PathRequest {
        signer: &case.certificate,
        evidence: &evidence,
        anchors: &[TrustAnchor::new(case.issuer.clone())],
        purpose: Purpose::DocumentSigning,
        at: when.at,
        now: when.now,
        proofs: &ProofsOfExistence::new(),
        revocation: RevocationMode::Require,
        // A response without nextUpdate says nothing of how long it is good for: a week.
        freshness: if has_window {
            Freshness::IssuersWindow
        } else {
            Freshness::MaxAge(SignedDuration::from_hours(7 * 24))
        },
        policy: &when.policy,
        policies: PolicyInputs::default(),
        profile: CertificateProfile::default(),
        provider: CryptoProvider::aws_lc(),
        budget: Budget::DEFAULT,
    });
    match outcome.map_err(|failure| failure.reason) {
        Ok(_) => Good,
        Err(PathReason::Revoked(Revoked { since, reason, .. })) => {
            assert_eq!(since, time("2017-02-01T00:00:00Z"));
            Shown::Revoked(reason)
        }
        Err(PathReason::RevocationUnknown(why)) => match why {
            WhyNotChecked::NoEvidence => Nothing,
            WhyNotChecked::Stale { .. } => Stale,
            WhyNotChecked::Unusable(why) => Shown::Unusable(why),
            other => panic!("{other}"),
        },
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn every_file_shows_what_it_is_named_for() {
    let Some(mut cases) = cases("every_file_shows_what_it_is_named_for") else {
        return;
    };
    let mut wrong = Vec::new();
    for (name, expected, why) in TABLE {
        let case = cases
            .remove(name)
            .unwrap_or_else(|| panic!("{name}: no such file"));
        let found = shown(&case, &the_day());
        if found != expected {
            wrong.push(format!("{name}: {found:?}, not {expected:?} ({why})"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(cases.is_empty(), "not in the table: {:?}", cases.keys());
    println!("boringssl-ocsp: {} files as expected", TABLE.len());
}

/// The forms that the names speak of are really there.
#[test]
fn the_parts_are_read() {
    let Some(cases) = cases("the_parts_are_read") else {
        return;
    };
    let basic = |name: &str| {
        cases[name]
            .response
            .as_ref()
            .unwrap()
            .basic()
            .unwrap()
            .clone()
    };
    assert!(
        matches!(basic("responder_id").responder(), ResponderId::ByKey(hash) if hash.len() == 20)
    );
    assert!(
        matches!(basic("responder_name").responder(), ResponderId::ByName(name)
        if name.common_name() == Some("Test Intermediate CA"))
    );
    assert_eq!(basic("ocsp_extra_certs").certificates().len(), 2);
    assert_eq!(basic("ocsp_sign_indirect").certificates().len(), 1);
    assert_eq!(basic("ocsp_sign_indirect_missing").certificates().len(), 0);
    let oid = basic("has_critical_response_extension").unknown_critical_extension();
    assert_eq!(oid.unwrap().to_string(), "1.2.3.4");
    let single = basic("has_critical_single_extension").responses()[0].clone();
    assert_eq!(
        single.unknown_critical_extension().unwrap().to_string(),
        "1.2.3.4"
    );
    assert_eq!(basic("has_extension").unknown_critical_extension(), None);
    assert_eq!(basic("multiple_response").responses().len(), 2);
    assert_eq!(
        basic("good_response").produced_at(),
        time("2017-03-02T00:00:00Z")
    );
    let next = basic("good_response_next_update").responses()[0].next_update();
    assert_eq!(next, Some(time("2017-06-01T00:00:00Z")));
}

/// After its certificate expired a responder may have forgotten it (RFC 6960 §4.4.4), and the file has no archiveCutoff.
#[test]
fn a_response_produced_after_the_expiry_is_not_used() {
    let Some(cases) = cases("a_response_produced_after_the_expiry_is_not_used") else {
        return;
    };
    let later = When {
        now: time("2018-01-05T00:00:00Z"),
        ..the_day()
    };
    assert_eq!(
        shown(&cases["produced_late_response"], &later),
        Shown::Unusable(Unusable::CertificateHadExpired)
    );
}

/// By the default policy SHA-1 was out in 2017.
#[test]
fn the_algorithm_policy_of_the_day_decides() {
    let Some(cases) = cases("the_algorithm_policy_of_the_day_decides") else {
        return;
    };
    let strict = When {
        policy: AlgorithmPolicy::default(),
        ..the_day()
    };
    let found = shown(&cases["good_response"], &strict);
    assert_eq!(found, Shown::Unusable(Unusable::Algorithm));
    assert_eq!(shown(&cases["good_response_sha256"], &strict), Good);
}

/// The files hold the requests, too: ours are the same, byte for byte.
#[test]
fn requests_are_those_of_the_collection() {
    let Some(cases) = cases("requests_are_those_of_the_collection") else {
        return;
    };
    let provider = CryptoProvider::aws_lc();
    let mut compared = 0;
    for (name, case) in &cases {
        let ours = OcspRequest::new(
            &case.certificate,
            &case.issuer,
            DigestAlgorithm::Sha1,
            None,
            provider,
        );
        let ours = ours.unwrap();
        let body = case
            .text
            .split("-----BEGIN OCSP REQUEST-----")
            .nth(1)
            .unwrap();
        let body = body.split("-----END").next().unwrap();
        let theirs = decode(body);
        if name == "good_response_invalid_serial" {
            // Theirs repeats the serial number's form (00 05); ours has the number.
            assert!(theirs.ends_with(&[2, 2, 0, 5]) && ours.der().ends_with(&[2, 1, 5]));
        } else {
            assert_eq!(ours.der(), theirs, "{name}");
        }
        compared += 1;
    }
    assert_eq!(compared, TABLE.len());
}

fn decode(body: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bits = 0_u32;
    let mut count = 0;
    let mut octets = Vec::new();
    for character in body
        .bytes()
        .filter(|c| !c.is_ascii_whitespace() && *c != b'=')
    {
        let digit = DIGITS.iter().position(|digit| *digit == character).unwrap();
        bits = bits << 6 | u32::try_from(digit).unwrap();
        count += 6;
        if count >= 8 {
            count -= 8;
            octets.push(u8::try_from(bits >> count & 0xff).unwrap());
        }
    }
    octets
}
