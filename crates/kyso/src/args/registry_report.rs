//! The words of `kyso registry report`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use gov_ca_model::VietnamDay;
use gov_ca_registry::report::Period;

#[derive(Debug, Subcommand)]
pub(crate) enum ReportCommand {
    /// Lập báo cáo của một cơ quan và mọi đơn vị trực thuộc, gồm cả báo cáo đã nhập của kỳ đó
    Make(Box<ReportMake>),
    /// Nhập tệp báo cáo của cơ quan khác
    Import(ReportImport),
    /// Danh sách báo cáo đã nhập
    List(ReportList),
    /// Cơ quan trực thuộc chưa báo cáo, theo quy định nào; ghi công văn đôn đốc
    Missing(ReportMissing),
    /// In mẫu báo cáo của phần mềm (TOML) để sửa thành mẫu của đơn vị
    Template,
}

/// What is counted.
#[derive(Debug, Args)]
pub(crate) struct Counted {
    /// Kỳ báo cáo: 2025, 2025-H1, 2025-Q3, 2025-01-10..2025-03-02
    #[arg(id = "report_period", value_name = "PERIOD")]
    pub(crate) period: Period,
    /// Số của cơ quan được tính cùng mọi đơn vị trực thuộc (mặc định: cơ quan trên cùng trong sổ)
    #[arg(long, id = "report_body", value_name = "N")]
    pub(crate) body: Option<i64>,
    /// Số của cơ quan lập báo cáo, nếu là cơ quan khác, ví dụ Sở lập cho tỉnh
    #[arg(long, id = "report_from", value_name = "N")]
    pub(crate) from: Option<i64>,
}

#[derive(Debug, Args)]
pub(crate) struct ReportMake {
    #[command(flatten)]
    pub(crate) counted: Counted,
    /// Tệp được ghi, loại theo đuôi: .pdf, .xlsx, .csv, .json (tệp gửi lên cấp trên); dùng nhiều lần
    #[arg(short, long, id = "report_output", value_name = "FILE")]
    pub(crate) output: Vec<PathBuf>,
    /// Mẫu báo cáo của đơn vị (TOML)
    #[arg(long, id = "report_template", value_name = "FILE")]
    pub(crate) template: Option<PathBuf>,
    /// Thư mục các bộ văn bản đi (kyso outgoing) hoặc thư mục tiếp nhận (kyso receive) để đếm việc sử dụng; dùng nhiều lần
    #[arg(long, value_name = "FOLDER")]
    pub(crate) journal: Vec<PathBuf>,
    /// Số liệu sổ không có, do một người khai, ví dụ need.new-posts=12 hoặc use.signed=340; dùng nhiều lần
    #[arg(long, id = "stated_figure", value_name = "FIGURE=N", value_parser = figure)]
    pub(crate) state: Vec<(String, u64)>,
    /// Ghi đè tệp đã có
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ReportImport {
    /// Tệp báo cáo (.json)
    #[arg(id = "report_files", value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Thay báo cáo đã nhập của cùng cơ quan, cùng kỳ
    #[arg(long, id = "replace_report")]
    pub(crate) replace: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ReportList {
    /// Chỉ kỳ này
    #[arg(id = "report_period", value_name = "PERIOD")]
    pub(crate) period: Option<Period>,
}

#[derive(Debug, Args)]
pub(crate) struct ReportMissing {
    #[command(flatten)]
    pub(crate) counted: Counted,
    /// Ghi công văn đôn đốc cho từng cơ quan vào thư mục này
    #[arg(long, value_name = "FOLDER")]
    pub(crate) letters: Option<PathBuf>,
    /// Hạn gửi báo cáo ghi trong công văn
    #[arg(long, id = "report_until", value_name = "DATE", requires = "letters")]
    pub(crate) until: Option<VietnamDay>,
    /// Ghi đè tệp đã có
    #[arg(long)]
    pub(crate) force: bool,
}

fn figure(text: &str) -> Result<(String, u64), String> {
    let split = text.split_once('=');
    let read = split.and_then(|(what, count)| Some((what, count.parse::<u32>().ok()?)));
    let (what, count) = read.ok_or_else(|| text.to_owned())?;
    match gov_ca_registry::report::may_be_stated(what) {
        true => Ok((what.to_owned(), count.into())),
        false => Err(text.to_owned()),
    }
}
