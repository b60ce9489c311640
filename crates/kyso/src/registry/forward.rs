//! The department's list of agencies to the certification authority (QĐ 39/2014/QĐ-UBND An Giang, Điều 10, Mẫu số 02).

use gov_ca_registry::Id;
use gov_ca_registry::steps::StepError;
use gov_ca_registry::store::View;
use signing_workflow::forms::{AN_GIANG_02, AgencyList};

use super::Desk;
use super::decided::{Answering, filled};
use super::forms::{Known, not_for_this};
use super::letters::{answering, kept};
use crate::args::DeskForward;
use crate::exit::{Failure, Outcome};

pub(super) fn forward(desk: &Desk<'_>, args: &DeskForward) -> Outcome {
    let list = desk.read(|view| {
        let answering = answering(view, &args.letter, desk)?;
        list(view, &args.requests, answering, desk)
    })??;
    let first = args.requests.first().copied().unwrap_or_default();
    let made = filled(&AN_GIANG_02, &list, &format!("DS-{first}"), desk)?;
    kept(desk, &args.letter, &made, list.agencies.len())
}

fn list(
    view: &mut View<'_>,
    requests: &[i64],
    answering: Answering,
    desk: &Desk<'_>,
) -> Result<Result<AgencyList, Failure>, StepError> {
    let mut agencies = Vec::new();
    for request in requests {
        let known = Known::of(view, Id::new(*request), desk)?;
        match known.agency_entry(desk) {
            Some(entry) => agencies.push(entry),
            None => {
                let kind = known.request.history.of();
                return Ok(Err(not_for_this("an-giang-02", kind, known.class)));
            }
        }
    }
    Ok(Ok(AgencyList {
        from: answering.from,
        agencies,
        director: answering.head,
        ..AgencyList::default()
    }))
}
