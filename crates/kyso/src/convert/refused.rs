//! Why there is no PDF: the fact, then what to do.

use std::io;
use std::path::Path;
use std::time::Duration;

use crate::exit::{Exit, Failure};
use crate::text::Text;

pub(super) fn not_installed() -> Failure {
    Failure::environment(
        "converter-not-found",
        Text::new(
            "Không chuyển được sang PDF: không tìm thấy LibreOffice (soffice) trên máy. Đề nghị cài LibreOffice, nêu đường dẫn bằng \
             --libreoffice hoặc khóa libreoffice trong tệp cấu hình, hoặc xuất PDF từ phần mềm soạn thảo.",
            "Not turned into a PDF: LibreOffice (soffice) is not found on this machine. Install it, name it with --libreoffice or by the \
             key libreoffice of the configuration, or export a PDF from the word processor.",
        ),
    )
}

pub(super) fn not_there(program: &Path) -> Failure {
    let program = program.display();
    Failure::environment(
        "converter-not-found",
        Text::new(
            format!("Không chuyển được sang PDF: không có chương trình “{program}”."),
            format!("Not turned into a PDF: there is no program “{program}”."),
        ),
    )
}

pub(super) fn not_started(program: &Path, error: &io::Error) -> Failure {
    let program = program.display();
    Failure::environment(
        "converter-not-started",
        Text::new(
            format!("Không chuyển được sang PDF: không chạy được “{program}”: {error}."),
            format!("Not turned into a PDF: “{program}” cannot be run: {error}."),
        ),
    )
}

pub(super) fn not_convertible(name: &str) -> Failure {
    Failure::new(
        Exit::Unreadable,
        "not-convertible",
        Text::new(
            format!(
                "Không chuyển được “{name}” sang PDF: không phải tệp DOCX hoặc ODT, hoặc tệp có mật khẩu bảo vệ."
            ),
            format!(
                "“{name}” is not turned into a PDF: it is no DOCX and no ODT, or it is protected by a password."
            ),
        ),
    )
    .verdict("unsupported")
}

pub(super) fn too_slow(name: &str, patience: Duration) -> Failure {
    let seconds = patience.as_secs();
    Failure::environment(
        "conversion-timeout",
        Text::new(
            format!(
                "Không chuyển được “{name}” sang PDF: LibreOffice không xong trong {seconds} giây và đã bị dừng. Có thể tăng thời gian chờ \
                 bằng --timeout."
            ),
            format!(
                "“{name}” is not turned into a PDF: LibreOffice did not end within {seconds} seconds and was stopped. --timeout gives it more."
            ),
        ),
    )
}

pub(super) fn failed(name: &str, said: &str) -> Failure {
    let (vi, en) = match said {
        "" => (
            "không nêu lý do".to_owned(),
            "it does not say why".to_owned(),
        ),
        said => (format!("“{said}”"), format!("“{said}”")),
    };
    Failure::new(
        Exit::Unreadable,
        "conversion-failed",
        Text::new(
            format!("Không chuyển được “{name}” sang PDF: LibreOffice báo lỗi: {vi}."),
            format!("“{name}” is not turned into a PDF: LibreOffice failed: {en}."),
        ),
    )
}

/// LibreOffice ends without an error, too, when it could not open a document.
pub(super) fn not_one(name: &str, count: usize) -> Failure {
    Failure::new(
        Exit::Unreadable,
        "conversion-output",
        Text::new(
            format!(
                "Không chuyển được “{name}” sang PDF: LibreOffice ghi {count} tệp, cần đúng một tệp PDF."
            ),
            format!(
                "“{name}” is not turned into a PDF: LibreOffice wrote {count} files where one PDF was wanted."
            ),
        ),
    )
}

pub(super) fn no_pdf(name: &str) -> Failure {
    Failure::new(
        Exit::Unreadable,
        "conversion-output",
        Text::new(
            format!(
                "Không chuyển được “{name}” sang PDF: tệp LibreOffice ghi ra không phải PDF đọc được."
            ),
            format!(
                "“{name}” is not turned into a PDF: what LibreOffice wrote is no readable PDF."
            ),
        ),
    )
}
