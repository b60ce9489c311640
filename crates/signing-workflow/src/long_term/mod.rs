//! Signatures that last: a file raised to B-T, B-LT or B-LTA, and renewed (EN 319 142-1 §6.3; standards for records kept for decades).
//!
//! ```text
//! file ── settle ──▶ report ── every signature stands? ── no time proven? ──▶ document time-stamp      B-T
//!                                                      ── settle ──▶ validation material into the DSS  B-LT
//!                                                      ── document time-stamp over it                  B-LTA
//! ```
//!
//! What was made is written beside its place, synced, read again and verified, and only then named.

mod error;
mod ground;
mod levels;
mod raise;
mod standing;

pub use error::LongTermError;
pub use ground::{Ground, Supply};
pub use levels::{Target, level};
pub use raise::{RaiseJob, Raised, raise_file, renew_file};
pub use standing::{Because, Standing};
