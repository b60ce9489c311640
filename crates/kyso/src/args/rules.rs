//! What `kyso rules …` is asked.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use gov_ca_model::VietnamDay;

#[derive(Debug, Subcommand)]
pub(crate) enum Rules {
    /// Liệt kê các quy tắc
    List,
    /// Một quy tắc: điều kiện, căn cứ, thời gian hiệu lực
    Show(RulesShow),
    /// Mỗi điều của mỗi văn bản đã được đọc, lập quy tắc đến đâu
    Coverage,
    /// Đối chiếu các dữ kiện trong một tệp TOML với quy định có hiệu lực
    #[command(name = "check")]
    Judge(RulesCheck),
    /// Quy định thay đổi gì giữa hai ngày
    #[command(name = "diff")]
    Between(RulesDiff),
}

#[derive(Debug, Args)]
pub(crate) struct RulesCheck {
    /// Các dữ kiện: chữ ký số, chứng thư, văn bản, yêu cầu, thiết bị, thuê bao, cơ quan (TOML)
    #[arg(long = "facts", id = "sheets", value_name = "F.toml")]
    pub(crate) sheets: PathBuf,
    /// Nêu cả quy tắc đạt, không áp dụng, chưa có hiệu lực
    #[arg(long)]
    pub(crate) explain: bool,
    /// Coi việc cần người xem xét là chưa đủ căn cứ (mã 2)
    #[arg(long)]
    pub(crate) strict: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RulesDiff {
    /// Ngày trước, ví dụ 2024-08-14
    #[arg(long, value_name = "DATE")]
    pub(crate) from: VietnamDay,
    /// Ngày sau, ví dụ 2024-08-15
    #[arg(long, value_name = "DATE")]
    pub(crate) to: VietnamDay,
    /// Tỉnh, thành phố có quy chế áp dụng, ví dụ tay-ninh
    #[arg(long, value_name = "P")]
    pub(crate) province: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct RulesShow {
    /// Mã quy tắc, ví dụ nd-68-2024/certificate-outlives-five-years
    #[arg(value_name = "CODE")]
    pub(crate) code: String,
}
