//! A CA that issues whatever it is asked.

use crate::certificate::{IssuerParts, subject, to_be_signed};
use crate::error::DemoPkiError;
use crate::issued::Issued;
use crate::key::{PublicKey, SignatureScheme, Signer, generate};
use crate::profile::Profile;

/// A CA of the demonstration, or of a test that needs another shape of hierarchy; also a responder, or whoever signs.
#[derive(Clone, Debug)]
pub struct Authority {
    issued: Issued,
    profile: Profile,
    scheme: SignatureScheme,
}

/// A CA that changed its key (RFC 4210 §4.4): what joins the old key and the new one.
#[derive(Clone, Debug)]
pub struct Rollover {
    /// The CA with its new key, self-signed.
    pub new: Authority,
    /// The new key, self-issued: signed with the old one.
    pub new_with_old: Issued,
    /// The old key, self-issued: signed with the new one.
    pub old_with_new: Issued,
}

impl Authority {
    /// A root: signs itself.
    ///
    /// # Errors
    /// The key or the certificate could not be made.
    pub fn self_signed(profile: &Profile) -> Result<Self, DemoPkiError> {
        let key = generate(profile.key)?;
        Self::self_signed_with(profile, &key, SignatureScheme::default())
    }

    /// A root with the key of another certificate: the same CA with another validity, or under another name.
    ///
    /// # Errors
    /// The certificate could not be made.
    pub fn self_signed_for_key_of(profile: &Profile, other: &Issued) -> Result<Self, DemoPkiError> {
        let key = &other.private_key_pkcs8_der;
        Self::self_signed_with(profile, key, SignatureScheme::default())
    }

    /// An authority of a certificate and key made before, with the profile that the certificate was made of.
    #[must_use]
    pub fn of(issued: Issued, profile: Profile) -> Self {
        Self {
            issued,
            profile,
            scheme: SignatureScheme::default(),
        }
    }

    /// The same authority, signing in another way from now on.
    #[must_use]
    pub fn with_signature_scheme(self, scheme: SignatureScheme) -> Self {
        Self { scheme, ..self }
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

    /// Its name, DER.
    ///
    /// # Errors
    /// The profile's name cannot be written.
    pub fn name_der(&self) -> Result<Vec<u8>, DemoPkiError> {
        subject(&self.profile)
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
        self.certify(profile, &other.private_key_pkcs8_der)
    }

    /// Issues a certificate and makes an authority of it, CA or not.
    ///
    /// # Errors
    /// The key or the certificate could not be made.
    pub fn issue_authority(&self, profile: &Profile) -> Result<Self, DemoPkiError> {
        Ok(Self::of(self.issue(profile)?, profile.clone()))
    }

    /// Changes the key: a new one under the same profile but for its validity, and two certificates that join both.
    ///
    /// # Errors
    /// The key or a certificate could not be made.
    pub fn rollover(&self, profile: &Profile) -> Result<Rollover, DemoPkiError> {
        let new = Self::self_signed(profile)?;
        Ok(Rollover {
            new_with_old: self.issue_for_key_of(profile, &new.issued)?,
            old_with_new: new.issue_for_key_of(&self.profile, &self.issued)?,
            new,
        })
    }

    fn certify(&self, profile: &Profile, key_pkcs8: &[u8]) -> Result<Issued, DemoPkiError> {
        let signer = self.signer()?;
        let issuer = IssuerParts {
            name: self.name_der()?,
            key: self.public_key()?,
            algorithm: signer.algorithm(),
        };
        let tbs = to_be_signed(profile, &PublicKey::of(key_pkcs8)?, &issuer)?;
        Ok(Issued {
            certificate_der: signer.signed(tbs)?,
            private_key_pkcs8_der: key_pkcs8.to_vec(),
        })
    }

    fn self_signed_with(
        profile: &Profile,
        key_pkcs8: &[u8],
        scheme: SignatureScheme,
    ) -> Result<Self, DemoPkiError> {
        let unsigned = Self {
            issued: Issued {
                certificate_der: Vec::new(),
                private_key_pkcs8_der: key_pkcs8.to_vec(),
            },
            profile: profile.clone(),
            scheme,
        };
        let issued = unsigned.certify(profile, key_pkcs8)?;
        Ok(Self { issued, ..unsigned })
    }

    pub(crate) fn signer(&self) -> Result<Signer, DemoPkiError> {
        Signer::new(&self.issued.private_key_pkcs8_der, self.scheme)
    }

    pub(crate) fn public_key(&self) -> Result<PublicKey, DemoPkiError> {
        PublicKey::of(&self.issued.private_key_pkcs8_der)
    }
}
