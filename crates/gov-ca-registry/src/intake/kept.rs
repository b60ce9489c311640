//! What a list says of records that are there already: blanks are filled, what the register has otherwise stays and is told.

use core::marker::PhantomData;

use super::Imported;
use crate::sheet::{Column, Given, Listed, Place};

/// A cell that was read and is not kept: the register has something else there, or no place for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unkept {
    /// Where.
    pub place: Place,
    /// The usual heading of its column.
    pub heading: &'static str,
}

impl Imported {
    /// The cell of this column is not kept.
    pub(super) fn leave<R: Listed, T>(&mut self, column: &str, cell: Option<&Given<T>>) {
        let mut columns = R::LAYOUT.columns.iter();
        let heading = columns.find(|one| one.name == column).map(Column::label);
        if let (Some(heading), Some(cell)) = (heading, cell) {
            let place = cell.place;
            self.unkept.push(Unkept { place, heading });
        }
    }
}

/// Fills the blanks of a record from the cells of a row.
pub(super) struct Filling<'i, R> {
    imported: &'i mut Imported,
    list: PhantomData<R>,
}

impl<'i, R: Listed> Filling<'i, R> {
    pub(super) const fn of(imported: &'i mut Imported) -> Self {
        let list = PhantomData;
        Self { imported, list }
    }

    /// A blank takes what the cell says; what is there stays, and a cell that says otherwise is told.
    pub(super) fn value<T, O: PartialEq>(
        &mut self,
        own: &mut Option<O>,
        column: &str,
        cell: Option<&Given<T>>,
        said: impl FnOnce(&T) -> O,
    ) {
        let Some(given) = cell else { return };
        let said = said(&given.value);
        match own {
            None => *own = Some(said),
            Some(own) if *own == said => {}
            Some(_) => self.imported.leave::<R, T>(column, cell),
        }
    }

    /// The same, of a text.
    pub(super) fn text<T: ToString>(
        &mut self,
        own: &mut Option<String>,
        column: &str,
        cell: Option<&Given<T>>,
    ) {
        self.value(own, column, cell, T::to_string);
    }
}
