//! GeneralName, and the distribution points made of it.

use crate::der::{sequence, tagged, tagged_primitive};
use crate::error::DemoPkiError;
use crate::name::{NameAttribute, rdn_content};
use crate::revocation_reason::{Reason, reason_flags};

/// `GeneralName` (RFC 5280 §4.2.1.6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GeneralName {
    /// rfc822Name: an address, a host, or `.domain` in a constraint.
    Email(String),
    /// dNSName.
    Dns(String),
    /// directoryName: a Name, see [`name`](crate::name).
    Directory(Vec<u8>),
    /// uniformResourceIdentifier.
    Uri(String),
    /// iPAddress: 4 or 16 octets, twice as many in a constraint.
    Ip(Vec<u8>),
    /// Any other, written as given with its tag.
    Raw(Vec<u8>),
}

impl GeneralName {
    pub(crate) fn der(&self) -> Vec<u8> {
        match self {
            Self::Email(text) => tagged_primitive(1, text.as_bytes()),
            Self::Dns(text) => tagged_primitive(2, text.as_bytes()),
            Self::Directory(name) => tagged(4, name),
            Self::Uri(text) => tagged_primitive(6, text.as_bytes()),
            Self::Ip(octets) => tagged_primitive(7, octets),
            Self::Raw(der) => der.clone(),
        }
    }
}

/// The contents of GeneralNames.
pub(crate) fn contents(names: &[GeneralName]) -> Vec<u8> {
    names.iter().flat_map(GeneralName::der).collect()
}

/// `DistributionPointName` (RFC 5280 §4.2.1.13).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DistributionPointName {
    /// fullName.
    Full(Vec<GeneralName>),
    /// nameRelativeToCRLIssuer.
    RelativeToIssuer(Vec<NameAttribute>),
}

impl DistributionPointName {
    /// A fullName of one address.
    #[must_use]
    pub fn uri(address: &str) -> Self {
        Self::Full(vec![GeneralName::Uri(address.to_owned())])
    }

    /// `[0]`, as `distributionPoint` of both extensions.
    pub(crate) fn der(&self) -> Result<Vec<u8>, DemoPkiError> {
        Ok(tagged(
            0,
            &match self {
                Self::Full(names) => tagged(0, &contents(names)),
                Self::RelativeToIssuer(attributes) => tagged(1, &rdn_content(attributes)?),
            },
        ))
    }
}

/// `DistributionPoint` (RFC 5280 §4.2.1.13).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DistributionPoint {
    /// Where the list is.
    pub name: Option<DistributionPointName>,
    /// The reasons that the list there covers; all when absent.
    pub reasons: Option<Vec<Reason>>,
    /// The name (DER) of who signs the list when that is not the certificate's issuer.
    pub crl_issuer: Option<Vec<u8>>,
}

impl DistributionPoint {
    /// A list at an address.
    #[must_use]
    pub fn uri(address: &str) -> Self {
        Self {
            name: Some(DistributionPointName::uri(address)),
            ..Self::default()
        }
    }

    pub(crate) fn der(&self) -> Result<Vec<u8>, DemoPkiError> {
        let mut parts = Vec::new();
        if let Some(name) = &self.name {
            parts.push(name.der()?);
        }
        if let Some(reasons) = &self.reasons {
            parts.push(tagged_primitive(1, &reason_flags(reasons)));
        }
        if let Some(issuer) = &self.crl_issuer {
            parts.push(tagged(2, &tagged(4, issuer)));
        }
        Ok(sequence(&parts))
    }
}

/// `SEQUENCE OF DistributionPoint`: cRLDistributionPoints and freshestCRL.
pub(crate) fn distribution_points(points: &[DistributionPoint]) -> Result<Vec<u8>, DemoPkiError> {
    let points = points
        .iter()
        .map(DistributionPoint::der)
        .collect::<Result<Vec<_>, _>>()?;
    Ok(sequence(&points))
}
