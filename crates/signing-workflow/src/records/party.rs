//! Who sent, and how the document calls itself: as stated, nobody signed it.

use gov_ca_model::VietnamDay;
use serde::{Deserialize, Serialize};

use crate::package::{Metadata, Organisation, Printed};

/// A party of the exchange.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Its code.
    pub code: Option<String>,
    /// Its name.
    pub name: Option<String>,
}

/// How a document calls itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentName {
    /// The number.
    pub number: Option<String>,
    /// The symbol.
    pub symbol: Option<String>,
    /// Its day.
    pub date: Option<VietnamDay>,
    /// What kind of document.
    pub kind: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// The identifier that the sender's system gave it.
    pub id: Option<String>,
}

impl From<&Organisation> for Party {
    fn from(stated: &Organisation) -> Self {
        Self {
            code: stated.code.clone(),
            name: stated.name.clone(),
        }
    }
}

impl DocumentName {
    /// As stated along with it; what is not stated, as printed on its first page.
    #[must_use]
    pub fn of(stated: Option<&Metadata>, printed: Option<&Printed>) -> Self {
        let or = |stated: Option<&String>, printed: Option<&String>| stated.or(printed).cloned();
        let stated_date = stated.and_then(|stated| stated.date);
        Self {
            number: or(
                stated.and_then(|stated| stated.number.as_ref()),
                printed.and_then(|printed| printed.number.as_ref()),
            ),
            symbol: or(
                stated.and_then(|stated| stated.symbol.as_ref()),
                printed.and_then(|printed| printed.symbol.as_ref()),
            ),
            date: stated_date.or_else(|| printed.and_then(|printed| printed.date)),
            kind: stated.and_then(|stated| stated.type_name.clone()),
            subject: stated.and_then(|stated| stated.subject.clone()),
            id: stated.and_then(|stated| stated.document_id.clone()),
        }
    }

    /// Number and symbol as one: `12/QĐ-UBND`.
    #[must_use]
    pub fn code(&self) -> Option<String> {
        match (self.number.as_deref(), self.symbol.as_deref()) {
            (Some(number), Some(symbol)) => Some(format!("{number}/{symbol}")),
            (number, symbol) => number.or(symbol).map(str::to_owned),
        }
    }
}
