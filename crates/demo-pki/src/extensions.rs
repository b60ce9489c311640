//! Extensions, typed: what [`Profile`](crate::Profile) cannot say goes into its `extra_extensions`.
//!
//! Every function sets the criticality that RFC 5280 asks for; a test that wants the other one changes the field
//! `critical` of what it gets.

use jiff::Timestamp;

use crate::der::{self, object_identifier, octet_string, sequence, tagged, tagged_primitive, tlv};
use crate::error::DemoPkiError;
use crate::general_name::{DistributionPoint, GeneralName, contents, distribution_points};
use crate::profile::{ExtraExtension, KeyUsage};

/// An extension of any kind.
#[must_use]
pub fn extension(oid: &str, critical: bool, value: Vec<u8>) -> ExtraExtension {
    ExtraExtension {
        oid: oid.to_owned(),
        critical,
        value,
    }
}

/// `Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue }`.
pub(crate) fn der(extension: &ExtraExtension) -> Result<Vec<u8>, DemoPkiError> {
    let mut parts = vec![object_identifier(&extension.oid)?];
    if extension.critical {
        parts.push(der::boolean(true));
    }
    parts.push(octet_string(&extension.value));
    Ok(sequence(&parts))
}

/// `Extensions`.
pub(crate) fn all(extensions: &[ExtraExtension]) -> Result<Vec<u8>, DemoPkiError> {
    let parts = extensions.iter().map(der).collect::<Result<Vec<_>, _>>()?;
    Ok(sequence(&parts))
}

/// authorityKeyIdentifier (RFC 5280 §4.2.1.1): a key identifier, or the issuer's own issuer and serial number, or both.
#[must_use]
pub fn authority_key_identifier(
    key: Option<&[u8]>,
    issuer_and_serial: Option<(&[u8], &[u8])>,
) -> ExtraExtension {
    let mut parts = Vec::new();
    if let Some(key) = key {
        parts.push(tagged_primitive(0, key));
    }
    if let Some((issuer, serial)) = issuer_and_serial {
        parts.push(tagged(1, &tagged(4, issuer)));
        parts.push(tagged_primitive(2, &der::unsigned(serial)));
    }
    extension("2.5.29.35", false, sequence(&parts))
}

/// subjectKeyIdentifier (RFC 5280 §4.2.1.2).
#[must_use]
pub fn subject_key_identifier(key: &[u8]) -> ExtraExtension {
    extension("2.5.29.14", false, octet_string(key))
}

/// keyUsage (RFC 5280 §4.2.1.3).
#[must_use]
pub fn key_usage(usages: &[KeyUsage]) -> ExtraExtension {
    let bits = der::named_bits(usages.iter().map(|usage| match usage {
        KeyUsage::DigitalSignature => 0,
        KeyUsage::ContentCommitment => 1,
        KeyUsage::KeyEncipherment => 2,
        KeyUsage::DataEncipherment => 3,
        KeyUsage::KeyAgreement => 4,
        KeyUsage::KeyCertSign => 5,
        KeyUsage::CrlSign => 6,
    }));
    extension("2.5.29.15", true, tlv(der::BIT_STRING, &bits))
}

/// A certificate policy with its qualifiers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Dotted identifier; [`ANY_POLICY`] for anyPolicy.
    pub oid: String,
    /// CPS pointers.
    pub cps: Vec<String>,
    /// User notices: explicitText as UTF8String.
    pub notices: Vec<String>,
}

impl Policy {
    /// A policy without qualifiers.
    #[must_use]
    pub fn new(oid: &str) -> Self {
        Self {
            oid: oid.to_owned(),
            ..Self::default()
        }
    }

    fn der(&self) -> Result<Vec<u8>, DemoPkiError> {
        let mut qualifiers = Vec::new();
        for address in &self.cps {
            let pointer = object_identifier("1.3.6.1.5.5.7.2.1")?;
            qualifiers.push(sequence(&[pointer, tlv(0x16, address.as_bytes())]));
        }
        for text in &self.notices {
            let notice = object_identifier("1.3.6.1.5.5.7.2.2")?;
            let text = sequence(&[tlv(0x0c, text.as_bytes())]);
            qualifiers.push(sequence(&[notice, text]));
        }
        let mut parts = vec![object_identifier(&self.oid)?];
        if !qualifiers.is_empty() {
            parts.push(sequence(&qualifiers));
        }
        Ok(sequence(&parts))
    }
}

/// anyPolicy (RFC 5280 §4.2.1.4).
pub const ANY_POLICY: &str = "2.5.29.32.0";

/// certificatePolicies (RFC 5280 §4.2.1.4). A profile without qualifiers can use its field `policies`.
///
/// # Errors
/// An identifier that cannot be read.
pub fn certificate_policies(policies: &[Policy]) -> Result<ExtraExtension, DemoPkiError> {
    let policies = policies
        .iter()
        .map(Policy::der)
        .collect::<Result<Vec<_>, _>>()?;
    Ok(extension("2.5.29.32", false, sequence(&policies)))
}

