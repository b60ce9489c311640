//! From the verifier's report to sheets: what it shows becomes a fact, what it leaves open stays missing.
#![cfg(feature = "report")]
#![allow(clippy::unwrap_used, missing_docs)]

use cert_path::{
    AlgorithmPolicy, Budget, Certificate, Crl, CryptoProvider, Evidence, Freshness, Origin,
    PathFailure, PathReason, PathRequest, PolicyInputs, ProofsOfExistence, Purpose, RevocationMode,
    TrustAnchor, TrustedPath, find_path,
};
use demo_pki::{CrlProfile, DemoHierarchy, KeyUsage, Profile, RevokedEntry};
use jiff::{SignedDuration, Timestamp};
use pades_verify::{
    Axis, BestSignatureTime, Changes, Claims, CoverageFailure, DocumentReport, IntegrityFailure,
    Level, SignatureKind, SignatureReport, StepName, TimeProof, TimestampReport,
};
use regulation_rules::facts::{self, CallerFacts, SignedFacts, document_facts};

const CHECKED: &str = "2026-11-21T00:00:00Z";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn hierarchy() -> DemoHierarchy {
    DemoHierarchy::new(at("2024-08-15T00:00:00Z"), at("2029-08-14T00:00:00Z")).unwrap()
}

fn certificate(hierarchy: &DemoHierarchy, profile: &Profile) -> Certificate {
    Certificate::from_der(&hierarchy.issue(profile).unwrap().certificate_der).unwrap()
}

/// A signature of which nothing is known but that it is there.
fn bare() -> SignatureReport {
    SignatureReport {
        field: "Sig1".to_owned(),
        also_in: Vec::new(),
        signature_value: None,
        timestamps: Vec::new(),
        reference: None,
        kind: SignatureKind::Signature,
        sub_filter: "ETSI.CAdES.detached".to_owned(),
        in_newest: true,
        revision: None,
        certifies: None,
        claims: Claims::default(),
        signer: None,
        coverage: Axis::NotReached(StepName::Coverage),
        integrity: Axis::NotReached(StepName::Coverage),
        time: BestSignatureTime {
            at: at(CHECKED),
            proof: TimeProof::None,
            claimed: None,
            accuracy: SignedDuration::ZERO,
            not_before: None,
        },
        trust: Axis::NotReached(StepName::Integrity),
        weakness: None,
        modifications: Axis::NotReached(StepName::Coverage),
        changes: Changes::default(),
        level: None,
        missing: Vec::new(),
        findings: Vec::new(),
    }
}

fn sheets(report: SignatureReport) -> SignedFacts {
    let report = DocumentReport {
        revisions: 1,
        signatures: vec![report],
        ..DocumentReport::default()
    };
    document_facts(&report, &CallerFacts::default(), at(CHECKED))
        .signatures
        .remove(0)
}

#[test]
fn what_is_not_reached_stays_missing() {
    let signed = sheets(bare());
    let held = toml::Table::try_from(&signed.signature).unwrap();
    assert_eq!(held.keys().collect::<Vec<_>>(), ["checked_at"]);
    assert!(
        toml::Table::try_from(&signed.certificate)
            .unwrap()
            .is_empty()
    );
    assert_eq!(signed.field, "Sig1");
}

#[test]
fn only_signatures_of_people_are_judged() {
    let of_kind = |kind| SignatureReport { kind, ..bare() };
    let signatures = vec![
        of_kind(SignatureKind::DocumentTimestamp),
        of_kind(SignatureKind::Signature),
        of_kind(SignatureKind::UsageRights),
    ];
    let report = DocumentReport {
        revisions: 3,
        signatures,
        ..DocumentReport::default()
    };
    assert_eq!(
        document_facts(&report, &CallerFacts::default(), at(CHECKED))
            .signatures
            .len(),
        1
    );
}

