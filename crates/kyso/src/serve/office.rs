//! What the service does with a document: what the commands of this program do.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use kyso_service::{Answer, Content, Document, Language, Problem, VerifyAsked, Words};
use pdf_revisions::{FileSource, SharedSource};
use regulation_rules::facts::CallerFacts;

use crate::args::{Global, Judging, Serve};
use crate::exit::{Exit, Failure};
use crate::failures;
use crate::job::Job;
use crate::roles;
use crate::text::Lang;
use crate::verify::{self, Verifier};

/// How long roots, CRLs, configuration and law are used before they are read again. Ours.
const FRESH: Duration = Duration::from_secs(60);

/// The office of `kyso serve`.
pub(super) struct Office {
    judging: Judging,
    global: Global,
    lang: Lang,
    standing: Mutex<Arc<Standing>>,
}

/// What is known until it is read again.
struct Standing {
    verifier: Verifier,
    facts: CallerFacts,
    read: Instant,
}

impl Office {
    pub(super) fn open(args: &Serve, global: &Global, job: &Job) -> Result<Self, Failure> {
        let judging = Judging {
            trust: args.trust.clone(),
            policy: args.policy.clone(),
            ..Judging::default()
        };
        let standing = Arc::new(Standing::read(&judging, job)?);
        Ok(Self {
            judging,
            global: global.clone(),
            lang: job.lang,
            standing: Mutex::new(standing),
        })
    }

    /// What is known now. Where it cannot be read again, what was read before is used on; its CRLs tell their age.
    fn standing(&self) -> Arc<Standing> {
        let known = || self.standing.lock().unwrap_or_else(PoisonError::into_inner);
        let old = Arc::clone(&known());
        if old.read.elapsed() < FRESH {
            return old;
        }
        let job = Job::new(&self.global, self.lang);
        let read = job.and_then(|job| Standing::read(&self.judging, &job));
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

    fn again(&self) -> Self {
        Self {
            verifier: self.verifier.clone(),
            facts: self.facts.clone(),
            read: Instant::now(),
        }
    }
}

impl kyso_service::Office for Office {
    fn verify(
        &self,
        document: &Document,
        asked: &VerifyAsked,
        language: Language,
    ) -> Result<Answer, Problem> {
        let standing = self.standing();
        let policy = asked.policy.map(kyso_service::Changes::word);
        let verifier = standing
            .verifier
            .for_one(Timestamp::now(), asked.at, policy);
        let name = document.name();
        let source = source(document).map_err(|failure| problem(&failure))?;
        let seen = verifier.report_source(name, &source);
        let seen = seen.map_err(|failure| problem(&failure))?;
        let told = roles::told(&seen.report, &seen.look, &standing.facts);
        let lang = spoken(language);
        Ok(Answer(verify::json_line(
            name, &seen, &told, &verifier, lang,
        )))
    }
}

fn source(document: &Document) -> Result<SharedSource, Failure> {
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

/// A status for every exit code; the words and the code are the program's.
fn problem(failure: &Failure) -> Problem {
    let status = match failure.exit {
        Exit::Usage => 400,
        Exit::Negative | Exit::Undecided | Exit::Unreadable => 422,
        Exit::Environment | Exit::Interrupted => 503,
        Exit::Defect | Exit::Passed => 500,
    };
    let text = Words::new(failure.text.vi.clone(), failure.text.en.clone());
    Problem::new(status, failure.code, text).at(failure.offset)
}
