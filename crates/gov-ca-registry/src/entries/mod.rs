//! The records of the register.

mod body;
mod certificate;
mod device;
mod notice;
mod person;
mod report;
mod request;
mod short_record;
mod subscriber;

pub use body::{Body, BodyEnd, Contact, ContactBefore};
pub use certificate::{Block, Certificate};
pub use device::{Custody, Device, DeviceRecord};
pub use notice::{Notice, Told};
pub use person::{Leaving, Person, PersonalNumber, Post};
pub use report::ReceivedReport;
pub use request::{Change, FormPlace, MadeForm, NotOurForm, Note, Request, Sending, SignedForm};
pub use short_record::{ShortKind, ShortRecord};
pub use subscriber::{Holder, Subscriber};
