//! What the clerk of the issuing office is told. Messages 26 to 33 of `office-practice` §3.3.

mod failed;
mod refusal;
mod status;

use regulation_rules::Text as Term;

use crate::text::Text;

pub(super) use failed::posts;
pub(crate) use failed::{failed, numbers};
pub(crate) use refusal::refusal;
pub(super) use status::status;

/// A term of the law in both languages.
pub(crate) fn term(text: Term) -> Text {
    Text::new(text.vi, text.en)
}
