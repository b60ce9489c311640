//! What an image's own data say: pixels, colour, transparency, and the ink it is drawn in (ISO 32000-2 §8.9.5).

use pdf_revisions::{Dict, Object, PdfError, Stream, View};
use signature_appearance::Ink;

use super::colours::{Colours, Space};
use super::paint::{DrawnImage, Image};

/// Pixels whose colours are read. As for pictures that are drawn: an A4 page at 400 dpi.
const PIXELS: u64 = 16_000_000;

impl DrawnImage {
    /// Pixels across and down.
    pub(crate) fn pixels(&self, view: View<'_>) -> Option<[u32; 2]> {
        match &self.image {
            Image::Inline { pixels, .. } => *pixels,
            Image::Object(stream) => pixels(view, &stream.dict).ok().flatten(),
        }
    }

    /// Whether it can show colour.
    pub(crate) fn colours(&self, view: View<'_>) -> Colours {
        let stencil = |is_stencil: bool| {
            let hue = self.fill.map(|fill| [fill.red, fill.green, fill.blue]);
            match hue {
                _ if !is_stencil => None,
                None => Some(Colours::Unknown),
                Some([red, green, blue]) if red == green && green == blue => Some(Colours::Grey),
                Some(_) => Some(Colours::Colour),
            }
        };
        match &self.image {
            Image::Inline {
                space, is_stencil, ..
            } => stencil(*is_stencil).unwrap_or_else(|| space.colours()),
            Image::Object(stream) => {
                let known = stencil(is_stencil(view, &stream.dict));
                known.unwrap_or_else(|| {
                    space(view, &stream.dict).map_or(Colours::Unknown, |space| space.colours())
                })
            }
        }
    }

    /// Whether the page may show through: a soft mask, a mask, a colour that counts as clear, or a stencil (§8.9.6, §11.6.5.2).
    pub(crate) fn has_alpha(&self, view: View<'_>) -> bool {
        match &self.image {
            Image::Inline { is_stencil, .. } => *is_stencil,
            Image::Object(stream) => {
                let dict = &stream.dict;
                is_stencil(view, dict) || dict.contains(b"SMask") || dict.contains(b"Mask")
            }
        }
    }

    /// Whether its pixels are kept as they were (§7.4.1); JPEG and JPEG 2000 may change them.
    pub(crate) fn is_lossless(&self, view: View<'_>) -> bool {
        let Image::Object(stream) = &self.image else {
            return false;
        };
        let lossy = |filter: &Object| {
            let filter = view.deref(filter).ok();
            let name = filter.as_deref().and_then(Object::as_name);
            name.is_none_or(|name| matches!(name.as_bytes(), b"DCTDecode" | b"JPXDecode"))
        };
        match view.value(&stream.dict, b"Filter") {
            Ok(Object::Null) => true,
            Ok(Object::Array(filters)) => !filters.iter().any(lossy),
            Ok(filter) => !lossy(&filter),
            Err(_) => false,
        }
    }

    /// What it is drawn in; `None` where its data are not read: JPEG, JPEG 2000, stencils, masks of other kinds.
    pub(crate) fn ink(&self, view: View<'_>) -> Option<Ink> {
        match &self.image {
            Image::Inline { .. } => None,
            Image::Object(stream) => ink(view, stream).ok().flatten(),
        }
    }

    /// The data of the image, for who looks whether all of it is grey; `None` where they are not read.
    pub(crate) fn is_all_grey(&self, view: View<'_>) -> Option<bool> {
        let Image::Object(stream) = &self.image else {
            return None;
        };
        let samples = Samples::read(view, stream).ok().flatten()?;
        let mut colours = samples.colours();
        Some(colours.all(|colour| {
            colour.is_some_and(|colour| colour.red == colour.green && colour.green == colour.blue)
        }))
    }
}

