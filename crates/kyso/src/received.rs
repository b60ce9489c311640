//! What the receiving clerk is told of one file: the parts its signatures play, and what to do with it.

use pades_verify::DocumentReport;
use regulation_rules::facts::Role;
use signing_workflow::receive::{
    Completeness, Part, ReceiveContext, ReceivedFile, Reception, Unread, UnreadBecause, receive,
};

use crate::exit::{Exit, Failure};
use crate::roles::Told;
use crate::verify::{Seen, Verifier};

/// One file, received.
pub(crate) struct Received {
    /// Of each signature, in the order of the report.
    pub(crate) roles: Vec<Role>,
    pub(crate) reception: Reception,
}

impl Received {
    /// A file that was judged.
    pub(crate) fn of(name: &str, seen: &Seen, roles: &Told, verifier: &Verifier) -> Self {
        let roles: Vec<Role> = roles.roles.iter().map(|told| told.role).collect();
        let context = ReceiveContext {
            trust_configured: !verifier.ground.anchors.is_empty(),
            network_asked: verifier.ground.network.is_some(),
            ..ReceiveContext::at(seen.at)
        };
        let reception = receive(&file(name, Ok(&seen.report), &roles), &context);
        Self { roles, reception }
    }

    /// A file without a report. `None` where the reason is not in the file.
    pub(crate) fn unread(name: &str, failure: &Failure, verifier: &Verifier) -> Option<Self> {
        let because = match (failure.exit, failure.verdict) {
            (Exit::Unreadable, "malformed") => UnreadBecause::Malformed,
            (Exit::Unreadable, "limit") => UnreadBecause::Limit,
            (Exit::Unreadable, _) => UnreadBecause::Unsupported,
            _ => return None,
        };
        let unread = Unread {
            because,
            offset: failure.offset,
            text: failure.text.en.clone(),
        };
        let context = ReceiveContext::at(verifier.at);
        Some(Self {
            roles: Vec::new(),
            reception: receive(&file(name, Err(unread), &[]), &context),
        })
    }
}

fn file<'a>(
    name: &'a str,
    read: Result<&'a DocumentReport, Unread>,
    roles: &'a [Role],
) -> ReceivedFile<'a> {
    ReceivedFile {
        name,
        read,
        roles,
        law: None,
        part: Part::Unstated,
        completeness: Completeness::default(),
    }
}
