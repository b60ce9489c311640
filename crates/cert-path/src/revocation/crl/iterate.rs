//! The entries of a CRL as values, one after another.

use super::Crl;
use super::entry::{CrlEntry, RawEntry};
use super::points::PointName;
use super::walk::Walk;
use crate::certificate::{DistinguishedName, SerialNumber};
use crate::error::CertificateError;

/// Iterator over [`CrlEntry`]s: holds one piece of the CRL, never all of it. Ends after the first error.
pub struct CrlEntries<'c> {
    walk: Walk<'c>,
    issuer: Option<DistinguishedName>,
    ended: bool,
}

impl<'c> CrlEntries<'c> {
    pub(super) fn of(crl: &'c Crl) -> Self {
        let head = &crl.inner.head;
        Self {
            walk: Walk::new(&*crl.inner.source, head.entries.clone(), head.version),
            issuer: Some(head.issuer.clone()),
            ended: false,
        }
    }
}

impl Iterator for CrlEntries<'_> {
    type Item = Result<CrlEntry, CertificateError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let entry = match self.walk.next(|_| {}) {
            Ok(Some(entry)) => value(&entry, &mut self.issuer),
            Ok(None) => {
                self.ended = true;
                return None;
            }
            Err(error) => Err(error),
        };
        self.ended = entry.is_err();
        Some(entry)
    }
}

impl core::fmt::Debug for CrlEntries<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("CrlEntries").finish_non_exhaustive()
    }
}

fn value(
    entry: &RawEntry<'_>,
    issuer: &mut Option<DistinguishedName>,
) -> Result<CrlEntry, CertificateError> {
    // RFC 5280 §5.3.3: it stays the issuer of the entries that follow
    let named = entry
        .rare
        .as_ref()
        .and_then(|rare| rare.certificate_issuer.as_ref());
    if let Some(names) = named {
        *issuer = names.iter().find_map(PointName::directory).cloned();
    }
    Ok(CrlEntry {
        serial: SerialNumber::of(entry.serial),
        since: entry.since()?,
        reason: entry.reason,
        invalidity_date: entry.invalidity_date(),
        certificate_issuer: issuer.clone(),
        unknown_critical_extension: entry.unknown_critical(),
    })
}