#[test]
fn the_signers_certificate_gives_days_and_usage() {
    let hierarchy = hierarchy();
    let leader = certificate(&hierarchy, &hierarchy.leader());
    let signed = sheets(SignatureReport {
        signer: Some(leader.clone()),
        ..bare()
    });
    assert_eq!(signed.signature.not_before, Some(leader.not_before()));
    assert_eq!(signed.signature.not_after, Some(leader.not_after()));
    assert_eq!(signed.signature.usage_allows_signing, Some(true));
    assert_eq!(
        (signed.certificate.not_after, signed.certificate.is_ca),
        (Some(leader.not_after()), Some(false))
    );
    assert_eq!(
        signed.signature.certificate_kind, None,
        "the kind is asked, never guessed"
    );
    let wrong = certificate(&hierarchy, &hierarchy.leader_with_wrong_key_usage());
    assert_eq!(
        sheets(SignatureReport {
            signer: Some(wrong),
            ..bare()
        })
        .signature
        .usage_allows_signing,
        Some(false)
    );
    let authority = Certificate::from_der(&hierarchy.root.certificate_der).unwrap();
    assert_eq!(
        sheets(SignatureReport {
            signer: Some(authority),
            ..bare()
        })
        .certificate
        .is_ca,
        Some(true)
    );
}

#[test]
fn the_time_shown_is_the_proven_one_else_the_claimed_one() {
    let time = |proof, claimed| {
        let time = BestSignatureTime {
            at: at("2025-01-01T00:00:00Z"),
            proof,
            claimed,
            accuracy: SignedDuration::ZERO,
            not_before: None,
        };
        let facts = sheets(SignatureReport { time, ..bare() }).signature;
        (facts.signing_time, facts.signing_time_proof)
    };
    let claimed = Some(at("2024-12-31T00:00:00Z"));
    let proven = Some(at("2025-01-01T00:00:00Z"));
    assert_eq!(
        time(TimeProof::SignatureTimestamp, claimed),
        (proven, Some(facts::TimeProof::SignatureTimestamp))
    );
    assert_eq!(
        time(TimeProof::DocumentTimestamp, claimed),
        (proven, Some(facts::TimeProof::DocumentTimestamp))
    );
    assert_eq!(
        time(TimeProof::Claimed, claimed),
        (claimed, Some(facts::TimeProof::Claimed))
    );
    assert_eq!(time(TimeProof::None, None), (None, None));
}

#[test]
fn broken_bytes_are_a_fact_and_unreadable_ones_are_not() {
    let integrity = |failure| {
        sheets(SignatureReport {
            integrity: Axis::Refuted(failure),
            ..bare()
        })
        .signature
        .verifies_with_key
    };
    assert_eq!(
        integrity(IntegrityFailure::ContentDigestMismatch),
        Some(false)
    );
    assert_eq!(integrity(IntegrityFailure::EncapsulatedContent), None);
    let uncovered = SignatureReport {
        coverage: Axis::Refuted(CoverageFailure::ByteRangeMissing),
        ..bare()
    };
    assert_eq!(
        sheets(uncovered).signature.covers_entire_revision,
        Some(false)
    );
}

#[test]
fn a_timestamp_that_is_not_there_is_seen_in_the_level() {
    let matches = |proof, level| {
        let time = BestSignatureTime {
            at: at(CHECKED),
            proof,
            claimed: None,
            accuracy: SignedDuration::ZERO,
            not_before: None,
        };
        sheets(SignatureReport {
            time,
            level,
            ..bare()
        })
        .signature
        .timestamp_matches
    };
    assert_eq!(
        matches(TimeProof::SignatureTimestamp, Some(Level::BT)),
        Some(true)
    );
    assert_eq!(matches(TimeProof::Claimed, Some(Level::BB)), Some(false));
    assert_eq!(matches(TimeProof::Claimed, Some(Level::Pkcs7)), Some(false));
    assert_eq!(matches(TimeProof::Claimed, Some(Level::BT)), None);
    assert_eq!(matches(TimeProof::DocumentTimestamp, Some(Level::BB)), None);
}

