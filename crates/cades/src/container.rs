//! Step 2 of 2: the finished container, strict DER.

use cert_path::{Certificate, Curve, Digest, DigestAlgorithm, PublicKeyKind, SignatureAlgorithm};

use crate::attributes::{
    attribute_with, digest_algorithm_identifier, signature_algorithm_identifier,
};
use crate::ber;
use crate::cms_types::{self, DetachedParts};
use crate::error::CadesError;
use crate::oids;
use crate::signer::SignatureValue;
use crate::timestamp::TimestampToken;
use crate::to_be_signed::ToBeSigned;

/// CMS SignedData, detached, with one signer whose value was verified while assembling (RFC 5652 §5.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedContainer {
    der: Vec<u8>,
    signed_attributes: Vec<u8>,
    message_digest: Digest,
    algorithm: SignatureAlgorithm,
    signer: Certificate,
    chain: Vec<Certificate>,
    value: SignatureValue,
}

impl SignedContainer {
    pub(crate) fn build(
        to_be_signed: &ToBeSigned,
        value: SignatureValue,
        chain: &[Certificate],
    ) -> Result<Self, CadesError> {
        let mut container = Self {
            der: Vec::new(),
            signed_attributes: to_be_signed.as_der().to_vec(),
            message_digest: *to_be_signed.message_digest(),
            algorithm: to_be_signed.algorithm(),
            signer: to_be_signed.signer_certificate().clone(),
            chain: chain.to_vec(),
            value,
        };
        container.der = container.encode(None)?;
        Ok(container)
    }

    /// The container in DER.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The container in DER, given away.
    #[must_use]
    pub fn into_der(self) -> Vec<u8> {
        self.der
    }

    /// The signature value: what a signature time-stamp is asked over (EN 319 122-1 §5.3: the contents of the OCTET STRING).
    #[must_use]
    pub fn signature_value(&self) -> &[u8] {
        self.value.as_bytes()
    }

    /// The digest algorithm of the container.
    #[must_use]
    pub fn digest_algorithm(&self) -> DigestAlgorithm {
        self.message_digest.algorithm()
    }

    /// With `token` as signature-time-stamp, an unsigned attribute (EN 319 122-1 §5.3). Replaces an earlier one.
    ///
    /// The caller has verified the token against [`SignedContainer::signature_value`].
    ///
    /// # Errors
    /// When the token cannot be carried in DER.
    pub fn with_timestamp(mut self, token: &TimestampToken) -> Result<Self, CadesError> {
        let token = token.to_der()?;
        let attribute = attribute_with(oids::SIGNATURE_TIME_STAMP, &token)?;
        self.der = self.encode(Some(&ber::set_of(ber::SET, vec![attribute])))?;
        Ok(self)
    }

    fn encode(&self, unsigned_attributes: Option<&[u8]>) -> Result<Vec<u8>, CadesError> {
        cms_types::encode(&DetachedParts {
            issuer_and_serial: cms_types::issuer_and_serial(
                self.signer.issuer_der(),
                self.signer.serial().as_bytes(),
            ),
            digest_algorithm: digest_algorithm_identifier(&self.message_digest),
            signed_attributes: &self.signed_attributes,
            signature_algorithm: signature_algorithm_identifier(self.algorithm)?,
            signature: self.value.as_bytes(),
            unsigned_attributes,
            certificates: certificate_set(&self.signer, &self.chain),
        })
    }
}

/// The signer's certificate and the chain, each once: a DER SET OF with equal elements is refused by some readers.
fn certificate_set<'a>(signer: &'a Certificate, chain: &'a [Certificate]) -> Vec<&'a [u8]> {
    let mut certificates = vec![signer.der()];
    for certificate in chain {
        if !certificates.contains(&certificate.der()) {
            certificates.push(certificate.der());
        }
    }
    certificates
}

/// How many bytes a container will need at most, before it is signed: from the real certificates, so that the hole in the file is
/// neither too small nor padded by guesswork.
///
/// Exact for RSA, Ed25519 and Ed448; for ECDSA the longest possible value is assumed (two integers with a leading zero).
/// `timestamp_reserve` is the room for a time-stamp token, whose length only the authority knows.
///
/// # Errors
/// As [`ToBeSigned::new`].
pub fn estimated_size(
    signer: &Certificate,
    chain: &[Certificate],
    digest_algorithm: DigestAlgorithm,
    algorithm: SignatureAlgorithm,
    timestamp_reserve: Option<usize>,
) -> Result<usize, CadesError> {
    let zeros = vec![0; digest_algorithm.output_length()];
    let digest =
        Digest::from_bytes(digest_algorithm, &zeros).expect("the length is the algorithm's own");
    let to_be_signed = ToBeSigned::new(&digest, signer, algorithm)?;
    let value = SignatureValue::new(vec![0xff; longest_value(signer)]);
    let container = SignedContainer::build(&to_be_signed, value, chain)?;
    let Some(reserve) = timestamp_reserve else {
        return Ok(container.der.len());
    };
    // A token is one element of `reserve` bytes; what it holds does not change the length of what is around it.
    let mut token = Vec::new();
    ber::write_tlv(&mut token, ber::OCTET_STRING, &vec![0; reserve]);
    let attribute = attribute_with(oids::SIGNATURE_TIME_STAMP, &token)?;
    let unsigned = ber::set_of(ber::SET, vec![attribute]);
    Ok(container.encode(Some(&unsigned))?.len())
}

/// Octets of the longest signature value the certificate's key can make.
fn longest_value(signer: &Certificate) -> usize {
    match signer.public_key_kind() {
        PublicKeyKind::Rsa { bits } => usize::try_from(bits.div_ceil(8)).unwrap_or(2048),
        PublicKeyKind::Ed25519 => 64, // RFC 8032 §5.1.6
        PublicKeyKind::Ed448 => 114,  // RFC 8032 §5.2.6
        PublicKeyKind::Ec { curve } => longest_ecdsa_value(curve),
        // ML-DSA-87 has the longest signature of FIPS 204 (4627 octets).
        _ => 4627,
    }
}

/// FIPS 186-5 §6.4: r and s below the order, as ECDSA-Sig-Value; an INTEGER gets a leading zero when its first bit is set, which the
/// order of P-521 (521 bits in 66 octets) never needs.
fn longest_ecdsa_value(curve: Curve) -> usize {
    let integer: usize = match curve {
        Curve::P256 => 33,
        Curve::P384 => 49,
        Curve::P521 => 66,
        _ => 73, // sect571: the largest curve that has a name in SEC 2
    };
    let mut value = Vec::new();
    ber::write_tlv(&mut value, ber::SEQUENCE, &vec![0; 2 * (2 + integer)]);
    value.len()
}
