//! The values of facts that are neither a number nor a day nor yes or no.

mod devices;
mod documents;
mod form;
pub(crate) mod macros;
mod measures;
mod parties;

pub use devices::{DeviceEvent, SecrecyLevel};
pub use documents::{
    Digest, Direction, DocumentPart, ErrorIn, InkColour, KeyAlgorithm, LaterChange,
    ReceivingDecision, Remedy, RsaScheme, SigningRoute, TitlePrefix,
};
pub use form::{Form, FormError, FormSource};
pub use measures::{Millimetres, Share};
pub use parties::{
    AskedFor, BodyStanding, BodyTier, CardRole, Channel, HolderStanding, Party, ReportPeriod,
    RevocationReason,
};

use serde::{Deserialize, Serialize};

use crate::Text;

/// What stands behind the time of signing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeProof {
    /// A time-stamp over the signature.
    SignatureTimestamp,
    /// A document time-stamp that covers the signature.
    DocumentTimestamp,
    /// Only the signer's own machine says so.
    Claimed,
}

impl TimeProof {
    /// Whether somebody other than the signer vouches for the time.
    pub const fn is_proof(self) -> bool {
        !matches!(self, Self::Claimed)
    }

    /// Its name.
    pub const fn text(self) -> Text {
        match self {
            Self::SignatureTimestamp => Text {
                vi: "dấu thời gian của chữ ký số",
                en: "signature time-stamp",
            },
            Self::DocumentTimestamp => Text {
                vi: "dấu thời gian của văn bản",
                en: "document time-stamp",
            },
            Self::Claimed => Text {
                vi: "do máy của người ký ghi, không có dấu thời gian xác nhận",
                en: "claimed by the signer's machine, not proven by a time-stamp",
            },
        }
    }
}

/// The status of a certificate as the CA publishes it (CRL or OCSP).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CertificateStatus {
    /// Active (đang hoạt động).
    Active,
    /// Suspended (tạm dừng).
    Suspended,
    /// Revoked (thu hồi).
    Revoked,
}

impl CertificateStatus {
    /// Its name.
    pub const fn text(self) -> Text {
        match self {
            Self::Active => Text {
                vi: "đang hoạt động",
                en: "active",
            },
            Self::Suspended => Text {
                vi: "bị tạm dừng",
                en: "suspended",
            },
            Self::Revoked => Text {
                vi: "bị thu hồi",
                en: "revoked",
            },
        }
    }
}

/// How a certificate came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IssueKind {
    /// Newly issued (cấp mới).
    New,
    /// Renewed (gia hạn).
    Renewed,
    /// Its information was changed (thay đổi nội dung thông tin).
    Changed,
}

/// The part a signature plays in an official document. The file does not tell; whoever runs the check does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Of the person with authority to sign (người có thẩm quyền).
    AuthorisedPerson,
    /// Of the issuing body (cơ quan, tổ chức ban hành).
    Agency,
    /// Initials (chữ ký nháy, ký tắt).
    Initials,
    /// Number, day and month put in by the records room (số, ngày văn bản).
    NumberDateStamp,
    /// On an attachment (văn bản kèm theo).
    Attachment,
    /// On a copy (bản sao).
    Copy,
    /// Incoming stamp (dấu đến).
    IncomingStamp,
    /// Nobody has said.
    #[default]
    Unknown,
}

impl Role {
    /// The word in data.
    pub const fn word(self) -> &'static str {
        match self {
            Self::AuthorisedPerson => "authorised-person",
            Self::Agency => "agency",
            Self::Initials => "initials",
            Self::NumberDateStamp => "number-date-stamp",
            Self::Attachment => "attachment",
            Self::Copy => "copy",
            Self::IncomingStamp => "incoming-stamp",
            Self::Unknown => "unknown",
        }
    }

    /// Its name.
    pub const fn text(self) -> Text {
        match self {
            Self::AuthorisedPerson => Text {
                vi: "chữ ký số của người có thẩm quyền",
                en: "authorised person's signature",
            },
            Self::Agency => Text {
                vi: "chữ ký số của cơ quan, tổ chức ban hành",
                en: "issuing agency's signature",
            },
            Self::Initials => Text {
                vi: "chữ ký nháy",
                en: "initials",
            },
            Self::NumberDateStamp => Text {
                vi: "số, ngày văn bản",
                en: "number and date stamp",
            },
            Self::Attachment => Text {
                vi: "văn bản kèm theo",
                en: "attachment",
            },
            Self::Copy => Text {
                vi: "bản sao",
                en: "copy",
            },
            Self::IncomingStamp => Text {
                vi: "dấu đến",
                en: "incoming stamp",
            },
            Self::Unknown => Text {
                vi: "chưa xác định vai trò",
                en: "role not stated",
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_data() {
        use Role::{
            Agency, Attachment, AuthorisedPerson, Copy, IncomingStamp, Initials, NumberDateStamp,
            Unknown,
        };
        for role in [
            AuthorisedPerson,
            Agency,
            Initials,
            NumberDateStamp,
            Attachment,
            Copy,
            IncomingStamp,
            Unknown,
        ] {
            assert_eq!(
                serde_json::to_string(&role).unwrap(),
                format!("{:?}", role.word())
            );
            assert!(!role.text().vi.is_empty());
        }
        assert_eq!(Role::default(), Unknown);
    }

    #[test]
    fn a_claim_is_no_proof() {
        assert!(TimeProof::SignatureTimestamp.is_proof());
        assert!(TimeProof::DocumentTimestamp.is_proof());
        assert!(!TimeProof::Claimed.is_proof());
        assert_eq!(
            TimeProof::DocumentTimestamp.text().en,
            "document time-stamp"
        );
        assert_eq!(CertificateStatus::Suspended.text().vi, "bị tạm dừng");
    }
}
