//! The colours of an image, where they can be read, and masking by colour (ISO 32000-2 §8.6, §8.9.6.4).

use pdf_revisions::{Object, Stream, View};

use super::alpha::{Plane, integer, size};
use super::geometry::numbers;

/// Difference between the strongest and the weakest of red, green and blue from which a pixel is coloured, of 255. The number is ours:
/// the red and blue of seals and pens have 150 and more, grey has none.
const CHROMA: u8 = 64;
/// Samples unpacked: those of the largest scan, in three colours.
const SAMPLES: usize = 64 << 20;

/// The samples of an image as they are numbered, one to a byte; of up to eight bits.
fn samples(view: View<'_>, image: &Stream, components: usize) -> Option<Vec<u8>> {
    let (width, height) = size(view, &image.dict)?;
    let bits = integer(view, &image.dict, b"BitsPerComponent")?;
    let row = width * components;
    if !matches!(bits, 1 | 2 | 4 | 8) || row.checked_mul(height)? > SAMPLES {
        return None;
    }
    let bytes = view.stream_data(image).ok()?;
    let stride = (row * bits).div_ceil(8);
    let most = u8::MAX >> (8 - bits);
    let mut samples = Vec::with_capacity(row * height);
    for line in bytes.get(..stride * height)?.chunks(stride) {
        samples.extend((0..row).map(|sample| {
            let bit = sample * bits;
            let byte = line.get(bit / 8).copied().unwrap_or(0);
            byte >> (8 - bits - bit % 8) & most
        }));
    }
    Some(samples)
}

/// Masking by colour: what lies in the ranges is not painted (ISO 32000-2 §8.9.6.4).
pub(super) fn keyed(view: View<'_>, image: &Stream, ranges: &[Object]) -> Option<Plane> {
    let (width, height) = size(view, &image.dict)?;
    let limits: Vec<i64> = ranges.iter().filter_map(Object::as_integer).collect();
    let components = limits.len() / 2;
    if !matches!(components, 1..=4) || limits.len() != ranges.len() {
        return None;
    }
    let space = view.value(&image.dict, b"ColorSpace").ok()?;
    let own = match indexed(view, &space) {
        Some(_) => Some(1),
        None => super::state::components(view, &space).ok()?,
    };
    if own != Some(components) {
        return None;
    }
    let samples = samples(view, image, components)?;
    let is_masked = |pixel: &[u8]| {
        let mut parts = pixel.iter().zip(limits.chunks(2));
        parts.all(|(sample, range)| {
            matches!(range, [low, high] if (*low..=*high).contains(&i64::from(*sample)))
        })
    };
    let alpha = |pixel| if is_masked(pixel) { 0 } else { u8::MAX };
    Some(Plane {
        width,
        height,
        bits: 8,
        ends: [0.0, 1.0],
        bytes: samples.chunks(components).map(alpha).collect(),
    })
}

/// The colours of an image, where they can be read: up to eight bits, red, green and blue, CMYK, or a palette of these.
pub(super) struct Colours {
    pub(super) width: usize,
    pub(super) height: usize,
    components: usize,
    palette: Option<Palette>,
    bytes: Vec<u8>,
}

impl Colours {
    pub(super) fn read(view: View<'_>, image: &Stream) -> Option<Self> {
        let (width, height) = size(view, &image.dict)?;
        let space = view.value(&image.dict, b"ColorSpace").ok()?;
        let (components, palette) = match indexed(view, &space) {
            Some(palette) => (1, Some(palette)),
            None => (super::state::components(view, &space).ok()??, None),
        };
        let bits = integer(view, &image.dict, b"BitsPerComponent")?;
        if palette.is_none() && bits != 8 {
            return None;
        }
        let most = palette.as_ref().map_or(1, |_| (1 << bits.min(8)) - 1);
        if !is_as_it_is(view, image, components, most)? {
            return None;
        }
        Some(Self {
            width,
            height,
            components,
            bytes: samples(view, image, components)?,
            palette,
        })
    }

    /// Whether a mask lets them be what they are: no colour that the image was mixed with (`Matte`, ISO 32000-2 §11.6.5.2) gives them one.
    pub(super) fn stay_under(&self, view: View<'_>, mask: &Stream) -> bool {
        let is_grey = || match numbers::<3>(view, &mask.dict, b"Matte") {
            Ok(Some([red, rest @ ..])) => rest.iter().all(|one| one.total_cmp(&red).is_eq()),
            _ => false,
        };
        !mask.dict.contains(b"Matte") || is_grey()
    }

    pub(super) fn is_coloured(&self, x: usize, y: usize) -> bool {
        let at = (y * self.width + x) * self.components;
        let Some(palette) = &self.palette else {
            return is_coloured(self.bytes.get(at..at + self.components));
        };
        let sample = self.bytes.get(at).copied().unwrap_or(0);
        // What lies beyond the highest is the highest (ISO 32000-2 §8.6.6.3).
        let from = usize::from(sample).min(palette.high) * palette.components;
        is_coloured(palette.table.get(from..from + palette.components))
    }
}

/// Whether samples are used as they are (ISO 32000-2 §8.9.5.2): no `Decode`, or the usual one, from 0 to `most`.
fn is_as_it_is(view: View<'_>, image: &Stream, components: usize, most: i32) -> Option<bool> {
    let items = match view.value(&image.dict, b"Decode").ok()? {
        Object::Null => return Some(true),
        Object::Array(items) => items,
        _ => return Some(false),
    };
    let usual = [0.0, f64::from(most)].into_iter().cycle();
    let is_usual = |(item, usual): (&Object, f64)| {
        let number = item.as_number();
        number.is_some_and(|number| (number - usual).abs() < f64::EPSILON)
    };
    Some(items.len() == 2 * components && items.iter().zip(usual).all(is_usual))
}

fn is_coloured(pixel: Option<&[u8]>) -> bool {
    match pixel {
        Some([red, green, blue]) => red.max(green).max(blue) - red.min(green).min(blue) >= CHROMA,
        Some([cyan, magenta, yellow, black]) => {
            let spread = cyan.max(magenta).max(yellow) - cyan.min(magenta).min(yellow);
            // Black ink takes the colour away.
            spread >= CHROMA && *black < 128
        }
        _ => false,
    }
}

struct Palette {
    components: usize,
    high: usize,
    table: Vec<u8>,
}

/// `[/Indexed base high table]` (ISO 32000-2 §8.6.6.3).
fn indexed(view: View<'_>, space: &Object) -> Option<Palette> {
    let [kind, base, high, table] = space.as_array()? else {
        return None;
    };
    // A short name is for inline images (ISO 32000-2 §8.9.7).
    if *kind.as_name()? != "Indexed" {
        return None;
    }
    let base = view.deref(base).ok()?;
    let table = match view.deref(table).ok()?.into_owned() {
        Object::String(table) => table.bytes.to_vec(),
        Object::Stream(table) => view.stream_data(&table).ok()?,
        _ => return None,
    };
    Some(Palette {
        components: super::state::components(view, &base).ok()??,
        high: usize::try_from(view.deref(high).ok()?.as_integer()?).ok()?,
        table,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn red_is_a_colour_and_grey_is_none() {
        assert!(is_coloured(Some(&[220, 20, 30])));
        assert!(!is_coloured(Some(&[200, 190, 210])));
        assert!(is_coloured(Some(&[0, 255, 255, 0])));
        assert!(!is_coloured(Some(&[0, 255, 255, 255])));
        assert!(!is_coloured(Some(&[100, 100, 100, 0])));
        assert!(!is_coloured(None));
    }
}
