//! Extensions that rcgen does not write, or not as wanted.

use rcgen::CustomExtension;

use crate::der::{self, arcs, object_identifier, sequence, tlv};
use crate::error::DemoPkiError;
use crate::profile::Profile;

pub(crate) fn of(profile: &Profile) -> Result<Vec<CustomExtension>, DemoPkiError> {
    let mut all = Vec::new();
    if !profile.extended_key_usage.is_empty() {
        all.push(extended_key_usage(profile)?);
    }
    if !profile.policies.is_empty() {
        all.push(policies(profile)?);
    }
    if profile.ca_issuers.is_some() || profile.ocsp.is_some() {
        all.push(authority_info_access(profile)?);
    }
    for extra in &profile.extra_extensions {
        all.push(extension(&extra.oid, extra.critical, extra.value.clone())?);
    }
    Ok(all)
}

fn extension(oid: &str, critical: bool, value: Vec<u8>) -> Result<CustomExtension, DemoPkiError> {
    let mut extension = CustomExtension::from_oid_content(&arcs(oid)?, value);
    extension.set_criticality(critical);
    Ok(extension)
}

/// RFC 5280 §4.2.1.12. rcgen cannot mark it critical, which RFC 3161 §2.3 demands.
fn extended_key_usage(profile: &Profile) -> Result<CustomExtension, DemoPkiError> {
    let usages = profile
        .extended_key_usage
        .iter()
        .map(|oid| object_identifier(oid))
        .collect::<Result<Vec<_>, _>>()?;
    extension(
        "2.5.29.37",
        profile.extended_key_usage_critical,
        sequence(&usages),
    )
}

/// RFC 5280 §4.2.1.4.
fn policies(profile: &Profile) -> Result<CustomExtension, DemoPkiError> {
    let information = |oid: &String| object_identifier(oid).map(|oid| sequence(&[oid]));
    let policies = profile
        .policies
        .iter()
        .map(information)
        .collect::<Result<Vec<_>, _>>()?;
    extension("2.5.29.32", false, sequence(&policies))
}

/// RFC 5280 §4.2.2.1.
fn authority_info_access(profile: &Profile) -> Result<CustomExtension, DemoPkiError> {
    let mut descriptions = Vec::new();
    for (method, address) in [
        ("1.3.6.1.5.5.7.48.1", &profile.ocsp),
        ("1.3.6.1.5.5.7.48.2", &profile.ca_issuers),
    ] {
        if let Some(address) = address {
            descriptions.push(sequence(&[
                object_identifier(method)?,
                tlv(der::URI, address.as_bytes()),
            ]));
        }
    }
    extension("1.3.6.1.5.5.7.1.1", false, sequence(&descriptions))
}
