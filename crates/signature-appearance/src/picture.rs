//! Pictures of signatures and seals, as they come: PNG or JPEG. No pixel is changed, none is added.

use std::io::Cursor;
use std::sync::Arc;

use crate::colour::Colour;
use crate::error::AppearanceError;
use crate::jpeg;
use crate::length::{Size, millimetres};
use crate::raster::{Encoding, Raster};

/// A picture, read once and ready to be embedded any number of times.
#[derive(Clone, Debug)]
pub struct Picture {
    raster: Arc<Raster>,
    size: Option<Size>,
    ink: Option<Ink>,
}

/// What colour a picture is drawn in, told from its pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ink {
    /// The mean colour of what is neither see-through nor nearly white; `None` where there is nothing.
    pub colour: Option<Colour>,
    /// The share of the pixels that lets the page show through, 0 to 1.
    pub transparent: f64,
}

impl Ink {
    /// What these pixels are drawn in: each with its colour and opacity.
    #[must_use]
    pub fn of(pixels: impl IntoIterator<Item = (Colour, u8)>) -> Self {
        let (mut all, mut clear, mut inked) = (0_u64, 0_u64, 0_u64);
        let mut sums = [0_u64; 3];
        for (colour, opacity) in pixels {
            all += 1;
            let parts = [colour.red, colour.green, colour.blue];
            if opacity < HALF {
                clear += 1;
            } else if parts.iter().any(|part| *part < NEARLY_WHITE) {
                inked += 1;
                for (sum, part) in sums.iter_mut().zip(parts) {
                    *sum += u64::from(part);
                }
            }
        }
        let mean = |sum: u64| u8::try_from(sum / inked.max(1)).unwrap_or(u8::MAX);
        #[allow(clippy::cast_precision_loss)] // counts of pixels, under the limit
        let transparent = clear as f64 / all.max(1) as f64;
        Self {
            colour: (inked > 0).then(|| Colour::new(mean(sums[0]), mean(sums[1]), mean(sums[2]))),
            transparent,
        }
    }
}

/// How much is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureLimits {
    /// Pixels of a picture. The default, 16 million, is an A4 page at 400 dpi, far beyond any seal.
    pub pixels: u64,
}

impl Default for PictureLimits {
    fn default() -> Self {
        Self { pixels: 16_000_000 }
    }
}

impl PictureLimits {
    pub(crate) fn check(self, width: u32, height: u32) -> Result<(), AppearanceError> {
        if width == 0 || height == 0 {
            return Err(AppearanceError::NoSize {
                what: "the picture",
            });
        }
        if u64::from(width) * u64::from(height) > self.pixels {
            return Err(AppearanceError::PictureTooLarge {
                width,
                height,
                limit: self.pixels,
            });
        }
        Ok(())
    }
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const JPEG: &[u8] = b"\xff\xd8\xff";

impl Picture {
    /// Reads a PNG or JPEG file.
    ///
    /// # Errors
    /// When it is neither, damaged, larger than the limits, or a JPEG in CMYK.
    pub fn read(file: &[u8], limits: PictureLimits) -> Result<Self, AppearanceError> {
        if file.starts_with(PNG) {
            Self::read_png(file, limits)
        } else if file.starts_with(JPEG) {
            Self::read_jpeg(file, limits)
        } else {
            Err(AppearanceError::PictureUnsupported { what: "other" })
        }
    }

    /// Pixels across and down.
    #[must_use]
    pub fn pixels(&self) -> (u32, u32) {
        (self.raster.width, self.raster.height)
    }

    /// Its size on paper, where the file says one.
    #[must_use]
    pub const fn size(&self) -> Option<Size> {
        self.size
    }

    /// Whether it has an alpha channel in use; without one it hides what it lies on.
    #[must_use]
    pub fn is_transparent(&self) -> bool {
        self.raster.alpha.is_some()
    }

    /// What it is drawn in. `None` for JPEG files, whose pixels are not read.
    #[must_use]
    pub const fn ink(&self) -> Option<Ink> {
        self.ink
    }

    pub(crate) const fn raster(&self) -> &Arc<Raster> {
        &self.raster
    }

