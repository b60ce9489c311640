//! The trailer's `/ID` (ISO 32000-2 §14.4): the first half stays for ever, the second changes with every update.

use crate::{Object, PdfError, PdfFile, PdfString};

/// The two halves after this update. `None` where there is none and must be none: the key of an old encrypted file depends on it.
pub(super) fn next(file: &PdfFile, fresh: [u8; 16]) -> Result<Option<Object>, PdfError> {
    let view = file.newest();
    let fresh = PdfString::hexadecimal(fresh);
    let permanent = match view.value(view.trailer(), b"ID")? {
        Object::Array(halves) => halves.first().and_then(Object::as_string).cloned(),
        _ => None,
    };
    // §7.6.4.3.2 (e): up to revision 4
    let of_key = file.encryption().is_some_and(|how| how.revision < 5);
    if permanent.is_none() && of_key {
        return Ok(None);
    }
    let permanent = permanent.unwrap_or_else(|| fresh.clone());
    Ok(Some(Object::Array(vec![permanent.into(), fresh.into()])))
}

/// An identifier that depends on everything appended: FNV-1a with 128 bits. It need not be hard to guess or to
/// repeat, only different from the one before.
pub(super) fn derived(base_length: u64, appended: &[u8]) -> [u8; 16] {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let bytes = base_length.to_be_bytes();
    let hash = bytes.iter().chain(appended).fold(BASIS, |hash, &byte| {
        (hash ^ u128::from(byte)).wrapping_mul(PRIME)
    });
    hash.to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depends_on_length_and_bytes() {
        let all = [
            derived(1, b"a"),
            derived(2, b"a"),
            derived(1, b"b"),
            derived(1, b""),
        ];
        for (index, one) in all.iter().enumerate() {
            assert!(!all[..index].contains(one));
        }
        assert_eq!(derived(1, b"a"), derived(1, b"a"));
    }
}
