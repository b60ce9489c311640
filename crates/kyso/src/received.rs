//! What the receiving clerk is told of one file: the parts its signatures play, and what to do with it.

use jiff::Timestamp;
use pades_verify::DocumentReport;
use regulation_rules::facts::{CallerFacts, Role};
use signing_workflow::receive::{
    Completeness, Part, ReceiveContext, ReceivedFile, Reception, Unread, UnreadBecause, receive,
};

use crate::check;
use crate::exit::{Exit, Failure};
use crate::present::clerk::{self, Page};
use crate::roles::Told;
use crate::verify::{Seen, Verifier};

/// One file, received.
pub(crate) struct Received {
    /// Of each signature, in the order of the report.
    pub(crate) roles: Vec<Role>,
    pub(crate) reception: Reception,
}

impl Received {
    /// A file that was judged. The law speaks by the province that the caller's facts name.
    pub(crate) fn of(name: &str, seen: &Seen, told: &Told, verifier: &Verifier) -> Self {
        let roles: Vec<Role> = told.roles.iter().map(|told| told.role).collect();
        let law = check::judge(&seen.report, &told.facts, seen.at, &verifier.law);
        let file = ReceivedFile {
            law: Some(&law),
            ..file(name, Ok(&seen.report), &roles)
        };
        let context = context(verifier, seen.at, told.facts.province.as_deref());
        let reception = receive(&file, &context);
        Self { roles, reception }
    }

    /// A file without a report. `None` where the reason is not in the file.
    pub(crate) fn unread(
        name: &str,
        failure: &Failure,
        facts: &CallerFacts,
        verifier: &Verifier,
    ) -> Option<Self> {
        if failure.exit != Exit::Unreadable {
            return None;
        }
        let context = context(verifier, verifier.at, facts.province.as_deref());
        Some(Self {
            roles: Vec::new(),
            reception: receive(&file(name, Err(unread(failure)), &[]), &context),
        })
    }

    /// The page for the clerk; `seen` is none where the file could not be read.
    pub(crate) fn page<'a>(
        &'a self,
        name: &'a str,
        seen: Option<&'a Seen>,
        verifier: &Verifier,
    ) -> Page<'a> {
        let part = seen.map(|seen| clerk::Part {
            name,
            report: Some(&seen.report),
            roles: &self.roles,
            aftermath: seen.aftermath.as_ref(),
        });
        Page {
            name,
            at: seen.map_or(verifier.at, |seen| seen.at),
            offline: verifier.ground.network.is_none(),
            parts: part.into_iter().collect(),
            reception: &self.reception,
            document: clerk::Document::default(),
        }
    }
}

/// What the receiving office knows, as far as its configuration says.
pub(crate) fn context<'a>(
    verifier: &Verifier,
    now: Timestamp,
    province: Option<&'a str>,
) -> ReceiveContext<'a> {
    ReceiveContext {
        trust_configured: !verifier.ground.anchors.is_empty(),
        network_asked: verifier.ground.network.is_some(),
        province,
        ..ReceiveContext::at(now)
    }
}

/// Why there is no report, for the receiving desk.
pub(crate) fn unread(failure: &Failure) -> Unread {
    let because = match (failure.exit, failure.verdict) {
        (_, "malformed") => UnreadBecause::Malformed,
        (_, "limit") => UnreadBecause::Limit,
        _ if failure.is_locked() => UnreadBecause::Locked,
        // not offered here, whether or not it shows a signature
        (Exit::Unreadable, _) => UnreadBecause::Unsupported,
        _ => UnreadBecause::NotOpened,
    };
    Unread {
        because,
        offset: failure.offset.filter(|_| because != UnreadBecause::Locked),
        text: failure.text.en.clone(),
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
