//! `SignatureValidationStatus` (TS 119 102-2 §4.3.4, §4.3.12): the verdict, and the data it rests on.

use cert_path::{Certificate, CertificateStatus, RevocationState, Revoked, TrustedPath};

use super::objects::{id, id_of};
use super::xml::Xml;
use super::{signature, uri};
use crate::anomaly::{Anomaly, Severity};
use crate::indication::{Indication, SubIndication};
use crate::report::{Axis, DocumentReport, SignatureReport};

/// The first thing in the file as a whole for which the default policy refuses it.
pub(super) fn of_file(report: &DocumentReport) -> Option<&Anomaly> {
    let mut all = report.anomalies.iter();
    all.find(|anomaly| anomaly.severity == Severity::Error)
}

/// The verdict on one signature, as the file allows it: a reader of this format sees no other place for what is wrong with the file.
fn indication(one: &SignatureReport, report: &DocumentReport) -> Indication {
    let indication = one.indication();
    if of_file(report).is_some() && !indication.is_failed() {
        return SubIndication::FormatFailure.indication();
    }
    indication
}

/// The verdict on the signature with this index.
pub(super) fn write(xml: &mut Xml, index: usize, one: &SignatureReport, report: &DocumentReport) {
    let indication = indication(one, report);
    xml.element("SignatureValidationStatus", &[], |xml| {
        xml.text("MainIndication", &uri::main(&indication));
        if let Some(sub) = indication.sub_indication() {
            xml.text("SubIndication", &uri::sub(sub));
        }
        xml.element("AssociatedValidationReportData", &[], |xml| {
            trust(xml, one);
            cryptography(xml, index, one);
            observations(xml, one, report);
        });
    });
}

/// The verdict on one step, or on a time-stamp.
pub(super) fn of_step(xml: &mut Xml, failed: Option<SubIndication>) {
    xml.element("SignatureValidationStatus", &[], |xml| {
        xml.text("MainIndication", uri::of_step(failed));
        if let Some(sub) = failed {
            xml.text("SubIndication", &uri::sub(sub));
        }
    });
}

fn trust(xml: &mut Xml, one: &SignatureReport) {
    match &one.trust {
        Axis::Proven(path) => {
            xml.reference("TrustAnchor", &id_of(path.anchor_certificate()));
            chain(xml, path.chain(), Some(path));
            evidence(xml, path.statuses());
        }
        Axis::Refuted(failure) => {
            chain(xml, &failure.chain, None);
            evidence(xml, &failure.record.statuses);
        }
        Axis::NotReached(_) => {}
    }
    revocation(xml, one);
}

/// TS 119 102-2 §4.3.12.4.
fn chain(xml: &mut Xml, chain: &[Certificate], path: Option<&TrustedPath>) {
    let Some((signer, above)) = chain.split_first() else {
        return;
    };
    let anchor = path.map(TrustedPath::anchor_certificate);
    xml.element("CertificateChain", &[], |xml| {
        xml.reference("SigningCertificate", &id_of(signer));
        for certificate in above.iter().filter(|one| Some(*one) != anchor) {
            xml.reference("IntermediateCertificate", &id_of(certificate));
        }
        if let Some(anchor) = anchor {
            xml.reference("TrustAnchor", &id_of(anchor));
        }
    });
}

/// The CRLs and OCSP responses that answered.
fn evidence(xml: &mut Xml, statuses: &[CertificateStatus]) {
    let mut told = Vec::new();
    for basis in statuses.iter().filter_map(|status| status.basis.as_ref()) {
        if !told.contains(&basis.fingerprint) {
            told.push(basis.fingerprint);
            xml.reference("RelatedValidationObject", &id(&basis.fingerprint));
        }
    }
}

/// TS 119 102-2 §4.3.12.6: a revocation, before or after the signature.
fn revocation(xml: &mut Xml, one: &SignatureReport) {
    let (Some(status), Some(signer)) = (one.signer_status(), &one.signer) else {
        return;
    };
    let (RevocationState::Revoked(revoked)
    | RevocationState::Good {
        later: Some(revoked),
    }) = status.state
    else {
        return;
    };
    let Revoked { since, reason, .. } = revoked;
    xml.element("RevocationStatusInformation", &[], |xml| {
        xml.reference("ValidationObjectId", &id_of(signer));
        xml.text("RevocationTime", &since.to_string());
        if let Some(reason) = reason {
            xml.text("RevocationReason", &uri::revocation_reason(reason));
        }
        if let Some(basis) = &status.basis {
            xml.reference("RevocationObject", &id(&basis.fingerprint));
        }
    });
}

/// TS 119 102-2 §4.3.12.7: the algorithm of the signature itself.
fn cryptography(xml: &mut Xml, index: usize, one: &SignatureReport) {
    let Some(proof) = one.integrity.proven() else {
        return;
    };
    xml.element("CryptoInformation", &[], |xml| {
        xml.reference("ValidationObjectId", &signature::id(index));
        let algorithm = proof.signature_algorithm();
        xml.text("Algorithm", &uri::signature(&algorithm));
        let secure = one.weakness.is_none();
        xml.text("SecureAlgorithm", if secure { "true" } else { "false" });
    });
}

/// TS 119 102-2 §4.3.12.8: what was seen, by code; of the signature, then of the file.
fn observations(xml: &mut Xml, one: &SignatureReport, report: &DocumentReport) {
    if one.findings.is_empty() && report.anomalies.is_empty() {
        return;
    }
    xml.element("AdditionalValidationReportData", &[], |xml| {
        for finding in &one.findings {
            datum(xml, finding.detail.unwrap_or(finding.code), &finding.text);
        }
        for anomaly in &report.anomalies {
            datum(xml, anomaly.code, &anomaly.text);
        }
    });
}

/// One observation.
pub(super) fn datum(xml: &mut Xml, code: &str, text: &str) {
    xml.element("ReportData", &[], |xml| {
        xml.text("Type", &uri::ours("code", code));
        xml.text("Value", text);
    });
}
