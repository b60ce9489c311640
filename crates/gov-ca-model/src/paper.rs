//! A paper that something rests on: a decision, a record, a letter.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::VietnamDay;

/// A paper (văn bản), named as papers name each other: “Quyết định số 12/QĐ-SKHCN ngày 05/9/2026”.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// What it is: `Quyết định`, `Biên bản`, `Công văn`.
    pub kind: String,
    /// Number and symbol (số, ký hiệu); `None` where it has none, as hand-over records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The day on it.
    pub day: VietnamDay,
    /// Who issued it, where that does not go without saying.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
}

impl fmt::Display for Paper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.kind)?;
        if let Some(number) = &self.number {
            write!(f, " số {number}")?;
        }
        write!(f, " ngày {}", self.day.vietnamese())?;
        match &self.issuer {
            Some(issuer) => write!(f, " của {issuer}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_is_named_as_papers_do() {
        let mut paper = Paper {
            kind: "Quyết định".to_owned(),
            number: Some("12/QĐ-SKHCN".to_owned()),
            day: VietnamDay::new(2026, 9, 5),
            issuer: Some("Sở Khoa học và Công nghệ".to_owned()),
        };
        assert_eq!(
            paper.to_string(),
            "Quyết định số 12/QĐ-SKHCN ngày 05/09/2026 của Sở Khoa học và Công nghệ"
        );
        (paper.number, paper.issuer) = (None, None);
        assert_eq!(paper.to_string(), "Quyết định ngày 05/09/2026");
    }
}
