//! The words of `kyso serve`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{Trust, Tsa};

/// What `kyso serve` does beside serving.
#[derive(Debug, Subcommand)]
pub(crate) enum ServeCommand {
    /// Tạo một mã truy cập mới cho phần mềm gọi dịch vụ, và dòng token-sha256 cho tệp --keys
    Token,
    #[command(flatten)]
    Local(LocalCommand),
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Serve {
    #[command(subcommand)]
    pub(crate) command: Option<ServeCommand>,
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
    /// Khóa mà dịch vụ ký, và mã truy cập nào được dùng khóa nào (TOML)
    #[arg(long, id = "served_keys", value_name = "FILE")]
    pub(crate) keys: Option<PathBuf>,
    /// Nhật ký trên stderr: json (mỗi yêu cầu một dòng, không có tên tệp, tên người, mật khẩu), none (không ghi)
    #[arg(
        long,
        id = "served_log",
        value_enum,
        value_name = "FORM",
        default_value = "none"
    )]
    pub(crate) log: LogForm,
    /// Chỉ in mô tả OpenAPI của giao diện, không phục vụ
    #[arg(long)]
    pub(crate) openapi: bool,
    #[command(flatten)]
    pub(crate) local: LocalArgs,
    #[command(flatten)]
    pub(crate) tsa: Tsa,
    #[command(flatten)]
    pub(crate) trust: Trust,
}

/// What is written of requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogForm {
    /// A line of JSON for each.
    Json,
    /// Nothing.
    None,
}

/// What belongs to the local service of this machine.
#[derive(Debug, Subcommand)]
pub(crate) enum LocalCommand {
    /// Các lệnh để trình duyệt trên máy này tin chứng thư của dịch vụ; không tự thực hiện
    Trust,
    /// Các lệnh để trình duyệt thôi tin chứng thư của dịch vụ; không tự thực hiện
    Untrust,
    /// Các trang được phép dùng dịch vụ
    Origins(OriginsArgs),
}

#[derive(Debug, Args)]
pub(crate) struct OriginsArgs {
    /// Thôi cho phép trang này, viết như khi liệt kê
    #[arg(long, value_name = "ORIGIN")]
    pub(crate) remove: Option<String>,
}

/// The local service: the person of this machine, their devices and their screen.
#[derive(Clone, Debug, Args)]
pub(crate) struct LocalArgs {
    /// Dịch vụ ký số trên máy này cho trang của hệ thống quản lý văn bản: mỗi yêu cầu mở một trang để người ký xem và xác nhận
    #[arg(long)]
    pub(crate) local: bool,
    /// Địa chỉ mà trang của hệ thống quản lý văn bản kết nối đến (wss)
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8987")]
    pub(crate) socket: SocketAddr,
    /// Phục vụ bằng http, ws, không dùng chứng thư của máy này
    #[arg(long, requires = "local", conflicts_with = "tls_certificate")]
    pub(crate) plain: bool,
    /// Thư viện PKCS#11 của thiết bị, theo tên hoặc đường dẫn; nêu được nhiều lần (mặc định: mọi thư viện đã biết trên máy)
    #[arg(
        long = "token",
        id = "local_token",
        value_name = "MODULE",
        requires = "local"
    )]
    pub(crate) tokens: Vec<PathBuf>,
    /// Khóa trong tệp PKCS#12; nêu được nhiều lần, mỗi tệp cùng một --p12-certificate
    #[arg(long = "p12", id = "local_p12", value_name = "FILE", requires_all = ["local", "p12_certificate"])]
    pub(crate) p12: Vec<PathBuf>,
    /// Chứng thư của khóa trong tệp PKCS#12 (PEM hoặc DER): tệp PKCS#12 chỉ mở được bằng mật khẩu
    #[arg(long, value_name = "CERT", requires = "local_p12")]
    pub(crate) p12_certificate: Vec<PathBuf>,
    /// Mẫu riêng của cơ quan (TOML), thêm vào mẫu có sẵn
    #[arg(
        long = "profiles",
        id = "own_profiles",
        value_name = "FILE",
        requires = "local"
    )]
    pub(crate) profiles: Option<PathBuf>,
    /// Sổ hình ảnh chữ ký, con dấu của cơ quan (TOML)
    #[arg(
        long = "images",
        id = "image_register",
        value_name = "FILE",
        requires = "local"
    )]
    pub(crate) images: Option<PathBuf>,
    /// Hình ảnh chữ ký trong sổ
    #[arg(long, value_name = "ID", requires = "image_register")]
    pub(crate) signature_image: Option<String>,
    /// Hình ảnh con dấu trong sổ
    #[arg(long, value_name = "ID", requires = "image_register")]
    pub(crate) seal_image: Option<String>,
    /// Tên cơ quan, tổ chức hiển thị (mặc định: tên trong chứng thư)
    #[arg(long, value_name = "TEXT", requires = "local")]
    pub(crate) agency: Option<String>,
    /// Chương trình mở trang xác nhận, nhận địa chỉ làm tham số (mặc định: trình duyệt của người dùng)
    #[arg(long, value_name = "PROGRAM", requires = "local")]
    pub(crate) opener: Option<PathBuf>,
}
