//! A file whose /ByteRange says anything: only numbers that leave out exactly the hole may count as covering the file.
#![no_main]

use std::sync::Arc;

use arbitrary::Arbitrary;
use cert_path::Evidence;
use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use pades_verify::{Axis, Policy};
use pdf_revisions::PdfFile;

#[derive(Arbitrary, Debug)]
struct Input {
    /// Added to the four right numbers; zero leaves them right.
    moved: [i16; 4],
    /// How many numbers are written.
    count: u8,
    after: Vec<u8>,
}

fuzz_target!(|input: Input| {
    let (file, hole) = document(&input);
    let length = file.len() as u64;
    let Ok(pdf) = PdfFile::open(Arc::new(file)) else { return };
    let now = Timestamp::from_second(1_795_000_000).expect("within range");
    let Ok(report) = pades_verify::verify(&pdf, &Evidence::default(), &[], &Policy::default(), now) else { return };
    for signature in &report.signatures {
        if let Axis::Proven(coverage) = &signature.coverage {
            assert_eq!(*coverage.gap(), hole.0 as u64..hole.1 as u64, "a gap that is not the hole: {input:?}");
            assert!(input.count == 4 && input.moved[..3] == [0; 3], "{input:?}");
            assert!(coverage.end() <= length);
        }
    }
});

/// A signed-looking document with these numbers, and where its hole is.
fn document(input: &Input) -> (Vec<u8>, (usize, usize)) {
    const WIDTH: usize = 10;
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    let mut hole = (0, 0);
    let mut range_at = 0;
    let bodies: [&[u8]; 4] = [
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [3 0 R] /SigFlags 3 >> >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< /FT /Sig /T (Sig1) /V 4 0 R >>",
        b"",
    ];
    for (index, body) in bodies.into_iter().enumerate() {
        offsets.push(file.len());
        file.extend_from_slice(format!("{} 0 obj\n", index + 1).as_bytes());
        if body.is_empty() {
            file.extend_from_slice(b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [");
            range_at = file.len();
            file.extend(std::iter::repeat_n(b' ', (WIDTH + 1) * 6));
            file.extend_from_slice(b"] /Contents ");
            hole.0 = file.len();
            file.extend_from_slice(b"<3003020100>");
            hole.1 = file.len();
            file.extend_from_slice(b" >>");
        } else {
            file.extend_from_slice(body);
        }
        file.extend_from_slice(b"\nendobj\n");
    }
    let start = file.len();
    file.extend_from_slice(b"xref\n0 5\n0000000000 65535 f \n");
    for offset in offsets {
        file.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
    }
    file.extend_from_slice(format!("trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").as_bytes());
    let right = [0, hole.0, hole.1, file.len() - hole.1];
    file.extend_from_slice(&input.after[..input.after.len().min(64)]);
    for index in 0..usize::from(input.count.min(6)) {
        let moved = input.moved.get(index).copied().unwrap_or(0);
        let number = right.get(index).map_or(0, |right| i64::try_from(*right).unwrap_or(0)) + i64::from(moved);
        let text = format!("{number:>WIDTH$} ");
        let at = range_at + index * (WIDTH + 1);
        file[at..at + text.len()].copy_from_slice(text.as_bytes());
    }
    (file, hole)
}
