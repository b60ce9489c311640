//! PEM text (RFC 7468) around certificates, CRLs and OCSP responses.

use core::fmt;

use der::pem::decode_vec;

use crate::error::{CertificateError, CertificateErrorKind as Kind};

/// How an object came: the form a file is due in is DER; PEM in its place is read and reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// As it stands.
    Der,
    /// As text (RFC 7468), tolerated.
    Pem,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Der => "DER",
            Self::Pem => "PEM",
        })
    }
}

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";
const DASHES: &[u8] = b"-----";

/// One DER object, or the PEM blocks with one of these labels.
pub(crate) fn der_or_pem(
    bytes: &[u8],
    labels: &[&str],
) -> Result<(Vec<Vec<u8>>, Encoding), CertificateError> {
    // Every object read here is a SEQUENCE; no text begins with its octet followed by a length (0x30 is "0").
    if looks_like_der(bytes) {
        return Ok((vec![bytes.to_vec()], Encoding::Der));
    }
    match blocks(bytes, labels) {
        Ok(blocks) => Ok((blocks, Encoding::Pem)),
        // Neither: the reader of DER says what is wrong with it, and where.
        Err(_) if find(bytes, BEGIN, 0).is_none() => Ok((vec![bytes.to_vec()], Encoding::Der)),
        Err(error) => Err(error),
    }
}

fn looks_like_der(bytes: &[u8]) -> bool {
    bytes.first() == Some(&crate::asn1::SEQUENCE) && !bytes.is_ascii()
}

/// The contents of every block with one of these labels, in order; other blocks are passed over. Never empty.
pub(crate) fn blocks(text: &[u8], labels: &[&str]) -> Result<Vec<Vec<u8>>, CertificateError> {
    let mut found = Vec::new();
    let mut position = 0;
    while let Some(start) = find(text, BEGIN, position) {
        let fail = CertificateError {
            kind: Kind::Pem,
            offset: start,
        };
        let end_line = find(text, END, start).ok_or(fail)?;
        let end = find(text, DASHES, end_line + END.len()).ok_or(fail)? + DASHES.len();
        let block = text.get(start..end).ok_or(fail)?;
        if labels.iter().any(|label| is_labelled(block, label)) {
            let (_, der) = decode_vec(&rewrapped(block).ok_or(fail)?).map_err(|_| fail)?;
            found.push(der);
        }
        position = end;
    }
    if found.is_empty() {
        Err(CertificateError {
            kind: Kind::Pem,
            offset: 0,
        })
    } else {
        Ok(found)
    }
}

fn is_labelled(block: &[u8], label: &str) -> bool {
    block
        .strip_prefix(BEGIN)
        .and_then(|rest| rest.strip_prefix(label.as_bytes()))
        .is_some_and(|rest| rest.starts_with(DASHES))
}

/// The block with lines of 64 (RFC 7468 §2): the decoder insists on them, files of other tools have other lengths.
fn rewrapped(block: &[u8]) -> Option<Vec<u8>> {
    let (first, rest) = block.split_at_checked(find(block, b"\n", 0)?)?;
    let (body, last) = rest.split_at_checked(find(rest, END, 0)?)?;
    let body: Vec<u8> = body
        .iter()
        .copied()
        .filter(|octet| !octet.is_ascii_whitespace())
        .collect();
    let mut lines = vec![first.trim_ascii_end()];
    lines.extend(body.chunks(64));
    lines.push(last);
    Some(lines.join(&b'\n'))
}

fn find(text: &[u8], what: &[u8], from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    rest.windows(what.len())
        .position(|window| window == what)
        .map(|index| from + index)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &[u8] = b"note\n-----BEGIN A-----\nMAMCAQE=\n-----END A-----\n-----BEGIN B-----\r\nMAMC\r\nAQI=\r\n-----END B-----\r\n";

    #[test]
    fn blocks_are_told_apart_by_their_label() {
        assert_eq!(blocks(TEXT, &["A"]).unwrap(), [[0x30, 3, 2, 1, 1]]);
        assert_eq!(blocks(TEXT, &["A", "B"]).unwrap().len(), 2);
        assert!(blocks(TEXT, &["C"]).is_err());
    }

    #[test]
    fn the_encoding_is_named_and_what_is_neither_is_left_to_the_reader_of_der() {
        assert_eq!(der_or_pem(TEXT, &["A"]).unwrap().1, Encoding::Pem);
        let der = [0x30, 0x81, 0x80];
        assert_eq!(
            der_or_pem(&der, &["A"]).unwrap(),
            (vec![der.to_vec()], Encoding::Der)
        );
        assert_eq!(der_or_pem(b"junk", &["A"]).unwrap().1, Encoding::Der);
        assert!(der_or_pem(TEXT, &["C"]).is_err());
    }
}
