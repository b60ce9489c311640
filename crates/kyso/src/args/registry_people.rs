//! The words of `kyso registry record`, `show`, `person export`, `person erase`, `organisation code`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use gov_ca_model::{OrganisationCode, VietnamDay};
use gov_ca_registry::entries::ShortKind;
use gov_ca_registry::search::Sought;

use super::registry_words::{Words, written};

#[derive(Debug, Subcommand)]
pub(crate) enum RecordCommand {
    /// Ghi một việc
    Add(Box<RecordAdd>),
    /// Danh sách đã ghi
    List(RecordList),
    /// Ghi đã xong: thiết bị đã về, kiến nghị đã giải quyết, thôi ủy quyền
    Close(RecordClose),
}

#[derive(Debug, Args)]
pub(crate) struct RecordAdd {
    /// Loại việc
    #[arg(id = "record_kind", value_parser = Words::<ShortKind>::all())]
    pub(crate) kind: ShortKind,
    /// Nội dung
    #[arg(id = "record_text", value_name = "TEXT", value_parser = written::<String>)]
    pub(crate) text: String,
    /// Ngày cuối: hết ủy quyền, trả thiết bị, hạn khắc phục
    #[arg(long, id = "record_until", value_name = "DATE")]
    pub(crate) until: Option<VietnamDay>,
    /// Về cơ quan này (số trong sổ)
    #[arg(long, id = "about_organisation", value_name = "N")]
    pub(crate) organisation: Option<i64>,
    /// Về cá nhân này (số trong sổ)
    #[arg(long, id = "about_person", value_name = "N")]
    pub(crate) person: Option<i64>,
    /// Về thiết bị này (số hiệu)
    #[arg(long, id = "about_device", value_name = "NUMBER")]
    pub(crate) device: Option<String>,
    /// Về chứng thư này (số hiệu)
    #[arg(long, id = "about_certificate", value_name = "NUMBER")]
    pub(crate) certificate: Option<String>,
    /// Đăng ký tại ứng dụng này (số của việc đã ghi)
    #[arg(long, id = "within_application", value_name = "N")]
    pub(crate) application: Option<i64>,
    /// Văn bản: quyết định, biên bản, giấy phép (số, ký hiệu)
    #[arg(long, id = "record_paper", value_name = "NUMBER")]
    pub(crate) paper: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct RecordList {
    /// Chỉ loại này
    #[arg(id = "record_kind_listed", value_parser = Words::<ShortKind>::all())]
    pub(crate) kind: Option<ShortKind>,
    /// Chỉ những việc còn hiệu lực trong ngày
    #[arg(long, id = "record_open")]
    pub(crate) open: bool,
}

#[derive(Debug, Args)]
pub(crate) struct RecordClose {
    /// Số của việc đã ghi
    #[arg(id = "record_number", value_name = "N")]
    pub(crate) record: i64,
}

#[derive(Debug, Args)]
pub(crate) struct RegistryShow {
    /// Tìm gì
    #[arg(id = "sought", value_parser = Words::<Sought>::all())]
    pub(crate) what: Sought,
    /// Số trong sổ, số hiệu thiết bị, số hiệu chứng thư, số định danh, mã định danh điện tử, thư công vụ, hoặc tên
    #[arg(id = "sought_by", value_name = "KEY")]
    pub(crate) key: String,
}

#[derive(Debug, Args)]
pub(crate) struct PersonExport {
    /// Số của cá nhân trong sổ
    #[arg(id = "person_number", value_name = "N")]
    pub(crate) person: i64,
    /// Tệp được ghi: .json hoặc .xlsx
    #[arg(short, long, id = "export_output", value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Ghi đè tệp đã có
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct PersonErase {
    /// Số của cá nhân trong sổ
    #[arg(id = "person_number", value_name = "N")]
    pub(crate) person: i64,
    /// Chỉ xem liên quan đến những gì, không ghi vào sổ
    #[arg(long)]
    pub(crate) look: bool,
}

#[derive(Debug, Args)]
pub(crate) struct OrganisationCodeArgs {
    /// Số của cơ quan, tổ chức trong sổ
    #[arg(id = "coded_body", value_name = "N")]
    pub(crate) organisation: i64,
    /// Mã định danh điện tử, từ ngày của việc
    #[arg(id = "new_code", value_name = "CODE", value_parser = written::<OrganisationCode>)]
    pub(crate) code: OrganisationCode,
}
