//! Whether a certificate still fits who holds it, and what the law asks for where it does not.

use gov_ca_model::{RequestKind, VietnamDay};
use regulation_rules::facts::{BodyStanding, CertificateFacts, HolderStanding, Sheets};
use regulation_rules::{Finding, Question};

use crate::ahead::Holders;
use crate::entries::{Certificate, Contact, Holder, Person};
use crate::steps::{StepError, facts};
use crate::{Judged, Office, View};

/// What the law asks for of a certificate that no longer fits.
#[derive(Clone, Debug)]
pub struct Misfit {
    /// Which request is to be made: change of information, or revocation.
    pub asks: RequestKind,
    /// The rule that says so.
    pub rule: Finding,
}

/// What the law of a day asks for of a certificate, if anything: a revocation before a change of information.
///
/// # Errors
///
/// What the register says.
pub fn misfit(
    view: &mut View<'_>,
    certificate: &Certificate,
    on: VietnamDay,
    office: &Office<'_>,
) -> Result<Option<Misfit>, StepError> {
    misfit_of(view, &mut Holders::default(), certificate, on, office)
}

/// [`misfit`], of holders read ahead.
pub(crate) fn misfit_of(
    view: &mut View<'_>,
    holders: &mut Holders,
    certificate: &Certificate,
    on: VietnamDay,
    office: &Office<'_>,
) -> Result<Option<Misfit>, StepError> {
    let mut sheets = Sheets::default();
    sheets
        .certificates
        .push(sheet(view, holders, certificate, on, office)?);
    let judged = Judged::of(&sheets, office);
    let broken = judged.breaches().chain(judged.warnings());
    let misfits = broken.filter_map(|rule| {
        Some(Misfit {
            asks: asks(rule.meta.question)?,
            rule: rule.clone(),
        })
    });
    Ok(misfits.min_by_key(|misfit| misfit.asks != RequestKind::Revoke))
}

const fn asks(question: Question) -> Option<RequestKind> {
    match question {
        Question::PersonInformation
        | Question::BodyInformation
        | Question::SystemInformation
        | Question::TitleInformation => Some(RequestKind::ChangeInformation),
        Question::BodyStanding | Question::HolderStanding | Question::SystemStanding => {
            Some(RequestKind::Revoke)
        }
        _ => None,
    }
}

/// What the register knows of how a certificate stands. It says what was so when it was issued.
fn sheet(
    view: &mut View<'_>,
    holders: &mut Holders,
    certificate: &Certificate,
    on: VietnamDay,
    office: &Office<'_>,
) -> Result<CertificateFacts, StepError> {
    let subscriber = holders.subscribers.get(view, certificate.subscriber)?;
    let mut sheet = facts::of_certificate(certificate, subscriber, on, office);
    match &subscriber.holder {
        Holder::Person(id) => {
            let person = holders.persons.get(view, *id)?;
            let standing = holder(person, certificate, on);
            sheet.holder_standing = Some(standing);
            let employer = person.post_on(on).map(|post| post.body);
            let employer = employer
                .map(|body| holders.bodies.get(view, body))
                .transpose()?;
            let stands = employer.is_none_or(|body| body.stands_on(on));
            sheet.official_mail_fits = fits(&person.contact, certificate, on, Contact::mail_on);
            sheet.employer_fits = Some(standing != HolderStanding::OtherBody && stands);
        }
        Holder::Body(id) | Holder::System { owner: id, .. } => {
            let body = holders.bodies.get(view, *id)?;
            let issued = certificate.history.since();
            let is_renamed = body.name_on(issued) != body.name_on(on);
            sheet.name_fits = Some(!is_renamed);
            sheet.address_fits = fits(&body.contact, certificate, on, Contact::address_on);
            sheet.body_standing = match body.end.as_ref().filter(|end| end.on <= on) {
                Some(end) => end.how,
                None if is_renamed => Some(BodyStanding::Renamed),
                None => Some(BodyStanding::Standing),
            };
        }
    }
    Ok(sheet)
}

/// Whether what is known of how somebody is reached is what it was when the certificate was issued; unknown where nothing is.
fn fits(
    contact: &Contact,
    certificate: &Certificate,
    on: VietnamDay,
    what: fn(&Contact, VietnamDay) -> Option<&str>,
) -> Option<bool> {
    let (then, now) = (
        what(contact, certificate.history.since())?,
        what(contact, on)?,
    );
    Some(then == now)
}

/// Against the post on the day the certificate was issued.
fn holder(person: &Person, certificate: &Certificate, on: VietnamDay) -> HolderStanding {
    if let Some(left) = person.left.as_ref().filter(|left| left.on <= on) {
        return left.how;
    }
    let then = person.post_on(certificate.history.since());
    match (then, person.post_on(on)) {
        (Some(then), Some(now)) if then.body != now.body => HolderStanding::OtherBody,
        (Some(then), Some(now)) if then.title != now.title => HolderStanding::OtherPosition,
        _ => HolderStanding::InPost,
    }
}
