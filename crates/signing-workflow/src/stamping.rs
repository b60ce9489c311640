//! The time-stamp over a new signature value (level B-T), asked for after the key was used and before anything is written.

use cades::SignedContainer;
use cert_path::{Certificate, CryptoProvider};
use jiff::{SignedDuration, Timestamp};
use pades_sign::{Assembled, SignError, SignatureRequest, TIMESTAMP_ROOM};

use crate::error::WorkflowError;
use crate::timestamping::{NoTimestamp, Stamped, Timestamper, TrustsAuthority};

/// Who stamps new signatures, and what happens when nobody does.
#[derive(Clone, Copy)]
pub struct Stamping<'a> {
    /// Who is asked.
    pub timestamper: &'a Timestamper<'a>,
    /// Whether an authority is trusted.
    pub trust: &'a (dyn TrustsAuthority + Sync),
    /// The longest time until an answer comes, or none: a certificate that ends before is not used.
    pub patience: SignedDuration,
    /// What happens when no time-stamp can be had.
    pub without: Unstamped,
}

/// What happens to a signature for which no time-stamp can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Unstamped {
    /// It is thrown away: nothing is written.
    #[default]
    Refused,
    /// It is written all the same, at level B-B. A document time-stamp may prove its time later; once another signature covers it, it can get
    /// none of its own any more.
    Allowed,
}

/// What came of asking.
#[derive(Clone, Debug)]
pub enum StampOutcome {
    /// Nobody was asked: none was wanted.
    NotWanted,
    /// A time-stamp.
    Stamped(Box<Stamped>),
    /// None, and the signature was written all the same.
    Without(NoTimestamp),
}

impl StampOutcome {
    /// When the result is judged: an authority's clock may be ahead of ours.
    pub(crate) fn moment(&self, now: Timestamp) -> Timestamp {
        match self {
            Self::Stamped(stamped) => now.max(stamped.granted.proof().time()),
            _ => now,
        }
    }
}

impl Stamping<'_> {
    /// The request, with room for the token.
    pub(crate) fn request(request: &SignatureRequest) -> SignatureRequest {
        let mut request = request.clone();
        request.timestamp_room.get_or_insert(TIMESTAMP_ROOM);
        request
    }

    /// A certificate that may end before the answer comes would make a signature that nothing proves to be in time.
    pub(crate) fn check_life(
        &self,
        signer: &Certificate,
        now: Timestamp,
    ) -> Result<(), WorkflowError> {
        let left = signer.not_after().duration_since(now);
        match left < self.patience {
            true => Err(WorkflowError::EndsTooSoon {
                not_after: signer.not_after(),
                patience: self.patience,
            }),
            false => Ok(()),
        }
    }

    pub(crate) fn stamp(
        &self,
        assembled: Assembled,
        provider: &CryptoProvider,
    ) -> Result<(Assembled, StampOutcome), WorkflowError> {
        let imprint = assembled.timestamp_imprint(self.timestamper.digest(), provider)?;
        match self.outcome(self.timestamper.stamp(&imprint, self.trust))? {
            StampOutcome::Stamped(stamped) => {
                let assembled = assembled.with_timestamp(&stamped.granted, provider)?;
                Ok((assembled, StampOutcome::Stamped(stamped)))
            }
            outcome => Ok((assembled, outcome)),
        }
    }

    /// The same for a container in a file of its own.
    pub(crate) fn stamp_container(
        &self,
        container: SignedContainer,
        provider: &CryptoProvider,
    ) -> Result<(SignedContainer, StampOutcome), WorkflowError> {
        let algorithm = self.timestamper.digest();
        let imprint = provider
            .digest(algorithm, container.signature_value())
            .map_err(|_| SignError::DigestUnavailable(algorithm.name()))?;
        match self.outcome(self.timestamper.stamp(&imprint, self.trust))? {
            StampOutcome::Stamped(stamped) => {
                let token = stamped.granted.token();
                let container = container.with_timestamp(token).map_err(SignError::Cades)?;
                Ok((container, StampOutcome::Stamped(stamped)))
            }
            outcome => Ok((container, outcome)),
        }
    }

    fn outcome(&self, came: Result<Stamped, NoTimestamp>) -> Result<StampOutcome, WorkflowError> {
        match (came, self.without) {
            (Ok(stamped), _) => Ok(StampOutcome::Stamped(Box::new(stamped))),
            (Err(none), Unstamped::Allowed) => Ok(StampOutcome::Without(none)),
            (Err(none), Unstamped::Refused) => Err(WorkflowError::NoTimestamp(none)),
        }
    }
}

impl std::fmt::Debug for Stamping<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stamping")
            .field("timestamper", &self.timestamper)
            .field("without", &self.without)
            .finish_non_exhaustive()
    }
}
