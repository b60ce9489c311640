//! Time-stamp tokens (RFC 3161 §2.4.2), so that a test can say what is wrong in them.

use demo_pki::Issued;
use jiff::Timestamp;

use super::cms::{SHA_256, algorithm, attribute, sequence, sha256, signed_data, tlv};

// Contents of object identifiers.
const TST_INFO: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x04";
const SIGNING_CERTIFICATE_V2: &[u8] = b"\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x2f";
/// 1.3.6.1.4.1.32473.704.2, below the arc of RFC 5612.
const POLICY: &[u8] = b"\x2b\x06\x01\x04\x01\x81\xfd\x59\x85\x40\x02";

/// A token to be made.
#[derive(Clone, Debug)]
pub struct Stamp {
    pub authority: Issued,
    /// genTime, in whole seconds.
    pub time: Timestamp,
    /// In seconds, below 128.
    pub accuracy: Option<u8>,
    /// The imprint is made of these bytes, whatever is to be stamped.
    pub instead: Option<Vec<u8>>,
    /// Whether the signed attributes name the authority's certificate.
    pub names_its_certificate: bool,
    /// One bit of the signature is wrong.
    pub damaged: bool,
}

impl Stamp {
    /// An honest one.
    pub fn new(authority: &Issued, time: Timestamp) -> Self {
        Self {
            authority: authority.clone(),
            time,
            accuracy: None,
            instead: None,
            names_its_certificate: true,
            damaged: false,
        }
    }

    /// The token for these bytes.
    pub fn over(&self, bytes: &[u8]) -> Vec<u8> {
        let info = self.info(self.instead.as_deref().unwrap_or(bytes));
        let mut more = Vec::new();
        if self.names_its_certificate {
            let id = sequence(&[tlv(4, &sha256(&self.authority.certificate_der))]);
            let ids = sequence(&[sequence(&[id])]);
            more.push(attribute(SIGNING_CERTIFICATE_V2, &ids));
        }
        let content = (TST_INFO, info.as_slice());
        let mut token = signed_data(&self.authority, content, more, |_| Vec::new(), &[]);
        if self.damaged {
            // The signature value is what stands last.
            *token.last_mut().unwrap() ^= 1;
        }
        token
    }

    fn info(&self, stamped: &[u8]) -> Vec<u8> {
        let time = self.time.strftime("%Y%m%d%H%M%SZ").to_string();
        let accuracy = self.accuracy.map(|seconds| sequence(&[tlv(2, &[seconds])]));
        sequence(&[
            tlv(2, &[1]),
            tlv(6, POLICY),
            sequence(&[algorithm(SHA_256), tlv(4, &sha256(stamped))]),
            tlv(2, &[7]),
            tlv(0x18, time.as_bytes()),
            accuracy.unwrap_or_default(),
        ])
    }
}