fn pixels(view: View<'_>, dict: &Dict) -> Result<Option<[u32; 2]>, PdfError> {
    let side = |key: &[u8]| {
        let side = view.value(dict, key)?.as_integer();
        let side = side.and_then(|side| u32::try_from(side).ok());
        Ok::<_, PdfError>(side.filter(|side| *side > 0))
    };
    Ok(side(b"Width")?
        .zip(side(b"Height")?)
        .map(|(across, down)| [across, down]))
}

fn is_stencil(view: View<'_>, dict: &Dict) -> bool {
    let mask = view.value(dict, b"ImageMask");
    mask.is_ok_and(|mask| mask.as_boolean() == Some(true))
}

fn space(view: View<'_>, dict: &Dict) -> Result<Space, PdfError> {
    match view.value(dict, b"ColorSpace")? {
        Object::Null => Ok(Space::Other),
        space => Space::read(view, &space),
    }
}

/// Samples as bytes, the high one where there are two.
struct Samples {
    space: Space,
    size: [usize; 2],
    bytes: Vec<u8>,
    /// Bytes of a sample.
    wide: usize,
}

impl Samples {
    /// `None` for what is packed, inverted, too large, or encoded as only images are.
    fn read(view: View<'_>, stream: &Stream) -> Result<Option<Self>, PdfError> {
        let dict = &stream.dict;
        let bits = view.value(dict, b"BitsPerComponent")?.as_integer();
        let wide = match bits {
            Some(8) => 1,
            Some(16) => 2,
            _ => return Ok(None),
        };
        let space = space(view, dict)?;
        let (Some(count), Some([across, down])) = (space.samples(), pixels(view, dict)?) else {
            return Ok(None);
        };
        if dict.contains(b"Decode") || u64::from(across) * u64::from(down) > PIXELS {
            return Ok(None);
        }
        let bytes = view.stream_data(stream)?;
        let size = [across, down].map(|side| side as usize);
        let whole = size[0] * size[1] * count * wide;
        Ok((bytes.len() >= whole).then_some(Self {
            space,
            size,
            bytes,
            wide,
        }))
    }

    fn pixel(&self) -> usize {
        self.space.samples().unwrap_or(1) * self.wide
    }

    fn colours(&self) -> impl Iterator<Item = Option<signature_appearance::Colour>> + '_ {
        let pixels = self.bytes.chunks_exact(self.pixel());
        pixels.take(self.size[0] * self.size[1]).map(|pixel| {
            let mut samples = [0; 4];
            let high = pixel.chunks_exact(self.wide).map(|sample| sample[0]);
            let mut count = 0;
            for (slot, sample) in samples.iter_mut().zip(high) {
                *slot = sample;
                count += 1;
            }
            self.space.colour(samples.get(..count)?)
        })
    }

    /// The sample of a mask where a pixel of another size stands.
    fn at(&self, [x, y]: [usize; 2], of: [usize; 2]) -> u8 {
        let [column, row] = [
            x * self.size[0] / of[0].max(1),
            y * self.size[1] / of[1].max(1),
        ];
        let at = (row * self.size[0] + column) * self.pixel();
        self.bytes.get(at).copied().unwrap_or(0)
    }
}

fn ink(view: View<'_>, stream: &Stream) -> Result<Option<Ink>, PdfError> {
    let dict = &stream.dict;
    if dict.contains(b"Mask") || is_stencil(view, dict) {
        return Ok(None);
    }
    let Some(samples) = Samples::read(view, stream)? else {
        return Ok(None);
    };
    let mask = match view.value(dict, b"SMask")? {
        Object::Null => None,
        Object::Stream(mask) if !mask.dict.contains(b"Matte") => {
            match Samples::read(view, &mask)? {
                Some(mask) if mask.space == Space::Grey => Some(mask),
                _ => return Ok(None),
            }
        }
        _ => return Ok(None),
    };
    let across = samples.size[0];
    let opacity = |index: usize| {
        mask.as_ref().map_or(u8::MAX, |mask| {
            mask.at([index % across, index / across], samples.size)
        })
    };
    let pixels = samples.colours().enumerate();
    let pixels = pixels.filter_map(|(index, colour)| Some((colour?, opacity(index))));
    Ok(Some(Ink::of(pixels)))
}