/// The report holds only tokens that are intact: one that is there is signed.
#[test]
fn a_timestamp_that_is_there_is_signed() {
    let hierarchy = hierarchy();
    let token = || TimestampReport {
        token: vec![0x30, 0x00],
        time: at("2025-03-01T02:00:00Z"),
        authority: certificate(&hierarchy, &hierarchy.leader()),
        is_trusted: false,
    };
    let stamped = |timestamps| {
        let facts = sheets(SignatureReport {
            signature_value: Some(vec![1]),
            timestamps,
            ..bare()
        });
        (
            facts.signature.has_timestamp,
            facts.signature.timestamp_signed,
        )
    };
    assert_eq!(stamped(vec![token()]), (Some(true), Some(true)));
    assert_eq!(stamped(Vec::new()), (Some(false), None));
    assert_eq!(
        sheets(bare()).signature.has_timestamp,
        None,
        "no value, so nothing to stamp"
    );
}

fn path(hierarchy: &DemoHierarchy) -> Result<TrustedPath, PathFailure> {
    let root = Certificate::from_der(&hierarchy.root.certificate_der).unwrap();
    path_to(hierarchy, TrustAnchor::new(root))
}

fn path_to(hierarchy: &DemoHierarchy, anchor: TrustAnchor) -> Result<TrustedPath, PathFailure> {
    let signer = certificate(hierarchy, &hierarchy.leader());
    let mut evidence = Evidence::new();
    let sub_ca = Certificate::from_der(&hierarchy.sub_ca.certificate_der).unwrap();
    evidence.add_certificate(sub_ca, Origin::Unspecified);
    find_path(&PathRequest {
        signer: &signer,
        evidence: &evidence,
        anchors: &[anchor],
        purpose: Purpose::DocumentSigning,
        at: at("2025-01-01T00:00:00Z"),
        now: at("2025-01-01T00:00:00Z"),
        proofs: &ProofsOfExistence::new(),
        revocation: RevocationMode::Skip,
        freshness: Freshness::default(),
        policy: &AlgorithmPolicy::default(),
        policies: PolicyInputs::default(),
        profile: cert_path::CertificateProfile::default(),
        provider: CryptoProvider::aws_lc(),
        budget: Budget::DEFAULT,
    })
}

/// The leader's path for the first day of 2025, judged a month later on the CRLs of that day; `revoked` since then.
fn path_with_status(revoked: Option<&str>) -> Axis<TrustedPath, PathFailure> {
    let hierarchy = hierarchy();
    let leader = hierarchy.issue(&hierarchy.leader()).unwrap();
    let mut evidence = Evidence::new();
    let sub_ca = Certificate::from_der(&hierarchy.sub_ca.certificate_der).unwrap();
    evidence.add_certificate(sub_ca, Origin::Unspecified);
    let now = at("2025-02-01T00:00:00Z");
    let entries = revoked.map(|since| RevokedEntry::new(&leader.serial_number(), at(since)));
    let list = |entries| CrlProfile {
        entries,
        ..CrlProfile::new(now, at("2025-02-08T00:00:00Z"))
    };
    let root = hierarchy.root_authority().crl(&list(Vec::new()));
    let sub = hierarchy
        .sub_authority()
        .crl(&list(entries.into_iter().collect()));
    for der in [root.unwrap(), sub.unwrap()] {
        evidence.add_crl(Crl::from_der(&der).unwrap(), Origin::Unspecified);
    }
    let root = Certificate::from_der(&hierarchy.root.certificate_der).unwrap();
    let found = find_path(&PathRequest {
        signer: &Certificate::from_der(&leader.certificate_der).unwrap(),
        evidence: &evidence,
        anchors: &[TrustAnchor::new(root)],
        purpose: Purpose::DocumentSigning,
        at: at("2025-01-01T00:00:00Z"),
        now,
        proofs: &ProofsOfExistence::new(),
        revocation: RevocationMode::Require,
        freshness: Freshness::default(),
        policy: &AlgorithmPolicy::default(),
        policies: PolicyInputs::default(),
        profile: cert_path::CertificateProfile::default(),
        provider: CryptoProvider::aws_lc(),
        budget: Budget::DEFAULT,
    });
    match found {
        Ok(path) => Axis::Proven(path),
        Err(failure) => Axis::Refuted(failure),
    }
}

