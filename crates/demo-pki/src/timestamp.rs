//! Time-stamps (RFC 3161), right ones and wrong ones.

use aws_lc_rs::digest::{self, digest};
use jiff::Timestamp;

use crate::authority::Authority;
use crate::der::{self, object_identifier, octet_string, sequence, tagged, tlv};
use crate::error::DemoPkiError;
use crate::profile::policies;

/// Everything an answer shall contain beside what the request asks for. Nothing is checked: wrong answers are wanted, too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimestampProfile {
    /// genTime, in whole seconds.
    pub time: Timestamp,
    /// The policy; `None`: the one asked for, else [`policies::TIMESTAMP`].
    pub policy: Option<String>,
    /// serialNumber.
    pub serial: u64,
    /// accuracy, in seconds below 128.
    pub accuracy: Option<u8>,
    /// The bytes of this digest are stamped, whatever was asked about.
    pub imprint: Option<Vec<u8>>,
    /// What becomes of the nonce.
    pub nonce: StampedNonce,
    /// Whether the signed attributes name the authority's certificate.
    pub names_its_certificate: bool,
    /// Whether the token carries the authority's certificate.
    pub carries_its_certificate: bool,
    /// Further certificates, DER.
    pub certificates: Vec<Vec<u8>>,
}

/// The nonce of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StampedNonce {
    /// The one of the request.
    Repeated,
    /// None.
    Absent,
    /// Another one.
    Other(u64),
}

impl TimestampProfile {
    /// An honest answer of that moment.
    #[must_use]
    pub fn new(time: Timestamp) -> Self {
        Self {
            time,
            policy: None,
            serial: 1,
            accuracy: Some(1),
            imprint: None,
            nonce: StampedNonce::Repeated,
            names_its_certificate: true,
            carries_its_certificate: true,
            certificates: Vec::new(),
        }
    }
}

/// What a request says (RFC 3161 §2.4.1).
struct Asked<'a> {
    /// messageImprint: the contents of the algorithm, the digest.
    algorithm: &'a [u8],
    imprint: &'a [u8],
    policy: Option<&'a [u8]>,
    nonce: Option<&'a [u8]>,
}

impl<'a> Asked<'a> {
    fn read(request: &'a [u8]) -> Option<Self> {
        let (_, fields, _) = der::first(request)?;
        let (_, _version, rest) = der::first(fields)?;
        let (_, message_imprint, mut rest) = der::first(rest)?;
        let (_, algorithm, digest) = der::first(message_imprint)?;
        let (_, imprint, _) = der::first(digest)?;
        let mut asked = Self {
            algorithm,
            imprint,
            policy: None,
            nonce: None,
        };
        while let Some((tag, content, after)) = der::first(rest) {
            match tag {
                der::OBJECT_IDENTIFIER => asked.policy = Some(content),
                der::INTEGER => asked.nonce = Some(content),
                _ => {}
            }
            rest = after;
        }
        Some(asked)
    }
}

impl Authority {
    /// TimeStampResp for a TimeStampReq, both DER. A request that cannot be read is rejected as `badDataFormat`.
    ///
    /// # Errors
    /// The policy cannot be written, or the key cannot sign.
    pub fn timestamp(
        &self,
        profile: &TimestampProfile,
        request: &[u8],
    ) -> Result<Vec<u8>, DemoPkiError> {
        let Some(asked) = Asked::read(request) else {
            return Ok(timestamp_rejection(5, "cannot read the request"));
        };
        let token = self.token(profile, &asked)?;
        let status = sequence(&[der::number(0)]);
        Ok(sequence(&[status, token]))
    }

