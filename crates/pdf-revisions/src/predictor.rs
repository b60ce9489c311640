//! PNG and TIFF predictors (ISO 32000-2 §7.4.4.4).

use crate::object::Dict;
use crate::{Feature, Malformed, PdfError};

/// Undoes the prediction that `/DecodeParms` names.
pub(crate) fn undo(bytes: Vec<u8>, parameters: &Dict, place: u64) -> Result<Vec<u8>, PdfError> {
    let predictor = parameters.integer(b"Predictor").unwrap_or(1);
    match predictor {
        1 => Ok(bytes),
        2 => tiff(bytes, &Row::new(parameters, place)?),
        // Each row names its own algorithm, whatever of 10 to 15 stands here (ISO 32000-2 table 10).
        10..=15 => png(&bytes, &Row::new(parameters, place)?, place),
        _ => Err(PdfError::unsupported(Feature::Filter)),
    }
}

/// The layout of a row.
struct Row {
    bytes: usize,
    /// From one pixel to the next, at least 1.
    pixel: usize,
    bits: usize,
}

impl Row {
    fn new(parameters: &Dict, place: u64) -> Result<Self, PdfError> {
        let malformed = || PdfError::malformed(Malformed::EncodedData, place);
        let value = |key: &[u8], default: usize, maximum: usize| {
            let value = parameters
                .integer(key)
                .map_or(Ok(default), usize::try_from)
                .map_err(|_| malformed())?;
            if (1..=maximum).contains(&value) {
                Ok(value)
            } else {
                Err(malformed())
            }
        };
        // Nothing structural has rows over a megabyte.
        let columns = value(b"Columns", 1, 1 << 20)?;
        let colours = value(b"Colors", 1, 32)?;
        let bits = value(b"BitsPerComponent", 8, 16)?;
        if !bits.is_power_of_two() {
            return Err(malformed());
        }
        let pixel_bits = colours * bits;
        Ok(Self {
            bytes: (columns * pixel_bits).div_ceil(8),
            pixel: pixel_bits.div_ceil(8),
            bits,
        })
    }
}

/// PNG (RFC 2083 §6): each row is preceded by its algorithm.
fn png(bytes: &[u8], row: &Row, place: u64) -> Result<Vec<u8>, PdfError> {
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut above = vec![0; row.bytes];
    for coded in bytes.chunks(row.bytes + 1) {
        let Some((&algorithm, coded)) = coded.split_first() else {
            break;
        };
        let start = out.len();
        for (index, &byte) in coded.iter().enumerate() {
            let left = if index >= row.pixel {
                out[start + index - row.pixel]
            } else {
                0
            };
            let upper_left = if index >= row.pixel {
                above[index - row.pixel]
            } else {
                0
            };
            let predicted = match algorithm {
                0 => 0,
                1 => left,
                2 => above[index],
                3 => u8::midpoint(left, above[index]),
                4 => paeth(left, above[index], upper_left),
                _ => return Err(PdfError::malformed(Malformed::EncodedData, place)),
            };
            out.push(byte.wrapping_add(predicted));
        }
        above[..coded.len()].copy_from_slice(&out[start..]);
    }
    Ok(out)
}

/// RFC 2083 §6.6.
fn paeth(left: u8, above: u8, upper_left: u8) -> u8 {
    let distance = |value: u8| {
        let estimate = i16::from(left) + i16::from(above) - i16::from(upper_left);
        (estimate - i16::from(value)).abs()
    };
    if distance(left) <= distance(above) && distance(left) <= distance(upper_left) {
        left
    } else if distance(above) <= distance(upper_left) {
        above
    } else {
        upper_left
    }
}

/// TIFF 6.0 §14, for components of one byte; nothing structural uses others.
fn tiff(mut bytes: Vec<u8>, row: &Row) -> Result<Vec<u8>, PdfError> {
    if row.bits != 8 {
        return Err(PdfError::unsupported(Feature::Filter));
    }
    for row_bytes in bytes.chunks_mut(row.bytes) {
        for index in row.pixel..row_bytes.len() {
            row_bytes[index] = row_bytes[index].wrapping_add(row_bytes[index - row.pixel]);
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::Object;

    fn parameters(values: &[(&str, i64)]) -> Dict {
        values
            .iter()
            .map(|&(key, value)| (key, Object::Integer(value)))
            .collect()
    }

    #[test]
    fn each_png_algorithm() {
        let three = parameters(&[("Predictor", 12), ("Columns", 3)]);
        let undone = |bytes: &[u8]| undo(bytes.to_vec(), &three, 0).unwrap();
        assert_eq!(undone(&[0, 1, 2, 3]), [1, 2, 3]);
        assert_eq!(undone(&[1, 1, 2, 3]), [1, 3, 6]);
        assert_eq!(undone(&[0, 1, 2, 3, 2, 1, 1, 255]), [1, 2, 3, 2, 3, 2]);
        assert_eq!(
            undone(&[0, 10, 20, 30, 3, 1, 1, 1]),
            [10, 20, 30, 6, 14, 23]
        );
        assert_eq!(
            undone(&[0, 10, 20, 30, 4, 1, 1, 1]),
            [10, 20, 30, 11, 21, 31]
        );
        assert!(undo(vec![5, 1, 2, 3], &three, 0).is_err());
        assert_eq!(undone(&[0, 1, 2]), [1, 2], "a cut last row");
    }

    #[test]
    fn tiff_adds_the_pixel_to_the_left() {
        let two_colours = parameters(&[("Predictor", 2), ("Columns", 2), ("Colors", 2)]);
        assert_eq!(
            undo(vec![1, 2, 3, 4, 5, 6, 7, 8], &two_colours, 0).unwrap(),
            [1, 2, 4, 6, 5, 6, 12, 14]
        );
    }

    #[test]
    fn senseless_parameters_are_errors() {
        for values in [
            [("Predictor", 2), ("Columns", 0)],
            [("Predictor", 12), ("Columns", 0)],
            [("Predictor", 12), ("Columns", -1)],
            [("Predictor", 12), ("Columns", i64::MAX)],
            [("Predictor", 12), ("Colors", 0)],
            [("Predictor", 12), ("BitsPerComponent", 3)],
            [("Predictor", 2), ("BitsPerComponent", 4)],
            [("Predictor", 9), ("Columns", 1)],
        ] {
            assert!(
                undo(vec![0; 16], &parameters(&values), 0).is_err(),
                "{values:?}"
            );
        }
    }
}
