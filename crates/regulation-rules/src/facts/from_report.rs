//! From the report of our own verifier to sheets: facts only, no judgement. What the report leaves open stays missing.

use gov_ca_model::{
    CertificateKind, GovCertificate, Hierarchy, KeyFamily, KeyStrength, PathStanding,
    PublishedStatus, RsaPadding,
};
use jiff::Timestamp;
use pades_verify::{Axis, DocumentReport, Level, SignatureKind, SignatureReport, SubIndication};

use super::{
    CallerFacts, CertificateFacts, CertificateStatus, Digest, KeyAlgorithm, RsaScheme, Sheets,
    SignatureFacts, SignedFacts, TimeProof, observed,
};

/// The sheets of every signature of a person or body in the report, with what the caller states written in.
pub fn document_facts(
    report: &DocumentReport,
    caller: &CallerFacts,
    checked_at: Timestamp,
) -> Sheets {
    let of_people = report
        .signatures
        .iter()
        .filter(|signature| signature.kind == SignatureKind::Signature);
    let signatures = of_people.map(|signature| {
        let mut signed = SignedFacts {
            field: signature.field.clone(),
            signature: signature_facts(signature, checked_at),
            certificate: certificate_facts(signature),
            ..SignedFacts::default()
        };
        caller.apply(&mut signed);
        signed
    });
    let mut sheets = Sheets {
        signatures: signatures.collect(),
        documents: caller.document.clone().into_iter().collect(),
        packages: caller.package.clone().into_iter().collect(),
        ..Sheets::default()
    };
    let by = caller.by.as_deref();
    for sheet in &mut sheets.documents {
        sheet.said_by(by);
        observed::document(sheet, report, caller);
    }
    for sheet in &mut sheets.packages {
        sheet.said_by(by);
        observed::package(sheet, report, caller);
    }
    if let Some(province) = &caller.province {
        sheets.in_province(province);
    }
    sheets
}

fn signature_facts(report: &SignatureReport, checked_at: Timestamp) -> SignatureFacts {
    let certificate = report.signer.as_ref().map(GovCertificate::from);
    let strength = report.signer.as_ref().map(KeyStrength::from);
    let path = path(report);
    let status = status(report);
    SignatureFacts {
        signing_time: report.time.shown(),
        signing_time_proof: report.time.shown().map(|_| proof(report)),
        checked_at: Some(checked_at),
        not_before: certificate
            .as_ref()
            .map(|certificate| certificate.not_before),
        not_after: certificate
            .as_ref()
            .map(|certificate| certificate.not_after),
        verifies_with_key: verifies_with_key(report),
        covers_entire_revision: decided(&report.coverage),
        digest_resists_collisions: digest_resists_collisions(report),
        path_trusted: path.leads_to_anchor,
        path_active: path.all_active,
        usage_allows_signing: usage_allows_signing(report),
        timestamp_matches: timestamp_matches(report),
        certificate_issued_on: certificate.as_ref().map(GovCertificate::first_day),
        has_timestamp: report
            .signature_value
            .as_ref()
            .map(|_| !report.timestamps.is_empty()),
        // the report holds only tokens that are intact
        timestamp_signed: (!report.timestamps.is_empty()).then_some(true),
        key_algorithm: strength.map(|key| key_algorithm(key.family)),
        key_bits: strength.and_then(|key| key.bits),
        digest: digest(report),
        rsa_scheme: rsa_scheme(report),
        pades_profile: report.level.map(is_pades),
        certificate_kind: kind(report),
        status: status.map(|(status, _)| status),
        status_changed_at: status.and_then(|(_, changed_at)| changed_at),
        ..SignatureFacts::default()
    }
}

fn certificate_facts(report: &SignatureReport) -> CertificateFacts {
    let Some(signer) = &report.signer else {
        return CertificateFacts::default();
    };
    let certificate = GovCertificate::from(signer);
    CertificateFacts {
        certificate_kind: kind(report),
        not_before: Some(certificate.not_before),
        not_after: Some(certificate.not_after),
        is_ca: Some(
            signer
                .basic_constraints()
                .is_some_and(|constraints| constraints.is_ca),
        ),
        names_issuer: Some(!certificate.issuer.is_empty()),
        names_subscriber: Some(!certificate.subject.is_empty()),
        // RFC 5280 §4.1: a certificate without these cannot be read at all
        has_serial_number: Some(true),
        has_validity_period: Some(true),
        has_public_key: Some(true),
        signed_by_issuer: report.trust.proven().map(|_| true),
        // our mapping: the key usages are the limits of purpose and scope that X.509 knows
        states_limits_of_use: Some(
            signer.key_usage().is_some() || signer.extended_key_usage().is_some(),
        ),
        ..CertificateFacts::default()
    }
}

