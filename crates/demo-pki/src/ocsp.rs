//! Answers of an OCSP responder (RFC 6960 §4.2), with whatever a test wants in them.

use aws_lc_rs::digest::{self, digest};
use jiff::Timestamp;

use crate::authority::Authority;
use crate::der::{self, object_identifier, octet_string, sequence, tagged, tagged_primitive, tlv};
use crate::error::DemoPkiError;
use crate::extensions::{self, extension};
use crate::profile::ExtraExtension;
use crate::revocation_reason::Reason;

/// Everything an answer shall contain. Nothing is checked: wrong answers are wanted, too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OcspProfile {
    /// responseStatus. Whatever is not successful has nothing but this.
    pub status: OcspStatus,
    /// responderID.
    pub responder: ResponderId,
    /// producedAt.
    pub produced_at: Timestamp,
    /// responses.
    pub responses: Vec<SingleAnswer>,
    /// The nonce (RFC 8954 §2.1).
    pub nonce: Option<Vec<u8>>,
    /// responseExtensions, written as given, after the nonce.
    pub extra_extensions: Vec<ExtraExtension>,
    /// certs: certificates that come along, DER.
    pub certificates: Vec<Vec<u8>>,
}

impl OcspProfile {
    /// A successful answer by name, without a nonce and without certificates.
    #[must_use]
    pub fn new(produced_at: Timestamp, responses: Vec<SingleAnswer>) -> Self {
        Self {
            status: OcspStatus::Successful,
            responder: ResponderId::ByName,
            produced_at,
            responses,
            nonce: None,
            extra_extensions: Vec::new(),
            certificates: Vec::new(),
        }
    }
}

/// `OCSPResponseStatus` (RFC 6960 §4.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[allow(missing_docs)] // the names say it
pub enum OcspStatus {
    Successful = 0,
    MalformedRequest = 1,
    InternalError = 2,
    TryLater = 3,
    SigRequired = 5,
    Unauthorized = 6,
}

/// `ResponderID` (RFC 6960 §4.2.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResponderId {
    /// The signer's name.
    ByName,
    /// SHA-1 of the signer's key.
    ByKeyHash,
    /// Any name (DER).
    Name(Vec<u8>),
    /// Any hash.
    KeyHash(Vec<u8>),
}

/// The hash of a `CertID` (RFC 6960 §4.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the names say it
pub enum CertIdHash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

/// `CertStatus` (RFC 6960 §4.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateStatus {
    /// good.
    Good,
    /// revoked.
    Revoked {
        /// revocationTime.
        at: Timestamp,
        /// revocationReason.
        reason: Option<Reason>,
    },
    /// unknown.
    Unknown,
}

/// `SingleResponse` (RFC 6960 §4.2.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SingleAnswer {
    /// The hash of its certID.
    pub hash: CertIdHash,
    /// Serial number, most significant octet first; see [`Issued::serial_number`](crate::Issued::serial_number).
    pub serial: Vec<u8>,
    /// A whole certID (DER) in place of the one that hash, issuer and serial make.
    pub cert_id_der: Option<Vec<u8>>,
    /// certStatus.
    pub status: CertificateStatus,
    /// thisUpdate.
    pub this_update: Timestamp,
    /// nextUpdate.
    pub next_update: Option<Timestamp>,
    /// archiveCutoff (RFC 6960 §4.4.4).
    pub archive_cutoff: Option<Timestamp>,
    /// singleExtensions, written as given, after the archive cutoff.
    pub extra_extensions: Vec<ExtraExtension>,
}

impl SingleAnswer {
    /// An answer with a SHA-1 certID, without nextUpdate.
    #[must_use]
    pub fn new(serial: &[u8], status: CertificateStatus, this_update: Timestamp) -> Self {
        Self {
            hash: CertIdHash::Sha1,
            serial: serial.to_vec(),
            cert_id_der: None,
            status,
            this_update,
            next_update: None,
            archive_cutoff: None,
            extra_extensions: Vec::new(),
        }
    }

    fn der(&self, issuer: &Authority) -> Result<Vec<u8>, DemoPkiError> {
        let cert_id = match &self.cert_id_der {
            Some(der) => der.clone(),
            None => cert_id(self.hash, issuer, &self.serial)?,
        };
        let mut parts = vec![
            cert_id,
            self.status.der(),
            der::generalized_time(self.this_update),
        ];
        if let Some(at) = self.next_update {
            parts.push(tagged(0, &der::generalized_time(at)));
        }
        let mut all = Vec::new();
        if let Some(at) = self.archive_cutoff {
            let cutoff = der::generalized_time(at);
            all.push(extension("1.3.6.1.5.5.7.48.1.6", false, cutoff));
        }
        all.extend(self.extra_extensions.iter().cloned());
        parts.extend(explicit_extensions(&all)?);
        Ok(sequence(&parts))
    }
}

