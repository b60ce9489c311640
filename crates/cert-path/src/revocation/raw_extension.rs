//! Extensions as CRLs, their entries, and OCSP responses carry them (RFC 5280 §4.1), before anyone reads what they say.

use std::collections::HashSet;

use der::asn1::ObjectIdentifier;

use crate::asn1::{self, Element};
use crate::error::{CertificateError, CertificateErrorKind as Kind};

/// One extension.
pub(crate) struct RawExtension<'a> {
    pub(crate) oid: ObjectIdentifier,
    pub(crate) critical: bool,
    /// `extnValue`.
    pub(crate) value: Element<'a>,
}

impl<'a> RawExtension<'a> {
    /// Reads the one element that the value must be.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&Element<'a>) -> Result<T, CertificateError>,
    ) -> Result<T, CertificateError> {
        let body = Element::only(self.value.content, self.value.content_offset());
        body.and_then(|body| read(&body))
            .map_err(|error| CertificateError {
                kind: Kind::Extension(self.oid),
                offset: error.offset,
            })
    }
}

/// `Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension`, each once (§4.2).
pub(crate) fn read_list<'a>(list: &Element<'a>) -> Result<Vec<RawExtension<'a>>, CertificateError> {
    let mut members = list.expect_tag(asn1::SEQUENCE)?.children();
    if members.is_empty() {
        return Err(list.error(Kind::EmptyList));
    }
    let mut all = Vec::new();
    let mut seen = HashSet::new();
    while !members.is_empty() {
        let extension = members.expect(asn1::SEQUENCE)?;
        let mut fields = extension.children();
        let oid = fields.any()?.object_identifier()?;
        let critical = fields
            .optional(asn1::BOOLEAN)?
            .map_or(Ok(false), |flag| flag.boolean())?;
        let value = fields.expect(asn1::OCTET_STRING)?;
        fields.finish()?;
        if !seen.insert(oid) {
            return Err(extension.error(Kind::DuplicateExtension(oid)));
        }
        all.push(RawExtension {
            oid,
            critical,
            value,
        });
    }
    Ok(all)
}
