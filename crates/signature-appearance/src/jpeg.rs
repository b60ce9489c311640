//! The header of a JPEG file (ITU-T T.81 annex B): enough to embed the file as it is.

use crate::error::AppearanceError;

/// What a PDF must know of the picture.
#[derive(Debug, PartialEq)]
pub(crate) struct Header {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) is_grey: bool,
    /// Across and down, where the file says so.
    pub(crate) dots_per_millimetre: Option<(f64, f64)>,
}

const START_OF_SCAN: u8 = 0xDA;
const END_OF_IMAGE: [u8; 2] = [0xFF, 0xD9];
const APP0: u8 = 0xE0;

impl Header {
    pub(crate) fn read(file: &[u8]) -> Result<Self, AppearanceError> {
        let mut frame = None;
        let mut density = None;
        let mut rest = file.get(2..).unwrap_or_default();
        loop {
            let (marker, content, after) = segment(rest)?;
            match marker {
                START_OF_SCAN => break,
                APP0 => density = density.or_else(|| jfif_density(content)),
                // baseline, extended sequential, progressive (table B.1)
                0xC0..=0xC2 => frame = Some(frame_of(content)?),
                // lossless, hierarchical, arithmetic; 0xC4, 0xC8, 0xCC are no frames
                0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                    return Err(AppearanceError::PictureUnsupported {
                        what: "lossless, hierarchical and arithmetic JPEG",
                    });
                }
                _ => {}
            }
            rest = after;
        }
        if !rest.windows(2).any(|pair| pair == END_OF_IMAGE) {
            return Err(damaged("it has no end"));
        }
        let (width, height, is_grey) = frame.ok_or_else(|| damaged("it has no frame header"))?;
        Ok(Self {
            width,
            height,
            is_grey,
            dots_per_millimetre: density,
        })
    }
}

/// Marker, what belongs to it, and what follows.
fn segment(rest: &[u8]) -> Result<(u8, &[u8], &[u8]), AppearanceError> {
    let start = rest.iter().position(|byte| *byte != 0xFF);
    let at = start
        .filter(|at| *at > 0)
        .ok_or_else(|| damaged("a marker is missing"))?;
    let length = rest
        .get(at + 1..at + 3)
        .ok_or_else(|| damaged("it breaks off"))?;
    let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
    let content = rest
        .get(at + 3..at + 1 + length)
        .ok_or_else(|| damaged("it breaks off"))?;
    Ok((rest[at], content, &rest[at + 1 + length..]))
}

/// Width, height, and whether it is grey (B.2.2).
fn frame_of(content: &[u8]) -> Result<(u32, u32, bool), AppearanceError> {
    let &[precision, high, low, wide, narrow, components, ..] = content else {
        return Err(damaged("its frame header breaks off"));
    };
    if precision != 8 {
        return Err(AppearanceError::PictureUnsupported {
            what: "12-bit JPEG",
        });
    }
    let is_grey = match components {
        1 => true,
        3 => false,
        _ => return Err(AppearanceError::PictureUnsupported { what: "CMYK JPEG" }),
    };
    let number = |high, low| u32::from(u16::from_be_bytes([high, low]));
    Ok((number(wide, narrow), number(high, low), is_grey))
}

/// The density of a JFIF file (ITU-T T.871 §10.1): unit 1 is dots per inch, 2 dots per centimetre.
fn jfif_density(content: &[u8]) -> Option<(f64, f64)> {
    let rest = content.strip_prefix(b"JFIF\0")?;
    let &[_, _, unit, x1, x2, y1, y2, ..] = rest else {
        return None;
    };
    let per_millimetre = match unit {
        1 => 25.4,
        2 => 10.0,
        _ => return None,
    };
    let density = |high, low| f64::from(u16::from_be_bytes([high, low])) / per_millimetre;
    let (across, down) = (density(x1, x2), density(y1, y2));
    (across > 0.0 && down > 0.0).then_some((across, down))
}

fn damaged(why: &str) -> AppearanceError {
    AppearanceError::Picture {
        why: format!("the JPEG file is damaged: {why}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn file(frame: &[u8]) -> Vec<u8> {
        let jfif = b"\xff\xe0\x00\x10JFIF\x00\x01\x02\x01\x01\x2c\x01\x2c\x00\x00";
        let scan = b"\xff\xda\x00\x02\x12\x34\xff\xd9";
        [b"\xff\xd8".as_slice(), jfif, frame, scan].concat()
    }

    const FRAME: &[u8] =
        b"\xff\xc2\x00\x11\x08\x00\x10\x00\x20\x03\x01\x11\x00\x02\x11\x01\x03\x11\x01";

    #[test]
    fn size_density_and_colours_are_read() {
        let header = Header::read(&file(FRAME)).unwrap();
        assert_eq!(
            (header.width, header.height, header.is_grey),
            (32, 16, false)
        );
        let (across, down) = header.dots_per_millimetre.unwrap();
        assert!((across - 300.0 / 25.4).abs() < 1e-9 && (down - 300.0 / 25.4).abs() < 1e-9);
    }

    #[test]
    fn other_kinds_are_refused() {
        let refused = |frame: &[u8]| Header::read(&file(frame)).unwrap_err();
        let four = [&FRAME[..9], b"\x04", &FRAME[10..]].concat();
        assert_eq!(
            refused(&four),
            AppearanceError::PictureUnsupported { what: "CMYK JPEG" }
        );
        let deep = [&FRAME[..4], b"\x0c", &FRAME[5..]].concat();
        assert_eq!(
            refused(&deep),
            AppearanceError::PictureUnsupported {
                what: "12-bit JPEG"
            }
        );
        let lossless = [b"\xff\xc3".as_slice(), &FRAME[2..]].concat();
        assert!(matches!(
            refused(&lossless),
            AppearanceError::PictureUnsupported { .. }
        ));
        assert!(refused(b"").to_string().contains("no frame"));
    }

    proptest! {
        #[test]
        fn nothing_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            drop(Header::read(&bytes));
        }

        #[test]
        fn a_cut_file_is_refused(length in 0_usize..60) {
            let whole = file(FRAME);
            let cut = &whole[..length.min(whole.len() - 1)];
            prop_assert!(Header::read(cut).is_err());
        }
    }
}
