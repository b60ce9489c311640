//! Files of any size: memory stays flat, offsets have as many digits as they need. Alone in its process, which is measured.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::write_with_newline
)]

mod common;

use std::io::Write as _;
use std::sync::Arc;

use cert_path::{CryptoProvider, Digest, DigestAlgorithm, Hasher};
use common::{Key, Signer, provider, request};
use pades_sign::{SignError, prepare};
use pdf_revisions::{PdfFile, Source, XrefKind};

/// A one-page PDF whose content stream has any number of bytes, all zero, that are never stored.
struct Huge {
    head: Vec<u8>,
    zeros: u64,
    tail: Vec<u8>,
}

impl Huge {
    fn new(zeros: u64, kind: XrefKind) -> Self {
        let mut head = b"%PDF-1.7\n".to_vec();
        let mut offsets = Vec::new();
        for body in [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        ] {
            offsets.push(head.len() as u64);
            write!(head, "{} 0 obj\n{body}\nendobj\n", offsets.len()).unwrap();
        }
        offsets.push(head.len() as u64);
        write!(head, "4 0 obj\n<< /Length {zeros} >>\nstream\n").unwrap();
        let mut tail = b"\nendstream\nendobj\n".to_vec();
        let start = head.len() as u64 + zeros + tail.len() as u64;
        if kind == XrefKind::Stream {
            offsets.push(start);
            let mut rows = vec![0; 9];
            offsets.iter().for_each(|offset| {
                rows.push(1);
                rows.extend_from_slice(&offset.to_be_bytes());
            });
            write!(
                tail,
                "5 0 obj\n<< /Type /XRef /Size 6 /W [1 8 0] /Root 1 0 R /Length {} >>\nstream\n",
                rows.len()
            )
            .unwrap();
            tail.extend_from_slice(&rows);
            tail.extend_from_slice(b"\nendstream\nendobj\n");
        } else {
            tail.extend_from_slice(b"xref\n0 5\n0000000000 65535 f \n");
            offsets
                .iter()
                .for_each(|offset| write!(tail, "{offset:010} 00000 n \n").unwrap());
            tail.extend_from_slice(b"trailer\n<< /Size 5 /Root 1 0 R >>\n");
        }
        write!(tail, "startxref\n{start}\n%%EOF\n").unwrap();
        Self { head, zeros, tail }
    }
}

impl Source for Huge {
    fn len(&self) -> u64 {
        self.head.len() as u64 + self.zeros + self.tail.len() as u64
    }

    fn read_at(&self, offset: u64, buffer: &mut [u8]) -> std::io::Result<()> {
        if offset + buffer.len() as u64 > self.len() {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        buffer.fill(0);
        let tail_start = self.head.len() as u64 + self.zeros;
        for (part, start) in [(&self.head, 0), (&self.tail, tail_start)] {
            let (from, to) = (
                start.max(offset),
                (start + part.len() as u64).min(offset + buffer.len() as u64),
            );
            if from < to {
                let index = |at: u64, base: u64| usize::try_from(at - base).unwrap();
                buffer[index(from, offset)..index(to, offset)]
                    .copy_from_slice(&part[index(from, start)..index(to, start)]);
            }
        }
        Ok(())
    }
}

/// Peak resident memory of this process, in bytes.
fn peak_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap();
    line.split_whitespace()
        .nth(1)
        .unwrap()
        .parse::<u64>()
        .unwrap()
        * 1024
}

/// Counts what is hashed without hashing it: for offsets, not for signatures.
struct Count(u64);

impl Hasher for Count {
    fn update(&mut self, bytes: &[u8]) {
        self.0 += bytes.len() as u64;
    }
    fn fork(&self) -> Box<dyn Hasher> {
        Box::new(Self(self.0))
    }
    fn finish(self: Box<Self>) -> Digest {
        let mut value = [0; 32];
        value[..8].copy_from_slice(&self.0.to_be_bytes());
        Digest::from_bytes(DigestAlgorithm::Sha256, &value).unwrap()
    }
}

/// Memory is process-wide, so the two sizes are one test.
#[test]
fn memory_stays_flat_and_offsets_keep_their_digits() {
    let signer = Signer::new(Key::P256);
    let before = peak_memory();
    let counting = CryptoProvider {
        new_hasher: |_| Ok(Box::new(Count(0))),
        ..*provider()
    };
    let giga = 1_u64 << 30;
    for (length, kind) in [
        (giga, XrefKind::Table),
        (9_999_990_000, XrefKind::Table),
        (40 * giga, XrefKind::Stream),
    ] {
        let file = PdfFile::open(Arc::new(Huge::new(length, kind))).unwrap();
        let prepared = prepare(&file, &request(), &signer.checked(), &counting).unwrap();
        let [zero, hole, after, rest] = prepared.byte_range().numbers();
        assert_eq!(zero, 0);
        assert!(hole > length && after > hole && after + rest > file.len());
        let counted = u64::from_be_bytes(prepared.digest().as_bytes()[..8].try_into().unwrap());
        assert_eq!(counted, hole + rest, "each covered byte is hashed once");
        let signed = prepared.attributes(&signer.checked()).unwrap();
        let value = signer.device().sign(signed.to_be_signed()).unwrap();
        let (source, _) = signed
            .assemble(value, provider())
            .unwrap()
            .embed()
            .unwrap()
            .into_parts();
        let reread = PdfFile::open(Arc::new(source)).unwrap();
        let fields = reread.newest().signature_fields().unwrap();
        let range = fields[0]
            .value
            .as_ref()
            .unwrap()
            .1
            .array(b"ByteRange")
            .unwrap()
            .to_vec();
        let range = range
            .iter()
            .map(|number| u64::try_from(number.as_integer().unwrap()).unwrap())
            .collect::<Vec<_>>();
        assert_eq!(range, [zero, hole, after, rest]);
    }
    let grown = peak_memory().saturating_sub(before);
    assert!(grown < 12 << 20, "{grown} bytes more at the peak");
}

/// The limit is the table's; ByteRange itself has room for twenty digits.
#[test]
fn a_table_cannot_hold_eleven_digits() {
    let file = PdfFile::open(Arc::new(Huge::new(9_999_999_999, XrefKind::Table)));
    let Ok(file) = file else { return }; // its own startxref has eleven digits; refusing it while opening is as good
    let error = prepare(
        &file,
        &request(),
        &Signer::new(Key::P256).checked(),
        provider(),
    );
    assert!(matches!(error, Err(SignError::Pdf(_))));
}
