//! What the service does with a document: what the commands of this program do.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use kyso_service::{
    Answer, CheckAsked, Content, Document, ExtendAsked, FinishAsked, Language, Made, Named,
    PageAsked, PagesAsked, Picture, PrepareAnswer, PrepareAsked, Problem, SignAsked, VerifyAsked,
    Words,
};
use pdf_revisions::{FileSource, SharedSource};
use regulation_rules::facts::CallerFacts;

use super::held::Held;
use super::making::Making;
#[cfg(feature = "pages")]
use super::pages::Looked;
use super::said::told;
use crate::archive;
use crate::args::{Global, Judging, Serve, Tsa};
use crate::check;
use crate::exit::Failure;
use crate::failures;
use crate::job::Job;
use crate::received::Received;
use crate::roles;
use crate::text::Lang;
use crate::verify::{self, Seen, Verifier};

/// How long roots, CRLs, configuration and law are used before they are read again. Ours.
const FRESH: Duration = Duration::from_secs(60);

/// The office of `kyso serve`.
pub(super) struct Office {
    judging: Judging,
    tsa: Tsa,
    global: Global,
    lang: Lang,
    keys: BTreeMap<String, Held>,
    standing: Mutex<Arc<Standing>>,
}

/// What is known until it is read again.
struct Standing {
    verifier: Verifier,
    facts: CallerFacts,
    read: Instant,
}

impl Office {
    pub(super) fn open(
        args: &Serve,
        keys: BTreeMap<String, Held>,
        global: &Global,
        job: &Job,
    ) -> Result<Self, Failure> {
        let judging = Judging {
            trust: args.trust.clone(),
            policy: args.policy.clone(),
            ..Judging::default()
        };
        let standing = Arc::new(Standing::read(&judging, job)?);
        Ok(Self {
            judging,
            tsa: args.tsa.clone(),
            global: global.clone(),
            lang: job.lang,
            keys,
            standing: Mutex::new(standing),
        })
    }

    fn alone(&self) -> Result<Job, Failure> {
        Job::alone(&self.global, self.lang)
    }