#[test]
fn the_status_that_crl_and_ocsp_show_is_a_fact() {
    let told = |revoked, proof| {
        let mut report = bare();
        report.trust = path_with_status(revoked);
        report.time.proof = proof;
        let facts = sheets(report).signature;
        (facts.status, facts.status_changed_at, facts.path_active)
    };
    let (proven, claimed) = (TimeProof::SignatureTimestamp, TimeProof::Claimed);
    let active = Some(facts::CertificateStatus::Active);
    assert_eq!(told(None, proven), (active, None, Some(true)));
    assert_eq!(told(None, claimed), (active, None, Some(true)));
    let (before, after) = ("2024-12-01T00:00:00Z", "2025-01-15T00:00:00Z");
    let revoked = Some(facts::CertificateStatus::Revoked);
    // Active when it signed; the rule compares the two times.
    assert_eq!(
        told(Some(after), proven),
        (revoked, Some(at(after)), Some(true))
    );
    assert_eq!(
        told(Some(before), proven),
        (revoked, Some(at(before)), Some(false))
    );
    assert_eq!(
        told(Some(before), claimed),
        (revoked, Some(at(before)), None)
    );
}

#[test]
fn a_path_is_a_fact_and_a_status_nobody_read_is_not() {
    let proven = SignatureReport {
        trust: Axis::Proven(path(&hierarchy()).unwrap()),
        ..bare()
    };
    let facts = sheets(proven).signature;
    assert_eq!(
        (facts.path_trusted, facts.path_active, facts.status),
        (Some(true), None, None)
    );
    let failure = PathFailure {
        reason: PathReason::NotAnchored,
        certificate: None,
        chain: Vec::new(),
        anchored: false,
        record: Box::default(),
    };
    let facts = sheets(SignatureReport {
        trust: Axis::Refuted(failure),
        ..bare()
    })
    .signature;
    assert_eq!(
        facts.path_trusted, None,
        "a path that was not found is no proof that there is none"
    );
}

/// The operator who accepts a root as one of the government's says so of every certificate under it.
#[test]
fn the_profile_of_the_root_tells_the_kind() {
    let hierarchy = hierarchy();
    let leader = certificate(&hierarchy, &hierarchy.leader());
    let kinds = |profile: Option<&str>| {
        let root = Certificate::from_der(&hierarchy.root.certificate_der).unwrap();
        let root = TrustAnchor::new(root);
        let root = match profile {
            Some(name) => root.in_profile(name),
            None => root,
        };
        let signed = sheets(SignatureReport {
            signer: Some(leader.clone()),
            trust: Axis::Proven(path_to(&hierarchy, root).unwrap()),
            ..bare()
        });
        (
            signed.signature.certificate_kind,
            signed.certificate.certificate_kind,
        )
    };
    let government = Some(gov_ca_model::CertificateKind::Government);
    let public = Some(gov_ca_model::CertificateKind::Public);
    assert_eq!(kinds(Some("vgca")), (government, government));
    assert_eq!(kinds(Some("public")), (public, public));
    assert_eq!(kinds(Some("van-phong")), (None, None));
    assert_eq!(kinds(None), (None, None));
}

/// RFC 5280 §4.2.1.3: either of the two usages is for signatures.
#[test]
fn one_of_two_usages_allows_signing() {
    let hierarchy = hierarchy();
    let allows = |usages: &[KeyUsage]| {
        let mut profile = hierarchy.leader();
        profile.key_usage = usages.to_vec();
        let signer = Some(certificate(&hierarchy, &profile));
        let signed = sheets(SignatureReport { signer, ..bare() });
        signed.signature.usage_allows_signing
    };
    assert_eq!(allows(&[KeyUsage::DigitalSignature]), Some(true));
    assert_eq!(allows(&[KeyUsage::ContentCommitment]), Some(true));
    assert_eq!(allows(&[KeyUsage::KeyEncipherment]), Some(false));
    assert_eq!(allows(&[]), Some(true), "nothing is forbidden");
}

