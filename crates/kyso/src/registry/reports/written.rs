//! A report as a file: for people (PDF), for Excel (XLSX, CSV), for the body above (JSON). Every format has the same figures.

use std::path::{Path, PathBuf};

use gov_ca_model::VietnamDay;
use gov_ca_registry::report::{Addressee, Cell, Laid, LaidSection, Report, Template};
use gov_ca_registry::sheet::{csv, xlsx};
use regulation_rules::{Finding, Lang};
use signature_appearance::Fonts;
use signing_workflow::forms::{Bar, Letterhead, REPORT, ReportPaper, ReportSection};

use super::super::forms::not_drawn;
use crate::args::ReportMake;
use crate::exit::Failure;
use crate::outputs::{self, SideFile};
use crate::text::Text;

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

/// Writes every file that was asked for, or none.
pub(super) fn write(paper: &Paper<'_>, args: &ReportMake) -> Result<(), Failure> {
    let reads: Vec<&Path> = args.template.iter().map(PathBuf::as_path).collect();
    let writes: Vec<&Path> = args.output.iter().map(PathBuf::as_path).collect();
    outputs::keep_apart(&reads, &writes)?;
    let staged = |output: &&Path| outputs::staged(output, &bytes(paper, output)?, args.force);
    let files: Result<Vec<SideFile>, Failure> = writes.iter().map(staged).collect();
    files?.into_iter().try_for_each(SideFile::commit)
}

fn bytes(paper: &Paper<'_>, output: &Path) -> Result<Vec<u8>, Failure> {
    let ending = output.extension().and_then(|ending| ending.to_str());
    Ok(match ending.unwrap_or_default().to_lowercase().as_str() {
        "pdf" => pdf(paper)?,
        "xlsx" => xlsx::write(&paper.laid.sheets()),
        "csv" => csv::write(&paper.laid.sheet(), csv::CsvStyle::EXCEL).into_bytes(),
        "json" => paper.report.to_json().into_bytes(),
        _ => return Err(unknown_ending(output)),
    })
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
    Ok(printed.map_err(|error| not_drawn(&error))?.pdf)
}

/// Whom the template names; else whom the regulations do.
fn to(paper: &Paper<'_>) -> String {
    let named = &paper.template.addressees;
    let names: Vec<&str> = match named.is_empty() {
        false => named.iter().map(String::as_str).collect(),
        true => {
            let ruled = paper.addressees.iter();
            ruled.map(|(who, rule)| addressee(*who, rule)).collect()
        }
    };
    names.join("; ")
}

/// As the text names it that says so; room to write where none does.
fn addressee(who: Addressee, rule: &Finding) -> &'static str {
    let text = rule.meta.instrument();
    match who {
        Addressee::PeopleCommittee => "Ủy ban nhân dân tỉnh",
        Addressee::Ministry => text.ministry.unwrap_or("Bộ ……………………"),
        Addressee::CipherCommittee => "Ban Cơ yếu Chính phủ",
        _ => text.department.unwrap_or("Sở ……………………"),
    }
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
        content
            .about
            .counted_to()
            .unwrap_or_else(|| content.about.period.last())
            .vietnamese()
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

#[cfg(test)]
mod tests {
    use gov_ca_registry::Office;
    use gov_ca_registry::report::{Period, addressees};
    use regulation_rules::LawBook;
    use regulation_rules::facts::BodyTier;

    use super::*;

    const BINH_DINH: &str = "[[force]]\ninstrument = \"binh-dinh-2021\"\nfrom = \"2021-09-20\"\n\
        read_by = \"x\"\nread_on = \"2026-11-20\"\nsource = \"y\"\n";

    fn named(province: &str, tier: BodyTier, period: &str) -> Vec<(&'static str, Finding)> {
        let law = LawBook::with_overlay(BINH_DINH).unwrap();
        let office = Office {
            law: &law,
            province: Some(province),
        };
        let period: Period = period.parse().unwrap();
        let all = addressees(Some(tier), period, period.last(), &office);
        let named = all.into_iter();
        named
            .map(|(who, rule)| (addressee(who, &rule), rule))
            .collect()
    }

    fn names(named: &[(&'static str, Finding)]) -> Vec<&'static str> {
        named.iter().map(|(name, _)| *name).collect()
    }

    #[test]
    fn whom_a_text_names_is_named_as_it_does() {
        let an_giang = named("an-giang", BodyTier::Department, "2019-H2");
        assert_eq!(
            names(&an_giang),
            [
                "Ủy ban nhân dân tỉnh",
                "Bộ Thông tin và Truyền thông",
                "Ban Cơ yếu Chính phủ"
            ]
        );
        let tay_ninh = named("tay-ninh", BodyTier::Department, "2026-H1");
        assert_eq!(
            names(&tay_ninh),
            ["Ủy ban nhân dân tỉnh", "Bộ Khoa học và Công nghệ"]
        );
        let tay_ninh = named("tay-ninh", BodyTier::Commune, "2026-H1");
        assert_eq!(names(&tay_ninh), ["Sở Khoa học và Công nghệ"]);
    }

    #[test]
    fn where_no_text_names_one_there_is_room_to_write() {
        let binh_dinh = named("binh-dinh", BodyTier::Commune, "2022");
        assert_eq!(names(&binh_dinh), ["Sở Thông tin và Truyền thông"]);
        let (_, rule) = &binh_dinh[0];
        assert_eq!(addressee(Addressee::Ministry, rule), "Bộ ……………………");
    }
}
