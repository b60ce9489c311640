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
    /// The font does not say: one of the standard fonts.
    Standard(&'static [u16]),
    /// The same for all: Courier.
    Fixed(f64),
}

/// Codes of a simple font.
const CODES: usize = 256;
/// CIDs of a composite font, and ranges of them.
const CIDS: usize = 65_536;

impl Widths {
    /// Of a font that nobody knows.
    pub(super) const UNKNOWN: Self = Self::Standard(&HELVETICA);

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
            Self::Standard(table) => standard(table, code),
            Self::Fixed(width) => *width,
        }
    }

    /// Of a simple font; `unit` is what the font calls one.
    pub(super) fn simple(view: View<'_>, font: &Dict, unit: f64) -> Result<Self, PdfError> {
        let Object::Array(items) = view.value(font, b"Widths")? else {
            let is = |wanted: &[u8]| {
                let name = font.name(b"BaseFont");
                name.is_some_and(|name| {
                    name.as_bytes()
                        .windows(wanted.len())
                        .any(|part| part == wanted)
                })
            };
            return Ok(match () {
                () if is(b"Cour") => Self::Fixed(0.6),
                () if is(b"Times") => Self::Standard(&TIMES),
                () => Self::UNKNOWN,
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
                    for (code, width) in (u64::from(first)..).zip(widths) {
                        if list.len() < CIDS
                            && let Ok(code) = u32::try_from(code)
                        {
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

/// A number of a font; so large a width has long left the page.
fn number(view: View<'_>, item: &Object) -> Result<Option<f64>, PdfError> {
    let number = view.deref(item)?.as_number();
    Ok(number.map(|number| number.clamp(-1e9, 1e9)))
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

/// In thousandths, from the space to the tilde: Helvetica and Times-Roman of the standard fonts (ISO 32000-2 §9.6.2.2). Their bold and slanted
/// forms differ by a few percent.
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

fn standard(table: &[u16], code: u32) -> f64 {
    let index = code
        .checked_sub(32)
        .and_then(|code| usize::try_from(code).ok());
    let width = index.and_then(|index| table.get(index)).copied();
    f64::from(width.unwrap_or(500)) / 1000.0
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
        let letters = [u32::from(b'W'), u32::from(b'i'), 0x1ea1];
        assert_eq!(
            letters.map(|code| Widths::UNKNOWN.of(code)),
            [0.944, 0.222, 0.5]
        );
    }
}
