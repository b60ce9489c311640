//! Conditions that the author of a form set for the signature of a field (ISO 32000-2 §12.7.5.5, tables 237 to 240).
//!
//! Required conditions are met or signing is refused; wishes (`/Ff` bit clear) are not followed.

use cert_path::Certificate;
use pdf_revisions::{Dict, Object, PdfString, View};

use crate::checked_signer::CheckedSigner;
use crate::error::SignError;
use crate::request::SignatureRequest;
use crate::text::decode;

/// A condition that is not met.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Constraint {
    /// `/AppearanceFilter`.
    #[error("an appearance of a given name, which is not supported")]
    Appearance,
    /// `/Cert /Issuer`, `/Subject` or `/KeyUsage`.
    #[error("a certificate with another {0}")]
    Certificate(&'static str),
    /// A certificate condition that is not understood.
    #[error("a certificate with a certain {0}, which is not supported")]
    CertificateUnsupported(&'static str),
    /// `/MDP`: whether the signature certifies, and with which permissions.
    #[error("certification permissions P={0} (0: none)")]
    Certification(i64),
    /// `/DigestMethod`.
    #[error("one of the digests {0}")]
    Digest(String),
    /// `/Filter`.
    #[error("the signature handler {0}")]
    Filter(String),
    /// `/LegalAttestation`.
    #[error("a legal attestation, which is not supported")]
    LegalAttestation,
    /// `/LockDocument`.
    #[error("that the document is locked, which is not supported")]
    LockDocument,
    /// `/Reasons`.
    #[error("one of the reasons {0}")]
    Reason(String),
    /// `/Reasons` with the flag and no choice: no reason may be given.
    #[error("that no reason is given")]
    ReasonForbidden,
    /// `/AddRevInfo`.
    #[error("revocation information inside the signature, which is not supported")]
    RevocationInfo,
    /// `/SubFilter`.
    #[error("one of the signature formats {0}")]
    SubFilter(String),
    /// `/TimeStamp`.
    #[error("a time-stamp, which is not supported")]
    Timestamp,
    /// `/V`.
    #[error("a seed value parser of version {0}, which is not supported")]
    Version(i64),
}

/// Bits of `/Ff` in a seed value dictionary (ISO 32000-2 table 237).
mod flag {
    pub(super) const FILTER: i64 = 1;
    pub(super) const SUB_FILTER: i64 = 1 << 1;
    pub(super) const V: i64 = 1 << 2;
    pub(super) const REASONS: i64 = 1 << 3;
    pub(super) const LEGAL_ATTESTATION: i64 = 1 << 4;
    pub(super) const ADD_REV_INFO: i64 = 1 << 5;
    pub(super) const DIGEST_METHOD: i64 = 1 << 6;
    pub(super) const LOCK_DOCUMENT: i64 = 1 << 7;
    pub(super) const APPEARANCE_FILTER: i64 = 1 << 8;
}

/// Bits of `/Ff` in a certificate seed value dictionary (ISO 32000-2 table 239).
mod certificate_flag {
    pub(super) const SUBJECT: i64 = 1;
    pub(super) const ISSUER: i64 = 1 << 1;
    pub(super) const OID: i64 = 1 << 2;
    pub(super) const SUBJECT_DN: i64 = 1 << 3;
    pub(super) const KEY_USAGE: i64 = 1 << 5;
}

/// Does `request`, signed by `signer`, meet what `field` (named `name`) demands?
pub(crate) fn check(
    view: &View<'_>,
    name: &str,
    field: &Dict,
    request: &SignatureRequest,
    signer: &CheckedSigner,
) -> Result<(), SignError> {
    let seed = view.value(field, b"SV")?;
    let Some(seed) = seed.as_dict() else {
        return Ok(());
    };
    let seed = Seed { view, dict: seed };
    match seed.unmet(request, signer)? {
        Some(constraint) => Err(SignError::SeedValue {
            field: name.to_owned(),
            constraint,
        }),
        None => Ok(()),
    }
}

struct Seed<'a> {
    view: &'a View<'a>,
    dict: &'a Dict,
}

type Unmet = Result<Option<Constraint>, SignError>;

