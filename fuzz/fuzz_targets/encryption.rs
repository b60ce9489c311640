//! Encrypted files: the encryption dictionary, the passwords, and every string and stream decrypted. The first byte chooses the password.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use pdf_revisions::{Object, PdfErrorKind, PdfFile};

const PASSWORDS: [&[u8]; 5] = [b"user", b"owner", b"", "mật khẩu".as_bytes(), b"\xFF\xAD"];

/// Objects looked at: the seeds have twelve.
const OBJECTS: u32 = 64;

fuzz_target!(|data: &[u8]| {
    let Some((choice, bytes)) = data.split_first() else { return };
    let password = PASSWORDS[usize::from(*choice) % PASSWORDS.len()];
    let Ok(file) = PdfFile::open_with_password(Arc::new(bytes.to_vec()), password) else { return };
    assert_eq!(file.encryption().is_some(), file.is_encrypted(), "what is encrypted was opened");
    for revision in file.revisions() {
        let view = file.at(revision.index);
        let _ = view.signature_fields();
        for number in 0..OBJECTS {
            let Ok(Some(reference)) = view.reference_to(number) else { continue };
            if let Ok(Object::Stream(stream)) = view.resolve(reference) {
                let decoded = view.stream_data(&stream);
                match view.encoded_data(&stream) {
                    Ok(encoded) => assert!(encoded.len() as u64 <= stream.data.end - stream.data.start),
                    Err(error) if matches!(error.kind, PdfErrorKind::Limit(_)) => {}
                    Err(_) => assert!(decoded.is_err(), "what decodes decrypts"),
                }
            }
        }
    }
});
