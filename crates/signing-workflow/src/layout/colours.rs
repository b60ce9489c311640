//! Colour spaces and colours (ISO 32000-2 §8.6), as far as they tell what people see.

use pdf_revisions::content::Operand;
use pdf_revisions::{Dict, Object, PdfError, View};
use signature_appearance::Colour;

/// What the numbers of a colour mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Space {
    Grey,
    Rgb,
    Cmyk,
    /// A palette in RGB, three bytes each.
    Palette(Vec<u8>),
    /// Inks, Lab, patterns, what is not read.
    Other,
}

/// Whether there can be colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Colours {
    /// In colour.
    Colour,
    /// Grey, or black and white.
    Grey,
    /// The file does not tell, or not in a way that is read here.
    Unknown,
}

impl Space {
    /// A space that resources name, or one of a device.
    pub(crate) fn named(view: View<'_>, name: &[u8], resources: &Dict) -> Result<Self, PdfError> {
        if let Some(device) = by_name(name) {
            return Ok(device);
        }
        let spaces = view.value(resources, b"ColorSpace")?;
        let space = spaces.as_dict().and_then(|spaces| spaces.get(name));
        space.map_or(Ok(Self::Other), |space| Self::read(view, space))
    }

    /// A space by its object.
    pub(crate) fn read(view: View<'_>, space: &Object) -> Result<Self, PdfError> {
        let space = view.deref(space)?;
        if let Some(name) = space.as_name() {
            return Ok(by_name(name.as_bytes()).unwrap_or(Self::Other));
        }
        let Some([kind, rest @ ..]) = space.as_array() else {
            return Ok(Self::Other);
        };
        let kind = view.deref(kind)?;
        let kind = kind.as_name().map(|name| name.as_bytes());
        match (kind, rest) {
            (Some(b"ICCBased"), [profile, ..]) => Self::of_profile(view, profile),
            (Some(b"Indexed" | b"I"), [base, _, table]) => palette(view, base, table),
            (Some(name), _) => Ok(by_name(name).unwrap_or(Self::Other)),
            (None, _) => Ok(Self::Other),
        }
    }

    fn of_profile(view: View<'_>, profile: &Object) -> Result<Self, PdfError> {
        let profile = view.deref(profile)?;
        let count = match profile.as_dict() {
            Some(dict) => view.value(dict, b"N")?.as_integer(),
            None => None,
        };
        Ok(match count {
            Some(1) => Self::Grey,
            Some(3) => Self::Rgb,
            Some(4) => Self::Cmyk,
            _ => Self::Other,
        })
    }

    /// Samples of one pixel.
    pub(crate) const fn samples(&self) -> Option<usize> {
        match self {
            Self::Grey | Self::Palette(_) => Some(1),
            Self::Rgb => Some(3),
            Self::Cmyk => Some(4),
            Self::Other => None,
        }
    }

    /// Whether there can be colour. A palette of greys has none.
    pub(crate) fn colours(&self) -> Colours {
        match self {
            Self::Grey => Colours::Grey,
            Self::Rgb | Self::Cmyk => Colours::Colour,
            Self::Palette(table) => {
                let grey = table
                    .chunks_exact(3)
                    .all(|one| one[0] == one[1] && one[1] == one[2]);
                if grey { Colours::Grey } else { Colours::Colour }
            }
            Self::Other => Colours::Unknown,
        }
    }

