//! The names of the standard: namespaces, indications, kinds of objects, algorithms.

use cert_path::{DigestAlgorithm, RevocationReason, SignatureAlgorithm};

use crate::indication::{Indication, SubIndication};

/// TS 119 102-2 §4.1, and what its schema imports.
pub(super) const NAMESPACES: [(&str, &str); 4] = [
    ("xmlns", "http://uri.etsi.org/19102/v1.4.1#"),
    ("xmlns:ds", "http://www.w3.org/2000/09/xmldsig#"),
    ("xmlns:XAdES", "http://uri.etsi.org/01903/v1.3.2#"),
    ("xmlns:tsl", "http://uri.etsi.org/02231/v2#"),
];

/// What the standard leaves to the validator is named under the address of this project.
const OURS: &str = "https://github.com/kyso-vn/kyso/validation-report";

/// TS 119 102-2 §4.4.4.
pub(super) mod object {
    pub(in crate::etsi) const CERTIFICATE: &str = "urn:etsi:019102:validationObject:certificate";
    pub(in crate::etsi) const CRL: &str = "urn:etsi:019102:validationObject:CRL";
    pub(in crate::etsi) const OCSP: &str = "urn:etsi:019102:validationObject:OCSPResponse";
    pub(in crate::etsi) const TIMESTAMP: &str = "urn:etsi:019102:validationObject:timestamp";
}

/// TS 119 102-2 §4.4.6.2: derived while validating.
pub(super) const POE_BY_VALIDATION: &str = "urn:etsi:019102:poetype:validation";

/// TS 119 102-2 §4.3.5.4.2.
pub(super) const APPLIED: &str = "urn:etsi:019102:constraintStatus:applied";

/// TS 119 102-2 §4.3.11.1: the process of EN 319 102-1 §5.6, which holds the other two; every signature goes through it.
pub(super) const PROCESS: &str = "urn:etsi:019102:validationprocess:LTA";

/// TS 119 102-2 §4.3.4.2, of a whole signature.
pub(super) fn main(indication: &Indication) -> String {
    let word = match indication {
        Indication::TotalPassed => "total-passed",
        Indication::Indeterminate(_) => "indeterminate",
        Indication::TotalFailed(_) => "total-failed",
    };
    format!("urn:etsi:019102:mainindication:{word}")
}

/// The same of one step.
pub(super) fn of_step(sub: Option<SubIndication>) -> &'static str {
    match sub.map(SubIndication::indication) {
        None => "urn:etsi:019102:mainindication:passed",
        Some(Indication::TotalFailed(_)) => "urn:etsi:019102:mainindication:failed",
        Some(_) => "urn:etsi:019102:mainindication:indeterminate",
    }
}

/// TS 119 102-2 §4.3.4.3.
pub(super) fn sub(sub: SubIndication) -> String {
    format!("urn:etsi:019102:subindication:{}", sub.as_str())
}

/// A check of ours, an entry of the registry of codes, a level: `constraint`, `code`, `level`.
pub(super) fn ours(kind: &str, word: &str) -> String {
    // A file's own words may come here as codes never do; they must not break the URI.
    let word: String = word
        .chars()
        .filter(|character| character.is_ascii_alphanumeric() || "-_.".contains(*character))
        .collect();
    format!("{OURS}/{kind}/{word}")
}

/// RFC 9231 and XML-Signature; `urn:oid` where they have no name.
pub(super) fn digest(algorithm: DigestAlgorithm) -> String {
    let known = match algorithm {
        DigestAlgorithm::Sha1 => "http://www.w3.org/2000/09/xmldsig#sha1",
        DigestAlgorithm::Sha224 => "http://www.w3.org/2001/04/xmldsig-more#sha224",
        DigestAlgorithm::Sha256 => "http://www.w3.org/2001/04/xmlenc#sha256",
        DigestAlgorithm::Sha384 => "http://www.w3.org/2001/04/xmldsig-more#sha384",
        DigestAlgorithm::Sha512 => "http://www.w3.org/2001/04/xmlenc#sha512",
        other => return format!("urn:oid:{}", other.oid()),
    };
    known.to_owned()
}

/// As [`digest`].
pub(super) fn signature(algorithm: &SignatureAlgorithm) -> String {
    let more = "http://www.w3.org/2001/04/xmldsig-more#";
    let newer = "http://www.w3.org/2007/05/xmldsig-more#";
    match algorithm {
        SignatureAlgorithm::RsaPkcs1(DigestAlgorithm::Sha1) => {
            "http://www.w3.org/2000/09/xmldsig#rsa-sha1".to_owned()
        }
        SignatureAlgorithm::RsaPkcs1(digest) if short(*digest).is_some() => {
            format!("{more}rsa-{}", short(*digest).unwrap_or_default())
        }
        SignatureAlgorithm::RsaPss { digest, .. } if short(*digest).is_some() => {
            format!("{newer}{}-rsa-MGF1", short(*digest).unwrap_or_default())
        }
        SignatureAlgorithm::Ecdsa(digest) if short(*digest).is_some() => {
            format!("{more}ecdsa-{}", short(*digest).unwrap_or_default())
        }
        other => other.to_identifier().map_or_else(
            |_| ours("algorithm", &other.to_string()),
            |identifier| format!("urn:oid:{}", identifier.oid),
        ),
    }
}

const fn short(digest: DigestAlgorithm) -> Option<&'static str> {
    Some(match digest {
        DigestAlgorithm::Sha1 => "sha1",
        DigestAlgorithm::Sha224 => "sha224",
        DigestAlgorithm::Sha256 => "sha256",
        DigestAlgorithm::Sha384 => "sha384",
        DigestAlgorithm::Sha512 => "sha512",
        _ => return None,
    })
}

/// `CRLReason` (RFC 5280 §5.3.1), which TS 119 102-2 §4.3.12.6.2 names the same way.
pub(super) fn revocation_reason(reason: RevocationReason) -> String {
    format!("urn:etsi:019102:revocationReason:{}", reason.as_str())
}
