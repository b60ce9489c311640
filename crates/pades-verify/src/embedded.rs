//! Signatures found in the file, read, and not yet believed.
//!
//! All revisions are walked, oldest first, so that a signature that a later revision cleared, removed or replaced is still seen.

use std::collections::HashMap;

use pdf_revisions::{Dict, Object, PdfFile, PdfString, Reference, SignatureField, View};

use crate::anomaly::{Anomaly, Severity};
use crate::codes;
use crate::error::{Limit, VerifyError};
use crate::limits::Limits;
use crate::report::{Claims, SignatureKind};
use crate::text;

/// A signature dictionary and where it was found.
#[derive(Clone, Debug)]
pub(crate) struct EmbeddedSignature {
    /// Names of the fields that show it; never empty.
    pub(crate) fields: Vec<String>,
    pub(crate) reference: Option<Reference>,
    pub(crate) dictionary: Dict,
    /// `/ByteRange` and `/Contents` as of the revision that brought the signature, references followed.
    pub(crate) byte_range: Object,
    pub(crate) contents: Option<PdfString>,
    /// `/Cert` (ISO 32000-1 Table 252): a string, or an array of them.
    pub(crate) certificates: Vec<Vec<u8>>,
    pub(crate) kind: SignatureKind,
    pub(crate) sub_filter: String,
    /// Its signature references hold digests of objects (ISO 32000-1 Table 253, /DigestValue and /DigestLocation).
    pub(crate) reference_digests: bool,
    /// The lock dictionary of its field (ISO 32000-2 Table 236).
    pub(crate) lock: Option<Dict>,
    /// The first revision that shows it.
    pub(crate) since: usize,
    pub(crate) in_newest: bool,
}

/// What the search brought.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) signatures: Vec<EmbeddedSignature>,
    pub(crate) anomalies: Vec<Anomaly>,
}

/// Every signature of every revision.
pub(crate) fn embedded_signatures(file: &PdfFile, limits: &Limits) -> Result<Found, VerifyError> {
    let mut search = Search {
        limits,
        visits: 0,
        by_place: HashMap::new(),
        found: Found::default(),
    };
    let newest = file.revisions().len().saturating_sub(1);
    for revision in 0..=newest {
        search.revision(file.at(revision), revision, revision == newest)?;
    }
    Ok(search.finish())
}

struct Search<'l> {
    limits: &'l Limits,
    visits: usize,
    /// A signature is the same when its dictionary stands at the same place of the file.
    by_place: HashMap<Place, usize>,
    found: Found,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Place {
    Offset(u64),
    Object(Reference, usize),
}

