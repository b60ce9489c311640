//! What a library could not do, in the words of `office-practice`: the fact, then what to do. Impersonal, no guess.

use std::io::{Error, ErrorKind};
use std::path::Path;

use cades::SoftwareKeyError;
use pades_sign::{SignError, SignerRefused};
use pades_verify::VerifyError;
use pdf_revisions::{Feature, Locked, PdfError, PdfErrorKind};
use token_pkcs11::{ErrorCode, PinWarning, TokenError};

use crate::exit::{Exit, Failure};
use crate::text::Text;

/// The codes of [`pdf`], [`verify`] and [`io`]: why there is no report on a file.
#[cfg(test)]
pub(crate) const OF_FILES: &[&str] = &[
    "defect",
    "limit",
    "malformed",
    "password-needed",
    "password-wrong",
    "public-key-encryption",
    "unreadable",
    "unsupported",
];

/// Reading a PDF failed.
pub(crate) fn pdf(file: &str, error: &PdfError) -> Failure {
    let place = error.offset.map_or_else(
        || (String::new(), String::new()),
        |offset| {
            (
                format!(" tại vị trí {offset}"),
                format!(" at offset {offset}"),
            )
        },
    );
    let kind = &error.kind;
    let failure = match kind {
        PdfErrorKind::Io(source) => Failure::environment(
            "unreadable",
            Text::new(
                format!("Không đọc được tệp “{file}”: {}.", reason(source)),
                format!("File “{file}” cannot be read: {source}."),
            ),
        ),
        PdfErrorKind::Unsupported(feature) => not_offered(file, feature),
        PdfErrorKind::PasswordNeeded(locked) => self::locked(file, locked, false),
        PdfErrorKind::PasswordWrong(locked) => self::locked(file, locked, true),
        PdfErrorKind::Limit(limit) => Failure::new(
            Exit::Unreadable,
            "limit",
            Text::new(
                format!(
                    "Không đọc được tệp “{file}”: vượt giới hạn của chương trình ({limit}){}.",
                    place.0
                ),
                format!(
                    "File “{file}” was not read: limit reached ({limit}){}.",
                    place.1
                ),
            ),
        )
        .verdict("limit"),
        _ => Failure::new(
            Exit::Unreadable,
            "malformed",
            Text::new(
                format!(
                    "Không đọc được tệp “{file}”: sai cấu trúc{} ({kind}). Đề nghị nơi gửi gửi lại tệp gốc.",
                    place.0
                ),
                format!(
                    "File “{file}” cannot be read: {kind}{}. Ask the sender for the original file.",
                    place.1
                ),
            ),
        ),
    };
    failure.at(error.offset)
}

/// No report could be made.
pub(crate) fn verify(file: &str, error: &VerifyError) -> Failure {
    match error {
        VerifyError::Pdf(error) => pdf(file, error),
        other => limit(file, &other.to_string()),
    }
}

fn not_offered(file: &str, feature: &Feature) -> Failure {
    let mut failure = unsupported(file, &feature.to_string());
    failure.code = match feature {
        Feature::PublicKeyHandler(_) => "public-key-encryption",
        Feature::SecurityHandler(_) => "security-handler",
        Feature::CryptFilter(_) | Feature::EncryptionVersion { .. } => "encryption-version",
        _ => failure.code,
    };
    failure
}

/// An encrypted file that no password opened. Nothing of the environment is broken and nothing of the file is damaged: without what
/// only its sender knows it cannot be read here, so it counts as unsupported (docs/decisions/0019).
fn locked(file: &str, locked: &Locked, wrong: bool) -> Failure {
    let (code, vi, en) = match wrong {
        false => (
            "password-needed",
            "cần mật khẩu để mở",
            "a password is needed to open it",
        ),
        true => (
            "password-wrong",
            "mật khẩu không đúng",
            "the password is wrong",
        ),
    };
    let mut failure = Failure::new(
        Exit::Unreadable,
        code,
        Text::new(
            format!("Văn bản “{file}” có mật khẩu bảo vệ (encrypted): {vi}."),
            format!("“{file}” is encrypted: {en}."),
        ),
    )
    .verdict("unsupported");
    failure.noticed = locked.anomalies.clone().into();
    failure
}

