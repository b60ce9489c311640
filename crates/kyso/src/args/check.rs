//! `kyso check`, and what it has in common with other commands that look at signed files.

use std::path::PathBuf;

use clap::Args;

use super::{DocumentPassword, Trust};
use crate::time;

/// The time and trust under which a file is looked at.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Judging {
    #[command(flatten)]
    pub(crate) password: DocumentPassword,
    #[command(flatten)]
    pub(crate) trust: Trust,
    /// Thời điểm xét (RFC 3339 hoặc ngày); mặc định: hiện tại
    #[arg(long, value_name = "TIME", value_parser = time::parse)]
    pub(crate) at: Option<jiff::Timestamp>,
    /// Ghi toàn bộ bằng chứng đã dùng (JSON), để xem lại bằng --evidence (tên cũ: --evidence-out)
    #[arg(long = "save-evidence", alias = "evidence-out", value_name = "FILE")]
    pub(crate) evidence_out: Option<PathBuf>,
    /// Thay đổi nào được chấp nhận sau khi ký: strict (ISO 32000-2 hiểu hẹp), pades, vn-office (mặc định)
    #[arg(long, value_name = "NAME", value_parser = ["strict", "pades", "vn-office"])]
    pub(crate) policy: Option<String>,
    /// Vai trò của chữ ký do người dùng xác nhận, ví dụ Signature1=authorised-person
    #[arg(long = "role", value_name = "FIELD=ROLE")]
    pub(crate) roles: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Các tệp cần kiểm tra
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) judging: Judging,
    /// Tỉnh, thành phố có quy chế áp dụng, ví dụ tay-ninh
    #[arg(long, value_name = "P")]
    pub(crate) province: Option<String>,
    /// Các dữ kiện tệp không thể hiện (TOML)
    #[arg(long, value_name = "F.toml")]
    pub(crate) facts: Option<PathBuf>,
    /// Bản ghi lúc ký (kyso sign --record), cho biết đã kiểm tra gì trước khi ký
    #[arg(long = "record", value_name = "FILE")]
    pub(crate) records: Vec<PathBuf>,
    /// Xác nhận một dữ kiện, ví dụ sole-control=yes
    #[arg(long = "attest", value_name = "NAME=VALUE")]
    pub(crate) attestations: Vec<String>,
    /// Nêu cả quy tắc đạt, không áp dụng, chưa có hiệu lực
    #[arg(long)]
    pub(crate) explain: bool,
    /// Coi việc cần người xem xét là chưa đủ căn cứ (mã 2)
    #[arg(long)]
    pub(crate) strict: bool,
}
