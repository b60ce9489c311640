//! Basic certificate processing (RFC 5280 §6.1.3 (a)), without revocation.

use jiff::Timestamp;

use crate::certificate::Certificate;
use crate::error::VerifyError;
use crate::failure::PathReason;
use crate::provider::CryptoProvider;
use crate::request::PathRequest;

/// §6.1.3 (a)(1): the signature on the certificate verifies under the issuer's key. §4.1.1.2: the algorithm is said
/// twice and must be the same.
pub(crate) fn signature(
    certificate: &Certificate,
    issuer_key: &[u8],
    provider: &CryptoProvider,
) -> Result<(), PathReason> {
    if !certificate.algorithm_identifiers_agree() {
        return Err(PathReason::MismatchedAlgorithms);
    }
    let algorithm = certificate
        .signature_algorithm()
        .map_err(PathReason::UnsupportedAlgorithm)?;
    let outcome = provider.verify(
        &algorithm,
        issuer_key,
        certificate.tbs_der(),
        certificate.signature(),
    );
    outcome.map_err(|error| match error {
        VerifyError::Unsupported(algorithm) => PathReason::UnsupportedAlgorithm(algorithm),
        VerifyError::BadKey => PathReason::BadIssuerKey,
        VerifyError::BadSignature => PathReason::BadSignature,
    })
}

/// §4.2: "A certificate MUST NOT include more than one instance of a particular extension."
pub(super) fn unique_extensions(certificate: &Certificate) -> Result<(), PathReason> {
    certificate
        .duplicate_extension()
        .map_or(Ok(()), |oid| Err(PathReason::DuplicateExtension(oid)))
}

/// §6.1.3 (a)(4). §4.1.2.4: an issuer has a name.
pub(super) fn name_chaining(
    certificate: &Certificate,
    issuer: &Certificate,
) -> Result<(), PathReason> {
    if !certificate.issuer().is_empty() && certificate.issuer() == issuer.subject() {
        Ok(())
    } else {
        Err(PathReason::NameChain)
    }
}

/// The algorithm policy of the time asked, over the signature and the key it was made with.
pub(super) fn algorithms(
    request: &PathRequest<'_>,
    certificate: &Certificate,
    issuer: &Certificate,
) -> Result<(), PathReason> {
    let algorithm = certificate
        .signature_algorithm()
        .map_err(PathReason::UnsupportedAlgorithm)?;
    request
        .policy
        .check_issued(&algorithm, issuer, request.at)
        .map_err(PathReason::WeakAlgorithm)
}

/// §6.1.3 (a)(2).
pub(super) fn validity(certificate: &Certificate, at: Timestamp) -> Result<(), PathReason> {
    if at < certificate.not_before() {
        return Err(PathReason::NotYetValid {
            not_before: certificate.not_before(),
        });
    }
    if !certificate.is_within_validity(at) {
        return Err(PathReason::Expired {
            not_after: certificate.not_after(),
        });
    }
    Ok(())
}
