//! Why a report was not made or taken.

use gov_ca_registry::report::{BadTemplate, FileFault, ReportError};

use super::super::Place;
use super::super::failed::stepped;
use crate::exit::{Exit, Failure};
use crate::text::Text;

pub(super) fn reported(place: &Place, error: ReportError) -> Failure {
    match error {
        ReportError::Step(error) => stepped(place, error),
        ReportError::Another {
            body,
            period,
            made_on,
        } => Failure::new(
            Exit::Negative,
            "another-report",
            Text::new(
                format!(
                    "Đã có báo cáo {} của {} lập ngày {}; dùng --replace để thay.",
                    period.vietnamese(),
                    body.name,
                    made_on.vietnamese()
                ),
                format!(
                    "There is a report of {} on {} made on {made_on}; use --replace to replace it.",
                    body.name,
                    period.english()
                ),
            ),
        ),
        ReportError::Fault(fault) => Failure::new(
            Exit::Negative,
            "not-a-report",
            Text::new(
                format!("Không lập báo cáo: nơi nhận sẽ từ chối ({fault})."),
                format!("No report is made: whoever receives it would refuse it ({fault})."),
            ),
        ),
        ReportError::UnknownBody { body } => Failure::new(
            Exit::Negative,
            "unknown-body",
            Text::new(
                format!(
                    "Sổ đăng ký không có cơ quan “{}” (mã {}), hoặc có nhiều cơ quan trùng tên; thêm cơ quan hoặc mã định danh rồi nhập lại.",
                    body.name,
                    body.code.as_deref().unwrap_or("không ghi")
                ),
                format!(
                    "The register has no body “{}” (code {}), or several of that name; add the body or its code first.",
                    body.name,
                    body.code.as_deref().unwrap_or("none")
                ),
            ),
        ),
        ReportError::NoBody { id } => super::super::failed::not_found(&Text::new(
            format!("cơ quan, tổ chức số {id}"),
            format!("body {id}"),
        )),
        ReportError::NotBegun { period, on } => Failure::usage(
            "period",
            Text::new(
                format!(
                    "Kỳ báo cáo {} chưa bắt đầu (bắt đầu từ ngày {}, hôm lập là {}): chưa có số liệu.",
                    period.vietnamese(),
                    period.first().vietnamese(),
                    on.vietnamese()
                ),
                format!(
                    "The period {} has not begun on {on}: there are no figures yet.",
                    period.english()
                ),
            ),
        ),
        ReportError::NotYet { begins } => Failure::usage(
            "period",
            Text::new(
                format!(
                    "Sổ đăng ký chỉ ghi cơ quan từ ngày {}, sau kỳ báo cáo này: không có số liệu. Nếu vẫn cần lập theo những gì đã ghi, nêu cơ quan bằng --body N.",
                    begins.vietnamese()
                ),
                format!(
                    "The register knows of bodies from {begins} on, after this period: there are no figures. To count what it holds all the same, use --body N."
                ),
            ),
        ),
        other => Failure::usage(
            "which-body",
            Text::new(
                "Trong sổ không có đúng một cơ quan trên cùng; nêu cơ quan bằng --body N.",
                format!("{other}: use --body N."),
            ),
        ),
    }
}

pub(super) fn bad_template(file: &str, error: &BadTemplate) -> Failure {
    let vi = match error {
        BadTemplate::OneOf { section } => {
            format!("mục [[section]] thứ {section}: cần đúng một trong rows, columns, records")
        }
        BadTemplate::UnknownFigure {
            section,
            line,
            figure,
        } => format!("mục [[section]] thứ {section}, dòng {line}: không có số liệu “{figure}”"),
        other => other.to_string(),
    };
    Failure::new(
        Exit::Unreadable,
        "bad-template",
        Text::new(
            format!("Mẫu báo cáo “{file}” sai: {vi}"),
            format!("Template “{file}” is wrong: {error}"),
        ),
    )
}

pub(super) fn no_report(file: &str, fault: &FileFault) -> Failure {
    let vi = match fault {
        FileFault::Altered => "nội dung đã bị sửa: mã SHA-256 không khớp".to_owned(),
        FileFault::Impossible { place, what } => format!("{place}: không hợp lệ ({what})"),
        FileFault::Large => "tệp quá lớn".to_owned(),
        FileFault::Sum { what, rows, told } => {
            format!("tổng số {what} ghi {told}, cộng các dòng được {rows}")
        }
        FileFault::Version(version) => {
            format!("phiên bản {version} chưa biết; cập nhật chương trình")
        }
        other => format!("không phải tệp báo cáo ({other})"),
    };
    Failure::new(
        Exit::Unreadable,
        "not-a-report",
        Text::new(
            format!("Không nhập “{file}”: {vi}."),
            format!("“{file}” is not taken: {fault}."),
        ),
    )
}
