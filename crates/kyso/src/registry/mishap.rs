//! A device is lost or breaks, or its key may be in other hands: noted, blocked, its papers made, and what is to be done by whom and when.

mod record;
mod to_do;
mod uses;

use gov_ca_registry::Id;
use gov_ca_registry::entries::{Certificate, Device, Person, Request};
use gov_ca_registry::steps::{self, Befallen, Mishap, Noted, StepError};
use gov_ca_registry::store::{Record as _, StoreError, Stored, View};
use jiff::Timestamp;
use serde_json::json;
use signature_appearance::Fonts;
use signing_workflow::forms::{LOST_DEVICE, Letterhead, RequestMark};

use super::failed::{refused_because, stepped};
use super::requests::numbered;
use super::sides::{Held, letterhead};
use super::{Desk, forms};
use crate::args::DeviceMishap;
use crate::exit::{Exit, Failure, Outcome};
use crate::failures;
use crate::outputs::{self, SideFile};
use crate::present::{moment, moment_en};
use crate::text::Text;
use to_do::ToDo;
use uses::{Journals, Signed};

/// The files in the folder.
const RECORD: &str = "bien-ban-that-lac.pdf";
const SIGNED: &str = "van-ban-da-ky.csv";
const BLOCKED: &str = "chung-thu-bi-chan.toml";

/// `kyso registry device lost|exposed|broken`.
pub(super) fn befell(desk: &Desk<'_>, args: &DeviceMishap, what: Mishap) -> Outcome {
    let device = numbered::<Device>(desk, &args.device, &Text::new("thiết bị", "device"))?;
    let folder = args.output.as_path();
    std::fs::create_dir_all(folder).map_err(|error| failures::writing(folder, &error))?;
    let since = desk.happened(args.since)?;
    if let Some(last) = args.last_use.filter(|last| since < *last) {
        return Err(used_after(last, since));
    }
    let journals = match what.lets_others_sign() {
        true => Journals::read(&args.journal, desk.job)?,
        false => Journals::default(),
    };
    let befallen = Befallen {
        what,
        on: desk.on,
        since,
        paper: desk.paper("Biên bản", args.paper.as_deref()),
        note: args.note.clone(),
    };
    let mut files = Files::open(args, what)?;
    let noted = noted(desk, device, &befallen, (args, &mut files))?;
    let told = desk.read(|view| Told::of(view, &noted, what, desk))?;
    let signed = journals.with(&told.held.certificates, (args.last_use, told.since));
    let untold = journals.untold(&told.held.certificates, args.last_use);
    let done = Done {
        files: files.keep(desk, args, &told, (&signed, &journals))?,
        told,
        signed,
        untold,
        journals,
        last_use: args.last_use,
    };
    match desk.job.json {
        true => desk.job.value(&done.json(desk)),
        false => done.say(desk),
    }
    Ok(Exit::Passed)
}

/// What was signed after the loss was discovered is nobody's certain use.
fn used_after(last: Timestamp, since: Timestamp) -> Failure {
    refused_because(
        &format!(
            "lần sử dụng chắc chắn gần nhất ({}) sau lúc phát hiện ({})",
            moment(last),
            moment(since)
        ),
        &format!(
            "the last certain use ({}) is after the discovery ({})",
            moment_en(last),
            moment_en(since)
        ),
    )
}

/// What the papers and the answer tell.
pub(super) struct Told {
    what: Mishap,
    held: Held,
    keeper: Option<Person>,
    from: Letterhead,
    /// Since when.
    since: Timestamp,
    /// Those that are not over.
    certificates: Vec<Certificate>,
    notice: i64,
    /// The names that forms call them by.
    requests: Vec<(String, Id<Request>)>,
    to_do: Vec<ToDo>,
}

impl Told {
    fn of(
        view: &mut View<'_>,
        noted: &Noted,
        what: Mishap,
        desk: &Desk<'_>,
    ) -> Result<Self, StepError> {
        let held = Held::of(view, Id::of(&noted.device), desk)?;
        let keeper = held.keeper(view, desk.on)?;
        let from = match &held.managed_by {
            Some(body) => letterhead(view, body, None, desk)?,
            None => Letterhead::default(),
        };
        let open = noted.certificates.iter().map(Stored::id);
        let mut certificates = Vec::new();
        for id in open {
            certificates.push(steps::existing::<Certificate>(view, Id::new(id))?.into_record());
        }
        let requests = noted.requests.iter();
        let requests: Vec<_> = requests.map(|id| (forms::named(*id), *id)).collect();
        let to_do = to_do::list(view, noted, what, &requests, desk)?;
        Ok(Self {
            what,
            held,
            keeper,
            from,
            since: noted.notice.record().discovered_at,
            certificates,
            notice: noted.notice.id(),
            requests,
            to_do,
        })
    }

