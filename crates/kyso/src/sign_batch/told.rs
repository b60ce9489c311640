//! What is said of the files of a batch: only what has its name is called signed.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::{Value, json};
use signing_workflow::batch::{Batch, BatchDone};

use crate::batch::Teller;
use crate::exit::{Exit, Failure};
use crate::failures;
use crate::job::Job;
use crate::present;
use crate::text::{Words, words};

/// One file, ready to be told.
pub(super) struct Line {
    input: PathBuf,
    output: Option<PathBuf>,
    became: Became,
    /// What was found before signing.
    found: Vec<String>,
}

enum Became {
    Signed {
        field: String,
    },
    /// By an earlier run.
    Before,
    /// It is no PDF.
    Ignored,
    Failed(Box<Failure>),
    /// As failed, and no further file was begun.
    Stopped(Box<Failure>),
    NotBegun,
}

/// Every word of the key `verdict`, as the summary counts them.
const VERDICTS: [(&str, Words); 5] = [
    ("signed", words("đã ký", "signed")),
    ("before", words("đã ký từ trước", "signed before")),
    (
        "ignored",
        words("không phải PDF, bỏ qua", "no PDF, left out"),
    ),
    ("failed", words("không ký được", "not signed")),
    ("not-begun", words("chưa bắt đầu", "not begun")),
];

impl Line {
    fn new(input: &Path, became: Became) -> Self {
        Self {
            input: input.to_path_buf(),
            output: None,
            became,
            found: Vec::new(),
        }
    }

    pub(super) fn done(input: &Path, output: PathBuf, done: BatchDone, found: Vec<String>) -> Self {
        let became = match done {
            BatchDone::Before => Became::Before,
            BatchDone::Signed(signed) => Became::Signed {
                field: signed.record.field,
            },
        };
        Self {
            output: Some(output),
            found,
            ..Self::new(input, became)
        }
    }

    pub(super) fn failed(input: &Path, failure: Failure) -> Self {
        Self::new(input, Became::Failed(Box::new(failure)))
    }

    pub(super) fn stopped(input: &Path, failure: Failure) -> Self {
        Self::new(input, Became::Stopped(Box::new(failure)))
    }

    pub(super) fn ignored(input: &Path) -> Self {
        Self::new(input, Became::Ignored)
    }

    pub(super) fn not_begun(input: &Path) -> Self {
        Self::new(input, Became::NotBegun)
    }

    const fn verdict(&self) -> usize {
        match &self.became {
            Became::Signed { .. } => 0,
            Became::Before => 1,
            Became::Ignored => 2,
            Became::Failed(_) | Became::Stopped(_) => 3,
            Became::NotBegun => 4,
        }
    }

    fn exit(&self) -> Exit {
        match &self.became {
            Became::Failed(failure) | Became::Stopped(failure) => failure.exit,
            Became::NotBegun => Exit::Undecided,
            _ => Exit::Passed,
        }
    }

    fn data(&self, job: &Job) -> Value {
        let name = self.input.display().to_string();
        let mut line = match &self.became {
            Became::Failed(failure) | Became::Stopped(failure) => {
                present::json::failed(&name, failure, job.lang)
            }
            Became::Signed { field } => json!({ "file": name, "field": field }),
            _ => json!({ "file": name }),
        };
        line["verdict"] = json!(VERDICTS[self.verdict()].0);
        if let Some(output) = &self.output {
            line["output"] = json!(output.display().to_string());
            line["lint"] = json!(self.found);
        }
        line
    }

    fn text(&self, job: &Job) -> String {
        let (name, verdict) = (
            self.input.display(),
            VERDICTS[self.verdict()].1.in_lang(job.lang),
        );
        let mut text = match (&self.became, &self.output) {
            (Became::Failed(failure) | Became::Stopped(failure), _) => {
                format!("! {name}: {verdict}: {}", failure.text.in_lang(job.lang))
            }
            (_, Some(output)) => format!("{name}: {verdict}: {}", output.display()),
            _ => format!("{name}: {verdict}"),
        };
        for found in &self.found {
            text.push('\n');
            text.push_str(found);
        }
        text
    }
}

