//! Writing, piece by piece.

use std::io::{self, Write};

use base64ct::{Base64, Encoding as _};
use serde::Serialize;

use super::shapes::{Judged, Report, Source};
use super::{EvidenceFile, FORMAT, VERSION};
use crate::evidence::{Evidence, Origin};
use crate::provider::sha256;
use crate::source::ByteSource;

/// Read and encoded at once; a multiple of three, so that the pieces join without padding.
const PIECE: usize = 48 * 1024;

pub(super) fn document(file: &EvidenceFile, out: &mut dyn Write) -> io::Result<()> {
    let evidence = &file.evidence;
    write!(out, "{{\n\"format\":\"{FORMAT}\",\n\"version\":{VERSION}")?;
    if let Some(judged) = &file.judged {
        out.write_all(b",\n\"judged\":")?;
        value(out, &Judged::from(judged))?;
    }
    list(out, "certificates", evidence.certificates(), |out, one| {
        object(out, evidence, one.fingerprint(), Bytes::Held(one.der()))
    })?;
    list(out, "crls", evidence.crls(), |out, one| {
        object(
            out,
            evidence,
            one.fingerprint(),
            Bytes::Source(&**one.source()),
        )
    })?;
    list(
        out,
        "ocsp_responses",
        evidence.ocsp_responses(),
        |out, one| object(out, evidence, sha256(one.der()), Bytes::Held(one.der())),
    )?;
    list(out, "timestamps", evidence.timestamps(), |out, one| {
        object(out, evidence, sha256(one), Bytes::Held(one))
    })?;
    list(
        out,
        "local_reports",
        evidence.local_reports(),
        |out, one| value(out, &Report::from(one)),
    )?;
    out.write_all(b"\n}\n")
}

fn list<T>(
    out: &mut dyn Write,
    name: &str,
    items: &[T],
    mut each: impl FnMut(&mut dyn Write, &T) -> io::Result<()>,
) -> io::Result<()> {
    write!(out, ",\n\"{name}\":[")?;
    for (index, item) in items.iter().enumerate() {
        out.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        each(out, item)?;
    }
    out.write_all(b"]")
}

#[derive(Clone, Copy)]
enum Bytes<'a> {
    Held(&'a [u8]),
    Source(&'a dyn ByteSource),
}

fn object(
    out: &mut dyn Write,
    evidence: &Evidence,
    fingerprint: [u8; 32],
    bytes: Bytes<'_>,
) -> io::Result<()> {
    let origin = evidence
        .origin(&fingerprint)
        .unwrap_or(&Origin::Unspecified);
    write!(
        out,
        "{{\"sha256\":\"{}\",\"origin\":",
        hexadecimal(&fingerprint)
    )?;
    value(out, &Source::from(origin))?;
    out.write_all(b",\"der\":\"")?;
    match bytes {
        Bytes::Held(bytes) => {
            for piece in bytes.chunks(PIECE) {
                encoded(out, piece)?;
            }
        }
        Bytes::Source(source) => streamed(out, source)?,
    }
    out.write_all(b"\"}")
}

fn streamed(out: &mut dyn Write, source: &dyn ByteSource) -> io::Result<()> {
    let mut buffer = vec![0; PIECE];
    let mut offset = 0;
    while offset < source.length() {
        let left = usize::try_from(source.length() - offset).unwrap_or(PIECE);
        let piece = buffer
            .get_mut(..left.min(PIECE))
            .expect("a piece is no longer than its buffer");
        source.read_at(offset, piece)?;
        encoded(out, piece)?;
        offset += piece.len() as u64;
    }
    Ok(())
}

fn encoded(out: &mut dyn Write, piece: &[u8]) -> io::Result<()> {
    out.write_all(Base64::encode_string(piece).as_bytes())
}

fn value(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(out, value).map_err(io::Error::from)
}

pub(super) fn base64(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    use core::fmt::Write as _;
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02X}");
    }
    text
}
