//! The person of this machine: what the service asks of their devices and their screen.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use kyso_service::{Act, Document, Holder, Judged, Looked, Made, Problem, Remote, Wish, Words};
use regulation_rules::facts::CallerFacts;
use secrecy::SecretString;
use signing_workflow::lint::{LintLimits, lint};

use super::case::Case;
use super::devices::{Devices, Held, chosen, gone};
use super::dress::{self, Preview, Wardrobe, drawing};
use super::{screen, signing};
use crate::args::{Global, Judging, LocalArgs, Serve, Trust, Tsa};
use crate::exit::{Exit, Failure};
use crate::failures;
use crate::fetch::{Allowed, asked, told};
use crate::job::Job;
use crate::lint as linting;
use crate::locked::DocumentKey;
use crate::present;
use crate::roles;
use crate::serve::office::source;
use crate::serve::said::problem;
use crate::text::{Lang, Text};
use crate::verify::{self, Seen, Verifier};

/// Dots to the inch of a page on the screen: a sheet of A4 is 910 by 1,287. Ours.
#[cfg(feature = "pages")]
const RESOLUTION: f64 = 110.0;

/// Who signs on this machine.
pub(super) struct Signatory {
    devices: Devices,
    wardrobe: Wardrobe,
    trust: Trust,
    tsa: Tsa,
    allowed: Allowed,
    opener: Option<PathBuf>,
    global: Global,
    lang: Lang,
    #[cfg(feature = "pages")]
    readers: crate::pages::Pages,
}

impl Signatory {
    pub(super) fn new(args: &Serve, global: &Global, job: &Job) -> Self {
        let (local, trust) = (&args.local, &args.trust);
        let hosts = trust.fetch_allow.iter().chain(&job.config.fetch_allow);
        Self {
            devices: devices(local, trust),
            wardrobe: Wardrobe {
                profiles: local.profiles.clone(),
                images: local.images.clone(),
                signature_image: local.signature_image.clone(),
                seal_image: local.seal_image.clone(),
                agency: local.agency.clone(),
            },
            trust: trust.clone(),
            tsa: args.tsa.clone(),
            allowed: Allowed::new(hosts.cloned()),
            opener: local.opener.clone(),
            global: global.clone(),
            lang: job.lang,
            #[cfg(feature = "pages")]
            readers: crate::pages::Pages::default(),
        }
    }

    /// A run of its own, in which nobody is asked and nothing printed.
    fn alone(&self) -> Result<Job, Failure> {
        Job::alone(&self.global, self.lang)
    }

    /// Looks, and draws the document as it will be.
    fn seen(&self, path: &Path, wish: &Wish) -> Result<Looked, Failure> {
        let job = self.alone()?;
        let held = self.held(wish.certificate.as_deref(), wish.act, &job)?;
        let mut case = Case::open((path, wish), held.as_ref(), &self.trust, &job)?;
        let drawing = drawing(path, wish, held.as_ref());
        let Preview { marks, not_placed } = case.preview(&drawing, &self.wardrobe, &job)?;
        let needs_place = not_placed.is_some();
        if let Some(text) = not_placed {
            case.find(crate::showing::NOT_PLACED, text);
        }
        let document = DocumentKey::default().open(path)?;
        let shown = path.display().to_string();
        let report = lint(&document, &LintLimits::default());
        let report = report.map_err(|error| failures::pdf(&shown, &error))?;
        for (code, text) in linting::told(&report) {
            case.find(code, text);
        }
        let signatures = case.signatures();
        Ok(Looked {
            pages: dress::pages(&document, &shown)?,
            marks,
            findings: std::mem::take(&mut case.findings),
            signatures,
            needs_place,
            certificate: held.map(|held| held.holder.id),
        })
    }

    fn held(&self, named: Option<&str>, act: Act, job: &Job) -> Result<Option<Held>, Failure> {
        chosen(&self.devices.lately(job)?, named, act)
    }

    /// The one certificate that signs all of the work.
    fn signer<'w>(
        &self,
        mut wishes: impl Iterator<Item = (Option<&'w str>, Act)>,
        job: &Job,
    ) -> Result<Held, Failure> {
        let there = self.devices.now(job)?;
        let first = wishes.next().map(|(named, act)| chosen(&there, named, act));
        let first = first.transpose()?.flatten().ok_or_else(gone)?;
        for (named, act) in wishes {
            let other = chosen(&there, named, act)?;
            if other.is_none_or(|other| other.holder.id != first.holder.id) {
                return Err(several());
            }
        }
        Ok(first)
    }

