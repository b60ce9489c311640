//! PEM text (RFC 7468 §2): base64 in lines of 64.

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// DER as PEM: `CERTIFICATE`, `PRIVATE KEY`, `X509 CRL`.
#[must_use]
pub fn encode(label: &str, der: &[u8]) -> String {
    let mut text = format!("-----BEGIN {label}-----\n");
    let base64 = base64(der);
    for line in base64.as_bytes().chunks(64) {
        text.push_str(&String::from_utf8_lossy(line));
        text.push('\n');
    }
    text.push_str(&format!("-----END {label}-----\n"));
    text
}

/// RFC 4648 §4.
fn base64(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len().div_ceil(3) * 4);
    for group in octets.chunks(3) {
        let octet = |index: usize| group.get(index).copied().map_or(0, u32::from);
        let bits = octet(0) << 16 | octet(1) << 8 | octet(2);
        for place in 0..4_usize {
            let digit = (bits >> (18 - 6 * place)) & 0x3f;
            let letter = usize::try_from(digit)
                .ok()
                .and_then(|digit| ALPHABET.get(digit))
                .copied()
                .unwrap_or(b'=');
            text.push(if place <= group.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_rfc_4648_section_10() {
        for (octets, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(octets.as_bytes()), text);
        }
    }

    #[test]
    fn lines_have_64_characters() {
        let text = encode("X", &[0; 100]);
        assert_eq!(text.lines().nth(1).unwrap().len(), 64);
        assert!(text.starts_with("-----BEGIN X-----\n") && text.ends_with("\n-----END X-----\n"));
    }
}
