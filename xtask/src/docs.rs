//! Every generated page under `docs/`. Today that is the traceability page; a page per rule comes with "The law, complete".

use crate::{Mode, Outcome, trace};

pub(crate) fn run(mode: Mode) -> Outcome {
    trace::run(mode)
}
