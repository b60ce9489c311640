//! A CA that issues whatever it is asked.

use core::time::Duration;

use jiff::Timestamp;
use rcgen::string::{Ia5String, PrintableString};
use rcgen::{
    BasicConstraints, CertificateParams, CrlDistributionPoint, DistinguishedName, DnType, DnValue,
    IsCa, Issuer, KeyPair, KeyUsagePurpose, RsaKeySize, SanType,
};

use crate::der::arcs;
use crate::error::DemoPkiError;
use crate::extensions;
use crate::issued::Issued;
use crate::profile::{KeyKind, KeyUsage, Profile, SubjectAttribute};

/// A CA of the demonstration, or of a test that needs another shape of hierarchy.
#[derive(Clone, Debug)]
pub struct Authority {
    issued: Issued,
    profile: Profile,
}

impl Authority {
    /// A root: signs itself.
    ///
    /// # Errors
    /// The key or the certificate could not be made.
    pub fn self_signed(profile: &Profile) -> Result<Self, DemoPkiError> {
        let key = generate(profile.key)?;
        let certificate = params(profile)?.self_signed(&key)?;
        let issued = Issued {
            certificate_der: certificate.der().to_vec(),
            private_key_pkcs8_der: key.serialize_der(),
        };
        Ok(Self {
            issued,
            profile: profile.clone(),
        })
    }

    /// Its own certificate and key.
    #[must_use]
    pub fn issued(&self) -> &Issued {
        &self.issued
    }

    /// What its own certificate contains.
    #[must_use]
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Issues a certificate for a new key.
    ///
    /// # Errors
    /// The key or the certificate could not be made.
    pub fn issue(&self, profile: &Profile) -> Result<Issued, DemoPkiError> {
        self.certify(profile, &generate(profile.key)?)
    }

    /// Issues a certificate for the key of another certificate: a renewal, or a cross-certificate.
    ///
    /// # Errors
    /// The certificate could not be made.
    pub fn issue_for_key_of(
        &self,
        profile: &Profile,
        other: &Issued,
    ) -> Result<Issued, DemoPkiError> {
        self.certify(profile, &load(&other.private_key_pkcs8_der)?)
    }

    /// Issues a certificate and makes an authority of it, CA or not.
    ///
    /// # Errors
    /// The key or the certificate could not be made.
    pub fn issue_authority(&self, profile: &Profile) -> Result<Self, DemoPkiError> {
        Ok(Self {
            issued: self.issue(profile)?,
            profile: profile.clone(),
        })
    }

    fn certify(&self, profile: &Profile, key: &KeyPair) -> Result<Issued, DemoPkiError> {
        let issuer = Issuer::new(
            params(&self.profile)?,
            load(&self.issued.private_key_pkcs8_der)?,
        );
        let certificate = params(profile)?.signed_by(key, &issuer)?;
        Ok(Issued {
            certificate_der: certificate.der().to_vec(),
            private_key_pkcs8_der: key.serialize_der(),
        })
    }
}

fn load(pkcs8: &[u8]) -> Result<KeyPair, DemoPkiError> {
    Ok(KeyPair::try_from(pkcs8)?)
}

fn generate(kind: KeyKind) -> Result<KeyPair, DemoPkiError> {
    Ok(match kind {
        KeyKind::Rsa2048 => KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, RsaKeySize::_2048)?,
        KeyKind::Rsa3072 => KeyPair::generate_rsa_for(&rcgen::PKCS_RSA_SHA256, RsaKeySize::_3072)?,
        KeyKind::P256 => KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256)?,
        KeyKind::P384 => KeyPair::generate_for(&rcgen::PKCS_ECDSA_P384_SHA384)?,
        KeyKind::P521 => KeyPair::generate_for(&rcgen::PKCS_ECDSA_P521_SHA512)?,
        KeyKind::Ed25519 => KeyPair::generate_for(&rcgen::PKCS_ED25519)?,
    })
}

fn params(profile: &Profile) -> Result<CertificateParams, DemoPkiError> {
    let mut params = CertificateParams::default();
    params.distinguished_name = name(&profile.subject)?;
    let epoch = rcgen::date_time_ymd(1970, 1, 1);
    let instant = |at: Timestamp| {
        let distance = Duration::from_secs(at.as_second().unsigned_abs());
        if at.as_second() < 0 {
            epoch - distance
        } else {
            epoch + distance
        }
    };
    (params.not_before, params.not_after) =
        (instant(profile.not_before), instant(profile.not_after));
    params.is_ca = match profile.ca {
        Some(ca) => IsCa::Ca(ca.path_length.map_or(
            BasicConstraints::Unconstrained,
            BasicConstraints::Constrained,
        )),
        None => IsCa::NoCa,
    };
    params.key_usages = profile.key_usage.iter().copied().map(key_usage).collect();
    params.use_authority_key_identifier_extension = true;
    for email in &profile.emails {
        params
            .subject_alt_names
            .push(SanType::Rfc822Name(Ia5String::try_from(email.as_str())?));
    }
    params.crl_distribution_points = profile
        .crl
        .iter()
        .map(|address| CrlDistributionPoint {
            uris: vec![address.clone()],
        })
        .collect();
    params.custom_extensions = extensions::of(profile)?;
    Ok(params)
}

fn name(subject: &[(SubjectAttribute, String)]) -> Result<DistinguishedName, DemoPkiError> {
    let mut name = DistinguishedName::new();
    for (attribute, text) in subject {
        let kind = match attribute {
            SubjectAttribute::Country => DnType::CountryName,
            SubjectAttribute::Province => DnType::StateOrProvinceName,
            SubjectAttribute::Locality => DnType::LocalityName,
            SubjectAttribute::Organisation => DnType::OrganizationName,
            SubjectAttribute::OrganisationalUnit => DnType::OrganizationalUnitName,
            SubjectAttribute::Title => DnType::CustomDnType(vec![2, 5, 4, 12]),
            SubjectAttribute::CommonName => DnType::CommonName,
            SubjectAttribute::UserId => {
                DnType::CustomDnType(vec![0, 9, 2342, 19_200_300, 100, 1, 1])
            }
            SubjectAttribute::Other(oid) => DnType::CustomDnType(arcs(oid)?),
        };
        // RFC 5280 Appendix A.1: countryName is a PrintableString.
        let value = match attribute {
            SubjectAttribute::Country => {
                DnValue::PrintableString(PrintableString::try_from(text.as_str())?)
            }
            _ => DnValue::Utf8String(text.clone()),
        };
        name.push(kind, value);
    }
    Ok(name)
}

fn key_usage(usage: KeyUsage) -> KeyUsagePurpose {
    match usage {
        KeyUsage::DigitalSignature => KeyUsagePurpose::DigitalSignature,
        KeyUsage::ContentCommitment => KeyUsagePurpose::ContentCommitment,
        KeyUsage::KeyEncipherment => KeyUsagePurpose::KeyEncipherment,
        KeyUsage::DataEncipherment => KeyUsagePurpose::DataEncipherment,
        KeyUsage::KeyAgreement => KeyUsagePurpose::KeyAgreement,
        KeyUsage::KeyCertSign => KeyUsagePurpose::KeyCertSign,
        KeyUsage::CrlSign => KeyUsagePurpose::CrlSign,
    }
}
