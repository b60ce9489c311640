//! How wide glyphs are, in ems: as the font says (ISO 32000-2 §9.2.4, §9.7.4.3), else as most fonts are.

use std::collections::HashMap;

use pdf_revisions::{Dict, Object, PdfError, View};

/// The widths of one font.
#[derive(Clone, Debug)]
pub(super) enum Widths {
    /// By code, from the first one on; `otherwise` for the rest.
    Listed {
        first: i64,
        list: Vec<f64>,
        otherwise: f64,
    },
    /// Of a composite font: by CID, ranges of one width, and the default.
    ByCid {
        list: HashMap<u32, f64>,
        ranges: Vec<(u32, u32, f64)>,
        otherwise: f64,
    },
    /// The font does not say: one of the standard fonts, mostly.
    Guessed,
    /// The same for all: Courier.
    Fixed(f64),
}

/// Codes of a simple font.
const CODES: usize = 256;
/// CIDs of a composite font, and ranges of them.
const CIDS: usize = 65_536;

impl Widths {
    pub(super) fn of(&self, code: u32) -> f64 {
        match self {
            Self::Listed {
                first,
                list,
                otherwise,
            } => usize::try_from(i64::from(code).saturating_sub(*first))
                .ok()
                .and_then(|index| list.get(index))
                .copied()
                .unwrap_or(*otherwise),
            Self::ByCid {
                list,
                ranges,
                otherwise,
            } => list.get(&code).copied().unwrap_or_else(|| {
                let range = ranges
                    .iter()
                    .find(|(first, last, _)| (*first..=*last).contains(&code));
                range.map_or(*otherwise, |(_, _, width)| *width)
            }),
            Self::Guessed => guess(code),
            Self::Fixed(width) => *width,
        }
    }

    /// Of a simple font; `unit` is what the font calls one.
    pub(super) fn simple(view: View<'_>, font: &Dict, unit: f64) -> Result<Self, PdfError> {
        let Object::Array(items) = view.value(font, b"Widths")? else {
            let fixed = font.name(b"BaseFont").is_some_and(is_fixed);
            return Ok(if fixed {
                Self::Fixed(0.6)
            } else {
                Self::Guessed
            });
        };
        let mut list = Vec::new();
        for item in items.iter().take(CODES) {
            list.push(number(view, item)?.unwrap_or(0.0) * unit);
        }
        let missing = match view.value(font, b"FontDescriptor")? {
            Object::Dictionary(descriptor) => view.value(&descriptor, b"MissingWidth")?.as_number(),
            _ => None,
        };
        Ok(Self::Listed {
            first: view.value(font, b"FirstChar")?.as_integer().unwrap_or(0),
            list,
            otherwise: missing.unwrap_or(0.0) * unit,
        })
    }

    /// Of the descendant of a composite font.
    pub(super) fn composite(view: View<'_>, descendant: &Dict) -> Result<Self, PdfError> {
        let otherwise = view.value(descendant, b"DW")?.as_number().unwrap_or(1000.0) / 1000.0;
        let (mut list, mut ranges) = (HashMap::new(), Vec::new());
        let items = match view.value(descendant, b"W")? {
            Object::Array(items) => items,
            _ => Vec::new(),
        };
        let mut items = items.iter();
        while let (Some(first), Some(second)) = (items.next(), items.next()) {
            let first = code(number(view, first)?);
            match view.deref(second)?.as_ref() {
                Object::Array(widths) => {
                    for (code, width) in (first..).zip(widths) {
                        if list.len() < CIDS {
                            list.insert(code, number(view, width)?.unwrap_or(0.0) / 1000.0);
                        }
                    }
                }
                second => {
                    let width = items.next().map(|item| number(view, item)).transpose()?;
                    let width = width.flatten().unwrap_or(0.0) / 1000.0;
                    if ranges.len() < RANGES {
                        ranges.push((first, code(second.as_number()), width));
                    }
                }
            }
        }
        Ok(Self::ByCid {
            list,
            ranges,
            otherwise,
        })
    }
}

/// Ranges of one width, which are looked through for every glyph. Writers make some hundred.
const RANGES: usize = 1_000;

fn number(view: View<'_>, item: &Object) -> Result<Option<f64>, PdfError> {
    let number = view.deref(item)?.as_number();
    Ok(number.filter(|number| number.is_finite() && number.abs() < 1e6))
}

fn code(number: Option<f64>) -> u32 {
    number.map_or(u32::MAX, |number| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to the range of codes"
        )]
        let code = number.clamp(0.0, 65_535.0) as u32;
        code
    })
}

fn is_fixed(name: &pdf_revisions::Name) -> bool {
    name.as_bytes().windows(4).any(|part| part == b"Cour")
}

/// Roughly Helvetica and Times together.
fn guess(code: u32) -> f64 {
    match u8::try_from(code).unwrap_or(b'x') {
        b' ' | b'!' | b'\'' | b'(' | b')' | b',' | b'-' | b'.' | b'/' | b':' | b';' | b'I'
        | b'[' | b']' | b'f' | b'i' | b'j' | b'l' | b'r' | b't' | b'|' => 0.3,
        b'm' | b'M' | b'W' | b'w' | b'%' | b'@' => 0.85,
        b'A'..=b'Z' | b'&' => 0.68,
        _ => 0.5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_of_each_kind() {
        let listed = Widths::Listed {
            first: 32,
            list: vec![0.25, 0.3],
            otherwise: 0.1,
        };
        assert_eq!(
            [32, 33, 34, 3].map(|code| listed.of(code)),
            [0.25, 0.3, 0.1, 0.1]
        );
        let by_cid = Widths::ByCid {
            list: HashMap::from([(3, 0.25)]),
            ranges: vec![(10, 20, 0.5)],
            otherwise: 1.0,
        };
        assert_eq!([3, 15, 21].map(|code| by_cid.of(code)), [0.25, 0.5, 1.0]);
    }
}
