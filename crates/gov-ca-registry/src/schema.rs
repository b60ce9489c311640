//! Which records there are, and the tables they stand in.

use crate::entries::{
    Body, Certificate, Device, Notice, Person, ReceivedReport, Request, ShortRecord, Subscriber,
};
use crate::store::{EVENTS, Kind, Migration, Schema};

/// The schema of the register of the government CA.
pub static SCHEMA: Schema = Schema {
    migrations: &[EVENTS, RECORDS],
    kinds: &[
        Kind::of::<Body>(),
        Kind::of::<Person>(),
        Kind::of::<Subscriber>(),
        Kind::of::<Device>(),
        Kind::of::<Certificate>(),
        Kind::of::<Request>(),
        Kind::of::<Notice>(),
        Kind::of::<ShortRecord>(),
        Kind::of::<ReceivedReport>(),
    ],
};

const RECORDS: Migration = Migration {
    name: "records",
    sqlite: include_str!("../migrations/sqlite/0002_records.sql"),
    postgres: include_str!("../migrations/postgres/0002_records.sql"),
};
