//! What the store says.

use std::io::ErrorKind;

use gov_ca_registry::store::{Place as Damaged, StoreError};

use super::super::Place;
use super::{not_found, what};
use crate::exit::{Exit, Failure};
use crate::text::Text;

const fn not_permitted(place: &Place) -> &'static str {
    match place {
        Place::File(_) => {
            "chỉ đọc được: tài khoản đang chạy kyso không có quyền ghi tệp này hoặc thư mục chứa nó; không có gì thay đổi. Cấp quyền ghi cho cả hai rồi làm lại"
        }
        Place::Server(_) => {
            "tài khoản cơ sở dữ liệu không có quyền làm việc này; không có gì thay đổi. Cấp quyền rồi làm lại"
        }
    }
}

/// What the store says.
pub(in crate::registry) fn stored(place: &Place, error: &StoreError) -> Failure {
    let file = place;
    let environment = |code, vi: &str| {
        Failure::environment(
            code,
            Text::new(
                format!("Sổ đăng ký “{file}”: {vi}."),
                format!("Register “{file}”: {error}."),
            ),
        )
    };
    match error {
        StoreError::ConnectionFailed { .. } => {
            environment("no-connection", "không nối được với máy chủ cơ sở dữ liệu")
        }
        StoreError::NotEmpty => environment(
            "register-not-empty",
            "đã có dữ liệu; chỉ khôi phục vào sổ mới",
        ),
        StoreError::RootsUnreadable => environment(
            "tls-roots",
            "không đọc được chứng thư gốc dùng cho TLS (sslrootcert), hoặc máy không có",
        ),
        StoreError::ServerNotTrusted => environment(
            "server-not-trusted",
            "chứng thư của máy chủ cơ sở dữ liệu không được tin cậy cho tên này",
        ),
        StoreError::TlsUndecided => environment(
            "tls-undecided",
            "địa chỉ đi qua mạng: thêm sslmode=verify-full, hoặc sslmode=disable nếu mạng đã được bảo vệ",
        ),
        StoreError::UrlMalformed => {
            environment("register-address", "địa chỉ máy chủ không đọc được")
        }
        StoreError::OutcomeUnknown => environment(
            "outcome-unknown",
            "mất kết nối khi đang xác nhận; xem lại việc đã được ghi chưa",
        ),
        StoreError::Busy => environment("register-busy", "đang bận, người khác chưa ghi xong"),
        StoreError::Changed { .. } => environment(
            "register-changed",
            "người khác vừa thay đổi bản ghi này; xem lại rồi làm lại",
        ),
        StoreError::DiskFull => environment("disk-full", "hết chỗ trên đĩa; không có gì thay đổi"),
        StoreError::NewerSchema { .. } => environment(
            "register-newer",
            "do phiên bản kyso mới hơn lập; cập nhật chương trình",
        ),
        StoreError::NotARegister => environment("not-a-register", "không phải là sổ đăng ký"),
        StoreError::Io {
            kind: ErrorKind::AlreadyExists,
            ..
        } => environment("exists", "tệp sao lưu đã có; không ghi đè"),
        StoreError::PermissionDenied
        | StoreError::Io {
            kind: ErrorKind::PermissionDenied,
            ..
        } => environment("register-read-only", not_permitted(place)),
        StoreError::Io { .. } => environment(
            "register-io",
            "không mở, đọc hoặc ghi được tệp; kiểm tra đường dẫn, quyền của tệp và của thư mục chứa nó",
        ),
        StoreError::NotUnique { table } => Failure::new(
            Exit::Negative,
            "already-in-register",
            Text::new(
                format!(
                    "Số hiệu này đã có trong sổ đăng ký, của {} khác; không có gì thay đổi.",
                    what(table)
                ),
                format!("The register has this number already; nothing was changed ({error})."),
            ),
        ),
        StoreError::MissingReference { .. } => not_found(&Text::new(
            "bản ghi được nhắc đến",
            "record that was referred to",
        )),
        StoreError::Corrupt {
            place: Damaged::File,
        } => Failure::new(
            Exit::Unreadable,
            "register-damaged",
            Text::new(
                format!(
                    "Tệp sổ đăng ký “{file}” bị hỏng: bị cắt ngắn hoặc một phần bị ghi đè. Giữ nguyên tệp này, khôi phục bản sao lưu gần nhất vào tệp mới: kyso registry --register TỆP-MỚI restore BẢN-SAO-LƯU."
                ),
                format!(
                    "The file of register “{file}” is damaged: it was cut, or a part of it overwritten. Keep it as it is, and restore the latest backup into a new file: kyso registry --register NEW-FILE restore BACKUP."
                ),
            ),
        ),
        StoreError::Corrupt {
            place: Damaged::Line(line),
        } => Failure::new(
            Exit::Unreadable,
            "backup-damaged",
            Text::new(
                format!(
                    "Bản sao lưu bị hỏng hoặc bị cắt ngắn ở dòng {line}; không có gì được khôi phục vào “{file}”. Dùng bản sao lưu khác."
                ),
                format!(
                    "The backup is damaged or was cut in line {line}; nothing was restored into “{file}”. Use another backup."
                ),
            ),
        ),
        StoreError::Corrupt { .. } => Failure::new(
            Exit::Unreadable,
            "register-damaged",
            Text::new(
                format!("Sổ đăng ký “{file}” bị hỏng; chạy kyso registry audit để biết chỗ hỏng."),
                format!("Register “{file}” is damaged ({error}); run kyso registry audit."),
            ),
        ),
        _ => environment("register-unusable", "không dùng được"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(error: &StoreError) -> (&'static str, String) {
        let failure = stored(&Place::File("so.db".into()), error);
        (failure.code, failure.text.vi)
    }

    #[test]
    fn what_is_wrong_with_the_file_is_told_with_its_name_and_what_to_do() {
        for (error, code, wanted) in [
            (
                StoreError::PermissionDenied,
                "register-read-only",
                "Cấp quyền ghi",
            ),
            (
                StoreError::Io {
                    what: "the file of the register cannot be opened",
                    kind: ErrorKind::PermissionDenied,
                },
                "register-read-only",
                "thư mục chứa nó",
            ),
            (
                StoreError::Corrupt {
                    place: Damaged::File,
                },
                "register-damaged",
                "restore",
            ),
            (
                StoreError::Corrupt {
                    place: Damaged::Line(7),
                },
                "backup-damaged",
                "dòng 7",
            ),
        ] {
            let (found, text) = told(&error);
            assert_eq!(found, code);
            assert!(text.contains("“so.db”") && text.contains(wanted), "{text}");
        }
    }
}
