//! The byte forms of a password.

use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

/// One way a program may have turned the password into bytes.
pub(super) struct PasswordBytes {
    /// BMPString with a closing zero (RFC 7292 appendix B.1), for the schemes of PKCS #12.
    pub(super) bmp: Zeroizing<Vec<u8>>,
    /// UTF-8, for PBES2 (RFC 8018 §3) and PBMAC1.
    pub(super) utf8: Zeroizing<Vec<u8>>,
}

/// The forms to try, the one the standard asks for first.
pub(super) fn forms(password: &SecretString) -> Vec<PasswordBytes> {
    let text = password.expose_secret();
    let form = |bmp: Vec<u8>| PasswordBytes {
        bmp: Zeroizing::new(bmp),
        utf8: Zeroizing::new(text.as_bytes().to_vec()),
    };
    let mut forms = vec![form(bmp(text.encode_utf16()))];
    if text.is_empty() {
        // "No password" is written by some programs without even the closing zero.
        forms.push(form(Vec::new()));
    }
    if !text.is_ascii() {
        // OpenSSL before 1.1.0 took each byte of the text for a character of Latin-1.
        forms.push(form(bmp(text.bytes().map(u16::from))));
    }
    forms
}

fn bmp(units: impl Iterator<Item = u16>) -> Vec<u8> {
    units
        .chain(std::iter::once(0))
        .flat_map(u16::to_be_bytes)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_passwords() {
        let shown = |text: &str| -> Vec<Vec<u8>> {
            let forms = forms(&SecretString::from(text));
            forms.iter().map(|form| form.bmp.to_vec()).collect()
        };
        assert_eq!(shown("a"), [vec![0, b'a', 0, 0]]);
        assert_eq!(shown(""), [vec![0, 0], vec![]]);
        assert_eq!(
            shown("é"),
            [vec![0, 0xe9, 0, 0], vec![0, 0xc3, 0, 0xa9, 0, 0]]
        );
    }
}
