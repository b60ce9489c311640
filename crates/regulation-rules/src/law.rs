//! Instruments, when they are in force, and how they are cited.

mod citation;
mod force;
mod instrument;
mod territory;

pub(crate) use citation::ordinal_vi;
pub use citation::{Citation, Part, Unit};
pub use force::{End, Force, InForce, Start};
pub use instrument::{Instrument, InstrumentKind, Known, Reference, Yield};
pub use territory::{Applies, Merger, Territory};
