//! The part of the machine-readable report about certification paths: which certificates, what is known of each, on which evidence.

use core::fmt::Write as _;

use cert_path::{
    Basis, BasisKind, Certificate, CertificateStatus, Evidence, Origin, PathFailure,
    RevocationState, Revoked, SerialNumber, TrustAnchor, TrustedPath,
};
use serde::Serialize;

/// A path that was found, or the one that came nearest.
#[derive(Clone, Debug, Serialize)]
pub struct Path {
    /// The time it was judged for. RFC 3339, UTC.
    pub at: String,
    /// Why it was refused; absent when it was not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<Refused>,
    /// From the signer's certificate up; the anchor's last when there is one.
    pub certificates: Vec<PathCertificate>,
    /// Where it ends; absent when it leads nowhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
}

/// Why a path was refused.
#[derive(Clone, Debug, Serialize)]
pub struct Refused {
    /// One English line.
    pub reason: String,
    /// SHA-256 of the certificate it is about, upper-case hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// One certificate of a path.
#[derive(Clone, Debug, Serialize)]
pub struct PathCertificate {
    /// RFC 4514.
    pub subject: String,
    /// Upper-case hexadecimal.
    pub serial: String,
    /// Upper-case hexadecimal.
    pub sha256: String,
    /// What is known of its revocation; absent for the anchor, and where nothing was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
}

/// The revocation of one certificate at the time judged for.
#[derive(Clone, Debug, Serialize)]
pub struct Status {
    /// `good`, `revoked`, `on-hold`, `unknown`.
    pub state: &'static str,
    /// Of a revocation or hold at or before that time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// `CRLReason` (RFC 5280 §5.3.1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    /// A revocation after that time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub later: Option<Later>,
    /// On hold at that time, released later: since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifted_hold: Option<String>,
    /// Why it is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// What the answer rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Source>,
    /// What was looked at and not used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unusable: Vec<Unused>,
}

/// A revocation after the time judged for.
#[derive(Clone, Debug, Serialize)]
pub struct Later {
    /// RFC 3339, UTC.
    pub since: String,
    /// `CRLReason`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
    /// Since when the key is suspect (RFC 5280 §5.3.2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invalidity_date: Option<String>,
}

/// A CRL or an OCSP response.
#[derive(Clone, Debug, Serialize)]
pub struct Source {
    /// `crl`, `ocsp`.
    pub kind: &'static str,
    /// Upper-case hexadecimal.
    pub sha256: String,
    /// Who signed it, RFC 4514.
    pub signer: String,
    /// RFC 3339, UTC.
    pub this_update: String,
    /// RFC 3339, UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_update: Option<String>,
    /// Whether it is fresh enough for the time judged for.
    pub fresh: bool,
    /// `cRLNumber`, upper-case hexadecimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// `cRLNumber` of the delta CRL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delta: Option<String>,
    /// `producedAt` of the OCSP response.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub produced_at: Option<String>,
    /// `unspecified`, `file`, `document`, `container`, `timestamp`, `network`.
    pub origin: &'static str,
    /// File name or address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// Evidence that was not used.
#[derive(Clone, Debug, Serialize)]
pub struct Unused {
    /// Upper-case hexadecimal.
    pub sha256: String,
    /// One English line.
    pub why: String,
    /// As in [`Source::origin`].
    pub origin: &'static str,
}

/// A trust anchor.
#[derive(Clone, Debug, Serialize)]
pub struct Anchor {
    /// Upper-case hexadecimal.
    pub sha256: String,
    /// `signing`, `timestamping`, …; absent when it serves all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// The named set it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// Where it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A path that stands.
pub(super) fn trusted(path: &TrustedPath, evidence: &Evidence) -> Path {
    let mut certificates: Vec<_> = path.chain().iter().map(PathCertificate::from).collect();
    for (certificate, found) in certificates.iter_mut().zip(path.statuses()) {
        certificate.status = Some(status(found, evidence));
    }
    Path {
        at: path.at().to_string(),
        refused: None,
        certificates,
        anchor: Some(Anchor::from(path.anchor())),
    }
}

/// A path that was refused.
pub(super) fn refused(failure: &PathFailure, at: String, evidence: &Evidence) -> Path {
    let mut certificates: Vec<_> = failure.chain.iter().map(PathCertificate::from).collect();
    // They speak of the last certificates of the chain.
    let statuses = failure.record.statuses.iter().rev();
    for (certificate, found) in certificates.iter_mut().rev().zip(statuses) {
        certificate.status = Some(status(found, evidence));
    }
    let about = failure.certificate.as_ref();
    Path {
        at,
        refused: Some(Refused {
            reason: failure.reason.to_string(),
            sha256: about.map(|certificate| hexadecimal(&certificate.fingerprint())),
        }),
        certificates,
        anchor: None,
    }
}

fn status(found: &CertificateStatus, evidence: &Evidence) -> Status {
    let mut shape = Status {
        state: "unknown",
        since: None,
        reason: None,
        later: None,
        lifted_hold: found.lifted_hold.map(|since| since.to_string()),
        why: None,
        evidence: found.basis.as_ref().map(|basis| source(basis, evidence)),
        unusable: found
            .unusable
            .iter()
            .map(|one| Unused {
                sha256: hexadecimal(&one.fingerprint),
                why: one.why.to_string(),
                origin: origin(evidence, &one.fingerprint).0,
            })
            .collect(),
    };
    match found.state {
        RevocationState::Good { later } => {
            shape.state = "good";
            shape.later = later.map(Later::from);
        }
        RevocationState::Revoked(revoked) => {
            shape.state = "revoked";
            shape.since = Some(revoked.since.to_string());
            shape.reason = revoked.reason.map(|reason| reason.as_str());
        }
        RevocationState::OnHold { since } => {
            shape.state = "on-hold";
            shape.since = Some(since.to_string());
        }
        RevocationState::Unknown(why) => shape.why = Some(why.to_string()),
        _ => {}
    }
    shape
}

fn source(basis: &Basis, evidence: &Evidence) -> Source {
    let (origin, place) = origin(evidence, &basis.fingerprint);
    let mut shape = Source {
        kind: "crl",
        sha256: hexadecimal(&basis.fingerprint),
        signer: basis.signer.subject().to_string(),
        this_update: basis.this_update.to_string(),
        next_update: basis.next_update.map(|next| next.to_string()),
        fresh: basis.fresh,
        number: None,
        delta: None,
        produced_at: None,
        origin,
        place,
    };
    match &basis.kind {
        BasisKind::Crl { number, delta } => {
            shape.number = number.as_ref().map(SerialNumber::to_decimal);
            shape.delta = delta.as_ref().map(SerialNumber::to_decimal);
        }
        BasisKind::Ocsp { produced_at } => {
            shape.kind = "ocsp";
            shape.produced_at = Some(produced_at.to_string());
        }
        _ => {}
    }
    shape
}

fn origin(evidence: &Evidence, fingerprint: &[u8; 32]) -> (&'static str, Option<String>) {
    match evidence.origin(fingerprint) {
        Some(Origin::File(name)) => ("file", Some(name.clone())),
        Some(Origin::Document) => ("document", None),
        Some(Origin::Container) => ("container", None),
        Some(Origin::Timestamp) => ("timestamp", None),
        Some(Origin::Network(address)) => ("network", Some(address.clone())),
        _ => ("unspecified", None),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02X}");
    }
    text
}

impl From<&Certificate> for PathCertificate {
    fn from(certificate: &Certificate) -> Self {
        Self {
            subject: certificate.subject().to_string(),
            serial: certificate.serial().to_string(),
            sha256: hexadecimal(&certificate.fingerprint()),
            status: None,
        }
    }
}

impl From<Revoked> for Later {
    fn from(revoked: Revoked) -> Self {
        Self {
            since: revoked.since.to_string(),
            reason: revoked.reason.map(|reason| reason.as_str()),
            invalidity_date: revoked.invalidity_date.map(|date| date.to_string()),
        }
    }
}

impl From<&TrustAnchor> for Anchor {
    fn from(anchor: &TrustAnchor) -> Self {
        Self {
            sha256: hexadecimal(&anchor.fingerprint()),
            purpose: anchor.purpose().map(|purpose| purpose.to_string()),
            profile: anchor.profile().map(str::to_owned),
            source: anchor.source().map(str::to_owned),
        }
    }
}
