//! A generator of the published attacks on signed PDF files: each class in several variants, on documents signed by our own signer.
//!
//! The classes and their names: "1 Trillion Dollar Refund" (USF, ISA, SWA), "Shadow Attacks" (hide, replace, hide and replace), "Breaking
//! the Specification: PDF Certification" (evil annotation, sneaky signature); and what validators have met since. Every variant comes with
//! the file it was made from, so that a test can show that it was the attack that was refused.

pub mod certification;
pub mod forgery;
pub mod prepared;
pub mod saving;
pub mod shadow;
pub mod wrapping;

/// One forged file.
pub struct Variant {
    /// What was done, in words.
    pub name: String,
    /// The file before it was done: signed, and good.
    pub honest: Vec<u8>,
    /// The file that a victim gets.
    pub forged: Vec<u8>,
    /// Codes of the report of which one at least must be there.
    pub told: &'static [&'static str],
}

impl Variant {
    pub fn new(
        name: impl Into<String>,
        honest: &[u8],
        forged: Vec<u8>,
        told: &'static [&'static str],
    ) -> Self {
        Self {
            name: name.into(),
            honest: honest.to_vec(),
            forged,
            told,
        }
    }
}

/// Where the newest occurrence of `wanted` begins.
pub fn last(bytes: &[u8], wanted: &[u8]) -> usize {
    let mut windows = bytes.windows(wanted.len());
    windows.rposition(|window| window == wanted).unwrap()
}

/// Where the next occurrence of `wanted` begins, from `from` on.
pub fn next(bytes: &[u8], from: usize, wanted: &[u8]) -> usize {
    let mut windows = bytes[from..].windows(wanted.len());
    from + windows.position(|window| window == wanted).unwrap()
}

/// `bytes` with the part from `from` to `until` replaced by `with`, filled up with blanks to the same length.
pub fn overwritten(bytes: &[u8], from: usize, until: usize, with: &[u8]) -> Vec<u8> {
    assert!(with.len() <= until - from, "no room for the forgery");
    let mut forged = bytes.to_vec();
    forged[from..until].fill(b' ');
    forged[from..from + with.len()].copy_from_slice(with);
    forged
}

/// Where the hole of the newest signature begins and ends, angle brackets included.
pub fn hole(bytes: &[u8]) -> (usize, usize) {
    let key = last(bytes, b"/Contents");
    let start = next(bytes, key, b"<");
    (start, next(bytes, start, b">") + 1)
}
