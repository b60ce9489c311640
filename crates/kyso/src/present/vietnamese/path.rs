//! Reasons of path validation and of revocation, in Vietnamese.

use cert_path::{PathReason, Purpose, RevocationReason, Step, Unusable, WhyNotChecked};

use crate::present::certificate::short;
use crate::present::moment;

/// Why a path was not accepted.
pub(crate) fn reason(reason: &PathReason) -> String {
    match reason {
        PathReason::BadSignature => "chữ ký của nơi cấp trên chứng thư không đúng".to_owned(),
        PathReason::BadIssuerKey => {
            "khóa công khai của nơi cấp không đọc được hoặc không hợp thuật toán".to_owned()
        }
        PathReason::BudgetExhausted(_) => {
            "vượt giới hạn tính toán; chưa xét hết các đường dẫn".to_owned()
        }
        PathReason::CertificatePolicy => {
            "không có chính sách chứng thư được chấp nhận cho cả đường dẫn".to_owned()
        }
        PathReason::DuplicateExtension(oid) => format!("phần mở rộng {oid} xuất hiện hai lần"),
        PathReason::Expired { not_after } => {
            format!("hết thời hạn hiệu lực từ {}", moment(*not_after))
        }
        PathReason::ExtendedKeyUsage { purpose, .. } => {
            format!(
                "mục đích sử dụng khóa không cho phép {}",
                self::purpose(*purpose)
            )
        }
        PathReason::KeyUsage(_) => "mục đích sử dụng khóa không phù hợp".to_owned(),
        PathReason::Malformed(error) => format!("chứng thư sai cấu trúc ({error})"),
        PathReason::MismatchedAlgorithms => {
            "hai nơi ghi thuật toán ký trong chứng thư khác nhau".to_owned()
        }
        PathReason::NameChain => "tên nơi cấp không khớp chứng thư phía trên".to_owned(),
        PathReason::NameConstraints(name) => {
            format!(
                "tên nằm ngoài phạm vi nơi cấp được phép cấp: {}",
                short(name)
            )
        }
        PathReason::NoIssuerFound { issuer } => {
            format!("không có chứng thư của nơi cấp {}", short(issuer))
        }
        PathReason::NotACa => "nơi cấp không phải tổ chức chứng thực".to_owned(),
        PathReason::NotAnchored => "đường dẫn kết thúc ở chứng thư chưa được chấp nhận".to_owned(),
        PathReason::NotYetValid { not_before } => {
            format!("chưa có hiệu lực trước {}", moment(*not_before))
        }
        PathReason::OnHold { since } => format!("tạm dừng từ {}", moment(*since)),
        PathReason::PathTooLong => "đường dẫn dài hơn mức cho phép".to_owned(),
        PathReason::Profile(defect) => format!("chứng thư không đúng quy cách ({defect})"),
        PathReason::Revoked(revoked) => format!("bị thu hồi từ {}", moment(revoked.since)),
        PathReason::RevocationUnknown(why) => why_not_checked(why),
        PathReason::UnknownCriticalExtension(oid) => {
            format!("có phần mở rộng bắt buộc chưa biết ({oid})")
        }
        PathReason::UnsupportedAlgorithm(error) => format!("thuật toán chưa hỗ trợ ({error})"),
        PathReason::UnsupportedNameConstraint => "ràng buộc tên thuộc loại chưa hỗ trợ".to_owned(),
        PathReason::AnchorNotForThis => {
            "chứng thư gốc không được chấp nhận cho mục đích hoặc thời điểm này".to_owned()
        }
        PathReason::WeakAlgorithm(weakness) => format!("thuật toán không còn an toàn ({weakness})"),
        other => other.to_string(),
    }
}

/// What the certificate is for.
pub(crate) fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::DocumentSigning => "ký văn bản",
        Purpose::Timestamping => "cấp dấu thời gian",
        Purpose::CrlSigning => "ký CRL",
        Purpose::OcspSigning => "ký câu trả lời OCSP",
        _ => "mục đích này",
    }
}

/// Why nothing is known of a certificate's revocation.
pub(crate) fn why_not_checked(why: &WhyNotChecked) -> String {
    match why {
        WhyNotChecked::NoEvidence => "không có CRL, OCSP".to_owned(),
        WhyNotChecked::Skipped => "theo yêu cầu không kiểm tra".to_owned(),
        WhyNotChecked::Stale { issued, asked } => format!(
            "CRL, OCSP phát hành {} quá cũ so với thời điểm xét {}",
            moment(*issued),
            moment(*asked)
        ),
        WhyNotChecked::CertificateNotProven { by } => format!(
            "chưa chứng minh được chứng thư đã có vào lúc {}",
            moment(*by)
        ),
        WhyNotChecked::Unusable(why) => {
            unusable(*why).map_or_else(|| why.to_string(), str::to_owned)
        }
        other => other.to_string(),
    }
}

