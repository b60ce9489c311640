//! What happens in the office, under the law of its day.
//!
//! A step is refused when it cannot happen in the state things are in, or when what *we* would do breaks a duty whose text was read. What
//! others did (the CA, the department) is recorded as it happened: the breach is told, and stands in the audit chain with its ground.

mod custody;
mod device;
pub(crate) mod facts;
mod form;
mod mishap;
mod outcome;
mod request;
mod short;

use gov_ca_model::{
    CertificateState, DeviceState, ModelError, RequestState, StepRefused, VietnamDay,
};
use jiff::Timestamp;

pub use custody::{RevocationTold, assign, bring_back, let_out, revocation_told};
pub use device::{DeviceDeed, DeviceDone, note, note_paper, take as take_device_step, tell};
pub use facts::{existing, is_named};
pub use form::{keep_form, sign_back};
pub use mishap::{Befallen, Mishap, Noted, befall, confirmation_of, records_of_loss};
pub use request::{
    Done, Issued, Processed, RequestDeed, addressee, draft, state, take as take_request_step,
    take_as_told,
};
pub use short::{close as close_short, note as note_short};

use crate::entries::NotOurForm;
use crate::intake::ConflictKind;
use crate::stated::NotAFact;
use crate::{Judged, StoreError};

/// Why a step was not taken; nothing was changed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StepError {
    /// A duty would be broken.
    #[error("the law does not allow this step: {}", .0.breaches().map(regulation_rules::Finding::code).collect::<Vec<_>>().join(", "))]
    AgainstTheLaw(Box<Judged>),
    /// The device is not back from where it was allowed before.
    #[error("the device was let out on {since} and is not back")]
    AlreadyOut {
        /// The first day.
        since: VietnamDay,
        /// The day it was to be back.
        until: Option<VietnamDay>,
    },
    /// A body would stand below itself.
    #[error("organisation {0} would stand below itself")]
    BelowItself(i64),
    /// The certificate is not in a state for it.
    #[error("certificate: {0}")]
    Certificate(#[from] StepRefused<CertificateState>),
    /// It was closed before.
    #[error("{table} {id} is closed already")]
    Closed {
        /// The kind.
        table: &'static str,
        /// Its number.
        id: i64,
    },
    /// The register has something that speaks against it.
    #[error("{}", .0.english())]
    Conflict(ConflictKind),
    /// The device is not in a state for it.
    #[error("key device: {0}")]
    Device(#[from] StepRefused<DeviceState>),
    /// The form is not the one that the request waits for.
    #[error(transparent)]
    Form(#[from] NotOurForm),
    /// Something that the step needs was not given.
    #[error("the step needs {0}")]
    Lacking(Lacking),
    /// A fact was stated that no rule knows.
    #[error(transparent)]
    NotAFact(#[from] NotAFact),
    /// A day that is not after what it follows.
    #[error(transparent)]
    NotAfter(#[from] ModelError),
    /// There is no such record.
    #[error("there is no {table} {id}")]
    NotFound {
        /// The kind.
        table: &'static str,
        /// Its number.
        id: i64,
    },
    /// No permission to take the device outside is open.
    #[error("no permission to take it outside is open")]
    NotOut,
    /// A request that was sent to somebody else is not the department's to answer.
    #[error("the request was not sent to the department")]
    NotOurs,
    /// A request of one subscriber about what is another's.
    #[error("{table} {number} is not of subscriber {subscriber}")]
    NotTheirs {
        /// The kind.
        table: &'static str,
        /// The number people know it by.
        number: String,
        /// Whose the request is.
        subscriber: i64,
    },
    /// The person left, the body is no more.
    #[error("{table} {id} is over since {since}")]
    Over {
        /// The kind.
        table: &'static str,
        /// Its number.
        id: i64,
        /// The first day.
        since: VietnamDay,
    },
    /// A body would take its own place.
    #[error("organisation {0} would take its own place")]
    OwnSuccessor(i64),
    /// The request is not in a state for it.
    #[error("request: {0}")]
    Request(#[from] StepRefused<RequestState>),
    /// The certificate was revoked on another day than was said, or after the notice of it.
    #[error("the certificate was revoked on {0}")]
    RevokedOn(VietnamDay),
    /// Other records need what was to be erased.
    #[error("it is still needed: {}", .0.iter().map(|(table, id)| format!("{table} {id}")).collect::<Vec<_>>().join(", "))]
    StillNeeded(Vec<(&'static str, i64)>),
    /// The register did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A number that people know another record by.
    #[error("there is a {table} with the number {number} already")]
    Taken {
        /// The kind.
        table: &'static str,
        /// The number.
        number: String,
    },
    /// Who was to be told was told before.
    #[error("told on {on} already")]
    ToldAlready {
        /// The day.
        on: VietnamDay,
    },
    /// Nobody can be told of what was not discovered yet.
    #[error("it was discovered at {discovered_at}")]
    ToldTooEarly {
        /// When it was discovered.
        discovered_at: Timestamp,
    },
}

/// What a step needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Lacking {
    /// The application in which a certificate is registered.
    Application,
    /// The certificate that a request other than for issue is about.
    Certificate,
    /// The device that is to be recovered or handed over.
    Device,
    /// What came of the request, of the kind it is.
    Outcome,
    /// The body that manages a person's certificates directly from now on.
    ManagingBody,
    /// The reasons for sending a request back or refusing it.
    Reasons,
    /// The subscriber of the device.
    Subscriber,
    /// The bodies that take the place of one that is merged or split.
    Successor,
}

impl core::fmt::Display for Lacking {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(match self {
            Self::Application => "the application",
            Self::Certificate => "a certificate",
            Self::Device => "a key device",
            Self::ManagingBody => "the new directly managing body",
            Self::Outcome => "what came of the request",
            Self::Reasons => "reasons",
            Self::Subscriber => "the subscriber of the device",
            Self::Successor => "the bodies that take its place",
        })
    }
}
