//! The record of what was decided, with the answer, put together.

use jiff::Timestamp;
use signing_workflow::package::Printed;
use signing_workflow::records::{ArrivalId, CheckFiles, DocumentName, Party, Record, fields};

use super::answer::{self, Answer, Office};
use super::case::Case;
use super::decide::Ruling;
use crate::args::{Deciding, ReportFor};
use crate::exit::Failure;
use crate::package::{self, Telling};
use crate::verify::Verifier;

/// Which look at which arrival this is.
pub(super) struct Look<'a> {
    pub(super) id: ArrivalId,
    pub(super) check: u32,
    /// What arrived, as the clerk calls it.
    pub(super) name: &'a str,
    pub(super) received_at: Timestamp,
    pub(super) received_by: Option<&'a str>,
}

/// What is kept: the record and the answer.
pub(super) struct Made {
    pub(super) record: Record,
    pub(super) answer: Answer,
}

pub(super) fn record(
    look: &Look<'_>,
    case: &Case,
    ruling: &Ruling,
    deciding: &Deciding,
    verifier: &Verifier,
) -> Result<Made, Failure> {
    let stated = case.gathered.metadata.as_ref();
    let printed: Option<&Printed> = case.main().and_then(|main| main.printed.as_ref());
    let (format, version) = Record::format();
    let mut record = Record {
        format: format.to_owned(),
        version,
        program: concat!("kyso ", env!("CARGO_PKG_VERSION")).to_owned(),
        id: look.id,
        check: look.check,
        received_at: look.received_at,
        received_by: look.received_by.map(str::to_owned),
        checked_at: verifier.at,
        from: stated.map_or_else(Party::default, |stated| Party::from(&stated.from)),
        to: stated.map_or_else(Vec::new, |stated| {
            stated.to.iter().map(Party::from).collect()
        }),
        document: DocumentName::of(stated, printed),
        kept: Vec::new(),
        wanted: case.wanted.clone(),
        conclusion: case.conclusion(),
        decided: ruling.decided.clone(),
        fields: Vec::new(),
        beside: Vec::new(),
    };
    record.fields = fields(&record);
    let telling = Telling {
        name: look.name,
        at: verifier.at,
        offline: verifier.ground.network.is_none(),
        report_for: ReportFor::Clerk,
        in_words: false,
    };
    let mut page = package::page(&telling, &case.report, &ruling.reception, &case.looked);
    page.document.number = record.document.code();
    page.document.day = record
        .document
        .date
        .map(gov_ca_model::VietnamDay::vietnamese);
    page.document.agency = record.from.name.clone();
    let office = Office {
        name: deciding.office.as_deref(),
        code: case.wanted.our_codes.first().map(String::as_str),
    };
    let answer = answer::of(&page, &record, &office)?;
    Ok(Made { record, answer })
}

impl Made {
    /// The files of the look, as the records keep them.
    pub(super) fn files<'a>(&self, evidence: &'a cert_path::EvidenceFile) -> CheckFiles<'a> {
        CheckFiles {
            record: self.record.clone(),
            evidence,
            answers: self.answer.files.clone(),
        }
    }
}