/// Why a CRL or OCSP response was not used.
pub(crate) fn unusable(why: Unusable) -> Option<&'static str> {
    Some(match why {
        Unusable::FromTheFuture => "CRL, OCSP phát hành sau thời điểm được xét",
        Unusable::NotProvenByThen => "chưa chứng minh được CRL, OCSP đã có vào thời điểm cần đến",
        Unusable::SignerNotTrusted => "nơi ký CRL, OCSP không rõ hoặc không được tin cậy",
        Unusable::SignerNotAuthorised => "nơi ký CRL, OCSP không được giao việc này",
        Unusable::SignerNotValid => "chứng thư của nơi ký CRL, OCSP không có hiệu lực",
        Unusable::SignerRevoked => "chứng thư của nơi ký CRL, OCSP bị thu hồi",
        Unusable::SignerRevocationUnknown => {
            "chưa rõ chứng thư của nơi ký CRL, OCSP có bị thu hồi không"
        }
        Unusable::BadSignature => "chữ ký trên CRL, OCSP không đúng",
        Unusable::Algorithm => "thuật toán ký CRL, OCSP không được chấp nhận",
        Unusable::UnknownCriticalExtension => "CRL, OCSP có phần mở rộng bắt buộc chưa biết",
        Unusable::OutOfScope => "CRL không thuộc phạm vi của chứng thư này",
        Unusable::NoCompleteCrl => "có CRL bổ sung (delta) nhưng thiếu CRL đầy đủ làm gốc",
        Unusable::ReasonsNotCovered => "các CRL đang có chưa bao gồm mọi lý do thu hồi",
        Unusable::ResponderDoesNotKnow => "máy chủ OCSP không biết chứng thư này",
        Unusable::BeforeTheCertificate => "OCSP có trước khi chứng thư có hiệu lực",
        Unusable::CertificateHadExpired => {
            "CRL, OCSP phát hành khi chứng thư đã hết hạn, không còn ghi chứng thư hết hạn"
        }
        Unusable::Malformed => "CRL, OCSP sai cấu trúc",
        _ => return None,
    })
}

/// Why a certificate was revoked.
pub(crate) const fn revoked_because(reason: RevocationReason) -> &'static str {
    match reason {
        RevocationReason::Unspecified => "không nêu lý do",
        RevocationReason::KeyCompromise => "khóa bí mật bị lộ",
        RevocationReason::CaCompromise => "khóa của tổ chức chứng thực bị lộ",
        RevocationReason::AffiliationChanged => "thay đổi thông tin, nơi công tác",
        RevocationReason::Superseded => "được thay bằng chứng thư khác",
        RevocationReason::CessationOfOperation => "ngừng sử dụng",
        RevocationReason::CertificateHold => "tạm dừng",
        RevocationReason::RemoveFromCrl => "bỏ khỏi CRL",
        RevocationReason::PrivilegeWithdrawn => "thẩm quyền bị rút",
        RevocationReason::AaCompromise => "khóa của nơi cấp thuộc tính bị lộ",
        _ => "lý do khác",
    }
}

/// The name of a step.
pub(crate) const fn step(step: Step) -> Option<&'static str> {
    Some(match step {
        Step::AnchorConditions => "điều kiện của chứng thư gốc",
        Step::Issuer => "chứng thư của nơi cấp",
        Step::Signature => "chữ ký của nơi cấp",
        Step::UniqueExtensions => "phần mở rộng không lặp",
        Step::Profile => "hình thức chứng thư",
        Step::NameChaining => "tên nơi cấp",
        Step::AlgorithmPolicy => "thuật toán",
        Step::Validity => "thời hạn",
        Step::NameConstraints => "phạm vi tên",
        Step::Policies => "chính sách",
        Step::PolicyMapping => "ánh xạ chính sách",
        Step::PolicyConstraints => "ràng buộc chính sách",
        Step::NextNameConstraints => "phạm vi tên cho cấp dưới",
        Step::BasicConstraints => "quyền cấp chứng thư",
        Step::PathLength => "độ dài đường dẫn",
        Step::KeyCertSign => "khóa được ký chứng thư",
        Step::CriticalExtensions => "phần mở rộng bắt buộc",
        Step::FinalPolicies => "chính sách được chấp nhận",
        Step::KeyUsage => "mục đích khóa",
        Step::ExtendedKeyUsage => "mục đích khóa mở rộng",
        Step::Revocation => "thu hồi",
        _ => return None,
    })
}
