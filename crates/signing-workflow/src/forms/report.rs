//! Reports of quarters, half-years and years, in the layout of NĐ 30/2020 Phụ lục I: sections with tables and charts.

use serde::{Deserialize, Serialize};
use signature_appearance::Style;

use super::form::{Form, Known, Part, head_signs, recipients, without_subject};
use super::set::{LIST, Set};
use super::table::Table;
use super::values::{Letterhead, Signer};
use crate::sheets::{BETWEEN, Column};

/// Values of [`REPORT`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportPaper {
    /// Who reports.
    pub from: Letterhead,
    /// To whom.
    pub to: String,
    /// The lines of its title.
    pub title: Vec<String>,
    /// On what it rests, and what was added up.
    pub said: Vec<String>,
    /// Its sections.
    pub sections: Vec<ReportSection>,
    /// Who signs.
    pub head: Signer,
    /// To whom it goes besides.
    pub recipients: Vec<String>,
}

/// A section of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportSection {
    /// Its heading.
    pub title: String,
    /// What is said before the table.
    pub text: String,
    /// The heading of the chart.
    pub bars_title: String,
    /// What the chart shows; none for no chart.
    pub bars: Vec<Bar>,
    /// The headings of the columns.
    pub headings: Vec<String>,
    /// From which column on there are counts.
    pub counts: usize,
    /// The rows; without any it says that there is nothing to tell.
    pub rows: Vec<Vec<String>>,
}

/// A bar of a chart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// What it stands for.
    pub name: String,
    /// How much.
    pub count: u64,
}

/// A report. Which sections it has is the caller's affair.
pub static REPORT: Form<ReportPaper> = Form {
    id: "bao-cao",
    title: "Báo cáo",
    known: Known::Letter,
    source: "",
    lying: false,
    size: 13.0,
    parts: &[
        without_subject(|v| v.from.clone()),
        Part::Named(|v| v.title.clone()),
        Part::Addressee(|v| v.to.clone()),
        Part::Said(|v| v.said.clone()),
        Part::Sections(|v| &v.sections),
        Part::Signatures(&[
            recipients(&[], |v| v.recipients.clone()),
            head_signs("THỦ TRƯỞNG CƠ QUAN, TỔ CHỨC", "", |v| {
                v.head.clone()
            }),
        ]),
    ],
};

impl Set<'_> {
    /// Sections one after the other; the last table stays together with what follows.
    pub(super) fn sections(&mut self, sections: &[ReportSection], tail: f64) {
        let last = sections.len().saturating_sub(1);
        for (index, section) in sections.iter().enumerate() {
            // with the first lines of what it is about
            self.sheets.want(8.0 * self.look.text);
            self.sheets.y -= BETWEEN / 2.0;
            let column = self.flush(Style::Bold);
            self.sheets.text(&section.title, column);
            let small = Column {
                size: LIST[0],
                ..self.flush(Style::Italic)
            };
            self.sheets.text(&section.text, small);
            self.sheets.y -= BETWEEN / 2.0;
            if section.rows.is_empty() {
                let column = self.flush(Style::Upright);
                self.sheets.text("Không có.", column);
            } else {
                self.chart(&section.bars_title, &section.bars);
                let table = Table::told(&section.headings, &section.rows, section.counts);
                let with = if index == last && tail > 0.0 {
                    tail + BETWEEN
                } else {
                    0.0
                };
                table.set(&mut self.sheets, LIST[0], with);
            }
            self.sheets.y -= BETWEEN;
        }
    }
}
