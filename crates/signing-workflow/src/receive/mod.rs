//! What the receiving clerk (văn thư) does with what arrived: accept, refuse with reasons of a closed list, hold and check again,
//! return, or report.
//!
//! The verdict of the verifier, the roles of the signatures and the findings of the law go in; an [`Outcome`] comes out, every
//! reason with what it rests on. Only what is **proven** refuses. What cannot be told holds the document or becomes a note, and
//! never a refusal; the layout of a document is a note at most (office practice §3.4). No words for people are here, no clock and
//! no file: `kyso::present` says it, the caller tells the time.
//!
//! The outcome is a proposal to a person. NĐ 30/2020 Điều 21(2) gives the decision to the clerk.

mod again;
mod context;
mod document;
mod fact;
mod law;
mod note;
mod outcome;
mod reason;
mod reception;
mod signature;
mod status;

pub use again::{AgainBecause, CheckAgain};
pub use context::{Completeness, Part, ReceiveContext, Statement};
pub(crate) use document::collect;
pub use document::{ReceivedFile, Unread, UnreadBecause, receive};
pub use fact::{Fact, Field, Place, Shown};
pub use law::grounds;
pub use note::Note;
pub use outcome::{Hold, HoldReason, Open, Outcome};
pub use reason::{Reason, RefusalReason};
pub(crate) use reception::Collected;
pub use reception::Reception;
pub use status::{ExchangeStatus, StatusSource};