    fn make<T>(&self, make: impl FnOnce(&Making<'_>) -> Result<T, Failure>) -> Result<T, Problem> {
        let made = self.alone().and_then(|job| {
            make(&Making {
                trust: &self.judging.trust,
                tsa: &self.tsa,
                job: &job,
            })
        });
        made.map_err(|failure| told(&failure))
    }

    #[cfg(feature = "pages")]
    fn look<T>(
        &self,
        document: &Document,
        policy: Option<&str>,
        look: impl FnOnce(&Looked<'_>) -> Result<T, Failure>,
    ) -> Result<T, Problem> {
        let standing = self.standing();
        let verifier = standing.verifier_of(document, None, policy);
        let looked = source(document)
            .and_then(|source| look(&Looked::at(document.name(), &source, &verifier)?));
        looked.map_err(|failure| told(&failure))
    }

    /// What is known now. Where it cannot be read again, what was read before is used on; its CRLs tell their age.
    fn standing(&self) -> Arc<Standing> {
        let known = || self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        let old = Arc::clone(&known());
        if old.read.elapsed() < FRESH {
            return old;
        }
        let read = self
            .alone()
            .and_then(|job| Standing::read(&self.judging, &job));
        let new = read.unwrap_or_else(|_| old.again());
        let new = Arc::new(new);
        *known() = Arc::clone(&new);
        new
    }
}

impl Standing {
    fn read(judging: &Judging, job: &Job) -> Result<Self, Failure> {
        let mut verifier = Verifier::new(judging, job)?;
        verifier.for_many();
        Ok(Self {
            verifier,
            facts: CallerFacts {
                province: job.config.province.clone(),
                ..CallerFacts::default()
            },
            read: Instant::now(),
        })
    }

    fn verifier_of(
        &self,
        document: &Document,
        at: Option<Timestamp>,
        policy: Option<&str>,
    ) -> Verifier {
        let verifier = self.verifier.for_one(Timestamp::now(), at, policy);
        verifier.opening_with(document.password())
    }

    fn again(&self) -> Self {
        Self {
            verifier: self.verifier.clone(),
            facts: self.facts.clone(),
            read: Instant::now(),
        }
    }
}

impl kyso_service::Office for Office {
    fn check(
        &self,
        document: &Document,
        asked: &CheckAsked,
        language: Language,
    ) -> Result<Answer, Problem> {
        let standing = self.standing();
        let mut verifier = standing.verifier_of(document, asked.at, None);
        verifier.measures = true;
        let mut facts = standing.facts.clone();
        let province = check::known(asked.province.clone().or(facts.province.take()));
        facts.province = province.map_err(|failure| told(&failure))?;
        let seen = seen(&verifier, document)?;
        let telling = (asked.explain, spoken(language));
        let name = document.name();
        Ok(Answer(check::json_line(
            name, &seen, &facts, &verifier, telling,
        )))
    }

    #[cfg(feature = "pages")]
    fn pages(
        &self,
        document: &Document,
        asked: &PagesAsked,
        language: Language,
    ) -> Result<Answer, Problem> {
        let policy = asked.policy.map(kyso_service::Changes::word);
        let told = self.look(document, policy, |looked| looked.told(spoken(language)));
        told.map(|told| Answer(told.to_string()))
    }

    #[cfg(not(feature = "pages"))]
    fn pages(&self, document: &Document, _: &PagesAsked, _: Language) -> Result<Answer, Problem> {
        Err(no_pages(document))
    }

    #[cfg(feature = "pages")]
    fn page(&self, document: &Document, asked: &PageAsked) -> Result<Picture, Problem> {
        self.look(document, None, |looked| looked.page(asked))
    }

    #[cfg(not(feature = "pages"))]
    fn page(&self, document: &Document, _: &PageAsked) -> Result<Picture, Problem> {
        Err(no_pages(document))
    }

    fn archive_status(
        &self,
        document: &Document,
        _: &Named,
        _: Language,
    ) -> Result<Answer, Problem> {
        let verifier = self.standing().verifier_of(document, None, None);
        let line = source(document)
            .and_then(|source| archive::json_line(document.name(), &source, &verifier));
        line.map(Answer).map_err(|failure| told(&failure))
    }

    fn sign(&self, document: &Document, asked: &SignAsked) -> Result<Made, Problem> {
        let held = self.keys.get(&asked.key).ok_or_else(no_key)?;
        self.make(|making| making.sign(document, asked, held))
    }

    fn prepare(&self, document: &Document, asked: &PrepareAsked) -> Result<PrepareAnswer, Problem> {
        self.make(|making| making.prepare(document, asked))
    }

    fn finish(&self, document: &Document, asked: &FinishAsked) -> Result<Made, Problem> {
        self.make(|making| making.finish(document, asked))
    }

    fn extend(&self, document: &Document, asked: &ExtendAsked) -> Result<Made, Problem> {
        self.make(|making| making.extend(document, *asked))
    }

    fn verify(
        &self,
        document: &Document,
        asked: &VerifyAsked,
        language: Language,
    ) -> Result<Answer, Problem> {
        let standing = self.standing();
        let policy = asked.policy.map(kyso_service::Changes::word);
        let verifier = standing.verifier_of(document, asked.at, policy);
        let (name, lang) = (document.name(), spoken(language));
        let in_words = asked.report.is_some();
        let seen = match source(document).and_then(|source| verifier.report_source(name, &source)) {
            Ok(seen) => seen,
            Err(failure) if in_words => {
                let received = Received::unread(name, &failure, &standing.facts, &verifier);
                let line = verify::json_unread(name, &failure, received, &verifier, lang);
                return line.map(Answer).ok_or_else(|| told(&failure));
            }
            Err(failure) => return Err(told(&failure)),
        };
        let roles = roles::told(&seen.report, &seen.look, &standing.facts);
        let telling = (in_words, lang);
        Ok(Answer(verify::json_line(
            name, &seen, &roles, &verifier, telling,
        )))
    }
}

#[cfg(not(feature = "pages"))]
fn no_pages(document: &Document) -> Problem {
    told(&failures::unsupported(document.name(), "feature `pages`"))
}

fn seen(verifier: &Verifier, document: &Document) -> Result<Seen, Problem> {
    let seen = source(document).and_then(|source| verifier.report_source(document.name(), &source));
    seen.map_err(|failure| told(&failure))
}

pub(super) fn source(document: &Document) -> Result<SharedSource, Failure> {
    match document.content() {
        Content::Memory(octets) => Ok(Arc::new(Arc::clone(octets))),
        Content::File(path) => {
            let opened = FileSource::open(path);
            let opened = opened.map_err(|error| failures::io(document.name(), &error))?;
            Ok(Arc::new(opened))
        }
    }
}

const fn spoken(language: Language) -> Lang {
    match language {
        Language::Vi => Lang::Vi,
        Language::En => Lang::En,
    }
}

fn no_key() -> Problem {
    Problem::new(
        404,
        "no-key",
        Words::new("Dịch vụ không có khóa này.", "The service has no such key."),
    )
}
