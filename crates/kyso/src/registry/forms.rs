//! The form of a request, filled from the register; what the register does not know stays room to write.

mod an_giang;
pub(super) mod blank;
mod national;

use std::sync::Arc;

use gov_ca_model::SubscriberClass;
use gov_ca_registry::Id;
use gov_ca_registry::entries::{
    Body, Certificate, Device, FormPlace, Holder, MadeForm, Person, Request, Sending, Subscriber,
};
use gov_ca_registry::steps::{self, StepError, existing};
use gov_ca_registry::store::{Stored, View};
use pdf_revisions::PdfFile;
use regulation_rules::facts::{Channel, Party};
use serde_json::json;

use signing_workflow::forms::{Filled, Letterhead, RequestMark, request_of};

pub(super) use an_giang::not_for_this;

use super::Desk;
use super::records::{body_name, holder_name};
use super::sides::letterhead;
use crate::args::RequestForm;
use crate::exit::{Exit, Failure, Outcome};
use crate::outputs::{self, SideFile};
use crate::text::Text;

/// The CA, as forms address it (Tây Ninh Điều 7(1)).
pub(super) const CA: &str = "Cục Chứng thực số và Bảo mật thông tin, Ban Cơ yếu Chính phủ";

pub(super) fn form(desk: &Desk<'_>, args: &RequestForm) -> Outcome {
    let id = Id::new(args.request);
    let (name, filled) = made(desk, id, args.form.as_deref(), |filled| {
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
    form: Option<&str>,
    write: impl FnOnce(&Filled) -> Result<SideFile, Failure>,
) -> Result<(String, Filled), Failure> {
    let known = desk.read(|view| Known::of(view, id, desk))?;
    let name = named(id);
    let mark = RequestMark {
        request: &name,
        filled_on: desk.on,
    };
    let filled = match form {
        Some(form) => known.fill_of_an_giang(form, mark, desk),
        None => known.fill(mark, desk),
    }?;
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
pub(super) struct Known {
    pub(super) request: Request,
    pub(super) class: SubscriberClass,
    name: String,
    person: Option<Person>,
    /// The body that the subscriber is, or works in.
    body: Body,
    from: Letterhead,
    to: String,
    certificate: Option<Certificate>,
    device: Option<Device>,
    /// Who will manage the certificate, and where they work.
    keeper: Option<Person>,
    keepers_workplace: String,
}

impl Known {
    pub(super) fn of(
        view: &mut View<'_>,
        id: Id<Request>,
        desk: &Desk<'_>,
    ) -> Result<Self, StepError> {
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
        let keeper = request.keeper.map(|id| existing::<Person>(view, id));
        let keeper = keeper.transpose()?.map(Stored::into_record);
        let post = keeper.as_ref().and_then(|keeper| keeper.post_on(desk.on));
        let workplace = post.map(|post| body_name(view, post.body, desk));
        Ok(Self {
            keepers_workplace: workplace.transpose()?.unwrap_or_default(),
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
            keeper,
            person,
            body,
            request,
        })
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
