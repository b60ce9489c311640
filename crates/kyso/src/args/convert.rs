//! `kyso convert`.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct Convert {
    /// Văn bản DOCX hoặc ODT; tệp này không bị thay đổi
    #[arg(id = "converted", value_name = "IN.docx|IN.odt")]
    pub(crate) input: PathBuf,
    /// Tệp kết quả
    #[arg(short, long, value_name = "OUT.pdf")]
    pub(crate) output: PathBuf,
    /// Chương trình LibreOffice (mặc định: khóa libreoffice trong tệp cấu hình, rồi soffice hoặc libreoffice trong PATH)
    #[arg(long, value_name = "SOFFICE")]
    pub(crate) libreoffice: Option<PathBuf>,
    /// Thời gian chờ chuyển đổi, tính bằng giây
    #[arg(long, id = "conversion_timeout", value_name = "SECONDS", default_value = "120", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) timeout: u64,
    /// Ghi đè tệp kết quả đã có
    #[arg(long)]
    pub(crate) force: bool,
}
