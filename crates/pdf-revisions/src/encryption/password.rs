//! A password as the handler takes it: bytes of a certain encoding and length (ISO 32000-2 §7.6.4.3).

use zeroize::Zeroizing;

use crate::object::pdf_doc_byte;

/// Bytes to be tried. Zeroized when dropped.
pub(super) type Candidate = Zeroizing<Vec<u8>>;

/// What is read of a password from revision 5 on (§7.6.4.3.3, algorithm 2.A (a)).
const MODERN: usize = 127;

/// What is read of it before.
const LEGACY: usize = 32;

/// The forms of `password` that revision `revision` may mean: first the one the standard asks for, then the bytes as they are, which is
/// what many writers take. Each is only ever right when the file itself says so.
pub(super) fn candidates(password: &[u8], revision: u8) -> Vec<Candidate> {
    let text = std::str::from_utf8(password).ok();
    let modern = revision >= 5;
    let prepared = text.and_then(|text| {
        if modern {
            saslprep(text)
        } else {
            pdf_doc(text)
        }
    });
    let mut all: Vec<Candidate> = prepared.into_iter().collect();
    all.push(Zeroizing::new(password.to_vec()));
    for candidate in &mut all {
        candidate.truncate(if modern { MODERN } else { LEGACY });
    }
    all.dedup();
    all
}

/// RFC 4013; `None` for a text it forbids.
fn saslprep(text: &str) -> Option<Candidate> {
    let prepared = stringprep::saslprep(text).ok()?;
    Some(Zeroizing::new(prepared.into_owned().into_bytes()))
}

/// ISO 32000-2 annex D.3; `None` for a text with other characters.
fn pdf_doc(text: &str) -> Option<Candidate> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len()));
    for character in text.chars() {
        bytes.push(pdf_doc_byte(character)?);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(password: &[u8], revision: u8) -> Vec<Vec<u8>> {
        candidates(password, revision)
            .iter()
            .map(|candidate| candidate.to_vec())
            .collect()
    }

    #[test]
    fn plain_ascii_is_one_candidate() {
        for revision in 2..=6 {
            assert_eq!(all(b"secret", revision), [b"secret"]);
            assert_eq!(all(b"", revision), [b""]);
        }
    }

    /// RFC 4013 §3: a soft hyphen is mapped to nothing, ª to a, Ⅸ to IX; a space of another width to a space.
    #[test]
    fn saslprep_comes_first_from_revision_5_on() {
        for (password, prepared) in [
            ("I\u{AD}X", "IX"),
            ("\u{AA}", "a"),
            ("\u{2168}", "IX"),
            ("mật\u{A0}khẩu", "mật khẩu"),
            ("ma\u{323}\u{302}t", "mật"),
        ] {
            let expected = [prepared.as_bytes(), password.as_bytes()];
            assert_eq!(all(password.as_bytes(), 6), expected, "{password}");
        }
        // RFC 4013 §2.3: a control character is forbidden; the bytes are still tried.
        assert_eq!(all(b"a\x07b", 6), [b"a\x07b"]);
        assert_eq!(all(b"\xFF\xFE", 6), [b"\xFF\xFE"]);
    }

    #[test]
    fn pdf_doc_encoding_comes_first_before() {
        assert_eq!(all("é€".as_bytes(), 3), [&b"\xE9\xA0"[..], "é€".as_bytes()]);
        assert_eq!(all("mật".as_bytes(), 4), ["mật".as_bytes()]);
    }

    #[test]
    fn what_is_too_long_is_cut() {
        assert_eq!(all(&[b'a'; 200], 6), [vec![b'a'; 127]]);
        assert_eq!(all(&[b'a'; 200], 4), [vec![b'a'; 32]]);
    }
}
