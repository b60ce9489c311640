//! Object identifiers of CMS, ESS and TSP.

use der::asn1::ObjectIdentifier;

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

/// id-data, RFC 5652 §4.
pub(crate) const DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.1");
/// id-signedData, RFC 5652 §5.1.
pub(crate) const SIGNED_DATA: ObjectIdentifier = oid("1.2.840.113549.1.7.2");
/// id-contentType, RFC 5652 §11.1.
pub(crate) const CONTENT_TYPE: ObjectIdentifier = oid("1.2.840.113549.1.9.3");
/// id-messageDigest, RFC 5652 §11.2.
pub(crate) const MESSAGE_DIGEST: ObjectIdentifier = oid("1.2.840.113549.1.9.4");
/// id-signingTime, RFC 5652 §11.3.
pub(crate) const SIGNING_TIME: ObjectIdentifier = oid("1.2.840.113549.1.9.5");
/// id-aa-CMSAlgorithmProtect, RFC 6211 §2.
pub(crate) const ALGORITHM_PROTECTION: ObjectIdentifier = oid("1.2.840.113549.1.9.52");
/// id-ct-TSTInfo, RFC 3161 §2.4.2.
pub(crate) const TST_INFO: ObjectIdentifier = oid("1.2.840.113549.1.9.16.1.4");
/// id-aa-signingCertificate, RFC 5035 §5.4.1.
pub(crate) const SIGNING_CERTIFICATE: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.12");
/// id-aa-timeStampToken, RFC 3161 appendix A; EN 319 122-1 §5.3.
pub(crate) const SIGNATURE_TIME_STAMP: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.14");
/// id-aa-ets-sigPolicyId, EN 319 122-1 §5.2.9.
pub(crate) const SIGNATURE_POLICY: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.15");
/// id-aa-ets-commitmentType, EN 319 122-1 §5.2.3.
pub(crate) const COMMITMENT_TYPE: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.16");
/// id-aa-ets-contentTimestamp, EN 319 122-1 §5.2.8.
pub(crate) const CONTENT_TIME_STAMP: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.20");
/// id-aa-signingCertificateV2, RFC 5035 §3.
pub(crate) const SIGNING_CERTIFICATE_V2: ObjectIdentifier = oid("1.2.840.113549.1.9.16.2.47");
/// id-spq-ets-uri, EN 319 122-1 §5.2.9.2.
pub(crate) const POLICY_URI: ObjectIdentifier = oid("1.2.840.113549.1.9.16.5.1");
/// adbe-revocationInfoArchival, ISO 32000-2 §12.8.3.3.2.
pub(crate) const REVOCATION_INFO_ARCHIVAL: ObjectIdentifier = oid("1.2.840.113583.1.1.8");
