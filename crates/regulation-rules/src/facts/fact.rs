//! Every fact a rule may read: its key, its name, and who can know it.

use serde::Serialize;

use crate::{Lang, Text};

/// Who can know a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// The file, the certificate or the evidence shows it.
    Observed,
    /// Somebody has to say what something is; without it hardly anything can be judged.
    Stated,
    /// Somebody has to vouch for it: no program can compute it, and a reader of a file rarely has it. Where it is missing, the
    /// report says so; the overall result does not turn on it unless asked to be strict (design.md §4).
    Attested,
}

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident, $key:literal, $nature:ident, $vi:literal, $en:literal;)*) => {
        /// A fact that a rule may read.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Fact { $($(#[$doc])* $name,)* }

        impl Fact {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its key in files, on the command line and in data.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }

            /// Who can know it.
            pub const fn nature(self) -> Nature {
                match self { $(Self::$name => Nature::$nature,)* }
            }

            /// Its name in a sentence; `{certificate}` becomes the term of the day.
            pub const fn text(self) -> Text {
                match self { $(Self::$name => Text { vi: $vi, en: $en },)* }
            }
        }
    };
}

facts! {
    /// The moment the signature was made: proven or claimed.
    SigningTime, "signing_time", Observed, "thời điểm ký số", "time of signing";
    /// What stands behind that moment.
    SigningTimeProof, "signing_time_proof", Observed, "căn cứ của thời điểm ký số", "what stands behind the time of signing";
    /// A moment of signing that somebody other than the signer vouches for. No sheet holds it: it is what is missing when the
    /// signing time is only claimed.
    ProvenSigningTime, "proven_signing_time", Observed, "dấu thời gian xác nhận thời điểm ký số", "a time-stamp proving the time of signing";
    /// The moment of this check.
    CheckedAt, "checked_at", Observed, "thời điểm kiểm tra", "time of this check";
    /// Whether the days of force are known.
    Force, "force", Observed, "ngày có hiệu lực, hết hiệu lực của văn bản quy định", "the days the instrument is in force";
    /// Government, public or specialised.
    CertificateKind, "certificate_kind", Stated, "loại {certificate}", "kind of the {certificate}";
    /// Which kind of CA issued the certificate.
    Issuer, "issuer", Stated, "tổ chức cấp {certificate}", "issuer of the {certificate}";
    /// First instant of validity.
    NotBefore, "not_before", Observed, "ngày bắt đầu thời hạn {certificate} (notBefore)", "start of validity of the {certificate} (notBefore)";
    /// Last instant of validity.
    NotAfter, "not_after", Observed, "ngày kết thúc thời hạn {certificate} (notAfter)", "end of validity of the {certificate} (notAfter)";
    /// The signature verifies with the certificate's public key.
    VerifiesWithKey, "verifies_with_key", Observed, "kiểm tra được bằng khóa công khai ghi trên {certificate}", "verifies with the public key in the {certificate}";
    /// The signature covers all of its revision.
    CoversEntireRevision, "covers_entire_revision", Observed, "phạm vi ký bao trùm toàn bộ lần cập nhật đã ký", "the signature covers its whole revision";
    /// Its digest algorithm resists collisions.
    DigestResistsCollisions, "digest_resists_collisions", Observed, "thuật toán băm còn chống được va chạm", "the digest algorithm resists collisions";
    /// Active, suspended or revoked.
    Status, "status", Observed, "trạng thái {certificate} (CRL, OCSP)", "status of the {certificate} (CRL, OCSP)";
    /// Since when it is suspended or revoked.
    StatusChangedAt, "status_changed_at", Observed, "thời điểm {certificate} bị thu hồi, tạm dừng", "time the {certificate} was revoked or suspended";
    /// A path to an accepted anchor holds.
    PathTrusted, "path_trusted", Observed, "đường dẫn chứng thực dẫn đến chứng thư gốc được chấp nhận", "the path leads to an accepted anchor";
    /// Every certificate of the path was active.
    PathActive, "path_active", Observed, "trạng thái các chứng thư trên đường dẫn chứng thực", "status of the certificates of the path";
    /// The key usages allow signatures.
    UsageAllowsSigning, "usage_allows_signing", Observed, "mục đích sử dụng khóa cho phép ký số", "key usage allows signing";
    /// The act was within the certificate's scope and the signer's responsibility.
    WithinScope, "within_scope", Attested, "đúng phạm vi sử dụng {certificate} và trách nhiệm pháp lý của người ký", "within the scope of the {certificate} and the signer's legal responsibility";
    /// The private key was under the signer's control alone.
    SoleControl, "sole_control", Attested, "khóa bí mật chỉ thuộc sự kiểm soát của người ký tại thời điểm ký", "private key under the signer's sole control at signing";
    /// Key and content were bound to the signer alone.
    UniqueLink, "unique_link", Attested, "khóa bí mật và nội dung chỉ gắn duy nhất với người ký", "key and content bound to the signer alone";
    /// The certificate was checked before the key was used, in all that NĐ 68/2024 Điều 31 names: period, scope, and status by
    /// CRL or OCSP. Without the status it is not this fact.
    CertificateCheckedFirst, "certificate_checked_first", Attested, "đã kiểm tra hiệu lực {certificate} (thời hạn, phạm vi sử dụng, trạng thái) trước khi ký số", "{certificate} (validity, scope, status) checked before signing";
    /// The path was checked before the key was used.
    PathCheckedFirst, "path_checked_first", Attested, "đã kiểm tra đường dẫn chứng thực trước khi ký số", "path checked before signing";
    /// The law wants a time on this document.
    TimestampRequired, "timestamp_required", Attested, "pháp luật quy định văn bản phải có dấu thời gian", "the law wants a time-stamp on this document";
    /// A time-stamp over this very signature is there and holds.
    TimestampMatches, "timestamp_matches", Observed, "dấu thời gian gắn với chữ ký số này", "a time-stamp that matches this signature";
    /// The CA published the address of the time-stamp server.
    TimestampServerPublished, "timestamp_server_published", Attested, "máy chủ dấu thời gian do tổ chức cung cấp dịch vụ công bố", "the time-stamp server is one the CA published";
    /// New issue, renewal or change of information.
    IssueKind, "issue_kind", Attested, "{certificate} được cấp mới, gia hạn hay thay đổi nội dung thông tin", "whether the {certificate} is new, renewed or changed";
    /// The day of issue.
    IssuedOn, "issued_on", Attested, "ngày cấp {certificate}", "day the {certificate} was issued";
    /// The certificate belongs to a CA.
    IsCa, "is_ca", Observed, "chứng thư của tổ chức cung cấp dịch vụ", "certificate of a CA";
}

impl Fact {
    /// The fact with this key; `-` and `_` are the same.
    pub fn with_key(key: &str) -> Option<Self> {
        let key = key.replace('-', "_");
        Self::ALL.iter().copied().find(|fact| fact.key() == key)
    }

    /// Its name in one language, with the terms of the law in force now.
    pub fn name(self, lang: Lang) -> String {
        crate::terms::latest().fill(self.text(), lang)
    }
}

impl Serialize for Fact {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_found_again() {
        for fact in Fact::ALL {
            assert_eq!(Fact::with_key(fact.key()), Some(*fact));
            assert_eq!(Fact::with_key(&fact.key().replace('_', "-")), Some(*fact));
            assert!(!fact.text().vi.is_empty() && !fact.text().en.is_empty());
        }
        assert_eq!(Fact::with_key("no_such_fact"), None);
    }

    #[test]
    fn names_carry_todays_terms() {
        assert_eq!(
            Fact::CertificateKind.name(Lang::Vi),
            "loại chứng thư chữ ký số"
        );
        assert_eq!(
            serde_json::to_string(&Fact::SoleControl).unwrap(),
            "\"sole_control\""
        );
    }
}
