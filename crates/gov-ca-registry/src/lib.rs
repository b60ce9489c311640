//! The register of a government CA: who holds which certificate and device, what was asked for, what happened and under which rule.
//!
//! [`store`] keeps records in a SQLite file or, with the feature `postgres`, on a PostgreSQL server; every change is an event in
//! one hash-chained list, and [`store::Register::audit`] finds a single octet that was altered behind its back.
//!
//! What it is not: it knows no clock (the moment is an argument), asks nobody, and judges nothing itself.
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

pub mod store;
