//! The words of `kyso serve`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use super::{Trust, Tsa};

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Địa chỉ và cổng; ngoài 127.0.0.1 phải có chứng thư TLS. Cổng 0: cổng còn trống
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8988")]
    pub(crate) http: SocketAddr,
    /// Chứng thư TLS của máy chủ và các chứng thư trung gian (PEM)
    #[arg(long, value_name = "PEM", requires = "tls_key")]
    pub(crate) tls_certificate: Option<PathBuf>,
    /// Khóa bí mật TLS của máy chủ (PEM)
    #[arg(long, value_name = "PEM", requires = "tls_certificate")]
    pub(crate) tls_key: Option<PathBuf>,
    /// Thư mục cho các tệp lớn trong lúc xử lý (mặc định: trong thư mục cache của người dùng)
    #[arg(long, id = "serve_folder", value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
    /// Thay đổi nào được chấp nhận sau khi ký, nếu yêu cầu không nêu: strict, pades, vn-office (mặc định)
    #[arg(long, id = "served_policy", value_name = "NAME", value_parser = ["strict", "pades", "vn-office"])]
    pub(crate) policy: Option<String>,
    /// Chỉ in mô tả OpenAPI của giao diện, không phục vụ
    #[arg(long)]
    pub(crate) openapi: bool,
    #[command(flatten)]
    pub(crate) tsa: Tsa,
    #[command(flatten)]
    pub(crate) trust: Trust,
}
