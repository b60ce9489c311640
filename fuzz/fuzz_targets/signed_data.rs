//! Any bytes as CMS SignedData: parsed, looked at, and verified over a digest it was not made for.
#![no_main]

use cades::ParsedContainer;
use cert_path::CryptoProvider;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(container) = ParsedContainer::parse(data) else { return };
    assert!(container.encoded_length() <= data.len());
    for certificate in container.certificates() {
        let _ = certificate.subject().to_string();
    }
    let _ = (container.signing_time(), container.crls(), container.ocsp_responses(), container.timestamp_tokens());
    let provider = CryptoProvider::aws_lc();
    if let Ok(algorithm) = container.digest_algorithm()
        && let Ok(digest) = provider.digest(algorithm, b"bytes nobody signed")
    {
        let verified = container.verify(&digest, provider);
        assert!(verified.is_err(), "a signature over other bytes was believed");
    }
});