/// policyMappings (RFC 5280 §4.2.1.5): pairs of issuerDomainPolicy and subjectDomainPolicy. Critical.
///
/// # Errors
/// An identifier that cannot be read.
pub fn policy_mappings(pairs: &[(&str, &str)]) -> Result<ExtraExtension, DemoPkiError> {
    let pairs = pairs
        .iter()
        .map(|(issuer, subject)| {
            Ok(sequence(&[
                object_identifier(issuer)?,
                object_identifier(subject)?,
            ]))
        })
        .collect::<Result<Vec<_>, DemoPkiError>>()?;
    Ok(extension("2.5.29.33", true, sequence(&pairs)))
}

/// policyConstraints (RFC 5280 §4.2.1.11): requireExplicitPolicy and inhibitPolicyMapping. Critical.
#[must_use]
pub fn policy_constraints(
    require_explicit_policy: Option<u32>,
    inhibit_policy_mapping: Option<u32>,
) -> ExtraExtension {
    let parts: Vec<Vec<u8>> = [(0, require_explicit_policy), (1, inhibit_policy_mapping)]
        .into_iter()
        .filter_map(|(tag, skip)| Some((tag, skip?)))
        .map(|(tag, skip)| tagged_primitive(tag, &der::unsigned(&skip.to_be_bytes())))
        .collect();
    extension("2.5.29.36", true, sequence(&parts))
}

/// inhibitAnyPolicy (RFC 5280 §4.2.1.14). Critical.
#[must_use]
pub fn inhibit_any_policy(skip_certificates: u32) -> ExtraExtension {
    extension("2.5.29.54", true, der::number(skip_certificates.into()))
}

/// nameConstraints (RFC 5280 §4.2.1.10). Critical.
#[must_use]
pub fn name_constraints(permitted: &[GeneralName], excluded: &[GeneralName]) -> ExtraExtension {
    let parts: Vec<Vec<u8>> = [(0, permitted), (1, excluded)]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(tag, names)| {
            let subtrees: Vec<Vec<u8>> = names.iter().map(|name| sequence(&[name.der()])).collect();
            tagged(tag, &subtrees.concat())
        })
        .collect();
    extension("2.5.29.30", true, sequence(&parts))
}

/// subjectAltName (RFC 5280 §4.2.1.6). A profile with addresses only can use its field `emails`.
#[must_use]
pub fn subject_alternative_names(names: &[GeneralName]) -> ExtraExtension {
    extension("2.5.29.17", false, tlv(der::SEQUENCE, &contents(names)))
}

/// cRLDistributionPoints (RFC 5280 §4.2.1.13). A profile with one address can use its field `crl`.
///
/// # Errors
/// An identifier or a text of a relative name cannot be written.
pub fn crl_distribution_points(
    points: &[DistributionPoint],
) -> Result<ExtraExtension, DemoPkiError> {
    Ok(extension("2.5.29.31", false, distribution_points(points)?))
}

/// freshestCRL (RFC 5280 §4.2.1.15, §5.2.6).
///
/// # Errors
/// An identifier or a text of a relative name cannot be written.
pub fn freshest_crl(points: &[DistributionPoint]) -> Result<ExtraExtension, DemoPkiError> {
    Ok(extension("2.5.29.46", false, distribution_points(points)?))
}

/// authorityInfoAccess (RFC 5280 §4.2.2.1). A profile with one address of a kind can use `ocsp` and `ca_issuers`.
///
/// # Errors
/// None in practice.
pub fn authority_information_access(
    ocsp: &[&str],
    ca_issuers: &[&str],
) -> Result<ExtraExtension, DemoPkiError> {
    let ocsp = ocsp.iter().map(|address| ("1.3.6.1.5.5.7.48.1", address));
    let issuers = ca_issuers
        .iter()
        .map(|address| ("1.3.6.1.5.5.7.48.2", address));
    let descriptions = ocsp
        .chain(issuers)
        .map(|(method, address)| {
            let address = GeneralName::Uri((*address).to_owned()).der();
            Ok(sequence(&[object_identifier(method)?, address]))
        })
        .collect::<Result<Vec<_>, DemoPkiError>>()?;
    Ok(extension(
        "1.3.6.1.5.5.7.1.1",
        false,
        sequence(&descriptions),
    ))
}

/// extKeyUsage (RFC 5280 §4.2.1.12).
///
/// # Errors
/// An identifier that cannot be read.
pub fn extended_key_usage(oids: &[String], critical: bool) -> Result<ExtraExtension, DemoPkiError> {
    let usages = oids
        .iter()
        .map(|oid| object_identifier(oid))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(extension("2.5.29.37", critical, sequence(&usages)))
}

/// id-pkix-ocsp-nocheck (RFC 6960 §4.2.2.2.1): the responder's own certificate need not be checked.
#[must_use]
pub fn ocsp_no_check() -> ExtraExtension {
    extension("1.3.6.1.5.5.7.48.1.5", false, tlv(der::NULL, &[]))
}

/// expiredCertsOnCRL (X.509 §9.5.2.8): expired certificates stay on the list if they expired after this.
#[must_use]
pub fn expired_certs_on_crl(since: Timestamp) -> ExtraExtension {
    extension("2.5.29.60", false, der::generalized_time(since))
}
