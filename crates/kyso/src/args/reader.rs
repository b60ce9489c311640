//! `kyso verify`: which files, for which reader; and the codes of a report explained.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Judging, PackageArgs};

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Các tệp cần kiểm tra; thư mục: mọi tệp PDF trong đó
    #[arg(
        id = "verified",
        value_name = "FILE|DIR",
        required_unless_present = "package"
    )]
    pub(crate) files: Vec<PathBuf>,
    /// Kiểm tra hàng loạt, bao nhiêu tệp cùng lúc (mặc định: số nhân của máy); mỗi tệp một dòng, cuối cùng là tổng hợp
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) jobs: Option<u16>,
    /// Kết quả cho ai: clerk (văn thư, một trang; mặc định), detailed (từng bước kiểm tra), xml (ETSI TS 119 102-2)
    #[arg(long, value_name = "FOR", value_enum)]
    pub(crate) report: Option<ReportFor>,
    /// Chữ ký số ở tệp riêng (CAdES, .p7s) của tệp cần kiểm tra
    #[arg(long = "detached", id = "detached_signature", value_name = "FILE.p7s", conflicts_with_all = ["package", "jobs"])]
    pub(crate) detached: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) package: PackageArgs,
    #[command(flatten)]
    pub(crate) judging: Judging,
}

/// Whom a report is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFor {
    /// The receiving clerk: one page.
    #[default]
    Clerk,
    /// Whoever looks closely: every check, every change, every path.
    Detailed,
    /// Programs: the validation report of ETSI TS 119 102-2.
    Xml,
}

#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// Mã trong kết quả kiểm tra; không nêu: danh sách các mã
    #[arg(value_name = "CODE")]
    pub(crate) explained: Option<String>,
}