impl Search<'_> {
    fn revision(
        &mut self,
        view: View<'_>,
        revision: usize,
        newest: bool,
    ) -> Result<(), VerifyError> {
        let fields = match view.signature_fields() {
            Ok(fields) => fields,
            Err(error) if newest => return Err(error.into()),
            Err(error) => {
                self.unreadable(revision, &error.to_string());
                Vec::new()
            }
        };
        self.visits = self.visits.saturating_add(fields.len());
        if self.visits > self.limits.field_visits {
            return Err(VerifyError::Limit(Limit::Signatures));
        }
        for field in fields {
            self.field(view, field, revision, newest)?;
        }
        self.permissions(view, revision, newest)
    }

    fn unreadable(&mut self, revision: usize, error: &str) {
        self.found.anomalies.push(Anomaly::new(
            codes::REVISION_UNREADABLE,
            Severity::Error,
            None,
            format!(
                "the signature fields of revision {} cannot be read: {error}",
                revision.saturating_add(1)
            ),
        ));
    }

    fn field(
        &mut self,
        view: View<'_>,
        field: SignatureField,
        revision: usize,
        newest: bool,
    ) -> Result<(), VerifyError> {
        let Some((reference, dictionary)) = field.value else {
            return Ok(());
        };
        let lock = view.value(&field.dict, b"Lock")?.as_dict().cloned();
        let candidate = Candidate {
            name: field.name,
            reference,
            dictionary,
            lock,
            revision,
            newest,
        };
        self.add(view, candidate)
    }

    /// `/Perms` (ISO 32000-2 §12.8.6): `/DocMDP` is one of the fields' signatures in an honest file, `/UR3` never is.
    fn permissions(
        &mut self,
        view: View<'_>,
        revision: usize,
        newest: bool,
    ) -> Result<(), VerifyError> {
        let Ok(catalog) = view.catalog() else {
            return Ok(());
        };
        let Object::Dictionary(permissions) = view.value(&catalog, b"Perms")? else {
            return Ok(());
        };
        if newest {
            self.unknown_permissions(&permissions);
        }
        for key in ["DocMDP", "UR", "UR3"] {
            let Object::Dictionary(dictionary) = view.value(&permissions, key.as_bytes())? else {
                continue;
            };
            let reference = permissions.reference(key.as_bytes());
            let candidate = Candidate {
                name: format!("/Perms/{key}"),
                reference,
                dictionary,
                lock: None,
                revision,
                newest,
            };
            self.add(view, candidate)?;
        }
        Ok(())
    }

    /// ISO 32000-2 Table 263, and PDF/A-2 §6.1.12, which allows no others.
    fn unknown_permissions(&mut self, permissions: &Dict) {
        let keys = permissions.iter().map(|(key, _)| key.to_string());
        let known = |key: &String| ["DocMDP", "UR3", "Type"].contains(&key.as_str());
        let unknown: Vec<String> = keys.filter(|key| !known(key)).take(16).collect();
        if !unknown.is_empty() {
            self.found.anomalies.push(Anomaly::new(
                codes::PERMISSIONS_UNKNOWN,
                Severity::Info,
                permissions.span().map(|span| span.start),
                format!(
                    "the permissions dictionary holds entries that are not of the standard: {}",
                    unknown.join(", ")
                ),
            ));
        }
    }

    fn add(&mut self, view: View<'_>, candidate: Candidate) -> Result<(), VerifyError> {
        let place = candidate.place();
        if let Some(known) = self
            .by_place
            .get(&place)
            .and_then(|index| self.found.signatures.get_mut(*index))
        {
            known.in_newest |= candidate.newest;
            if !known.fields.contains(&candidate.name) && !candidate.name.starts_with("/Perms/") {
                known.fields.push(candidate.name);
            }
            return Ok(());
        }
        if self.found.signatures.len() >= self.limits.signatures {
            return Err(VerifyError::Limit(Limit::Signatures));
        }
        let newest = candidate.newest;
        let signature = candidate.read(view)?;
        if signature.is_placeholder() {
            self.placeholder(&signature, newest);
            return Ok(());
        }
        self.by_place.insert(place, self.found.signatures.len());
        self.found.signatures.push(signature);
        Ok(())
    }

    fn placeholder(&mut self, signature: &EmbeddedSignature, newest: bool) {
        if newest {
            self.found.anomalies.push(Anomaly::new(
                codes::SIGNATURE_PLACEHOLDER,
                Severity::Warning,
                signature.dictionary.span().map(|span| span.start),
                format!(
                    "the signature of field {} was prepared and never filled in",
                    signature.field()
                ),
            ));
        }
    }

    fn finish(mut self) -> Found {
        self.found
            .signatures
            .sort_by_key(|signature| (signature.since, signature.gap_start()));
        let claimed = crate::claimed_ranges::anomalies(&self.found.signatures);
        self.found.anomalies.extend(claimed);
        for signature in &self.found.signatures {
            if signature.in_newest || signature.kind == SignatureKind::UsageRights {
                continue;
            }
            self.found.anomalies.push(Anomaly::new(
                codes::SIGNATURE_REMOVED,
                Severity::Error,
                signature.dictionary.span().map(|span| span.start),
                format!(
                    "the signature of field {} was cleared or removed by a later revision",
                    signature.field()
                ),
            ));
        }
        self.found
    }
}

/// A signature dictionary as it was met.
struct Candidate {
    name: String,
    reference: Option<Reference>,
    dictionary: Dict,
    lock: Option<Dict>,
    revision: usize,
    newest: bool,
}

impl Candidate {
    fn place(&self) -> Place {
        match (self.dictionary.span(), self.reference) {
            (Some(span), _) => Place::Offset(span.start),
            (None, Some(reference)) => Place::Object(reference, 0),
            (None, None) => Place::Object(Reference::new(0, 0), self.revision),
        }
    }

