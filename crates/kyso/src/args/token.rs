//! `kyso token`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Pin;

#[derive(Debug, Subcommand)]
pub(crate) enum Token {
    /// Liệt kê thư viện, khe cắm và thiết bị
    List(TokenList),
    /// Chi tiết một thiết bị và các chứng thư trên đó
    Info(TokenInfo),
    /// Mật khẩu (mã PIN) của thiết bị
    #[command(subcommand)]
    Pin(TokenPin),
    /// Khởi tạo thiết bị (không áp dụng cho thiết bị có chứng thư chuyên dùng công vụ)
    Init(TokenInit),
    /// Đưa khóa và chứng thư của tệp PKCS#12 vào thiết bị (không áp dụng cho thiết bị có chứng thư chuyên dùng công vụ)
    Import(TokenImport),
    /// Mở khóa bằng mật khẩu quản trị (không áp dụng cho thiết bị có chứng thư chuyên dùng công vụ)
    Unblock(TokenUnblock),
    /// Tìm lỗi của thư viện, thiết bị, chứng thư và nêu cách khắc phục; không hỏi mật khẩu
    Doctor(TokenDoctor),
}

#[derive(Debug, Args)]
pub(crate) struct TokenList {
    /// Thư viện PKCS#11 (mặc định: các thư viện đã biết tìm thấy trên máy)
    #[arg(long, value_name = "MODULE")]
    pub(crate) module: Option<PathBuf>,
}

