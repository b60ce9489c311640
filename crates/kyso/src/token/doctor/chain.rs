//! Whether the chain of a certificate is complete.

use cert_path::{Certificate, PathReason};
use jiff::Timestamp;

use super::finding::Finding;
use crate::certificates::hex;
use crate::present::vietnamese::path as vietnamese;
use crate::text::Text;
use crate::token::material::Material;

/// How far the chain of a certificate goes.
#[derive(Debug)]
pub(super) struct Chain {
    /// The names from the certificate up, as far as it goes.
    pub(super) subjects: Vec<String>,
    pub(super) is_complete: bool,
    /// What is wrong with it.
    pub(super) finding: Option<Finding>,
}

/// An expired certificate is asked about at its last moment: that it has expired is another finding.
pub(super) fn of(material: &Material<'_>, certificate: &Certificate, now: Timestamp) -> Chain {
    match material.path(certificate, now) {
        Ok(path) => {
            let root = path.anchor_certificate();
            Chain {
                subjects: names(path.chain()),
                is_complete: true,
                finding: (!material.accepts(root)).then(|| not_accepted(root)),
            }
        }
        Err(failure) => Chain {
            subjects: names(match failure.chain.as_slice() {
                [] => std::slice::from_ref(certificate),
                chain => chain,
            }),
            is_complete: failure.anchored,
            finding: Some(finding(&failure.reason, &failure.chain)),
        },
    }
}

fn finding(reason: &PathReason, chain: &[Certificate]) -> Finding {
    match (reason, chain.last()) {
        (PathReason::NoIssuerFound { issuer }, _) => {
            Finding::new("chain-incomplete").with(Text::new(
                format!("còn thiếu chứng thư của “{issuer}”"),
                format!("missing: the certificate of “{issuer}”"),
            ))
        }
        (PathReason::NotAnchored, Some(root)) => not_accepted(root),
        _ => Finding::new("chain-refused")
            .with(Text::new(vietnamese::reason(reason), reason.to_string())),
    }
}

fn not_accepted(root: &Certificate) -> Finding {
    let (name, sha256) = (root.subject(), hex(&root.fingerprint()));
    Finding::new("chain-not-accepted").with(Text::new(
        format!("gốc: {name}, SHA-256 {sha256}"),
        format!("root: {name}, SHA-256 {sha256}"),
    ))
}

fn names(chain: &[Certificate]) -> Vec<String> {
    chain
        .iter()
        .map(|certificate| certificate.subject().to_string())
        .collect()
}
