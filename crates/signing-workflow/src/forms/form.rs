//! What a form is: its parts from top to bottom, and where each takes its words from. Descriptions are data; [`super::set`] sets them.

use serde::{Deserialize, Serialize};

use super::report::ReportSection;
use super::table::Table;
use super::values::{Letterhead, Signer};

/// A form of the values `D`. An empty value is a dotted line, so `D::default()` gives the form to be filled in by hand.
pub struct Form<D: 'static> {
    /// What it is called in files and commands: `an-giang-01`.
    pub id: &'static str,
    /// What the file calls itself.
    pub title: &'static str,
    /// How well its layout is known.
    pub known: Known,
    /// The official form, where there is one: number and instrument.
    pub source: &'static str,
    /// Whether the sheets lie.
    pub lying: bool,
    /// The size of its text, in points.
    pub(super) size: f64,
    pub(super) parts: &'static [Part<D>],
}

/// How well the layout of a form is known. Printed at its foot where the official one was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Known {
    /// No form at all: a letter in the layout of NĐ 30/2020 Phụ lục I.
    Letter,
    /// Ours: either nobody prescribes one, or nobody here has read it.
    Ours,
    /// The official text was read.
    Read,
    /// Its fields were read in somebody's copy; the layout is ours.
    Secondary,
}

/// A part of a form.
pub(super) enum Part<D: 'static> {
    /// Number of the form and what issues it, above everything on the right.
    Issued(&'static str, &'static str),
    /// Country and motto alone.
    Country,
    /// The head of an official document; with a subject where it is a letter.
    Head {
        from: fn(&D) -> Letterhead,
        about: fn(&D) -> String,
        /// Whether place and day stand here, and not above the signature.
        dated: bool,
    },
    /// The title, a line each; the first is larger.
    Title(&'static [&'static str]),
    /// The same, made of the values.
    Named(fn(&D) -> Vec<String>),
    /// To whom, after “Kính gửi:”.
    Addressee(fn(&D) -> String),
    /// The name of a section.
    Heading(&'static str),
    /// A line that is always there.
    Line(&'static str),
    /// Fields that share a line where they fit.
    Fields(&'static [Field<D>]),
    /// A paragraph that is always there.
    Text(&'static str),
    /// Paragraphs made of the values; empty ones are left out.
    Said(fn(&D) -> Vec<String>),
    /// A list.
    Table(fn(&D) -> Table),
    /// Sections, each with a heading, a chart and a table.
    Sections(fn(&D) -> &[ReportSection]),
    /// Small print.
    Notes(&'static [&'static str]),
    /// Who signs, side by side; recipients before them on the left.
    Signatures(&'static [Block<D>]),
}

/// A label and what stands after it.
pub(super) struct Field<D: 'static> {
    pub(super) label: &'static str,
    pub(super) value: Value<D>,
    /// Its share of the line.
    pub(super) share: u8,
}

pub(super) enum Value<D: 'static> {
    Text(fn(&D) -> String),
    /// As much as so many lines take, if it is written by hand.
    Long(fn(&D) -> String, u8),
    /// Boxes, of which some are ticked.
    Boxes(&'static [Tick<D>]),
}

/// The words beside a box, and whether it is ticked.
pub(super) type Tick<D> = (&'static str, fn(&D) -> bool);

/// A field of text that has this share of its line.
pub(super) const fn field<D>(label: &'static str, share: u8, value: fn(&D) -> String) -> Field<D> {
    Field {
        label,
        value: Value::Text(value),
        share,
    }
}

/// A field for which so many more lines are left where it is written by hand.
pub(super) const fn long<D>(label: &'static str, lines: u8, value: fn(&D) -> String) -> Field<D> {
    Field {
        label,
        value: Value::Long(value, lines),
        share: 1,
    }
}

/// The head of a document that has a title and no subject.
pub(super) const fn without_subject<D>(from: fn(&D) -> Letterhead) -> Part<D> {
    Part::Head {
        from,
        about: |_| String::new(),
        dated: true,
    }
}

/// What stands in one column of the foot.
pub(super) enum Block<D: 'static> {
    /// “Nơi nhận:” and its lines; small print below.
    Recipients {
        to: fn(&D) -> Vec<String>,
        notes: &'static [&'static str],
    },
    /// Room for a signature.
    Signature(Signature<D>),
}

/// Room for a signature.
pub(super) struct Signature<D: 'static> {
    /// What the place is called for who signs.
    pub(super) place: &'static str,
    /// The line of place and day above it, where it has one.
    pub(super) dated: Option<fn(&D) -> String>,
    /// What this column is.
    pub(super) caption: &'static str,
    /// The title where the values name none.
    pub(super) title: &'static str,
    /// What to do here.
    pub(super) note: &'static str,
    /// Who.
    pub(super) signer: fn(&D) -> Signer,
}

pub(super) const fn recipients<D>(
    notes: &'static [&'static str],
    to: fn(&D) -> Vec<String>,
) -> Block<D> {
    Block::Recipients { to, notes }
}

/// Room for the signature of the body's head.
pub(super) const fn head_signs<D>(
    title: &'static str,
    note: &'static str,
    signer: fn(&D) -> Signer,
) -> Block<D> {
    Block::Signature(Signature {
        place: "thu-truong",
        dated: None,
        caption: "",
        title,
        note,
        signer,
    })
}
