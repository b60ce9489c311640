//! Conditions that the author of a form set for the signature of a field (ISO 32000-2 §12.7.5.5, tables 237 to 240).
//!
//! Required conditions are met or signing is refused; wishes (`/Ff` bit clear) are not followed.

use pdf_revisions::{Dict, Object, PdfString, View};

use crate::checked_signer::CheckedSigner;
use crate::error::SignError;
use crate::request::{Permissions, SignatureRequest};
use crate::seed_certificate::Conditions;
use crate::text::decode;

/// A condition that is not met.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Constraint {
    /// `/AppearanceFilter`.
    #[error("an appearance of a given name, which is not supported")]
    Appearance,
    /// `/Cert /Issuer`, `/Subject`, `/SubjectDN`, `/OID` or `/KeyUsage`.
    #[error("a certificate with another {0}")]
    Certificate(&'static str),
    /// A certificate condition that is not understood.
    #[error("a certificate with a certain {0}, which is not supported")]
    CertificateUnsupported(&'static str),
    /// `/MDP`: whether the signature certifies, and with which permissions.
    #[error("certification permissions P={0} (0: none)")]
    Certification(i64),
    /// `/Cert /SignaturePolicyCommitmentType`.
    #[error("one of the commitment types {0}")]
    Commitment(String),
    /// `/DigestMethod`.
    #[error("one of the digests {0}")]
    Digest(String),
    /// `/Filter`.
    #[error("the signature handler {0}")]
    Filter(String),
    /// `/LegalAttestation`.
    #[error("a legal attestation, which is not supported")]
    LegalAttestation,
    /// `/LockDocument`: by a certification that allows no change, or not.
    #[error("that the document is {}locked by certification P=1", if *.0 { "" } else { "not " })]
    LockDocument(bool),
    /// `/Reasons`.
    #[error("one of the reasons {0}")]
    Reason(String),
    /// `/Reasons` with the flag and no choice: no reason may be given.
    #[error("that no reason is given")]
    ReasonForbidden,
    /// `/AddRevInfo`.
    #[error("revocation information inside the signature, which is not supported")]
    RevocationInfo,
    /// `/Cert /SignaturePolicyOID`, and its `/SignaturePolicyHashValue`.
    #[error("the signature policy {0}")]
    SignaturePolicy(String),
    /// `/SubFilter`.
    #[error("one of the signature formats {0}")]
    SubFilter(String),
    /// `/TimeStamp`.
    #[error("a time-stamp")]
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

/// The first condition that is not met.
pub(crate) type Unmet = Result<Option<Constraint>, SignError>;

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
        if let Some(constraint) = self.lock(required, request)? {
            return Ok(Some(constraint));
        }
        if let Some(constraint) = self.timestamp(request)? {
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
        self.certificate(request, signer)
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
        if required(flag::APPEARANCE_FILTER) && !self.value(b"AppearanceFilter")?.is_null() {
            return Ok(Some(Constraint::Appearance));
        }
        Ok(None)
    }

    /// `/LockDocument`: `true`, `false`, or `auto`, which leaves it to the signer.
    fn lock(&self, required: impl Fn(i64) -> bool, request: &SignatureRequest) -> Unmet {
        let locks = request.certification == Some(Permissions::NoChanges);
        let wanted = match self
            .value(b"LockDocument")?
            .as_name()
            .map(|name| name.as_bytes())
        {
            Some(b"true") => true,
            Some(b"false") => false,
            _ => return Ok(None),
        };
        let unmet = required(flag::LOCK_DOCUMENT) && wanted != locks;
        Ok(unmet.then_some(Constraint::LockDocument(wanted)))
    }

    /// ISO 32000-2 table 237, `/TimeStamp`: its own `/Ff` says whether it is required. Whose it is, is the caller's choice.
    fn timestamp(&self, request: &SignatureRequest) -> Unmet {
        let timestamp = self.value(b"TimeStamp")?;
        let demanded = |dict: &Dict| {
            Ok::<_, SignError>(self.view.value(dict, b"Ff")?.as_integer().unwrap_or(0) & 1 != 0)
        };
        match timestamp.as_dict() {
            Some(dict) if demanded(dict)? && request.timestamp_room.is_none() => {
                Ok(Some(Constraint::Timestamp))
            }
            _ => Ok(None),
        }
    }

    /// ISO 32000-2 table 237, `/Reasons`: with the flag, one of them; none, or a lone full stop: no reason at all.
    fn reasons(&self, request: &SignatureRequest) -> Unmet {
        let reasons = strings(self.view, self.dict, b"Reasons")?;
        let reasons = reasons.iter().map(decode).collect::<Vec<_>>();
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

    fn certificate(&self, request: &SignatureRequest, signer: &CheckedSigner) -> Unmet {
        let conditions = self.value(b"Cert")?;
        let Some(dict) = conditions.as_dict() else {
            return Ok(None);
        };
        let view = self.view;
        Conditions { view, dict }.unmet(request, signer)
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
}

/// The strings of an array.
pub(crate) fn strings(
    view: &View<'_>,
    dict: &Dict,
    key: &[u8],
) -> Result<Vec<PdfString>, SignError> {
    let mut strings = Vec::new();
    for item in view.value(dict, key)?.as_array().unwrap_or_default() {
        if let Object::String(text) = view.deref(item)?.into_owned() {
            strings.push(text);
        }
    }
    Ok(strings)
}
