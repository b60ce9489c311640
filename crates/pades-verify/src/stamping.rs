//! Step 3: the time-stamps of a file, walked from the newest to the oldest (EN 319 102-1 §5.6.3).
//!
//! What a trusted document time-stamp covers is proven to exist at its time: signatures, older time-stamps, certificates and
//! revocation data. Older stamps are judged at the time at which they are proven to exist, on what was proven so far.

use cades::{IntactTimestamp, ParsedContainer, SigningCertificateBinding, TimestampToken};
use cert_path::{
    Certificate, Crl, CryptoProvider, Digest, DigestAlgorithm, OcspResponse, ProofsOfExistence,
};
use jiff::{SignedDuration, Timestamp};

use crate::anomaly::Finding;
use crate::codes;
use crate::container::Container;
use crate::gathering::{Held, fingerprints};
use crate::integrity::IntactSignature;
use crate::report::Axis;
use crate::signed_file::Examined;
use crate::time::{Proven, Stamped, TimeProof, TimestampReport};
use crate::trust::{Ground, JudgedPath};

/// What the walk has shown.
pub(crate) struct Walked {
    /// For each signature.
    pub(crate) stamped: Vec<Stamped>,
    /// Since when certificates and revocation data exist.
    pub(crate) proofs: ProofsOfExistence,
    /// The authorities of signature time-stamps.
    pub(crate) judged: Vec<JudgedPath>,
}

/// Walks.
/// `further`: certificates among which those of authorities may be that a token does not carry.
pub(crate) fn walk(
    examined: &[Examined],
    ground: &Ground<'_>,
    held: &[Held],
    further: &[Certificate],
) -> Walked {
    let mut walk = Walk {
        ground,
        further,
        walked: Walked {
            stamped: vec![Stamped::default(); examined.len()],
            proofs: ProofsOfExistence::new(),
            judged: Vec::new(),
        },
        control: ground.now,
    };
    for (index, one) in examined.iter().enumerate().rev() {
        match (&one.integrity, &one.container) {
            (Axis::Proven(IntactSignature::Signature(intact)), Some(container)) => {
                // What is no CMS has no place for a time-stamp.
                let Some(data) = container.signed_data() else {
                    continue;
                };
                let binding = intact.binding();
                walk.signature(index, data, binding, intact.signer_certificate());
                walk.content(index, data, intact.message_digest());
            }
            (Axis::Proven(IntactSignature::DocumentTimestamp(token)), Some(container)) => {
                walk.document_timestamp(index, one, token, container, held);
            }
            _ => {}
        }
    }
    walk.walked
}

struct Walk<'w> {
    ground: &'w Ground<'w>,
    further: &'w [Certificate],
    walked: Walked,
    /// What stands before this place in the file is proven to exist then.
    control: Timestamp,
}

