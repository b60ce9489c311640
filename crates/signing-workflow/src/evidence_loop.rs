//! Missing evidence from the network: ask what is needed, fetch it, ask again, until nothing is new.
//!
//! Nothing that is fetched is trusted: it becomes [`Evidence`] like a file or a part of the document, and
//! [`find_path`](cert_path::find_path) judges it. What cannot be had, cannot be read or is no answer is told per address
//! and stops nothing.

mod keep;
mod limits;
mod memory;
mod read;
mod told;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use cert_path::{
    ByteSource, Certificate, CryptoProvider, DigestAlgorithm, Evidence, Missing, Need, OcspRequest,
    Origin,
};
use jiff::Timestamp;

pub use keep::{Keep, Kept, Question};
pub use limits::FetchLimits;
pub use memory::Memory;
pub use told::{Fetched, NotUsed, Received, Used, Wanted};

use crate::fetch::{Fetch, FetchError};
use memory::{Answer, From};
use read::Reading;

/// RFC 6960 appendix A.1.
const OCSP_REQUEST: &str = "application/ocsp-request";

/// Gets what is missing for one file, or for one certificate. What it asked for and what came is remembered in a
/// [`Memory`], which many loops may share: each address is asked once for the same thing.
pub struct EvidenceLoop<'a> {
    fetch: Box<dyn Fetch + Send + 'a>,
    /// 32 octets of a random generator (RFC 9654 §2.1), or none: then requests go without a nonce.
    nonce: Box<dyn Fn() -> Option<[u8; 32]> + Send + 'a>,
    provider: &'a CryptoProvider,
    limits: FetchLimits,
    memory: Memory,
    /// What earlier runs kept, and the moment by which it is due or not.
    keep: Option<(Box<dyn Keep + Send + 'a>, Timestamp)>,
    /// Since [`Self::begin`]: what was asked for, in order, the octets that came, the rounds.
    told: Vec<Fetched>,
    told_of: HashMap<Question, From>,
    received: u64,
    rounds: usize,
}

impl<'a> EvidenceLoop<'a> {
    /// Nothing is fetched yet.
    #[must_use]
    pub fn new(
        fetch: impl Fetch + Send + 'a,
        nonce: impl Fn() -> Option<[u8; 32]> + Send + 'a,
        provider: &'a CryptoProvider,
        limits: FetchLimits,
    ) -> Self {
        Self {
            fetch: Box::new(fetch),
            nonce: Box::new(nonce),
            provider,
            limits,
            memory: Memory::default(),
            keep: None,
            told: Vec::new(),
            told_of: HashMap::new(),
            received: 0,
            rounds: 0,
        }
    }

    /// Remembers in `memory`, which other loops of the run share, on other threads too.
    #[must_use]
    pub fn with_memory(mut self, memory: Memory) -> Self {
        self.memory = memory;
        self
    }

    /// Looks into `keep` before asking the network, and puts there what came. An answer that is kept is used only while
    /// it is due at `now`; where it does not do, the network is asked all the same.
    #[must_use]
    pub fn with_kept(mut self, keep: impl Keep + Send + 'a, now: Timestamp) -> Self {
        self.keep = Some((Box::new(keep), now));
        self
    }

    /// Asks `needs` what is missing with the evidence at hand, fetches it, and asks again until nothing new comes or the
    /// rounds are used up. What was fetched is in `evidence` with its address as [`Origin::Network`].
    ///
    /// `needs` judges at a moment of its choice; a response made for this very request is issued after the request, so
    /// that moment is best read anew each time.
    pub fn fill(&mut self, evidence: &mut Evidence, needs: &mut dyn FnMut(&Evidence) -> Vec<Need>) {
        self.begin();
        while self.round(&needs(evidence), evidence) {}
    }

    /// Begins to count anew, for one file of many. An address that another one asked for is not asked again: what it gave
    /// then is told, and is evidence, again.
    pub fn begin(&mut self) {
        self.told.clear();
        self.told_of.clear();
        self.received = 0;
        self.rounds = 0;
    }

