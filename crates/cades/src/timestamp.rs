//! RFC 3161 time-stamp tokens (dấu thời gian).

use cert_path::{Certificate, CryptoProvider, Digest, DigestAlgorithm, UnsupportedAlgorithm};
use der::Decode;
use der::asn1::{Int, ObjectIdentifier};
use jiff::{SignedDuration, Timestamp};

use crate::ber::{self, Elements};
use crate::binding::SigningCertificateBinding;
use crate::error::{CadesError, CadesErrorKind, Malformed, Unsupported};
use crate::integrity_failure::IntegrityFailure;
use crate::limits::Limits;
use crate::oids;
use crate::parsed::ParsedContainer;
use crate::tst_info::{AccuracyDer, TstInfo};
use crate::verify::Intact;

/// A time-stamp token as found: SignedData over TSTInfo (RFC 3161 §2.4.2). Read, not yet believed.
#[derive(Clone, Debug)]
pub struct TimestampToken {
    container: ParsedContainer,
    info: TstInfo,
}

impl TimestampToken {
    /// Reads a token, DER or BER; zero padding may follow, as in the `/Contents` of a document time-stamp.
    ///
    /// # Errors
    /// As [`ParsedContainer::parse`]; content that is not TSTInfo version 1.
    pub fn parse(input: &[u8]) -> Result<Self, CadesError> {
        Self::parse_with(input, &Limits::default())
    }

    /// [`TimestampToken::parse`] with other bounds.
    ///
    /// # Errors
    /// As [`TimestampToken::parse`].
    pub fn parse_with(input: &[u8], limits: &Limits) -> Result<Self, CadesError> {
        let container = ParsedContainer::parse_with(input, limits)?;
        if container.content_type() != oids::TST_INFO {
            let found = Unsupported::ContentType(container.content_type());
            return Err(CadesErrorKind::Unsupported(found).into());
        }
        let info = read_info(container.encapsulated_content(), limits)?;
        if info.version.as_bytes() != [1] {
            return Err(CadesErrorKind::Unsupported(Unsupported::TimestampVersion).into());
        }
        Ok(Self { container, info })
    }

    /// The SignedData around the statement.
    #[must_use]
    pub fn container(&self) -> &ParsedContainer {
        &self.container
    }

    /// The token as found, without padding.
    #[must_use]
    pub fn encoded(&self) -> &[u8] {
        self.container.encoded()
    }

    /// The token in DER, for a place that must be DER.
    pub(crate) fn to_der(&self) -> Result<Vec<u8>, CadesError> {
        let limits = Limits::default();
        let token = Elements::new(self.encoded()).next(&limits)?;
        Ok(ber::to_der(&token, &limits)?.der)
    }

    /// The stated time.
    #[must_use]
    pub fn time(&self) -> Timestamp {
        self.info.gen_time.time
    }

    /// How far the true time may be from [`TimestampToken::time`], when the authority says so.
    #[must_use]
    pub fn accuracy(&self) -> Option<SignedDuration> {
        self.info.accuracy.map(duration)
    }

    /// The algorithm of [`TimestampToken::imprint`]: what the stamped bytes are to be hashed with.
    ///
    /// # Errors
    /// One we have no name for.
    pub fn imprint_algorithm(&self) -> Result<DigestAlgorithm, UnsupportedAlgorithm> {
        let oid = self.info.message_imprint.hash_algorithm.oid;
        DigestAlgorithm::from_oid(&oid).ok_or(UnsupportedAlgorithm {
            name: oid.to_string(),
        })
    }

    /// The digest of what was stamped.
    #[must_use]
    pub fn imprint(&self) -> &[u8] {
        self.info.message_imprint.hashed_message.as_bytes()
    }

    /// The policy of the authority.
    #[must_use]
    pub fn policy(&self) -> ObjectIdentifier {
        self.info.policy
    }

    /// The serial number: contents of the INTEGER, without leading zeros.
    #[must_use]
    pub fn serial(&self) -> &[u8] {
        magnitude(&self.info.serial_number)
    }

    /// The nonce of the request: contents of the INTEGER, without leading zeros, so that it compares as a number.
    #[must_use]
    pub fn nonce(&self) -> Option<&[u8]> {
        self.info.nonce.as_ref().map(magnitude)
    }

    /// Whether tokens of this authority are ordered by time alone, accuracy aside.
    #[must_use]
    pub fn is_ordered(&self) -> bool {
        self.info.ordering == Some(true)
    }

    /// Whether this token stamps the bytes with this digest, and is intact.
    ///
    /// `imprint_digest` is made with [`TimestampToken::imprint_algorithm`]: over the signature value for signature time-stamps,
    /// over the ByteRange for document time-stamps. Trust in the authority, and its key usage, is `cert-path`'s question.
    ///
    /// # Errors
    /// The first reason found.
    pub fn verify(
        &self,
        imprint_digest: &Digest,
        provider: &CryptoProvider,
    ) -> Result<IntactTimestamp, TimestampFailure> {
        self.verify_with(imprint_digest, &[], provider)
    }

