//! A report laid out by a template: tables as they are printed, whatever the format.

use gov_ca_model::SubscriberClass;
use regulation_rules::capital;

use super::file::Content;
use super::template::{Line, Section, Template};
use super::{Counts, Figures, Report};
use crate::sheet::{Content as InCell, Table};

/// A report laid out: what is printed, in every format the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Laid {
    /// The lines of its title.
    pub title: Vec<String>,
    /// To when it counts, where its period was not over; the last line of the title says so, too.
    pub counted_to: Option<String>,
    /// Its sections.
    pub sections: Vec<LaidSection>,
}

/// One section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaidSection {
    /// Its heading, with its number.
    pub title: String,
    /// What is said before the table.
    pub text: String,
    /// The headings of the columns.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// What the chart shows, where there is one: a name and a count each.
    pub bars: Vec<(String, u64)>,
    /// The heading of the chart.
    pub bars_title: String,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A count.
    Count(u64),
    /// Words.
    Words(String),
}

impl Cell {
    /// As it is printed.
    pub fn shown(&self) -> String {
        match self {
            Self::Count(count) => count.to_string(),
            Self::Words(words) => words.clone(),
        }
    }
}

impl Template {
    /// A report, laid out.
    pub fn lay(&self, report: &Report) -> Laid {
        let content = report.content();
        let period = content.about.period.vietnamese();
        let title = self
            .title
            .iter()
            .map(|line| line.replace("{period}", &period));
        let sections = (1..).zip(&self.sections);
        let sections = sections.map(|(number, section)| lay(number, section, content));
        let counted_to = content.about.counted_to();
        let counted_to =
            counted_to.map(|day| format!("(số liệu đến hết ngày {})", day.vietnamese()));
        Laid {
            title: title.chain(counted_to.clone()).collect(),
            counted_to,
            sections: sections.collect(),
        }
    }
}

fn lay(number: usize, section: &Section, content: &Content) -> LaidSection {
    let (headings, rows, bars, bars_title) = match (&*section.rows, &*section.columns) {
        (rows @ [_, ..], _) => by_class(rows, section.classes, content),
        (_, columns @ [first, ..]) => by_body(columns, first, content),
        _ => in_words(section, content),
    };
    LaidSection {
        title: format!("{number}. {}", section.title),
        text: section.text.clone(),
        headings,
        rows,
        bars: if section.chart { bars } else { Vec::new() },
        bars_title,
    }
}

type Parts = (Vec<String>, Vec<Vec<Cell>>, Vec<(String, u64)>, String);

/// A row for each figure, a column for each class that the decree of the last day knows or that was counted.
fn by_class(lines: &[Line], told_apart: bool, content: &Content) -> Parts {
    let figures: Vec<(&Line, Counts)> = lines
        .iter()
        .map(|line| (line, content.totals.of(&line.figure)))
        .collect();
    let classes = if told_apart {
        classes(content, &figures)
    } else {
        Vec::new()
    };
    let mut headings = vec!["Nội dung".to_owned()];
    headings.extend(classes.iter().map(|class| capital(class_name(*class))));
    headings.push("Tổng số".to_owned());
    let rows = figures.iter().map(|(line, counts)| {
        let mut row = vec![Cell::Words(line.title.clone())];
        row.extend(classes.iter().map(|class| Cell::Count(counts.of(*class))));
        row.push(Cell::Count(counts.all()));
        row
    });
    let bars = figures
        .iter()
        .map(|(line, counts)| (line.title.clone(), counts.all()));
    (headings, rows.collect(), bars.collect(), String::new())
}

fn classes(content: &Content, figures: &[(&Line, Counts)]) -> Vec<Option<SubscriberClass>> {
    let known = SubscriberClass::on(content.about.period.last()).unwrap_or_default();
    let all = [
        Some(SubscriberClass::Individual),
        Some(SubscriberClass::AuthorisedPerson),
        Some(SubscriberClass::Body),
        Some(SubscriberClass::DeviceServiceSoftware),
        None,
    ];
    let is_shown = |class: &Option<SubscriberClass>| {
        class.is_some_and(|class| known.contains(&class))
            || figures.iter().any(|(_, counts)| counts.of(*class) > 0)
    };
    all.into_iter().filter(is_shown).collect()
}

