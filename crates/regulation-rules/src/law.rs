//! Instruments, when they are in force, and how they are cited.

mod citation;
mod force;
mod instrument;

pub use citation::{Citation, Part};
pub use force::{End, Force, InForce, Start};
pub use instrument::{Instrument, InstrumentKind, Territory, Yield};