const fn key_algorithm(family: KeyFamily) -> KeyAlgorithm {
    match family {
        KeyFamily::Rsa => KeyAlgorithm::Rsa,
        KeyFamily::Ecdsa => KeyAlgorithm::Ecdsa,
        KeyFamily::Other => KeyAlgorithm::Other,
    }
}

/// The digest of the signature, where it is intact.
fn digest(report: &SignatureReport) -> Option<Digest> {
    let name = report.integrity.proven()?.digest_algorithm().name();
    let named = |digest: &&Digest| digest.text().en == name;
    Some(
        Digest::ALL
            .iter()
            .find(named)
            .copied()
            .unwrap_or(Digest::Other),
    )
}

fn rsa_scheme(report: &SignatureReport) -> Option<RsaScheme> {
    let padding = RsaPadding::of(&report.integrity.proven()?.signature_algorithm())?;
    Some(match padding {
        RsaPadding::Pss => RsaScheme::Pss,
        RsaPadding::Pkcs1 => RsaScheme::Pkcs1,
    })
}

const fn is_pades(level: Level) -> bool {
    matches!(level, Level::BB | Level::BT | Level::BLT | Level::BLTA)
}

const fn proof(report: &SignatureReport) -> TimeProof {
    match report.time.proof {
        pades_verify::TimeProof::SignatureTimestamp => TimeProof::SignatureTimestamp,
        pades_verify::TimeProof::DocumentTimestamp => TimeProof::DocumentTimestamp,
        _ => TimeProof::Claimed,
    }
}

/// Broken for sure only when digest or signature value disagree; a container that cannot be read shows nothing.
fn verifies_with_key(report: &SignatureReport) -> Option<bool> {
    match &report.integrity {
        Axis::Proven(_) => Some(true),
        Axis::Refuted(failure) => {
            let broken = matches!(
                failure.sub_indication(),
                SubIndication::HashFailure | SubIndication::SigCryptoFailure
            );
            broken.then_some(false)
        }
        Axis::NotReached(_) => None,
    }
}

const fn decided<T, F>(axis: &Axis<T, F>) -> Option<bool> {
    match axis {
        Axis::Proven(_) => Some(true),
        Axis::Refuted(_) => Some(false),
        Axis::NotReached(_) => None,
    }
}

fn digest_resists_collisions(report: &SignatureReport) -> Option<bool> {
    // SHA-1 collisions are practical since 2017 (NIST SP 800-131A); older ones are not offered by the verifier at all
    report
        .integrity
        .proven()
        .map(|intact| intact.digest_algorithm().name() != "SHA-1")
}

fn path(report: &SignatureReport) -> PathStanding {
    match &report.trust {
        Axis::Proven(path) => PathStanding::of_path(path),
        Axis::Refuted(failure) => PathStanding::of_failure(failure, report.time.proof.is_proof()),
        Axis::NotReached(_) => PathStanding::default(),
    }
}

/// The status of the signer's own certificate (NĐ 68/2024 Điều 31(1)(c), 31(2)), and since when it is not active.
fn status(report: &SignatureReport) -> Option<(CertificateStatus, Option<Timestamp>)> {
    Some(match PublishedStatus::of(report.signer_status()?)? {
        PublishedStatus::Active => (CertificateStatus::Active, None),
        PublishedStatus::Suspended { since } => (CertificateStatus::Suspended, Some(since)),
        PublishedStatus::Revoked { since } => (CertificateStatus::Revoked, Some(since)),
    })
}

/// Government or public, as the root shows under which a path was proven.
fn kind(report: &SignatureReport) -> Option<CertificateKind> {
    Hierarchy::of_path(report.trust.proven()?).kind()
}

/// RFC 5280 §4.2.1.3: without the extension nothing is forbidden.
fn usage_allows_signing(report: &SignatureReport) -> Option<bool> {
    let usage = report.signer.as_ref()?.key_usage();
    Some(usage.is_none_or(|usage| usage.digital_signature() || usage.content_commitment()))
}

/// A time-stamp over this signature that holds; its absence shows in the level, and one that is there but not trusted is
/// neither.
const fn timestamp_matches(report: &SignatureReport) -> Option<bool> {
    match (report.time.proof, report.level) {
        (pades_verify::TimeProof::SignatureTimestamp, _) => Some(true),
        (pades_verify::TimeProof::DocumentTimestamp, _) => None,
        (_, Some(Level::BB | Level::Pkcs7)) => Some(false),
        _ => None,
    }
}
