//! What is missing for a verdict, and where it may be had. Fetching it is the caller's business.

mod collect;

use crate::certificate::Certificate;
use crate::failure::{PathFailure, PathReason};
use crate::request::PathRequest;
use crate::revocation::Freshness;
use crate::trusted::TrustedPath;
use collect::Collection;

/// Something that is not at hand and would help.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Need {
    /// The certificate it is wanted for.
    pub certificate: Certificate,
    /// What.
    pub what: Missing,
    /// Addresses that may have it, as the certificate states them: http, https, ldap or ldaps. Each is an alternative to
    /// the others; none at all when nobody said where to look. They are **untrusted**: whoever makes a certificate
    /// decides what a verifier is asked to fetch.
    pub addresses: Vec<String>,
}

/// What is not at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missing {
    /// The certificate of its issuer (RFC 5280 §4.2.2.1, `caIssuers`): one certificate in DER or PEM, or a bundle
    /// (`.p7c`).
    Issuer,
    /// A CRL that covers it (RFC 5280 §4.2.1.13).
    Crl,
    /// A delta CRL, to be used with the complete CRL (RFC 5280 §4.2.1.15). It helps, and is never indispensable.
    DeltaCrl,
    /// The certificate of the signer of a CRL that covers it (RFC 5280 §5.2.7).
    CrlSigner {
        /// SHA-256 of the CRL.
        crl: [u8; 32],
    },
    /// An answer of an OCSP responder about it (RFC 5280 §4.2.2.1, `ocsp`), to be asked for with
    /// [`OcspRequest::new`](crate::OcspRequest::new).
    Ocsp {
        /// Its issuer, whose name and key the request names.
        issuer: Box<Certificate>,
    },
}

/// What is missing for a better answer than this one: issuers of a chain that does not end, and revocation data of the
/// certificates whose state is unknown, of the signers of such data, too.
///
/// A loop of asking, fetching what is needed, adding it to the evidence and asking again ends: when nothing new is
/// needed, or when what is needed cannot be had. A final answer (revoked, expired, a bad signature under the only issuer
/// there is) needs nothing. The list is bounded, whatever the certificates say.
///
/// ```
/// use cert_path::*;
///
/// # let hierarchy = demo_pki::DemoHierarchy::new("2026-01-01T00:00:00Z".parse()?, "2031-01-01T00:00:00Z".parse()?)?;
/// # let profile = demo_pki::Profile {
/// #     ca_issuers: Some("http://ca.example/sub.crt".into()),
/// #     ocsp: Some("http://ocsp.example".into()),
/// #     ..hierarchy.leader()
/// # };
/// # let leader = hierarchy.issue(&profile)?.certificate_der;
/// # let (root_pem, sub_ca_pem) = (hierarchy.root.certificate_pem(), hierarchy.sub_ca.certificate_pem());
/// let signer = Certificate::from_der(&leader)?;
/// let anchors = [TrustAnchor::new(Certificate::from_pem(root_pem.as_bytes())?)];
/// let mut evidence = Evidence::new();
/// let ask = |evidence: &Evidence| {
///     let request = PathRequest {
///         signer: &signer,
///         evidence,
///         anchors: &anchors,
///         // …
/// #       purpose: Purpose::DocumentSigning,
/// #       at: "2026-11-22T00:00:00Z".parse().unwrap(),
/// #       now: "2026-11-22T00:00:00Z".parse().unwrap(),
/// #       proofs: &ProofsOfExistence::new(),
/// #       revocation: RevocationMode::Require,
/// #       freshness: Freshness::default(),
/// #       policy: &AlgorithmPolicy::default(),
/// #       policies: PolicyInputs::default(),
/// #       profile: CertificateProfile::default(),
/// #       provider: CryptoProvider::aws_lc(),
/// #       budget: Budget::DEFAULT,
///     };
///     needs(&request, &find_path(&request))
/// };
///
/// let first = ask(&evidence);
/// assert_eq!(first[0].what, Missing::Issuer);
/// assert_eq!(first[0].addresses, ["http://ca.example/sub.crt"]);
///
/// // … fetched:
/// evidence.add_certificate(Certificate::from_pem(sub_ca_pem.as_bytes())?, Origin::Unspecified);
/// let second = ask(&evidence);
/// assert!(second.iter().any(|need| matches!(need.what, Missing::Ocsp { .. }) && need.certificate == signer));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn needs(request: &PathRequest<'_>, outcome: &Result<TrustedPath, PathFailure>) -> Vec<Need> {
    let mut found = Collection::new(request);
    match outcome {
        Ok(path) => {
            found.revocation_of_chain(path.chain(), path.statuses());
        }
        Err(failure) if !failure.anchored => {
            if let Some(last) = failure.chain.last().filter(|_| lacks_an_issuer(failure)) {
                found.issuer(last);
            }
        }
        Err(failure) => {
            if matches!(failure.reason, PathReason::RevocationUnknown(_)) {
                let known = failure
                    .chain
                    .len()
                    .saturating_sub(failure.record.statuses.len());
                let asked = failure.chain.get(known..).unwrap_or_default();
                found.revocation_of_chain(asked, &failure.record.statuses);
            }
        }
    }
    found.finish()
}

/// What would tell more of a path that is trusted: revocation data issued at or after the time it was judged for, of the certificates whose
/// status rests on older ones (EN 319 102-1 §5.2.5: the grace period). An answer about the certificate, where somebody gives one; else
/// the list.
#[must_use]
pub fn newer_data(path: &TrustedPath) -> Vec<Need> {
    let issuers = path.chain().iter().skip(1);
    let below = path.chain().iter().zip(issuers).zip(path.statuses());
    let older = below.filter(|(_, status)| {
        status.basis.as_ref().is_some_and(|basis| {
            !Freshness::AfterTime.accepts(basis.this_update, basis.next_update, path.at())
        })
    });
    older
        .map(|((certificate, issuer), _)| collect::revocation_data(certificate, issuer))
        .collect()
}

/// Another certificate of the issuer could lead further.
fn lacks_an_issuer(failure: &PathFailure) -> bool {
    match failure.reason {
        PathReason::NoIssuerFound { .. } | PathReason::BadSignature | PathReason::BadIssuerKey => {
            true
        }
        PathReason::NotAnchored => failure
            .chain
            .last()
            .is_some_and(|last| !last.is_self_issued()),
        _ => false,
    }
}
