//! Time-stamps from authorities (máy chủ cấp dấu thời gian) over the network: several of them, one after another, each answer fully checked
//! before it is used. No network here: whoever has one implements [`Ask`].

mod gate;

use cades::{GrantedTimestamp, IntactTimestamp, TimestampRefused, TimestampRequest};
use cert_path::{CryptoProvider, Digest, DigestAlgorithm, PathFailure};
use der::asn1::ObjectIdentifier;
use jiff::{SignedDuration, Timestamp};

use crate::fetch::FetchError;
use gate::Gate;

/// Octets of an answer that are read: tokens take some 7 kB; one whose authority sends a list along some 100 kB. Ours.
pub const ANSWER_LIMIT: u64 = 1 << 20;

/// How far the machine's clock may be from an authority's before it is told. Ours: a minute, which an unkept clock drifts in weeks.
const CLOCKS_AGREE: SignedDuration = SignedDuration::from_secs(60);

/// Sends a request to an authority (RFC 3161 §3.4) and brings its answer, unread. Authorities are named by the operator, not by
/// documents of strangers.
pub trait Ask: Send + Sync {
    /// HTTP POST of `application/timestamp-query`.
    ///
    /// # Errors
    /// [`FetchError`]; more than `limit` bytes are [`FetchError::TooLarge`].
    fn ask(&self, address: &str, request: &[u8], limit: u64) -> Result<Vec<u8>, FetchError>;
}

/// A time-stamp authority, as the operator names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimestampAuthority {
    /// Its address.
    pub address: String,
    /// The policy asked for; `None`: of its choice.
    pub policy: Option<ObjectIdentifier>,
}

/// Whether the authority of a token is trusted: its chain, on whatever evidence the caller has or fetches.
pub trait TrustsAuthority {
    /// # Errors
    /// Why not.
    fn trusts(&self, token: &IntactTimestamp) -> Result<(), Box<PathFailure>>;
}

/// What the outside must offer beside the network.
pub struct Outside<'a> {
    /// The network.
    pub ask: Box<dyn Ask + 'a>,
    /// 16 octets of a random generator, or none: then no request is made.
    pub nonce: fn() -> Option<[u8; 16]>,
    /// The machine's clock.
    pub clock: fn() -> Timestamp,
    /// Asked when no authority gave a time-stamp, with how often that was so by now: whether to ask all of them again. Whoever says so has
    /// waited.
    pub again: Box<Again<'a>>,
}

/// Whether to ask again, after so many rounds that ended like this.
pub type Again<'a> = dyn Fn(usize, &[Tried]) -> bool + Send + Sync + 'a;

/// Asks authorities for time-stamps, from any number of threads.
pub struct Timestamper<'a> {
    authorities: Vec<TimestampAuthority>,
    digest: DigestAlgorithm,
    outside: Outside<'a>,
    gate: Gate,
    provider: &'a CryptoProvider,
}

/// A time-stamp that was checked completely, its authority's chain included.
#[derive(Clone, Debug)]
pub struct Stamped {
    /// It.
    pub granted: GrantedTimestamp,
    /// Who gave it.
    pub authority: String,
    /// By how much the machine's clock is ahead of the authority's (behind, when negative); `None`: they agree.
    pub clock_ahead: Option<SignedDuration>,
    /// The authorities that were asked before, and gave none.
    pub failed: Vec<Tried>,
}

/// An authority that gave no time-stamp.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{address}: {why}")]
pub struct Tried {
    /// Its address.
    pub address: String,
    /// Why.
    pub why: NotStamped,
}

/// Why an authority's answer is not used, or there is none.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NotStamped {
    /// Nothing came.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// What came is no time-stamp over what was asked.
    #[error(transparent)]
    Refused(#[from] TimestampRefused),
    /// Its authority is not trusted.
    #[error("its authority is not trusted: {0}")]
    Untrusted(Box<PathFailure>),
}

/// No authority gave a time-stamp that may be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NoTimestamp {
    /// All were asked.
    #[error("no time-stamp: {}", told(.0))]
    AllFailed(Vec<Tried>),
    /// None is named.
    #[error("no time-stamp authority is named")]
    NoAuthority,
    /// Without random numbers an old answer could be played back (RFC 3161 §2.4.1).
    #[error("the machine gives no random numbers for a nonce")]
    NoNonce,
    /// The request cannot be written, or the digest is not offered.
    #[error("no request can be made with {0}")]
    NoRequest(DigestAlgorithm),
}

