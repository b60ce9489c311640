//! The words of `kyso registry form` and `kyso registry request form`: papers, filled and blank.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum FormCommand {
    /// Các biểu mẫu, biên bản, văn bản: căn cứ, đã đọc nguyên văn hay chưa
    List,
    /// Ghi một biểu mẫu trống để in và điền tay
    Blank(FormBlank),
}

#[derive(Debug, Args)]
pub(crate) struct FormBlank {
    /// Tên biểu mẫu, xem form list
    #[arg(id = "form_id", value_name = "NAME")]
    pub(crate) form: String,
    /// Tệp PDF được ghi
    #[arg(short, long, id = "form_output", value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Ghi đè tệp đã có
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RequestForm {
    /// Số của yêu cầu trong sổ
    #[arg(id = "request_number", value_name = "N")]
    pub(crate) request: i64,
    /// Mẫu của tỉnh thay cho mẫu của Nghị định số 68/2024/NĐ-CP
    #[arg(long = "form", id = "province_form", value_name = "NAME", value_parser = ["an-giang-01", "an-giang-03"])]
    pub(crate) form: Option<String>,
    /// Tệp PDF được ghi
    #[arg(short, long, id = "form_output", value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Ghi đè tệp đã có
    #[arg(long)]
    pub(crate) force: bool,
}