    fn number(&self) -> &str {
        &self.held.device.number
    }
}

/// The papers, opened before the register is changed: where one cannot be, nothing is.
struct Files {
    record: Option<SideFile>,
    signed: Option<SideFile>,
    blocked: Option<SideFile>,
    /// One for each request.
    requests: Vec<SideFile>,
}

fn opened(name: &str, args: &DeviceMishap) -> Result<SideFile, Failure> {
    SideFile::open(&args.output.join(name), outputs::replace(args.force))
}

fn name_of_form(request: Id<Request>) -> String {
    format!("de-nghi-thu-hoi-{}.pdf", forms::named(request))
}

impl Files {
    fn open(args: &DeviceMishap, what: Mishap) -> Result<Self, Failure> {
        let file = |name, is_made: bool| is_made.then(|| opened(name, args)).transpose();
        Ok(Self {
            record: file(RECORD, what == Mishap::Lost)?,
            signed: file(SIGNED, what.lets_others_sign())?,
            blocked: file(BLOCKED, what.lets_others_sign())?,
            requests: Vec::new(),
        })
    }

    /// Writes them: the requests, the record of the loss, the list of what was signed, the block list.
    fn keep(
        self,
        desk: &Desk<'_>,
        args: &DeviceMishap,
        told: &Told,
        (signed, journals): (&[Signed], &Journals),
    ) -> Result<Vec<String>, Failure> {
        let mut names = Vec::new();
        for ((_, id), file) in told.requests.iter().zip(self.requests) {
            forms::made(desk, *id, None, |filled| file.filled(&filled.pdf))?;
            names.push(name_of_form(*id));
        }
        if let Some(file) = self.record {
            file.keep(&form(desk, args, told, signed)?)?;
            names.push(RECORD.to_owned());
        }
        if let Some(file) = self.signed {
            file.keep(uses::csv(signed).as_bytes())?;
            names.push(SIGNED.to_owned());
        }
        if let Some(file) = self.blocked {
            file.keep(block_list(desk, told, journals).as_bytes())?;
            names.push(BLOCKED.to_owned());
        }
        Ok(names)
    }
}

/// A change that has to be given up.
enum GivenUp {
    Step(StepError),
    File(Failure),
}

impl From<StoreError> for GivenUp {
    fn from(error: StoreError) -> Self {
        Self::Step(error.into())
    }
}

/// Notes it, where there is room for the form of each request.
fn noted(
    desk: &Desk<'_>,
    device: Id<Device>,
    befallen: &Befallen,
    (args, files): (&DeviceMishap, &mut Files),
) -> Result<Noted, Failure> {
    let office = desk.office();
    let done = desk.open()?.change(&desk.by()?, |change| {
        let noted = steps::befall(change, device, befallen, &office).map_err(GivenUp::Step)?;
        let requests = noted.requests.iter();
        let forms = requests.map(|id| opened(&name_of_form(*id), args));
        files.requests = forms.collect::<Result<_, _>>().map_err(GivenUp::File)?;
        Ok(noted)
    });
    done.map_err(|error| match error {
        GivenUp::Step(error) => stepped(&desk.place, error),
        GivenUp::File(failure) => failure,
    })
}

/// The block list; what it cannot name is told.
fn block_list(desk: &Desk<'_>, told: &Told, journals: &Journals) -> String {
    let because = match told.what {
        Mishap::Lost => "lost",
        _ => "exposed",
    };
    let (list, unnamed) = record::block_list(&told.certificates, because, journals);
    for number in unnamed {
        desk.job.note(&Text::new(
            format!("Chứng thư {number}: sổ chưa có tệp chứng thư, không ghi được vào danh sách chặn “{BLOCKED}”; chứng thư vẫn bị chặn trong sổ."),
            format!("Certificate {number}: the register has no X.509 of it, so “{BLOCKED}” cannot name it; in the register it is blocked."),
        ));
    }
    list
}

