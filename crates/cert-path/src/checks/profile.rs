//! What RFC 5280 §4 demands of conforming CAs and §6.1 does not check.

mod defect;
mod names;

use der::asn1::ObjectIdentifier;

pub use self::defect::ProfileDefect;
use crate::asn1;
use crate::certificate::{Certificate, extension_oids as oids};
use crate::failure::PathReason;
use crate::steps::{CertificateSteps, Step};

/// How much of the certificate profile of RFC 5280 §4 is demanded, beside the path validation of §6.1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CertificateProfile {
    /// Nothing: what §6.1 accepts is accepted. Government certificates in use break §4 in small ways, and a validator
    /// cannot mend them.
    #[default]
    Tolerant,
    /// What §4 says conforming CAs MUST do, as far as one certificate shows it ([`ProfileDefect`]), and that the
    /// certificate of the trust anchor is itself a valid CA certificate at the time asked.
    ///
    /// A CA certificate without key usage is accepted: §4.2.1.3 demands the extension, but §6.1.4 (n) and §6.3.3 (f)
    /// provide for its absence.
    Rfc5280,
}

impl CertificateProfile {
    pub(super) fn is_strict(self) -> bool {
        self == Self::Rfc5280
    }
}

/// What the profile demands. A check that nobody asked for is not told as passed.
pub(super) fn demand(
    profile: CertificateProfile,
    certificate: &Certificate,
    steps: &mut CertificateSteps,
) -> Result<(), PathReason> {
    if profile.is_strict() {
        steps.take(Step::Profile, check(certificate))
    } else {
        Ok(())
    }
}

/// The first defect of a certificate.
fn check(certificate: &Certificate) -> Result<(), PathReason> {
    fields(certificate).map_err(PathReason::Profile)?;
    criticality(certificate).map_err(PathReason::Profile)?;
    key_identifiers(certificate).map_err(PathReason::Profile)?;
    certificate_authority(certificate).map_err(PathReason::Profile)?;
    constraints(certificate)?;
    names::check(certificate)
}

fn refuse_if(broken: bool, defect: ProfileDefect) -> Result<(), ProfileDefect> {
    if broken { Err(defect) } else { Ok(()) }
}

/// §4.1.2: the fields.
fn fields(certificate: &Certificate) -> Result<(), ProfileDefect> {
    let serial = certificate.serial();
    let forms = certificate.forms();
    refuse_if(
        serial.is_negative() || serial.is_zero(),
        ProfileDefect::SerialNumberNotPositive,
    )?;
    refuse_if(
        serial.as_bytes().len() > 20 || !forms.serial_is_shortest,
        ProfileDefect::SerialNumberTooLong,
    )?;
    refuse_if(!forms.times_are_due, ProfileDefect::TimeForm)?;
    refuse_if(
        forms.has_unique_identifiers,
        ProfileDefect::UniqueIdentifier,
    )?;
    refuse_if(
        certificate.version() != 3 && certificate.extensions().next().is_some(),
        ProfileDefect::ExtensionsBeforeVersion3,
    )?;
    refuse_if(
        is_ca(certificate) && certificate.subject().is_empty(),
        ProfileDefect::CaWithoutName,
    )
}

fn is_ca(certificate: &Certificate) -> bool {
    certificate
        .basic_constraints()
        .is_some_and(|constraints| constraints.is_ca)
}

/// Extensions that must not be critical.
const NEVER_CRITICAL: &[ObjectIdentifier] = &[
    oids::AUTHORITY_KEY_IDENTIFIER,
    oids::SUBJECT_KEY_IDENTIFIER,
    oids::AUTHORITY_INFO_ACCESS,
    oids::FRESHEST_CRL,
];

/// Extensions that must be critical wherever they stand.
const ALWAYS_CRITICAL: &[ObjectIdentifier] = &[
    oids::NAME_CONSTRAINTS,
    oids::POLICY_CONSTRAINTS,
    oids::INHIBIT_ANY_POLICY,
];

/// "Conforming CAs MUST mark this extension as critical", or as non-critical.
fn criticality(certificate: &Certificate) -> Result<(), ProfileDefect> {
    for extension in certificate.extensions() {
        let oid = extension.oid;
        refuse_if(
            extension.critical && NEVER_CRITICAL.contains(&oid),
            ProfileDefect::Critical(oid),
        )?;
        let must_be = ALWAYS_CRITICAL.contains(&oid)
            || (oid == oids::BASIC_CONSTRAINTS && is_ca(certificate))
            || (oid == oids::SUBJECT_ALT_NAME && certificate.subject().is_empty());
        refuse_if(
            must_be && !extension.critical,
            ProfileDefect::NotCritical(oid),
        )?;
    }
    Ok(())
}

/// §4.2.1.1, §4.2.1.2.
fn key_identifiers(certificate: &Certificate) -> Result<(), ProfileDefect> {
    let has_authority = certificate
        .authority_key_identifier()
        .is_some_and(|identifier| identifier.key_identifier.is_some());
    // "where a CA distributes its public key in the form of a "self-signed" certificate, the authority key identifier
    // MAY be omitted"
    refuse_if(
        !has_authority && !certificate.is_self_issued(),
        ProfileDefect::NoAuthorityKeyIdentifier,
    )?;
    refuse_if(
        is_ca(certificate) && certificate.subject_key_identifier().is_none(),
        ProfileDefect::NoSubjectKeyIdentifier,
    )
}

/// §4.2.1.3, §4.2.1.9.
fn certificate_authority(certificate: &Certificate) -> Result<(), ProfileDefect> {
    let usage = certificate.key_usage();
    let signs_certificates = usage.is_some_and(|usage| usage.key_cert_sign());
    let has_path_length = certificate
        .basic_constraints()
        .is_some_and(|constraints| constraints.path_length.is_some());
    refuse_if(
        usage.is_some_and(|usage| usage.names().next().is_none()),
        ProfileDefect::EmptyKeyUsage,
    )?;
    refuse_if(
        signs_certificates && !is_ca(certificate),
        ProfileDefect::KeyCertSignWithoutCa,
    )?;
    refuse_if(
        has_path_length && !(is_ca(certificate) && signs_certificates),
        ProfileDefect::PathLengthWithoutCa,
    )
}

/// §4.2.1.4, §4.2.1.10, §4.2.1.11.
fn constraints(certificate: &Certificate) -> Result<(), PathReason> {
    let defect = |broken, defect| refuse_if(broken, defect).map_err(PathReason::Profile);
    let is_empty = |oid: ObjectIdentifier| {
        let read = certificate.read_extension(&oid, |body| {
            Ok(body.expect_tag(asn1::SEQUENCE)?.content.is_empty())
        });
        read.map_err(PathReason::Malformed)
            .map(|empty| empty == Some(true))
    };
    for oid in [
        oids::NAME_CONSTRAINTS,
        oids::POLICY_CONSTRAINTS,
        oids::POLICY_MAPPINGS,
        oids::CERTIFICATE_POLICIES,
        oids::SUBJECT_ALT_NAME,
    ] {
        defect(is_empty(oid)?, ProfileDefect::EmptyExtension(oid))?;
    }
    let has_name_constraints = certificate.extension(&oids::NAME_CONSTRAINTS).is_some();
    defect(
        has_name_constraints && !is_ca(certificate),
        ProfileDefect::NameConstraintsOutsideCa,
    )?;
    let mut policies = certificate
        .policy_identifiers()
        .map_err(PathReason::Malformed)?;
    let count = policies.len();
    policies.sort();
    policies.dedup();
    defect(policies.len() != count, ProfileDefect::PolicyTwice)
}
