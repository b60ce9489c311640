//! Many files: found in folders, looked at by several threads, told in the order they were named.
//!
//! A line is written as soon as all lines before it are; what is ahead of it waits in memory, a few lines for each thread
//! and no more. Nothing stops a run but its end, `^C`, and a reader that has gone away; every line is written whole.

mod order;
mod summary;
mod walk;

use std::io::{self, IsTerminal as _};
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use cert_path::Evidence;

use crate::args::Verify;
use crate::exit::{Exit, Failure};
use crate::job::Job;
use crate::present;
use crate::progress::Files;
pub(crate) use order::{Teller, in_order};
use summary::Summary;
pub(crate) use walk::{Found, Inputs};

/// One file that was looked at, ready to be told.
pub(crate) struct Done {
    /// What is said of it: one line of JSON, or text.
    pub(crate) line: String,
    pub(crate) exit: Exit,
    /// The word of the JSON key `verdict`.
    pub(crate) verdict: &'static str,
    /// Where the caller wants it.
    pub(crate) evidence: Option<Evidence>,
    /// Whether the line says why there is no report, to a person.
    pub(crate) is_error: bool,
    /// What is said on standard output all the same, where `line` goes to standard error.
    pub(crate) beside: Option<String>,
    /// Counted, and not told.
    pub(crate) is_silent: bool,
}

impl Done {
    /// A file without a report.
    pub(crate) fn failed(name: &str, failure: &Failure, job: &Job) -> Self {
        Self {
            line: match job.json {
                true => present::json::failed(name, failure, job.lang).to_string(),
                false => failure.text.in_lang(job.lang).to_owned(),
            },
            exit: failure.exit,
            verdict: failure.verdict,
            evidence: None,
            is_error: !job.json,
            beside: None,
            is_silent: false,
        }
    }

    /// A file that was looked at.
    pub(crate) fn said(line: String, exit: Exit, verdict: &'static str) -> Self {
        Self {
            line,
            exit,
            verdict,
            evidence: None,
            is_error: false,
            beside: None,
            is_silent: false,
        }
    }
}

/// The files of a run.
pub(crate) struct Many<'a> {
    pub(crate) files: &'a [PathBuf],
    /// How many at once; `None`: as many as the machine has cores.
    pub(crate) jobs: Option<u16>,
    /// Whether a summary follows.
    pub(crate) is_batch: bool,
}

impl<'a> Many<'a> {
    /// Of `kyso verify`.
    pub(crate) fn of(args: &'a Verify) -> Self {
        Self {
            files: &args.files,
            jobs: args.jobs,
            is_batch: is_asked_for(args),
        }
    }
}

/// Whether the user asks for a line per file and a summary, instead of a report of each.
pub(crate) fn is_asked_for(args: &Verify) -> bool {
    args.jobs.is_some() || args.files.iter().any(|path| path.is_dir())
}

/// Looks at every file with `work`, tells each, and hands what it rests on to `keep`. The worst exit (design.md 4).
pub(crate) fn run(
    many: &Many<'_>,
    job: &Job,
    work: &(dyn Fn(&Path) -> Done + Sync),
    keep: &mut dyn FnMut(Evidence),
) -> Exit {
    let is_batch = many.is_batch;
    let mut inputs = Inputs::new(many.files);
    let bar = if is_batch && !job.json && io::stderr().is_terminal() {
        inputs.find_all();
        Files::new(inputs.counted(), job.lang)
    } else {
        Files::hidden()
    };
    let mut run = Run {
        summary: Summary::begin(),
        bar,
        is_batch,
        job,
        keep,
    };
    let look = |found: &Found| guarded(found, job, work);
    match threads(many) {
        1 if !is_batch => {
            let _ = inputs.try_for_each(|found| run.tell(look(&found)));
        }
        threads => in_order(inputs, threads, &look, &mut run),
    }
    run.end();
    run.summary.exit
}

/// What is told and counted.
struct Run<'a> {
    summary: Summary,
    bar: Files,
    is_batch: bool,
    job: &'a Job,
    keep: &'a mut dyn FnMut(Evidence),
}

impl Run<'_> {
    fn end(&self) {
        self.bar.finish();
        if self.is_batch {
            self.summary.tell(self.job);
        }
    }

    fn line(&self, done: &Done) -> io::Result<()> {
        if let Some(beside) = &done.beside {
            self.job.try_line(beside)?;
        }
        match (done.is_error, self.is_batch) {
            (true, true) => self.job.try_line(&format!("! {}", done.line)),
            (true, false) => {
                self.job.complain(&done.line);
                Ok(())
            }
            (false, _) => self.job.try_line(&done.line),
        }
    }
}

impl Teller for Run<'_> {
    type Told = Done;

    fn tell(&mut self, done: Done) -> ControlFlow<()> {
        self.summary.add(&done);
        self.bar.one_more();
        let written = match done.is_silent {
            true => Ok(()),
            false => self.bar.aside(|| self.line(&done)),
        };
        if let Some(evidence) = done.evidence {
            (self.keep)(evidence);
        }
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }

    fn interrupted(&mut self) -> ! {
        self.summary.interrupted = true;
        self.end();
        std::process::exit(Exit::Interrupted.code().into())
    }
}

/// As many as the machine has cores, unless there is one file only.
fn threads(many: &Many<'_>) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    match many.jobs {
        Some(jobs) => jobs.into(),
        None if many.files.len() == 1 && !many.files.iter().any(|path| path.is_dir()) => 1,
        None => cores(),
    }
}

/// A defect of ours stops one file, not the run.
fn guarded(found: &Found, job: &Job, work: &(dyn Fn(&Path) -> Done + Sync)) -> Done {
    let looked = match found {
        // Other files are told of only where that was asked for.
        Found::File(path) | Found::Other(path) => catch_unwind(AssertUnwindSafe(|| work(path))),
        Found::Unreadable(path, failure) => {
            let name = path.display().to_string();
            return Done::failed(&name, failure, job);
        }
    };
    looked.unwrap_or_else(|_| {
        let name = found.path().display().to_string();
        Done::failed(&name, &crate::defect().verdict("defect"), job)
    })
}
