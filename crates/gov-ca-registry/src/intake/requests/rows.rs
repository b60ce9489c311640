//! What the rows of each list of requests ask for.

use gov_ca_model::{RequestKind, SubscriberClass};
use regulation_rules::facts::{Form, RevocationReason};

use super::{Around, Asked, Asking, Refused, Whose, managed_by};
use crate::entries::{Certificate, Change as NewValue, Device, PersonalNumber};
use crate::intake::holders::Portrait;
use crate::intake::{ConflictKind, text};
use crate::names::plain;
use crate::sheet::lists::{
    BodyRequest, CertificateRenewal, CertificateRevocation, DepartmentList, DeviceRecovery,
    PersonRequest,
};
use crate::sheet::{Given, IdentityPaper, Place, Ticked};
use crate::steps::{StepError, existing, is_named};
use crate::{Id, Stored, View};

fn number(paper: &IdentityPaper) -> PersonalNumber {
    PersonalNumber {
        number: paper.number.to_string(),
        issued_on: paper.issued,
        issued_at: paper.place.clone(),
    }
}

fn older<T: ToString>(certificate: Option<&Given<T>>) -> Option<String> {
    certificate.map(|number| format!("Số chứng thư cũ: {}", number.value.to_string()))
}

impl Asking for PersonRequest {
    const FORM: Option<Form> = Some(Form::nd_68(1));

    fn asked(
        &self,
        view: &mut View<'_>,
        known: &Around<'_>,
    ) -> Result<Result<Asked<'_>, Refused>, StepError> {
        let body = match known.body(&self.works_in) {
            Ok(body) => body,
            Err(refused) => return Ok(Err(refused)),
        };
        let mut paper = number(&self.identity.value);
        if let Some(day) = &self.identity_issued {
            paper.issued_on = Some(day.value);
        }
        paper.issued_at = text(self.identity_place.as_ref()).or(paper.issued_at);
        let portrait = Portrait {
            row: self.row,
            name: &self.name.value,
            number: Some(paper),
            born: Some(self.born.value),
            position: Some(self.position.value.clone()),
            mail: Some(self.mail.value.to_string()),
            mobile: Some(self.mobile.value.to_string()),
        };
        let class = SubscriberClass::Individual;
        let asked = known.issue(view, class, portrait, body, self.name.place)?;
        let sim = self.sim.as_ref().map(|sim| {
            let keeps = if sim.value.keeps_number { "/cs" } else { "" };
            format!("SIM PKI: {}{keeps}", sim.value.carrier)
        });
        Ok(asked.map(|asked| Asked {
            remark: older(self.old_certificate.as_ref()).or(sim),
            ..asked
        }))
    }
}

impl Asking for BodyRequest {
    const FORM: Option<Form> = Some(Form::nd_68(2));

    fn asked(
        &self,
        view: &mut View<'_>,
        known: &Around<'_>,
    ) -> Result<Result<Asked<'_>, Refused>, StepError> {
        let body = match known.body(&self.name) {
            Ok(body) => body,
            Err(refused) => return Ok(Err(refused)),
        };
        let portrait = Portrait::of_body(self.row, &self.name.value);
        known.issue(view, SubscriberClass::Body, portrait, body, self.name.place)
    }
}

impl Asking for DepartmentList {
    const FORM: Option<Form> = None; // what bodies send in An Giang is form 01; this list is what the department makes of it

    fn asked(
        &self,
        view: &mut View<'_>,
        known: &Around<'_>,
    ) -> Result<Result<Asked<'_>, Refused>, StepError> {
        let bodies = (|| Ok((known.body(&self.body)?, known.body(&self.works_in)?)))();
        let (body, works_in) = match bodies {
            Ok(bodies) => bodies,
            Err(refused) => return Ok(Err(refused)),
        };
        let manager = Portrait {
            row: self.row,
            name: &self.manager.value,
            number: Some(number(&self.identity.value)),
            born: Some(self.born.value),
            position: None,
            mail: Some(self.manager_mail.value.to_string()),
            mobile: None,
        };
        let class = SubscriberClass::Individual;
        let manager = match known.sketch(class, manager, works_in) {
            Ok(manager) => manager,
            Err(kind) => return Ok(Err((self.manager.place, kind))),
        };
        let portrait = Portrait::of_body(self.row, &self.body.value);
        let class = SubscriberClass::Body;
        let asked = known.issue(view, class, portrait, body, self.body.place)?;
        Ok(asked.map(|asked| Asked {
            manager: Some(manager),
            remark: older(self.old_certificate.as_ref()),
            ..asked
        }))
    }
}

impl<'r> Portrait<'r> {
    const fn of_body(row: u32, name: &'r str) -> Self {
        Self {
            row,
            name,
            number: None,
            born: None,
            position: None,
            mail: None,
            mobile: None,
        }
    }
}

/// The certificate of a row, and that the register has it under this name.
fn certificate(
    view: &mut View<'_>,
    name: &Given<String>,
    number: &str,
    place: Place,
) -> Result<Result<Stored<Certificate>, Refused>, StepError> {
    let Some(found) = view.first::<Certificate>("WHERE number = $1", &[number.into()])? else {
        return Ok(Err((place, ConflictKind::UnknownCertificate)));
    };
    let subscriber = existing(view, found.record().subscriber)?;
    let is_same = is_named(view, subscriber.record(), &name.value)?;
    Ok(match is_same {
        true => Ok(found),
        false => Err((name.place, ConflictKind::CertificateOfAnother)),
    })
}

