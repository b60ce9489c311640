//! Requests: what was sent, answered, returned within the period, what is open at its end, and what was answered late.

use std::collections::HashMap;

use gov_ca_model::{
    Life as _, RequestKind, RequestState, RequestStep, SubscriberClass, VietnamDay,
};
use regulation_rules::facts::{Fact, Party, RequestFacts, Sheets};

use super::super::ReportError;
use super::super::figures::REQUEST_STEPS;
use super::certificates::Reasons;
use super::subscribers::class;
use super::{Count, counted};
use crate::due::limit;
use crate::entries::Request;
use crate::steps::facts::asked_for;
use crate::{Judged, Office, View};

/// Those that are open since before the period; of one that waits for an answer the history is needed, too.
const STILL: &str =
    "SELECT request.made_by, subscriber.class, request.kind, request.state, count(*)
    FROM request LEFT JOIN subscriber ON subscriber.id = request.subscriber
    WHERE request.latest_on < $1 AND request.state NOT IN ($2, $3, $4, $5)
    GROUP BY 1, 2, 3, 4";
const MOVED: &str = "WHERE latest_on >= $1 OR state = $2 ORDER BY id";
/// Later than every limit, in years.
const MUCH_LATER: i16 = 50;

/// By when requests of one sort were to be answered.
struct Limits<'a> {
    office: &'a Office<'a>,
    known: HashMap<Sort, Option<VietnamDay>>,
}

/// What the limit depends on.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Sort {
    kind: RequestKind,
    class: Option<SubscriberClass>,
    to_department: Option<bool>,
    sent_on: Option<VietnamDay>,
    accepted_on: VietnamDay,
}

impl Limits<'_> {
    /// The rules are asked what they would say of an answer far too late.
    fn of(&mut self, sort: Sort) -> Option<VietnamDay> {
        let office = self.office;
        *self.known.entry(sort).or_insert_with(|| {
            let mut sheets = Sheets::default();
            let mut sheet = RequestFacts::default();
            sheet.province = office.province.map(str::to_owned);
            sheet.asked_for = Some(asked_for(sort.kind));
            sheet.subscriber_class = sort.class;
            sheet.addressee = sort.to_department.map(|to| match to {
                true => Party::Department,
                false => Party::Ca,
            });
            sheet.sent_on = Some(sort.sent_on.unwrap_or(sort.accepted_on));
            sheet.valid_dossier_on = Some(sort.accepted_on);
            sheet.processed_on = Some(sort.accepted_on.plus_years(MUCH_LATER));
            sheets.requests.push(sheet);
            let limit = limit(&Judged::of(&sheets, office), Fact::ProcessedOn);
            limit.map(|(day, _)| day)
        })
    }
}

impl Count<'_> {
    /// Counts them; gives the reasons of revocations that were asked for and granted; of several requests, of the latest.
    pub(super) fn requests(
        &mut self,
        view: &mut View<'_>,
        office: &Office<'_>,
    ) -> Result<Reasons, ReportError> {
        self.still_requests(view)?;
        let mut limits = Limits {
            office,
            known: HashMap::new(),
        };
        let mut reasons = Reasons::new();
        let waiting = RequestState::Accepted.word();
        let moved = [self.period.first().into(), waiting.into()];
        view.each::<Request, ReportError>(MOVED, &moved, |stored| {
            let request = stored.record();
            self.moved_request(request, &mut limits);
            // one that was refused or withdrawn is no reason
            let is_granted = matches!(
                request.history.state(),
                RequestState::Processed | RequestState::Closed
            );
            if let (RequestKind::Revoke, Some(certificate), Some(reason), true) = (
                request.history.of(),
                request.certificate,
                request.reason,
                is_granted,
            ) {
                reasons.insert(certificate.number(), reason);
            }
            Ok(())
        })?;
        Ok(reasons)
    }

    fn still_requests(&mut self, view: &mut View<'_>) -> Result<(), ReportError> {
        let ended = [
            RequestState::Closed,
            RequestState::Refused,
            RequestState::Withdrawn,
            RequestState::Accepted,
        ];
        let ended = ended.map(|state| state.word().into());
        let [closed, refused, withdrawn, accepted] = ended;
        let values = [
            self.period.first().into(),
            closed,
            refused,
            withdrawn,
            accepted,
        ];
        view.select(STILL, &values, |row| {
            let (body, class) = (
                row.optional_integer(0)?,
                row.optional_text(1)?.and_then(class),
            );
            let (kind, state) = (row.text(2)?, row.text(3)?);
            let times = counted(row.integer(4)?);
            self.add(body, &format!("requests.open.{kind}.{state}"), class, times);
            if kind == RequestKind::Issue.word() && is_not_granted_yet(state) {
                self.add(body, "need.open-requests", class, times);
            }
            Ok(())
        })
    }

    fn moved_request(&mut self, request: &Request, limits: &mut Limits<'_>) {
        let body = Some(request.made_by.number());
        let last = self.period.last();
        let (_, class) = self.subscribers.on(Some(request.subscriber.number()), last);
        let kind = request.history.of();
        let history = &request.history;
        if let Some(state) = history.on(last).filter(|state| !state.is_over()) {
            let what = format!("requests.open.{}.{}", kind.word(), state.word());
            self.add(body, &what, class, 1);
            if kind == RequestKind::Issue && is_not_granted_yet(state.word()) {
                self.add(body, "need.open-requests", class, 1);
            }
        }
        let period = self.period;
        for step in history.steps().iter().filter(|step| period.has(step.on)) {
            let word = step.step.word();
            if REQUEST_STEPS.contains(&word) {
                let what = format!("requests.step.{word}.{}", kind.word());
                self.add(body, &what, class, 1);
            }
        }
        let late = self.times_late(request, class, limits);
        self.add(body, &format!("requests.late.{}", kind.word()), class, late);
    }

    /// How often the last day for an answer was in the period and went by without one: so each delay is told in one period.
    fn times_late(
        &self,
        request: &Request,
        class: Option<SubscriberClass>,
        limits: &mut Limits<'_>,
    ) -> u64 {
        let steps = request.history.steps();
        let accepted = steps.iter().enumerate();
        let accepted = accepted.filter(|(_, one)| one.step == RequestStep::Accept);
        let mut late = 0;
        for (index, accepted) in accepted {
            let sent = steps.iter().take(index).rev();
            let mut sent = sent.filter(|one| one.step == RequestStep::Send);
            let sort = Sort {
                kind: request.history.of(),
                class,
                to_department: request.sending.as_ref().and_then(|one| match one.to {
                    Party::Department => Some(true),
                    Party::Ca => Some(false),
                    _ => None,
                }),
                sent_on: sent.next().map(|one| one.on),
                accepted_on: accepted.on,
            };
            let answered = steps.get(index + 1).map(|next| next.on);
            late += u64::from(limits.of(sort).is_some_and(|limit| {
                self.period.has(limit) && answered.is_none_or(|answered| answered > limit)
            }));
        }
        late
    }
}

/// Whether nothing was issued on it by then.
fn is_not_granted_yet(state: &str) -> bool {
    let before = [
        RequestState::Drafted,
        RequestState::Confirmed,
        RequestState::Sent,
        RequestState::Accepted,
        RequestState::Returned,
    ];
    before.iter().any(|one| one.word() == state)
}
