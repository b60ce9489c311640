//! What a key device reports.

use token_pkcs11::{ErrorCode, PinWarning, TokenError};

use crate::exit::Failure;
use crate::text::Text;

/// A token failed: messages 35, 36 and 47 of `office-practice` §3.3.
pub(crate) fn token(error: &TokenError) -> Failure {
    let (code, vi) = match &error.code {
        ErrorCode::PinIncorrect { warning } => ("pin-incorrect", wrong_pin(*warning).to_owned()),
        ErrorCode::PinAlreadyRefused => ("pin-refused", "Mật khẩu này đã bị thiết bị từ chối; chương trình không nhập lại.".to_owned()),
        ErrorCode::PinLocked => (
            "pin-locked",
            "Thiết bị đã bị khóa do nhập sai mật khẩu quá số lần cho phép. Đề nghị cơ quan, tổ chức quản lý trực tiếp \
             gửi văn bản đề nghị khôi phục thiết bị lưu khóa bí mật (Mẫu số 06)."
                .to_owned(),
        ),
        ErrorCode::SoPinLocked => (
            "so-pin-locked",
            "Mật khẩu quản trị (SO PIN) của thiết bị đã bị khóa; đề nghị liên hệ nơi cấp thiết bị.".to_owned(),
        ),
        ErrorCode::KeyAlreadyThere => ("key-there", "Thiết bị đã có khóa này.".to_owned()),
        ErrorCode::KeyNotImportable => (
            "key-not-importable",
            "Chỉ đưa được khóa RSA hoặc khóa trên đường cong có tên, đúng là khóa của chứng thư.".to_owned(),
        ),
        ErrorCode::LabelLength { max } => ("label-length", format!("Nhãn của thiết bị phải có từ 1 đến {max} byte.")),
        ErrorCode::PinPadNotServed => (
            "pin-pad",
            "Chương trình không khởi tạo, không mở khóa thiết bị có bàn phím riêng; đề nghị dùng công cụ của nhà sản xuất.".to_owned(),
        ),
        ErrorCode::NewPinRefused(value) => (
            "new-pin-refused",
            format!("Thiết bị không nhận mật khẩu mới ({value}); mật khẩu cũ vẫn còn hiệu lực."),
        ),
        ErrorCode::PinNotInitialised => ("pin-not-set", "Thiết bị chưa được đặt mật khẩu.".to_owned()),
        ErrorCode::PinExpired => ("pin-expired", "Mật khẩu của thiết bị đã hết hạn.".to_owned()),
        ErrorCode::PinLength { min, max } => ("pin-length", format!("Mật khẩu phải có từ {min} đến {max} ký tự; chưa gửi đến thiết bị.")),
        ErrorCode::TokenRemoved => ("token-removed", "Thiết bị bị rút ra khi đang ký; không có tệp nào được ghi.".to_owned()),
        ErrorCode::NoToken { .. } => ("no-token", "Không tìm thấy thiết bị lưu khóa bí mật phù hợp.".to_owned()),
        ErrorCode::SeveralTokens { tokens, .. } => (
            "several-tokens",
            format!("Có {} thiết bị phù hợp; đề nghị nêu rõ bằng --token-label hoặc --token-serial.", tokens.len()),
        ),
        ErrorCode::SeveralCertificates { certificates } => (
            "several-certificates",
            format!(
                "Thiết bị có {} chứng thư phù hợp ({}); đề nghị nêu rõ bằng --key-id, --key-label hoặc --certificate-serial.",
                certificates.len(),
                certificates.join("; ")
            ),
        ),
        ErrorCode::CertificateNotFound { .. } => ("certificate-not-found", "Thiết bị không có chứng thư phù hợp.".to_owned()),
        ErrorCode::KeyMismatch { certificate } => {
            ("key-mismatch", format!("Chứng thư “{certificate}” không thuộc khóa trên thiết bị."))
        }
        ErrorCode::Cancelled => ("cancelled", "Đã dừng theo yêu cầu.".to_owned()),
        ErrorCode::ModuleNotFound { path } => ("module-not-found", format!("Không có thư viện “{}”.", path.display())),
        ErrorCode::ModuleNotPkcs11 => ("module-not-pkcs11", "Thư viện không phải thư viện PKCS#11.".to_owned()),
        ErrorCode::ModuleArchitecture { found, needed } => (
            "module-architecture",
            format!("Thư viện dành cho {found}, chương trình này là {needed}; đề nghị cài bản thư viện phù hợp."),
        ),
        other => ("token", format!("Thiết bị lưu khóa bí mật báo lỗi: {other}.")),
    };
    let call = error
        .call
        .as_ref()
        .map(|call| format!(" ({call})"))
        .unwrap_or_default();
    Failure::environment(
        code,
        Text::new(
            format!("{}{call}", vi.trim_end_matches('.')),
            format!("{error}"),
        ),
    )
}

/// Message 35 of `office-practice` §3.3.
fn wrong_pin(warning: PinWarning) -> &'static str {
    match warning {
        PinWarning::None => "Mật khẩu không đúng; chương trình không tự nhập lại.",
        PinWarning::CountLow => {
            "Mật khẩu không đúng; chương trình không tự nhập lại. Số lần nhập còn lại ít."
        }
        PinWarning::FinalTry => {
            "Mật khẩu không đúng; chương trình không tự nhập lại. Lần nhập kế tiếp là lần cuối, nếu sai thiết bị sẽ bị \
             khóa. Trường hợp không nhớ mật khẩu, đề nghị dừng lại và làm thủ tục khôi phục thiết bị lưu khóa bí mật."
        }
    }
}
