//! Missing evidence from the network: ask what is needed, fetch it, ask again, until nothing is new.
//!
//! Nothing that is fetched is trusted: it becomes [`Evidence`] like a file or a part of the document, and
//! [`find_path`](cert_path::find_path) judges it. What cannot be had, cannot be read or is no answer is told per address
//! and stops nothing.

mod limits;
mod read;
mod told;

use std::collections::{HashMap, HashSet};

use cert_path::{
    Certificate, CryptoProvider, DigestAlgorithm, Evidence, Missing, Need, OcspRequest, Origin,
};

pub use limits::FetchLimits;
pub use told::{Fetched, NotUsed, Received, Used, Wanted};

use crate::fetch::Fetch;
use read::Reading;

/// RFC 6960 appendix A.1.
const OCSP_REQUEST: &str = "application/ocsp-request";

/// Gets what is missing. It remembers what it asked for and what came: each address is asked once for the same thing,
/// however many certificates and files of a run want it.
pub struct EvidenceLoop<'a> {
    fetch: Box<dyn Fetch + 'a>,
    /// 32 octets of a random generator (RFC 9654 §2.1), or none: then requests go without a nonce.
    nonce: Box<dyn Fn() -> Option<[u8; 32]> + 'a>,
    provider: &'a CryptoProvider,
    limits: FetchLimits,
    /// All that came in this run.
    fetched: Evidence,
    memory: HashMap<Asked, Fetched>,
    /// Since [`Self::begin`]: what was asked for, in order, the octets that came, the rounds.
    told: Vec<Fetched>,
    told_of: HashSet<Asked>,
    received: u64,
    rounds: usize,
}

/// The same question to the same address: its answer would be the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Asked {
    address: String,
    /// The certificate an OCSP request is about; other questions are their address alone.
    about: Option<[u8; 32]>,
}

impl<'a> EvidenceLoop<'a> {
    /// Nothing is fetched yet.
    #[must_use]
    pub fn new(
        fetch: impl Fetch + 'a,
        nonce: impl Fn() -> Option<[u8; 32]> + 'a,
        provider: &'a CryptoProvider,
        limits: FetchLimits,
    ) -> Self {
        Self {
            fetch: Box::new(fetch),
            nonce: Box::new(nonce),
            provider,
            limits,
            fetched: Evidence::new(),
            memory: HashMap::new(),
            told: Vec::new(),
            told_of: HashSet::new(),
            received: 0,
            rounds: 0,
        }
    }

    /// Asks `needs` what is missing with the evidence at hand, fetches it, and asks again until nothing new comes or the
    /// rounds are used up. What was fetched is in `evidence` with its address as [`Origin::Network`].
    ///
    /// `needs` judges at a moment of its choice; a response made for this very request is issued after the request, so
    /// that moment is best read anew each time.
    pub fn fill(&mut self, evidence: &mut Evidence, needs: &mut dyn FnMut(&Evidence) -> Vec<Need>) {
        self.begin(evidence);
        while self.round(&needs(evidence), evidence) {}
    }

    /// Begins to count anew, for one file of many. What other files of the run had fetched is evidence for this one too; an
    /// address that another one asked for is told again with what it gave then.
    pub fn begin(&mut self, evidence: &mut Evidence) {
        self.told.clear();
        self.told_of.clear();
        self.received = 0;
        self.rounds = 0;
        evidence.merge(self.fetched.clone());
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

    fn address(&mut self, need: &Need, address: &str, evidence: &mut Evidence) -> bool {
        let wanted = Wanted::of(&need.what);
        let about = (wanted == Wanted::Ocsp).then(|| need.certificate.fingerprint());
        let question = Asked {
            address: address.to_owned(),
            about,
        };
        if !self.told_of.insert(question.clone()) {
            return false;
        }
        if let Some(before) = self.memory.get(&question) {
            self.told.push(before.clone());
            return false;
        }
        if self.told.len() >= self.limits.addresses || self.received >= self.limits.bytes {
            self.left_out(need, address, wanted);
            return false;
        }
        self.ask(need, question, wanted, evidence)
    }

    /// Asks, whatever comes of it, and remembers.
    fn ask(
        &mut self,
        need: &Need,
        question: Asked,
        wanted: Wanted,
        evidence: &mut Evidence,
    ) -> bool {
        let address = question.address.clone();
        let mut reading = Reading::new(Origin::Network(address.clone()));
        let outcome = self.get(need, &address, &mut reading);
        let (received, came) = reading.into_parts();
        let size = received.as_ref().map_or(0, |received| received.size);
        self.received = self.received.saturating_add(size);
        let fetched = Fetched {
            address,
            wanted,
            certificate: need.certificate.clone(),
            received,
            outcome,
        };
        self.told.push(fetched.clone());
        self.memory.insert(question, fetched);
        self.fetched.merge(came.clone());
        let before = count(evidence);
        evidence.merge(came);
        count(evidence) > before
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
                let request = self.ocsp_request(&need.certificate, issuer)?;
                let limit = self.limits.ocsp_bytes;
                let body = self
                    .fetch
                    .post(address, OCSP_REQUEST, request.der(), limit)?;
                reading.ocsp(body, &request)
            }
            _ => Err(NotUsed::UnknownNeed),
        }
    }

    /// SHA-1 in the certID names the certificate and protects nothing; every responder knows it (RFC 5019 §2.1.1).
    fn ocsp_request(
        &self,
        certificate: &Certificate,
        issuer: &Certificate,
    ) -> Result<OcspRequest, NotUsed> {
        let nonce = (self.nonce)();
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
