//! `kyso lint`, and what it does before a signature.

use std::path::PathBuf;

use clap::Args;

use super::DocumentPassword;

#[derive(Debug, Args)]
pub(crate) struct LintArgs {
    /// Các tệp hoặc thư mục cần xem
    #[arg(id = "linted", value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Coi điểm cần xem trước khi ký là không đạt (mã 1)
    #[arg(long = "strict", id = "strict_lint")]
    pub(crate) strict: bool,
    #[command(flatten)]
    pub(crate) password: DocumentPassword,
}

/// Whether what the lint finds stops a signature.
#[derive(Clone, Copy, Debug, Default, Args)]
pub(crate) struct BeforeSigning {
    /// Không ký khi văn bản có điểm cần xem (kyso lint); mặc định: chỉ nhắc, trước khi hỏi mã PIN
    #[arg(long = "strict", id = "strict_before_signing")]
    pub(crate) strict: bool,
}
