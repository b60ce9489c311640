//! Conditions that the author of a form set for the signer's certificate and policy (ISO 32000-2 §12.7.5.5, table 239).

use cert_path::Certificate;
use pdf_revisions::{Dict, Object, PdfString, View};

use crate::checked_signer::CheckedSigner;
use crate::error::SignError;
use crate::request::SignatureRequest;
use crate::seed_value::{Constraint, Unmet, strings};
use crate::text::decode;

/// Bits of `/Ff` in a certificate seed value dictionary.
mod flag {
    pub(super) const SUBJECT: i64 = 1;
    pub(super) const ISSUER: i64 = 1 << 1;
    pub(super) const OID: i64 = 1 << 2;
    pub(super) const SUBJECT_DN: i64 = 1 << 3;
    pub(super) const KEY_USAGE: i64 = 1 << 5;
    pub(super) const URL: i64 = 1 << 6;
}

/// Attribute types by the short names of RFC 4519, and two that certificates use beside.
const ATTRIBUTE_TYPES: [(&str, &str); 16] = [
    ("C", "2.5.4.6"),
    ("CN", "2.5.4.3"),
    ("DC", "0.9.2342.19200300.100.1.25"),
    ("dnQualifier", "2.5.4.46"),
    ("E", "1.2.840.113549.1.9.1"),
    ("emailAddress", "1.2.840.113549.1.9.1"),
    ("givenName", "2.5.4.42"),
    ("L", "2.5.4.7"),
    ("O", "2.5.4.10"),
    ("OU", "2.5.4.11"),
    ("serialNumber", "2.5.4.5"),
    ("SN", "2.5.4.4"),
    ("ST", "2.5.4.8"),
    ("street", "2.5.4.9"),
    ("title", "2.5.4.12"),
    ("UID", "0.9.2342.19200300.100.1.1"),
];

/// A certificate seed value dictionary.
pub(crate) struct Conditions<'a> {
    pub(crate) view: &'a View<'a>,
    pub(crate) dict: &'a Dict,
}

impl Conditions<'_> {
    /// What `request`, signed by `signer`, does not meet.
    pub(crate) fn unmet(&self, request: &SignatureRequest, signer: &CheckedSigner) -> Unmet {
        if let Some(constraint) = self.certificate(signer)? {
            return Ok(Some(constraint));
        }
        self.policy(request)
    }

    fn certificate(&self, signer: &CheckedSigner) -> Unmet {
        let flags = self.value(b"Ff")?.as_integer().unwrap_or(0);
        let required = |bit: i64| flags & bit != 0;
        let (own, issuers) = (&signer.path()[..1], &signer.path()[1..]);
        let of = |name| Ok(Some(Constraint::Certificate(name)));
        if required(flag::SUBJECT) && !self.lists(b"Subject", own)? {
            return of("subject");
        }
        if required(flag::ISSUER) && !self.lists(b"Issuer", issuers)? {
            return of("issuer");
        }
        if required(flag::OID) && !self.policies_are_there(signer.certificate())? {
            return of("policy");
        }
        if required(flag::SUBJECT_DN) && !self.names(signer.certificate())? {
            return of("subject name");
        }
        if required(flag::KEY_USAGE) && !self.key_usage_fits(signer.certificate())? {
            return of("key usage");
        }
        // /URL tells where to enrol, which is no condition; but a server that signs is another signer.
        let is_server = self
            .value(b"URLType")?
            .as_name()
            .is_some_and(|of| *of == "ASSP");
        let unmet = required(flag::URL) && is_server;
        Ok(unmet.then_some(Constraint::CertificateUnsupported("signature server")))
    }

    /// Is one of the certificates listed, byte by byte?
    fn lists(&self, key: &[u8], candidates: &[Certificate]) -> Result<bool, SignError> {
        let wanted = self.strings(key)?;
        let listed =
            |certificate: &Certificate| wanted.iter().any(|der| der.bytes == certificate.der());
        Ok(candidates.iter().any(listed))
    }

    /// Every certificate policy that is listed shall be in the certificate.
    fn policies_are_there(&self, certificate: &Certificate) -> Result<bool, SignError> {
        let policies = certificate.policies();
        let there = |wanted: &PdfString| {
            let wanted = decode(wanted);
            policies.iter().any(|policy| policy.to_string() == wanted)
        };
        Ok(self.strings(b"OID")?.iter().all(there))
    }

    /// Does the subject have all the attributes of one of the dictionaries?
    fn names(&self, certificate: &Certificate) -> Result<bool, SignError> {
        for wanted in self.value(b"SubjectDN")?.as_array().unwrap_or_default() {
            if let Some(wanted) = self.view.deref(wanted)?.as_dict()
                && self.has_all(certificate, wanted)?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn has_all(&self, certificate: &Certificate, wanted: &Dict) -> Result<bool, SignError> {
        for (key, value) in wanted.iter() {
            let key = String::from_utf8_lossy(key.as_bytes()).into_owned();
            let known = ATTRIBUTE_TYPES.iter().find(|(name, _)| *name == key);
            let oid = known.map_or(key.as_str(), |(_, oid)| oid);
            let value = match self.view.deref(value)?.as_ref() {
                Object::String(value) => decode(value),
                _ => return Ok(false),
            };
            let mut attributes = certificate.subject().attributes();
            let has = attributes
                .any(|one| one.oid().to_string() == oid && one.text() == Some(value.as_str()));
            if !has {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// `1` set, `0` clear, `X` either; bits that are not given: either. One of the patterns shall fit.
    fn key_usage_fits(&self, certificate: &Certificate) -> Result<bool, SignError> {
        let Some(usage) = certificate.key_usage() else {
            return Ok(false);
        };
        let fits = |pattern: &PdfString| {
            (0_u8..9)
                .zip(&pattern.bytes)
                .all(|(bit, wanted)| match wanted {
                    b'1' => usage.bit(bit),
                    b'0' => !usage.bit(bit),
                    _ => true,
                })
        };
        Ok(self.strings(b"KeyUsage")?.iter().any(fits))
    }

    /// `/SignaturePolicyOID` and what goes with it, which have no flag (PDF 2.0).
    fn policy(&self, request: &SignatureRequest) -> Unmet {
        let Object::String(wanted) = self.value(b"SignaturePolicyOID")? else {
            return Ok(None);
        };
        let wanted = decode(&wanted);
        let unmet = || Ok(Some(Constraint::SignaturePolicy(wanted.clone())));
        let Some(policy) = &request.policy else {
            return unmet();
        };
        if policy.id.to_string() != wanted {
            return unmet();
        }
        if let Object::String(digest) = self.value(b"SignaturePolicyHashValue")?
            && digest.bytes != policy.digest.as_bytes()
        {
            return unmet();
        }
        let commitments = self.strings(b"SignaturePolicyCommitmentType")?;
        let commitments: Vec<String> = commitments.iter().map(decode).collect();
        // an empty string stands for all that the policy defines
        let any = commitments.iter().all(String::is_empty);
        let met = request.commitment.is_none_or(|commitment| {
            let oid = commitment.oid().to_string();
            any || commitments.contains(&oid)
        });
        Ok((!met).then(|| Constraint::Commitment(commitments.join(", "))))
    }

    fn value(&self, key: &[u8]) -> Result<Object, SignError> {
        Ok(self.view.value(self.dict, key)?)
    }

    fn strings(&self, key: &[u8]) -> Result<Vec<PdfString>, SignError> {
        strings(self.view, self.dict, key)
    }
}
