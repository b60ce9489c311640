//! What was found, what was looked for, and why nothing was found.

use pades_sign::Place;

/// A place, and what was found there.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The place.
    pub place: Place,
    /// By what it was found.
    pub anchor: Anchor,
}

/// What shows a place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Anchor {
    /// Between a title and the name below it.
    TitleAndName {
        /// The title as printed.
        title: String,
        /// The name as printed.
        name: String,
    },
    /// Below a title; no name is printed there.
    Title {
        /// The title as printed.
        title: String,
    },
    /// A line with a blank, or the line at whose end it is.
    Line {
        /// The line as printed.
        text: String,
    },
    /// A corner of the page: nothing printed was asked.
    Corner,
    /// Another signature.
    Signature,
}

/// What was looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wanted {
    /// Title and name of who signs.
    Signer,
    /// The blank of the number.
    Number,
    /// The blank of the day.
    Day,
    /// The blank of the month.
    Month,
    /// The last line of the text.
    LastLine,
    /// The line that makes a file an annex.
    AnnexTitle,
    /// The authorised person's signature.
    Person,
}

/// Why no place was found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlacingError {
    /// It is not printed, or the page's text cannot be read.
    #[error("{wanted:?} is not found in the text of the document")]
    NotFound {
        /// What was looked for.
        wanted: Wanted,
        /// Pages whose text cannot be read, 1 for the first, and why.
        unread: Vec<(u32, String)>,
    },
    /// It is printed more than once.
    #[error("{wanted:?} is printed {} times", choices.len())]
    Several {
        /// What was looked for.
        wanted: Wanted,
        /// What is printed at each.
        choices: Vec<String>,
    },
    /// Something is printed where it goes.
    #[error("{wanted:?} is filled in already: {text:?}")]
    Filled {
        /// What was looked for.
        wanted: Wanted,
        /// The line.
        text: String,
    },
    /// The law leaves it to a person (An Giang Điều 8(2)(b)): the place has to be given.
    #[error("the place is for a person to choose")]
    ForAPerson,
    /// There is no room for it.
    #[error("there is no room for it on page {page}: {room_mm} mm where {needed_mm} mm are needed")]
    NoRoom {
        /// The page, 1 for the first.
        page: u32,
        /// Millimetres there are.
        room_mm: u32,
        /// Millimetres it needs.
        needed_mm: u32,
    },
    /// There is no such page.
    #[error("there is no page {page}, or it was not read")]
    NoPage {
        /// The page, 1 for the first.
        page: u32,
    },
}
