//! The words of signatures that last: time-stamp authorities, `kyso extend`, `kyso renew`, `kyso archive`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{DocumentPassword, Trust};

/// Who gives time-stamps. What is not named here comes from the configuration.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Tsa {
    /// Máy chủ cấp dấu thời gian (http://…); nêu nhiều lần: máy chủ sau được hỏi khi máy chủ trước không đáp ứng
    #[arg(long = "tsa", value_name = "URL")]
    pub(crate) tsa: Vec<String>,
    /// Chính sách dấu thời gian phải có (OID)
    #[arg(long, value_name = "OID")]
    pub(crate) tsa_policy: Option<String>,
    /// Thời gian chờ mỗi máy chủ cấp dấu thời gian, tính bằng giây (mặc định: 180)
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=180))]
    pub(crate) tsa_timeout: Option<u64>,
    /// Tên tài khoản tại máy chủ cấp dấu thời gian (HTTP Basic)
    #[arg(long, value_name = "NAME")]
    pub(crate) tsa_user: Option<String>,
    /// Biến môi trường chứa mật khẩu của tài khoản đó
    #[arg(long, value_name = "VAR", conflicts_with = "tsa_password_file")]
    pub(crate) tsa_password_env: Option<String>,
    /// Tệp chứa mật khẩu của tài khoản đó ở dòng đầu
    #[arg(long, value_name = "FILE")]
    pub(crate) tsa_password_file: Option<PathBuf>,
    /// Máy chủ trung gian (proxy) để đến máy chủ cấp dấu thời gian; mặc định theo biến môi trường
    #[arg(long, value_name = "URL")]
    pub(crate) tsa_proxy: Option<String>,
    /// Không có dấu thời gian thì: refuse (không ký; mặc định), wait (chờ và hỏi lại), queue (ký mức B-B, bổ sung sau bằng kyso extend)
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) tsa_down: Option<Down>,
    /// Với --tsa-down wait: chờ tối đa bao nhiêu phút (mặc định: 30)
    #[arg(long, value_name = "MINUTES", value_parser = clap::value_parser!(u64).range(1..=1440))]
    pub(crate) tsa_wait: Option<u64>,
}

/// What happens when no authority gives a time-stamp.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Down {
    /// Nothing is written.
    #[default]
    Refuse,
    /// All are asked again, with pauses.
    Wait,
    /// The signature is written at B-B.
    Queue,
}

/// To which level a new signature is brought.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, ValueEnum, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SignLevel {
    /// B-B.
    #[default]
    B,
    /// B-T.
    T,
    /// B-LT.
    Lt,
    /// B-LTA.
    Lta,
}

/// The level of a signature, and who helps to reach it.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Lasting {
    /// Mức của chữ ký số: b, t (dấu thời gian), lt (kèm thông tin kiểm tra), lta (thêm dấu thời gian tài liệu); mặc định: b hoặc theo cấu hình
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(crate) level: Option<SignLevel>,
    #[command(flatten)]
    pub(crate) tsa: Tsa,
}

/// A level to which a file is raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RaiseTo {
    /// B-T.
    T,
    /// B-LT.
    Lt,
    /// B-LTA.
    Lta,
}

/// What `extend` and `renew` have in common.
#[derive(Debug, Args)]
pub(crate) struct Raising {
    /// Văn bản đã ký; tệp này không bị thay đổi
    #[arg(value_name = "IN.pdf")]
    pub(crate) file: PathBuf,
    /// Tệp kết quả
    #[arg(short, long, value_name = "OUT.pdf")]
    pub(crate) output: PathBuf,
    /// Ghi cả mục VRI: thông tin kiểm tra nào của chữ ký nào (một số chương trình cũ cần)
    #[arg(long)]
    pub(crate) vri: bool,
    /// Ghi đè tệp kết quả đã có
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) tsa: Tsa,
    #[command(flatten)]
    pub(crate) trust: Trust,
    #[command(flatten)]
    pub(crate) password: DocumentPassword,
}

#[derive(Debug, Args)]
pub(crate) struct Extend {
    #[command(flatten)]
    pub(crate) raising: Raising,
    /// Nâng đến mức: t (dấu thời gian), lt (kèm thông tin kiểm tra), lta (thêm dấu thời gian tài liệu)
    #[arg(long = "to", id = "raise_to", value_enum, value_name = "LEVEL")]
    pub(crate) to: RaiseTo,
}

#[derive(Debug, Args)]
pub(crate) struct Renew {
    #[command(flatten)]
    pub(crate) raising: Raising,
}

/// `kyso archive`.
#[derive(Debug, Subcommand)]
pub(crate) enum Archive {
    /// Mỗi tệp đang ở mức nào, phải gia hạn dấu thời gian trước ngày nào
    Status(ArchiveStatus),
}

#[derive(Debug, Args)]
pub(crate) struct ArchiveStatus {
    /// Các thư mục, tệp trong kho lưu trữ
    #[arg(id = "archived", value_name = "DIR|FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Ghi bảng CSV (mở được bằng Excel) thay cho bảng chữ
    #[arg(long, conflicts_with = "json")]
    pub(crate) csv: bool,
    /// Chỉ nêu tệp phải gia hạn trong số ngày này, hoặc không được chấp nhận
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(0..=36_500))]
    pub(crate) within: Option<u32>,
    /// Bao nhiêu tệp cùng lúc (mặc định: số nhân của máy)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) jobs: Option<u16>,
    #[command(flatten)]
    pub(crate) password: DocumentPassword,
    #[command(flatten)]
    pub(crate) trust: Trust,
}
