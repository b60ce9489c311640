//! Signing and checking official documents as a library: what only the program `kyso` could otherwise do.
//!
//! [`sign_file`] goes the whole way: the certificate is checked first (NĐ 68/2024 Điều 29, 31, 32), the copy is
//! hashed while it is written, the key is used, **our own verifier** reads the finished bytes from the disk, and only
//! then does the file get its name. [`prepare_file`] and [`finish_file`] are the same way with a pause in the middle,
//! for keys that are elsewhere. [`sign_detached`] signs a file of any kind into a file of its own.
//!
//! It is *not* a place for law (`regulation-rules`) nor for words (`kyso`), and it reads no clock: the moment is an
//! argument.
#![forbid(unsafe_code)]

pub mod batch;
mod checked;
pub mod copying;
mod deferred;
mod detached;
pub mod durable;
mod error;
pub mod evidence_loop;
mod facts;
pub mod fetch;
pub mod forms;
pub mod images;
pub mod layout;
pub mod letter;
pub mod lint;
pub mod long_term;
pub mod outgoing;
mod own_output;
pub mod package;
pub mod placing;
pub mod receive;
pub mod records;
pub mod roles;
mod sheets;
pub mod showing;
mod signer_trust;
mod stamping;
pub mod timestamping;

pub use checked::{Signed, SigningJob, sign_file};
pub use deferred::{Prepared, finish_file, prepare_file};
pub use detached::{DETACHED_ENDING, DetachedRecord, SignedDetached, sign_detached, signed_by};
pub use durable::{DurableFile, Replace};
pub use error::WorkflowError;
pub use evidence_loop::{EvidenceLoop, FetchLimits, Fetched};
pub use facts::state_from_record;
pub use fetch::{Fetch, FetchError};
pub use own_output::OutputRefused;
pub use signer_trust::{SignerTrust, UnverifiedChain};
pub use stamping::{StampOutcome, Stamping, Unstamped};
