//! The hierarchy of the demonstration, and its people.

use jiff::Timestamp;

use crate::MARK;
use crate::authority::Authority;
use crate::error::DemoPkiError;
use crate::issued::Issued;
use crate::profile::{
    Ca, IssuedBy, KeyKind, KeyUsage, Profile, SubjectAttribute, policies, usages,
};

/// Root, the CA below it, and ready-made profiles of a fictional department of a fictional province.
#[derive(Clone, Debug)]
pub struct DemoHierarchy {
    /// The root: the only anchor.
    pub root: Issued,
    /// The CA for state bodies.
    pub sub_ca: Issued,
    root_authority: Authority,
    sub_authority: Authority,
}

const AGENCY: &str = "SỞ KHOA HỌC VÀ CÔNG NGHỆ TỈNH LẠC HỒNG";

impl DemoHierarchy {
    /// A new hierarchy with P-256 keys (made in a moment), everything valid in the period given.
    ///
    /// # Errors
    /// A key or a certificate could not be made.
    pub fn new(valid_from: Timestamp, valid_until: Timestamp) -> Result<Self, DemoPkiError> {
        Self::with_ca_keys(KeyKind::P256, valid_from, valid_until)
    }

    /// The same with another kind of key for the two CAs.
    ///
    /// # Errors
    /// A key or a certificate could not be made.
    pub fn with_ca_keys(
        key: KeyKind,
        valid_from: Timestamp,
        valid_until: Timestamp,
    ) -> Result<Self, DemoPkiError> {
        let root = Profile {
            issued_by: IssuedBy::Root,
            ..ca("RootCA THỬ NGHIỆM kyso", key, valid_from, valid_until)
        };
        let root_authority = Authority::self_signed(&root)?;
        let sub_ca = Profile {
            ca: Some(Ca {
                path_length: Some(0),
            }),
            policies: vec![policies::SIGNER.to_owned()],
            ..ca(
                "CA THỬ NGHIỆM phục vụ các cơ quan Nhà nước kyso",
                key,
                valid_from,
                valid_until,
            )
        };
        let sub_authority = root_authority.issue_authority(&sub_ca)?;
        Ok(Self {
            root: root_authority.issued().clone(),
            sub_ca: sub_authority.issued().clone(),
            root_authority,
            sub_authority,
        })
    }

    /// The same names with other keys: certificates that look right and are not.
    ///
    /// # Errors
    /// A key or a certificate could not be made.
    pub fn untrusted_twin(&self) -> Result<Self, DemoPkiError> {
        let root = self.root_authority.profile();
        Self::with_ca_keys(root.key, root.not_before, root.not_after)
    }

    /// Issues a certificate from the authority that the profile names.
    ///
    /// # Errors
    /// The key or the certificate could not be made.
    pub fn issue(&self, profile: &Profile) -> Result<Issued, DemoPkiError> {
        match profile.issued_by {
            IssuedBy::Root => self.root_authority.issue(profile),
            IssuedBy::SubCa => self.sub_authority.issue(profile),
        }
    }

    /// The root as an authority, for hierarchies of other shapes.
    #[must_use]
    pub fn root_authority(&self) -> &Authority {
        &self.root_authority
    }

    /// The sub-CA as an authority.
    #[must_use]
    pub fn sub_authority(&self) -> &Authority {
        &self.sub_authority
    }

    /// A person with authority to sign (người có thẩm quyền): RSA-2048.
    #[must_use]
    pub fn leader(&self) -> Profile {
        let name = [
            (SubjectAttribute::Organisation, AGENCY),
            (SubjectAttribute::OrganisationalUnit, MARK),
            (SubjectAttribute::Title, "Giám đốc"),
            (SubjectAttribute::CommonName, "Nguyễn Văn Mẫu"),
            (SubjectAttribute::UserId, "CCCD:000000000000"),
        ];
        Profile {
            emails: vec!["nguyenvanmau@lachong.example".to_owned()],
            ..self.signer(&name)
        }
    }

    /// The agency itself (cơ quan, tổ chức): RSA-2048, O and CN the same, in capitals, with its organisation code.
    #[must_use]
    pub fn agency(&self) -> Profile {
        self.signer(&[
            (SubjectAttribute::Organisation, AGENCY),
            (SubjectAttribute::OrganisationalUnit, MARK),
            (SubjectAttribute::CommonName, AGENCY),
            (SubjectAttribute::UserId, "MNS:000.00.09.H99"),
        ])
    }

    /// The records room (văn thư), which stamps number and date: RSA-2048.
    #[must_use]
    pub fn records_room(&self) -> Profile {
        self.signer(&[
            (SubjectAttribute::Organisation, AGENCY),
            (SubjectAttribute::OrganisationalUnit, MARK),
            (SubjectAttribute::Title, "Văn thư"),
            (SubjectAttribute::CommonName, "Trần Thị Thử"),
            (SubjectAttribute::UserId, "CCCD:000000000001"),
        ])
    }

    /// The timestamp authority, directly below the root: RSA-2048, critical timeStamping alone (RFC 3161 §2.3).
    #[must_use]
    pub fn timestamp_authority(&self) -> Profile {
        let base = self.signer(&[
            (SubjectAttribute::Organisation, MARK),
            (SubjectAttribute::CommonName, "TSA THỬ NGHIỆM kyso"),
        ]);
        Profile {
            key_usage: vec![KeyUsage::DigitalSignature, KeyUsage::ContentCommitment],
            extended_key_usage: vec![usages::TIME_STAMPING.to_owned()],
            extended_key_usage_critical: true,
            policies: vec![policies::TIMESTAMP.to_owned()],
            issued_by: IssuedBy::Root,
            ..base
        }
    }

    /// Key usages and extended key usages as observed on signatures of Vietnamese agencies, addresses fictional.
    fn signer(&self, name: &[(SubjectAttribute, &str)]) -> Profile {
        let root = self.root_authority.profile();
        let mut subject = vec![(SubjectAttribute::Country, "VN".to_owned())];
        subject.extend(
            name.iter()
                .map(|(attribute, text)| (attribute.clone(), (*text).to_owned())),
        );
        Profile {
            subject,
            key: KeyKind::Rsa2048,
            key_usage: vec![
                KeyUsage::DigitalSignature,
                KeyUsage::ContentCommitment,
                KeyUsage::KeyEncipherment,
                KeyUsage::DataEncipherment,
            ],
            extended_key_usage: [
                usages::CLIENT_AUTH,
                usages::EMAIL_PROTECTION,
                usages::SMART_CARD_LOGON,
            ]
            .map(str::to_owned)
            .to_vec(),
            policies: vec![policies::SIGNER.to_owned()],
            ca_issuers: Some("http://ca.kyso.example/sub-ca.crt".to_owned()),
            ocsp: Some("http://ocsp.kyso.example/".to_owned()),
            crl: Some("http://ca.kyso.example/sub-ca.crl".to_owned()),
            ..Profile::new("", root.not_before, root.not_after)
        }
    }
}

fn ca(common_name: &str, key: KeyKind, not_before: Timestamp, not_after: Timestamp) -> Profile {
    let name = [
        (SubjectAttribute::Country, "VN"),
        (SubjectAttribute::Organisation, MARK),
        (SubjectAttribute::CommonName, common_name),
    ];
    Profile {
        subject: name
            .map(|(attribute, text)| (attribute, text.to_owned()))
            .to_vec(),
        key,
        issued_by: IssuedBy::Root,
        ..Profile::authority(common_name, not_before, not_after)
    }
}