    fn signed(
        &self,
        work: &[(&Document, &Wish)],
        pin: SecretString,
    ) -> Result<Vec<Result<Made, Problem>>, Failure> {
        let job = self.alone()?;
        let wishes = work
            .iter()
            .map(|(_, wish)| (wish.certificate.as_deref(), wish.act));
        let held = self.signer(wishes, &job)?;
        let cases: Vec<Result<Case<'_>, Failure>> = work
            .iter()
            .map(|(document, wish)| self.ready((document, wish), &held, &job))
            .collect();
        if cases.iter().all(Result::is_err) {
            let told = cases.into_iter().zip(work);
            let told = told.map(|(case, (document, _))| Err(of(case.err(), document)));
            return Ok(told.collect());
        }
        let pen = signing::pen(&held, pin, (&self.trust, &self.tsa), &job)?;
        let mut ended: Option<Failure> = None;
        let mut made = Vec::new();
        for (case, (document, _)) in cases.into_iter().zip(work) {
            let signed = match (case, &ended) {
                (Err(failure), _) => Err(failure),
                (Ok(_), Some(failure)) => Err(failure.clone()),
                (Ok(case), None) => case.sign(&pen, &self.wardrobe, &job).map_err(|stopped| {
                    ended = stopped.is_of_the_signer.then(|| (*stopped.failure).clone());
                    *stopped.failure
                }),
            };
            made.push(signed.map_err(|failure| of(Some(failure), document)));
        }
        match ended {
            Some(failure) if made.iter().all(Result::is_err) => Err(failure),
            _ => Ok(made),
        }
    }

    /// Whatever stops it is found before the PIN is sent.
    fn ready<'a>(
        &self,
        (document, wish): (&'a Document, &'a Wish),
        held: &'a Held,
        job: &Job,
    ) -> Result<Case<'a>, Failure> {
        let path = filed(document)?;
        let case = Case::open((path, wish), Some(held), &self.trust, job)?;
        let drawing = drawing(path, wish, Some(held));
        match case.preview(&drawing, &self.wardrobe, job)?.not_placed {
            Some(text) => Err(signing::unplaced(text)),
            None => Ok(case),
        }
    }

    fn octets_signed(
        &self,
        octets: &[u8],
        certificate: Option<&str>,
        pin: SecretString,
    ) -> Result<Vec<u8>, Failure> {
        let job = self.alone()?;
        let held = self.signer([(certificate, Act::Plain)].into_iter(), &job)?;
        let pen = signing::pen(&held, pin, (&self.trust, &self.tsa), &job)?;
        signing::octets(&pen, octets, &job)
    }

    /// What `kyso verify` says.
    fn judged(
        &self,
        name: &str,
        look: impl FnOnce(&Verifier) -> Result<Seen, Failure>,
    ) -> Result<Judged, Failure> {
        let job = self.alone()?;
        let judging = Judging {
            trust: self.trust.clone(),
            ..Judging::default()
        };
        let verifier = Verifier::new(&judging, &job)?;
        let seen = look(&verifier)?;
        let facts = CallerFacts {
            province: job.config.province.clone(),
            ..CallerFacts::default()
        };
        let told = roles::told(&seen.report, &seen.look, &facts);
        let short = |lang| {
            present::text::short(name, &seen.report, lang)
                .trim()
                .to_owned()
        };
        Ok(Judged {
            is_accepted: verify::exit_of(&seen.report) == Exit::Passed,
            text: Words::new(short(Lang::Vi), short(Lang::En)),
            report: verify::json_line(name, &seen, &told, &verifier, (false, self.lang)),
        })
    }
}

impl kyso_service::Signatory for Signatory {
    fn certificates(&self) -> Result<Vec<Holder>, Problem> {
        let held = self.alone().and_then(|job| self.devices.lately(&job));
        let held = held.map_err(|failure| problem(&failure))?;
        Ok(held.iter().map(|one| one.holder.clone()).collect())
    }

    fn look(&self, document: &Document, wish: &Wish) -> Result<Looked, Problem> {
        let seen = filed(document).and_then(|path| self.seen(path, wish));
        seen.map_err(|failure| of(Some(failure), document))
    }

    fn page(&self, document: &Document, wish: &Wish, page: u32) -> Result<Vec<u8>, Problem> {
        let drawn = filed(document).and_then(|path| self.drawn(path, wish, page));
        drawn.map_err(|failure| of(Some(failure), document))
    }

    fn sign(
        &self,
        work: &[(&Document, &Wish)],
        pin: SecretString,
    ) -> Result<Vec<Result<Made, Problem>>, Problem> {
        let signed = self.signed(work, pin);
        self.devices.forget();
        signed.map_err(|failure| problem(&failure))
    }

    fn sign_octets(
        &self,
        octets: &[u8],
        certificate: Option<&str>,
        pin: SecretString,
    ) -> Result<Vec<u8>, Problem> {
        let signed = self.octets_signed(octets, certificate, pin);
        self.devices.forget();
        signed.map_err(|failure| problem(&failure))
    }

