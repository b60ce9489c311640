//! `--online`: missing evidence from the network. Off unless the user asks for it: what is asked for tells others which
//! documents are looked at, and strangers choose the addresses (docs/decisions/0014).

pub(crate) mod asked;
mod guard;
mod http;
mod location;
mod store;
pub(crate) mod told;

use std::sync::Arc;
use std::time::Duration;

use cert_path::{
    Budget, Certificate, CertificateProfile, CryptoProvider, Evidence, Need, Origin, PathRequest,
    PolicyInputs, ProofsOfExistence, Purpose, find_path, needs,
};
use jiff::Timestamp;
use pades_sign::SignerIdentity;
use serde_json::Value;
use signing_workflow::evidence_loop::Memory;
use signing_workflow::{EvidenceLoop, FetchLimits, Fetched, SignerTrust};

use crate::args::Trust;
use crate::job::Job;
use crate::text::{Lang, Text};
pub(crate) use guard::Allowed;
pub(crate) use http::failed;
use http::{Http, Visit};
use store::Store;
pub(crate) use store::cache;

/// Patience with a connection, with silence, and with a whole small answer; a large list gets twenty times as much. Ours:
/// public responders answer within a second, overloaded ones within ten.
const PATIENCE: Duration = Duration::from_secs(15);

/// The way to the network, where the user opened it, and what came, for all files and threads of the run.
#[derive(Debug)]
pub(crate) struct Network {
    http: Arc<Http>,
    memory: Memory,
    kept: Option<Arc<Store>>,
    /// When the run began.
    now: Timestamp,
}

impl Network {
    /// `None` unless `--online` or the configuration's `fetch = true` asks for it. A note of a cache that cannot be used.
    pub(crate) fn of(trust: &Trust, job: &Job, notes: &mut Vec<Text>) -> Option<Self> {
        if trust.offline || !(trust.online || job.config.fetch) {
            return None;
        }
        let hosts = trust.fetch_allow.iter().chain(&job.config.fetch_allow);
        let patience = trust.fetch_timeout.map_or(PATIENCE, Duration::from_secs);
        Some(Self {
            http: Arc::new(Http::new(Allowed::new(hosts.cloned()), patience)),
            memory: Memory::default(),
            kept: if trust.no_cache {
                None
            } else {
                Store::open(job.now, notes).map(Arc::new)
            },
            now: job.now,
        })
    }

    /// Asks anew, whatever was asked in this run or kept from another: for data that must be newer than what they are about.
    pub(crate) fn anew(&self) -> Self {
        Self {
            http: Arc::clone(&self.http),
            memory: Memory::default(),
            kept: None,
            now: self.now,
        }
    }

    fn evidence_loop(&self) -> EvidenceLoop<'static> {
        let visit = Visit::new(Arc::clone(&self.http));
        let limits = FetchLimits::DEFAULT;
        let new = EvidenceLoop::new(visit, nonce, CryptoProvider::aws_lc(), limits);
        let new = new.with_memory(self.memory.clone());
        match &self.kept {
            Some(kept) => new.with_kept(Arc::clone(kept), self.now),
            None => new,
        }
    }
}

/// What is fetched for one file.
pub(crate) struct Session(Option<EvidenceLoop<'static>>);

/// What was fetched for one file; `None` where the network was not opened.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told(Option<Vec<Fetched>>);

impl Session {
    pub(crate) fn begin(network: Option<&Network>) -> Self {
        Self(network.map(Network::evidence_loop))
    }

    /// Fetches what is needed; whether something new came, so that judging again is worth it.
    pub(crate) fn more(&mut self, needs: &[Need], evidence: &mut Evidence) -> bool {
        let Some(evidence_loop) = &mut self.0 else {
            return false;
        };
        evidence_loop.round(needs, evidence)
    }

    pub(crate) fn told(&self) -> Told {
        let told = self.0.as_ref().map(|one| one.told().to_vec());
        Told(told)
    }
}

impl Told {
    /// Whether the network was not asked for anything.
    pub(crate) const fn is_offline(&self) -> bool {
        self.0.is_none()
    }

    /// Lines below a report; empty when nothing was asked for.
    pub(crate) fn text(&self) -> Text {
        told::text(self.0.as_deref().unwrap_or_default())
    }

    /// The array `fetched` beside a report, where fetching is on.
    pub(crate) fn beside(&self, mut line: Value, lang: Lang) -> Value {
        if let Some(fetched) = &self.0 {
            line["fetched"] = told::json(fetched, lang);
        }
        line
    }
}

/// RFC 9654 §2.1. Without a random generator the request goes without.
fn nonce() -> Option<[u8; 32]> {
    let mut nonce = [0; 32];
    aws_lc_rs::rand::fill(&mut nonce).ok().map(|()| nonce)
}

/// The moment of judging. An answer made for our request is issued after it: where fetching is on and the user named no
/// time, the clock is read again.
pub(crate) fn clock(
    network: Option<&Network>,
    named: Option<Timestamp>,
    began: Timestamp,
) -> Timestamp {
    match (network, named) {
        (_, Some(named)) => named,
        (Some(_), None) => Timestamp::now().max(began),
        (None, None) => began,
    }
}

/// When the signer is to be checked, and what was fetched for it.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) at: Timestamp,
    pub(crate) told: Told,
}

impl Checked {
    /// The array `fetched`, where fetching is on.
    pub(crate) fn beside(&self, line: Value, lang: Lang) -> Value {
        self.told.beside(line, lang)
    }
}

/// Fetches what is missing for the check of the signer, before the key is used (NĐ 68/2024 Điều 29(1)).
pub(crate) fn before_signing(
    network: Option<&Network>,
    trust: &mut SignerTrust,
    identity: &SignerIdentity,
    job: &Job,
) -> Checked {
    if network.is_none() {
        let told = Told::default();
        return Checked { at: job.now, told };
    }
    for certificate in identity.chain() {
        trust
            .evidence
            .add_certificate(certificate.clone(), Origin::Container);
    }
    let mut session = Session::begin(network);
    loop {
        let at = clock(network, None, job.now);
        let needed = needed(trust, identity.certificate(), at);
        if !session.more(&needed, &mut trust.evidence) {
            let told = session.told();
            return Checked { at, told };
        }
    }
}

fn needed(trust: &SignerTrust, signer: &Certificate, now: Timestamp) -> Vec<Need> {
    let request = PathRequest {
        signer,
        evidence: &trust.evidence,
        anchors: &trust.anchors,
        purpose: Purpose::DocumentSigning,
        at: now,
        now,
        proofs: &ProofsOfExistence::new(),
        revocation: trust.revocation,
        freshness: trust.freshness,
        policy: &trust.algorithms,
        policies: PolicyInputs::default(),
        profile: CertificateProfile::default(),
        provider: CryptoProvider::aws_lc(),
        budget: Budget::default(),
    };
    needs(&request, &find_path(&request))
}

/// What was fetched, for a person.
pub(crate) fn say(told: &Told, job: &Job) {
    let text = told.text();
    if !text.vi.is_empty() {
        job.say(&text);
    }
}
