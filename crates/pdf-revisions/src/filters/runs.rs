//! RunLengthDecode (ISO 32000-2 §7.4.5).

/// At most `cap` bytes and one run more: who asked checks. `None` where a run is cut short.
pub(super) fn decode(data: &[u8], cap: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut rest = data;
    while let Some((length, after)) = rest.split_first() {
        let count = usize::from(*length);
        rest = match length {
            128 => break,
            0..=127 => {
                let (run, after) = after.split_at_checked(count + 1)?;
                bytes.extend_from_slice(run);
                after
            }
            _ => {
                let (byte, after) = after.split_first()?;
                bytes.resize(bytes.len() + 257 - count, *byte);
                after
            }
        };
        if bytes.len() > cap {
            break;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_copied_and_repeated() {
        assert_eq!(decode(b"\x02abc\xFEx\x80more", 99).unwrap(), b"abcxxx");
        assert_eq!(
            decode(b"\x00a\x81b", 999).unwrap(),
            [b"a".to_vec(), vec![b'b'; 128]].concat()
        );
        assert_eq!(decode(b"", 9).unwrap(), b"");
        assert_eq!(decode(b"\x03ab", 9), None);
        assert_eq!(decode(b"\xFF", 9), None);
    }

    #[test]
    fn it_stops_soon_after_the_cap() {
        let bomb: Vec<u8> = [0x81, 0].repeat(1 << 20);
        assert!(decode(&bomb, 1000).unwrap().len() <= 1128);
    }
}
