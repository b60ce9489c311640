//! The forms of NĐ 68/2024.

use gov_ca_model::{RequestKind, SubscriberClass};
use gov_ca_registry::entries::Contact;
use signature_appearance::Fonts;
use signing_workflow::forms::{
    BodyEntry, BodyRequest, ChangeEntry, ChangeRequest, Filled, ND68_01, ND68_02, ND68_04, ND68_05,
    ND68_06, PersonEntry, PersonRequest, RecoveryEntry, RecoveryRequest, RequestMark,
    RevocationEntry, RevocationRequest,
};

use super::{Known, not_drawn};
use crate::exit::{Exit, Failure};
use crate::registry::Desk;
use crate::text::{Lang, Text};

impl Known {
    pub(super) fn fill(&self, mark: RequestMark<'_>, desk: &Desk<'_>) -> Result<Filled, Failure> {
        let fonts = Fonts::liberation();
        let (from, to) = (self.from.clone(), self.to.clone());
        let made = match (self.request.history.of(), self.class) {
            (RequestKind::Issue, SubscriberClass::Individual) => {
                let persons = vec![self.person(desk)];
                let values = PersonRequest {
                    from,
                    to,
                    persons,
                    ..PersonRequest::default()
                };
                ND68_01.fill(&values, mark, &fonts)
            }
            (RequestKind::Issue, SubscriberClass::Body) => {
                let bodies = vec![self.body()];
                let values = BodyRequest {
                    from,
                    to,
                    bodies,
                    ..BodyRequest::default()
                };
                ND68_02.fill(&values, mark, &fonts)
            }
            (RequestKind::Issue, _) => return Err(no_form(self.class)),
            (RequestKind::Renew | RequestKind::ChangeInformation, _) => {
                let certificates = vec![self.change()];
                let values = ChangeRequest {
                    from,
                    to,
                    certificates,
                    ..ChangeRequest::default()
                };
                ND68_04.fill(&values, mark, &fonts)
            }
            (RequestKind::Revoke, _) => {
                let certificates = vec![self.revocation()];
                let values = RevocationRequest {
                    from,
                    to,
                    certificates,
                    ..RevocationRequest::default()
                };
                ND68_05.fill(&values, mark, &fonts)
            }
            (RequestKind::RecoverDevice, _) => {
                let devices = vec![self.recovery(desk)];
                let values = RecoveryRequest {
                    from,
                    to,
                    devices,
                    ..RecoveryRequest::default()
                };
                ND68_06.fill(&values, mark, &fonts)
            }
        };
        made.map_err(|error| not_drawn(&error))
    }

    fn contact(&self) -> &Contact {
        self.person
            .as_ref()
            .map_or(&self.body.contact, |person| &person.contact)
    }

    pub(super) fn mail(&self) -> String {
        self.contact().mail.clone().unwrap_or_default()
    }

    fn citizen_number(&self) -> String {
        let number = self
            .person
            .as_ref()
            .and_then(|person| person.number.as_ref());
        number
            .map(|number| number.number.clone())
            .unwrap_or_default()
    }

    fn employer(&self, desk: &Desk<'_>) -> String {
        self.body.name_on(desk.on).to_owned()
    }

    pub(super) fn certificate_number(&self) -> String {
        let certificate = self.certificate.as_ref();
        certificate
            .map(|one| one.number.clone())
            .unwrap_or_default()
    }

    fn device_number(&self) -> String {
        self.device
            .as_ref()
            .map(|one| one.number.clone())
            .unwrap_or_default()
    }

    fn person(&self, desk: &Desk<'_>) -> PersonEntry {
        let person = self.person.as_ref();
        let paper = person.and_then(|person| person.number.as_ref());
        let post = person.and_then(|person| person.post_on(desk.on));
        PersonEntry {
            name: self.name.clone(),
            born_on: person.and_then(|person| person.born),
            citizen_number: self.citizen_number(),
            issued_on: paper.and_then(|paper| paper.issued_on),
            issued_at: paper
                .and_then(|paper| paper.issued_at.clone())
                .unwrap_or_default(),
            mail: self.mail(),
            employer: self.employer(desk),
            position: post.map(|post| post.title.clone()).unwrap_or_default(),
            mobile: self.contact().telephone.clone().unwrap_or_default(),
            ..PersonEntry::default()
        }
    }

    fn body(&self) -> BodyEntry {
        BodyEntry {
            name: self.name.clone(),
            address: self.body.contact.address.clone().unwrap_or_default(),
            tax_code: self.body.tax_code.clone().unwrap_or_default(),
            budget_code: self.body.budget_code.clone().unwrap_or_default(),
            mail: self.mail(),
            ..BodyEntry::default()
        }
    }

    fn change(&self) -> ChangeEntry {
        let listed = |each: fn(&gov_ca_registry::entries::Change) -> &str| {
            let lines: Vec<&str> = self.request.changes.iter().map(each).collect();
            lines.join("\n")
        };
        let kind = self.request.history.of();
        ChangeEntry {
            name: self.name.clone(),
            certificate: self.certificate_number(),
            mail: self.mail(),
            old: listed(|change| &change.from),
            new: listed(|change| &change.to),
            renew: kind == RequestKind::Renew,
            change: kind == RequestKind::ChangeInformation || !self.request.changes.is_empty(),
            ..ChangeEntry::default()
        }
    }

    fn revocation(&self) -> RevocationEntry {
        let is_body = self.class == SubscriberClass::Body;
        let of_body = |code: &Option<String>| code.clone().filter(|_| is_body).unwrap_or_default();
        let reason = self.request.reason;
        RevocationEntry {
            name: self.name.clone(),
            citizen_number: self.citizen_number(),
            tax_code: of_body(&self.body.tax_code),
            budget_code: of_body(&self.body.budget_code),
            mail: self.mail(),
            certificate: self.certificate_number(),
            device: self.device_number(),
            reason: reason
                .map(|one| one.text().in_language(Lang::Vi.into()).to_owned())
                .unwrap_or_default(),
        }
    }

    fn recovery(&self, desk: &Desk<'_>) -> RecoveryEntry {
        RecoveryEntry {
            device: self.device_number(),
            name: self.name.clone(),
            employer: self.employer(desk),
            mail: self.mail(),
        }
    }
}

fn no_form(class: SubscriberClass) -> Failure {
    let class = class.vietnamese();
    Failure::new(
        Exit::Undecided,
        "form-unread",
        Text::new(
            format!(
                "Chưa đọc được biểu mẫu cấp mới cho {class} (Mẫu số 03 Nghị định số 68/2024/NĐ-CP); dùng bản của cơ quan cấp."
            ),
            "The form for issue to this class of subscriber (form 03 of Decree 68/2024/NĐ-CP) was not read; use the CA's own.",
        ),
    )
}