fn about<'r>(
    view: &mut View<'_>,
    kind: RequestKind,
    place: Place,
    certificate: &Stored<Certificate>,
) -> Result<Asked<'r>, StepError> {
    let record = certificate.record();
    Ok(Asked {
        place,
        kind,
        whose: Whose::Known(record.subscriber),
        manager: None,
        made_by: managed_by(view, record.subscriber)?,
        certificate: Some(Id::of(certificate)),
        device: record.device,
        reason: None,
        changes: Vec::new(),
        remark: None,
    })
}

impl Asking for CertificateRenewal {
    const FORM: Option<Form> = Some(Form::nd_68(4));

    fn asked(
        &self,
        view: &mut View<'_>,
        _: &Around<'_>,
    ) -> Result<Result<Asked<'_>, Refused>, StepError> {
        let ticked =
            |box_: &Option<Given<Ticked>>| box_.as_ref().is_some_and(|given| given.value.0);
        let has_values = self.old_information.is_some() || self.new_information.is_some();
        let kind = match (ticked(&self.renew), ticked(&self.change) || has_values) {
            // both on one line of form 04: a renewal that changes information as well
            (true, _) => RequestKind::Renew,
            (false, true) => RequestKind::ChangeInformation,
            (false, false) => return Ok(Err((self.name.place, ConflictKind::NothingAsked))),
        };
        let (number, place) = (&self.certificate.value.certificate, self.certificate.place);
        let found = match certificate(view, &self.name, number.as_str(), place)? {
            Ok(found) => found,
            Err(refused) => return Ok(Err(refused)),
        };
        let asked = about(view, kind, place, &found)?;
        let value = |given: &Option<Given<String>>| text(given.as_ref()).unwrap_or_default();
        let changed = NewValue {
            what: String::new(),
            from: value(&self.old_information),
            to: value(&self.new_information),
        };
        let changes = if has_values {
            vec![changed]
        } else {
            Vec::new()
        };
        Ok(Ok(Asked { changes, ..asked }))
    }
}

impl Asking for CertificateRevocation {
    const FORM: Option<Form> = Some(Form::nd_68(5));

    fn asked(
        &self,
        view: &mut View<'_>,
        _: &Around<'_>,
    ) -> Result<Result<Asked<'_>, Refused>, StepError> {
        let (number, place) = (&self.certificate.value, self.certificate.place);
        let found = match certificate(view, &self.name, number.as_str(), place)? {
            Ok(found) => found,
            Err(refused) => return Ok(Err(refused)),
        };
        let asked = about(view, RequestKind::Revoke, place, &found)?;
        let device = match device(view, &self.device, &asked)? {
            Ok(device) => device,
            Err(refused) => return Ok(Err(refused)),
        };
        Ok(Ok(Asked {
            device: Some(device),
            reason: Some(reason(&self.reason.value)),
            remark: Some(self.reason.value.clone()),
            ..asked
        }))
    }
}

/// A reason that the law has a word for; else another one, whose words stay with the request.
fn reason(said: &str) -> RevocationReason {
    let said = plain(said);
    let known = RevocationReason::ALL.iter().copied();
    let mut known = known.filter(|reason| plain(reason.text().vi) == said);
    known.next().unwrap_or(RevocationReason::Other)
}

/// The device of a row, and that it is nobody else's.
fn device<T: ToString>(
    view: &mut View<'_>,
    number: &Given<T>,
    asked: &Asked<'_>,
) -> Result<Result<Id<Device>, Refused>, StepError> {
    let values = [number.value.to_string().into()];
    let Some(found) = view.first::<Device>("WHERE number = $1", &values)? else {
        return Ok(Err((number.place, ConflictKind::UnknownDevice)));
    };
    let is_elsewhere = asked.device.is_some_and(|device| device != Id::of(&found));
    let whose = found.record().subscriber;
    Ok(match whose {
        Some(other) if asked.subject().is_none_or(|(_, own, ..)| own != other) => {
            Err((number.place, ConflictKind::DeviceOfAnother))
        }
        _ if is_elsewhere => Err((number.place, ConflictKind::CertificateOnOtherDevice)),
        _ => Ok(Id::of(&found)),
    })
}

impl Asking for DeviceRecovery {
    const FORM: Option<Form> = Some(Form::nd_68(6));

    fn asked(
        &self,
        view: &mut View<'_>,
        _: &Around<'_>,
    ) -> Result<Result<Asked<'_>, Refused>, StepError> {
        let values = [self.device.value.to_string().into()];
        let Some(found) = view.first::<Device>("WHERE number = $1", &values)? else {
            return Ok(Err((self.device.place, ConflictKind::UnknownDevice)));
        };
        let Some(subscriber) = found.record().subscriber else {
            return Ok(Err((self.name.place, ConflictKind::DeviceOfAnother)));
        };
        let whose = existing(view, subscriber)?;
        if !is_named(view, whose.record(), &self.name.value)? {
            return Ok(Err((self.name.place, ConflictKind::DeviceOfAnother)));
        }
        Ok(Ok(Asked {
            place: self.device.place,
            kind: RequestKind::RecoverDevice,
            whose: Whose::Known(subscriber),
            manager: None,
            made_by: *whose.record().managed_by.latest(),
            certificate: None,
            device: Some(Id::of(&found)),
            reason: None,
            changes: Vec::new(),
            remark: None,
        }))
    }
}
