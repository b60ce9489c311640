//! Bytes that came → evidence.

use std::io;
use std::sync::Arc;

use cert_path::{
    ByteSource, Certificate, Crl, CryptoProvider, DigestAlgorithm, Encoding, Evidence, Need,
    OcspRequest, OcspResponse, Origin,
};

use super::keep::Question;
use super::memory::Answer;
use super::told::{Fetched, NotUsed, Received, Used, Wanted};
use crate::fetch::FetchError;

/// CRLs up to this size are read whole, every entry at once, PEM too; larger ones are DER, and stay where they are.
const SMALL_CRL: u64 = 16 << 20;
/// Certificates taken from one answer: bundles of cross-certificates have some ten.
const MOST_CERTIFICATES: usize = 64;

/// Reads one answer.
pub(super) struct Reading {
    origin: Origin,
    came: Evidence,
    received: Option<Received>,
    bytes: Option<Arc<dyn ByteSource>>,
}

impl Reading {
    pub(super) fn new(origin: Origin) -> Self {
        Self {
            origin,
            came: Evidence::new(),
            received: None,
            bytes: None,
        }
    }

    /// What could be read.
    pub(super) const fn came(&self) -> &Evidence {
        &self.came
    }

    pub(super) const fn received(&self) -> Option<Received> {
        self.received
    }

    /// The bytes that came.
    pub(super) const fn bytes(&self) -> Option<&Arc<dyn ByteSource>> {
        self.bytes.as_ref()
    }

    /// What is told of it, and remembered.
    pub(super) fn answer(
        self,
        question: &Question,
        need: &Need,
        outcome: Result<Used, NotUsed>,
        kept: bool,
    ) -> Answer {
        let fetched = Fetched {
            address: question.address.clone(),
            wanted: Wanted::of(&need.what),
            certificate: need.certificate.clone(),
            received: self.received,
            kept,
            outcome,
        };
        Answer {
            fetched,
            came: self.came,
        }
    }

    /// DER, PEM or a bundle (RFC 5280 §4.2.2.1).
    pub(super) fn certificates(&mut self, bytes: Vec<u8>) -> Result<Used, NotUsed> {
        let bytes: Arc<[u8]> = bytes.into();
        self.note(Arc::new(Arc::clone(&bytes)))?;
        let (found, encoding) = Certificate::read_any(&bytes).map_err(NotUsed::Unreadable)?;
        let objects = found.len();
        for certificate in found.into_iter().take(MOST_CERTIFICATES) {
            self.came.add_certificate(certificate, self.origin.clone());
        }
        Ok(used(objects, encoding))
    }

    /// DER (RFC 5280 §4.2.1.13), or PEM.
    pub(super) fn crl(&mut self, source: Arc<dyn ByteSource>) -> Result<Used, NotUsed> {
        self.note(Arc::clone(&source))?;
        let read = if source.length() > SMALL_CRL {
            Crl::from_source(source).map(|crl| (vec![crl], Encoding::Der))
        } else {
            Crl::read_any(&whole(&*source)?)
        };
        let (found, encoding) = read.map_err(NotUsed::Unreadable)?;
        let objects = found.len();
        for crl in found {
            self.came.add_crl(crl, self.origin.clone());
        }
        Ok(used(objects, encoding))
    }

    /// One response, which must be an answer to the request (RFC 6960 §3.2, §4.4.1).
    pub(super) fn ocsp(&mut self, bytes: Vec<u8>, request: &OcspRequest) -> Result<Used, NotUsed> {
        let bytes: Arc<[u8]> = bytes.into();
        self.note(Arc::new(Arc::clone(&bytes)))?;
        let (found, encoding) = OcspResponse::read_any(&bytes).map_err(NotUsed::Unreadable)?;
        let objects = found.len();
        let mut checked = None;
        for response in found {
            let nonce = response.answers(request).map_err(NotUsed::NoAnswer)?;
            checked = Some(nonce);
            self.came.add_ocsp_response(response, self.origin.clone());
        }
        Ok(Used {
            nonce: checked,
            ..used(objects, encoding)
        })
    }

    fn note(&mut self, bytes: Arc<dyn ByteSource>) -> Result<(), NotUsed> {
        self.received = Some(Received {
            size: bytes.length(),
            sha256: sha256(&*bytes)?,
        });
        self.bytes = Some(bytes);
        Ok(())
    }
}

const fn used(objects: usize, encoding: Encoding) -> Used {
    Used {
        objects,
        encoding,
        nonce: None,
    }
}

/// In pieces, however large.
fn sha256(source: &dyn ByteSource) -> Result<[u8; 32], NotUsed> {
    let mut hasher = CryptoProvider::aws_lc()
        .hasher(DigestAlgorithm::Sha256)
        .expect("aws-lc has SHA-256");
    let mut piece = vec![0; 64 << 10];
    let mut at = 0;
    while at < source.length() {
        let left = usize::try_from(source.length() - at).unwrap_or(usize::MAX);
        let piece = piece.get_mut(..left.min(64 << 10)).unwrap_or_default();
        source.read_at(at, piece).map_err(stored)?;
        hasher.update(piece);
        at += piece.len() as u64;
    }
    let digest = hasher.finish();
    Ok(digest.as_bytes().try_into().expect("SHA-256 has 32 octets"))
}

/// The whole, if it is as small as such a thing is.
pub(super) fn within(source: &dyn ByteSource, limit: u64) -> Result<Vec<u8>, NotUsed> {
    if source.length() > limit {
        return Err(FetchError::TooLarge { limit }.into());
    }
    whole(source)
}

fn whole(source: &dyn ByteSource) -> Result<Vec<u8>, NotUsed> {
    let length =
        usize::try_from(source.length()).map_err(|_| stored(io::ErrorKind::FileTooLarge.into()))?;
    let mut bytes = vec![0; length];
    source.read_at(0, &mut bytes).map_err(stored)?;
    Ok(bytes)
}

#[allow(clippy::needless_pass_by_value, reason = "as map_err gives it")]
fn stored(error: io::Error) -> NotUsed {
    NotUsed::Fetch(FetchError::Storage(error.kind()))
}
