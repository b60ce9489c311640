//! The records of the register.

mod body;
mod certificate;
mod device;
mod person;
mod request;
mod subscriber;

pub use body::{Body, BodyEnd, Contact};
pub use certificate::{Block, Certificate};
pub use device::{Custody, Device, DeviceRecord};
pub use person::{Leaving, Person, PersonalNumber, Post};
pub use request::{Change, Note, Request, Sending};
pub use subscriber::{Holder, Subscriber};