/// Our mapping: the key usages are the limits of use that X.509 knows; one of the two extensions says them.
#[test]
fn one_extension_states_the_limits_of_use() {
    let hierarchy = hierarchy();
    let states = |key_usage: bool, extended: bool| {
        let mut profile = hierarchy.leader();
        if !key_usage {
            profile.key_usage.clear();
        }
        if !extended {
            profile.extended_key_usage.clear();
        }
        let signer = Some(certificate(&hierarchy, &profile));
        let signed = sheets(SignatureReport { signer, ..bare() });
        signed.certificate.states_limits_of_use
    };
    assert_eq!(states(true, true), Some(true));
    assert_eq!(states(true, false), Some(true));
    assert_eq!(states(false, true), Some(true));
    assert_eq!(states(false, false), Some(false));
}

#[test]
fn a_signature_that_is_no_pades_is_told_from_one_that_is() {
    let pades = |level| {
        sheets(SignatureReport { level, ..bare() })
            .signature
            .pades_profile
    };
    for level in [Level::BB, Level::BT, Level::BLT, Level::BLTA] {
        assert_eq!(pades(Some(level)), Some(true), "{level:?}");
    }
    for level in [Level::Pkcs7, Level::Pkcs7T] {
        assert_eq!(pades(Some(level)), Some(false), "{level:?}");
    }
    assert_eq!(pades(None), None);
}

#[test]
fn an_expired_path_counts_at_a_proven_time_only() {
    let reason = PathReason::Expired {
        not_after: at("2024-12-31T00:00:00Z"),
    };
    let trust = || {
        Axis::Refuted(PathFailure {
            reason: reason.clone(),
            certificate: None,
            chain: Vec::new(),
            anchored: true,
            record: Box::default(),
        })
    };
    let time = |proof| BestSignatureTime {
        at: at("2025-01-01T00:00:00Z"),
        proof,
        claimed: None,
        accuracy: SignedDuration::ZERO,
        not_before: None,
    };
    let trusted = |proof| {
        sheets(SignatureReport {
            trust: trust(),
            time: time(proof),
            ..bare()
        })
        .signature
        .path_trusted
    };
    assert_eq!(trusted(TimeProof::SignatureTimestamp), Some(false));
    assert_eq!(trusted(TimeProof::None), None);
}

#[test]
fn what_the_caller_states_is_written_in() {
    let caller = CallerFacts::from_toml(
        "[signature.Sig1]\nrole = \"agency\"\ncertificate_kind = \"government\"",
    )
    .unwrap();
    let report = DocumentReport {
        revisions: 1,
        signatures: vec![bare()],
        ..DocumentReport::default()
    };
    let signed = document_facts(&report, &caller, at(CHECKED))
        .signatures
        .remove(0);
    assert_eq!(signed.role, facts::Role::Agency);
    assert_eq!(
        signed.signature.certificate_kind,
        Some(gov_ca_model::CertificateKind::Government)
    );
}

fn in_role(field: &str, revision: usize, time: &str) -> SignatureReport {
    let mut signed = SignatureReport {
        field: field.to_owned(),
        revision: Some(revision),
        ..bare()
    };
    signed.time.claimed = Some(at(time));
    signed
}

fn with_package(signatures: Vec<SignatureReport>, caller: &str) -> facts::Sheets {
    let report = DocumentReport {
        revisions: 3,
        signatures,
        ..DocumentReport::default()
    };
    document_facts(
        &report,
        &CallerFacts::from_toml(caller).unwrap(),
        at(CHECKED),
    )
}

const LEADER_THEN_AGENCY: &str = "
[package]
dated_on = \"2026-03-10\"
[document]
dated_on = \"2026-03-10\"
[signature.Leader]
role = \"authorised-person\"
[signature.Seal]
role = \"agency\"
";