    fn read_png(file: &[u8], limits: PictureLimits) -> Result<Self, AppearanceError> {
        let mut decoder = png::Decoder::new(Cursor::new(file));
        // palettes and grey of few bits become whole bytes, a transparent colour becomes alpha; 16 bits stay
        decoder.set_transformations(png::Transformations::EXPAND);
        let (width, height) = {
            let header = decoder.read_header_info().map_err(unreadable)?;
            (header.width, header.height)
        };
        limits.check(width, height)?;
        let mut reader = decoder.read_info().map_err(unreadable)?;
        let too_large = || AppearanceError::PictureTooLarge {
            width,
            height,
            limit: limits.pixels,
        };
        let mut pixels = vec![0; reader.output_buffer_size().ok_or_else(too_large)?];
        let frame = reader.next_frame(&mut pixels).map_err(unreadable)?;
        pixels.truncate(frame.buffer_size());
        let size = reader
            .info()
            .pixel_dims
            .and_then(|dims| paper_size(dims, width, height));
        let planes = Planes::split(&pixels, frame.color_type, frame.bit_depth)?;
        let ink = planes.ink();
        Ok(Self {
            raster: Arc::new(planes.raster(width, height)),
            size,
            ink: Some(ink),
        })
    }

    fn read_jpeg(file: &[u8], limits: PictureLimits) -> Result<Self, AppearanceError> {
        let header = jpeg::Header::read(file)?;
        limits.check(header.width, header.height)?;
        Ok(Self {
            raster: Arc::new(Raster {
                width: header.width,
                height: header.height,
                bits: 8,
                is_grey: header.is_grey,
                encoding: Encoding::Dct,
                data: file.to_vec(),
                alpha: None,
            }),
            size: header.dots_per_millimetre.map(|(across, down)| {
                Size::millimetres(
                    f64::from(header.width) / across,
                    f64::from(header.height) / down,
                )
            }),
            ink: None,
        })
    }
}

fn unreadable(error: impl core::fmt::Display) -> AppearanceError {
    AppearanceError::Picture {
        why: error.to_string(),
    }
}

fn paper_size(dims: png::PixelDimensions, width: u32, height: u32) -> Option<Size> {
    if dims.unit != png::Unit::Meter || dims.xppu == 0 || dims.yppu == 0 {
        return None;
    }
    let length = |pixels: u32, per_metre: u32| {
        millimetres(f64::from(pixels) * 1000.0 / f64::from(per_metre))
    };
    Some(Size::points(
        length(width, dims.xppu),
        length(height, dims.yppu),
    ))
}

/// Colour and alpha of a PNG, apart.
struct Planes {
    /// Bytes of a sample: 1 or 2, the high one first.
    sample: usize,
    is_grey: bool,
    colour: Vec<u8>,
    alpha: Option<Vec<u8>>,
}

impl Planes {
    fn split(
        pixels: &[u8],
        colour: png::ColorType,
        depth: png::BitDepth,
    ) -> Result<Self, AppearanceError> {
        let sample = match depth {
            png::BitDepth::Eight => 1,
            png::BitDepth::Sixteen => 2,
            _ => return Err(AppearanceError::PictureUnsupported { what: "packed" }),
        };
        let (colours, has_alpha) = match colour {
            png::ColorType::Grayscale => (1, false),
            png::ColorType::GrayscaleAlpha => (1, true),
            png::ColorType::Rgb => (3, false),
            png::ColorType::Rgba => (3, true),
            png::ColorType::Indexed => {
                return Err(AppearanceError::PictureUnsupported { what: "packed" });
            }
        };
        let mut planes = Self {
            sample,
            is_grey: colours == 1,
            colour: Vec::with_capacity(pixels.len()),
            alpha: None,
        };
        if !has_alpha {
            planes.colour.extend_from_slice(pixels);
            return Ok(planes);
        }
        let mut alpha = Vec::with_capacity(pixels.len() / (colours + 1));
        for pixel in pixels.chunks_exact((colours + 1) * sample) {
            let (colour, opacity) = pixel.split_at(colours * sample);
            planes.colour.extend_from_slice(colour);
            alpha.extend_from_slice(opacity);
        }
        // an alpha channel that hides everything everywhere is none
        planes.alpha = alpha.iter().any(|part| *part != u8::MAX).then_some(alpha);
        Ok(planes)
    }

