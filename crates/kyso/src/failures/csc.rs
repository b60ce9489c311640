//! What a remote signing service reports.

use remote_csc::CscError;

use crate::exit::Failure;
use crate::text::Text;

/// A remote signing service did not sign.
pub(crate) fn csc(error: &CscError) -> Failure {
    let (code, vi) = told(error);
    let en = match error {
        CscError::SecretAlreadyRefused | CscError::Cancelled => error.to_string(),
        _ => format!("remote signing service: {error}"),
    };
    Failure::environment(code, Text::new(vi, format!("{en}.")))
}

fn told(error: &CscError) -> (&'static str, String) {
    match error {
        CscError::AlgorithmNotOffered { wanted, .. } => (
            "csc-algorithm",
            format!("Dịch vụ ký số từ xa không ký bằng {wanted} với khóa này."),
        ),
        CscError::AlgorithmSignsMessages { algorithm } => (
            "csc-algorithm",
            format!("Dịch vụ ký số từ xa chỉ ký giá trị băm; {algorithm} không ký được theo cách đó."),
        ),
        CscError::AuthenticationRefused { .. } => (
            "csc-secret-incorrect",
            "Mật khẩu (mã PIN) hoặc mật khẩu dùng một lần không đúng; chương trình không tự nhập lại.".to_owned(),
        ),
        CscError::AuthenticationUnsupported { what } => (
            "csc-authentication",
            format!("Dịch vụ ký số từ xa yêu cầu cách xác thực chưa được hỗ trợ: {what}."),
        ),
        CscError::AuthorisationPending => (
            "csc-not-approved",
            "Việc ký số chưa được xác nhận trên thiết bị của người ký.".to_owned(),
        ),
        CscError::Cancelled => ("cancelled", "Đã dừng theo yêu cầu.".to_owned()),
        CscError::CertificateMissing => (
            "csc-certificate",
            "Dịch vụ ký số từ xa không có chứng thư của khóa này.".to_owned(),
        ),
        CscError::CertificateUnreadable { reason, .. } => (
            "csc-certificate",
            format!("Không đọc được chứng thư do dịch vụ ký số từ xa gửi: {reason}."),
        ),
        CscError::CredentialDisabled => (
            "csc-disabled",
            "Khóa tại dịch vụ ký số từ xa không còn hoạt động.".to_owned(),
        ),
        CscError::CredentialLocked => (
            "csc-locked",
            "Khóa tại dịch vụ ký số từ xa đã bị khóa; đề nghị liên hệ dịch vụ.".to_owned(),
        ),
        CscError::OtpRefused { .. } => (
            "csc-otp-incorrect",
            "Mật khẩu dùng một lần không đúng; chương trình không tự nhập lại.".to_owned(),
        ),
        CscError::PinRefused { .. } => (
            "csc-pin-incorrect",
            "Mật khẩu (mã PIN) không đúng; chương trình không tự nhập lại.".to_owned(),
        ),
        other => of_the_service(other),
    }
}

fn of_the_service(error: &CscError) -> (&'static str, String) {
    match error {
        CscError::Refused {
            code, description, ..
        } => (
            "csc-refused",
            format!("Dịch vụ ký số từ xa từ chối: {code}: {description}."),
        ),
        CscError::SadExpired => (
            "csc-expired",
            "Việc cho phép ký đã hết hạn; đề nghị ký lại.".to_owned(),
        ),
        CscError::SadRefused { .. } | CscError::TooManySignatures => (
            "csc-not-authorised",
            "Dịch vụ ký số từ xa không chấp nhận việc cho phép ký này.".to_owned(),
        ),
        CscError::SecretAlreadyRefused => (
            "csc-secret-refused",
            "Mật khẩu này đã bị dịch vụ từ chối; chương trình không nhập lại.".to_owned(),
        ),
        CscError::SignatureCount { .. } | CscError::SignatureWrong => (
            "csc-signature-wrong",
            "Giá trị chữ ký do dịch vụ ký số từ xa gửi không đúng.".to_owned(),
        ),
        CscError::TokenRefused { .. } => (
            "csc-token-refused",
            "Dịch vụ ký số từ xa không chấp nhận mã truy cập.".to_owned(),
        ),
        CscError::Malformed { .. } | CscError::Status { .. } | CscError::TooLarge { .. } => (
            "csc-answer",
            "Câu trả lời của dịch vụ ký số từ xa không đọc được.".to_owned(),
        ),
        CscError::Transport { source, .. } => (
            "csc-unreachable",
            format!("Không kết nối được với dịch vụ ký số từ xa: {source}."),
        ),
        other => ("csc", format!("Dịch vụ ký số từ xa báo lỗi: {other}.")),
    }
}
