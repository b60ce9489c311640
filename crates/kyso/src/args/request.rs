//! The words for what is asked of a signature.

use std::convert::Infallible;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use const_oid::ObjectIdentifier;
use pades_sign::FieldLock;

/// What is asked of the signature.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Request {
    /// Trường chữ ký: tên trường trống có sẵn, hoặc tên của trường mới
    #[arg(long, value_name = "NAME")]
    pub(crate) field: Option<String>,
    /// Lý do ký
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: Option<String>,
    /// Nơi ký
    #[arg(long, value_name = "TEXT")]
    pub(crate) location: Option<String>,
    /// Thông tin liên hệ
    #[arg(long, value_name = "TEXT")]
    pub(crate) contact: Option<String>,
    /// Tên người ký (mặc định: tên trong chứng thư)
    #[arg(long, value_name = "TEXT")]
    pub(crate) name: Option<String>,
    /// Chứng nhận văn bản (DocMDP): 1 không thay đổi, 2 điền biểu mẫu và ký, 3 thêm chú thích
    #[arg(long, value_name = "P", value_parser = clap::value_parser!(u8).range(1..=3))]
    pub(crate) certify: Option<u8>,
    /// Khóa trường biểu mẫu bằng chữ ký này (FieldMDP): all, TÊN,TÊN hoặc except:TÊN,TÊN
    #[arg(long, value_name = "all|NAME,…|except:NAME,…", value_parser = lock)]
    pub(crate) lock: Option<FieldLock>,
    #[command(flatten)]
    pub(crate) stated: Stated,
    /// Hàm băm
    #[arg(long, value_enum, default_value = "sha256")]
    pub(crate) digest: Digest,
    /// Số byte dành cho chữ ký (mặc định: tính theo đường dẫn chứng thực)
    #[arg(long, value_name = "BYTES")]
    pub(crate) reserve: Option<usize>,
}

/// The format, and what is stated in signed attributes.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Stated {
    /// Định dạng: pades (ETSI.CAdES.detached) hoặc pkcs7 (adbe.pkcs7.detached, cho phần mềm cũ)
    #[arg(
        long = "format",
        id = "signature_format",
        value_enum,
        default_value = "pades"
    )]
    pub(crate) format: SignatureFormat,
    /// Loại cam kết của người ký, thay cho lý do ký
    #[arg(long, value_enum, value_name = "TYPE")]
    pub(crate) commitment: Option<CommitmentArg>,
    /// Chính sách chữ ký: mã OID, cùng với toàn văn ở --signature-policy-file
    #[arg(long, value_name = "OID", requires = "signature_policy_file")]
    pub(crate) signature_policy: Option<ObjectIdentifier>,
    /// Toàn văn chính sách chữ ký; giá trị băm của tệp được ký
    #[arg(long, value_name = "FILE", requires = "signature_policy")]
    pub(crate) signature_policy_file: Option<PathBuf>,
    /// Địa chỉ đọc toàn văn chính sách chữ ký
    #[arg(long, value_name = "URL", requires = "signature_policy")]
    pub(crate) signature_policy_url: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum SignatureFormat {
    #[default]
    Pades,
    Pkcs7,
}

/// EN 319 122-1 §5.2.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CommitmentArg {
    Origin,
    Receipt,
    Delivery,
    Sender,
    Approval,
    Creation,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Digest {
    #[default]
    Sha256,
    Sha384,
    Sha512,
}

/// Names stand between commas; whether the document has such fields is asked when it is signed.
#[allow(
    clippy::unnecessary_wraps,
    reason = "a parser of clap gives a result; every text is a list of names"
)]
fn lock(text: &str) -> Result<FieldLock, Infallible> {
    let names = |list: &str| list.split(',').map(|name| name.trim().to_owned()).collect();
    Ok(match (text, text.strip_prefix("except:")) {
        ("all", _) => FieldLock::All,
        (_, Some(list)) => FieldLock::Exclude(names(list)),
        (list, None) => FieldLock::Include(names(list)),
    })
}