/// Correct, but not something this version does.
pub(crate) fn unsupported(file: &str, what: &str) -> Failure {
    Failure::new(
        Exit::Unreadable,
        "unsupported",
        Text::new(
            format!("Chưa hỗ trợ tệp “{file}”: {what}."),
            format!("File “{file}” is not supported yet: {what}."),
        ),
    )
    .verdict("unsupported")
}

/// A bound of this program was reached.
pub(crate) fn limit(file: &str, what: &str) -> Failure {
    Failure::new(
        Exit::Unreadable,
        "limit",
        Text::new(
            format!("Không đọc được tệp “{file}”: vượt giới hạn của chương trình ({what})."),
            format!("File “{file}” was not read: {what}."),
        ),
    )
    .verdict("limit")
}

/// Opening or reading a file failed.
pub(crate) fn io(file: &str, error: &Error) -> Failure {
    Failure::environment(
        "unreadable",
        Text::new(
            format!("Không đọc được “{file}”: {}.", reason(error)),
            format!("“{file}” cannot be read: {error}."),
        ),
    )
}

/// Writing a result failed; message 25 of `office-practice` §3.3.
pub(crate) fn writing(path: &Path, error: &Error) -> Failure {
    let file = path.display();
    if error.kind() == ErrorKind::AlreadyExists {
        return Failure::environment(
            "exists",
            Text::new(
                format!("Tệp “{file}” đã có; không ghi đè. Dùng --force để ghi đè."),
                format!(
                    "File “{file}” exists and is not overwritten. Use --force to overwrite it."
                ),
            ),
        );
    }
    Failure::environment(
        "unwritable",
        Text::new(
            format!(
                "Không ghi được “{file}”: {}. Tệp gốc được giữ nguyên; không có tệp mới được ghi.",
                reason(error)
            ),
            format!(
                "“{file}” cannot be written: {error}. The original is unchanged; no new file was written."
            ),
        ),
    )
}

/// What the system says, in Vietnamese where it says something common.
fn reason(error: &Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "không có tệp hoặc thư mục này".to_owned(),
        ErrorKind::PermissionDenied => "không có quyền truy cập".to_owned(),
        ErrorKind::IsADirectory => "đây là thư mục".to_owned(),
        ErrorKind::NotADirectory => "đường dẫn đi qua một tệp không phải thư mục".to_owned(),
        ErrorKind::StorageFull => "ổ đĩa đã đầy".to_owned(),
        ErrorKind::QuotaExceeded => "hết hạn mức lưu trữ".to_owned(),
        ErrorKind::FileTooLarge => "tệp vượt kích thước được phép".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho phép đọc".to_owned(),
        _ => error.to_string(),
    }
}

/// Signing stopped. Message 25 of `office-practice` §3.3 comes first, always.
pub(crate) fn sign(file: &str, error: &SignError) -> Failure {
    if let Some(token) = token_inside(error) {
        return not_signed(self::token(token));
    }
    let (exit, code, vi, en): (_, _, String, String) = match error {
        SignError::Pdf(error) => return pdf(file, error),
        SignError::Io(error) => return io(file, error),
        SignError::Encrypted => return unsupported(file, "văn bản có mật khẩu bảo vệ (encrypted)"),
        SignError::Unsupported(what) => return unsupported(file, &what.to_string()),
        SignError::SignerRefused(refused) => return refused_signer(refused),
        SignError::FieldAlreadySigned { name } => negative(
            "field-already-signed",
            format!("trường “{name}” đã có chữ ký số"),
            error,
        ),
        SignError::FieldExists { name } => {
            negative("field-exists", format!("đã có trường tên “{name}”"), error)
        }
        SignError::FieldLocked { name, by } => negative(
            "field-locked",
            format!("trường “{name}” bị khóa bởi chữ ký số tại trường “{by}”"),
            error,
        ),
        SignError::FieldNotFound { name } => negative(
            "field-not-found",
            format!("không có trường chữ ký tên “{name}”"),
            error,
        ),
        SignError::FieldNameInvalid { name } => negative(
            "field-name",
            format!("tên trường “{name}” không dùng được"),
            error,
        ),
        SignError::CertificationNotFirst { field } => negative(
            "certification-not-first",
            format!("chữ ký chứng nhận phải là chữ ký đầu tiên; trường “{field}” đã có chữ ký số"),
            error,
        ),
        SignError::ForbiddenByCertification { permissions } => negative(
            "forbidden-by-certification",
            format!(
                "chữ ký chứng nhận trước đó không cho phép ký thêm (P={})",
                permissions.number()
            ),
            error,
        ),
        SignError::ReservationTooSmall { reserved, needed } => negative(
            "reservation-too-small",
            format!("chữ ký cần {needed} byte, chỉ dành {reserved} byte"),
            error,
        ),
        SignError::SigningTimeOutsideCertificate { .. } => negative(
            "signing-time-outside-certificate",
            "thời điểm ký nằm ngoài thời hạn của chứng thư".to_owned(),
            error,
        ),
        SignError::State(state) => negative(
            "state",
            format!("trạng thái ký hai bước không khớp: {state}"),
            error,
        ),
        SignError::UnsafeFile(why) => (
            Exit::Unreadable,
            "unsafe-file",
            format!("tệp có khiếm khuyết làm chữ ký không chắc chắn: {why}"),
            error.to_string(),
        ),
        other => negative("not-signed", other.to_string(), error),
    };
    not_signed(Failure::new(exit, code, Text::new(vi, en)))
}