#[test]
fn a_package_that_a_caller_began_is_filled_with_what_the_report_shows() {
    let signatures = || {
        vec![
            in_role("Leader", 1, "2026-03-09T18:00:00Z"),
            in_role("Seal", 2, "2026-03-10T03:00:00Z"),
        ]
    };
    let sheets = with_package(signatures(), LEADER_THEN_AGENCY);
    let package = &sheets.packages[0];
    assert_eq!(
        (package.authorised_person_signed, package.agency_signed),
        (Some(true), Some(true))
    );
    assert_eq!(package.agency_signed_after, Some(true));
    let day = gov_ca_model::VietnamDay::new(2026, 3, 10);
    assert_eq!(
        (package.authorised_signed_on, package.agency_signed_on),
        (Some(day), Some(day)),
        "the day in Vietnam"
    );
    assert_eq!(
        package.check_passed,
        Some(false),
        "a container that cannot be read is no passed check"
    );
    let document = &sheets.documents[0];
    assert_eq!(
        (
            document.is_pdf,
            document.signed_at_all,
            document.later_change
        ),
        (Some(true), Some(true), None)
    );
    let turned = with_package(
        vec![in_role("Leader", 2, CHECKED), in_role("Seal", 1, CHECKED)],
        LEADER_THEN_AGENCY,
    );
    assert_eq!(turned.packages[0].agency_signed_after, Some(false));
    let together = with_package(
        vec![in_role("Leader", 1, CHECKED), in_role("Seal", 1, CHECKED)],
        LEADER_THEN_AGENCY,
    );
    assert_eq!(
        together.packages[0].agency_signed_after,
        Some(false),
        "in one revision, neither is after the other"
    );
    let unsigned = with_package(Vec::new(), LEADER_THEN_AGENCY);
    assert_eq!(
        unsigned.packages[0].check_passed, None,
        "nothing was checked"
    );
    assert!(
        with_package(signatures(), "").packages.is_empty(),
        "nobody began one"
    );
}

#[test]
fn that_nobody_signed_in_a_role_is_known_only_when_every_role_is() {
    let only = |caller: &str| {
        with_package(vec![in_role("Leader", 1, CHECKED)], caller)
            .packages
            .remove(0)
    };
    let known = only("[package]\n[signature.Leader]\nrole = \"authorised-person\"\n");
    assert_eq!(
        (known.authorised_person_signed, known.agency_signed),
        (Some(true), Some(false))
    );
    let unknown = only("[package]\n");
    assert_eq!(
        (unknown.authorised_person_signed, unknown.agency_signed),
        (None, None)
    );
    assert_eq!(unknown.agency_signed_after, None);
}

#[test]
fn what_the_caller_states_is_not_overwritten() {
    let stated = "province = \"tay-ninh\"\n[package]\nauthorised_person_signed = false\n[document]\nis_pdf = false\nlater_change = \"not-permitted\"\n[signature.Leader]\nrole = \"authorised-person\"\n";
    let sheets = with_package(vec![in_role("Leader", 1, CHECKED)], stated);
    assert_eq!(sheets.packages[0].authorised_person_signed, Some(false));
    assert_eq!(sheets.packages[0].province.as_deref(), Some("tay-ninh"));
    assert_eq!(sheets.documents[0].is_pdf, Some(false));
    assert_eq!(
        sheets.documents[0].later_change,
        Some(facts::LaterChange::NotPermitted)
    );
}

#[test]
fn what_changed_after_signing_is_told_of_the_whole_file() {
    let with = |modifications| SignatureReport {
        modifications,
        ..bare()
    };
    let change = |signatures| with_package(signatures, "[document]\n").documents[0].later_change;
    let level = |level| with(Axis::Proven(level));
    use facts::LaterChange;
    use pades_verify::ModificationLevel::{None as Nothing, Signatures};
    assert_eq!(
        change(vec![level(Nothing), level(Nothing)]),
        Some(LaterChange::None)
    );
    assert_eq!(
        change(vec![level(Signatures), level(Nothing)]),
        Some(LaterChange::Permitted)
    );
    assert_eq!(change(vec![level(Nothing), bare()]), None);
    assert_eq!(change(Vec::new()), None);
}
