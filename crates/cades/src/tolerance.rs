//! The written list of what reading forgives.

/// A departure from a standard that does not change what was signed. Reported, never silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum Tolerance {
    /// BER where DER is asked for: indefinite or long lengths, strings in segments (ISO 32000-2 §12.8.3.3.1 asks for DER).
    #[error("the container is BER, not DER")]
    BerEncoding,
    /// A certificate became readable only after BER was turned into DER.
    #[error("a certificate in the container is BER, not DER")]
    BerCertificate,
    /// The signer's digest algorithm is not in `digestAlgorithms` (RFC 5652 §5.1: implementations may refuse it).
    #[error("the digest algorithm of the signer is not listed in digestAlgorithms")]
    DigestAlgorithmNotListed,
    /// `id-ecPublicKey`, the name of a key type, as signature algorithm (RFC 5753 §2.1.1 asks for ecdsa-with-SHA…).
    #[error("a key type stands where a signature algorithm is asked for")]
    KeyTypeAsSignatureAlgorithm,
    /// RSA-PSS with another digest inside MGF1 than outside (RFC 4055 §3.1 recommends the same).
    #[error("the mask generation of RSA-PSS uses another digest than the signature")]
    MaskDigestDiffers,
    /// Content that is no OCTET STRING, as PKCS #7 1.5 allowed (RFC 5652 §5.2.1).
    #[error("the encapsulated content is not an OCTET STRING")]
    Pkcs7Content,
    /// The signature is over the signed attributes as sent, not over their DER form (RFC 5652 §5.4 asks for DER).
    #[error("the signature covers the signed attributes as sent, not their DER encoding")]
    SignedAttributesNotDerWhenSigned,
    /// The signed attributes are not sent in DER order; the signature is over the DER form, as it must be.
    #[error("the signed attributes are not in DER order")]
    UnsortedSignedAttributes,
    /// A version number other than the structure asks for (RFC 5652 §5.1, §5.3).
    #[error("a version number does not fit the structure")]
    VersionNumber,
}
