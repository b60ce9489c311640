//! From what a library showed to what is wrong with it, its slots, tokens and certificates.

use jiff::Timestamp;
use token_pkcs11::{
    ErrorCode, ModuleInfo, PinWarning, PublicKeyMatch, SlotInfo, SlotListing, TokenCertificate,
    TokenContents, TokenError, TokenInfo,
};

use super::chain::{self, Chain};
use super::child::Probe;
use super::finding::Finding;
use super::{Candidate, Usable};
use crate::exit::Exit;
use crate::failures;
use crate::text::Text;
use crate::token::material::Material;
use crate::trust::Ground;

/// Days before the end of a certificate from which it is told. Ours: a renewal goes through several offices; no number of
/// the law is meant.
const SOON: i64 = 60;

/// A library that was looked at.
pub(super) struct Examined {
    pub(super) candidate: Candidate,
    pub(super) listing: Option<(ModuleInfo, Vec<Slot>)>,
    pub(super) findings: Vec<Finding>,
}

/// A slot, and the token in it.
pub(super) struct Slot {
    pub(super) info: SlotInfo,
    pub(super) findings: Vec<Finding>,
    pub(super) certificates: Vec<OnToken>,
    /// Certificates of issuers, there for the chain.
    pub(super) issuers: usize,
}

/// A certificate that may sign.
pub(super) struct OnToken {
    pub(super) entry: TokenCertificate,
    pub(super) days_left: i64,
    pub(super) chain: Chain,
    pub(super) findings: Vec<Finding>,
}

impl Examined {
    pub(super) fn of(candidate: Candidate, probe: Probe, ground: &Ground, now: Timestamp) -> Self {
        let of_module = |finding| (None, vec![finding]);
        let (listing, findings) = match probe {
            Probe::TimedOut => of_module(Finding::new("module-hangs")),
            Probe::Ended(how) => {
                of_module(Finding::new("module-crashed").with(Text::new(how.clone(), how)))
            }
            Probe::Answered(answer) => match *answer {
                Err(error) => of_module(module(&error)),
                Ok(shown) => {
                    let slots = shown.slots.into_iter();
                    let slots: Vec<_> = slots.map(|one| Slot::of(one, ground, now)).collect();
                    let none = slots.is_empty().then(|| Finding::new("module-no-slot"));
                    (Some((shown.module, slots)), none.into_iter().collect())
                }
            },
        };
        Self {
            candidate,
            listing,
            findings,
        }
    }

    pub(super) fn slots(&self) -> impl Iterator<Item = &Slot> {
        self.listing.iter().flat_map(|(_, slots)| slots)
    }

    /// The slots with a token that was initialised.
    pub(super) fn devices(&self) -> impl Iterator<Item = &Slot> {
        self.slots()
            .filter(|slot| slot.info.token.as_ref().is_some_and(|one| one.initialised))
    }

    /// A trust store shown as a token asks for no login, and signs nothing.
    pub(super) fn usable(&self) -> Vec<Usable> {
        let with_login = |slot: &&Slot| {
            let token = slot.info.token.as_ref();
            token.is_some_and(|one| one.login_required || one.protected_authentication_path)
        };
        let of_slot = |slot: &Slot| {
            let of_one = |one: &OnToken| {
                let found = slot.findings.iter().chain(&one.findings);
                let codes = found.map(|finding| finding.code);
                Some(Usable {
                    module: self.candidate.path.clone(),
                    token: slot.info.token.clone()?,
                    entry: one.entry.clone(),
                    warnings: codes.filter(|code| *code != "key-not-shown").collect(),
                })
            };
            slot.certificates
                .iter()
                .filter_map(of_one)
                .collect::<Vec<_>>()
        };
        let slots = self.devices().filter(with_login);
        slots.flat_map(of_slot).collect()
    }

    pub(super) fn all_findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .chain(self.slots().flat_map(Slot::all_findings))
    }
}

/// Why a library is of no use.
fn module(error: &TokenError) -> Finding {
    let code = match &error.code {
        ErrorCode::ModuleNotFound { .. } | ErrorCode::ModuleUnknown { .. } => "module-not-found",
        ErrorCode::ModuleNotSharedLibrary => "module-not-shared-library",
        ErrorCode::ModuleArchitecture { .. } => "module-architecture",
        ErrorCode::ModuleDependency { .. } => "module-dependency",
        ErrorCode::ModuleNotLoadable { .. } => "module-not-loadable",
        ErrorCode::ModuleNotPkcs11 => "module-not-pkcs11",
        _ if error.call.as_deref() == Some("C_Initialize") => "module-initialise",
        _ => "module-refuses",
    };
    Finding::new(code).with(failures::token(error).text)
}

