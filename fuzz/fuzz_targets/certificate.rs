//! Any bytes as an X.509 certificate: parsed, and everything it can be asked.
#![no_main]

use cert_path::Certificate;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let _ = Certificate::many_from_pem(data);
    let (bundle, any) = (Certificate::read_bundle(data), Certificate::read_any(data));
    assert!(bundle.is_err() || any.is_ok(), "what is a bundle is readable");
    let Ok(certificate) = Certificate::from_der(data) else { return };
    assert_eq!(certificate.der(), data, "the original bytes are kept");
    let _ = (certificate.subject().to_string(), certificate.issuer().to_string(), certificate.serial().to_string());
    let _ = (certificate.not_before(), certificate.not_after(), certificate.public_key_kind());
    let _ = (certificate.key_usage(), certificate.extended_key_usage(), certificate.basic_constraints());
    let _ = (certificate.subject_key_identifier(), certificate.authority_key_identifier(), certificate.policies());
    let _ = (certificate.subject_alt_emails(), certificate.aia_ca_issuers(), certificate.aia_ocsp());
    let _ = (certificate.crl_distribution_points(), certificate.signature_algorithm(), certificate.fingerprint());
});
