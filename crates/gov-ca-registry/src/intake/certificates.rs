//! Certificates themselves, linked to their subscribers by what stands in them; never by a guess.

use gov_ca_model::{CertificateStep, GovCertificate, History, UserId, VietnamDay};
use regulation_rules::facts::IssueKind;

use super::holders::Holders;
use super::{Known, begin};
use crate::entries::{Certificate, Device, Holder, Person, Subscriber};
use crate::steps::{StepError, existing, is_named};
use crate::{Change, Id, Stored, View};

/// A certificate to be taken.
#[derive(Clone, Debug)]
pub struct GivenCertificate {
    /// What stands in it.
    pub read: GovCertificate,
    /// DER in base64.
    pub x509: String,
    /// Whose somebody says it is.
    pub subscriber: Option<Id<Subscriber>>,
    /// The serial number of the token it was read from.
    pub token_serial: Option<String>,
}

/// What became of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CertificateTaken {
    /// It was not in the register.
    Added(Id<Subscriber>),
    /// The register had its number and days; now it has the certificate, or its device.
    Completed(Id<Subscriber>),
    /// It was there already.
    Known(Id<Subscriber>),
}

/// Why a certificate was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CertificateConflict {
    /// It may be one of these subscribers'; who says which?
    InDoubt(Vec<Id<Subscriber>>),
    /// The register has no subscriber of this name.
    NoSubscriber,
    /// The register has another certificate under this number.
    OtherCertificate,
    /// The register has other days under this number.
    OtherDays {
        /// The first day there.
        from: VietnamDay,
        /// The last day there.
        to: VietnamDay,
    },
    /// The token it was read from is another subscriber's device.
    OtherDevice(Id<Device>),
    /// The register has another holder under this number.
    OtherHolder(Id<Subscriber>),
}

/// Takes certificates; what became of each, in their order.
///
/// A certificate that the register has by its number is that one's. Else its subscriber is who somebody says; who has the personal number
/// in it; or the one of its name whose body or mail address stands in it as well.
///
/// # Errors
///
/// What the register says; the caller gives the change up where there are conflicts.
pub fn certificates(
    change: &mut Change<'_>,
    given: &[GivenCertificate],
) -> Result<Vec<Result<CertificateTaken, CertificateConflict>>, StepError> {
    begin(change, "certificates");
    let bodies = Known::of(change)?;
    let holders = Holders::of(change)?;
    let mut all = Vec::new();
    for one in given {
        all.push(take(change, one, &bodies, &holders)?);
    }
    Ok(all)
}

type Taken<T> = Result<T, CertificateConflict>;

fn take(
    change: &mut Change<'_>,
    given: &GivenCertificate,
    bodies: &Known,
    holders: &Holders,
) -> Result<Taken<CertificateTaken>, StepError> {
    let number = given.read.serial.clone();
    let values = [number.as_str().into()];
    if let Some(stored) = change.first::<Certificate>("WHERE number = $1", &values)? {
        return complete(change, given, &stored);
    }
    let subscriber = match whose(change, given, bodies, holders)? {
        Ok(subscriber) => subscriber,
        Err(conflict) => return Ok(Err(conflict)),
    };
    let device = match device(change, given, subscriber)? {
        Ok(device) => device,
        Err(conflict) => return Ok(Err(conflict)),
    };
    let valid_from = given.read.first_day();
    change.insert(Certificate {
        number,
        subscriber,
        device,
        issued_as: IssueKind::New,
        valid_from,
        valid_to: given.read.last_day(),
        history: History::begun((), valid_from).then(valid_from, CertificateStep::Publish)?,
        replaces: None,
        blocked: None,
        revocation_notice_on: None,
        x509: Some(given.x509.clone()),
    })?;
    Ok(Ok(CertificateTaken::Added(subscriber)))
}