    /// Fetches for every need; whether anything new came, so that judging again is worth it. Never, when the rounds are
    /// used up.
    pub fn round(&mut self, needs: &[Need], evidence: &mut Evidence) -> bool {
        if self.rounds >= self.limits.rounds {
            return false;
        }
        self.rounds += 1;
        let mut answered = HashSet::new();
        let mut new = false;
        for need in in_order(needs) {
            let certificate = need.certificate.fingerprint();
            // A responder's answer makes the list needless, most times; if not, the next round asks for it.
            let waits = Wanted::of(&need.what).is_crl() && answered.contains(&certificate);
            if !waits && self.one(need, evidence) {
                new = true;
                answered.insert(certificate);
            }
        }
        new
    }

    /// What was asked for since [`Self::begin`], in order.
    #[must_use]
    pub fn told(&self) -> &[Fetched] {
        &self.told
    }

    /// The addresses of a need are alternatives: the first that gives something new is enough for now.
    fn one(&mut self, need: &Need, evidence: &mut Evidence) -> bool {
        need.addresses
            .iter()
            .any(|address| self.address(need, address, evidence))
    }

    /// What is kept first; the network where that gave nothing new, and where it did not do after all.
    fn address(&mut self, need: &Need, address: &str, evidence: &mut Evidence) -> bool {
        let wanted = Wanted::of(&need.what);
        let question = Question {
            address: address.to_owned(),
            about: (wanted == Wanted::Ocsp).then(|| need.certificate.fingerprint()),
        };
        match self.told_of.get(&question) {
            Some(From::Network) => return false,
            Some(From::Kept) => {}
            None => {
                if self.look(need, &question, From::Kept, evidence) {
                    return true;
                }
            }
        }
        if self.told.len() >= self.limits.addresses || self.received >= self.limits.bytes {
            self.left_out(need, address, wanted);
            return false;
        }
        self.look(need, &question, From::Network, evidence)
    }

    /// One answer, out of the memory where it is known; whether it is something new.
    fn look(
        &mut self,
        need: &Need,
        question: &Question,
        from: From,
        evidence: &mut Evidence,
    ) -> bool {
        if from == From::Kept && self.keep.is_none() {
            return false;
        }
        self.told_of.insert(question.clone(), from);
        let place = self.memory.place(question, from);
        let mut first = false;
        let answer = place.get_or_init(|| {
            first = true;
            match from {
                From::Kept => self.kept(need, question),
                From::Network => Some(self.fetched(need, question)),
            }
        });
        if first {
            self.count(question, from, answer.as_ref());
        }
        let Some(answer) = answer else { return false };
        self.told.push(Fetched {
            wanted: Wanted::of(&need.what),
            certificate: need.certificate.clone(),
            ..answer.fetched.clone()
        });
        let before = count(evidence);
        evidence.merge(answer.came.clone());
        count(evidence) > before
    }

    /// What this file had fetched counts for it, and is remembered as long as there is room.
    fn count(&mut self, question: &Question, from: From, answer: Option<&Answer>) {
        let size = answer.map_or(0, |answer| answer.fetched.size());
        if from == From::Network {
            self.received = self.received.saturating_add(size);
        }
        let out_of_time = answer.is_some_and(|answer| {
            answer.fetched.outcome == Err(NotUsed::Fetch(FetchError::OutOfTime))
        });
        self.memory.remembered(question, from, size, out_of_time);
    }

    /// Asks the network, whatever comes of it, and keeps what came.
    fn fetched(&self, need: &Need, question: &Question) -> Answer {
        let mut reading = Reading::new(Origin::Network(question.address.clone()));
        let outcome = self.get(need, &question.address, &mut reading);
        if let (Some((keep, now)), Ok(_)) = (&self.keep, &outcome)
            && let Some(window) = keep::window(&reading, need, *now)
            && *now < window.until
            && let (Some(bytes), Some(received)) = (reading.bytes(), reading.received())
        {
            keep.keep(question, &**bytes, received.sha256, window.until);
        }
        reading.answer(question, need, outcome, false)
    }

