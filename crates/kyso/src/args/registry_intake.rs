//! The words of `kyso registry import` and `kyso registry certificate`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use regulation_rules::facts::Channel;

use super::registry_words::Words;
use super::token::TokenTrust;

#[derive(Debug, Args)]
pub(crate) struct RegistryImport {
    /// Tệp danh sách (XLSX, CSV)
    #[arg(id = "list_file", value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Nhập các dòng đúng, bỏ các dòng có lỗi
    #[arg(long)]
    pub(crate) partly: bool,
    /// Danh sách yêu cầu: số, ký hiệu văn bản
    #[arg(long, id = "list_letter", value_name = "NUMBER")]
    pub(crate) letter: Option<String>,
    /// Danh sách yêu cầu do cơ quan khác đã xác nhận và gửi đến, bằng cách này
    #[arg(
        long,
        id = "list_received",
        value_name = "CHANNEL",
        value_parser = Words::<Channel>::all(),
        requires = "list_letter"
    )]
    pub(crate) received: Option<Channel>,
    /// Dòng này là cá nhân số này trong sổ; dùng nhiều lần
    #[arg(long, value_name = "ROW=N", value_parser = same)]
    pub(crate) same: Vec<(u32, i64)>,
    /// Dòng này là người khác, không phải cá nhân cùng họ tên trong sổ; dùng nhiều lần
    #[arg(long, value_name = "ROW")]
    pub(crate) other: Vec<u32>,
}

fn same(text: &str) -> Result<(u32, i64), String> {
    let halves = text.split_once('=');
    let read = halves.and_then(|(row, person)| Some((row.parse().ok()?, person.parse().ok()?)));
    read.ok_or_else(|| text.to_owned())
}

#[derive(Debug, Subcommand)]
pub(crate) enum CertificateCommand {
    /// Nhập chứng thư X.509 và gắn với thuê bao; không đọc khóa bí mật
    Add(Box<CertificateAdd>),
    /// Danh sách chứng thư
    List,
}

#[derive(Debug, Args)]
pub(crate) struct CertificateAdd {
    /// Tệp chứng thư (PEM, DER, P7B, P12) hoặc thư mục
    #[arg(
        id = "certificate_files",
        value_name = "FILE",
        required_unless_present = "read_token"
    )]
    pub(crate) files: Vec<PathBuf>,
    /// Chứng thư của thuê bao này (số trong sổ)
    #[arg(long, id = "certificate_of", value_name = "N")]
    pub(crate) subscriber: Option<i64>,
    /// Đọc chứng thư trên thiết bị, qua thư viện PKCS#11 này; không hỏi mật khẩu
    #[arg(long = "token", id = "read_token", value_name = "MODULE")]
    pub(crate) token: Option<PathBuf>,
    /// Nhãn của thiết bị
    #[arg(long, value_name = "LABEL", requires = "read_token")]
    pub(crate) token_label: Option<String>,
    /// Số hiệu của thiết bị
    #[arg(long, value_name = "SERIAL", requires = "read_token")]
    pub(crate) token_serial: Option<String>,
    /// Biến môi trường chứa mật khẩu của tệp PKCS#12
    #[arg(long, value_name = "VAR", conflicts_with = "p12_password_file")]
    pub(crate) p12_password_env: Option<String>,
    /// Tệp chứa mật khẩu của tệp PKCS#12 ở dòng đầu
    #[arg(long, value_name = "FILE")]
    pub(crate) p12_password_file: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) trust: TokenTrust,
}
