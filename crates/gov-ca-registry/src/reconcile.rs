//! The register held against what the CA says: in one and not in the other, other days, other holders, revoked there or here. Nothing is
//! changed by it.

use std::collections::{HashMap, HashSet};

use gov_ca_model::{CertificateState, CertificateStep, Life as _, VietnamDay};

use crate::entries::{Certificate, Device};
use crate::names::{plain, same_name};
use crate::sheet::lists::ListedCertificate;
use crate::steps::{StepError, existing, is_named};
use crate::{Stored, View};

/// A certificate as the CA tells of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theirs {
    /// Where it stands: a row, a file.
    pub place: String,
    /// Its number.
    pub number: String,
    /// The name in it.
    pub name: Option<String>,
    /// The first and the last day of its validity.
    pub days: (VietnamDay, VietnamDay),
    /// Where it stands in its life, in the list's own words.
    pub state: Option<String>,
    /// The device that keeps its key.
    pub device: Option<String>,
}

/// A certificate that a CRL names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevokedThere {
    /// Its number.
    pub number: String,
    /// The day of its revocation.
    pub on: VietnamDay,
}

/// What a CRL says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CrlTells {
    /// Whom it names.
    pub revoked: Vec<RevokedThere>,
    /// Numbers of the register whose certificates were read and are of another issuer: it says nothing of them.
    pub others: HashSet<String>,
}

/// Something in which both do not agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The certificate.
    pub number: String,
    /// Whose it is: in the register, else in the list.
    pub name: String,
    /// Where the list says it.
    pub place: Option<String>,
    /// What.
    pub kind: DifferenceKind,
}

/// What both do not agree in.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DifferenceKind {
    /// In effect in the register, and not in the list.
    OnlyHere,
    /// In the list, and not in the register.
    OnlyThere,
    /// Other days.
    OtherDays {
        /// In the register.
        ours: (VietnamDay, VietnamDay),
        /// In the list.
        theirs: (VietnamDay, VietnamDay),
    },
    /// Another device.
    OtherDevice {
        /// In the register.
        ours: String,
        /// In the list.
        theirs: String,
    },
    /// Another holder.
    OtherHolder {
        /// In the list.
        theirs: String,
    },
    /// Revoked in the register, in effect there.
    RevokedHere {
        /// When.
        on: Option<VietnamDay>,
    },
    /// Revoked there, not in the register.
    RevokedThere {
        /// When, where that is told.
        on: Option<VietnamDay>,
    },
    /// A state that has no known name.
    UnknownState {
        /// What the list says.
        said: String,
    },
}

impl DifferenceKind {
    /// A word for programs.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::OnlyHere => "only-here",
            Self::OnlyThere => "only-there",
            Self::OtherDays { .. } => "other-days",
            Self::OtherDevice { .. } => "other-device",
            Self::OtherHolder { .. } => "other-holder",
            Self::RevokedHere { .. } => "revoked-here",
            Self::RevokedThere { .. } => "revoked-there",
            Self::UnknownState { .. } => "unknown-state",
        }
    }
}

impl From<&ListedCertificate> for Theirs {
    fn from(row: &ListedCertificate) -> Self {
        Self {
            place: row.certificate.place.to_string(),
            number: row.certificate.value.to_string(),
            name: Some(row.name.value.clone()),
            days: (row.begins.value, row.ends.value),
            state: row.state.as_ref().map(|state| state.value.clone()),
            device: row.device.as_ref().map(|device| device.value.to_string()),
        }
    }
}

/// Whether a list's words say that a certificate is revoked; `None` where they say neither.
fn is_revoked(said: &str) -> Option<bool> {
    match plain(said).as_str() {
        "thu hoi" | "bi thu hoi" | "da thu hoi" | "revoked" => Some(true),
        "co hieu luc" | "con hieu luc" | "dang hoat dong" | "hoat dong" | "dang su dung"
        | "het han" | "het hieu luc" | "tam dung" | "bi tam dung" | "da gia han" | "valid"
        | "expired" => Some(false),
        other => {
            let ours = CertificateState::ALL.into_iter();
            let mut ours = ours.filter(|state| plain(state.vietnamese()) == other);
            ours.next().map(|state| state == CertificateState::Revoked)
        }
    }
}

/// Every difference, by the numbers of the certificates. Without a list, only what CRLs say is compared; without a CRL, only the list.
///
/// What is over in the register (expired, replaced, revoked) need not be in a list. That a certificate revoked here is in no CRL is told
/// while it would be valid.
///
/// # Errors
///
/// What the register says.
pub fn reconcile(
    view: &mut View<'_>,
    list: Option<&[Theirs]>,
    crl: Option<&CrlTells>,
    on: VietnamDay,
) -> Result<Vec<Difference>, StepError> {
    let theirs = list.unwrap_or_default().iter();
    let mut theirs: HashMap<&str, &Theirs> = theirs.map(|one| (one.number.as_str(), one)).collect();
    let revoked = crl.into_iter().flat_map(|crl| &crl.revoked);
    let revoked: HashMap<&str, VietnamDay> =
        revoked.map(|one| (one.number.as_str(), one.on)).collect();
    let mut all = Vec::new();
    for ours in ours(view)? {
        let record = ours.stored.record();
        let mut found = Found {
            ours: &ours,
            place: None,
            all: &mut all,
        };
        match theirs.remove(record.number.as_str()) {
            Some(listed) => {
                found.place = Some(listed.place.clone());
                compare(view, &mut found, listed)?;
            }
            None if list.is_some() && is_expected(record, on) => {
                found.add(DifferenceKind::OnlyHere);
            }
            None => {}
        }
        found.place = None;
        if let Some(crl) = crl
            && !crl.others.contains(&record.number)
        {
            compare_revocation(&mut found, revoked.get(record.number.as_str()).copied(), on);
        }
    }
    all.extend(theirs.into_values().map(|listed| Difference {
        number: listed.number.clone(),
        name: listed.name.clone().unwrap_or_default(),
        place: Some(listed.place.clone()),
        kind: DifferenceKind::OnlyThere,
    }));
    all.sort_by(|one, other| {
        (&one.number, one.kind.word()).cmp(&(&other.number, other.kind.word()))
    });
    all.dedup();
    Ok(all)
}

