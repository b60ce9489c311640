//! What the clerk (văn thư) of the issuing office does: the package (bộ văn bản) from the draft to the issued files.
//!
//! The unit is the main document with its attachments. The order of signing is data of the law ([`regulation_rules::orders`]); what happened
//! stands in a journal ([`Journal`]), and the state is read from it: after a power cut the answer is “x of y signed”, and the step is
//! continued or undone. Numbers come from a ledger ([`NumberLedger`]) and are never given twice. [`refusals`] says, before any key is used,
//! why a step may not be done, each with who set it. [`Shelf`] is the folder of all packages: what became of a file that was issued.
//!
//! What it is *not*: a place for keys, pages or words; the caller signs ([`crate::sign_file`]), reads pages and speaks.

mod about;
mod before;
mod error;
mod event;
mod folder;
mod hash;
mod issuing;
mod log;
mod numbers;
mod parts;
mod posts;
mod secrecy;
mod shelf;
mod state;
mod uses;

pub use about::{About, Part, PartKind};
pub use before::{Before, Earlier, Refusal, refusals};
pub use error::OutgoingError;
pub use event::{Event, Mark, Remedy};
pub use folder::{Outgoing, Task};
pub(crate) use hash::hexadecimal;
pub use log::{Entry, LogError};
pub use numbers::{Number, NumberError, NumberLedger, Numbered, Standing as NumberStanding};
pub use posts::{Custodian, Post, Posts, PostsError};
pub use secrecy::secrecy;
pub use shelf::{Aftermath, OnShelf, Shelf};
pub use state::{Standing, State, StepState, Version};
pub use uses::{KeyUse, key_uses};

/// What happened to one package, first to last.
pub type Journal = log::Log<Event>;
