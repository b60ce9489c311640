//! Certificate revocation lists (RFC 5280 §5), with whatever a test wants in them.

use std::io::Write;

use jiff::Timestamp;

use crate::authority::Authority;
use crate::der::{self, sequence, tagged, tagged_primitive};
use crate::error::DemoPkiError;
use crate::extensions::{self, extension};
use crate::general_name::{DistributionPoint, DistributionPointName};
use crate::key::Signer;
use crate::profile::ExtraExtension;
use crate::revocation_reason::{Reason, reason_flags};

/// Everything a revocation list shall contain. Nothing is checked: wrong lists are wanted, too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrlProfile {
    /// 2, or 1 for a list that cannot have extensions: the fields that need them are then left out.
    pub version: u8,
    /// The issuer's name (DER) when it shall not be the authority's own.
    pub issuer: Option<Vec<u8>>,
    /// thisUpdate.
    pub this_update: Timestamp,
    /// nextUpdate.
    pub next_update: Option<Timestamp>,
    /// authorityKeyIdentifier, of the key that signs.
    pub authority_key_identifier: bool,
    /// cRLNumber (RFC 5280 §5.2.3).
    pub number: Option<u64>,
    /// deltaCRLIndicator, critical (RFC 5280 §5.2.4): the number of the complete list that this one adds to.
    pub delta_base: Option<u64>,
    /// issuingDistributionPoint, critical (RFC 5280 §5.2.5).
    pub issuing_distribution_point: Option<Idp>,
    /// freshestCRL (RFC 5280 §5.2.6).
    pub freshest_crl: Vec<DistributionPoint>,
    /// expiredCertsOnCRL (X.509 §9.5.2.8).
    pub expired_certs_on_crl: Option<Timestamp>,
    /// Written as given, after the others.
    pub extra_extensions: Vec<ExtraExtension>,
    /// revokedCertificates, in this order; the field is absent when there are none.
    pub entries: Vec<RevokedEntry>,
}

impl CrlProfile {
    /// A complete list, version 2, with number 1 and no entries.
    #[must_use]
    pub fn new(this_update: Timestamp, next_update: Timestamp) -> Self {
        Self {
            version: 2,
            issuer: None,
            this_update,
            next_update: Some(next_update),
            authority_key_identifier: true,
            number: Some(1),
            delta_base: None,
            issuing_distribution_point: None,
            freshest_crl: Vec::new(),
            expired_certs_on_crl: None,
            extra_extensions: Vec::new(),
            entries: Vec::new(),
        }
    }
}

/// A revoked certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevokedEntry {
    /// Serial number, most significant octet first; see [`Issued::serial_number`](crate::Issued::serial_number).
    pub serial: Vec<u8>,
    /// revocationDate.
    pub revoked_at: Timestamp,
    /// reasonCode (RFC 5280 §5.3.1).
    pub reason: Option<Reason>,
    /// invalidityDate (RFC 5280 §5.3.2).
    pub invalidity_date: Option<Timestamp>,
    /// certificateIssuer, critical (RFC 5280 §5.3.3): the name (DER) of who issued this certificate and the following
    /// ones, on an indirect list.
    pub certificate_issuer: Option<Vec<u8>>,
    /// Written as given, after the others.
    pub extra_extensions: Vec<ExtraExtension>,
}

impl RevokedEntry {
    /// An entry without extensions.
    #[must_use]
    pub fn new(serial: &[u8], revoked_at: Timestamp) -> Self {
        Self {
            serial: serial.to_vec(),
            revoked_at,
            reason: None,
            invalidity_date: None,
            certificate_issuer: None,
            extra_extensions: Vec::new(),
        }
    }

    /// The same with a reason.
    #[must_use]
    pub fn because(self, reason: Reason) -> Self {
        Self {
            reason: Some(reason),
            ..self
        }
    }

    fn der(&self, version: u8) -> Result<Vec<u8>, DemoPkiError> {
        let mut parts = vec![der::integer(&self.serial), der::time(self.revoked_at)];
        let mut all = Vec::new();
        if let Some(reason) = self.reason {
            all.push(extension("2.5.29.21", false, reason.der()));
        }
        if let Some(at) = self.invalidity_date {
            all.push(extension("2.5.29.24", false, der::generalized_time(at)));
        }
        if let Some(issuer) = &self.certificate_issuer {
            let names = sequence(&[tagged(4, issuer)]);
            all.push(extension("2.5.29.29", true, names));
        }
        all.extend(self.extra_extensions.iter().cloned());
        if version >= 2 && !all.is_empty() {
            parts.push(extensions::all(&all)?);
        }
        Ok(sequence(&parts))
    }
}

/// `IssuingDistributionPoint` (RFC 5280 §5.2.5).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Idp {
    /// distributionPoint.
    pub name: Option<DistributionPointName>,
    /// onlyContainsUserCerts.
    pub only_user: bool,
    /// onlyContainsCACerts.
    pub only_ca: bool,
    /// onlyContainsAttributeCerts.
    pub only_attribute: bool,
    /// onlySomeReasons.
    pub only_some_reasons: Option<Vec<Reason>>,
    /// indirectCRL.
    pub indirect: bool,
}