/// A certificate of the register, with the name of its holder and the number of its device.
struct Ours {
    stored: Stored<Certificate>,
    name: String,
}

fn ours(view: &mut View<'_>) -> Result<Vec<Ours>, StepError> {
    let mut names: HashMap<i64, String> = HashMap::new();
    view.select(
        "SELECT s.id, coalesce(p.name, o.name, s.name) FROM subscriber s
         LEFT JOIN person p ON p.id = s.person LEFT JOIN organisation o ON o.id = s.organisation
         ORDER BY s.id",
        &[],
        |row| {
            let name = row.optional_text(1)?.unwrap_or_default().to_owned();
            names.insert(row.integer(0)?, name);
            Ok::<_, StepError>(())
        },
    )?;
    let all = view.find::<Certificate>("WHERE number IS NOT NULL ORDER BY number", &[])?;
    let named = all.into_iter().map(|stored| Ours {
        name: names
            .get(&stored.record().subscriber.number())
            .cloned()
            .unwrap_or_default(),
        stored,
    });
    Ok(named.collect())
}

/// Whether a list of the CA has to have it.
fn is_expected(certificate: &Certificate, on: VietnamDay) -> bool {
    let state = certificate.history.state();
    let is_over = matches!(
        state,
        CertificateState::Revoked | CertificateState::Replaced
    );
    !is_over && on <= certificate.valid_to
}

/// Where differences of one certificate go.
struct Found<'a> {
    ours: &'a Ours,
    place: Option<String>,
    all: &'a mut Vec<Difference>,
}

impl Found<'_> {
    fn add(&mut self, kind: DifferenceKind) {
        self.all.push(Difference {
            number: self.ours.stored.record().number.clone(),
            name: self.ours.name.clone(),
            place: self.place.clone(),
            kind,
        });
    }
}

fn compare(view: &mut View<'_>, found: &mut Found<'_>, listed: &Theirs) -> Result<(), StepError> {
    let record = found.ours.stored.record();
    let days = (record.valid_from, record.valid_to);
    if days != listed.days {
        found.add(DifferenceKind::OtherDays {
            ours: days,
            theirs: listed.days,
        });
    }
    // whoever was erased has no name here that could be another
    if let Some(name) = &listed.name
        && !found.ours.name.is_empty()
        && !same_name(name, &found.ours.name)
    {
        let subscriber = existing(view, record.subscriber)?;
        if !is_named(view, subscriber.record(), name)? {
            let theirs = name.clone();
            found.add(DifferenceKind::OtherHolder { theirs });
        }
    }
    if let (Some(theirs), Some(device)) = (&listed.device, record.device) {
        let ours = existing::<Device>(view, device)?.into_record().number;
        if ours != *theirs {
            let theirs = theirs.clone();
            found.add(DifferenceKind::OtherDevice { ours, theirs });
        }
    }
    let is_revoked_here = record.history.state() == CertificateState::Revoked;
    let said = listed.state.as_deref();
    match said.map(|said| (said, is_revoked(said))) {
        Some((said, None)) => found.add(DifferenceKind::UnknownState {
            said: said.to_owned(),
        }),
        Some((_, Some(true))) if !is_revoked_here => {
            found.add(DifferenceKind::RevokedThere { on: None });
        }
        Some((_, Some(false))) if is_revoked_here => {
            let on = record.history.day_of(CertificateStep::Revoke);
            found.add(DifferenceKind::RevokedHere { on });
        }
        _ => {}
    }
    Ok(())
}

/// A CRL drops what has expired (RFC 5280 §3.3).
fn compare_revocation(found: &mut Found<'_>, there: Option<VietnamDay>, on: VietnamDay) {
    let record = found.ours.stored.record();
    let here = record.history.day_of(CertificateStep::Revoke);
    match (here, there) {
        (None, Some(day)) => found.add(DifferenceKind::RevokedThere { on: Some(day) }),
        (Some(_), None) if on <= record.valid_to => {
            found.add(DifferenceKind::RevokedHere { on: here });
        }
        _ => {}
    }
}

/// The certificates of the register that were read, with their numbers: DER in base64.
///
/// # Errors
///
/// What the register says.
pub fn read_certificates(view: &mut View<'_>) -> Result<Vec<(String, String)>, StepError> {
    let mut all = Vec::new();
    view.each::<Certificate, StepError>("WHERE number IS NOT NULL ORDER BY id", &[], |stored| {
        let record = stored.into_record();
        all.extend(record.x509.map(|x509| (record.number, x509)));
        Ok(())
    })?;
    Ok(all)
}
