//! A document, and what an act makes of it: which signatures, in which order, and what speaks against them.

use std::path::Path;

use cert_path::Certificate;
use gov_ca_model::{GovCertificate, VietnamDay};
use kyso_service::{Act, Finding, Wish, Words};
use pades_verify::{Indication, SignatureKind, SignatureReport};
use regulation_rules::facts::{CallerFacts, Role, SecrecyLevel};
use regulation_rules::orders::{self, Subject};
use regulation_rules::profiles::Purpose;
use signing_workflow::copying::{self, Fitness};
use signing_workflow::outgoing::{
    self as workflow, About, Before, Earlier, Refusal, Standing, State, StepState,
};
use signing_workflow::roles::{self, Holder};

use super::devices::{Held, class};
use crate::args::Trust;
use crate::check;
use crate::copying as copies;
use crate::exit::{Exit, Failure};
use crate::failures;
use crate::job::Job;
use crate::locked::DocumentKey;
use crate::outgoing::seen::Seen;
use crate::outgoing::{self, words};
use crate::present;
use crate::text::Text;

/// A document that may be signed as was wished.
pub(super) struct Case<'a> {
    pub(super) path: &'a Path,
    pub(super) wish: &'a Wish,
    pub(super) held: Option<&'a Held>,
    pub(super) seen: Seen,
    pub(super) province: Option<String>,
    /// What is signed, one after the other; none: a signature of which nothing is said.
    pub(super) purposes: Vec<Option<Purpose>>,
    /// What to look at.
    pub(super) findings: Vec<Finding>,
    pub(super) stated: Stated,
}

/// The number as the document system says it: `12/QĐ-UBND`, `12`.
#[derive(Clone, Debug, Default)]
pub(super) struct Stated {
    /// Below 10 with a zero before it (NĐ 30/2020 Phụ lục I).
    pub(super) number: Option<String>,
    pub(super) symbol: Option<String>,
}

impl<'a> Case<'a> {
    /// # Errors
    /// What speaks against it: the order of the law, the class of the certificate, a mark of secrecy, an unfit scan.
    pub(super) fn open(
        (path, wish): (&'a Path, &'a Wish),
        held: Option<&'a Held>,
        trust: &Trust,
        job: &Job,
    ) -> Result<Self, Failure> {
        let seen = Seen::of_file(path, &CallerFacts::default(), trust, job)?;
        let mut case = Self {
            path,
            wish,
            held,
            province: check::known(job.config.province.clone())?,
            purposes: purposes(wish, &seen),
            findings: Vec::new(),
            stated: Stated::of(wish.number.as_deref()),
            seen,
        };
        case.scan(job)?;
        case.refuse(job)?;
        case.compare();
        if let Some(why) = &case.seen.unread {
            let text = outgoing::unread(why);
            case.find("pages-unread", text);
        }
        Ok(case)
    }

    pub(super) fn find(&mut self, code: &str, text: Text) {
        self.findings.push(Finding {
            code: code.to_owned(),
            text: Words::new(text.vi, text.en),
            page: None,
        });
    }

    /// A scan is looked at as `kyso copy` does.
    fn scan(&mut self, job: &Job) -> Result<(), Failure> {
        if self.wish.act != Act::Copy {
            return Ok(());
        }
        let name = self.path.display().to_string();
        let file = DocumentKey::default().open(self.path)?;
        let scan = copying::look_at(&file).map_err(|error| failures::pdf(&name, &error))?;
        let judged = scan.judged(VietnamDay::of(job.now), &job.law);
        let fitness = Fitness::of(&judged);
        if fitness != Fitness::Fit {
            return Err(copies::refused(fitness, &scan, &judged));
        }
        if let Some(note) = copies::grey_note(&scan) {
            self.find("scan-grey", note);
        }
        Ok(())
    }

