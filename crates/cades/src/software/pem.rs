//! PEM texts with private keys (RFC 7468 §10, §11; the older labels of OpenSSL).

use cert_path::{Certificate, Curve, PublicKeyKind};
use der::pem;
use secrecy::SecretString;
use zeroize::Zeroizing;

use super::error::SoftwareKeyError;
use super::key::PrivateKey;
use super::{password, pfx};

/// The first private key of a text.
pub(super) fn private_key(
    text: &[u8],
    certificates: &[Certificate],
    password: Option<&SecretString>,
) -> Result<PrivateKey, SoftwareKeyError> {
    let (label, block) = key_block(text)?;
    // The older labels may carry "Proc-Type: 4,ENCRYPTED" (RFC 1421), whose key derivation is MD5.
    if block.windows(9).any(|window| window == b"ENCRYPTED") && label != "ENCRYPTED PRIVATE KEY" {
        let name = "PEM encryption of RFC 1421".to_owned();
        return Err(SoftwareKeyError::Unsupported(name));
    }
    let (_, der) = pem::decode_vec(block).map_err(|_| SoftwareKeyError::Malformed("PEM text"))?;
    let der = Zeroizing::new(der);
    match label {
        "PRIVATE KEY" => PrivateKey::from_pkcs8(&der),
        "RSA PRIVATE KEY" => PrivateKey::from_pkcs1(&der),
        "EC PRIVATE KEY" => sec1(&der, certificates),
        _ => {
            let password = password.ok_or(SoftwareKeyError::PasswordNeeded)?;
            let forms = password::forms(password);
            for form in &forms {
                if let Some(key) = pfx::shrouded_key(&der, form)? {
                    return PrivateKey::from_pkcs8(&key);
                }
            }
            Err(SoftwareKeyError::WrongPassword)
        }
    }
}

fn sec1(der: &[u8], certificates: &[Certificate]) -> Result<PrivateKey, SoftwareKeyError> {
    let curves: Vec<Curve> = certificates
        .iter()
        .filter_map(|certificate| match certificate.public_key_kind() {
            PublicKeyKind::Ec { curve } => Some(curve),
            _ => None,
        })
        .collect();
    let mut result = Err(SoftwareKeyError::InconsistentKeys);
    for curve in curves {
        result = PrivateKey::from_sec1(der, curve);
        if result.is_ok() {
            break;
        }
    }
    result
}

/// Label and text of the first block that is a private key.
fn key_block(text: &[u8]) -> Result<(&'static str, &[u8]), SoftwareKeyError> {
    const LABELS: [&str; 4] = [
        "PRIVATE KEY",
        "ENCRYPTED PRIVATE KEY",
        "RSA PRIVATE KEY",
        "EC PRIVATE KEY",
    ];
    let mut first: Option<(usize, usize, &'static str)> = None;
    for label in LABELS {
        let begin = format!("-----BEGIN {label}-----");
        let end = format!("-----END {label}-----");
        let Some(start) = find(text, begin.as_bytes()) else {
            continue;
        };
        let Some(length) = find(text.get(start..).unwrap_or_default(), end.as_bytes()) else {
            return Err(SoftwareKeyError::Malformed("PEM text"));
        };
        if first.is_none_or(|(earliest, _, _)| start < earliest) {
            first = Some((start, start + length + end.len(), label));
        }
    }
    let (start, end, label) = first.ok_or(SoftwareKeyError::NoKey)?;
    Ok((label, text.get(start..end).unwrap_or_default()))
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}
