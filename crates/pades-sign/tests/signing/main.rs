//! Signing as its callers see it: only public items.
#![allow(clippy::unwrap_used, clippy::write_with_newline)] // line ends belong to the file format

#[path = "../common/mod.rs"]
mod common;

mod archive;
mod certification;
mod deferred;
mod dictionary;
mod encrypted;
mod fields;
mod inputs;
mod locks;
mod long_term;
mod objects;
mod refusals;
mod seeds;
mod statements;
mod tagged;
mod visible;
