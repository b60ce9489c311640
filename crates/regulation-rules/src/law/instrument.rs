//! A legal instrument (văn bản quy phạm pháp luật).

use gov_ca_model::{CertificateKind, VietnamDay};

use super::{Citation, Force, Territory, Unit};
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
    pub territory: Option<&'static Territory>,
    /// The ministry that answers for signatures, as its text names it; `None`: no place read names one.
    pub ministry: Option<&'static str>,
    /// The provincial department that answers for them, as its text names it.
    pub department: Option<&'static str>,
    /// To which instruments it gives way, for what, since when.
    pub yields: &'static [Yield],
    /// A kind of signature that it does not govern and for which it is read as a technical reference only.
    pub reference_for: Option<Reference>,
    /// A kind of signature that it says it does not govern.
    pub not_for: Option<CertificateKind>,
    /// Whether it is an example that binds nobody until an operator adopts it.
    pub example: bool,
    /// How much of its text is known.
    pub text: Known,
    /// Where its text, or what is known of it, was read.
    pub source: &'static str,
}

impl Instrument {
    /// What most instruments of a kind share: made for the whole country, single articles were read, no days yet.
    pub(crate) const fn usual(kind: InstrumentKind) -> Self {
        Self {
            id: "",
            kind,
            number: None,
            title: Text::new("", ""),
            attached: None,
            issued: None,
            force: Force::UNKNOWN,
            territory: None,
            ministry: None,
            department: None,
            yields: &[],
            reference_for: None,
            not_for: None,
            example: false,
            text: Known::Articles,
            source: "",
        }
    }
}

/// How much of a text is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// All of it.
    Whole,
    /// Article by article; `coverage.toml` says which.
    Articles,
    /// A few places: where it was in force, a report says that it has not been read in full.
    Little,
    /// Nothing but that it exists.
    Nothing,
}

/// What an instrument is read for although it does not govern it.
#[derive(Clone, Copy, Debug)]
pub struct Reference {
    /// For this kind of signature.
    pub kind: CertificateKind,
    /// Why it does not govern.
    pub because: Text,
}

/// What an instrument is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InstrumentKind {
    /// Law (luật) of the National Assembly.
    Law,
    /// Decree (nghị định) of the Government.
    Decree,
    /// Circular (thông tư) of one or more ministries.
    Circular,
    /// Decision (quyết định) of the Prime Minister.
    PrimeMinisterDecision,
    /// Decision (quyết định) of a provincial People's Committee.
    ProvincialDecision,
    /// National technical regulation (quy chuẩn kỹ thuật quốc gia).
    TechnicalRegulation,
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
        Citation::new(self, self.attached.is_some(), Unit::Article(label))
    }

    /// One of its annexes (phụ lục).
    pub const fn annex(&'static self, label: &'static str) -> Citation {
        Citation::new(self, self.attached.is_some(), Unit::Annex(label))
    }

    /// One of its forms (mẫu số).
    pub const fn form(&'static self, label: &'static str) -> Citation {
        Citation::new(self, false, Unit::Form(label))
    }

    /// A part without a number, by its name.
    pub const fn named(&'static self, name: &'static str) -> Citation {
        Citation::new(self, false, Unit::Named(name))
    }

    /// An article of the decision itself, beside those of the regulation attached to it.
    pub const fn own_article(&'static self, label: &'static str) -> Citation {
        Citation::new(self, false, Unit::Article(label))
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
