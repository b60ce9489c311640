//! The store, on every engine: one suite, and what happens when things go wrong.
#![allow(clippy::unwrap_used, unreachable_pub)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files, watch the clock, and end processes"
)]

mod home;
mod raw;
mod records;
mod suite;
mod tamper;
