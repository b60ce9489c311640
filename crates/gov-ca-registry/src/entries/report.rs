//! Reports of other bodies.

use gov_ca_model::VietnamDay;
use serde::{Deserialize, Serialize};

use super::Body;
use crate::report::Report;
use crate::{Id, Record, Value};

/// A report that came from another body: of each body and period the one that counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReceivedReport {
    /// The body it is about.
    pub body: Id<Body>,
    /// The day it came.
    pub received_on: VietnamDay,
    /// As it came.
    pub report: Report,
}

impl Record for ReceivedReport {
    const TABLE: &'static str = "report";
    const COLUMNS: &'static [&'static str] = &["organisation", "period", "sha256"];

    fn columns(&self) -> Vec<Value> {
        let content = self.report.content();
        vec![
            self.body.number().into(),
            content.about.period.to_string().into(),
            self.report.sha256().to_owned().into(),
        ]
    }
}
