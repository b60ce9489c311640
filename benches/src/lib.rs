//! What the benches and the `ratios` program share: the bare work to compare with, sample files, and the measuring of a
//! child process.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // measures files and clocks

#[allow(missing_docs, unnameable_types)] // the tests' generator, which allows itself the rest
#[path = "../../crates/pades-verify/tests/common/mod.rs"]
mod common;

pub mod baseline;
pub mod batch;
pub mod child;
pub mod clients;
pub mod crl;
pub mod files;
pub mod keys;
pub mod lta;
pub mod path;
pub mod ratio;
pub mod register;
pub mod rules;
pub mod served;
pub mod shown;
pub mod token;
