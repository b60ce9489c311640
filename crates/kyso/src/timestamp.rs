//! Time-stamp authorities: the ones the command line names, else the configured ones; and how a run asks them.

mod http;
pub(crate) mod told;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use cert_path::{CryptoProvider, DigestAlgorithm, Evidence, Need, TrustAnchor};
use der::asn1::ObjectIdentifier;
use jiff::{SignedDuration, Timestamp};
use pades_verify::Policy;
use secrecy::SecretString;
use serde::Deserialize;
use signing_workflow::long_term::{Ground, Supply};
use signing_workflow::timestamping::{Again, Outside, TimestampAuthority, Timestamper};
use signing_workflow::{Stamping, Unstamped};

use crate::args::{Down, SignLevel, Tsa};
use crate::exit::Failure;
use crate::fetch::{Network, Session};
use crate::job::Job;
use crate::secret;
use crate::text::Text;
use http::{Account, Http};

/// The government's authority answers in 2 to 131 seconds (measured by others); the longest that may be configured.
const TIMEOUT: u64 = 180;
/// At most so many requests at the same time. Ours: an authority of an office is no load balancer.
const AT_ONCE: usize = 4;
/// Minutes of patience with `wait`.
const WAIT: u64 = 30;

/// `[timestamp]` of the configuration.
///
/// ```toml
/// [timestamp]
/// level = "t"                              # for every signature, unless --level says otherwise
/// timeout = 180                            # seconds, for each authority
/// at-once = 4                              # requests at the same time
/// down = "refuse"                          # or "wait", "queue"
///
/// [[timestamp.authorities]]                # asked in this order
/// address = "http://ca.gov.vn/tsa"
/// policy = "2.16.704.1.1.1.2"              # optional
/// user = "so-khcn"                         # optional, with one of the following
/// password-env = "TSA_PASSWORD"
/// password-file = "/run/secrets/tsa"
/// ```
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(crate) struct TimestampConfig {
    pub(crate) level: SignLevel,
    timeout: Option<u64>,
    at_once: Option<usize>,
    down: Option<Down>,
    proxy: Option<String>,
    authorities: Vec<Authority>,
}

impl TimestampConfig {
    /// The files it names.
    pub(crate) fn password_files(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        let authorities = self.authorities.iter_mut();
        authorities.filter_map(|one| one.password_file.as_mut())
    }
}

/// One authority of the configuration.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Authority {
    address: String,
    policy: Option<String>,
    user: Option<String>,
    password_env: Option<String>,
    password_file: Option<PathBuf>,
}

/// Who is asked for time-stamps in this run, and on what their authorities are judged.
pub(crate) struct Stamps {
    pub(crate) timestamper: Timestamper<'static>,
    ground: Ground,
    patience: SignedDuration,
    without: Unstamped,
}

impl Stamps {
    /// For a time-stamp that is wanted in any case. `ground`: roots and evidence that authorities are judged on.
    pub(crate) fn new(tsa: &Tsa, ground: Ground, job: &Job) -> Result<Self, Failure> {
        if tsa.tsa.is_empty() && job.config.timestamp.authorities.is_empty() {
            return Err(nobody_named());
        }
        Self::if_needed(tsa, ground, job)
    }

    /// The same where it shows only later whether one is wanted.
    pub(crate) fn if_needed(tsa: &Tsa, ground: Ground, job: &Job) -> Result<Self, Failure> {
        let config = &job.config.timestamp;
        let authorities = authorities(tsa, config)?;
        let seconds = tsa.tsa_timeout.or(config.timeout).unwrap_or(TIMEOUT);
        let seconds = seconds.clamp(1, TIMEOUT);
        let down = tsa.tsa_down.or(config.down).unwrap_or_default();
        let accounts = authorities.iter();
        let accounts: Vec<Account> = accounts.filter_map(Account::of).collect();
        let proxy = tsa.tsa_proxy.as_deref().or(config.proxy.as_deref());
        let has_tls = authorities
            .iter()
            .any(|one| one.address.starts_with("https:"));
        let http = Http::new(Duration::from_secs(seconds), accounts, has_tls, proxy)?;
        let asked = authorities.into_iter().map(|one| one.named);
        let asked = asked.collect::<Result<Vec<_>, _>>()?;
        let wait = match down {
            Down::Wait => Duration::from_secs(tsa.tsa_wait.unwrap_or(WAIT).saturating_mul(60)),
            Down::Refuse | Down::Queue => Duration::ZERO,
        };
        let round = Duration::from_secs(seconds)
            .saturating_mul(u32::try_from(asked.len()).unwrap_or(u32::MAX));
        let patience =
            SignedDuration::try_from(wait.saturating_add(round)).unwrap_or(SignedDuration::MAX);
        let timestamper = Timestamper::new(
            asked,
            DigestAlgorithm::Sha256,
            config.at_once.unwrap_or(AT_ONCE),
            Outside {
                ask: Box::new(http),
                nonce,
                clock: Timestamp::now,
                again: again(wait, job),
            },
            CryptoProvider::aws_lc(),
        );
        Ok(Self {
            timestamper,
            ground,
            patience,
            without: match down {
                Down::Queue => Unstamped::Allowed,
                _ => Unstamped::Refused,
            },
        })
    }

