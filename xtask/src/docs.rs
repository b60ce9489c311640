//! Every generated page under `docs/`: traceability, the codes of reports, the rules of law.

use crate::{Mode, Outcome, codes, rules, trace};

pub(crate) fn run(mode: Mode) -> Outcome {
    Ok(trace::run(mode)? & codes::run(mode)? & rules::run(mode)?)
}
