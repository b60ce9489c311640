//! The register of a government CA: who holds which certificate and device, what was asked for, what happened and under which rule.
//!
//! [`entries`] are the records, [`steps`] what happens to them under the law of its day, [`changes`] what a change of people and agencies
//! touches, [`due`] what is to be done and by when, [`desk`] what a department decides, [`mod@about`] everything about one
//! thing, found by [`search`]; [`erasure`] is what is left of a person. [`store`] keeps records in a SQLite file or, with the feature `postgres`, on a PostgreSQL
//! server; every change is an event in one hash-chained list, and [`store::Register::audit`] finds a single octet that was altered behind its back.
//!
//! [`report`] counts what the register held in a period, and adds up the reports of others.
//! [`sheet`] reads and writes lists (XLSX, CSV), [`intake`] takes them in, [`export`] makes them, [`reconcile`](mod@reconcile) holds the register against the CA's, [`names`] compares and sorts Vietnamese names.
//!
//! What it is not: it knows no clock (the moment is an argument), asks nobody, and holds no law of its own: rules and deadlines are those of
//! [`regulation_rules`].
//!
//! ```
//! use gov_ca_registry::store::Register;
//!
//! let folder = tempfile::tempdir()?;
//! let mut register = Register::sqlite(folder.path().join("so-dang-ky.db"))?;
//! assert!(register.audit()?.is_clean());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

pub mod about;
mod ahead;
pub mod changes;
pub mod desk;
mod due;
pub mod entries;
pub mod erasure;
pub mod export;
mod id;
pub mod intake;
mod judged;
pub mod names;
pub mod reconcile;
pub mod report;
mod schema;
pub mod search;
pub mod sheet;
mod standing;
pub mod stated;
pub mod steps;
pub mod store;
mod telling;

pub use due::{Due, Task, due};
pub use id::Id;
pub use judged::{Judged, OURS, Office};
pub use schema::SCHEMA;
pub use standing::{Misfit, misfit};
pub use telling::{Telling, tellings};

use store::{Change, Record, StoreError, Stored, Value, View};
