//! When the signature existed: what is proven, and what is only claimed (EN 319 102-1 §5.5, best signature time).
//!
//! The claimed time (`/M`, CMS signing-time) never chooses trust: without a proof, trust is judged at the moment of validation.

use cades::{IntactTimestamp, ParsedContainer, TimestampToken};
use cert_path::Purpose;
use jiff::Timestamp;

use crate::anomaly::Finding;
use crate::trust::Ground;

/// What stands behind a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeProof {
    /// A trusted time-stamp token over the signature value (RFC 3161; EN 319 122-1 §5.3).
    SignatureTimestamp,
    /// A trusted document time-stamp that covers the signature (ISO 32000-2 §12.8.5).
    DocumentTimestamp,
    /// Only the signer says so (ISO 32000-2 §12.8.1, `/M`).
    Claimed,
    /// Nothing, not even a claim.
    None,
}

impl TimeProof {
    /// The word used in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignatureTimestamp => "signature-timestamp",
            Self::DocumentTimestamp => "document-timestamp",
            Self::Claimed => "claimed",
            Self::None => "none",
        }
    }

    /// Whether a third party vouches for the time.
    #[must_use]
    pub const fn is_proof(self) -> bool {
        matches!(self, Self::SignatureTimestamp | Self::DocumentTimestamp)
    }
}

/// The earliest time at which the signature is known to have existed; the moment of validation when nothing proves an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BestSignatureTime {
    /// The time trust is judged at: the proven one, else the moment of validation.
    pub at: Timestamp,
    /// What stands behind it.
    pub proof: TimeProof,
    /// What the signer claims; may choose the law, never the trust.
    pub claimed: Option<Timestamp>,
}

impl BestSignatureTime {
    pub(crate) const fn unproven(now: Timestamp, claimed: Option<Timestamp>) -> Self {
        let proof = if claimed.is_some() {
            TimeProof::Claimed
        } else {
            TimeProof::None
        };
        Self {
            at: now,
            proof,
            claimed,
        }
    }

    /// The proven time, if one is proven.
    #[must_use]
    pub fn proven(&self) -> Option<Timestamp> {
        self.proof.is_proof().then_some(self.at)
    }

    /// The time to show as the time of signing: the proven one, else the claimed one.
    #[must_use]
    pub fn shown(&self) -> Option<Timestamp> {
        self.proven().or(self.claimed)
    }
}

/// What the time-stamps of a file show about one signature.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stamped {
    /// An intact token over the signature value is there, trusted or not.
    pub(crate) has_intact_token: bool,
    /// The earliest time proven by a trusted token.
    pub(crate) proven: Option<(Timestamp, TimeProof)>,
    pub(crate) findings: Vec<Finding>,
}

impl Stamped {
    /// A time that a trusted stamp proves; the earliest one stays.
    pub(crate) fn prove(&mut self, at: Timestamp, proof: TimeProof) {
        if self.proven.is_none_or(|(known, _)| at < known) {
            self.proven = Some((at, proof));
        }
    }

    pub(crate) fn best(&self, now: Timestamp, claimed: Option<Timestamp>) -> BestSignatureTime {
        match self.proven {
            Some((at, proof)) => BestSignatureTime { at, proof, claimed },
            None => BestSignatureTime::unproven(now, claimed),
        }
    }
}

/// Signature time-stamps (EN 319 122-1 §5.3): tokens over the signature value, judged at `control`, the earliest time until which
/// document time-stamps that cover them prove them to exist, else now.
pub(crate) fn signature_timestamps(
    container: &ParsedContainer,
    ground: &Ground<'_>,
    limit: usize,
    control: Timestamp,
) -> Stamped {
    let mut stamped = Stamped::default();
    for token in container.timestamp_tokens().into_iter().take(limit) {
        match intact(token, container.signature_value(), ground) {
            Ok(token) => {
                stamped.has_intact_token = true;
                trusted(&mut stamped, &token, ground, control);
            }
            Err(reason) => stamped
                .findings
                .push(Finding::warning("signature-timestamp-broken", reason)),
        }
    }
    stamped
}

fn intact(token: &[u8], value: &[u8], ground: &Ground<'_>) -> Result<IntactTimestamp, String> {
    let token = TimestampToken::parse(token)
        .map_err(|error| format!("the signature time-stamp cannot be read: {error}"))?;
    let provider = ground.policy.provider;
    // EN 319 122-1 §5.3: over the contents of the signature value.
    let imprint = token
        .imprint_algorithm()
        .and_then(|algorithm| provider.digest(algorithm, value));
    let imprint =
        imprint.map_err(|error| format!("the signature time-stamp cannot be checked: {error}"))?;
    token
        .verify(&imprint, provider)
        .map_err(|failure| format!("the signature time-stamp does not hold: {failure}"))
}

fn trusted(
    stamped: &mut Stamped,
    token: &IntactTimestamp,
    ground: &Ground<'_>,
    control: Timestamp,
) {
    if token.time() > control {
        let text = format!(
            "the signature time-stamp of {} lies after the time of validation",
            token.time()
        );
        stamped
            .findings
            .push(Finding::warning("signature-timestamp-in-the-future", text));
        return;
    }
    match ground.path(token.signer_certificate(), Purpose::Timestamping, control) {
        Ok(_) => stamped.prove(token.time(), TimeProof::SignatureTimestamp),
        Err(failure) => {
            let text = format!(
                "the signature time-stamp of {} proves nothing: its authority is not trusted: {failure}",
                token.time()
            );
            stamped
                .findings
                .push(Finding::info("signature-timestamp-untrusted", text));
        }
    }
}
