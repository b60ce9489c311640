//! The form of a request, filled from the register; what the register does not know stays room to write.

use std::sync::Arc;

use gov_ca_model::{RequestKind, SubscriberClass};
use gov_ca_registry::Id;
use gov_ca_registry::entries::{
    Body, Certificate, Contact, Device, FormPlace, Holder, MadeForm, Person, Request, Sending,
    Subscriber,
};
use gov_ca_registry::steps::{self, StepError, existing};
use gov_ca_registry::store::{Stored, View};
use pdf_revisions::PdfFile;
use regulation_rules::facts::{Channel, Party};
use serde_json::json;
use signature_appearance::Fonts;
use signing_workflow::forms::{
    BodyEntry, BodyRequest, ChangeEntry, ChangeRequest, Filled, Letterhead, ND68_01, ND68_02,
    ND68_04, ND68_05, ND68_06, PersonEntry, PersonRequest, RecoveryEntry, RecoveryRequest,
    RequestMark, RevocationEntry, RevocationRequest, request_of,
};

use super::Desk;
use super::records::holder_name;
use super::sides::letterhead;
use crate::args::RequestForm;
use crate::exit::{Exit, Failure, Outcome};
use crate::outputs::{self, SideFile};
use crate::text::{Lang, Text};

/// The CA, as forms address it (Tây Ninh Điều 7(1)).
pub(super) const CA: &str = "Cục Chứng thực số và Bảo mật thông tin, Ban Cơ yếu Chính phủ";

pub(super) fn form(desk: &Desk<'_>, args: &RequestForm) -> Outcome {
    let id = Id::new(args.request);
    let (name, filled) = made(desk, id, |filled| {
        outputs::staged(&args.output, &filled.pdf, args.force)
    })?;
    let file = args.output.display();
    match desk.job.json {
        true => desk.job.value(&json!({
            "file": file.to_string(),
            "request": name,
            "sha256": filled.sha256,
            "pages": filled.pages,
        })),
        false => desk.job.say(&Text::new(
            format!(
                "Đã ghi biểu mẫu của yêu cầu {name}: “{file}”, {} trang.",
                filled.pages
            ),
            format!(
                "The form of request {name} was written: “{file}”, {} pages.",
                filled.pages
            ),
        )),
    }
    Ok(Exit::Passed)
}

/// Makes the form of a request. What is written is on the disk before the register knows it, and under its name after.
pub(super) fn made(
    desk: &Desk<'_>,
    id: Id<Request>,
    write: impl FnOnce(&Filled) -> Result<SideFile, Failure>,
) -> Result<(String, Filled), Failure> {
    let known = desk.read(|view| Known::of(view, id, desk))?;
    let name = named(id);
    let mark = RequestMark {
        request: &name,
        filled_on: desk.on,
    };
    let filled = known.fill(mark, desk)?;
    let staged = write(&filled)?;
    let kept = kept(&filled, desk)?;
    desk.change(|change| steps::keep_form(change, id, kept))?;
    staged.commit()?;
    Ok((name, filled))
}

/// What forms call a request.
pub(super) fn named(id: Id<Request>) -> String {
    format!("{NAME}{id}")
}

/// The request of that name.
pub(super) fn request_named(name: &str) -> Option<Id<Request>> {
    name.strip_prefix(NAME)?.parse().ok().map(Id::new)
}

const NAME: &str = "YC-";

/// What the register keeps of a form.
fn kept(filled: &Filled, desk: &Desk<'_>) -> Result<MadeForm, Failure> {
    let file = PdfFile::open(Arc::new(filled.pdf.clone())).ok();
    let stamp = file.as_ref().and_then(request_of);
    let stamp = stamp.ok_or_else(|| not_drawn(&"its stamp cannot be read again"))?;
    let places = filled.places.iter().map(|place| FormPlace {
        name: place.name.clone(),
        page: place.page,
        area: [
            place.area.left,
            place.area.bottom,
            place.area.right,
            place.area.top,
        ],
    });
    Ok(MadeForm {
        form: stamp.form,
        values: stamp.digest,
        sha256: filled.sha256.clone(),
        on: desk.on,
        places: places.collect(),
        is_superseded: false,
    })
}

/// What the register knows of a request.
struct Known {
    request: Request,
    class: SubscriberClass,
    name: String,
    person: Option<Person>,
    /// The body that the subscriber is, or works in.
    body: Body,
    from: Letterhead,
    to: String,
    certificate: Option<Certificate>,
    device: Option<Device>,
}

impl Known {
    fn of(view: &mut View<'_>, id: Id<Request>, desk: &Desk<'_>) -> Result<Self, StepError> {
        let request: Request = existing(view, id)?.into_record();
        let subscriber: Subscriber = existing(view, request.subscriber)?.into_record();
        let made_by: Body = existing(view, request.made_by)?.into_record();
        let person = match subscriber.holder {
            Holder::Person(person) => Some(existing::<Person>(view, person)?.into_record()),
            _ => None,
        };
        let body = match subscriber.holder {
            Holder::Body(body) | Holder::System { owner: body, .. } => {
                existing(view, body)?.into_record()
            }
            Holder::Person(_) => {
                let post = person.as_ref().and_then(|person| person.post_on(desk.on));
                match post {
                    Some(post) => existing(view, post.body)?.into_record(),
                    None => made_by.clone(),
                }
            }
        };
        Ok(Self {
            class: subscriber.class(),
            name: holder_name(view, &subscriber.holder, desk)?,
            from: letterhead(view, &made_by, None, desk)?,
            to: addressee(view, id, desk)?,
            certificate: request
                .certificate
                .map(|id| existing(view, id).map(Stored::into_record))
                .transpose()?,
            device: request
                .device
                .map(|id| existing(view, id).map(Stored::into_record))
                .transpose()?,
            person,
            body,
            request,
        })
    }

    fn fill(&self, mark: RequestMark<'_>, desk: &Desk<'_>) -> Result<Filled, Failure> {
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

    fn mail(&self) -> String {
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

    fn certificate_number(&self) -> String {
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

/// The CA by its name; a department stays room to write, for the register does not know which one is delegated.
fn addressee(view: &mut View<'_>, id: Id<Request>, desk: &Desk<'_>) -> Result<String, StepError> {
    Ok(match goes_to(view, id, desk)? {
        Party::Ca => CA.to_owned(),
        _ => String::new(),
    })
}

/// To whom the law of the day sends it.
pub(super) fn goes_to(
    view: &mut View<'_>,
    id: Id<Request>,
    desk: &Desk<'_>,
) -> Result<Party, StepError> {
    let sending = Sending {
        by: Party::ManagingBody,
        to: Party::Ca,
        channel: Channel::RequestSystem,
        form: None,
        digitally_signed: true,
        paper: None,
    };
    steps::addressee(view, id, desk.on, &sending, &desk.office())
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

/// Of a form, letter or report.
pub(super) fn not_drawn(error: &dyn std::fmt::Display) -> Failure {
    Failure::new(
        Exit::Defect,
        "form-not-drawn",
        Text::new(
            "Không vẽ được văn bản.",
            format!("The paper cannot be drawn: {error}."),
        ),
    )
}