    /// [`TimestampToken::verify`], with further certificates among which the authority's may be: tokens need not carry it
    /// (RFC 3161 §2.4.1, certReq).
    ///
    /// # Errors
    /// As [`TimestampToken::verify`].
    pub fn verify_with(
        &self,
        imprint_digest: &Digest,
        further: &[Certificate],
        provider: &CryptoProvider,
    ) -> Result<IntactTimestamp, TimestampFailure> {
        let algorithm = self.imprint_algorithm()?;
        if imprint_digest.algorithm() != algorithm {
            return Err(TimestampFailure::OtherDigestGiven {
                expected: algorithm,
                found: imprint_digest.algorithm(),
            });
        }
        if imprint_digest.as_bytes() != self.imprint() {
            return Err(TimestampFailure::ImprintMismatch);
        }
        // RFC 5280 §4.2: what is critical and not understood must be refused; RFC 3161 defines no extension.
        let mut extensions = self.info.extensions.iter().flatten();
        if let Some(unknown) = extensions.find(|extension| extension.critical == Some(true)) {
            return Err(TimestampFailure::UnknownCriticalExtension(unknown.id));
        }
        let content = self.container.encapsulated_content().unwrap_or_default();
        let digest_algorithm = self.container.digest_algorithm()?;
        let digest = provider.digest(digest_algorithm, content)?;
        let intact = self.container.verify_with(&digest, further, provider)?;
        // RFC 3161 §2.4.2: the identifier of the authority's certificate MUST be a signed attribute; RFC 5816 allows version 2.
        if *intact.binding() == SigningCertificateBinding::Absent {
            return Err(TimestampFailure::BindingAbsent);
        }
        Ok(IntactTimestamp {
            time: self.time(),
            accuracy: self.accuracy(),
            policy: self.policy(),
            certificates: self.container.certificates().to_vec(),
            intact,
        })
    }
}

fn read_info(content: Option<&[u8]>, limits: &Limits) -> Result<TstInfo, CadesError> {
    let malformed = CadesErrorKind::Malformed(Malformed::TimestampInfo);
    let content = content.ok_or(malformed.clone())?;
    let mut elements = Elements::new(content);
    let element = elements.expect(ber::SEQUENCE, Malformed::TimestampInfo, limits)?;
    elements.finish()?;
    let info = ber::to_der(&element, limits)?;
    TstInfo::from_der(&info.der).map_err(|_| malformed.into())
}

/// RFC 3161 §2.4.2: a missing part counts as zero.
fn duration(accuracy: AccuracyDer) -> SignedDuration {
    let seconds = i64::from(accuracy.seconds.unwrap_or(0));
    let millis = i64::from(accuracy.millis.unwrap_or(0));
    let micros = i64::from(accuracy.micros.unwrap_or(0));
    SignedDuration::from_secs(seconds)
        + SignedDuration::from_millis(millis)
        + SignedDuration::from_micros(micros)
}

fn magnitude(integer: &Int) -> &[u8] {
    let bytes = integer.as_bytes();
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    bytes.get(zeros..).unwrap_or_default()
}

/// Proof that an authority's key stated a time for the bytes asked about.
///
/// It says nothing about the authority: whether its certificate is trusted and meant for time-stamping is `cert-path`'s question
/// (`Purpose::Timestamping`, at a proper time).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntactTimestamp {
    time: Timestamp,
    accuracy: Option<SignedDuration>,
    policy: ObjectIdentifier,
    certificates: Vec<Certificate>,
    intact: Intact,
}

impl IntactTimestamp {
    /// The stated time.
    #[must_use]
    pub fn time(&self) -> Timestamp {
        self.time
    }

    /// How far off it may be, when the authority says so.
    #[must_use]
    pub fn accuracy(&self) -> Option<SignedDuration> {
        self.accuracy
    }

    /// The policy of the authority.
    #[must_use]
    pub fn policy(&self) -> ObjectIdentifier {
        self.policy
    }

    /// The authority's certificate.
    #[must_use]
    pub fn signer_certificate(&self) -> &Certificate {
        self.intact.signer_certificate()
    }

    /// Every certificate the token carries.
    #[must_use]
    pub fn certificates(&self) -> &[Certificate] {
        &self.certificates
    }

    /// The proof for the SignedData around it: algorithms, binding, tolerances.
    #[must_use]
    pub fn intact(&self) -> &Intact {
        &self.intact
    }
}

/// Why a token is not shown to stamp the bytes asked about.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimestampFailure {
    /// No signing-certificate attribute (RFC 3161 §2.4.2).
    #[error("the token does not name the certificate of its authority")]
    BindingAbsent,
    /// The token stamps other bytes.
    #[error("the token stamps other bytes")]
    ImprintMismatch,
    /// The SignedData around it is not intact.
    #[error(transparent)]
    Integrity(#[from] IntegrityFailure),
    /// The digest handed in was made with another algorithm than the imprint: a caller's mistake, not the authority's.
    #[error("the stamped bytes were hashed with {found} where {expected} is asked for")]
    OtherDigestGiven {
        /// The algorithm of the imprint.
        expected: DigestAlgorithm,
        /// The algorithm of the digest handed in.
        found: DigestAlgorithm,
    },
    /// An extension that must be understood and is not (RFC 5280 §4.2).
    #[error("critical extension {0} is unknown")]
    UnknownCriticalExtension(ObjectIdentifier),
    /// Cannot be decided: the algorithm is not offered.
    #[error(transparent)]
    UnsupportedAlgorithm(#[from] UnsupportedAlgorithm),
}
