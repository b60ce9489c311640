//! The store, on every engine: one suite, and what happens when things go wrong.
#![allow(clippy::unwrap_used, unreachable_pub)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files, watch the clock, and end processes"
)]

#[cfg(feature = "postgres")]
mod address;
mod backup;
mod concurrent;
mod file;
mod full_disk;
mod home;
mod kill;
mod raw;
mod records;
#[cfg(feature = "postgres")]
mod schema;
#[cfg(feature = "postgres")]
mod server;
mod suite;
mod tamper;
