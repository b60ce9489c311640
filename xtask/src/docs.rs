//! Every generated page under `docs/`: traceability, and the codes of reports. A page per rule comes with "The law, complete".

use crate::{Mode, Outcome, codes, trace};

pub(crate) fn run(mode: Mode) -> Outcome {
    Ok(trace::run(mode)? & codes::run(mode)?)
}
