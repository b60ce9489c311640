//! What a reception leaves: a folder of records, one sub-folder for each arrival, and the register of incoming documents (sổ đăng ký
//! văn bản đến, NĐ 30/2020 Điều 22).
//!
//! ```text
//! records/
//!   register.jsonl              one line per event, only ever longer; each line holds the SHA-256 of the line before
//!   2026-11-23-0001/            the day in Vietnam, and the number of arrival of that year
//!     originals/                what came, byte by byte
//!     check-1/                  what was found, and what the clerk decided
//!       record.json             [`Record`]
//!       evidence.json           certificates, CRLs, OCSP responses: replays the verdict (cert-path)
//!       …                       the answer to the sender
//!     check-2/                  a later look at the same arrival
//!     stamped.pdf               a copy with the incoming stamp; the original stays as it is
//! ```
//!
//! An arrival appears whole or not at all: it is put together in a hidden folder and renamed. The folder comes before its line in the
//! register, so a crash between the two leaves an arrival whose line is written by the next run, and no number twice. Which
//! fields the law asks for is in [`Field`]; what the notes on the law do not know is said to be unread.
//!
//! Nothing here judges: the caller brings the verdict, the moment and the words.

mod arrival;
mod conclusion;
mod desk;
mod difference;
mod digest;
mod error;
mod field;
mod folder;
mod party;
mod record;
mod register;
mod signature;

pub use arrival::ArrivalId;
pub use conclusion::{Conclusion, PartConclusion};
pub use desk::{CheckFiles, Desk, Staging};
pub use difference::{Difference, between};
pub use error::RecordsError;
pub use field::{Field, FieldState, Standing, fields};
pub use folder::{RecordsFolder, Stored};
pub use party::{DocumentName, Party};
pub use record::{Beside, Decided, Decision, Kept, Record, Said, Wanted};
pub use register::{Arrival, Arrived, Checked, Entry, Register, Stamped, Told};
pub use signature::{CertificateRecord, SignatureRecord, Status, TimeStamp};
