//! PEM text around certificates (RFC 7468 §5).

use der::pem::{LineEnding, encode_string};

use crate::error::CertificateError;
use crate::pem;

const LABEL: &str = "CERTIFICATE";
/// RFC 7468 §5.1: parsers may accept the older label; OpenSSL writes it for trusted certificates' plain form.
const OLD_LABEL: &str = "X509 CERTIFICATE";

pub(super) const LABELS: [&str; 2] = [LABEL, OLD_LABEL];

pub(super) fn certificates(text: &[u8]) -> Result<Vec<Vec<u8>>, CertificateError> {
    pem::blocks(text, &LABELS)
}

pub(super) fn encode(der: &[u8]) -> String {
    encode_string(LABEL, LineEnding::LF, der).expect("a parsed certificate is short enough for PEM")
}