fn class_name(class: Option<SubscriberClass>) -> &'static str {
    class.map_or("không phân loại", SubscriberClass::vietnamese)
}

/// A row for the body alone, one for each body directly below it with all that is below, and the sum.
fn by_body(lines: &[Line], first: &Line, content: &Content) -> Parts {
    let mut headings = vec!["Cơ quan, tổ chức".to_owned()];
    headings.extend(lines.iter().map(|line| line.title.clone()));
    let mut rows = Vec::new();
    let mut bars = Vec::new();
    let mut tell = |name: &str, figures: &Figures, is_bar: bool| {
        let mut row = vec![Cell::Words(name.to_owned())];
        row.extend(
            lines
                .iter()
                .map(|line| Cell::Count(figures.of(&line.figure).all())),
        );
        rows.push(row);
        if is_bar {
            bars.push((name.to_owned(), figures.of(&first.figure).all()));
        }
    };
    for (index, figures) in content.by_branch() {
        if let Some(row) = content.rows.get(index) {
            tell(&row.body.name, &figures, true);
        }
    }
    tell("Tổng số", &content.totals, false);
    (headings, rows, bars, first.title.clone())
}

fn in_words(section: &Section, content: &Content) -> Parts {
    let headings = ["Loại", "Ngày", "Cơ quan, tổ chức", "Nội dung"].map(str::to_owned);
    let told = content
        .remarks
        .iter()
        .filter(|remark| section.records.contains(&remark.kind));
    let rows = told.map(|remark| {
        let body = content.rows.get(remark.row);
        let body = body.map(|row| row.body.name.clone()).unwrap_or_default();
        let cells = [
            remark.kind.vietnamese().to_owned(),
            remark.on.vietnamese(),
            body,
            remark.text.clone(),
        ];
        cells.map(Cell::Words).to_vec()
    });
    (headings.to_vec(), rows.collect(), Vec::new(), String::new())
}

impl Content {
    /// The body alone, and each body directly below it with all that is below that one; with the rows they begin with.
    pub fn by_branch(&self) -> Vec<(usize, Figures)> {
        let mut branches: Vec<(usize, Figures)> = Vec::new();
        // by row: its branch
        let mut of: Vec<usize> = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            let branch = match row.above {
                Some(above) if above > 0 => of.get(above).copied().unwrap_or_default(),
                _ => {
                    branches.push((index, Figures::default()));
                    branches.len() - 1
                }
            };
            of.push(branch);
            if let Some((_, sum)) = branches.get_mut(branch) {
                sum.add_all(&row.figures);
            }
        }
        branches
    }
}

impl Laid {
    /// A sheet for each section.
    pub fn sheets(&self) -> Vec<Table> {
        let note = self.counted_to.iter();
        let note: Vec<Vec<InCell>> = note.map(|text| vec![text.as_str().into()]).collect();
        let sheet = |section: &LaidSection| {
            let lines = section.lines().into_iter().chain(note.clone());
            Table::of(section.title.clone(), lines)
        };
        self.sections.iter().map(sheet).collect()
    }

    /// All sections below one another.
    pub fn sheet(&self) -> Table {
        let mut rows: Vec<Vec<InCell>> = Vec::new();
        rows.extend(self.title.iter().map(|line| vec![line.as_str().into()]));
        for section in &self.sections {
            rows.push(Vec::new());
            rows.push(vec![section.title.as_str().into()]);
            rows.extend(section.lines());
        }
        Table::of("", rows)
    }
}

impl LaidSection {
    fn lines(&self) -> Vec<Vec<InCell>> {
        let headings = self.headings.iter().map(|text| text.as_str().into());
        let rows = self.rows.iter();
        let rows = rows.map(|row| row.iter().map(Cell::in_sheet).collect());
        core::iter::once(headings.collect()).chain(rows).collect()
    }
}

impl Cell {
    fn in_sheet(&self) -> InCell {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
            Self::Count(count) => InCell::Number(*count as f64),
            Self::Words(words) => words.as_str().into(),
        }
    }
}