/// Lines that wait until what they tell has its name. Ours: so many signatures are lost at most when the power goes.
const GROUP: usize = 1_000;

/// Who tells.
pub(super) struct Told<'a> {
    batch: &'a Batch<'a>,
    job: &'a Job,
    began: Instant,
    waiting: Vec<Line>,
    counts: [u64; VERDICTS.len()],
    exit: Exit,
    /// Why no further file was begun.
    stopped: Option<&'static str>,
    is_heard: bool,
}

impl<'a> Told<'a> {
    pub(super) fn new(batch: &'a Batch<'a>, job: &'a Job) -> Self {
        Self {
            batch,
            job,
            began: Instant::now(),
            waiting: Vec::new(),
            counts: [0; VERDICTS.len()],
            exit: Exit::Passed,
            stopped: None,
            is_heard: true,
        }
    }

    /// Gives names, tells all lines that wait.
    fn flush(&mut self) {
        let committed = self.batch.commit();
        for mut line in std::mem::take(&mut self.waiting) {
            if matches!(line.became, Became::Signed { .. })
                && let Some(failure) = unnamed(&committed, line.output.as_deref())
            {
                line = Line::failed(&line.input, failure);
            }
            self.counts[line.verdict()] += 1;
            self.exit = self.exit.max(line.exit());
            if let Became::Stopped(failure) = &line.became {
                self.stopped.get_or_insert(failure.code);
            }
            if self.is_heard {
                let text = match self.job.json {
                    true => line.data(self.job).to_string(),
                    false => line.text(self.job),
                };
                self.is_heard = self.job.try_line(&text).is_ok();
            }
        }
    }

    /// The last line; the worst exit.
    pub(super) fn end(mut self) -> Exit {
        self.flush();
        let exit = self.exit;
        self.summary(exit);
        exit
    }

    /// `{"summary":{…}}` (design.md 4), or a line for a person.
    fn summary(&self, exit: Exit) {
        let seconds = self.began.elapsed().as_secs_f64();
        let files: u64 = self.counts.iter().sum();
        if self.job.json {
            let mut summary = json!({
                "files": files, "exit": exit.code(), "stopped": self.stopped,
                "interrupted": exit == Exit::Interrupted, "seconds": (seconds * 1000.0).round() / 1000.0,
            });
            for ((word, _), count) in VERDICTS.iter().zip(self.counts) {
                summary[*word] = json!(count);
            }
            return self.job.value(&json!({ "summary": summary }));
        }
        let lang = self.job.lang;
        let counted = VERDICTS
            .iter()
            .zip(self.counts)
            .filter(|(_, count)| *count > 0);
        let counted: Vec<String> = counted
            .map(|((_, words), count)| format!("{count} {}", words.in_lang(lang)))
            .collect();
        let label = match (self.stopped, exit) {
            (Some(_), _) => words("Đã dừng", "Stopped"),
            (_, Exit::Interrupted) => words("Dừng theo yêu cầu", "Interrupted"),
            _ => words("Tổng hợp", "Summary"),
        };
        let (label, word) = (label.in_lang(lang), words("tệp", "files").in_lang(lang));
        let counted = counted.join(", ");
        self.job.line(&format!(
            "{label}: {files} {word}: {counted} ({seconds:.1} s)"
        ));
    }
}

/// Why a file that was signed has no name.
fn unnamed(
    committed: &std::io::Result<Vec<(PathBuf, std::io::Error)>>,
    output: Option<&Path>,
) -> Option<Failure> {
    let output = output?;
    match committed {
        Err(error) => Some(failures::writing(output, error)),
        Ok(failed) => {
            let (_, error) = failed.iter().find(|(target, _)| target == output)?;
            Some(failures::writing(output, error))
        }
    }
}

impl Teller for Told<'_> {
    type Told = Line;

    fn tell(&mut self, line: Line) -> ControlFlow<()> {
        self.waiting.push(line);
        if self.waiting.len() >= GROUP {
            self.flush();
        }
        // A reader that has gone away does not stop what was asked for.
        ControlFlow::Continue(())
    }

    fn interrupted(&mut self) -> ! {
        self.flush();
        self.summary(Exit::Interrupted);
        std::process::exit(Exit::Interrupted.code().into())
    }
}