/// Which device is meant.
#[derive(Debug, Args)]
pub(crate) struct OnDevice {
    /// Thư viện PKCS#11
    #[arg(long, value_name = "MODULE")]
    pub(crate) module: PathBuf,
    /// Nhãn của thiết bị
    #[arg(long, value_name = "LABEL")]
    pub(crate) token_label: Option<String>,
    /// Số hiệu của thiết bị
    #[arg(long, value_name = "SERIAL")]
    pub(crate) token_serial: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct TokenInfo {
    #[command(flatten)]
    pub(crate) device: OnDevice,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TokenPin {
    /// Đổi mật khẩu: hỏi mật khẩu cũ một lần, mật khẩu mới hai lần
    Change(PinChange),
}

#[derive(Debug, Args)]
pub(crate) struct PinChange {
    #[command(flatten)]
    pub(crate) device: OnDevice,
    #[command(flatten)]
    pub(crate) pin: Pin,
    #[command(flatten)]
    pub(crate) new_pin: NewPin,
}

/// Where the new PIN comes from. Never an argument.
#[derive(Clone, Debug, Args)]
pub(crate) struct NewPin {
    /// Biến môi trường chứa mật khẩu mới
    #[arg(long, value_name = "VAR", conflicts_with = "new_pin_file")]
    pub(crate) new_pin_env: Option<String>,
    /// Tệp chứa mật khẩu mới ở dòng đầu
    #[arg(long, value_name = "FILE")]
    pub(crate) new_pin_file: Option<PathBuf>,
}

impl From<&NewPin> for Pin {
    fn from(new: &NewPin) -> Self {
        Self {
            pin_env: new.new_pin_env.clone(),
            pin_file: new.new_pin_file.clone(),
            ..Self::default()
        }
    }
}

#[derive(Debug, Args)]
pub(crate) struct TokenDoctor {
    /// Thư viện PKCS#11, theo tên hoặc đường dẫn (mặc định: mọi thư viện đã biết và đã đăng ký trên máy)
    #[arg(long = "module", id = "examined", value_name = "MODULE")]
    pub(crate) modules: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) trust: TokenTrust,
    /// Thời gian chờ mỗi thư viện, tính bằng giây
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub(crate) patience: u64,
}

/// What chains are made of, beside the configuration.
#[derive(Debug, Args)]
pub(crate) struct TokenTrust {
    /// Chứng thư gốc được chấp nhận: tệp PEM, DER, P7B hoặc thư mục
    #[arg(long = "trust", value_name = "FILE|DIR")]
    pub(crate) anchors: Vec<PathBuf>,
    /// Nhóm chứng thư gốc: vgca, public (có sẵn), hoặc tên đặt trong tệp cấu hình, bằng kyso trust add
    #[arg(long = "trust-profile", value_name = "NAME")]
    pub(crate) profiles: Vec<String>,
    /// Chứng thư trung gian để lập đường dẫn (PEM, DER, P7B hoặc thư mục); không phải chứng thư gốc
    #[arg(long = "intermediates", value_name = "FILE|DIR")]
    pub(crate) intermediates: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct TokenInit {
    #[command(flatten)]
    pub(crate) device: OnDevice,
    /// Khe cắm của thiết bị chưa khởi tạo (xem kyso token list); không cần khi chỉ có một
    #[arg(long, value_name = "SLOT", conflicts_with_all = ["token_label", "token_serial"])]
    pub(crate) slot: Option<u64>,
    /// Nhãn mới của thiết bị (tối đa 32 byte)
    #[arg(long = "label", id = "new_label", value_name = "LABEL")]
    pub(crate) label: String,
    /// Chấp nhận mất mọi khóa và chứng thư đang có trên thiết bị đã khởi tạo
    #[arg(long)]
    pub(crate) erase: bool,
    #[command(flatten)]
    pub(crate) so_pin: SoPin,
    #[command(flatten)]
    pub(crate) new_pin: NewPin,
    #[command(flatten)]
    pub(crate) pin: Pin,
    #[command(flatten)]
    pub(crate) trust: TokenTrust,
}

#[derive(Debug, Args)]
pub(crate) struct TokenImport {
    #[command(flatten)]
    pub(crate) device: OnDevice,
    /// Tệp PKCS#12 (.p12, .pfx) chứa khóa và chứng thư
    #[arg(long, value_name = "FILE")]
    pub(crate) p12: PathBuf,
    /// Biến môi trường chứa mật khẩu của tệp PKCS#12
    #[arg(long, value_name = "VAR", conflicts_with = "p12_password_file")]
    pub(crate) p12_password_env: Option<String>,
    /// Tệp chứa mật khẩu của tệp PKCS#12 ở dòng đầu
    #[arg(long, value_name = "FILE")]
    pub(crate) p12_password_file: Option<PathBuf>,
    /// Nhãn của khóa và chứng thư trên thiết bị (mặc định: tên trong chứng thư)
    #[arg(long = "label", id = "imported_label", value_name = "LABEL")]
    pub(crate) label: Option<String>,
    #[command(flatten)]
    pub(crate) pin: Pin,
    #[command(flatten)]
    pub(crate) trust: TokenTrust,
}

#[derive(Debug, Args)]
pub(crate) struct TokenUnblock {
    #[command(flatten)]
    pub(crate) device: OnDevice,
    #[command(flatten)]
    pub(crate) so_pin: SoPin,
    #[command(flatten)]
    pub(crate) new_pin: NewPin,
    #[command(flatten)]
    pub(crate) trust: TokenTrust,
}

/// Where the security officer's PIN comes from. Never an argument.
#[derive(Clone, Debug, Args)]
pub(crate) struct SoPin {
    /// Biến môi trường chứa mật khẩu quản trị (SO PIN)
    #[arg(long, value_name = "VAR", conflicts_with = "so_pin_file")]
    pub(crate) so_pin_env: Option<String>,
    /// Tệp chứa mật khẩu quản trị (SO PIN) ở dòng đầu
    #[arg(long, value_name = "FILE")]
    pub(crate) so_pin_file: Option<PathBuf>,
}

impl From<&SoPin> for Pin {
    fn from(officer: &SoPin) -> Self {
        Self {
            pin_env: officer.so_pin_env.clone(),
            pin_file: officer.so_pin_file.clone(),
            ..Self::default()
        }
    }
}