impl Seed<'_> {
    fn unmet(&self, request: &SignatureRequest, signer: &CheckedSigner) -> Unmet {
        let flags = self.integer(b"Ff")?.unwrap_or(0);
        let required = |bit: i64| flags & bit != 0;
        if let Some(constraint) = self.formats(required, request, signer)? {
            return Ok(Some(constraint));
        }
        if let Some(constraint) = self.not_supported(required)? {
            return Ok(Some(constraint));
        }
        if required(flag::REASONS)
            && let Some(constraint) = self.reasons(request)?
        {
            return Ok(Some(constraint));
        }
        if let Some(constraint) = self.certification(request)? {
            return Ok(Some(constraint));
        }
        self.certificate(signer)
    }

    fn formats(
        &self,
        required: impl Fn(i64) -> bool,
        request: &SignatureRequest,
        signer: &CheckedSigner,
    ) -> Unmet {
        if required(flag::FILTER) {
            let filter = self.names(b"Filter")?;
            if filter.iter().any(|name| name != "Adobe.PPKLite") {
                return Ok(Some(Constraint::Filter(filter.join(", "))));
            }
        }
        let sub_filters = self.names(b"SubFilter")?;
        if required(flag::SUB_FILTER)
            && !sub_filters
                .iter()
                .any(|name| name == request.sub_filter.name())
        {
            return Ok(Some(Constraint::SubFilter(sub_filters.join(", "))));
        }
        let digests = self.names(b"DigestMethod")?;
        let ours = signer.document_digest_algorithm().name().replace('-', "");
        if required(flag::DIGEST_METHOD)
            && !digests.is_empty()
            && !digests.iter().any(|name| name.replace('-', "") == ours)
        {
            return Ok(Some(Constraint::Digest(digests.join(", "))));
        }
        Ok(None)
    }

    fn not_supported(&self, required: impl Fn(i64) -> bool) -> Unmet {
        // ISO 32000-2 table 237, /V: 3 is the latest parser.
        if let Some(version) = self
            .integer(b"V")?
            .filter(|&version| required(flag::V) && version > 3)
        {
            return Ok(Some(Constraint::Version(version)));
        }
        if required(flag::LEGAL_ATTESTATION) && !self.value(b"LegalAttestation")?.is_null() {
            return Ok(Some(Constraint::LegalAttestation));
        }
        if required(flag::ADD_REV_INFO) && self.value(b"AddRevInfo")? == Object::Boolean(true) {
            return Ok(Some(Constraint::RevocationInfo));
        }
        let lock = self.value(b"LockDocument")?;
        if required(flag::LOCK_DOCUMENT) && lock.as_name().is_some_and(|name| *name != "false") {
            return Ok(Some(Constraint::LockDocument));
        }
        if required(flag::APPEARANCE_FILTER) && !self.value(b"AppearanceFilter")?.is_null() {
            return Ok(Some(Constraint::Appearance));
        }
        // ISO 32000-2 table 237, /TimeStamp: its own /Ff says whether it is required.
        let timestamp = self.value(b"TimeStamp")?;
        let demanded = |dict: &Dict| {
            Ok::<_, SignError>(self.view.value(dict, b"Ff")?.as_integer().unwrap_or(0) & 1 != 0)
        };
        match timestamp.as_dict() {
            Some(dict) if demanded(dict)? => Ok(Some(Constraint::Timestamp)),
            _ => Ok(None),
        }
    }

    /// ISO 32000-2 table 237, `/Reasons`: with the flag, one of them; none, or a lone full stop: no reason at all.
    fn reasons(&self, request: &SignatureRequest) -> Unmet {
        let reasons = self
            .strings(self.dict, b"Reasons")?
            .iter()
            .map(decode)
            .collect::<Vec<_>>();
        let given = request
            .reason
            .as_deref()
            .filter(|reason| !reason.is_empty());
        if reasons.is_empty() || reasons == ["."] {
            return Ok(given.map(|_| Constraint::ReasonForbidden));
        }
        let met = given.is_some_and(|given| reasons.iter().any(|reason| reason == given));
        Ok((!met).then(|| Constraint::Reason(reasons.join(" | "))))
    }

    /// ISO 32000-2 table 237, `/MDP`: 0 an ordinary signature, 1 to 3 a certification with these permissions.
    fn certification(&self, request: &SignatureRequest) -> Unmet {
        let mdp = self.value(b"MDP")?;
        let Some(mdp) = mdp.as_dict() else {
            return Ok(None);
        };
        let Some(wanted) = self.view.value(mdp, b"P")?.as_integer() else {
            return Ok(None);
        };
        let asked = request
            .certification
            .map_or(0, |permissions| i64::from(permissions.number()));
        Ok((wanted != asked).then_some(Constraint::Certification(wanted)))
    }

    /// ISO 32000-2 table 239. `/URL` tells where to enrol and is no condition.
    fn certificate(&self, signer: &CheckedSigner) -> Unmet {
        let conditions = self.value(b"Cert")?;
        let Some(conditions) = conditions.as_dict() else {
            return Ok(None);
        };
        let flags = self
            .view
            .value(conditions, b"Ff")?
            .as_integer()
            .unwrap_or(0);
        let required = |bit: i64| flags & bit != 0;
        let one_of = |key: &[u8], candidates: &[Certificate]| {
            let wanted = self.strings(conditions, key)?;
            let listed =
                |certificate: &Certificate| wanted.iter().any(|der| der.bytes == certificate.der());
            Ok::<_, SignError>(candidates.iter().any(listed))
        };
        if required(certificate_flag::SUBJECT) && !one_of(b"Subject", &signer.path()[..1])? {
            return Ok(Some(Constraint::Certificate("subject")));
        }
        if required(certificate_flag::ISSUER) && !one_of(b"Issuer", &signer.path()[1..])? {
            return Ok(Some(Constraint::Certificate("issuer")));
        }
        for (bit, what) in [
            (certificate_flag::OID, "policy"),
            (certificate_flag::SUBJECT_DN, "subject name"),
        ] {
            if required(bit) {
                return Ok(Some(Constraint::CertificateUnsupported(what)));
            }
        }
        let usages = self.strings(conditions, b"KeyUsage")?;
        let fits = |usage: &PdfString| key_usage_fits(&usage.bytes, signer.certificate());
        let unmet = required(certificate_flag::KEY_USAGE) && !usages.iter().any(fits);
        Ok(unmet.then_some(Constraint::Certificate("key usage")))
    }

    fn value(&self, key: &[u8]) -> Result<Object, SignError> {
        Ok(self.view.value(self.dict, key)?)
    }

    fn integer(&self, key: &[u8]) -> Result<Option<i64>, SignError> {
        Ok(self.value(key)?.as_integer())
    }

    /// A name, or the names of an array.
    fn names(&self, key: &[u8]) -> Result<Vec<String>, SignError> {
        let value = self.value(key)?;
        let single = std::slice::from_ref(&value);
        let mut names = Vec::new();
        for item in value.as_array().unwrap_or(single) {
            match self.view.deref(item)?.as_ref() {
                Object::Name(name) => {
                    names.push(String::from_utf8_lossy(name.as_bytes()).into_owned())
                }
                Object::String(text) => names.push(decode(text)),
                _ => {}
            }
        }
        Ok(names)
    }

    fn strings(&self, dict: &Dict, key: &[u8]) -> Result<Vec<PdfString>, SignError> {
        let mut strings = Vec::new();
        for item in self.view.value(dict, key)?.as_array().unwrap_or_default() {
            if let Object::String(text) = self.view.deref(item)?.into_owned() {
                strings.push(text);
            }
        }
        Ok(strings)
    }
}

/// ISO 32000-2 table 239, `/KeyUsage`: `1` set, `0` clear, `X` either; bits that are not given: either.
fn key_usage_fits(pattern: &[u8], certificate: &Certificate) -> bool {
    let Some(usage) = certificate.key_usage() else {
        return false;
    };
    (0_u8..9).zip(pattern).all(|(bit, wanted)| match wanted {
        b'1' => usage.bit(bit),
        b'0' => !usage.bit(bit),
        _ => true,
    })
}
