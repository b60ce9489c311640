//! Any bytes as an RFC 3161 time-stamp token.
#![no_main]

use cades::TimestampToken;
use cert_path::CryptoProvider;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Ok(token) = TimestampToken::parse(data) else { return };
    let _ = (token.time().to_string(), token.accuracy(), token.nonce(), token.policy(), token.serial());
    let provider = CryptoProvider::aws_lc();
    if let Ok(algorithm) = token.imprint_algorithm()
        && let Ok(digest) = provider.digest(algorithm, b"bytes nobody stamped")
    {
        assert!(token.verify(&digest, provider).is_err(), "a time-stamp of other bytes was believed");
    }
});
