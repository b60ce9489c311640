//! Which sections a report has: data, so that a department writes its own (Bình Định Điều 10(2)).

use regulation_rules::facts::ReportPeriod;
use serde::Deserialize;

use super::figures::counted;
use crate::entries::ShortKind;

/// The sections of a report, from TOML. [`Template::OURS`] is this program's own and the example for all others.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Template {
    /// What it is called in reports.
    pub id: String,
    /// Whose it is: the decision that set it; printed at the foot.
    pub source: String,
    /// The lines of the title; `{period}` becomes the period.
    pub title: Vec<String>,
    /// The periods it is for; all where it names none.
    #[serde(default)]
    pub periods: Vec<ReportPeriod>,
    /// To whom it goes; whom the regulations name where it names nobody.
    #[serde(default)]
    pub addressees: Vec<String>,
    /// Its sections.
    #[serde(rename = "section")]
    pub sections: Vec<Section>,
}

/// A section: a table by classes of subscriber, a table by bodies, or what is told in words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// What is said before its table.
    #[serde(default)]
    pub text: String,
    /// A table with a row for each of these; its columns are the classes of subscriber.
    #[serde(default)]
    pub rows: Vec<Line>,
    /// Whether [`Section::rows`] are told apart by class.
    #[serde(default = "yes")]
    pub classes: bool,
    /// A table with a column for each of these; its rows are the body and those directly below it.
    #[serde(default)]
    pub columns: Vec<Line>,
    /// What is told in words.
    #[serde(default)]
    pub records: Vec<ShortKind>,
    /// A chart of the table: of the sums of its rows; by bodies, of its first column.
    #[serde(default)]
    pub chart: bool,
}

const fn yes() -> bool {
    true
}

/// A row or a column.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// What is counted, with everything below that name: `certificates.revoked`.
    pub figure: String,
    /// What it is called.
    pub title: String,
}

/// Why a template is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BadTemplate {
    /// A section that has no table and no records, or more than one of them.
    #[error("section {section}: it wants one of rows, columns, records")]
    OneOf {
        /// Which, counted from 1.
        section: usize,
    },
    /// Not a template in TOML.
    #[error("{0}")]
    Toml(String),
    /// Nothing that is counted.
    #[error("section {section}, line {line}: nothing is counted as {figure:?}")]
    UnknownFigure {
        /// Which section, counted from 1.
        section: usize,
        /// Which row or column, counted from 1.
        line: usize,
        /// As it stands there.
        figure: String,
    },
}

impl Template {
    /// This program's own, as text.
    pub const OURS: &str = include_str!("ours.toml");

    /// This program's own.
    ///
    /// # Panics
    /// Never: a test reads it.
    pub fn ours() -> Self {
        Self::read(Self::OURS).expect("it is tested")
    }

    /// Reads a template.
    ///
    /// # Errors
    /// [`BadTemplate`], with the place.
    pub fn read(text: &str) -> Result<Self, BadTemplate> {
        let template: Self =
            toml::from_str(text).map_err(|error| BadTemplate::Toml(error.to_string()))?;
        let known = counted();
        for (section, one) in (1..).zip(&template.sections) {
            let parts = [
                one.rows.is_empty(),
                one.columns.is_empty(),
                one.records.is_empty(),
            ];
            if parts.iter().filter(|is_empty| !**is_empty).count() != 1 {
                return Err(BadTemplate::OneOf { section });
            }
            for (line, named) in (1..).zip(one.rows.iter().chain(&one.columns)) {
                let is_below = |name: &String| {
                    name.strip_prefix(&named.figure)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                };
                if !known.iter().any(is_below) {
                    return Err(BadTemplate::UnknownFigure {
                        section,
                        line,
                        figure: named.figure.chars().take(80).collect(),
                    });
                }
            }
        }
        Ok(template)
    }

    /// Whether it is for periods of this kind.
    pub fn is_for(&self, kind: ReportPeriod) -> bool {
        self.periods.is_empty() || self.periods.contains(&kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_is_a_template() {
        let ours = Template::ours();
        assert!(ours.sections.len() > 5);
        assert!(ours.is_for(ReportPeriod::Quarter));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let head = "id = \"x\"\nsource = \"y\"\ntitle = [\"t\"]\n";
        let read = |rest: &str| Template::read(&format!("{head}{rest}")).unwrap_err();
        let toml = read("[[section]]\ntitle = 3\n").to_string();
        assert!(toml.contains("line 5"), "{toml}");
        let unknown = read("colour = \"red\"\nsection = []").to_string();
        assert!(unknown.contains("unknown field"), "{unknown}");
        assert_eq!(
            read("[[section]]\ntitle = \"a\"\n"),
            BadTemplate::OneOf { section: 1 }
        );
        let figure = "[[section]]\ntitle = \"a\"\nrows = [{ figure = \"certificates.en\", title = \"b\" }]\n";
        assert_eq!(
            read(figure),
            BadTemplate::UnknownFigure {
                section: 1,
                line: 1,
                figure: "certificates.en".to_owned()
            }
        );
    }
}