    /// As `kyso outgoing step` refuses.
    fn refuse(&mut self, job: &Job) -> Result<(), Failure> {
        let (earlier, is_assumed) = earlier(&self.seen);
        let act = match self.wish.act {
            Act::Approve => orders::Act::AuthorisedPerson,
            _ => orders::Act::Agency,
        };
        let found = self.refusals(act, &earlier, job)?;
        if let Some(first) = found.first() {
            let told = found.iter().map(|one| words::refusal(one, act));
            let (vi, en): (Vec<_>, Vec<_>) = told.map(|text| (text.vi, text.en)).unzip();
            let text = Text::new(vi.join("\n"), en.join("\n"));
            return Err(Failure::new(Exit::Negative, first.code(), text));
        }
        if is_assumed && self.wish.act == Act::Issue {
            self.find("signer-not-told", Text::new(
                "Không xác định được chữ ký số nào là của người có thẩm quyền; chữ ký số cá nhân đã có được coi là chữ ký đó. Đề nghị xem lại.",
                "Nothing tells which signature is the authorised person's; a person's signature that is there is taken for it. Look at it.",
            ));
        }
        Ok(())
    }

    fn refusals(
        &self,
        act: orders::Act,
        earlier: &[Earlier],
        job: &Job,
    ) -> Result<Vec<Refusal>, Failure> {
        let today = VietnamDay::of(job.now);
        let subject = match self.wish.act {
            Act::Copy => Subject::Copy,
            _ => Subject::BornElectronic,
        };
        let order = orders::default_for(subject, today, self.province.as_deref(), &job.law);
        let order = order.ok_or_else(|| outgoing::open::none_known(today))?;
        let certificate = self.held.map(|held| &held.certificate);
        let name = certificate.and_then(|one| GovCertificate::from(one).common_name);
        let state = self.state(order.id, subject, job);
        let found = workflow::refusals(&Before {
            state: &state,
            order,
            act,
            today,
            earlier,
            printed: &self.seen.printed,
            blocks: &self.seen.blocks,
            secrecy: self.seen.secrecy,
            holder: self.held.map_or(Holder::Untold, |held| held.class),
            name: name.as_deref(),
            certificate: self.held.map_or("", |held| &held.holder.id),
            posts: None,
            operator: None,
            law: &job.law,
        });
        let found = found.into_iter();
        Ok(found.filter(|one| self.counts(one)).collect())
    }

    /// Only what is signed and issued here has an order; the rest asks for a body's certificate, and nothing secret.
    fn counts(&self, refusal: &Refusal) -> bool {
        let by_records_room = self
            .held
            .is_some_and(|held| held.class == Holder::RecordsRoom);
        match (self.wish.act, refusal) {
            (Act::Approve | Act::Issue, _) | (_, Refusal::Secret { .. }) => true,
            (Act::Income, Refusal::Class { .. }) if by_records_room => false,
            (act, Refusal::Class { .. }) => class(act).is_some(),
            _ => false,
        }
    }

    /// The document as a package that is being signed.
    fn state(&self, order: &str, subject: Subject, job: &Job) -> State {
        let numbered = StepState {
            act: orders::Act::NumberAndDate,
            marks: Vec::new(),
            signed: Vec::new(),
            begun_at: job.now,
        };
        let printed = &self.seen.printed;
        let stamped = |purpose| self.purposes.contains(&Some(purpose));
        let numbers = (printed.number.is_some() || stamped(Purpose::Number))
            && (printed.date.is_some() || stamped(Purpose::Day));
        State {
            about: About {
                order: order.to_owned(),
                subject,
                agency: String::new(),
                province: self.province.clone(),
                symbol: self.stated.symbol.clone(),
                dated_on: self.wish.dated.map(VietnamDay::from),
                title: None,
                secrecy: SecrecyLevel::None,
                parts: Vec::new(),
            },
            number: None,
            steps: numbers.then_some(numbered).into_iter().collect(),
            standing: Standing::Open,
            changed_at: job.now,
        }
    }

    /// What the document system says beside what is printed.
    fn compare(&mut self) {
        if !matches!(self.wish.act, Act::Approve | Act::Issue) {
            return;
        }
        let bare = |number: &str| number.trim_start_matches('0').to_owned();
        let said = self.stated.number.clone();
        let printed = self.seen.printed.number.clone();
        if let Some((said, printed)) = said.zip(printed).filter(|(a, b)| bare(a) != bare(b)) {
            self.find("number-printed", Text::new(
                format!("Văn bản đã ghi số {printed}, khác số {said} do hệ thống gửi; số đã ghi được giữ nguyên."),
                format!("The document prints the number {printed}, not {said} as the system says; what is printed stays."),
            ));
        }
        let said = self.wish.dated.map(VietnamDay::from);
        let printed = self.seen.printed.date;
        if let Some((said, printed)) = said.zip(printed).filter(|(a, b)| a != b) {
            self.find("date-printed", Text::new(
                format!(
                    "Văn bản đã ghi ngày {}, khác ngày {} do hệ thống gửi; ngày đã ghi được giữ nguyên.",
                    printed.vietnamese(), said.vietnamese()
                ),
                format!("The document prints the day {printed}, not {said} as the system says; what is printed stays."),
            ));
        }
    }

