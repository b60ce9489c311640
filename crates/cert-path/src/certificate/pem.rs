//! PEM text around certificates (RFC 7468).

use der::pem::{LineEnding, decode_vec, encode_string};

use crate::error::{CertificateError, CertificateErrorKind as Kind};

const LABEL: &str = "CERTIFICATE";
/// RFC 7468 §5.1: parsers may accept the older label; OpenSSL writes it for trusted certificates' plain form.
const OLD_LABEL: &str = "X509 CERTIFICATE";
const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";
const DASHES: &[u8] = b"-----";

pub(super) fn certificates(text: &[u8]) -> Result<Vec<Vec<u8>>, CertificateError> {
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
        if [LABEL, OLD_LABEL].iter().any(|label| {
            block.get(BEGIN.len()..).is_some_and(|rest| {
                rest.starts_with(label.as_bytes())
                    && rest
                        .get(label.len()..)
                        .is_some_and(|rest| rest.starts_with(DASHES))
            })
        }) {
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

pub(super) fn encode(der: &[u8]) -> String {
    encode_string(LABEL, LineEnding::LF, der).expect("a parsed certificate is short enough for PEM")
}