impl Walk<'_> {
    /// Signature time-stamps (EN 319 122-1 §5.3): tokens over the signature value.
    fn signature(
        &mut self,
        index: usize,
        data: &ParsedContainer,
        binding: &SigningCertificateBinding,
        signer: &Certificate,
    ) {
        let mut findings = Vec::new();
        let limit = self.ground.policy.limits.timestamps;
        for encoded in data.timestamp_tokens().into_iter().take(limit) {
            match intact(
                encoded,
                data.signature_value(),
                self.further,
                self.ground.provider(),
            ) {
                Ok((token, imprint)) => {
                    let trusted = self.trusted(&token, imprint, TimeProof::SignatureTimestamp);
                    self.held(index, encoded, &token, trusted.is_ok());
                    match trusted {
                        Ok(proven) => {
                            self.stamped(index, |stamped| stamped.prove(proven));
                            self.signed_part(data, binding, signer, proven.latest());
                        }
                        Err(finding) => findings.push(finding),
                    }
                }
                Err(reason) => {
                    findings.push(Finding::warning(codes::SIGNATURE_TIMESTAMP_BROKEN, reason));
                }
            }
        }
        self.stamped(index, |stamped| stamped.findings = findings);
    }

    /// Content time-stamps (EN 319 122-1 §5.2.8): tokens over the covered bytes, among what was signed. The signature was made after them.
    fn content(&mut self, index: usize, data: &ParsedContainer, covered: &Digest) {
        let limit = self.ground.policy.limits.timestamps;
        for token in data.content_timestamp_tokens().into_iter().take(limit) {
            let proven = over_content(token, covered, self.further, self.ground.provider())
                .map_err(|reason| Finding::warning(codes::CONTENT_TIMESTAMP_UNUSABLE, reason))
                .and_then(|token| {
                    self.trusted(&token, covered.algorithm(), TimeProof::SignatureTimestamp)
                });
            self.stamped(index, |stamped| match proven {
                Ok(proven) => stamped.not_before = stamped.not_before.max(Some(proven.earliest())),
                Err(finding) => stamped.findings.push(finding),
            });
        }
    }

    /// EN 319 102-1 §5.6.3.4: a proof for the signature value is one for what the signature was made over: the hash of the
    /// signer's certificate, and the revocation data among the signed attributes.
    fn signed_part(
        &mut self,
        data: &ParsedContainer,
        binding: &SigningCertificateBinding,
        signer: &Certificate,
        at: Timestamp,
    ) {
        let proofs = &mut self.walked.proofs;
        if matches!(
            binding,
            SigningCertificateBinding::V1 | SigningCertificateBinding::V2
        ) {
            proofs.record(signer.fingerprint(), at);
        }
        for crl in data.signed_crls().iter().map(|der| Crl::from_der(der)) {
            let _ = crl.map(|crl| proofs.record(crl.fingerprint(), at));
        }
        for der in data.signed_ocsp_responses() {
            let response = OcspResponse::from_der(&der);
            for fingerprint in response.iter().flat_map(fingerprints) {
                proofs.record(fingerprint, at);
            }
        }
    }

    /// A document time-stamp (ISO 32000-2 §12.8.5).
    fn document_timestamp(
        &mut self,
        index: usize,
        one: &Examined,
        token: &IntactTimestamp,
        container: &Container,
        held: &[Held],
    ) {
        let Some(covered) = one.coverage.proven().map(crate::Coverage::revision) else {
            return;
        };
        let Ok(imprint) = container.digest_algorithm() else {
            return;
        };
        let trusted = self.trusted(token, imprint, TimeProof::DocumentTimestamp);
        if let Container::Timestamp(read) = container {
            self.held(index, read.encoded(), token, trusted.is_ok());
        }
        let proven = match trusted {
            Ok(proven) => proven,
            Err(finding) => {
                self.stamped(index, |stamped| stamped.findings.push(finding));
                return;
            }
        };
        let at = proven.latest();
        self.control = self.control.min(at);
        for one in held.iter().filter(|one| one.covered_from <= covered) {
            self.walked.proofs.record(one.fingerprint, at);
        }
        let earliest = proven.earliest();
        for (place, stamped) in self.walked.stamped.iter_mut().enumerate() {
            if place < index {
                stamped.prove(proven);
            } else if place > index {
                stamped.not_before = stamped.not_before.max(Some(earliest));
            }
        }
    }

    /// The time of a token whose authority is trusted, else why it proves nothing.
    fn trusted(
        &mut self,
        token: &IntactTimestamp,
        imprint: DigestAlgorithm,
        proof: TimeProof,
    ) -> Result<Proven, Finding> {
        let time = token.time();
        let (kind, future, untrusted) = match proof {
            TimeProof::DocumentTimestamp => (
                "document",
                codes::DOCUMENT_TIMESTAMP_IN_THE_FUTURE,
                codes::DOCUMENT_TIMESTAMP_UNTRUSTED,
            ),
            _ => (
                "signature",
                codes::SIGNATURE_TIMESTAMP_IN_THE_FUTURE,
                codes::SIGNATURE_TIMESTAMP_UNTRUSTED,
            ),
        };
        if time > self.control {
            let text = format!("the {kind} time-stamp of {time} lies after the time of validation");
            return Err(Finding::warning(future, text));
        }
        let nothing = |why: String| {
            Finding::info(
                untrusted,
                format!("the {kind} time-stamp of {time} proves nothing: {why}"),
            )
        };
        let intact = token.intact();
        let algorithm = intact.signature_algorithm();
        let authority = token.signer_certificate();
        let digests = [intact.digest_algorithm(), imprint];
        for digest in digests {
            let strong = self
                .ground
                .algorithms(&algorithm, digest, authority, self.control);
            strong.map_err(|weakness| nothing(weakness.to_string()))?;
        }
        let proofs = &self.walked.proofs;
        let judged = self.ground.authority(proofs, token, self.control);
        let refused = judged.outcome.as_ref().err();
        let refused = refused.map(|why| nothing(format!("its authority is not trusted: {why}")));
        if proof == TimeProof::SignatureTimestamp {
            self.walked.judged.push(judged);
        }
        match refused {
            Some(finding) => Err(finding),
            None => Ok(Proven {
                at: time,
                accuracy: token.accuracy().unwrap_or(SignedDuration::ZERO),
                proof,
            }),
        }
    }

    /// An intact token, whatever it proves.
    fn held(&mut self, index: usize, encoded: &[u8], token: &IntactTimestamp, is_trusted: bool) {
        let report = TimestampReport {
            token: encoded.to_vec(),
            time: token.time(),
            authority: token.signer_certificate().clone(),
            is_trusted,
        };
        self.stamped(index, |stamped| stamped.tokens.push(report));
    }

    fn stamped(&mut self, index: usize, change: impl FnOnce(&mut Stamped)) {
        if let Some(stamped) = self.walked.stamped.get_mut(index) {
            change(stamped);
        }
    }
}

fn intact(
    token: &[u8],
    value: &[u8],
    further: &[Certificate],
    provider: &CryptoProvider,
) -> Result<(IntactTimestamp, DigestAlgorithm), String> {
    let token = TimestampToken::parse(token)
        .map_err(|error| format!("the signature time-stamp cannot be read: {error}"))?;
    // EN 319 122-1 §5.3: over the contents of the signature value.
    let imprint = token.imprint_algorithm().and_then(|algorithm| {
        let digest = provider.digest(algorithm, value)?;
        Ok((algorithm, digest))
    });
    let (algorithm, imprint) =
        imprint.map_err(|error| format!("the signature time-stamp cannot be checked: {error}"))?;
    let intact = token
        .verify_with(&imprint, further, provider)
        .map_err(|failure| format!("the signature time-stamp does not hold: {failure}"))?;
    Ok((intact, algorithm))
}

/// A content time-stamp is held against the digest that the signature itself is over; one made with another hash is told, not used.
fn over_content(
    token: &[u8],
    covered: &Digest,
    further: &[Certificate],
    provider: &CryptoProvider,
) -> Result<IntactTimestamp, String> {
    let token = TimestampToken::parse(token)
        .map_err(|error| format!("the content time-stamp cannot be read: {error}"))?;
    token
        .verify_with(covered, further, provider)
        .map_err(|failure| format!("the content time-stamp does not hold: {failure}"))
}