fn negative(
    code: &'static str,
    vi: String,
    error: &SignError,
) -> (Exit, &'static str, String, String) {
    (Exit::Negative, code, vi, error.to_string())
}

fn not_signed(mut failure: Failure) -> Failure {
    failure.text = Text::new(
        format!(
            "Ký số không thành công: {}. Tệp gốc được giữ nguyên; không có tệp mới được ghi.",
            failure.text.vi.trim_end_matches('.')
        ),
        format!(
            "Not signed: {}. The original is unchanged; no new file was written.",
            failure.text.en.trim_end_matches('.')
        ),
    );
    failure
}

fn token_inside(error: &SignError) -> Option<&TokenError> {
    match error {
        SignError::Device(source) => source.downcast_ref::<TokenError>(),
        _ => None,
    }
}

/// Message 29 of `office-practice` §3.3.
fn refused_signer(refused: &SignerRefused) -> Failure {
    Failure::new(
        Exit::Negative,
        "signer-refused",
        Text::new(
            format!(
                "Không thực hiện ký số: {}. Căn cứ: Điều 29, Điều 31 Nghị định số 68/2024/NĐ-CP.",
                refusal(refused)
            ),
            format!("Not signed: {refused}. Ground: Articles 29 and 31 of Decree 68/2024/NĐ-CP."),
        ),
    )
}

fn refusal(refused: &SignerRefused) -> String {
    match refused {
        SignerRefused::Expired { not_after } => {
            format!(
                "chứng thư chữ ký số hết thời hạn hiệu lực từ {}",
                crate::present::moment(*not_after)
            )
        }
        SignerRefused::NotYetValid { not_before } => {
            format!(
                "chứng thư chữ ký số chưa có hiệu lực (từ {})",
                crate::present::moment(*not_before)
            )
        }
        other => format!("chứng thư chữ ký số không phù hợp phạm vi sử dụng ({other})"),
    }
}

/// A PKCS#12 or PEM file could not be used.
pub(crate) fn key_file(file: &str, error: &SoftwareKeyError) -> Failure {
    let (code, why) = match error {
        SoftwareKeyError::WrongPassword => ("wrong-password", "mật khẩu không đúng".to_owned()),
        SoftwareKeyError::PasswordNeeded => {
            ("wrong-password", "khóa có mật khẩu bảo vệ".to_owned())
        }
        SoftwareKeyError::InconsistentKeys => (
            "key-mismatch",
            "khóa bí mật không thuộc chứng thư".to_owned(),
        ),
        SoftwareKeyError::NoCertificate => ("key-file", "tệp không có chứng thư".to_owned()),
        SoftwareKeyError::NoKey => ("key-file", "tệp không có khóa bí mật".to_owned()),
        other => ("key-file", other.to_string()),
    };
    Failure::environment(
        code,
        Text::new(
            format!("Không dùng được tệp khóa “{file}”: {why}."),
            format!("Key file “{file}” cannot be used: {error}."),
        ),
    )
}

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
