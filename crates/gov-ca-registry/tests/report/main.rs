//! Reports: the same figures on both engines, those of a count by hand; added up, every body once; what cannot be is refused.
#![allow(clippy::unwrap_used, unreachable_pub)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

#[path = "../common/mod.rs"]
mod common;
mod counted;
mod filled;
#[cfg(feature = "postgres")]
#[allow(
    dead_code,
    reason = "of the store's tests, of which only a new schema is needed"
)]
#[path = "../store/raw.rs"]
mod raw;
mod received;
mod ruled;