impl Slot {
    fn of(listing: SlotListing, ground: &Ground, now: Timestamp) -> Self {
        let mut slot = Self {
            info: listing.slot,
            findings: Vec::new(),
            certificates: Vec::new(),
            issuers: 0,
        };
        slot.findings = match (&slot.info.token, listing.contents) {
            (None, _) => vec![Finding::new("slot-empty")],
            (Some(token), None) if !token.initialised => {
                vec![Finding::new("token-not-initialised")]
            }
            (Some(token), None) => pin(token),
            (Some(token), Some(Err(error))) => {
                let mut findings = pin(token);
                let why = failures::token(&error).text;
                findings.push(Finding::new("token-unreadable").with(why));
                findings
            }
            (Some(token), Some(Ok(contents))) => {
                let mut findings = pin(token);
                findings.extend(unreadable(&contents));
                slot.look_at(&contents, ground, now);
                if slot.certificates.is_empty() && contents.certificates.unreadable.is_empty() {
                    findings.push(Finding::new("no-certificate"));
                }
                findings
            }
        };
        slot
    }

    fn look_at(&mut self, contents: &TokenContents, ground: &Ground, now: Timestamp) {
        let list = &contents.certificates;
        let material = Material::new(ground, list);
        let (issuers, own): (Vec<_>, Vec<_>) =
            list.certificates.iter().partition(|entry| entry.is_ca());
        self.issuers = issuers.len();
        self.certificates = own
            .into_iter()
            .map(|entry| OnToken::of(entry.clone(), &material, now))
            .collect();
    }

    pub(super) fn all_findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings
            .iter()
            .chain(self.certificates.iter().flat_map(|one| &one.findings))
    }

    pub(super) fn exit(&self) -> Exit {
        let exits = self.all_findings().map(|finding| finding.weight().exit());
        exits.max().unwrap_or(Exit::Passed)
    }
}

/// What the flags of a token say (`CK_TOKEN_INFO`).
fn pin(token: &TokenInfo) -> Vec<Finding> {
    let state = &token.pin;
    if !state.initialised {
        return vec![Finding::new("pin-not-set")];
    }
    if state.locked {
        return vec![Finding::new("pin-locked").with(Text::new(
            format!("số hiệu thiết bị: {}", token.serial),
            format!("device number: {}", token.serial),
        ))];
    }
    let warning = match state.warning {
        PinWarning::None => None,
        PinWarning::CountLow => Some("pin-count-low"),
        PinWarning::FinalTry => Some("pin-final-try"),
    };
    let change = state.to_be_changed.then_some("pin-to-be-changed");
    warning
        .into_iter()
        .chain(change)
        .map(Finding::new)
        .collect()
}

fn unreadable(contents: &TokenContents) -> impl Iterator<Item = Finding> {
    contents.certificates.unreadable.iter().map(|one| {
        let detail = format!("{}: {}", one.label, one.reason);
        Finding::new("certificate-unreadable").with(Text::new(detail.clone(), detail))
    })
}

impl OnToken {
    fn of(entry: TokenCertificate, material: &Material<'_>, now: Timestamp) -> Self {
        let certificate = &entry.certificate;
        let chain = chain::of(material, certificate, now);
        let left = certificate.not_after().as_second() - now.as_second();
        let days_left = left.div_euclid(24 * 60 * 60);
        let validity = match days_left {
            _ if now < certificate.not_before() => Some("certificate-not-yet-valid"),
            ..0 => Some("certificate-expired"),
            0..SOON => Some("certificate-expires-soon"),
            _ => None,
        };
        let key = match entry.public_key {
            PublicKeyMatch::Matches => None,
            PublicKeyMatch::Differs => Some("key-mismatch"),
            _ => Some("key-not-shown"),
        };
        let mut findings: Vec<_> = validity.into_iter().chain(key).map(Finding::new).collect();
        findings.extend(chain.finding.clone());
        Self {
            entry,
            days_left,
            chain,
            findings,
        }
    }
}
