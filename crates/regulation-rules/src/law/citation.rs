//! A place in an instrument, and how Vietnamese law cites it: smallest unit first.

use core::fmt;

use super::Instrument;
use crate::Lang;

/// A place in an instrument.
///
/// Labels are texts: amendments insert `Điều 5a`, and points run a, b, c, d, **đ**, e.
#[derive(Clone, Copy, Debug)]
pub struct Citation {
    /// The instrument.
    pub instrument: &'static Instrument,
    /// The decision itself or the regulation attached to it.
    pub part: Part,
    /// The article, annex or form.
    pub unit: Unit,
    /// Clause (khoản).
    pub clause: Option<&'static str>,
    /// Point (điểm).
    pub point: Option<&'static str>,
    /// Dash (gạch đầu dòng), counted from 1.
    pub dash: Option<u8>,
    /// Unnumbered paragraph (đoạn), counted from 1.
    pub paragraph: Option<u8>,
}

/// Which of two texts in one instrument is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The instrument's own articles.
    Own,
    /// The articles of the regulation (quy chế) attached to it.
    Attached,
}

/// The largest unit of a text that a citation names, with its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Article (điều).
    Article(&'static str),
    /// Annex (phụ lục).
    Annex(&'static str),
    /// Form (mẫu số).
    Form(&'static str),
    /// A part without a number, by its name: of a technical regulation, say.
    Named(&'static str),
}

impl Unit {
    /// The label without the word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Article(label) | Self::Annex(label) | Self::Form(label) | Self::Named(label) => {
                label
            }
        }
    }

    fn vietnamese(self) -> String {
        match self {
            Self::Article(label) => format!("Điều {label}"),
            Self::Annex(label) => format!("Phụ lục {label}"),
            Self::Form(label) => format!("Mẫu số {label}"),
            Self::Named(label) => format!("phần {label}"),
        }
    }

    fn english(self) -> String {
        match self {
            Self::Article(label) => format!("Article {label},"),
            Self::Annex(label) => format!("Annex {label},"),
            Self::Form(label) => format!("form {label},"),
            Self::Named(label) => format!("{label},"),
        }
    }
}

impl Citation {
    pub(crate) const fn new(instrument: &'static Instrument, attached: bool, unit: Unit) -> Self {
        let part = if attached { Part::Attached } else { Part::Own };
        Self {
            instrument,
            part,
            unit,
            clause: None,
            point: None,
            dash: None,
            paragraph: None,
        }
    }

    /// The clause (khoản) of the article.
    #[must_use]
    pub const fn clause(self, label: &'static str) -> Self {
        Self {
            clause: Some(label),
            ..self
        }
    }

    /// The point (điểm) of the clause.
    #[must_use]
    pub const fn point(self, label: &'static str) -> Self {
        Self {
            point: Some(label),
            ..self
        }
    }

    /// The dash (gạch đầu dòng), counted from 1.
    #[must_use]
    pub const fn dash(self, number: u8) -> Self {
        Self {
            dash: Some(number),
            ..self
        }
    }

    /// The unnumbered paragraph (đoạn), counted from 1.
    #[must_use]
    pub const fn paragraph(self, number: u8) -> Self {
        Self {
            paragraph: Some(number),
            ..self
        }
    }

    /// As text in one language: `điểm a khoản 1 Điều 31 Nghị định số 68/2024/NĐ-CP`.
    pub fn text(&self, lang: Lang) -> String {
        format!("{} {}", self.place(lang), self.title(lang))
    }

    /// The place without the instrument: `điểm a khoản 1 Điều 31`.
    pub fn place(&self, lang: Lang) -> String {
        match lang {
            Lang::Vi => self.place_vi(),
            Lang::En => self.place_en(),
        }
    }