    /// What authorities are judged on.
    pub(crate) const fn ground(&self) -> &Ground {
        &self.ground
    }

    /// For signatures that are made in this run.
    pub(crate) fn stamping(&self) -> Stamping<'_> {
        Stamping {
            timestamper: &self.timestamper,
            trust: &self.ground,
            patience: self.patience,
            without: self.without,
        }
    }
}

impl std::fmt::Debug for Stamps {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stamps")
            .field("timestamper", &self.timestamper)
            .finish_non_exhaustive()
    }
}

/// What a run knows of trust, for judging authorities and whole files while they grow.
pub(crate) fn ground(
    anchors: Vec<TrustAnchor>,
    policy: Policy,
    evidence: Evidence,
    network: Option<&Network>,
    job: &Job,
) -> Ground {
    let anew = network.map(Network::anew);
    let supply = Fetched {
        is_online: network.is_some(),
        session: Session::begin(anew.as_ref()),
        began: job.now,
    };
    Ground::new(anchors, policy, evidence, supply)
}

/// The network, where the user opened it, and the clock.
struct Fetched {
    session: Session,
    is_online: bool,
    began: Timestamp,
}

impl Supply for Fetched {
    fn more(&mut self, needs: &[Need], evidence: &mut Evidence) -> bool {
        self.is_online && self.session.more(needs, evidence)
    }

    fn now(&self) -> Timestamp {
        Timestamp::now().max(self.began)
    }
}

/// No authority, where a time-stamp is wanted.
pub(crate) fn nobody_named() -> Failure {
    Failure::usage(
        "no-tsa",
        Text::new(
            "Chưa nêu máy chủ cấp dấu thời gian: dùng --tsa URL, hoặc mục [timestamp] của tệp cấu hình.",
            "No time-stamp authority is named: use --tsa URL, or [timestamp] of the configuration.",
        ),
    )
}

/// An authority that this run may ask.
struct Named {
    named: Result<TimestampAuthority, Failure>,
    address: String,
    account: Option<(String, SecretString)>,
}

impl Account {
    fn of(authority: &Named) -> Option<Self> {
        let (user, password) = authority.account.as_ref()?;
        Some(Self::new(&authority.address, user, password))
    }
}

fn authorities(tsa: &Tsa, config: &TimestampConfig) -> Result<Vec<Named>, Failure> {
    if tsa.tsa.is_empty() {
        return config.authorities.iter().map(configured).collect();
    }
    let account = account(
        tsa.tsa_user.as_deref(),
        tsa.tsa_password_env.as_deref(),
        tsa.tsa_password_file.as_deref(),
    )?;
    let named = tsa.tsa.iter().map(|address| Named {
        named: authority(address, tsa.tsa_policy.as_deref()),
        address: address.clone(),
        account: account.clone(),
    });
    Ok(named.collect())
}

fn configured(one: &Authority) -> Result<Named, Failure> {
    Ok(Named {
        named: authority(&one.address, one.policy.as_deref()),
        address: one.address.clone(),
        account: account(
            one.user.as_deref(),
            one.password_env.as_deref(),
            one.password_file.as_deref(),
        )?,
    })
}

fn account(
    user: Option<&str>,
    variable: Option<&str>,
    file: Option<&Path>,
) -> Result<Option<(String, SecretString)>, Failure> {
    let Some(user) = user else { return Ok(None) };
    let password = secret::of_authority(variable, file)?.unwrap_or_default();
    Ok(Some((user.to_owned(), password)))
}

fn authority(address: &str, policy: Option<&str>) -> Result<TimestampAuthority, Failure> {
    let oid = policy.map(str::parse::<ObjectIdentifier>).transpose();
    let policy = oid.map_err(|_| {
        let policy = policy.unwrap_or_default();
        Failure::usage(
            "tsa-policy",
            Text::new(
                format!("Chính sách dấu thời gian “{policy}” không phải OID."),
                format!("Time-stamp policy “{policy}” is no OID."),
            ),
        )
    })?;
    Ok(TimestampAuthority {
        address: address.to_owned(),
        policy,
    })
}

/// 128 bits: RFC 3161 §2.4.1 asks for 64.
fn nonce() -> Option<[u8; 16]> {
    let mut nonce = [0; 16];
    aws_lc_rs::rand::fill(&mut nonce).ok().map(|()| nonce)
}

/// Pauses of a second, two, four, … at most a minute, until `wait` is over; no time to wait, no other try.
fn again(wait: Duration, job: &Job) -> Box<Again<'static>> {
    let until = Instant::now().checked_add(wait);
    let (quiet, lang) = (job.json, job.lang);
    Box::new(move |rounds, tried| {
        let doubled = u32::try_from(rounds.saturating_sub(1)).unwrap_or(u32::MAX);
        let pause = Duration::from_secs(1_u64.checked_shl(doubled).unwrap_or(60).min(60));
        if until.is_some_and(|until| Instant::now() + pause > until) {
            return false;
        }
        if !quiet {
            eprintln!("{}", told::waiting(tried, pause).in_lang(lang));
        }
        std::thread::sleep(pause);
        true
    })
}
