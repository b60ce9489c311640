//! A picture as PDF embeds it (ISO 32000-2 §8.9.5): its bytes, encoded, and the alpha channel as a soft mask.

use pdf_writer::{Chunk, Filter, Ref, writers::ImageXObject};

use crate::objects::{Objects, deflated};

#[derive(Debug)]
pub(crate) struct Raster {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Bits of a colour component: 8 or 16.
    pub(crate) bits: u8,
    pub(crate) is_grey: bool,
    pub(crate) encoding: Encoding,
    pub(crate) data: Vec<u8>,
    /// Opacity, of the same size and bits, compressed.
    pub(crate) alpha: Option<Vec<u8>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// Compressed rows, each predicted from the one above.
    Flate,
    /// A JPEG file as it came.
    Dct,
}

/// `Up` for the row that follows (ISO/IEC 15948 §9.2): scans and seals repeat from row to row.
const UP: u8 = 2;

impl Raster {
    /// Compresses rows of so many bytes.
    pub(crate) fn compressed(plane: &[u8], row: usize) -> Vec<u8> {
        let mut filtered = Vec::with_capacity(plane.len() + plane.len() / row.max(1));
        let mut above: &[u8] = &[];
        for current in plane.chunks(row.max(1)) {
            filtered.push(UP);
            let before = above.iter().copied().chain(core::iter::repeat(0));
            filtered.extend(
                current
                    .iter()
                    .zip(before)
                    .map(|(byte, above)| byte.wrapping_sub(above)),
            );
            above = current;
        }
        deflated(&filtered)
    }

    /// The image XObject, and its mask where it has one; gives the one that resources name.
    pub(crate) fn write<E>(&self, objects: &mut Objects<'_, E>) -> Result<Ref, E> {
        let [image] = objects.references()?;
        let mask = match &self.alpha {
            None => None,
            Some(alpha) => {
                let [mask] = objects.references()?;
                objects.put(mask, |chunk| self.write_mask(chunk, mask, alpha));
                Some(mask)
            }
        };
        objects.put(image, |chunk| self.write_image(chunk, image, mask));
        Ok(image)
    }

    fn write_image(&self, chunk: &mut Chunk, image: Ref, mask: Option<Ref>) {
        let mut image = chunk.image_xobject(image, &self.data);
        match self.encoding {
            Encoding::Dct => drop(image.filter(Filter::DctDecode)),
            Encoding::Flate => self.predicted(&mut image, if self.is_grey { 1 } else { 3 }),
        }
        self.dimensions(&mut image);
        // colours of the file's own meaning, whatever its devices are: see `drawn::RGB`
        if self.is_grey {
            image.color_space().d65_gray();
        } else {
            image.color_space().srgb();
        }
        if let Some(mask) = mask {
            image.s_mask(mask);
        }
    }

    fn write_mask(&self, chunk: &mut Chunk, mask: Ref, alpha: &[u8]) {
        let mut mask = chunk.image_xobject(mask, alpha);
        self.predicted(&mut mask, 1);
        self.dimensions(&mut mask);
        // ISO 32000-2 table 144: the colour space of a soft mask is DeviceGray
        mask.color_space().device_gray();
    }

    fn dimensions(&self, image: &mut ImageXObject<'_>) {
        let number = |pixels: u32| i32::try_from(pixels).unwrap_or(i32::MAX);
        image
            .width(number(self.width))
            .height(number(self.height))
            .bits_per_component(i32::from(self.bits));
    }

    fn predicted(&self, image: &mut ImageXObject<'_>, colours: i32) {
        image.filter(Filter::FlateDecode);
        image
            .decode_parms()
            .predictor(pdf_writer::types::Predictor::PngUp)
            .colors(colours)
            .bits_per_component(i32::from(self.bits))
            .columns(i32::try_from(self.width).unwrap_or(i32::MAX));
    }
}
