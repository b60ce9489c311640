//! Any bytes as an RFC 3161 time-stamp token, and as an authority's answer.
#![no_main]

use cades::{TimestampRequest, TimestampToken};
use cert_path::{CryptoProvider, DigestAlgorithm};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let provider = CryptoProvider::aws_lc();
    let asked = provider.digest(DigestAlgorithm::Sha256, b"bytes nobody stamped").unwrap();
    let request = TimestampRequest::new(asked, None, Some(&[7; 16])).unwrap();
    let refused = request.accept(data, provider).expect_err("an answer to another request was believed");
    let _ = refused.to_string();
    let Ok(token) = TimestampToken::parse(data) else { return };
    let _ = (token.time().to_string(), token.accuracy(), token.nonce(), token.policy(), token.serial());
    if let Ok(algorithm) = token.imprint_algorithm()
        && let Ok(digest) = provider.digest(algorithm, b"bytes nobody stamped")
    {
        assert!(token.verify(&digest, provider).is_err(), "a time-stamp of other bytes was believed");
    }
});
