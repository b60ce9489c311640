//! `TBSCertificate` of a profile (RFC 5280 §4.1).

use aws_lc_rs::digest::{SHA256, digest};

use crate::der::{self, sequence, tagged};
use crate::error::DemoPkiError;
use crate::extensions::{self, Policy, extension};
use crate::general_name::{DistributionPoint, GeneralName};
use crate::key::PublicKey;
use crate::name::of_subject;
use crate::profile::{ExtraExtension, Profile};

/// The subject's name of a profile.
pub(crate) fn subject(profile: &Profile) -> Result<Vec<u8>, DemoPkiError> {
    match &profile.subject_der {
        Some(name) => Ok(name.clone()),
        None => of_subject(&profile.subject),
    }
}

/// Who issues: name, key, and the algorithm of the signature.
pub(crate) struct IssuerParts<'a> {
    pub(crate) name: Vec<u8>,
    pub(crate) key: PublicKey,
    pub(crate) algorithm: &'a [u8],
}

pub(crate) fn to_be_signed(
    profile: &Profile,
    key: &PublicKey,
    issuer: &IssuerParts<'_>,
) -> Result<Vec<u8>, DemoPkiError> {
    let subject = subject(profile)?;
    let issuer_name = profile
        .issuer_der
        .clone()
        .unwrap_or_else(|| issuer.name.clone());
    let validity = sequence(&[der::time(profile.not_before), der::time(profile.not_after)]);
    let first = profile.version.saturating_sub(1);
    let extensions = match first {
        0 | 1 => Vec::new(),
        _ => all_extensions(profile, key, &issuer.key)?,
    };
    let after_serial = [
        issuer.algorithm.to_vec(),
        issuer_name,
        validity,
        subject,
        key.info_der.clone(),
        extensions,
    ]
    .concat();
    let version = match first {
        0 => Vec::new(), // DEFAULT v1
        _ => tagged(0, &der::number(first.into())),
    };
    let serial = match &profile.serial {
        Some(serial) => der::integer(serial),
        None => der::integer(&usual_serial(&after_serial)),
    };
    Ok(sequence(&[version, serial, after_serial]))
}

/// 20 octets (RFC 5280 §4.1.2.2) that depend on all the certificate says, so that no two certificates share them.
fn usual_serial(contents: &[u8]) -> Vec<u8> {
    let hash = digest(&SHA256, contents);
    let mut serial: Vec<u8> = hash.as_ref().iter().take(20).copied().collect();
    if let Some(first) = serial.first_mut() {
        *first = *first & 0x7f | 0x40; // positive, never shorter
    }
    serial
}

fn all_extensions(
    profile: &Profile,
    key: &PublicKey,
    issuer: &PublicKey,
) -> Result<Vec<u8>, DemoPkiError> {
    let mut all = identifiers(profile, key, issuer);
    all.extend(from_fields(profile)?);
    all.extend(profile.extra_extensions.iter().cloned());
    if all.is_empty() {
        return Ok(Vec::new());
    }
    Ok(tagged(3, &extensions::all(&all)?))
}

/// What a key says of itself: its own identifier and basicConstraints of a CA, and the issuer's identifier.
fn identifiers(profile: &Profile, key: &PublicKey, issuer: &PublicKey) -> Vec<ExtraExtension> {
    let mut all = Vec::new();
    if profile.authority_key_identifier {
        let issuer = issuer.identifier();
        all.push(extensions::authority_key_identifier(Some(&issuer), None));
    }
    if let Some(ca) = profile.ca {
        if profile.subject_key_identifier {
            all.push(extensions::subject_key_identifier(&key.identifier()));
        }
        let mut constraints = vec![der::boolean(true)];
        constraints.extend(ca.path_length.map(|length| der::number(length.into())));
        all.push(extension("2.5.29.19", true, sequence(&constraints)));
    }
    all
}

fn from_fields(profile: &Profile) -> Result<Vec<ExtraExtension>, DemoPkiError> {
    let mut all = Vec::new();
    if !profile.emails.is_empty() {
        let names: Vec<_> = profile
            .emails
            .iter()
            .cloned()
            .map(GeneralName::Email)
            .collect();
        all.push(extensions::subject_alternative_names(&names));
    }
    if !profile.key_usage.is_empty() {
        all.push(extensions::key_usage(&profile.key_usage));
    }
    if let Some(address) = &profile.crl {
        all.push(extensions::crl_distribution_points(&[
            DistributionPoint::uri(address),
        ])?);
    }
    if !profile.extended_key_usage.is_empty() {
        all.push(extensions::extended_key_usage(
            &profile.extended_key_usage,
            profile.extended_key_usage_critical,
        )?);
    }
    if !profile.policies.is_empty() {
        let policies: Vec<_> = profile
            .policies
            .iter()
            .map(|oid| Policy::new(oid))
            .collect();
        all.push(extensions::certificate_policies(&policies)?);
    }
    let ocsp: Vec<_> = profile.ocsp.as_deref().into_iter().collect();
    let ca_issuers: Vec<_> = profile.ca_issuers.as_deref().into_iter().collect();
    if !(ocsp.is_empty() && ca_issuers.is_empty()) {
        all.push(extensions::authority_information_access(
            &ocsp,
            &ca_issuers,
        )?);
    }
    Ok(all)
}