    /// The high bytes of each pixel: colour and opacity.
    fn pixels(&self) -> impl Iterator<Item = (Colour, u8)> + '_ {
        let colours = if self.is_grey { 1 } else { 3 };
        let opacity = move |at: usize| {
            self.alpha
                .as_ref()
                .map_or(u8::MAX, |alpha| alpha[at * self.sample])
        };
        let pixels = self.colour.chunks_exact(colours * self.sample).enumerate();
        pixels.map(move |(at, pixel)| {
            let part = |number: usize| pixel[(number % colours) * self.sample];
            (Colour::new(part(0), part(1), part(2)), opacity(at))
        })
    }

    fn ink(&self) -> Ink {
        Ink::of(self.pixels())
    }

    fn raster(self, width: u32, height: u32) -> Raster {
        let colours = if self.is_grey { 1 } else { 3 };
        let rows = |plane: &[u8], colours: usize| {
            Raster::compressed(plane, width as usize * colours * self.sample)
        };
        Raster {
            width,
            height,
            bits: if self.sample == 1 { 8 } else { 16 },
            is_grey: self.is_grey,
            encoding: Encoding::Flate,
            data: rows(&self.colour, colours),
            alpha: self.alpha.as_ref().map(|alpha| rows(alpha, 1)),
        }
    }
}

/// From here on a pixel is rather seen than not.
const HALF: u8 = 128;
/// Paper in a scan is lighter than this in every colour.
const NEARLY_WHITE: u8 = 230;

#[cfg(test)]
mod tests {
    use super::*;

    fn png(
        colour: png::ColorType,
        depth: png::BitDepth,
        width: u32,
        height: u32,
        pixels: &[u8],
    ) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, width, height);
        encoder.set_color(colour);
        encoder.set_depth(depth);
        encoder.set_pixel_dims(Some(png::PixelDimensions {
            xppu: 11811,
            yppu: 11811,
            unit: png::Unit::Meter,
        }));
        encoder
            .write_header()
            .unwrap()
            .write_image_data(pixels)
            .unwrap();
        file
    }

    fn read(file: &[u8]) -> Result<Picture, AppearanceError> {
        Picture::read(file, PictureLimits::default())
    }

    #[test]
    fn ink_is_told_from_what_is_seen() {
        let pixels = [
            [0, 0, 200, 255],
            [10, 10, 220, 255],
            [255, 0, 0, 0],
            [255, 255, 255, 255],
        ];
        let picture = read(&png(
            png::ColorType::Rgba,
            png::BitDepth::Eight,
            2,
            2,
            pixels.as_flattened(),
        ))
        .unwrap();
        let ink = picture.ink().unwrap();
        assert_eq!(
            (ink.colour, ink.transparent),
            (Some(Colour::new(5, 5, 210)), 0.25)
        );
        assert!(picture.is_transparent());
        let size = picture.size().unwrap();
        assert!((size.width - millimetres(2.0 * 1000.0 / 11811.0)).abs() < 1e-9);
    }

    #[test]
    fn an_alpha_channel_that_hides_all_is_none() {
        let opaque = [[9, 9, 9, 255], [255, 255, 255, 255]];
        let picture = read(&png(
            png::ColorType::Rgba,
            png::BitDepth::Eight,
            2,
            1,
            opaque.as_flattened(),
        ))
        .unwrap();
        assert!(!picture.is_transparent());
        assert_eq!(picture.pixels(), (2, 1));
        let grey = read(&png(
            png::ColorType::GrayscaleAlpha,
            png::BitDepth::Sixteen,
            1,
            1,
            &[1, 2, 127, 255],
        ))
        .unwrap();
        assert_eq!((grey.raster().bits, grey.raster().is_grey), (16, true));
        assert_eq!(
            grey.ink().unwrap(),
            Ink {
                colour: None,
                transparent: 1.0
            }
        );
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        assert!(matches!(
            read(b"GIF89a"),
            Err(AppearanceError::PictureUnsupported { .. })
        ));
        let mut file = png(png::ColorType::Rgb, png::BitDepth::Eight, 2, 2, &[7; 12]);
        file.truncate(file.len() - 20);
        assert!(matches!(read(&file), Err(AppearanceError::Picture { .. })));
        let file = png(png::ColorType::Rgb, png::BitDepth::Eight, 4, 4, &[7; 48]);
        let limits = PictureLimits { pixels: 15 };
        assert_eq!(
            Picture::read(&file, limits).unwrap_err(),
            AppearanceError::PictureTooLarge {
                width: 4,
                height: 4,
                limit: 15
            }
        );
        assert!(Picture::read(&file, PictureLimits { pixels: 16 }).is_ok());
    }
}