    fn read(self, view: View<'_>) -> Result<EmbeddedSignature, VerifyError> {
        let byte_range = array(view, view.value(&self.dictionary, b"ByteRange")?)?;
        let contents = match view.value(&self.dictionary, b"Contents")? {
            Object::String(contents) => Some(contents),
            _ => None,
        };
        let certificates = strings(array(view, view.value(&self.dictionary, b"Cert")?)?);
        let reference_digests = reference_digests(view, &self.dictionary)?;
        let sub_filter = view.value(&self.dictionary, b"SubFilter")?;
        let sub_filter = sub_filter
            .as_name()
            .map(ToString::to_string)
            .unwrap_or_default();
        Ok(EmbeddedSignature {
            kind: self.kind(&sub_filter),
            fields: vec![self.name],
            reference: self.reference,
            dictionary: self.dictionary,
            byte_range,
            contents,
            certificates,
            sub_filter,
            reference_digests,
            lock: self.lock,
            since: self.revision,
            in_newest: self.newest,
        })
    }

    /// ISO 32000-2 §12.8.5: a document time-stamp is known by its SubFilter, whatever /Type says.
    fn kind(&self, sub_filter: &str) -> SignatureKind {
        if self.name.starts_with("/Perms/UR") {
            SignatureKind::UsageRights
        } else if sub_filter == "ETSI.RFC3161" {
            SignatureKind::DocumentTimestamp
        } else {
            SignatureKind::Signature
        }
    }
}

fn reference_digests(view: View<'_>, dictionary: &Dict) -> Result<bool, VerifyError> {
    let Object::Array(references) = array(view, view.value(dictionary, b"Reference")?)? else {
        return Ok(false);
    };
    let mut references = references.iter().filter_map(Object::as_dict);
    Ok(references.any(|one| one.contains(b"DigestValue") || one.contains(b"DigestLocation")))
}

fn array(view: View<'_>, object: Object) -> Result<Object, VerifyError> {
    let Object::Array(items) = object else {
        return Ok(object);
    };
    let items: Result<Vec<Object>, _> = items
        .iter()
        .take(16)
        .map(|item| view.deref(item).map(|item| item.into_owned()))
        .collect();
    Ok(Object::Array(items?))
}

fn strings(object: Object) -> Vec<Vec<u8>> {
    let items = match object {
        Object::Array(items) => items,
        other => vec![other],
    };
    let strings = items.into_iter().filter_map(|item| match item {
        Object::String(string) => Some(string.bytes.clone()),
        _ => None,
    });
    strings.collect()
}

impl EmbeddedSignature {
    /// The name of the first field that shows it.
    pub(crate) fn field(&self) -> &str {
        self.fields.first().map_or("", String::as_str)
    }

    fn gap_start(&self) -> u64 {
        self.contents
            .as_ref()
            .and_then(|contents| contents.span.as_ref())
            .map_or(u64::MAX, |span| span.start)
    }

    /// A hole that a signer prepared and never filled: nothing in `/Contents`, and a `/ByteRange` that was never written. With a real
    /// `/ByteRange` an empty `/Contents` is an attack (universal signature forgery), not a placeholder.
    fn is_placeholder(&self) -> bool {
        let empty = self.contents.as_ref().is_none_or(|contents| {
            contents
                .bytes
                .iter()
                .all(|byte| *byte == 0 || *byte == b'0')
        });
        let unwritten = match &self.byte_range {
            Object::Array(items) => {
                items.iter().skip(1).any(|item| item.as_integer().is_none())
                    || items.iter().all(|item| item.as_integer() == Some(0))
            }
            Object::Null => self.dictionary.get(b"Contents").is_none(),
            _ => true,
        };
        empty && unwritten
    }

    /// What the signer wrote beside the signature.
    pub(crate) fn claims(&self) -> Claims {
        let string = |key: &[u8]| {
            self.dictionary
                .string(key)
                .map(|string| text::text(&string.bytes))
        };
        Claims {
            signing_time: self
                .dictionary
                .string(b"M")
                .and_then(|string| text::date(&string.bytes)),
            name: string(b"Name"),
            reason: string(b"Reason"),
            location: string(b"Location"),
            contact: string(b"ContactInfo"),
            ..Claims::default()
        }
    }
}