    /// The signatures that are there, and whether they hold.
    pub(super) fn signatures(&self) -> Vec<Words> {
        let told = self.seen.report.signatures.iter();
        let told = told.map(|signature| signed(signature, self.role_of(signature)));
        told.map(|text| Words::new(text.vi, text.en)).collect()
    }

    fn role_of(&self, signature: &SignatureReport) -> Option<Role> {
        let of_people = people(&self.seen).zip(&self.seen.earlier);
        let mut same = of_people.filter(|(one, _)| one.field == signature.field);
        same.next().map(|(_, earlier)| earlier.role)
    }
}

impl Stated {
    fn of(said: Option<&str>) -> Self {
        let Some(said) = said.map(str::trim).filter(|said| !said.is_empty()) else {
            return Self::default();
        };
        let (number, symbol) = match said.split_once('/') {
            Some((number, symbol)) => (number.trim(), Some(symbol.trim().to_owned())),
            None => (said, None),
        };
        let number = match number.parse::<u32>() {
            Ok(number) => format!("{number:02}"),
            Err(_) => number.to_owned(),
        };
        Self {
            number: (!number.is_empty()).then_some(number),
            symbol: symbol.filter(|symbol| !symbol.is_empty()),
        }
    }
}

/// Number and day are stamped where they were asked for and are blank in print.
fn purposes(wish: &Wish, seen: &Seen) -> Vec<Option<Purpose>> {
    let own = match wish.act {
        Act::Approve => Some(Purpose::AuthorisedPerson),
        Act::Issue => Some(Purpose::Agency),
        Act::Income => Some(Purpose::Incoming),
        Act::Appendix => Some(Purpose::Attachment),
        Act::Copy => Some(Purpose::Copy),
        Act::Plain => None,
    };
    let blank = match wish.act {
        Act::Issue => outgoing::on_blank(&seen.printed),
        _ => Vec::new(),
    };
    let asked = |purpose: &Purpose| match purpose {
        Purpose::Number => wish.number.is_some(),
        _ => wish.dated.is_some(),
    };
    let stamps = blank.into_iter().filter(asked).map(Some);
    stamps.chain([own]).collect()
}

fn people(seen: &Seen) -> impl Iterator<Item = &SignatureReport> {
    let all = seen.report.signatures.iter();
    all.filter(|one| one.kind == SignatureKind::Signature)
}

/// The signatures that are there. Where none is told to be the authorised person's, a person's is taken for it, and that is said.
fn earlier(seen: &Seen) -> (Vec<Earlier>, bool) {
    let mut earlier = seen.earlier.clone();
    let is_told = |one: &Earlier| one.role == Role::AuthorisedPerson;
    if earlier.iter().any(is_told) {
        return (earlier, false);
    }
    let is_person = |signer: &Certificate| roles::holder_of(signer) == Holder::Person;
    for (one, signature) in earlier.iter_mut().zip(people(seen)) {
        if one.role == Role::Unknown && signature.signer.as_ref().is_some_and(is_person) {
            one.role = Role::AuthorisedPerson;
        }
    }
    let is_assumed = earlier.iter().any(is_told);
    (earlier, is_assumed)
}

/// Whose, as what, and whether it holds.
fn signed(signature: &SignatureReport, role: Option<Role>) -> Text {
    let name = signature.signer.as_ref().map(present::display_name);
    let name = name.unwrap_or_else(|| signature.field.clone());
    let standing = match signature.indication() {
        Indication::TotalPassed => ("hợp lệ", "valid"),
        Indication::TotalFailed(_) => ("không hợp lệ", "not valid"),
        _ => ("chưa xác định", "not decided"),
    };
    let role = role.filter(|role| *role != Role::Unknown).map(Role::text);
    match role {
        Some(role) => Text::new(
            format!("{name} ({}): {}", role.vi, standing.0),
            format!("{name} ({}): {}", role.en, standing.1),
        ),
        None => Text::new(
            format!("{name}: {}", standing.0),
            format!("{name}: {}", standing.1),
        ),
    }
}