    fn title(&self, lang: Lang) -> &'static str {
        let title = match self.part {
            Part::Own => self.instrument.title,
            Part::Attached => self.instrument.attached.unwrap_or(self.instrument.title),
        };
        title.in_language(lang)
    }

    fn place_vi(&self) -> String {
        let mut parts = Vec::new();
        parts.extend(
            self.dash
                .map(|n| format!("gạch đầu dòng thứ {}", ordinal_vi(n))),
        );
        parts.extend(
            self.paragraph
                .map(|n| format!("đoạn thứ {}", ordinal_vi(n))),
        );
        parts.extend(self.point.map(|label| format!("điểm {label}")));
        parts.extend(self.clause.map(|label| format!("khoản {label}")));
        parts.push(self.unit.vietnamese());
        parts.join(" ")
    }

    fn place_en(&self) -> String {
        let mut parts = Vec::new();
        parts.extend(self.dash.map(|n| format!("dash {n}")));
        parts.extend(self.paragraph.map(|n| format!("paragraph {n}")));
        parts.extend(self.point.map(|label| format!("point {label}")));
        parts.extend(self.clause.map(|label| format!("clause {label}")));
        parts.push(self.unit.english());
        parts.join(" of ")
    }
}

impl PartialEq for Citation {
    fn eq(&self, other: &Self) -> bool {
        let key = |c: &Self| {
            (
                c.instrument.id,
                c.part,
                c.unit,
                c.clause,
                c.point,
                c.dash,
                c.paragraph,
            )
        };
        key(self) == key(other)
    }
}

impl Eq for Citation {}

/// The Vietnamese form, as a report prints it.
impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Lang::Vi))
    }
}

/// `nhất`, `hai`, … as Vietnamese counts dashes and paragraphs.
pub(crate) fn ordinal_vi(number: u8) -> String {
    let named = usize::from(number)
        .checked_sub(1)
        .and_then(|at| ORDINALS_VI.get(at));
    named.map_or_else(|| number.to_string(), |name| (*name).to_owned())
}

const ORDINALS_VI: [&str; 10] = [
    "nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instruments::luat_20_2023::LUAT_20_2023;
    use crate::instruments::nd_68_2024::ND_68_2024;
    use crate::instruments::tay_ninh_2025::TAY_NINH_2025;

    #[test]
    fn the_smallest_unit_comes_first() {
        let citation = ND_68_2024.article("31").clause("1").point("a");
        assert_eq!(
            citation.to_string(),
            "điểm a khoản 1 Điều 31 Nghị định số 68/2024/NĐ-CP"
        );
        assert_eq!(
            citation.text(Lang::En),
            "point a of clause 1 of Article 31, Decree No. 68/2024/NĐ-CP"
        );
        assert_eq!(
            ND_68_2024.article("32").to_string(),
            "Điều 32 Nghị định số 68/2024/NĐ-CP"
        );
        let law = LUAT_20_2023.article("22").clause("3").point("đ");
        assert_eq!(
            law.to_string(),
            "điểm đ khoản 3 Điều 22 Luật Giao dịch điện tử số 20/2023/QH15"
        );
    }

    #[test]
    fn a_decision_and_its_regulation_are_two_texts() {
        let own = TAY_NINH_2025.own_article("3");
        let attached = TAY_NINH_2025.article("3");
        assert_ne!(own, attached);
        assert_eq!(own, TAY_NINH_2025.own_article("3"));
        assert!(
            own.to_string()
                .starts_with("Điều 3 Quyết định số …/2025/QĐ-UBND"),
            "{own}"
        );
        let expected = "khoản 4 Điều 10 Quy chế ban hành kèm theo Quyết định số …/2025/QĐ-UBND của Ủy ban nhân dân tỉnh Tây \
                        Ninh (số quyết định để trống trong bản đã đọc)";
        assert_eq!(
            TAY_NINH_2025.article("10").clause("4").to_string(),
            expected
        );
    }

    #[test]
    fn dashes_and_paragraphs_have_names() {
        let base = ND_68_2024.article("8").clause("1").point("a");
        assert!(
            base.dash(1)
                .to_string()
                .starts_with("gạch đầu dòng thứ nhất điểm a khoản 1 Điều 8 ")
        );
        assert!(
            ND_68_2024
                .article("2")
                .paragraph(4)
                .to_string()
                .starts_with("đoạn thứ tư Điều 2 ")
        );
        let names = [0, 1, 4, 6, 10, 11].map(ordinal_vi);
        assert_eq!(names, ["0", "nhất", "tư", "sáu", "mười", "11"]);
        assert!(
            base.dash(2)
                .text(Lang::En)
                .starts_with("dash 2 of point a of clause 1 of Article 8,")
        );
        assert!(
            base.paragraph(3)
                .text(Lang::En)
                .starts_with("paragraph 3 of point a")
        );
    }
}
