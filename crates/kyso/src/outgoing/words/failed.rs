//! What cannot be opened, numbered or read.

use signing_workflow::outgoing::{NumberError, OutgoingError, PostsError};

use crate::exit::{Exit, Failure};
use crate::failures;
use crate::present::vietnamese::office;
use crate::text::Text;

/// The package cannot be opened, or this does not fit.
pub(crate) fn failed(error: &OutgoingError) -> Failure {
    let negative =
        |code, vi: String, en: String| Failure::new(Exit::Negative, code, Text::new(vi, en));
    match error {
        OutgoingError::Io { path, source } => failures::io(&path.display().to_string(), source),
        OutgoingError::Exists(path) => Failure::usage(
            "outgoing-exists",
            Text::new(
                format!("“{}” đã có.", path.display()),
                format!("“{}” is there already.", path.display()),
            ),
        ),
        OutgoingError::Missing(path) => Failure::usage(
            "outgoing-missing",
            Text::new(
                format!(
                    "Không có bộ văn bản trong “{}”. Mở bộ văn bản: kyso outgoing open.",
                    path.display()
                ),
                format!(
                    "There is no package in “{}”. Open one: kyso outgoing open.",
                    path.display()
                ),
            ),
        ),
        OutgoingError::Changed(path) => negative(
            "outgoing-changed",
            format!(
                "Tệp “{}” đã thay đổi sau khi đưa vào bộ văn bản; không thực hiện.",
                path.display()
            ),
            format!(
                "“{}” was changed since it was taken in; nothing was done.",
                path.display()
            ),
        ),
        OutgoingError::NotNow => negative(
            "outgoing-not-now",
            "Không thực hiện được ở trạng thái hiện nay của bộ văn bản (kyso outgoing status)."
                .to_owned(),
            "The package does not stand where this can be done (kyso outgoing status).".to_owned(),
        ),
        OutgoingError::Name(name) => Failure::usage(
            "outgoing-name",
            Text::new(
                format!("Tên tệp “{name}” không dùng được: trùng, ẩn hoặc trống."),
                format!("The file name “{name}” cannot be used: there twice, hidden or empty."),
            ),
        ),
        other => Failure::new(
            Exit::Unreadable,
            "outgoing-journal",
            Text::new(
                format!("Không dùng được nhật ký của bộ văn bản: {other}."),
                format!("The journal of the package cannot be used: {other}."),
            ),
        ),
    }
}

/// The ledger does not give, use or void a number.
pub(crate) fn numbers(error: &NumberError) -> Failure {
    let text = |vi: String| Text::new(vi, format!("{error}."));
    match error {
        NumberError::Log(error) => Failure::new(
            Exit::Unreadable,
            "ledger",
            Text::new(
                format!("Không dùng được sổ số văn bản: {error}."),
                format!("The number ledger cannot be used: {error}."),
            ),
        ),
        NumberError::Taken(number) => Failure::new(
            Exit::Negative,
            "number-taken",
            text(format!(
                "Số {} năm {} của sổ “{}” đã dùng, đã giữ hoặc đã hủy.",
                number.number, number.year, number.series
            )),
        ),
        NumberError::NotReserved(number) => Failure::new(
            Exit::Negative,
            "number-not-reserved",
            text(format!(
                "Số {} năm {} của sổ “{}” không giữ cho văn bản này.",
                number.number, number.year, number.series
            )),
        ),
        _ => Failure::usage("number", text("Không có số đó.".to_owned())),
    }
}

/// The list of posts cannot be used.
pub(in crate::outgoing) fn posts(path: &std::path::Path, error: &PostsError) -> Failure {
    Failure::usage(
        "posts",
        Text::new(
            format!(
                "Không dùng được danh sách chức vụ “{}”: {}.",
                path.display(),
                office::posts(error)
            ),
            format!(
                "The list of posts “{}” cannot be used: {error}.",
                path.display()
            ),
        ),
    )
}
