//! Only a few objects are touched, however many there are.

use std::io::Write as _;
use std::sync::Arc;
use std::time::Instant;

use cert_path::DigestAlgorithm;
use pdf_revisions::PdfFile;

use crate::common::{Key, Signer, provider, request};

/// Opening, preparing and signing a file of 300,000 objects reads a handful of them.
#[test]
fn many_objects_cost_no_more_than_few() {
    let signer = Signer::new(Key::P256);
    let checked = signer.checked();
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    let count = 300_000;
    for number in 1..=count {
        offsets.push(bytes.len());
        let body = match number {
            1 => "<< /Type /Catalog /Pages 2 0 R >>",
            2 => "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3 => "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
            _ => "<< /A [1 2 3] >>",
        };
        write!(bytes, "{number} 0 obj\n{body}\nendobj\n").unwrap();
    }
    let start = bytes.len();
    write!(bytes, "xref\n0 {}\n0000000000 65535 f \n", count + 1).unwrap();
    offsets
        .iter()
        .for_each(|offset| write!(bytes, "{offset:010} 00000 n \n").unwrap());
    write!(
        bytes,
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n",
        count + 1
    )
    .unwrap();
    let bytes: Arc<[u8]> = bytes.into();
    let hash = Instant::now();
    provider().digest(DigestAlgorithm::Sha256, &bytes).unwrap();
    let hash = hash.elapsed();
    let whole = Instant::now();
    let file = PdfFile::open(Arc::new(bytes.clone())).unwrap();
    let document =
        pades_sign::sign(&file, &request(), &checked, signer.device(), provider()).unwrap();
    let whole = whole.elapsed();
    assert!(document.tail().len() < 20_000, "{}", document.tail().len());
    assert!(
        whole.as_millis() < 5 * hash.as_millis() + 100,
        "hash {hash:?}, open and sign {whole:?}"
    );
}
