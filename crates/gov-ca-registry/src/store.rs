//! What is kept, and how: one schema idea for both engines.
//!
//! ```text
//! Register ── read ────▶ View     one state, however long it is looked at
//!          ── change ──▶ Change   one transaction, all or nothing ──▶ an event for each record, in one chain
//!          ── audit ───▶ AuditReport
//! ```
//!
//! A record is a row whose `body` is the truth ([`Record`]); the columns beside it are what it is looked up by and what foreign keys hold.
//! The store knows no subscriber and no law; which records there are is the [`Schema`]'s affair.

mod audit;
mod backup;
mod batch;
mod chain;
mod change;
mod dump;
mod engine;
mod error;
mod record;
mod register;
mod restore;
mod schema;
mod value;
mod view;

pub use audit::{AuditReport, Finding};
pub use chain::{Action, By, Event, Operator};
pub use change::Change;
pub use dump::BackupSummary;
pub use error::{Place, StoreError};
pub use record::{Kind, Record, Stored};
pub use register::Register;
pub use schema::{EVENTS, Migration, Schema};
pub use value::{Row, Value};
pub use view::View;
