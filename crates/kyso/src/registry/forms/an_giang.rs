//! The forms of An Giang (QĐ 39/2014/QĐ-UBND), which the province's offices fill in place of the national ones.

use gov_ca_model::{RequestKind, SubscriberClass};
use signature_appearance::Fonts;
use signing_workflow::forms::{
    AN_GIANG_01, AN_GIANG_03, AgencyEntry, AgencyRequest, AgencyRevocation, Filled, Manager,
    RequestMark,
};

use super::{Known, not_drawn};
use crate::exit::{Exit, Failure};
use crate::registry::Desk;
use crate::text::{Lang, Text};

impl Known {
    /// The form of that name, where the request is one for it.
    pub(super) fn fill_of_an_giang(
        &self,
        form: &str,
        mark: RequestMark<'_>,
        desk: &Desk<'_>,
    ) -> Result<Filled, Failure> {
        let fonts = Fonts::liberation();
        let kind = self.request.history.of();
        let made = match (form, kind, self.class) {
            // QĐ 39/2014/QĐ-UBND An Giang, Điều 10, Mẫu số 01
            ("an-giang-01", RequestKind::Issue, SubscriberClass::Body) => {
                AN_GIANG_01.fill(&self.agency_request(desk), mark, &fonts)
            }
            // Điều 11, Mẫu số 03
            ("an-giang-03", RequestKind::Revoke, SubscriberClass::Body) => {
                AN_GIANG_03.fill(&self.agency_revocation(desk), mark, &fonts)
            }
            _ => return Err(not_for_this(form, kind, self.class)),
        };
        made.map_err(|error| not_drawn(&error))
    }

    fn agency_request(&self, desk: &Desk<'_>) -> AgencyRequest {
        AgencyRequest {
            manager: self.manager(desk),
            agency: self.name.clone(),
            address: self.body.contact.address.clone().unwrap_or_default(),
            mail: self.mail(),
            day: Some(desk.on),
            ..AgencyRequest::default()
        }
    }

    fn manager(&self, desk: &Desk<'_>) -> Manager {
        let Some(keeper) = &self.keeper else {
            return Manager::default();
        };
        let paper = keeper.number.as_ref();
        let contact = &keeper.contact;
        let post = keeper.post_on(desk.on);
        Manager {
            name: keeper.name.clone(),
            born_on: keeper.born,
            identity_number: paper.map(|paper| paper.number.clone()).unwrap_or_default(),
            issued_on: paper.and_then(|paper| paper.issued_on),
            issued_at: paper
                .and_then(|paper| paper.issued_at.clone())
                .unwrap_or_default(),
            mail: contact.mail.clone().unwrap_or_default(),
            workplace: self.keepers_workplace.clone(),
            position: post.map(|post| post.title.clone()).unwrap_or_default(),
            address: contact.address.clone().unwrap_or_default(),
            telephone: contact.telephone.clone().unwrap_or_default(),
            ..Manager::default()
        }
    }

    fn agency_revocation(&self, desk: &Desk<'_>) -> AgencyRevocation {
        let certificate = self.certificate.as_ref();
        let contact = &self.body.contact;
        let reason = self.request.reason;
        let reason = reason.map(|one| one.text().in_language(Lang::Vi.into()).to_owned());
        AgencyRevocation {
            agency: self.name.clone(),
            address: contact.address.clone().unwrap_or_default(),
            telephone: contact.telephone.clone().unwrap_or_default(),
            mail: self.mail(),
            certificate: self.certificate_number(),
            issued_on: certificate.map(|one| one.valid_from),
            expires_on: certificate.map(|one| one.valid_to),
            reason: reason.unwrap_or_default(),
            day: Some(desk.on),
            ..AgencyRevocation::default()
        }
    }

    /// The row of form 02; `None` where the request is not one for it.
    pub(in crate::registry) fn agency_entry(&self, desk: &Desk<'_>) -> Option<AgencyEntry> {
        let is_for_it =
            self.request.history.of() == RequestKind::Issue && self.class == SubscriberClass::Body;
        is_for_it.then(|| {
            let manager = self.manager(desk);
            AgencyEntry {
                manager: manager.name,
                born_on: manager.born_on,
                identity_number: manager.identity_number,
                issued_on: manager.issued_on,
                issued_at: manager.issued_at,
                workplace: manager.workplace,
                manager_mail: manager.mail,
                agency: self.name.clone(),
                mail: self.mail(),
                ..AgencyEntry::default()
            }
        })
    }
}

pub(in crate::registry) fn not_for_this(
    form: &str,
    kind: RequestKind,
    class: SubscriberClass,
) -> Failure {
    let (vi, en) = (kind.vietnamese(), kind.word());
    Failure::new(
        Exit::Negative,
        "form-not-for-this",
        Text::new(
            format!(
                "Mẫu “{form}” dành cho cơ quan, đơn vị đề nghị {}; yêu cầu này là {vi} của {}.",
                asked_by(form).0,
                class.vietnamese()
            ),
            format!(
                "The form “{form}” is for agencies that ask for {}; this request is another ({en}).",
                asked_by(form).1
            ),
        ),
    )
}

fn asked_by(form: &str) -> (&'static str, &'static str) {
    match form {
        "an-giang-03" => ("thu hồi chứng thư", "revocation"),
        _ => ("cấp chứng thư", "issue"),
    }
}
