//! What a change touches, section by section: in the register, and in the office's own files.

mod on_paper;

use gov_ca_model::Life as _;
use gov_ca_registry::Id;
use gov_ca_registry::changes::Touched;
use gov_ca_registry::entries::{Certificate, Device, Person, Request, ShortRecord, Subscriber};
use gov_ca_registry::steps::{StepError, existing};
use gov_ca_registry::store::View;

use super::records::{body_name, holder_name};
use super::{Desk, short};
use crate::text::Text;

pub(super) use on_paper::OnPaper;

pub(super) const CERTIFICATES: &str = "certificates";
pub(super) const PICTURES: &str = "pictures";
pub(super) const SERIES: &str = "series";

/// Things of one kind that are touched.
pub(super) struct Section {
    pub(super) key: &'static str,
    pub(super) heading: Text,
    pub(super) lines: Vec<Text>,
    /// The numbers of certificates.
    pub(super) numbers: Vec<String>,
}

impl Section {
    fn of(key: &'static str, vi: &str, en: &str, lines: Vec<Text>) -> Option<Self> {
        (!lines.is_empty()).then(|| Self {
            key,
            heading: Text::new(vi, en),
            lines,
            numbers: Vec::new(),
        })
    }
}

/// What the register knows; empty sections are left out.
pub(super) fn sections(
    view: &mut View<'_>,
    touched: &Touched,
    desk: &Desk<'_>,
) -> Result<Vec<Section>, StepError> {
    let mut all = Vec::new();
    all.extend(certificates(view, touched, desk)?);
    let devices = devices(view, &touched.devices, desk)?;
    all.extend(Section::of(
        "devices",
        "Thiết bị của thuê bao:",
        "Devices of subscribers:",
        devices,
    ));
    let kept = self::devices(view, &touched.kept, desk)?;
    all.extend(Section::of(
        "kept",
        "Thiết bị người này đang giữ, cần giao người khác:",
        "Devices this person keeps; they need another custodian:",
        kept,
    ));
    all.extend(Section::of(
        "requests",
        "Yêu cầu chưa xong:",
        "Requests that are not over:",
        requests(view, touched)?,
    ));
    all.extend(Section::of(
        "below",
        "Cơ quan, đơn vị trực thuộc:",
        "Bodies below:",
        each(&touched.below, |id| body_name(view, id, desk))?,
    ));
    all.extend(Section::of(
        "persons",
        "Cá nhân đang công tác:",
        "Persons working there:",
        each(&touched.persons, |id| person(view, id, desk))?,
    ));
    all.extend(Section::of(
        "managed",
        "Thuê bao do cơ quan này quản lý trực tiếp:",
        "Subscribers it manages directly:",
        each(&touched.managed, |id| subscriber(view, id, desk))?,
    ));
    let codes = touched.codes.iter().map(|code| same(code.as_str()));
    all.extend(Section::of(
        "codes",
        "Mã định danh điện tử:",
        "Electronic code:",
        codes.collect(),
    ));
    all.extend(Section::of(
        "records",
        "Ủy quyền, đầu mối, giấy cho phép, ứng dụng còn hiệu lực:",
        "Delegations, focal persons, permissions, applications in force:",
        each(&touched.records, |id| record(view, id, desk))?,
    ));
    all.extend(Section::of(
        "registered",
        "Chứng thư đăng ký tại ứng dụng; khi có chứng thư mới phải đăng ký lại:",
        "Registered in applications; a new certificate is to be registered there:",
        each(&touched.registered, |id| record(view, id, desk))?,
    ));
    Ok(all)
}

fn same(text: &str) -> Text {
    Text::new(text, text)
}

/// A line each, the same in both languages.
fn each<T>(
    ids: &[Id<T>],
    mut line: impl FnMut(Id<T>) -> Result<String, StepError>,
) -> Result<Vec<Text>, StepError> {
    let lines = ids.iter().map(|id| Ok(same(&line(*id)?)));
    lines.collect()
}

fn certificates(
    view: &mut View<'_>,
    touched: &Touched,
    desk: &Desk<'_>,
) -> Result<Option<Section>, StepError> {
    let (mut numbers, mut lines) = (Vec::new(), Vec::new());
    for (id, misfit) in &touched.certificates {
        let certificate: Certificate = existing(view, *id)?.into_record();
        let number = certificate.number;
        lines.push(match misfit {
            Some(misfit) => {
                let ground = misfit.rule.ground(desk.job.lang.into());
                let (vi, en) = (misfit.asks.vietnamese(), misfit.asks.word());
                Text::new(
                    format!("Chứng thư {number}: cần {vi} ({ground})."),
                    format!("Certificate {number}: {en} ({ground})."),
                )
            }
            None => Text::new(
                format!("Chứng thư {number}: quy định đã đọc không yêu cầu gì."),
                format!("Certificate {number}: nothing is asked for by what was read."),
            ),
        });
        numbers.push(number);
    }
    let section = Section::of(
        CERTIFICATES,
        "Chứng thư, và quy định của ngày đó yêu cầu gì:",
        "Certificates, and what the law of that day asks for:",
        lines,
    );
    Ok(section.map(|section| Section { numbers, ..section }))
}

fn devices(
    view: &mut View<'_>,
    ids: &[Id<Device>],
    desk: &Desk<'_>,
) -> Result<Vec<Text>, StepError> {
    let mut lines = Vec::new();
    for id in ids {
        let device: Device = existing(view, *id)?.into_record();
        let state = device.history.state();
        let keeper = device.custodian_on(desk.on);
        let keeper = keeper.map(|id| person(view, id, desk)).transpose()?;
        let (vi, en) = match keeper {
            Some(name) => (format!(", người giữ {name}"), format!(", kept by {name}")),
            None => Default::default(),
        };
        lines.push(Text::new(
            format!("{}: {}{vi}", device.number, state.vietnamese()),
            format!("{}: {}{en}", device.number, state.word()),
        ));
    }
    Ok(lines)
}

fn requests(view: &mut View<'_>, touched: &Touched) -> Result<Vec<Text>, StepError> {
    let mut lines = Vec::new();
    for id in &touched.requests {
        let request: Request = existing(view, *id)?.into_record();
        let (kind, state) = (request.history.of(), request.history.state());
        lines.push(Text::new(
            format!(
                "Yêu cầu số {id}: {}, {}",
                kind.vietnamese(),
                state.vietnamese()
            ),
            format!("Request {id}: {}, {}", kind.word(), state.word()),
        ));
    }
    Ok(lines)
}

fn person(view: &mut View<'_>, id: Id<Person>, desk: &Desk<'_>) -> Result<String, StepError> {
    let Some(person) = view.get::<Person>(id.number())? else {
        return Ok(id.to_string());
    };
    let person = person.into_record();
    let title = person.post_on(desk.on).map(|post| post.title.as_str());
    Ok([Some(person.name.as_str()), title]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", "))
}

fn subscriber(
    view: &mut View<'_>,
    id: Id<Subscriber>,
    desk: &Desk<'_>,
) -> Result<String, StepError> {
    let subscriber: Subscriber = existing(view, id)?.into_record();
    Ok(format!(
        "{id}: {}",
        holder_name(view, &subscriber.holder, desk)?
    ))
}

fn record(view: &mut View<'_>, id: Id<ShortRecord>, desk: &Desk<'_>) -> Result<String, StepError> {
    let stored = existing(view, id)?;
    Ok(short::line(view, &stored, desk)?.trim().to_owned())
}
