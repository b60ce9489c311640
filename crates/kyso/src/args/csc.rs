//! A key behind a remote signing service.

use clap::Args;

#[derive(Clone, Debug, Default, Args)]
pub(crate) struct OnService {
    /// Dịch vụ ký số từ xa theo CSC API v2: địa chỉ đến hết /csc/v2
    #[arg(long, value_name = "URL", requires_all = ["csc_credential", "csc_token_env"])]
    pub(crate) csc: Option<String>,
    /// Mã của khóa tại dịch vụ (credentialID)
    #[arg(long, value_name = "ID", requires = "csc")]
    pub(crate) csc_credential: Option<String>,
    /// Biến môi trường chứa mã truy cập dịch vụ (access token của OAuth 2.0)
    #[arg(long, value_name = "VAR", requires = "csc")]
    pub(crate) csc_token_env: Option<String>,
    /// Biến môi trường chứa mật khẩu dùng một lần (OTP)
    #[arg(long, value_name = "VAR", requires = "csc")]
    pub(crate) otp_env: Option<String>,
}