impl CertificateStatus {
    fn der(self) -> Vec<u8> {
        match self {
            Self::Good => tagged_primitive(0, &[]),
            Self::Revoked { at, reason } => {
                let mut content = der::generalized_time(at);
                content.extend(
                    reason
                        .map(|reason| tagged(0, &reason.der()))
                        .unwrap_or_default(),
                );
                tagged(1, &content)
            }
            Self::Unknown => tagged_primitive(2, &[]),
        }
    }
}

/// `CertID` (RFC 6960 §4.1.1): hashes of the issuer's name and key, and the serial number. DER.
///
/// # Errors
/// The issuer's name cannot be written, or its key cannot be read.
pub fn cert_id(
    hash: CertIdHash,
    issuer: &Authority,
    serial: &[u8],
) -> Result<Vec<u8>, DemoPkiError> {
    let (algorithm, oid) = match hash {
        CertIdHash::Sha1 => (&digest::SHA1_FOR_LEGACY_USE_ONLY, "1.3.14.3.2.26"),
        CertIdHash::Sha256 => (&digest::SHA256, "2.16.840.1.101.3.4.2.1"),
        CertIdHash::Sha384 => (&digest::SHA384, "2.16.840.1.101.3.4.2.2"),
        CertIdHash::Sha512 => (&digest::SHA512, "2.16.840.1.101.3.4.2.3"),
    };
    let name = digest(algorithm, &issuer.name_der()?);
    let key = digest(algorithm, &issuer.public_key()?.bits);
    Ok(sequence(&[
        sequence(&[object_identifier(oid)?, tlv(der::NULL, &[])]),
        octet_string(name.as_ref()),
        octet_string(key.as_ref()),
        der::integer(serial),
    ]))
}

impl Authority {
    /// An answer about certificates of `issuer`, signed with this authority's key: DER. This authority is the issuer
    /// itself or somebody it delegated, see [`Profile::ocsp_responder`](crate::Profile::ocsp_responder).
    ///
    /// # Errors
    /// An identifier cannot be written, or the key cannot sign.
    pub fn ocsp(&self, profile: &OcspProfile, issuer: &Self) -> Result<Vec<u8>, DemoPkiError> {
        let status = tlv(der::ENUMERATED, &[profile.status as u8]);
        if profile.status != OcspStatus::Successful {
            return Ok(sequence(&[status]));
        }
        let basic = object_identifier("1.3.6.1.5.5.7.48.1.1")?;
        let bytes = sequence(&[basic, octet_string(&self.basic_response(profile, issuer)?)]);
        Ok(sequence(&[status, tagged(0, &bytes)]))
    }

    /// `BasicOCSPResponse`.
    fn basic_response(
        &self,
        profile: &OcspProfile,
        issuer: &Self,
    ) -> Result<Vec<u8>, DemoPkiError> {
        let signer = self.signer()?;
        let data = self.response_data(profile, issuer)?;
        let signed = signer.signed(data)?;
        if profile.certificates.is_empty() {
            return Ok(signed);
        }
        let certificates = tagged(0, &sequence(&profile.certificates));
        let fields = der::first(&signed).map_or(&[][..], |(_, fields, _)| fields);
        Ok(sequence(&[fields.to_vec(), certificates]))
    }

    fn response_data(&self, profile: &OcspProfile, issuer: &Self) -> Result<Vec<u8>, DemoPkiError> {
        let answers = profile
            .responses
            .iter()
            .map(|answer| answer.der(issuer))
            .collect::<Result<Vec<_>, _>>()?;
        let mut all = Vec::new();
        if let Some(nonce) = &profile.nonce {
            all.push(extension(
                "1.3.6.1.5.5.7.48.1.2",
                false,
                octet_string(nonce),
            ));
        }
        all.extend(profile.extra_extensions.iter().cloned());
        let mut parts = vec![
            self.responder_id(&profile.responder)?,
            der::generalized_time(profile.produced_at),
            sequence(&answers),
        ];
        parts.extend(explicit_extensions(&all)?);
        Ok(sequence(&parts))
    }

    fn responder_id(&self, id: &ResponderId) -> Result<Vec<u8>, DemoPkiError> {
        Ok(match id {
            ResponderId::ByName => tagged(1, &self.name_der()?),
            ResponderId::ByKeyHash => {
                let key = self.public_key()?.bits;
                let hash = digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, &key);
                tagged(2, &octet_string(hash.as_ref()))
            }
            ResponderId::Name(name) => tagged(1, name),
            ResponderId::KeyHash(hash) => tagged(2, &octet_string(hash)),
        })
    }
}

/// `[1] EXPLICIT Extensions OPTIONAL`, of a response and of a single one.
fn explicit_extensions(all: &[ExtraExtension]) -> Result<Option<Vec<u8>>, DemoPkiError> {
    if all.is_empty() {
        return Ok(None);
    }
    Ok(Some(tagged(1, &extensions::all(all)?)))
}
