//! The words of `kyso registry reconcile` and `kyso registry export`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct RegistryReconcile {
    /// Danh sách chứng thư của cơ quan cấp (XLSX, CSV), hoặc thư mục chứng thư
    #[arg(
        id = "ca_list",
        value_name = "FILE|DIR",
        required_unless_present = "ca_crl"
    )]
    pub(crate) list: Option<PathBuf>,
    /// Danh sách thu hồi (CRL) của cơ quan cấp; dùng nhiều lần
    #[arg(long = "crl", id = "ca_crl", value_name = "FILE")]
    pub(crate) crls: Vec<PathBuf>,
    /// Ghi các chênh lệch ra tệp (.xlsx, .csv, .json)
    #[arg(short, long, id = "differences_file", value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Ghi đè tệp đã có
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RegistryExport {
    /// Danh sách nào
    #[arg(id = "exported", value_enum)]
    pub(crate) what: ExportedArg,
    /// Tệp được ghi (.xlsx, .csv, .json)
    #[arg(short, long, id = "exported_file", value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Ghi đè tệp đã có
    #[arg(long)]
    pub(crate) force: bool,
}

/// Which list; the words are those of the commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportedArg {
    Organisations,
    Subscribers,
    Certificates,
    Devices,
    Requests,
}
