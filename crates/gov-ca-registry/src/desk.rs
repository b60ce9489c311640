//! The desk of a department: requests that were sent to it, and what it says to each.

use gov_ca_model::{Life as _, RequestState, RequestStep, VietnamDay};
use regulation_rules::Finding;
use regulation_rules::facts::{Party, Sheets};

use crate::due::answer_by;
use crate::entries::Request;
use crate::intake::{Conflict, ConflictKind};
use crate::sheet::Decided;
use crate::sheet::lists::ListedDecision;
use crate::steps::{Done, RequestDeed, StepError, existing, facts, take_request_step};
use crate::{Change, Id, Judged, Office, Stored, View};

/// A request that waits for the department.
#[derive(Debug)]
pub struct Waiting {
    /// Which.
    pub request: Stored<Request>,
    /// The day it was sent.
    pub since: VietnamDay,
    /// The last day to answer it: from the day it was found to be valid, or as if it was when it was sent.
    pub by: Option<VietnamDay>,
    /// The rule that sets that day.
    pub rule: Option<Finding>,
    /// What the law says of the request as it is.
    pub judged: Judged,
}

/// What was sent to the department and is not answered, by the last day to do so; of one letter, or of all.
///
/// # Errors
///
/// What the register says.
pub fn inbox(
    view: &mut View<'_>,
    letter: Option<&str>,
    today: VietnamDay,
    office: &Office<'_>,
) -> Result<Vec<Waiting>, StepError> {
    let states = [RequestState::Sent.word(), RequestState::Accepted.word()];
    let sent = view.find::<Request>(
        "WHERE state IN ($1, $2) ORDER BY id",
        &states.map(Into::into),
    )?;
    let mut all = Vec::new();
    for stored in sent {
        let request = stored.record();
        if !is_ours(request) || letter.is_some_and(|letter| request.list.as_deref() != Some(letter))
        {
            continue;
        }
        let (by, rule) = answer_by(view, request, today, office)?.unzip();
        let sent_on = request.history.day_of(RequestStep::Send);
        all.push(Waiting {
            since: sent_on.unwrap_or_else(|| request.history.since()),
            by,
            rule,
            judged: judged(view, request, today, office)?,
            request: stored,
        });
    }
    all.sort_by_key(|one| (one.by.is_none(), one.by, one.request.id()));
    Ok(all)
}

/// Was it sent to the department? Routing is the rules': an issue goes to the CA, and is not answered here.
fn is_ours(request: &Request) -> bool {
    let sending = request.sending.as_ref();
    sending.is_some_and(|sending| sending.to == Party::Department)
}

/// Answers a request: what the law said of it, and the request now. What breaks a duty whose text was read is not accepted as valid.
///
/// # Errors
///
/// [`StepError`]; then nothing is changed.
pub fn answer(
    change: &mut Change<'_>,
    id: Id<Request>,
    on: VietnamDay,
    deed: &RequestDeed,
    office: &Office<'_>,
) -> Result<Done, StepError> {
    let before = existing(change, id)?;
    if !is_ours(before.record()) {
        return Err(StepError::NotOurs);
    }
    let judged = judged(change, before.record(), on, office)?;
    if matches!(deed, RequestDeed::Accept) && judged.breaches().next().is_some() {
        return Err(StepError::AgainstTheLaw(Box::new(judged)));
    }
    let done = take_request_step(change, id, on, deed, office)?;
    Ok(Done { judged, ..done })
}

fn judged(
    view: &mut View<'_>,
    request: &Request,
    on: VietnamDay,
    office: &Office<'_>,
) -> Result<Judged, StepError> {
    let around = facts::Around::of(view, request)?;
    let mut sheets = Sheets::default();
    sheets
        .requests
        .push(facts::of_request(request, &around, on, office)?);
    Ok(Judged::of(&sheets, office))
}

/// What was decided of a request.
pub type Decision = (Id<Request>, RequestDeed);

/// The decisions of a list, and what is wrong with the others. A row without a decision is left for later.
///
/// # Errors
///
/// What the register says.
pub fn decisions(
    view: &mut View<'_>,
    rows: &[ListedDecision],
) -> Result<(Vec<Decision>, Vec<Conflict>), StepError> {
    let (mut decided, mut conflicts) = (Vec::new(), Vec::new());
    for row in rows {
        let Some(decision) = &row.decision else {
            continue;
        };
        let mut refuse = |place, kind| conflicts.push(Conflict { place, kind });
        let id = Id::new(row.request.value.0);
        let Some(request) = view.get::<Request>(row.request.value.0)? else {
            refuse(row.request.place, ConflictKind::UnknownRequest);
            continue;
        };
        let state = request.record().history.state();
        let is_open = is_ours(request.record())
            && match decision.value {
                Decided::Approved => state == RequestState::Sent,
                _ => matches!(state, RequestState::Sent | RequestState::Accepted),
            };
        let reason = row.reason.as_ref().map(|reason| reason.value.clone());
        match (decision.value, reason) {
            _ if !is_open => refuse(row.request.place, ConflictKind::NotWaiting),
            (Decided::Approved, _) => decided.push((id, RequestDeed::Accept)),
            (_, None) => refuse(decision.place, ConflictKind::ReasonMissing),
            (Decided::Returned, Some(reason)) => decided.push((id, RequestDeed::Return(reason))),
            (Decided::Refused, Some(reason)) => decided.push((id, RequestDeed::Refuse(reason))),
        }
    }
    Ok((decided, conflicts))
}