/// Holds a certificate against the one that the register has under its number.
fn complete(
    change: &mut Change<'_>,
    given: &GivenCertificate,
    stored: &Stored<Certificate>,
) -> Result<Taken<CertificateTaken>, StepError> {
    let there = stored.record();
    let subscriber = there.subscriber;
    let (from, to) = (there.valid_from, there.valid_to);
    let is_other = there.x509.as_ref().is_some_and(|x509| *x509 != given.x509);
    let is_said = given.subscriber.is_some_and(|said| said != subscriber);
    if is_other {
        return Ok(Err(CertificateConflict::OtherCertificate));
    }
    if is_said || !is_held(change, subscriber, &given.read)? {
        return Ok(Err(CertificateConflict::OtherHolder(subscriber)));
    }
    if (from, to) != (given.read.first_day(), given.read.last_day()) {
        return Ok(Err(CertificateConflict::OtherDays { from, to }));
    }
    let device = match device(change, given, subscriber)? {
        Ok(device) => device,
        Err(conflict) => return Ok(Err(conflict)),
    };
    let mut next = there.clone();
    next.x509 = Some(given.x509.clone());
    next.device = there.device.or(device);
    if next == *there {
        return Ok(Ok(CertificateTaken::Known(subscriber)));
    }
    change.update(stored, next)?;
    Ok(Ok(CertificateTaken::Completed(subscriber)))
}

/// Whether a subscriber bears the name in a certificate; a body as it is called, or was.
fn is_held(
    view: &mut View<'_>,
    subscriber: Id<Subscriber>,
    read: &GovCertificate,
) -> Result<bool, StepError> {
    let Some(name) = &read.common_name else {
        return Ok(true);
    };
    let subscriber = existing(view, subscriber)?;
    is_named(view, subscriber.record(), name)
}

fn whose(
    view: &mut View<'_>,
    given: &GivenCertificate,
    bodies: &Known,
    holders: &Holders,
) -> Result<Taken<Id<Subscriber>>, StepError> {
    if let Some(said) = given.subscriber {
        existing(view, said)?;
        return Ok(Ok(said));
    }
    let read = &given.read;
    if let Some(UserId::CitizenNumber(number)) = &read.user_id {
        let found = holders.of_number(number);
        if let [one] = found.as_slice()
            && is_held(view, *one, read)?
        {
            return Ok(Ok(*one));
        }
        if !found.is_empty() {
            return Ok(Err(CertificateConflict::InDoubt(found)));
        }
    }
    let Some(name) = &read.common_name else {
        return Ok(Err(CertificateConflict::NoSubscriber));
    };
    let own = bodies.named(name).iter().filter_map(|id| holders.body(*id));
    let mut sure: Vec<Id<Subscriber>> = own.collect();
    for body in read.organisation.iter().chain(&read.units) {
        for body in bodies.named(body) {
            sure.extend(holders.named(name, Some(*body)));
        }
    }
    let alike = holders.named(name, None);
    for one in &alike {
        if has_mail(view, *one, read.email.as_deref())? {
            sure.push(*one);
        }
    }
    sure.sort();
    sure.dedup();
    Ok(match (sure.as_slice(), alike.as_slice()) {
        ([one], _) => Ok(*one),
        ([], []) => Err(CertificateConflict::NoSubscriber),
        ([], _) => Err(CertificateConflict::InDoubt(alike)),
        _ => Err(CertificateConflict::InDoubt(sure)),
    })
}

fn has_mail(
    view: &mut View<'_>,
    subscriber: Id<Subscriber>,
    mail: Option<&str>,
) -> Result<bool, StepError> {
    let holder = existing(view, subscriber)?.into_record().holder;
    let (Some(mail), Holder::Person(person)) = (mail, holder) else {
        return Ok(false);
    };
    let person = existing::<Person>(view, person)?;
    let own = person.record().contact.mail.as_deref();
    Ok(own.is_some_and(|own| own.eq_ignore_ascii_case(mail)))
}

/// The device whose token says this serial number, and that it is nobody else's.
fn device(
    view: &mut View<'_>,
    given: &GivenCertificate,
    subscriber: Id<Subscriber>,
) -> Result<Taken<Option<Id<Device>>>, StepError> {
    let Some(serial) = given.token_serial.as_deref() else {
        return Ok(Ok(None));
    };
    let values = [serial.into()];
    let of_token = view.first::<Device>("WHERE token_serial = $1", &values)?;
    let found = match of_token {
        Some(found) => Some(found),
        None => view.first::<Device>("WHERE number = $1", &values)?,
    };
    let Some(found) = found else {
        return Ok(Ok(None));
    };
    let whose = found.record().subscriber;
    Ok(match whose.is_some_and(|whose| whose != subscriber) {
        true => Err(CertificateConflict::OtherDevice(Id::of(&found))),
        false => Ok(Some(Id::of(&found))),
    })
}
