//! What is asked of a font: how its strings fall into codes, how wide these are, and which show nothing (ISO 32000-2 §9.5 to §9.7).

use std::collections::HashMap;

use pdf_revisions::{Dict, Object, PdfError, View};

use super::unicode::{Class, classes, of_character};
use super::widths::Widths;

/// A font, as far as places depend on it.
#[derive(Clone, Debug)]
pub(super) struct Font {
    widths: Widths,
    /// Codes of two bytes.
    composite: bool,
    /// What `/ToUnicode` says of codes that are no signs; `None` without such a map.
    classes: Option<HashMap<u32, Class>>,
    /// Codes that an encoding of its own gives another meaning, where there is one.
    redefined: bool,
    /// Its glyphs are content streams (ISO 32000-2 §9.6.4), which are not walked.
    pub(super) is_drawn: bool,
    /// Where its codes begin and end, and which glyphs they are, is a guess: a CMap other than `Identity-H`.
    pub(super) is_guessed: bool,
}

/// One code of a string.
#[derive(Clone, Copy, Debug)]
pub(super) struct Code {
    /// In ems.
    pub(super) width: f64,
    pub(super) class: Class,
    /// Word spacing counts (ISO 32000-2 §9.3.3).
    pub(super) is_space: bool,
}

impl Font {
    /// Where no font can be found.
    pub(super) const UNKNOWN: Self = Self {
        widths: Widths::UNKNOWN,
        composite: false,
        classes: None,
        redefined: false,
        is_drawn: false,
        is_guessed: false,
    };

    pub(super) fn read(view: View<'_>, font: &Dict) -> Result<Self, PdfError> {
        let kind = view.value(font, b"Subtype")?;
        let is = |wanted: &str| kind.as_name().is_some_and(|kind| *kind == wanted);
        let composite = is("Type0");
        let widths = if composite {
            Widths::composite(view, &descendant(view, font)?)?
        } else {
            Widths::simple(view, font, unit(view, font, is("Type3"))?)?
        };
        let classes = match view.value(font, b"ToUnicode")? {
            Object::Stream(map) => view.stream_data(&map).ok().map(|map| classes(&map)),
            _ => None,
        };
        let encoding = view.value(font, b"Encoding")?;
        let redefined = encoding
            .as_dict()
            .is_some_and(|encoding| encoding.contains(b"Differences"));
        Ok(Self {
            widths,
            composite,
            classes,
            redefined,
            is_drawn: is("Type3"),
            is_guessed: composite && encoding.as_name().is_none_or(|name| *name != "Identity-H"),
        })
    }

    /// The codes of a string.
    pub(super) fn codes<'s>(&'s self, text: &'s [u8]) -> impl Iterator<Item = Code> + 's {
        text.chunks(if self.composite { 2 } else { 1 })
            .map(|bytes| {
                let code = bytes
                    .iter()
                    .fold(0, |code, byte| code << 8 | u32::from(*byte));
                Code {
                    width: self.widths.of(code),
                    class: self.class(code),
                    is_space: !self.composite && code == 32,
                }
            })
    }

    fn class(&self, code: u32) -> Class {
        match &self.classes {
            Some(classes) => classes.get(&code).copied().unwrap_or(Class::Sign),
            None if self.composite || self.redefined && code != 32 => Class::Sign,
            // The standard encodings agree with ASCII here; 0x85 is the ellipsis of WinAnsi (ISO 32000-2 annex D).
            None if code == 0x85 => Class::Row,
            None => of_character(code),
        }
    }
}

fn descendant(view: View<'_>, font: &Dict) -> Result<Dict, PdfError> {
    let Object::Array(items) = view.value(font, b"DescendantFonts")? else {
        return Ok(Dict::new());
    };
    let first = items.first().map(|item| view.deref(item)).transpose()?;
    Ok(first
        .and_then(|first| first.as_dict().cloned())
        .unwrap_or_default())
}

/// What one unit of `/Widths` is in ems: a thousandth, but a Type 3 font has its own matrix.
fn unit(view: View<'_>, font: &Dict, is_drawn: bool) -> Result<f64, PdfError> {
    let own = if is_drawn {
        super::geometry::numbers::<6>(view, font, b"FontMatrix")?.map(|matrix| matrix[0].abs())
    } else {
        None
    };
    Ok(own.unwrap_or(0.001))
}
