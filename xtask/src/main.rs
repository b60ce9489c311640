//! `cargo xtask TASK`: the only task runner of this workspace.
//!
//! Each task checks or generates one thing that cargo does not. It prints what it found and exits 0 when all is well,
//! 1 when something is wrong, 64 when it was called wrongly.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a tool reads files and prints

mod arrows;
mod citation;
mod codes;
mod coverage;
mod docs;
mod house;
mod new_rule;
mod pages;
mod rules;
mod source_tree;
mod trace;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask arrows              fail on a dependency that design 2.2 does not allow
cargo xtask house               fail on files that grew too long and on unchecked code outside its one place
cargo xtask trace [--check]     specification clause → file:line, written to docs/traceability.md
cargo xtask coverage            which articles of the law are rules, which are read by a person, which are unread
cargo xtask codes [--check]     a page for every code of a report, written to docs/codes/
cargo xtask rules [--check]     a page for every rule and instrument of the law, written to docs/rules/
cargo xtask new-rule INSTRUMENT SLUG SHEET
                                the files and lines of a new rule: nd_68_2024 signed-outside-validity signature
cargo xtask docs [--check]      every generated page under docs/";

/// What a task answers: `Ok(true)` all is well, `Ok(false)` it found something, `Err` it could not answer.
type Outcome = Result<bool, String>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["arrows"] => arrows::run(),
        ["house"] => house::run(),
        ["trace"] => trace::run(Mode::Write),
        ["trace", "--check"] => trace::run(Mode::Check),
        ["coverage"] => coverage::run(),
        ["codes"] => codes::run(Mode::Write),
        ["codes", "--check"] => codes::run(Mode::Check),
        ["rules"] => rules::run(Mode::Write),
        ["rules", "--check"] => rules::run(Mode::Check),
        ["new-rule", instrument, slug, sheet] => new_rule::run([instrument, slug, sheet]),
        ["docs"] => docs::run(Mode::Write),
        ["docs", "--check"] => docs::run(Mode::Check),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(64);
        }
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(reason) => {
            eprintln!("xtask: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// Whether a generated file is written or compared with what is there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Write,
    Check,
}
