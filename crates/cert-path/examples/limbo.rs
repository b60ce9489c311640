//! Runs x509-limbo: `cargo run -p cert-path --example limbo -- limbo.json`.
//!
//! Prints one line per case, `id<TAB>expected<TAB>actual<TAB>reason`, and a last line of counts. Which cases are skipped,
//! and why, is in `tests/support/limbo.rs` and `tests/exceptions.toml`.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

#[path = "../tests/support/limbo.rs"]
mod limbo;
#[path = "../tests/support/suite.rs"]
mod suite;

use std::process::ExitCode;

fn main() -> suite::Fallible<ExitCode> {
    let path = std::env::args_os()
        .nth(1)
        .ok_or("usage: limbo limbo.json")?;
    let all = limbo::run(&std::fs::read(path)?)?;
    for one in &all {
        println!("{}", suite::line(one));
    }
    println!("{}", suite::summary(&all));
    Ok(if suite::failures(&all).is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