fn form(
    desk: &Desk<'_>,
    args: &DeviceMishap,
    told: &Told,
    signed: &[Signed],
) -> Result<Vec<u8>, Failure> {
    let name = format!("TB-{}", told.number());
    let mark = RequestMark {
        request: &name,
        filled_on: desk.on,
    };
    let values = record::lost(told, signed, args, desk);
    let filled = LOST_DEVICE.fill(&values, mark, &Fonts::liberation());
    Ok(filled.map_err(|error| forms::not_drawn(&error))?.pdf)
}

/// Everything that was done and found.
struct Done {
    told: Told,
    files: Vec<String>,
    signed: Vec<Signed>,
    untold: usize,
    journals: Journals,
    last_use: Option<Timestamp>,
}

impl Done {
    fn json(&self, desk: &Desk<'_>) -> serde_json::Value {
        let told = &self.told;
        let unread = self
            .journals
            .unread
            .iter()
            .map(|folder| folder.display().to_string());
        let blocked = told.certificates.iter().filter(|one| one.blocked.is_some());
        json!({
            "table": Device::TABLE,
            "id": told.held.id,
            "number": told.number(),
            "state": told.held.device.history.state(),
            "since": told.since,
            "blocked": blocked.map(|one| &one.number).collect::<Vec<_>>(),
            "notice": told.notice,
            "requests": told.requests.iter().map(|(_, id)| id).collect::<Vec<_>>(),
            "files": self.files,
            "to_do": told.to_do.iter().map(|one| one.json(desk)).collect::<Vec<_>>(),
            "packages": self.journals.packages,
            "journals_unread": unread.collect::<Vec<_>>(),
            "signed": self.signed.iter().map(Signed::json).collect::<Vec<_>>(),
            "signed_untold": self.untold,
        })
    }

    fn say(&self, desk: &Desk<'_>) {
        self.say_what(desk);
        if self.told.what.lets_others_sign() {
            self.say_signed(desk);
        }
        desk.job.say(&Text::new("Cần thực hiện:", "To be done:"));
        for one in &self.told.to_do {
            one.say(desk);
        }
        desk.job.say(&Text::new(
            format!("Đã ghi: {}.", self.files.join(", ")),
            format!("Written: {}.", self.files.join(", ")),
        ));
    }

    /// Message 38 of `office-practice` §3.3.
    fn say_what(&self, desk: &Desk<'_>) {
        let told = &self.told;
        let (vi, en) = match told.what {
            Mishap::Broken => ("bị hỏng", "is broken"),
            Mishap::Exposed => ("bị lộ khóa bí mật", "has its key exposed"),
            Mishap::Lost => ("bị thất lạc", "is lost"),
            Mishap::Suspected => ("bị nghi lộ khóa bí mật", "may have its key exposed"),
        };
        let (number, at) = (told.number(), moment(told.since));
        desk.job.say(&Text::new(
            format!("Đã ghi nhận thiết bị {number} {vi} lúc {at}."),
            format!(
                "Noted: device {number} {en}, since {}.",
                moment_en(told.since)
            ),
        ));
        let blocked = told.certificates.iter().filter(|one| one.blocked.is_some());
        for certificate in blocked {
            let number = &certificate.number;
            desk.job.say(&Text::new(
                format!("Chứng thư {number} ngừng sử dụng tại cơ quan từ thời điểm này."),
                format!("Certificate {number} is blocked here from then on."),
            ));
        }
    }

    fn say_signed(&self, desk: &Desk<'_>) {
        if self.journals.packages == 0 {
            return desk.job.say(&Text::new(
                "Chưa đối chiếu nhật ký ký số nào: nêu bằng --journal.",
                "No journal was looked at: name them with --journal.",
            ));
        }
        let (count, packages) = (self.signed.len(), self.journals.packages);
        let vi = self.last_use.map_or_else(String::new, |at| {
            format!(" sau lần sử dụng chắc chắn gần nhất ({})", moment(at))
        });
        let en = self.last_use.map_or_else(String::new, |at| {
            format!(" after the last certain use ({})", moment_en(at))
        });
        desk.job.say(&Text::new(
            format!("Nhật ký của {packages} bộ văn bản có {count} chữ ký bằng thiết bị này{vi}:"),
            format!("The journals of {packages} packages tell of {count} signatures with it{en}:"),
        ));
        self.signed.iter().for_each(|one| one.say(desk.job));
        if self.untold > 0 {
            let count = self.untold;
            desk.job.note(&Text::new(
                format!("{count} chữ ký khác trong nhật ký không xác định được số hiệu chứng thư; cần xem từng văn bản."),
                format!("{count} more signatures are of certificates whose numbers cannot be told; look at each."),
            ));
        }
    }
}
