//! The clerk's decision beside what was proposed (NĐ 30/2020 Điều 21(2) gives it to the clerk).

use gov_ca_model::VietnamDay;
use signing_workflow::receive::{self, Hold, Outcome, Reception, RefusalReason};
use signing_workflow::records::{Decided, Decision};

use super::refused;
use crate::args::Deciding;
use crate::exit::{Exit, Failure};

/// What was decided, and the same as it is told to the sender.
pub(super) struct Ruling {
    pub(super) decided: Decided,
    pub(super) reception: Reception,
}

/// The decision that was named, held against what is proposed.
pub(super) fn ruling(
    decision: Decision,
    args: &Deciding,
    proposed: &Reception,
    (province, day): (Option<&str>, VietnamDay),
) -> Result<Ruling, Failure> {
    let proposal = Decision::proposed(&proposed.outcome);
    let why = args.why.clone().filter(|why| !why.trim().is_empty());
    if decision != proposal && why.is_none() {
        return Err(refused::no_why(decision, proposal));
    }
    let mut reception = proposed.clone();
    if decision != proposal {
        reception.outcome = outcome(decision);
    }
    match decision {
        // The sender is told of no reason where there is none for him.
        Decision::Accept | Decision::Hold => reception.reasons.clear(),
        Decision::Refuse | Decision::Report if reception.reasons.is_empty() => {
            return Err(refused::no_reason(decision));
        }
        Decision::Return if !is_for_others(&reception) => {
            return Err(refused::no_reason(decision));
        }
        _ => {}
    }
    reception.grounds = receive::grounds(&reception.outcome, province, day);
    let reasons = reception.reasons.iter();
    let status = decision.exchange_status();
    Ok(Ruling {
        decided: Decided {
            decision,
            proposal,
            reasons: reasons.map(|one| one.code.code().to_owned()).collect(),
            why,
            grounds: reception
                .grounds
                .iter()
                .map(|one| one.text(regulation_rules::Lang::Vi))
                .collect(),
            exchange_status: status.map(|status| status.code.to_owned()),
            exchange_status_source: status.map(|_| "secondary".to_owned()),
        },
        reception,
    })
}

fn is_for_others(reception: &Reception) -> bool {
    let mut reasons = reception.reasons.iter();
    reasons.any(|one| one.code == RefusalReason::WrongAddressee)
}

const fn outcome(decision: Decision) -> Outcome {
    match decision {
        Decision::Accept => Outcome::Accept,
        Decision::Hold => Outcome::Hold(Hold {
            check_again: None,
            why: Vec::new(),
        }),
        Decision::Refuse => Outcome::Refuse,
        Decision::Return => Outcome::Return,
        Decision::Report => Outcome::Report,
    }
}

/// design.md 4: accepted 0; refused, returned, reported 1; held 2.
pub(super) const fn exit(decision: Decision) -> Exit {
    match decision {
        Decision::Accept => Exit::Passed,
        Decision::Hold => Exit::Undecided,
        Decision::Refuse | Decision::Return | Decision::Report => Exit::Negative,
    }
}
