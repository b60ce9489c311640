//! The words of what was signed and what changed since: `kyso extract`, `kyso diff`; and the password of a document.

use std::path::PathBuf;

use clap::Args;
use secrecy::SecretString;

#[derive(Debug, Args)]
pub(crate) struct Extract {
    /// Văn bản đã ký; tệp này không bị thay đổi
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Chữ ký: số thứ tự trong kết quả kyso verify (từ 1), hoặc tên trường
    #[arg(long = "signature", id = "which", value_name = "N|FIELD")]
    pub(crate) signature: String,
    /// Tệp kết quả
    #[arg(short, long, value_name = "REV.pdf")]
    pub(crate) output: PathBuf,
    /// Ghi đè tệp kết quả đã có
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) password: DocumentPassword,
}

/// The password that opens encrypted documents. Never an argument: others see those.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct DocumentPassword {
    /// Biến môi trường chứa mật khẩu mở văn bản
    #[arg(long, value_name = "VAR", conflicts_with = "password_file")]
    pub(crate) password_env: Option<String>,
    /// Tệp chứa mật khẩu mở văn bản ở dòng đầu
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
    /// What came with a request of the service.
    #[arg(skip)]
    pub(crate) given: Option<SecretString>,
}

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// Văn bản đã ký; tệp này không bị thay đổi
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Chữ ký: số thứ tự trong kết quả kyso verify (từ 1), hoặc tên trường
    #[arg(long = "signature", id = "which", value_name = "N|FIELD")]
    pub(crate) signature: String,
    /// Thư mục ghi hình (PNG) trước và sau của mỗi phần trang có hình khác đi
    #[arg(long, value_name = "DIR")]
    pub(crate) images: Option<PathBuf>,
    /// Ghi đè tệp kết quả đã có
    #[arg(long)]
    pub(crate) force: bool,
    /// Thay đổi nào được chấp nhận sau khi ký: strict (ISO 32000-2 hiểu hẹp), pades, vn-office (mặc định)
    #[arg(long, value_name = "NAME", value_parser = ["strict", "pades", "vn-office"])]
    pub(crate) policy: Option<String>,
    #[command(flatten)]
    pub(crate) password: DocumentPassword,
}
