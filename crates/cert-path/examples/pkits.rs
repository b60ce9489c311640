//! Runs NIST PKITS: `cargo run -p cert-path --example pkits -- DIR TSV`.
//!
//! DIR holds the folders `certs` and `crls` (or is the folder above): of the suite itself, or `x509/PKITS_data` of the
//! PyPI package `cryptography-vectors`. TSV is the table of cases. Prints one line per case,
//! `id<TAB>expected<TAB>actual<TAB>reason`, and a last line of counts.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

#[path = "../tests/support/pkits.rs"]
mod pkits;
#[path = "../tests/support/suite.rs"]
mod suite;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(folder), Some(table)) = (arguments.next(), arguments.next()) else {
        return Err("usage: pkits DIR TSV".into());
    };
    let folder = pkits::folder(Path::new(&folder))?;
    let all = pkits::run(&folder, &std::fs::read_to_string(table)?)?;
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
