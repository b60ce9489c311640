//! A legal instrument (văn bản quy phạm pháp luật).

use gov_ca_model::{CertificateKind, VietnamDay};

use super::{Citation, Force};
use crate::Text;

/// A legal instrument: one `static` for each.
#[derive(Debug)]
pub struct Instrument {
    /// The folder of its rules and the first half of their codes: `nd-68-2024`.
    pub id: &'static str,
    /// What it is.
    pub kind: InstrumentKind,
    /// Its number as printed; `None` where the text read leaves it blank.
    pub number: Option<&'static str>,
    /// How it is named at the end of a citation: `Nghị định số 68/2024/NĐ-CP`.
    pub title: Text,
    /// How the regulation attached to it is named, for a decision that issues one; its articles count from 1 again.
    pub attached: Option<Text>,
    /// The day of issue (ngày ban hành), where known.
    pub issued: Option<VietnamDay>,
    /// When it is in force.
    pub force: Force,
    /// Where it applies; `None`: the whole country.
    pub territory: Option<Territory>,
    /// To which instruments it gives way, for what, since when.
    pub yields: &'static [Yield],
    /// Where its text, or what is known of it, was read.
    pub source: &'static str,
}

/// What an instrument is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InstrumentKind {
    /// Law (luật) of the National Assembly.
    Law,
    /// Decree (nghị định) of the Government.
    Decree,
    /// Decision (quyết định) of a provincial People's Committee.
    ProvincialDecision,
}

/// A territory a provincial instrument applies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Territory {
    /// The key word used in files and on the command line: `tay-ninh`.
    pub id: &'static str,
    /// Its name.
    pub name: Text,
}

/// A relation between instruments: for one kind of signature, the earlier one gives way to the later and special one.
#[derive(Debug)]
pub struct Yield {
    /// The instrument that prevails.
    pub to: &'static Instrument,
    /// From this day on.
    pub from: VietnamDay,
    /// For this kind of signature.
    pub kind: CertificateKind,
    /// Why.
    pub because: Text,
}

impl Instrument {
    /// One of its articles: of the attached regulation where there is one. See [`Self::own_article`] for the decision's own.
    pub const fn article(&'static self, label: &'static str) -> Citation {
        Citation::new(self, self.attached.is_some(), label)
    }

    /// An article of the decision itself, beside those of the regulation attached to it.
    pub const fn own_article(&'static self, label: &'static str) -> Citation {
        Citation::new(self, false, label)
    }

    /// The relation by which it gives way on `day` for `kind`, if it does.
    pub fn yields_on(&self, day: VietnamDay, kind: CertificateKind) -> Option<&'static Yield> {
        self.yields
            .iter()
            .find(|relation| relation.kind == kind && day >= relation.from)
    }

    /// Whether it gives way to anything on `day` for some kind, so that the kind must be known.
    pub fn may_yield_on(&self, day: VietnamDay) -> bool {
        self.yields.iter().any(|relation| day >= relation.from)
    }
}
