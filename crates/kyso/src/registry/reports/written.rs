//! A report as a file: for people (PDF), for Excel (XLSX, CSV), for the body above (JSON). Every format has the same figures.

use std::path::Path;

use gov_ca_model::VietnamDay;
use gov_ca_registry::report::{Addressee, Cell, Laid, LaidSection, Report, Template};
use gov_ca_registry::sheet::{csv, xlsx};
use regulation_rules::{Finding, Lang};
use signature_appearance::Fonts;
use signing_workflow::durable;
use signing_workflow::forms::{Bar, Letterhead, REPORT, ReportPaper, ReportSection};

use crate::exit::{Exit, Failure};
use crate::text::Text;
use crate::{failures, outputs};

/// A report and what its paper needs besides.
pub(super) struct Paper<'a> {
    pub(super) report: &'a Report,
    pub(super) laid: &'a Laid,
    pub(super) template: &'a Template,
    /// The body above the one that reports.
    pub(super) above: String,
    pub(super) addressees: Vec<(Addressee, Finding)>,
    pub(super) on: VietnamDay,
}

pub(super) fn write(paper: &Paper<'_>, output: &Path, force: bool) -> Result<(), Failure> {
    let ending = output.extension().and_then(|ending| ending.to_str());
    let bytes = match ending.unwrap_or_default().to_lowercase().as_str() {
        "pdf" => pdf(paper)?,
        "xlsx" => xlsx::write(&paper.laid.sheets()),
        "csv" => csv::write(&paper.laid.sheet(), csv::CsvStyle::EXCEL).into_bytes(),
        "json" => paper.report.to_json().into_bytes(),
        _ => return Err(unknown_ending(output)),
    };
    durable::write(output, &bytes, outputs::replace(force))
        .map_err(|error| failures::writing(output, &error))
}

fn unknown_ending(output: &Path) -> Failure {
    let file = output.display();
    Failure::usage(
        "report-format",
        Text::new(
            format!("“{file}”: đuôi tệp phải là .pdf, .xlsx, .csv hoặc .json."),
            format!("“{file}”: the ending has to be .pdf, .xlsx, .csv or .json."),
        ),
    )
}

fn pdf(paper: &Paper<'_>) -> Result<Vec<u8>, Failure> {
    let about = &paper.report.content().about;
    let short = paper.report.sha256().get(..16).unwrap_or_default();
    let foot = format!("{} Mã số liệu: {short}.", paper.template.source);
    let values = ReportPaper {
        from: Letterhead {
            superior: paper.above.clone(),
            agency: about.from.name.clone(),
            day: Some(paper.on),
            ..Letterhead::default()
        },
        to: to(paper),
        title: paper.laid.title.clone(),
        said: said(paper),
        sections: paper.laid.sections.iter().map(section).collect(),
        recipients: vec!["Như trên;".to_owned(), "Lưu: VT.".to_owned()],
        ..ReportPaper::default()
    };
    let printed = REPORT.print(&values, &foot, &Fonts::liberation());
    let printed = printed.map_err(|error| {
        Failure::new(
            Exit::Defect,
            "report-not-drawn",
            Text::new(
                "Không vẽ được báo cáo.",
                format!("The report cannot be drawn: {error}."),
            ),
        )
    })?;
    Ok(printed.pdf)
}

/// Whom the template names; else whom the regulations do.
fn to(paper: &Paper<'_>) -> String {
    let named = &paper.template.addressees;
    let names: Vec<&str> = match named.is_empty() {
        false => named.iter().map(String::as_str).collect(),
        true => {
            let ruled = paper.addressees.iter();
            ruled
                .map(|(who, rule)| super::addressee(*who, rule))
                .collect()
        }
    };
    names.join("; ")
}

/// On what it rests; what it was added up from; what is not added; what somebody stated.
fn said(paper: &Paper<'_>) -> Vec<String> {
    let content = paper.report.content();
    let mut said = Vec::new();
    let mut places: Vec<String> = Vec::new();
    for (_, rule) in &paper.addressees {
        for cited in rule.meta.cites {
            let place = cited.text(Lang::Vi);
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    if !places.is_empty() {
        said.push(format!("Thực hiện {}.", places.join("; ")));
    }
    let bodies = content.totals.of("bodies").all();
    said.push(format!(
        "Số liệu của {} và các cơ quan, đơn vị trực thuộc ({bodies} cơ quan, đơn vị), kỳ báo cáo {}, tính đến hết ngày {}.",
        content.about.body.name,
        content.about.period.vietnamese(),
        content.about.period.last().vietnamese()
    ));
    if !content.sources.is_empty() {
        let names: Vec<&str> = content
            .sources
            .iter()
            .map(|one| one.body.name.as_str())
            .collect();
        said.push(format!("Tổng hợp từ báo cáo của: {}.", names.join("; ")));
    }
    if !content.conflicts.is_empty() {
        let mut names: Vec<&str> = content
            .conflicts
            .iter()
            .map(|one| one.body.name.as_str())
            .collect();
        names.dedup();
        said.push(format!(
            "Số liệu từ các nguồn khác nhau về {} không thống nhất; mỗi cơ quan chỉ được tính một lần, theo báo cáo gần nhất.",
            names.join("; ")
        ));
    }
    if !content.stated.is_empty() {
        let titles: Vec<&str> = content
            .stated
            .iter()
            .map(|what| title(paper, what))
            .collect();
        said.push(format!("Số liệu do người lập khai: {}.", titles.join("; ")));
    }
    said
}

/// What the template calls a figure.
fn title<'a>(paper: &'a Paper<'_>, what: &'a str) -> &'a str {
    let mut lines = paper.template.sections.iter().flat_map(|one| &one.rows);
    let named = lines.find(|line| line.figure == what);
    named.map_or(what, |line| &line.title)
}

fn section(section: &LaidSection) -> ReportSection {
    let first_count = section.rows.first().and_then(|row| {
        let is_count = |cell: &Cell| matches!(cell, Cell::Count(_));
        row.iter().position(is_count)
    });
    let bars = section.bars.iter();
    let bars = bars.map(|(name, count)| Bar {
        name: name.clone(),
        count: *count,
    });
    ReportSection {
        title: section.title.clone(),
        text: section.text.clone(),
        bars_title: section.bars_title.clone(),
        bars: bars.collect(),
        headings: section.headings.clone(),
        counts: first_count.unwrap_or(section.headings.len()),
        rows: section
            .rows
            .iter()
            .map(|row| row.iter().map(Cell::shown).collect())
            .collect(),
    }
}
