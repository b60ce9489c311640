//! LZWDecode (ISO 32000-2 §7.4.4).

use weezl::decode::Decoder;
use weezl::{BitOrder, LzwStatus};

use crate::Dict;

/// Bytes decoded at once.
const PIECE: usize = 32 << 10;

/// At most `cap` bytes and one piece more: who asked checks. `None` for broken data; the end of the data ends them as their own mark does.
pub(super) fn decode(data: &[u8], parameters: &Dict, cap: usize) -> Option<Vec<u8>> {
    // Table 8: codes grow one early, unless the dictionary says otherwise.
    let mut decoder = match parameters.integer(b"EarlyChange") {
        Some(0) => Decoder::new(BitOrder::Msb, 8),
        _ => Decoder::with_tiff_size_switch(BitOrder::Msb, 8),
    };
    let (mut bytes, mut rest) = (Vec::new(), data);
    let mut piece = vec![0; PIECE];
    while bytes.len() <= cap {
        let step = decoder.decode_bytes(rest, &mut piece);
        rest = rest.get(step.consumed_in..)?;
        bytes.extend_from_slice(piece.get(..step.consumed_out)?);
        match step.status.ok()? {
            LzwStatus::Ok => {}
            LzwStatus::Done | LzwStatus::NoProgress => break,
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use weezl::encode::Encoder;

    use super::*;

    fn early(change: i64) -> Dict {
        [("EarlyChange", change)].into_iter().collect()
    }

    /// The example of ISO 32000-2 §7.4.4.2.
    #[test]
    fn the_example_of_the_standard() {
        let coded = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        let plain = [45, 45, 45, 45, 45, 65, 45, 45, 45, 66];
        assert_eq!(decode(&coded, &Dict::new(), 99).unwrap(), plain);
    }

    #[test]
    fn codes_grow_early_or_late() {
        let plain: Vec<u8> = (0..200_000_u32)
            .map(|n| (n.wrapping_mul(n) / 7).to_le_bytes()[0])
            .collect();
        let coded = Encoder::with_tiff_size_switch(BitOrder::Msb, 8)
            .encode(&plain)
            .unwrap();
        assert_eq!(decode(&coded, &Dict::new(), 1 << 20).unwrap(), plain);
        assert_eq!(decode(&coded, &early(1), 1 << 20).unwrap(), plain);
        let coded = Encoder::new(BitOrder::Msb, 8).encode(&plain).unwrap();
        assert_eq!(decode(&coded, &early(0), 1 << 20).unwrap(), plain);
        assert_ne!(
            decode(&coded, &early(1), 1 << 20).unwrap_or_default(),
            plain
        );
    }

    #[test]
    fn it_stops_soon_after_the_cap_and_at_nonsense() {
        let bomb = Encoder::with_tiff_size_switch(BitOrder::Msb, 8)
            .encode(&vec![0; 10 << 20])
            .unwrap();
        assert!(decode(&bomb, &Dict::new(), 1 << 20).unwrap().len() <= (1 << 20) + PIECE);
        assert_eq!(decode(&[0x80, 0x7F, 0xFF, 0xFF], &Dict::new(), 99), None);
        assert_eq!(decode(&[], &Dict::new(), 99).unwrap(), b"");
    }
}