    fn token(
        &self,
        profile: &TimestampProfile,
        asked: &Asked<'_>,
    ) -> Result<Vec<u8>, DemoPkiError> {
        let info = info(profile, asked)?;
        let signer = self.signer()?;
        let (hash, hash_oid) = signer.message_digest();
        let hash_algorithm = sequence(&[object_identifier(hash_oid)?]);
        let own = &self.issued().certificate_der;
        let content_type = object_identifier("1.2.840.113549.1.9.16.1.4")?;
        let mut attributes = vec![
            attribute("1.2.840.113549.1.9.3", &content_type)?,
            attribute(
                "1.2.840.113549.1.9.4",
                &octet_string(digest(hash, &info).as_ref()),
            )?,
        ];
        if profile.names_its_certificate {
            let id = sequence(&[octet_string(digest(&digest::SHA256, own).as_ref())]);
            let ids = sequence(&[sequence(&[id])]);
            attributes.push(attribute("1.2.840.113549.1.9.16.2.47", &ids)?);
        }
        let attributes = der::set_of(attributes);
        let mut message = signer.begin();
        message.add(&attributes);
        let (_, bare, _) = der::first(&attributes).unwrap_or_default();
        let signer_info = sequence(&[
            der::number(1),
            sequence(&[
                self.issuer_der(),
                der::integer(&self.issued().serial_number()),
            ]),
            hash_algorithm.clone(),
            tagged(0, bare),
            signer.algorithm().to_vec(),
            octet_string(&message.sign()?),
        ]);
        let own = profile.carries_its_certificate.then(|| own.clone());
        let certificates = own.into_iter().chain(profile.certificates.iter().cloned());
        let certificates: Vec<u8> = certificates.flatten().collect();
        let mut parts = vec![
            der::number(3),
            tlv(der::SET, &hash_algorithm),
            sequence(&[content_type, tagged(0, &octet_string(&info))]),
        ];
        if !certificates.is_empty() {
            parts.push(tagged(0, &certificates));
        }
        parts.push(tlv(der::SET, &signer_info));
        let signed_data = object_identifier("1.2.840.113549.1.7.2")?;
        Ok(sequence(&[signed_data, tagged(0, &sequence(&parts))]))
    }

    /// The issuer's name, as the certificate has it.
    fn issuer_der(&self) -> Vec<u8> {
        let issuer = || {
            let (_, certificate, _) = der::first(&self.issued().certificate_der)?;
            let (_, tbs, _) = der::first(certificate)?;
            let (_, _version, rest) = der::first(tbs)?;
            let (_, _serial, rest) = der::first(rest)?;
            let (_, _algorithm, rest) = der::first(rest)?;
            der::first(rest).map(|(tag, name, _)| tlv(tag, name))
        };
        issuer().unwrap_or_default()
    }
}

/// A TimeStampResp without a token: status rejection, one reason of PKIFailureInfo by its bit, and words.
#[must_use]
pub fn timestamp_rejection(reason: u8, words: &str) -> Vec<u8> {
    let words = sequence(&[tlv(0x0c, words.as_bytes())]);
    let bits = tlv(der::BIT_STRING, &der::named_bits([reason]));
    sequence(&[sequence(&[der::number(2), words, bits])])
}

/// TSTInfo (RFC 3161 §2.4.2).
fn info(profile: &TimestampProfile, asked: &Asked<'_>) -> Result<Vec<u8>, DemoPkiError> {
    let policy = match (&profile.policy, asked.policy) {
        (Some(policy), _) => object_identifier(policy)?,
        (None, Some(asked)) => tlv(der::OBJECT_IDENTIFIER, asked),
        (None, None) => object_identifier(policies::TIMESTAMP)?,
    };
    let imprint = profile.imprint.as_deref().unwrap_or(asked.imprint);
    let mut parts = vec![
        der::number(1),
        policy,
        sequence(&[tlv(der::SEQUENCE, asked.algorithm), octet_string(imprint)]),
        der::number(profile.serial),
        der::generalized_time(profile.time),
    ];
    if let Some(seconds) = profile.accuracy {
        parts.push(sequence(&[tlv(der::INTEGER, &[seconds])]));
    }
    match (&profile.nonce, asked.nonce) {
        (StampedNonce::Repeated, Some(nonce)) => parts.push(tlv(der::INTEGER, nonce)),
        (StampedNonce::Other(nonce), _) => parts.push(der::number(*nonce)),
        _ => {}
    }
    Ok(sequence(&parts))
}

fn attribute(oid: &str, value: &[u8]) -> Result<Vec<u8>, DemoPkiError> {
    Ok(sequence(&[object_identifier(oid)?, tlv(der::SET, value)]))
}
