//! What later revisions did, told to people: every change, allowed or not, with its place, its values and the rule that decided.

use std::ops::Deref;
use std::sync::Arc;

use pdf_revisions::Reference;

use super::ModificationLevel;
use super::disallowed::Reason;

/// One change that a revision after the signature made.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Index of the revision that made it.
    pub revision: usize,
    /// The object, where it is one object; the trailer is none.
    pub reference: Option<Reference>,
    /// Where it stands, from the trailer down: `Root/Pages/Kids[0]/Annots[2]/AP/N`. Of an object that nothing refers to `object 12`.
    pub path: String,
    /// What was done to it.
    pub how: ChangeKind,
    /// Its value before, in PDF syntax and cut short; `None` when there was none.
    pub before: Option<String>,
    /// Its value after, in PDF syntax and cut short; `None` when there is none.
    pub after: Option<String>,
    /// Whether it is allowed, and by which rule, or why not.
    pub verdict: ChangeVerdict,
    /// The part of a page that shows it, where one can be told.
    pub place: Option<PagePlace>,
}

/// What a revision did to an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// It was not there before.
    Added,
    /// It has another value.
    Replaced,
    /// It was taken away.
    Freed,
}

impl ChangeKind {
    /// The word used in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Replaced => "replaced",
            Self::Freed => "freed",
        }
    }
}

/// The verdict on one change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeVerdict {
    /// A rule explains it, and no signature forbids what it does.
    Allowed {
        /// The rule, in kebab case: the name of its file.
        rule: &'static str,
        /// How far it reaches.
        level: ModificationLevel,
    },
    /// Nothing explains it, or a signature forbids it.
    Disallowed(Reason),
}

impl ChangeVerdict {
    /// Whether the change is allowed.
    #[must_use]
    pub const fn is_allowed(&self) -> bool {
        matches!(self, Self::Allowed { .. })
    }
}

/// A part of a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PagePlace {
    /// Index of the page as of the revision that made the change; 0 is the first.
    pub page: usize,
    /// Left, bottom, right, top in points of default user space (ISO 32000-2 §8.3.2.3).
    pub area: [f64; 4],
}

/// The changes after one signature, in the order of the revisions; a slice of [`Change`].
///
/// All signatures of a file share one list, so that many signatures cost no copies.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    all: Arc<[Change]>,
    from: usize,
    more: usize,
}

impl Changes {
    pub(super) fn new(all: &Arc<[Change]>, from: usize, more: usize) -> Self {
        Self {
            all: Arc::clone(all),
            from,
            more,
        }
    }

    /// How many further changes there were that are not listed, see [`crate::Limits::changes`].
    #[must_use]
    pub const fn more(&self) -> usize {
        self.more
    }
}

impl Deref for Changes {
    type Target = [Change];

    fn deref(&self) -> &[Change] {
        self.all.get(self.from..).unwrap_or_default()
    }
}

impl<'c> IntoIterator for &'c Changes {
    type Item = &'c Change;
    type IntoIter = core::slice::Iter<'c, Change>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
