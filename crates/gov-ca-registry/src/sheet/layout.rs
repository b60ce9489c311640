//! What a list looks like, as data.

use serde::Serialize;

use super::table::{Content, Table};

/// The columns of one kind of list.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// By which programs know it: `nd-68-2024-01`.
    pub id: &'static str,
    /// What it is called in Vietnamese.
    pub title: &'static str,
    /// What it is called in English.
    pub english: &'static str,
    /// How well its columns are known.
    pub source: LayoutSource,
    /// Its columns, in its own order; a file may have another one.
    pub columns: &'static [Column],
}

/// How well the columns of a layout are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LayoutSource {
    /// The form itself was read.
    Read,
    /// Another text tells of the form.
    Secondary,
    /// Ours.
    Ours,
}

/// One column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The field of the row it becomes.
    pub name: &'static str,
    /// What may stand over it, the usual text first; case, marks and notes in parentheses make no difference.
    pub headings: &'static [&'static str],
    /// What stands over its heading in forms with two rows of headings.
    pub under: &'static [&'static str],
    /// Whether every row must have something here.
    pub needed: bool,
    /// What it means that two rows have the same here.
    pub repeats: Repeats,
}

/// What it means that two rows of a list have the same in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeats {
    /// Nothing.
    Fine,
    /// It is told: a person may ask for two certificates in one list.
    Told,
    /// It is an error: the list contradicts itself.
    Refused,
}

impl Layout {
    /// A table with these headings in one row and these rows below, to be filled in or sent; what it says is read back by [`super::take`].
    pub fn table(&self, rows: impl IntoIterator<Item = Vec<Content>>) -> Table {
        let running = core::iter::once(Content::from("STT"));
        let headings = running.chain(self.columns.iter().map(|column| column.label().into()));
        let rows = (1..)
            .zip(rows)
            .map(|(number, row): (u32, _)| core::iter::once(number.into()).chain(row).collect());
        let all = core::iter::once(headings.collect()).chain(rows);
        Table::of(self.id, all)
    }
}

impl Column {
    /// Its usual heading.
    pub const fn label(&self) -> &'static str {
        match self.headings {
            [first, ..] => first,
            [] => self.name,
        }
    }
}
