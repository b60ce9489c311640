//! What a run knows beside its arguments: language, output form, configuration, and the clock, read once.

use regulation_rules::LawBook;

use crate::law;
use std::io::Write as _;

use jiff::Timestamp;

use crate::args::Global;
use crate::config::Config;
use crate::exit::{Exit, Failure};
use crate::present;
use crate::text::{Lang, Text};

/// One run of the program.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) lang: Lang,
    pub(crate) json: bool,
    pub(crate) config: Config,
    /// The law as read, with what the office adds.
    pub(crate) law: LawBook,
    pub(crate) now: Timestamp,
    /// Whether nobody reads what it says, or can be asked: a request of the service.
    pub(crate) is_alone: bool,
}

impl Job {
    /// Reads the configuration and, once, the clock.
    #[allow(
        clippy::disallowed_methods,
        reason = "the program is where the clock is read"
    )]
    pub(crate) fn new(global: &Global, lang: Lang) -> Result<Self, Failure> {
        let config = Config::load(global.config.as_deref())?;
        let overlay = global.overlay.as_deref().or(config.overlay.as_deref());
        Ok(Self {
            lang,
            json: global.json,
            law: law::book(overlay)?,
            config,
            now: Timestamp::now(),
            is_alone: false,
        })
    }

    /// A run of its own, in which nobody is asked and nothing printed: a request of the service.
    pub(crate) fn alone(global: &Global, lang: Lang) -> Result<Self, Failure> {
        let mut job = Self::new(global, lang)?;
        (job.json, job.is_alone) = (true, true);
        Ok(job)
    }

    /// A sentence for the person; silent where a program listens.
    pub(crate) fn say(&self, text: &Text) {
        if !self.json {
            self.line(text.in_lang(self.lang));
        }
    }

    /// Something to know beside the result, on standard error; silent where a program listens.
    pub(crate) fn note(&self, text: &Text) {
        if !self.json {
            let _ = writeln!(std::io::stderr().lock(), "{}", text.in_lang(self.lang));
        }
    }

    /// One line of output. A reader that has gone away (`| head`) is no error of ours.
    pub(crate) fn line(&self, line: &str) {
        let _ = self.try_line(line);
    }

    /// One line of output, written in one piece, so that whatever stops the program leaves whole lines.
    pub(crate) fn try_line(&self, line: &str) -> std::io::Result<()> {
        if self.is_alone {
            return Ok(());
        }
        let whole = format!("{}\n", line.trim_end());
        let mut out = std::io::stdout().lock();
        out.write_all(whole.as_bytes())?;
        out.flush()
    }

    /// One line for a person on standard error, whatever program listens to standard output.
    pub(crate) fn complain(&self, line: &str) {
        let _ = writeln!(std::io::stderr().lock(), "{line}");
    }

    /// One line of JSON. Our reports have text keys only, so writing them cannot fail.
    pub(crate) fn value(&self, value: &impl serde::Serialize) {
        self.line(&serde_json::to_string(value).expect("reports are plain data"));
    }

    /// A file that has no report: shown, and its exit code.
    pub(crate) fn fail_file(&self, file: &str, failure: &Failure) -> Exit {
        if self.json {
            self.value(&present::json::failed(file, failure, self.lang));
        } else {
            self.complain(failure.text.in_lang(self.lang));
        }
        failure.exit
    }
}
