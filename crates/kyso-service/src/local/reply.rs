//! What a page hears.

use serde_json::{Map, Value, json};

use crate::problem::{Problem, Words};

/// Why something was not done. 0 is done; the numbers from 1001 on are ours: those of the program this stands in for are not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// The person said no.
    Refused,
    /// The person does not let this origin use the service.
    Origin,
    /// The message cannot be read.
    Message,
    /// An address that may not be used.
    Address,
    /// A text that nobody can read before signing it.
    Unreadable,
    /// The operation is not done by this service.
    NotDone,
    /// Nobody answered in time.
    Expired,
    /// Too many requests wait for the person.
    Busy,
    /// The page went away before it was signed.
    Gone,
    /// The service ends.
    Closing,
    /// The document cannot be had.
    Fetch,
    /// It is signed, and the document system did not take it.
    Upload,
    /// It may not or cannot be signed.
    Sign,
    /// It cannot be judged.
    Verify,
}

impl Status {
    /// All of them.
    #[cfg(test)]
    const ALL: [Self; 14] = [
        Self::Refused,
        Self::Origin,
        Self::Message,
        Self::Address,
        Self::Unreadable,
        Self::NotDone,
        Self::Expired,
        Self::Busy,
        Self::Gone,
        Self::Closing,
        Self::Fetch,
        Self::Upload,
        Self::Sign,
        Self::Verify,
    ];

    pub(super) const fn number(self) -> u16 {
        1001 + self as u16
    }

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Origin => "origin",
            Self::Message => "message",
            Self::Address => "address",
            Self::Unreadable => "unreadable",
            Self::NotDone => "not-done",
            Self::Expired => "expired",
            Self::Busy => "busy",
            Self::Gone => "gone",
            Self::Closing => "closing",
            Self::Fetch => "fetch",
            Self::Upload => "upload",
            Self::Sign => "sign",
            Self::Verify => "verify",
        }
    }
}

/// That something was not done, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) status: Status,
    /// What programs compare: the word of the status, or the code of the problem.
    pub(super) code: String,
    pub(super) text: Words,
}

impl Refused {
    pub(super) fn new(status: Status, vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            status,
            code: status.word().to_owned(),
            text: Words::new(vi, en),
        }
    }

    pub(super) fn of(status: Status, problem: &Problem) -> Self {
        Self {
            status,
            code: problem.code().to_owned(),
            text: problem.text().clone(),
        }
    }

    /// Both `Message` and `Error` are read by pages in use.
    pub(super) fn reply(&self) -> Value {
        let text = &self.text.vi;
        json!({ "Status": self.status.number(), "Message": text, "Error": text, "Code": self.code })
    }

    pub(super) fn told(&self) -> Value {
        json!({ "code": self.code, "text": self.text })
    }
}

/// Done, with these beside.
pub(super) fn done(beside: Value) -> Value {
    let mut reply = Map::new();
    reply.insert("Status".to_owned(), json!(0));
    reply.insert("Message".to_owned(), json!(""));
    reply.insert("Error".to_owned(), json!(""));
    if let Value::Object(beside) = beside {
        reply.extend(beside);
    }
    Value::Object(reply)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::local::operation::{ALL, Operation};

    const DOCS: &str = include_str!("../../../../docs/local-service.md");

    #[test]
    fn every_status_is_in_the_description() {
        for status in Status::ALL {
            let (number, word) = (status.number(), status.word());
            assert!(
                DOCS.contains(&format!("| {number} | `{word}` |")),
                "{number} {word}"
            );
        }
    }

    #[test]
    fn every_operation_is_in_the_description() {
        for (name, operation) in ALL {
            let mut lines = DOCS.lines().filter(|line| line.starts_with('|'));
            let line = lines.find(|line| line.contains(&format!("`{name}`")));
            let line = line.unwrap_or_else(|| panic!("{name} is not described"));
            assert_eq!(
                line.contains("not done"),
                operation == Operation::NotDone,
                "{name}"
            );
        }
    }
}
