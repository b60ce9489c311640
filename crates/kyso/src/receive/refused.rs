//! Why something was not received, in words.

use std::io::ErrorKind;
use std::path::Path;

use signing_workflow::records::{ArrivalId, Decision, RecordsError};

use crate::exit::{Exit, Failure};
use crate::failures;
use crate::text::Text;

/// The records could not be read or written.
pub(super) fn records(error: &RecordsError) -> Failure {
    match error {
        RecordsError::Io { path, source } => match source.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => {
                failures::io(&path.display().to_string(), source)
            }
            _ => failures::writing(path, source),
        },
        RecordsError::Name { name } => self::name(name),
        RecordsError::NotThere { id, path } => Failure::usage(
            "no-such-arrival",
            Text::new(
                format!("Không có văn bản đến “{id}” trong “{}”.", path.display()),
                format!("There is no arrival “{id}” in “{}”.", path.display()),
            ),
        ),
        RecordsError::Malformed { path, what } => damaged(path, what),
        RecordsError::Version { path, found, ours } => {
            damaged(path, &format!("version {found}, this program reads {ours}"))
        }
        other => Failure::environment(
            "records",
            Text::new(
                format!("Không lưu được hồ sơ văn bản đến: {other}. Không có gì được ghi."),
                format!("The arrival was not kept: {other}. Nothing was written."),
            ),
        ),
    }
}

fn damaged(path: &Path, what: &str) -> Failure {
    Failure::new(
        Exit::Unreadable,
        "record-malformed",
        Text::new(
            format!("Không đọc được “{}”: {what}.", path.display()),
            format!("“{}” cannot be read: {what}.", path.display()),
        ),
    )
}

/// Whoever decides otherwise than proposed says why: ours, for whoever reads the record later.
pub(super) fn no_why(decision: Decision, proposal: Decision) -> Failure {
    Failure::usage(
        "why-needed",
        Text::new(
            format!(
                "Quyết định ({}) khác đề xuất của chương trình ({}); đề nghị nêu lý do bằng --why (theo chương trình). Không có gì được ghi.",
                decision.word(),
                proposal.word()
            ),
            format!(
                "The decision ({}) is not what is proposed ({}): say why with --why (a rule of this program). Nothing was written.",
                decision.word(),
                proposal.word()
            ),
        ),
    )
}

/// The sender is told why, by the closed list.
pub(super) fn no_reason(decision: Decision) -> Failure {
    let example = match decision {
        Decision::Return => "R11=…",
        _ => "R99=…",
    };
    Failure::usage(
        "reason-needed",
        Text::new(
            format!(
                "Quyết định ({}) cần có lý do để trả lời cơ quan gửi: --stated {example} (theo chương trình). Không có gì được ghi.",
                decision.word()
            ),
            format!(
                "The decision ({}) needs a reason for the sender: --stated {example} (a rule of this program). Nothing was written.",
                decision.word()
            ),
        ),
    )
}

/// Two runs received the same at once: the second one has to look again.
pub(super) fn overtaken() -> Failure {
    Failure::environment(
        "overtaken",
        Text::new(
            "Trong lúc kiểm tra, cùng văn bản này đã được một lần chạy khác ghi vào sổ. Không có gì được ghi; đề nghị thực hiện lại.",
            "While this was checked another run registered the same document. Nothing was written; try again.",
        ),
    )
}

/// A name of a file that cannot be kept.
pub(super) fn name(name: &str) -> Failure {
    Failure::new(
        Exit::Unreadable,
        "file-name",
        Text::new(
            format!("Tên tệp “{name}” không lưu được. Đề nghị đổi tên tệp rồi thực hiện lại."),
            format!("The file name “{name}” cannot be kept. Rename the file and try again."),
        ),
    )
}

/// The sender has been told already.
pub(super) fn told_already(id: ArrivalId, when: &str) -> Failure {
    Failure::usage(
        "told-already",
        Text::new(
            format!("Đã ghi nhận thông báo cho cơ quan gửi văn bản đến “{id}” lúc {when}."),
            format!("The notice for “{id}” was noted already at {when}."),
        ),
    )
}

/// A copy has the incoming stamp already.
pub(super) fn stamped_already(id: ArrivalId) -> Failure {
    Failure::usage(
        "stamped-already",
        Text::new(
            format!("Văn bản đến “{id}” đã có bản đóng dấu đến."),
            format!("A copy of “{id}” has the incoming stamp already."),
        ),
    )
}

/// The main document is no PDF, or not there as it was kept.
pub(super) fn nothing_to_stamp(id: ArrivalId) -> Failure {
    Failure::new(
        Exit::Unreadable,
        "nothing-to-stamp",
        Text::new(
            format!(
                "Không đóng dấu đến cho “{id}”: không tìm thấy văn bản chính dạng PDF như đã lưu."
            ),
            format!("“{id}” was not stamped: its main document is not there as kept, or no PDF."),
        ),
    )
}

/// What was not accepted gets no stamp of arrival. Ours.
pub(super) fn not_accepted(id: ArrivalId) -> Failure {
    Failure::new(
        Exit::Negative,
        "not-accepted",
        Text::new(
            format!(
                "Không đóng dấu đến cho “{id}”: văn bản chưa được tiếp nhận (theo chương trình)."
            ),
            format!("“{id}” was not stamped: it has not been accepted (a rule of this program)."),
        ),
    )
}
