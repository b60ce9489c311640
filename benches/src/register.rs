//! A register as large as a province's, against the engine's own shell.

mod lists;
mod province;
mod shell;

pub use lists::{Case, Measured, ROWS_PER_SECOND};
pub use province::{Province, Size};
pub use shell::Shell;
