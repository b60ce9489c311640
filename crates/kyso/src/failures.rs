//! What a library could not do, in the words of `office-practice`: the fact, then what to do. Impersonal, no guess.

use std::io::{Error, ErrorKind};
use std::path::Path;

use pades_verify::VerifyError;
use pdf_revisions::{Feature, Locked, PdfError, PdfErrorKind};

use crate::exit::{Exit, Failure};
use crate::text::Text;

mod csc;
mod signing;
mod token;

pub(crate) use csc::csc;
pub(crate) use signing::{key_file, not_signed, sign};
pub(crate) use token::token;

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
                format!(
                    "Tệp “{file}” đã có; không ghi đè. Chọn tên khác, hoặc dùng --force nếu lệnh cho phép ghi đè."
                ),
                format!(
                    "File “{file}” exists and is not overwritten. Choose another name, or use --force where the command has it."
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