    /// What an earlier run kept, if it is whole and still due. What is damaged is told, and forgotten.
    fn kept(&self, need: &Need, question: &Question) -> Option<Answer> {
        let (keep, now) = self.keep.as_ref()?;
        let Kept { bytes, sha256 } = keep.find(question)?;
        let mut reading = Reading::new(Origin::Network(question.address.clone()));
        let outcome = self.read(need, bytes, &mut reading);
        let whole = reading.received().is_some_and(|one| one.sha256 == sha256);
        if !whole || outcome.is_err() {
            keep.forget(question);
            let damaged = Reading::new(Origin::Network(question.address.clone()));
            return Some(damaged.answer(question, need, Err(NotUsed::Damaged), true));
        }
        let due = keep::window(&reading, need, *now)?.has(*now);
        due.then(|| reading.answer(question, need, outcome, true))
    }

    fn get(&self, need: &Need, address: &str, reading: &mut Reading) -> Result<Used, NotUsed> {
        match &need.what {
            Missing::Issuer | Missing::CrlSigner { .. } => {
                let limit = self.limits.certificate_bytes;
                reading.certificates(self.fetch.get(address, limit)?)
            }
            Missing::Crl | Missing::DeltaCrl => {
                let limit = self.limits.crl_bytes.min(self.left());
                reading.crl(self.fetch.get_large(address, limit)?)
            }
            Missing::Ocsp { issuer } => {
                let nonce = (self.nonce)();
                let request = self.ocsp_request(&need.certificate, issuer, nonce)?;
                let limit = self.limits.ocsp_bytes;
                let body = self
                    .fetch
                    .post(address, OCSP_REQUEST, request.der(), limit)?;
                reading.ocsp(body, &request)
            }
            _ => Err(NotUsed::UnknownNeed),
        }
    }

    /// The same of bytes that were kept. Their nonce was of another request.
    fn read(
        &self,
        need: &Need,
        bytes: Arc<dyn ByteSource>,
        reading: &mut Reading,
    ) -> Result<Used, NotUsed> {
        match &need.what {
            Missing::Issuer | Missing::CrlSigner { .. } => {
                reading.certificates(read::within(&*bytes, self.limits.certificate_bytes)?)
            }
            Missing::Crl | Missing::DeltaCrl => reading.crl(bytes),
            Missing::Ocsp { issuer } => {
                let request = self.ocsp_request(&need.certificate, issuer, None)?;
                reading.ocsp(read::within(&*bytes, self.limits.ocsp_bytes)?, &request)
            }
            _ => Err(NotUsed::UnknownNeed),
        }
    }

    /// SHA-1 in the certID names the certificate and protects nothing; every responder knows it (RFC 5019 §2.1.1).
    fn ocsp_request(
        &self,
        certificate: &Certificate,
        issuer: &Certificate,
        nonce: Option<[u8; 32]>,
    ) -> Result<OcspRequest, NotUsed> {
        let nonce = nonce.as_ref().map(<[u8; 32]>::as_slice);
        let hash = DigestAlgorithm::Sha1;
        OcspRequest::new(certificate, issuer, hash, nonce, self.provider)
            .map_err(NotUsed::NoRequest)
    }

    const fn left(&self) -> u64 {
        self.limits.bytes.saturating_sub(self.received)
    }

    /// Told once, for the first address that was left out.
    fn left_out(&mut self, need: &Need, address: &str, wanted: Wanted) {
        let already = |told: &Fetched| matches!(told.outcome, Err(NotUsed::OverLimit));
        if !self.told.iter().any(already) {
            self.told.push(Fetched {
                address: address.to_owned(),
                wanted,
                certificate: need.certificate.clone(),
                received: None,
                kept: false,
                outcome: Err(NotUsed::OverLimit),
            });
        }
    }
}

impl std::fmt::Debug for EvidenceLoop<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EvidenceLoop")
            .field("limits", &self.limits)
            .field("told", &self.told)
            .finish_non_exhaustive()
    }
}

fn count(evidence: &Evidence) -> usize {
    evidence.certificates().len() + evidence.crls().len() + evidence.ocsp_responses().len()
}

/// Issuers first, then what is small, then lists.
fn in_order(needs: &[Need]) -> Vec<&Need> {
    let mut all: Vec<&Need> = needs.iter().collect();
    all.sort_by_key(|need| Wanted::of(&need.what));
    all
}
