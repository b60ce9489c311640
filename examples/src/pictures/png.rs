//! Writes a PNG of one ink on a see-through ground.

use super::mask::Mask;
use crate::typeset::deflate;

/// 8 bits of red, green, blue and alpha (PNG §11.2.2).
const HEADER_END: [u8; 5] = [8, 6, 0, 0, 0];
const METRES: u8 = 1;

pub(super) fn write(mask: &Mask, ink: [u8; 3], dots_per_millimetre: u32, comment: &str) -> Vec<u8> {
    let (width, height) = mask.pixels();
    let mut header = Vec::new();
    for length in [width, height] {
        header.extend(u32::try_from(length).unwrap_or(0).to_be_bytes());
    }
    header.extend(HEADER_END);
    let density = (dots_per_millimetre * 1000).to_be_bytes();
    let physical = [&density[..], &density[..], &[METRES]].concat();
    let text = ["Comment".as_bytes(), &[0], comment.as_bytes()].concat();
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    put(&mut file, *b"IHDR", &header);
    put(&mut file, *b"pHYs", &physical);
    put(&mut file, *b"tEXt", &text);
    put(&mut file, *b"IDAT", &deflate(&rows(mask, ink)));
    put(&mut file, *b"IEND", &[]);
    file
}

/// Each row begins with the number of its filter; none is used.
fn rows(mask: &Mask, ink: [u8; 3]) -> Vec<u8> {
    let mut rows = Vec::new();
    for row in mask.coverage().chunks(mask.pixels().0.max(1)) {
        rows.push(0);
        for alpha in row {
            rows.extend(ink);
            rows.push(*alpha);
        }
    }
    rows
}

fn put(file: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    file.extend(u32::try_from(data.len()).unwrap_or(0).to_be_bytes());
    let start = file.len();
    file.extend(kind);
    file.extend(data);
    let check = checksum(file.get(start..).unwrap_or_default());
    file.extend(check.to_be_bytes());
}

/// PNG §5.5 and annex D.
fn checksum(data: &[u8]) -> u32 {
    !data.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                0xEDB8_8320 ^ (sum >> 1)
            } else {
                sum >> 1
            }
        })
    })
}