impl Idp {
    fn der(&self) -> Result<Vec<u8>, DemoPkiError> {
        let mut parts = Vec::new();
        if let Some(name) = &self.name {
            parts.push(name.der()?);
        }
        let flag = |number, value: bool| value.then(|| tagged_primitive(number, &[0xff]));
        parts.extend(flag(1, self.only_user));
        parts.extend(flag(2, self.only_ca));
        if let Some(reasons) = &self.only_some_reasons {
            parts.push(tagged_primitive(3, &reason_flags(reasons)));
        }
        parts.extend(flag(4, self.indirect));
        parts.extend(flag(5, self.only_attribute));
        Ok(sequence(&parts))
    }
}

impl Authority {
    /// A revocation list, signed with this authority's key: DER.
    ///
    /// # Errors
    /// An identifier cannot be written, or the key cannot sign.
    pub fn crl(&self, profile: &CrlProfile) -> Result<Vec<u8>, DemoPkiError> {
        let mut list = Vec::new();
        self.write_crl(profile, || profile.entries.iter().cloned(), &mut list)?;
        Ok(list)
    }

    /// The same with entries that are made on the way, for lists of millions: nothing of them is kept, unless the key
    /// is Ed25519, which needs the whole. `profile.entries` is not looked at. The entries are asked for three times (to
    /// measure, to sign, to write) and must be the same each time.
    ///
    /// # Errors
    /// An identifier cannot be written, the key cannot sign, or `to` takes no more.
    pub fn write_crl<I: Iterator<Item = RevokedEntry>>(
        &self,
        profile: &CrlProfile,
        entries: impl Fn() -> I,
        to: &mut impl Write,
    ) -> Result<(), DemoPkiError> {
        let signer = self.signer()?;
        let mut length = 0_usize;
        for entry in entries() {
            length = length.saturating_add(entry.der(profile.version)?.len());
        }
        let (head, tail) = self.around_entries(profile, &signer, length)?;
        let mut message = signer.begin();
        message.add(&head);
        for entry in entries() {
            message.add(&entry.der(profile.version)?);
        }
        message.add(&tail);
        let signature = der::bit_string(&message.sign()?);
        let after = [tail, signer.algorithm().to_vec(), signature].concat();
        let whole = head
            .len()
            .saturating_add(length)
            .saturating_add(after.len());
        to.write_all(&der::header(der::SEQUENCE, whole))?;
        to.write_all(&head)?;
        for entry in entries() {
            to.write_all(&entry.der(profile.version)?)?;
        }
        Ok(to.write_all(&after)?)
    }

    /// What comes before and after the entries in `TBSCertList`, its own tag and length included.
    fn around_entries(
        &self,
        profile: &CrlProfile,
        signer: &Signer,
        length: usize,
    ) -> Result<(Vec<u8>, Vec<u8>), DemoPkiError> {
        let mut fields = Vec::new();
        if profile.version >= 2 {
            fields.push(der::number(u64::from(profile.version) - 1));
        }
        fields.push(signer.algorithm().to_vec());
        fields.push(match &profile.issuer {
            Some(name) => name.clone(),
            None => self.name_der()?,
        });
        fields.push(der::time(profile.this_update));
        fields.extend(profile.next_update.map(der::time));
        if length > 0 {
            fields.push(der::header(der::SEQUENCE, length));
        }
        let fields = fields.concat();
        let tail = self.list_extensions(profile)?;
        let whole = fields
            .len()
            .saturating_add(length)
            .saturating_add(tail.len());
        Ok(([der::header(der::SEQUENCE, whole), fields].concat(), tail))
    }

    fn list_extensions(&self, profile: &CrlProfile) -> Result<Vec<u8>, DemoPkiError> {
        let mut all = Vec::new();
        if profile.authority_key_identifier {
            let key = self.public_key()?.identifier();
            all.push(extensions::authority_key_identifier(Some(&key), None));
        }
        if let Some(number) = profile.number {
            all.push(extension("2.5.29.20", false, der::number(number)));
        }
        if let Some(base) = profile.delta_base {
            all.push(extension("2.5.29.27", true, der::number(base)));
        }
        if let Some(point) = &profile.issuing_distribution_point {
            all.push(extension("2.5.29.28", true, point.der()?));
        }
        if !profile.freshest_crl.is_empty() {
            all.push(extensions::freshest_crl(&profile.freshest_crl)?);
        }
        all.extend(
            profile
                .expired_certs_on_crl
                .map(extensions::expired_certs_on_crl),
        );
        all.extend(profile.extra_extensions.iter().cloned());
        if profile.version < 2 || all.is_empty() {
            return Ok(Vec::new());
        }
        Ok(tagged(0, &extensions::all(&all)?))
    }
}
