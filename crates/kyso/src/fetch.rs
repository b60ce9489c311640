//! `--fetch`: missing evidence from the network. Off unless the user asks for it: what is asked for tells others which
//! documents are looked at, and strangers choose the addresses (docs/decisions/0014).

mod guard;
mod http;
mod location;
mod told;

use std::cell::RefCell;
use std::time::Duration;

use cert_path::{
    Budget, Certificate, CertificateProfile, CryptoProvider, Evidence, Need, Origin, PathRequest,
    PolicyInputs, ProofsOfExistence, Purpose, find_path, needs,
};
use jiff::Timestamp;
use pades_sign::SignerIdentity;
use serde_json::Value;
use signing_workflow::{EvidenceLoop, FetchLimits, Fetched, SignerTrust};

use crate::args::Trust;
use crate::job::Job;
use crate::text::Lang;
use crate::trust::Ground;
use guard::Allowed;
use http::Http;

/// Patience with a connection, with silence, and with a whole small answer; a large list gets twenty times as much. Ours:
/// public responders answer within a second, overloaded ones within ten.
const PATIENCE: Duration = Duration::from_secs(15);

/// The way to the network, where the user opened it; what came is kept for all files of the run.
#[derive(Debug)]
pub(crate) struct Network {
    evidence_loop: RefCell<EvidenceLoop<'static>>,
}

impl Network {
    /// `None` unless `--fetch` or the configuration's `fetch = true` asks for it.
    pub(crate) fn of(trust: &Trust, job: &Job) -> Option<Self> {
        if !(trust.fetch || job.config.fetch) {
            return None;
        }
        let hosts = trust.fetch_allow.iter().chain(&job.config.fetch_allow);
        let patience = trust.fetch_timeout.map_or(PATIENCE, Duration::from_secs);
        let http = Http::new(Allowed::new(hosts.cloned()), patience);
        let evidence_loop =
            EvidenceLoop::new(http, nonce, CryptoProvider::aws_lc(), FetchLimits::DEFAULT);
        Some(Self {
            evidence_loop: RefCell::new(evidence_loop),
        })
    }

    /// What was fetched since the last [`begin`].
    fn told(&self) -> Vec<Fetched> {
        self.evidence_loop.borrow().told().to_vec()
    }
}

/// RFC 9654 §2.1. Without a random generator the request goes without.
fn nonce() -> Option<[u8; 32]> {
    let mut nonce = [0; 32];
    aws_lc_rs::rand::fill(&mut nonce).ok().map(|()| nonce)
}

/// The evidence one file is judged on: what is at hand, and what other files of the run had fetched.
pub(crate) fn begin(ground: &Ground) -> Evidence {
    let mut evidence = ground.evidence.clone();
    if let Some(network) = &ground.network {
        network.evidence_loop.borrow_mut().begin(&mut evidence);
    }
    evidence
}

/// Fetches what is needed; whether something new came, so that judging again is worth it.
pub(crate) fn more(network: Option<&Network>, needs: &[Need], evidence: &mut Evidence) -> bool {
    network.is_some_and(|network| {
        let mut evidence_loop = network.evidence_loop.borrow_mut();
        evidence_loop.round(needs, evidence)
    })
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
    pub(crate) fetched: Vec<Fetched>,
    on: bool,
}

impl Checked {
    /// The array `fetched`, where fetching is on.
    pub(crate) fn beside(&self, mut line: Value, lang: Lang) -> Value {
        if self.on {
            line["fetched"] = told::json(&self.fetched, lang);
        }
        line
    }
}

/// Fetches what is missing for the check of the signer, before the key is used (NĐ 68/2024 Điều 29(1)).
pub(crate) fn before_signing(
    network: Option<&Network>,
    trust: &mut SignerTrust,
    identity: &SignerIdentity,
    job: &Job,
) -> Checked {
    let Some(open) = network else {
        return Checked {
            at: job.now,
            fetched: Vec::new(),
            on: false,
        };
    };
    for certificate in identity.chain() {
        trust
            .evidence
            .add_certificate(certificate.clone(), Origin::Container);
    }
    loop {
        let now = clock(network, None, job.now);
        let needed = needed(trust, identity.certificate(), now);
        if !more(network, &needed, &mut trust.evidence) {
            return Checked {
                at: now,
                fetched: open.told(),
                on: true,
            };
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

/// What was fetched for the file just judged, for a person.
pub(crate) fn say(ground: &Ground, job: &Job) {
    if let Some(network) = &ground.network {
        say_all(&network.told(), job);
    }
}

/// The same lines, of what is at hand.
pub(crate) fn say_all(fetched: &[Fetched], job: &Job) {
    if !fetched.is_empty() {
        job.say(&told::text(fetched));
    }
}

/// The array `fetched` beside a report, where fetching is on.
pub(crate) fn beside(mut line: Value, ground: &Ground, lang: Lang) -> Value {
    if let Some(network) = &ground.network {
        line["fetched"] = told::json(&network.told(), lang);
    }
    line
}
