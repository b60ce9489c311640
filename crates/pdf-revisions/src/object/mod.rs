//! The eight kinds of PDF objects (ISO 32000-2 §7.3), and references to them.

mod dict;
mod name;
mod string;
mod write;

pub use dict::Dict;
pub(crate) use dict::DictBuilder;
pub use name::Name;
pub(crate) use string::pdf_doc_byte;
pub use string::{PdfString, StringKind};

use std::fmt;
use std::ops::Range;

/// A PDF object (ISO 32000-2 §7.3).
///
/// Two objects are equal when they say the same, wherever they stand and however they are spelled: spans, the
/// spelling of strings and the order of dictionary keys do not count.
#[derive(Clone, Debug, PartialEq)]
pub enum Object {
    /// `null`; also what a reference to a missing or free object means (§7.3.10).
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number without a point.
    Integer(i64),
    /// A number with a point.
    Real(Real),
    /// A literal or hexadecimal string.
    String(PdfString),
    /// A name.
    Name(Name),
    /// An array.
    Array(Vec<Self>),
    /// A dictionary.
    Dictionary(Dict),
    /// A stream: its dictionary, and where its data are.
    Stream(Stream),
    /// A reference to an indirect object.
    Reference(Reference),
}

/// An indirect reference, `12 0 R` (ISO 32000-2 §7.3.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference {
    /// The object number.
    pub number: u32,
    /// The generation number.
    pub generation: u16,
}

impl Reference {
    /// The reference `number generation R`.
    #[must_use]
    pub const fn new(number: u32, generation: u16) -> Self {
        Self { number, generation }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} R", self.number, self.generation)
    }
}

/// A real number; keeps the text it was read from, so that writing it back changes nothing.
#[derive(Clone, Debug)]
pub struct Real {
    text: Box<str>,
    value: f64,
}

impl Real {
    /// A real number written with at most five decimals, which is what readers must hold (ISO 32000-2 annex C).
    #[must_use]
    pub fn new(value: f64) -> Self {
        let value = if value.is_finite() { value } else { 0.0 };
        let text = format!("{value:.5}");
        let text = text.trim_end_matches('0');
        let text = if text.ends_with('.') {
            format!("{text}0")
        } else {
            text.to_owned()
        };
        // The value is what is written, not what was asked for.
        Self {
            value: text.parse().unwrap_or(value),
            text: text.into(),
        }
    }

    pub(crate) fn from_text(text: &str, value: f64) -> Self {
        Self {
            text: text.into(),
            value,
        }
    }

    /// The text as it stands in the file.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.value
    }
}

impl PartialEq for Real {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

/// A stream (ISO 32000-2 §7.3.8). The data stay in the file; [`crate::View::stream_data`] decodes them.
#[derive(Clone, Debug, PartialEq)]
pub struct Stream {
    /// The stream dictionary.
    pub dict: Dict,
    /// Where the encoded data are in the file, encrypted if the file is.
    pub data: Range<u64>,
    /// The object it is, on which its encryption depends.
    pub(crate) owner: Reference,
}

impl Object {
    /// The boolean, if it is one.
    #[must_use]
    pub fn as_boolean(&self) -> Option<bool> {
        if let Self::Boolean(value) = self {
            Some(*value)
        } else {
            None
        }
    }

    /// The integer, if it is one.
    #[must_use]
    pub fn as_integer(&self) -> Option<i64> {
        if let Self::Integer(value) = self {
            Some(*value)
        } else {
            None
        }
    }

    /// The number, if it is an integer or a real.
    #[must_use]
    pub fn as_number(&self) -> Option<f64> {
        match self {
            #[expect(
                clippy::cast_precision_loss,
                reason = "a PDF number is a real of limited precision anyway"
            )]
            Self::Integer(value) => Some(*value as f64),
            Self::Real(real) => Some(real.value()),
            _ => None,
        }
    }

    /// The string, if it is one.
    #[must_use]
    pub fn as_string(&self) -> Option<&PdfString> {
        if let Self::String(value) = self {
            Some(value)
        } else {
            None
        }
    }

    /// The name, if it is one.
    #[must_use]
    pub fn as_name(&self) -> Option<&Name> {
        if let Self::Name(value) = self {
            Some(value)
        } else {
            None
        }
    }

    /// The array's elements, if it is one.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Self]> {
        if let Self::Array(value) = self {
            Some(value)
        } else {
            None
        }
    }

    /// The dictionary, if it is one. A stream's dictionary counts.
    #[must_use]
    pub fn as_dict(&self) -> Option<&Dict> {
        match self {
            Self::Dictionary(dict) => Some(dict),
            Self::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    /// The stream, if it is one.
    #[must_use]
    pub fn as_stream(&self) -> Option<&Stream> {
        if let Self::Stream(value) = self {
            Some(value)
        } else {
            None
        }
    }

    /// The reference, if it is one.
    #[must_use]
    pub fn as_reference(&self) -> Option<Reference> {
        if let Self::Reference(value) = self {
            Some(*value)
        } else {
            None
        }
    }

    /// Is it `null`?
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl From<bool> for Object {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<i64> for Object {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<Real> for Object {
    fn from(value: Real) -> Self {
        Self::Real(value)
    }
}

impl From<PdfString> for Object {
    fn from(value: PdfString) -> Self {
        Self::String(value)
    }
}

impl From<Name> for Object {
    fn from(value: Name) -> Self {
        Self::Name(value)
    }
}

impl From<Vec<Self>> for Object {
    fn from(value: Vec<Self>) -> Self {
        Self::Array(value)
    }
}

impl From<Dict> for Object {
    fn from(value: Dict) -> Self {
        Self::Dictionary(value)
    }
}

impl From<Reference> for Object {
    fn from(value: Reference) -> Self {
        Self::Reference(value)
    }
}