    fn judge_octets(&self, octets: &[u8], signature: &[u8]) -> Result<Judged, Problem> {
        let (name, content) = ("message", Arc::<[u8]>::from(octets));
        let judged = self.judged(name, |verifier| {
            verifier.report_over(name, &content, signature)
        });
        judged.map_err(|failure| problem(&failure))
    }

    fn judge(&self, document: &Document) -> Result<Judged, Problem> {
        let judged = self.judged(document.name(), |verifier| {
            verifier.report_source(document.name(), &source(document)?)
        });
        judged.map_err(|failure| of(Some(failure), document))
    }

    fn fetch(&self, from: &Remote, limit: u64, into: &mut dyn Write) -> Result<(), Problem> {
        let fetched = asked::get(from, &self.allowed, limit, into);
        fetched.map_err(|error| problem(&told::unreached(&from.address, &error)))
    }

    fn upload(
        &self,
        to: &Remote,
        fields: &[(String, String)],
        file: &Path,
        name: &str,
    ) -> Result<String, Problem> {
        let sent = asked::send(to, &self.allowed, fields, (file, name));
        sent.map_err(|error| problem(&told::unreached(&to.address, &error)))
    }

    fn show(&self, address: &str) -> Result<(), Problem> {
        let shown = screen::show(self.opener.as_deref(), address);
        shown.map_err(|failure| problem(&failure))
    }
}

fn devices(local: &LocalArgs, trust: &Trust) -> Devices {
    let files = local.p12.iter().zip(&local.p12_certificate);
    Devices {
        modules: local.tokens.clone(),
        files: files
            .map(|(file, one)| (file.clone(), one.clone()))
            .collect(),
        trust: trust.clone(),
        known: Mutex::default(),
    }
}

fn filed(document: &Document) -> Result<&Path, Failure> {
    let path = document.path();
    path.map_err(|error| failures::io("kyso serve", &error))
}

/// The problem of a document. Where its file is on this machine is nobody's concern.
fn of(failure: Option<Failure>, document: &Document) -> Problem {
    let mut failure = failure.unwrap_or_else(gone);
    if let Some(room) = document.path().ok().and_then(Path::parent) {
        let room = room.display().to_string();
        let name = document.name();
        failure.text = Text::new(
            without(&failure.text.vi, &room, name),
            without(&failure.text.en, &room, name),
        );
    }
    problem(&failure)
}

/// The files of a room are told by the name of their document.
fn without(text: &str, room: &str, name: &str) -> String {
    let mut parts = text.split(room);
    let mut told = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.split_once(".pdf").map_or(part, |(_, rest)| rest);
        told.push_str(name);
        told.push_str(rest);
    }
    told
}

fn several() -> Failure {
    Failure::usage(
        "several-certificates",
        Text::new(
            "Các văn bản của một yêu cầu phải được ký bằng cùng một chứng thư.",
            "The documents of one request are signed with one certificate.",
        ),
    )
}

#[cfg(feature = "pages")]
impl Signatory {
    /// A page of the drawing that a look at the same wish made; it is looked at anew where there was none.
    fn drawn(&self, path: &Path, wish: &Wish, page: u32) -> Result<Vec<u8>, Failure> {
        let job = self.alone()?;
        let held = self.devices.remembered(&job)?;
        let held = chosen(&held, wish.certificate.as_deref(), wish.act)?;
        let drawing = drawing(path, wish, held.as_ref());
        if !drawing.exists() {
            self.seen(path, wish)?;
        }
        let name = path.display().to_string();
        let pdf = |error| failures::pdf(&name, &error);
        let file = DocumentKey::default().open(&drawing)?;
        let view = file.newest();
        let pages = view.pages().map_err(pdf)?;
        let index = usize::try_from(page)
            .ok()
            .and_then(|page| page.checked_sub(1));
        let found = index.and_then(|index| pages.get(index)).copied();
        let found = found.ok_or_else(|| no_page(page))?;
        let opened = self.readers.open(view, &[found]);
        let drawn = opened.and_then(|mut opened| opened.render(0, None, RESOLUTION));
        drawn.map_err(|error| crate::appearance::not_shown(&error.to_string()))
    }
}

#[cfg(not(feature = "pages"))]
impl Signatory {
    fn drawn(&self, _: &Path, _: &Wish, _: u32) -> Result<Vec<u8>, Failure> {
        Err(crate::appearance::not_shown(
            "built without a renderer of pages",
        ))
    }
}

fn no_page(page: u32) -> Failure {
    Failure::usage(
        "page-not-found",
        Text::new(
            format!("Văn bản không có trang {page}."),
            format!("The document has no page {page}."),
        ),
    )
}