fn told(tried: &[Tried]) -> String {
    let lines: Vec<String> = tried.iter().map(Tried::to_string).collect();
    lines.join("; ")
}

impl<'a> Timestamper<'a> {
    /// Asks these authorities, in this order, at most `at_once` at the same time; imprints are made with `digest`.
    #[must_use]
    pub fn new(
        authorities: Vec<TimestampAuthority>,
        digest: DigestAlgorithm,
        at_once: usize,
        outside: Outside<'a>,
        provider: &'a CryptoProvider,
    ) -> Self {
        Self {
            authorities,
            digest,
            outside,
            gate: Gate::new(at_once),
            provider,
        }
    }

    /// The algorithm of the imprints.
    #[must_use]
    pub fn digest(&self) -> DigestAlgorithm {
        self.digest
    }

    /// A time-stamp over what has this digest, from the first authority whose answer may be used.
    ///
    /// # Errors
    /// [`NoTimestamp`], with the reason of each authority.
    pub fn stamp(
        &self,
        imprint: &Digest,
        trust: &dyn TrustsAuthority,
    ) -> Result<Stamped, NoTimestamp> {
        if self.authorities.is_empty() {
            return Err(NoTimestamp::NoAuthority);
        }
        let mut rounds = 0;
        loop {
            rounds += 1;
            match self.round(imprint, trust) {
                Err(NoTimestamp::AllFailed(tried)) if (self.outside.again)(rounds, &tried) => {}
                outcome => return outcome,
            }
        }
    }

    fn round(&self, imprint: &Digest, trust: &dyn TrustsAuthority) -> Result<Stamped, NoTimestamp> {
        let mut failed = Vec::new();
        for authority in &self.authorities {
            match self.one(authority, imprint, trust)? {
                Ok((granted, clock_ahead)) => {
                    return Ok(Stamped {
                        granted,
                        authority: authority.address.clone(),
                        clock_ahead,
                        failed,
                    });
                }
                Err(why) => failed.push(Tried {
                    address: authority.address.clone(),
                    why,
                }),
            }
        }
        Err(NoTimestamp::AllFailed(failed))
    }

    fn one(
        &self,
        authority: &TimestampAuthority,
        imprint: &Digest,
        trust: &dyn TrustsAuthority,
    ) -> Result<Result<Granted, NotStamped>, NoTimestamp> {
        // Of every request its own: two answers to one nonce could be exchanged.
        let nonce = (self.outside.nonce)().ok_or(NoTimestamp::NoNonce)?;
        let request = TimestampRequest::new(*imprint, authority.policy, Some(&nonce))
            .map_err(|_| NoTimestamp::NoRequest(imprint.algorithm()))?;
        Ok(self.answer(authority, &request, trust))
    }

    fn answer(
        &self,
        authority: &TimestampAuthority,
        request: &TimestampRequest,
        trust: &dyn TrustsAuthority,
    ) -> Result<Granted, NotStamped> {
        let (answer, sent, came) = {
            let _turn = self.gate.enter();
            let sent = (self.outside.clock)();
            let ask = &self.outside.ask;
            let answer = ask.ask(&authority.address, request.der(), ANSWER_LIMIT)?;
            (answer, sent, (self.outside.clock)())
        };
        let granted = request.accept(&answer, self.provider)?;
        let proof = granted.proof();
        trust.trusts(proof).map_err(NotStamped::Untrusted)?;
        let clock_ahead = clock_ahead(proof, sent, came);
        Ok((granted, clock_ahead))
    }
}

type Granted = (GrantedTimestamp, Option<SignedDuration>);

/// The authority stated its time between the question and the answer, by its own clock.
fn clock_ahead(
    proof: &IntactTimestamp,
    sent: Timestamp,
    came: Timestamp,
) -> Option<SignedDuration> {
    let slack = CLOCKS_AGREE + proof.accuracy().unwrap_or_default();
    let ahead = sent.duration_since(proof.time());
    let behind = came.duration_since(proof.time());
    match (ahead > slack, behind < -slack) {
        (true, _) => Some(ahead),
        (_, true) => Some(behind),
        _ => None,
    }
}

impl std::fmt::Debug for Timestamper<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Timestamper")
            .field("authorities", &self.authorities)
            .finish_non_exhaustive()
    }
}
