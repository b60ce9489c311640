//! The words of `--package`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use signing_workflow::receive;

/// What arrived as one package, and what the receiving office knows of it.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct PackageArgs {
    /// Bộ văn bản được kiểm tra và kết luận chung: thư mục, hoặc tệp edXML
    #[arg(long, value_name = "DIR|FILE.edxml", conflicts_with = "verified")]
    pub(crate) package: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) known: Known,
}

/// What the receiving office knows of a package.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Known {
    /// Tệp văn bản chính (mặc định: tệp duy nhất có chữ ký số của người có thẩm quyền)
    #[arg(long, value_name = "NAME", requires = "package")]
    pub(crate) main: Option<String>,
    /// Mã định danh của cơ quan nhận; có thể lặp lại. Có mã thì nơi nhận ghi trong edXML được đối chiếu
    #[arg(long = "our-code", value_name = "CODE", requires = "package")]
    pub(crate) our_codes: Vec<String>,
    /// Các chữ ký số làm nên văn bản chính đầy đủ
    #[arg(
        long = "complete-with",
        value_name = "WHO",
        value_enum,
        default_value = "person-and-agency"
    )]
    pub(crate) completeness: Completeness,
    /// Lý do do văn thư xác định, ví dụ R14=…; xem danh sách R01–R99
    #[arg(
        long = "stated",
        alias = "reason",
        value_name = "CODE=TEXT",
        requires = "package"
    )]
    pub(crate) stated: Vec<String>,
    /// Danh sách SHA-256 của các văn bản đã nhận (như sha256sum ghi), để nhận ra văn bản trùng
    #[arg(long = "received", value_name = "FILE", requires = "package")]
    pub(crate) received: Option<PathBuf>,
}

/// Which signatures make a main document complete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Completeness {
    #[default]
    PersonAndAgency,
    AgencyAlone,
    PersonAlone,
}

impl From<Completeness> for receive::Completeness {
    fn from(word: Completeness) -> Self {
        match word {
            Completeness::PersonAndAgency => Self::PersonAndAgency,
            Completeness::AgencyAlone => Self::AgencyAlone,
            Completeness::PersonAlone => Self::PersonAlone,
        }
    }
}