    /// The colour of samples of one byte each.
    pub(crate) fn colour(&self, samples: &[u8]) -> Option<Colour> {
        match (self, samples) {
            (Self::Grey, [grey]) => Some(Colour::new(*grey, *grey, *grey)),
            (Self::Rgb, [red, green, blue]) => Some(Colour::new(*red, *green, *blue)),
            (Self::Cmyk, [cyan, magenta, yellow, black]) => {
                let part = |ink: u8| {
                    let left = u16::from(255 - ink) * u16::from(255 - *black) / 255;
                    u8::try_from(left).unwrap_or(u8::MAX)
                };
                Some(Colour::new(part(*cyan), part(*magenta), part(*yellow)))
            }
            (Self::Palette(table), [index]) => {
                let from = usize::from(*index) * 3;
                match table.get(from..from + 3)? {
                    [red, green, blue] => Some(Colour::new(*red, *green, *blue)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The colour that the operands of `sc`, `rg` and their like mean.
    pub(crate) fn of_operands(&self, operands: &[Operand]) -> Option<Colour> {
        let bytes: Option<Vec<u8>> = operands.iter().map(byte).collect();
        self.colour(&bytes?)
    }

    /// The colour before any is set (§8.6.5): black, but where nobody knows.
    pub(crate) fn first(&self) -> Option<Colour> {
        match self {
            Self::Grey | Self::Rgb | Self::Cmyk => Some(Colour::BLACK),
            Self::Palette(_) => self.colour(&[0]),
            Self::Other => None,
        }
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0–255"
)]
fn byte(operand: &Operand) -> Option<u8> {
    match operand {
        Operand::Number(number) => Some((number.clamp(0.0, 1.0) * 255.0).round() as u8),
        _ => None,
    }
}

/// Device spaces and their short names of inline images (§8.9.7), and the calibrated ones.
fn by_name(name: &[u8]) -> Option<Space> {
    match name {
        b"DeviceGray" | b"CalGray" | b"G" => Some(Space::Grey),
        b"DeviceRGB" | b"CalRGB" | b"RGB" => Some(Space::Rgb),
        b"DeviceCMYK" | b"CMYK" => Some(Space::Cmyk),
        _ => None,
    }
}

/// The colours of a palette, as RGB.
fn palette(view: View<'_>, base: &Object, table: &Object) -> Result<Space, PdfError> {
    // a palette of palettes is not allowed (§8.6.6.3)
    let base = match view.deref(base)?.into_owned() {
        Object::Array(items) if is_indexed(view, &items)? => Space::Other,
        other => Space::read(view, &other)?,
    };
    let table = match view.deref(table)?.into_owned() {
        Object::String(text) => text.bytes,
        Object::Stream(stream) => view.stream_data(&stream)?,
        _ => return Ok(Space::Other),
    };
    let Some(samples) = base.samples() else {
        return Ok(Space::Other);
    };
    let colours = table.chunks_exact(samples).take(256);
    let colours = colours.filter_map(|samples| base.colour(samples));
    Ok(Space::Palette(
        colours
            .flat_map(|colour| [colour.red, colour.green, colour.blue])
            .collect(),
    ))
}

fn is_indexed(view: View<'_>, items: &[Object]) -> Result<bool, PdfError> {
    let Some(kind) = items.first() else {
        return Ok(false);
    };
    let kind = view.deref(kind)?;
    Ok(kind
        .as_name()
        .is_some_and(|name| matches!(name.as_bytes(), b"Indexed" | b"I")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_of_samples() {
        let is = |space: Space, samples: &[u8], [red, green, blue]: [u8; 3]| {
            assert_eq!(space.colour(samples), Some(Colour::new(red, green, blue)));
        };
        is(Space::Grey, &[7], [7, 7, 7]);
        is(Space::Rgb, &[1, 2, 3], [1, 2, 3]);
        is(Space::Cmyk, &[0, 255, 255, 0], [255, 0, 0]);
        is(Space::Cmyk, &[0, 0, 0, 255], [0, 0, 0]);
        is(Space::Palette(vec![9, 9, 9, 1, 2, 3]), &[1], [1, 2, 3]);
        assert_eq!(Space::Palette(vec![9, 9, 9]).colour(&[1]), None);
        assert_eq!(Space::Other.colour(&[1]), None);
        assert_eq!(Space::Rgb.colour(&[1]), None);
    }

    #[test]
    fn a_palette_of_greys_has_no_colour() {
        assert_eq!(Space::Palette(vec![9, 9, 9]).colours(), Colours::Grey);
        assert_eq!(
            Space::Palette(vec![9, 9, 9, 1, 2, 3]).colours(),
            Colours::Colour
        );
        assert_eq!(Space::Other.colours(), Colours::Unknown);
    }

    #[test]
    fn operands_are_parts_of_one() {
        let numbers = [0.0, 0.0, 2.0].map(Operand::Number);
        assert_eq!(
            Space::Rgb.of_operands(&numbers),
            Some(Colour::new(0, 0, 255))
        );
        assert_eq!(Space::Grey.of_operands(&numbers), None);
        assert_eq!(Space::Other.first(), None);
        assert_eq!(Space::Cmyk.first(), Some(Colour::BLACK));
    }
}
