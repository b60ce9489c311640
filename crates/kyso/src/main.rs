//! The program `kyso`: all I/O, all clocks, all words. What it does is in the libraries beside it.
#![forbid(unsafe_code)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "the program is where files, the clock and the terminal are"
)]

mod aftermath;
mod appearance;
mod archive;
mod args;
mod batch;
mod blocked;
mod certificates;
mod check;
mod config;
mod convert;
mod copying;
mod csc;
mod demo;
mod detached;
mod diff;
mod documents;
mod entropy;
mod evidence;
mod exit;
mod explain;
mod extract;
mod failures;
mod fetch;
mod freshness;
mod help;
mod issue;
mod job;
mod key;
mod law;
mod lint;
mod locked;
mod long_term;
mod outgoing;
mod outputs;
mod package;
#[cfg(feature = "pages")]
mod pages;
mod path;
mod pen;
mod present;
mod progress;
mod receive;
mod received;
mod refusals;
mod registry;
mod roles;
mod rules;
mod secret;
mod serve;
mod showing;
mod sign;
mod sign_batch;
mod stated;
mod text;
mod time;
mod timestamp;

mod token;
mod trust;
mod verify;
mod web;
mod which;

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use clap::FromArgMatches;
use clap::error::ErrorKind;

use args::{Appearance, Archive, Cli, Command, Rules};
use exit::{Exit, Failure, Outcome};
use job::Job;
use text::{Lang, Text};

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    #[cfg(feature = "pages")]
    if arguments.get(1).is_some_and(|word| word == pages::WORD) {
        return pages::serve();
    }
    if arguments
        .get(1)
        .is_some_and(|word| word == token::doctor::WORD)
    {
        return token::doctor::serve(arguments.get(2));
    }
    let lang = Lang::of_this_call(&arguments);
    let json = arguments.iter().any(|argument| argument == "--json");
    // design.md 4: 70 is a defect of ours, however it shows itself.
    match std::panic::catch_unwind(|| run(arguments, lang)).unwrap_or_else(|_| Err(defect())) {
        Ok(exit) => ExitCode::from(exit.code()),
        Err(failure) => {
            report(&failure, lang, json);
            ExitCode::from(failure.exit.code())
        }
    }
}

fn run(arguments: Vec<OsString>, lang: Lang) -> Outcome {
    let matches = match help::command(lang).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) if is_help(error.kind()) => {
            let _ = error.print();
            return Ok(Exit::Passed);
        }
        Err(error) => return Err(help::usage_failure(&error)),
    };
    let cli = Cli::from_arg_matches(&matches).map_err(|error| help::usage_failure(&error))?;
    let job = Job::new(&cli.global, lang)?;
    dispatch(&cli, &job)
}

fn is_help(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::DisplayHelp | ErrorKind::DisplayVersion)
}

fn dispatch(cli: &Cli, job: &Job) -> Outcome {
    match &cli.command {
        Command::Sign(args) => sign::sign(args, job),
        Command::Prepare(args) => sign::prepare(args, job),
        Command::Finish(args) => sign::finish(args, job),
        Command::Copy(args) => copying::copy(args, job),
        Command::Lint(args) => lint::run(args, job),
        Command::Verify(args) => verify::verify(args, job),
        Command::Diff(args) => diff::diff(args, job),
        Command::Extract(args) => extract::extract(args, job),
        Command::Check(args) => check::check(args, job),
        Command::Receive(args) => receive::receive(args, job),
        Command::Extend(args) => long_term::extend(args, job),
        Command::Renew(args) => long_term::renew(args, job),
        Command::Archive(Archive::Status(args)) => archive::status(args, job),
        Command::Path(args) => path::path(args, job),
        Command::Registry(args) => registry::run(args, job),
        Command::Trust(command) => trust::commands::run(command, job),
        Command::Token(command) => token::run(command, job),
        Command::Rules(Rules::List) => rules::list(job),
        Command::Rules(Rules::Show(args)) => rules::show(args, job),
        Command::Rules(Rules::Coverage) => rules::coverage(job),
        Command::Rules(Rules::Judge(args)) => rules::check(args, job),
        Command::Rules(Rules::Between(args)) => rules::diff(args, job),
        Command::Appearance(Appearance::List(args)) => appearance::list(args, job),
        Command::Appearance(Appearance::Preview(args)) => appearance::preview(args, job),
        Command::Outgoing(command) => outgoing::run(command, job),
        Command::Issue(args) => issue::issue(args, job),
        Command::Numbers(command) => outgoing::numbers(command, job),
        Command::Convert(args) => convert::convert(args, job),
        Command::Explain(args) => explain::explain(args, job),
        Command::Serve(args) => serve::serve(args, &cli.global, job),
        Command::Demo(args) => demo::demo(args, job),
    }
}

/// A reader that has gone away is no error of ours.
fn report(failure: &Failure, lang: Lang, json: bool) {
    let _ = if json {
        writeln!(
            std::io::stdout(),
            "{}",
            present::json::failure(failure, lang)
        )
    } else {
        writeln!(std::io::stderr(), "{}", failure.text.in_lang(lang))
    };
}

fn defect() -> Failure {
    Failure::new(
        Exit::Defect,
        "defect",
        Text::new(
            "Lỗi của chương trình kyso; đề nghị báo cho người phát triển kèm thông tin ở trên.",
            "This is a defect of kyso. Report it with what is shown above.",
        ),
    )
}
