//! The words of `kyso outgoing`, `kyso issue` and `kyso numbers`: what the clerk of the issuing office does.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use gov_ca_model::VietnamDay;
use regulation_rules::facts::SecrecyLevel;
use regulation_rules::orders::{Act, Subject};
use signing_workflow::outgoing::Remedy;

use super::{Digest, Key, Signing, Trust};

#[derive(Debug, Subcommand)]
pub(crate) enum Outgoing {
    /// Các trình tự ký số, căn cứ của từng bước, trình tự dùng được vào một ngày
    Orders(OutgoingOrders),
    /// Mở bộ văn bản: văn bản chính và văn bản kèm theo, chưa ký
    Open(Box<OutgoingOpen>),
    /// Bộ văn bản đang ở bước nào, bước tiếp theo là gì
    Status(OutgoingStatus),
    /// Lấy số văn bản từ sổ
    TakeNumber(OutgoingNumber),
    /// Thực hiện một bước ký số, hoặc tiếp tục bước đang dở
    Step(Box<OutgoingStep>),
    /// Hủy bước đang dở; các tệp đã ký trong bước đó không còn giá trị
    Undo(OutgoingUndo),
    /// Hủy bản đã ký khi chưa phát hành
    Void(OutgoingVoid),
    /// Ghi nhận việc thay thế, đính chính, thu hồi văn bản đã phát hành
    Remedy(OutgoingRemedy),
}

#[derive(Debug, Args)]
pub(crate) struct OutgoingOrders {
    /// Ngày xét (mặc định: hôm nay)
    #[arg(long, value_name = "DAY")]
    pub(crate) on: Option<VietnamDay>,
    /// Tỉnh, thành phố có quy chế áp dụng, ví dụ an-giang
    #[arg(long, value_name = "P")]
    pub(crate) province: Option<String>,
}

/// The folder of a package.
#[derive(Clone, Debug, Args)]
pub(crate) struct Folder {
    /// Thư mục của bộ văn bản
    #[arg(id = "package_folder", value_name = "DIR")]
    pub(crate) folder: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct OutgoingOpen {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// Văn bản chính (PDF)
    #[arg(long = "main", id = "main_draft", value_name = "FILE")]
    pub(crate) main: PathBuf,
    /// Văn bản kèm theo, tệp riêng; có thể lặp lại
    #[arg(long, value_name = "FILE")]
    pub(crate) attach: Vec<PathBuf>,
    /// Tên cơ quan, tổ chức ban hành
    #[arg(long = "agency", id = "issuing_agency", value_name = "TEXT")]
    pub(crate) agency: String,
    /// Ký hiệu văn bản, ví dụ QĐ-UBND
    #[arg(long = "symbol", id = "outgoing_symbol", value_name = "SYMBOL")]
    pub(crate) symbol: Option<String>,
    /// Ngày ban hành
    #[arg(long = "dated", id = "outgoing_dated", value_name = "DAY")]
    pub(crate) dated: Option<VietnamDay>,
    /// Trích yếu nội dung
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
    /// Tỉnh, thành phố có quy chế áp dụng, ví dụ an-giang
    #[arg(long, value_name = "P")]
    pub(crate) province: Option<String>,
    /// Trình tự ký số (xem kyso outgoing orders; mặc định: theo quy định có hiệu lực)
    #[arg(long, value_name = "ORDER")]
    pub(crate) order: Option<String>,
    /// Văn bản nào được ký: điện tử, đã ký trên giấy, bản sao
    #[arg(
        long = "subject",
        id = "outgoing_subject",
        value_enum,
        default_value = "born-electronic"
    )]
    pub(crate) subject: SubjectWord,
    /// Độ mật
    #[arg(long, value_enum, default_value = "none")]
    pub(crate) secrecy: SecrecyWord,
}

#[derive(Debug, Args)]
pub(crate) struct OutgoingStatus {
    /// Thư mục của bộ văn bản; có thể nêu nhiều thư mục (mặc định: mọi bộ văn bản chưa xong trong thư mục outgoing của cấu hình)
    #[arg(id = "package_folders", value_name = "DIR")]
    pub(crate) folders: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct OutgoingNumber {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// Sổ số văn bản của cơ quan
    #[arg(long, value_name = "FILE")]
    pub(crate) ledger: PathBuf,
    /// Tên sổ, ví dụ QĐ
    #[arg(long, value_name = "NAME")]
    pub(crate) series: String,
    /// Số đã ghi trên văn bản (mặc định: số tiếp theo)
    #[arg(long, value_name = "N")]
    pub(crate) take: Option<u32>,
}

#[derive(Debug, Args)]
pub(crate) struct OutgoingStep {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// Bước ký số
    #[arg(long = "as", id = "act", value_enum, value_name = "STEP")]
    pub(crate) act: ActWord,
    #[command(flatten)]
    pub(crate) key: Key,
    #[command(flatten)]
    pub(crate) dress: Dress,
    /// Vai trò của chữ ký số đã có trên văn bản: TRƯỜNG=VAI-TRÒ
    #[arg(long = "role", id = "roles", value_name = "FIELD=ROLE")]
    pub(crate) roles: Vec<String>,
    /// Danh sách chức vụ và người được giao thiết bị lưu khóa bí mật (TOML)
    #[arg(long, value_name = "FILE")]
    pub(crate) posts: Option<PathBuf>,
    /// Người đang sử dụng thiết bị lưu khóa bí mật của cơ quan
    #[arg(long, value_name = "NAME", requires = "posts")]
    pub(crate) operator: Option<String>,
    /// Hàm băm
    #[arg(long, value_enum, default_value = "sha256")]
    pub(crate) digest: Digest,
    #[command(flatten)]
    pub(crate) trust: Trust,
    #[command(flatten)]
    pub(crate) signing: Signing,
}

/// What the signatures of a step show.
#[derive(Clone, Debug, Args)]
pub(crate) struct Dress {
    /// Không hiển thị chữ ký số trên trang
    #[arg(long)]
    pub(crate) invisible: bool,
    /// Mẫu hiển thị (mặc định: theo quy định có hiệu lực); có thể lặp lại
    #[arg(
        long = "appearance",
        id = "step_appearance",
        value_name = "PROFILE",
        conflicts_with = "invisible"
    )]
    pub(crate) appearance: Vec<String>,
    /// Mẫu riêng của cơ quan (TOML), thêm vào mẫu có sẵn
    #[arg(long = "profiles", id = "own_profiles", value_name = "FILE")]
    pub(crate) profiles: Option<PathBuf>,
    /// Sổ hình ảnh chữ ký, con dấu của cơ quan (TOML)
    #[arg(long = "images", id = "image_register", value_name = "FILE")]
    pub(crate) images: Option<PathBuf>,
    /// Hình ảnh chữ ký trong sổ
    #[arg(long, value_name = "ID", requires = "image_register")]
    pub(crate) signature_image: Option<String>,
    /// Hình ảnh con dấu trong sổ
    #[arg(long, value_name = "ID", requires = "image_register")]
    pub(crate) seal_image: Option<String>,
    /// Vị trí trên văn bản chính do người ký chọn: TRANG:TRÁI,DƯỚI tính bằng mm từ góc dưới bên trái của trang
    #[arg(
        long = "place",
        id = "main_place",
        value_name = "PAGE:LEFT,BOTTOM",
        conflicts_with = "invisible"
    )]
    pub(crate) place: Option<String>,
    /// Họ tên in trên văn bản, khi nhiều người ký (mặc định: tên trong chứng thư)
    #[arg(long = "printed-name", id = "block_name", value_name = "NAME")]
    pub(crate) printed_name: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct OutgoingUndo {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// Lý do
    #[arg(long = "reason", id = "why", value_name = "TEXT")]
    pub(crate) reason: String,
}

#[derive(Debug, Args)]
pub(crate) struct OutgoingVoid {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// Lý do
    #[arg(long = "reason", id = "why", value_name = "TEXT")]
    pub(crate) reason: String,
    /// Hủy cả số văn bản trong sổ này (mặc định: giữ số cho văn bản ký lại)
    #[arg(long, value_name = "FILE")]
    pub(crate) void_number_in: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct OutgoingRemedy {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// Việc đã làm: thay thế hoặc sửa đổi, đính chính, thu hồi
    #[arg(id = "remedy_done", value_enum, value_name = "REMEDY")]
    pub(crate) remedy: RemedyWord,
    /// Văn bản thực hiện, ví dụ: Công văn số 15/VP-HC ngày 24/11/2026
    #[arg(long, value_name = "TEXT")]
    pub(crate) by: String,
    /// Lý do
    #[arg(long = "reason", id = "why", value_name = "TEXT")]
    pub(crate) reason: String,
}

/// `kyso issue`.
#[derive(Debug, Args)]
pub(crate) struct Issue {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// Thư mục mới nhận bộ văn bản đã ký
    #[arg(short, long, id = "package_out", value_name = "PACKAGE")]
    pub(crate) output: PathBuf,
    /// Sổ số văn bản của cơ quan: số được ghi là đã dùng
    #[arg(long, value_name = "FILE")]
    pub(crate) ledger: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) message: Message,
    #[command(flatten)]
    pub(crate) trust: Trust,
}

/// The exchange message that is written beside the package.
#[derive(Clone, Debug, Args)]
pub(crate) struct Message {
    /// Ghi thêm thông điệp trao đổi (edXML) mang các tệp này
    #[arg(long = "edxml", id = "message_out", value_name = "FILE")]
    pub(crate) edxml: Option<PathBuf>,
    /// Mã định danh của cơ quan gửi
    #[arg(long = "from-code", value_name = "CODE", requires = "message_out")]
    pub(crate) from_code: Option<String>,
    /// Cơ quan nhận: MÃ=TÊN; có thể lặp lại
    #[arg(
        long = "to",
        id = "recipients",
        value_name = "CODE=NAME",
        requires = "message_out"
    )]
    pub(crate) to: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Numbers {
    /// Các số đã lấy: giữ, đã dùng, hủy
    List(NumbersList),
    /// Hủy một số chưa dùng
    Void(NumbersVoid),
}

#[derive(Debug, Args)]
pub(crate) struct NumbersList {
    /// Sổ số văn bản của cơ quan
    #[arg(id = "ledger_file", value_name = "FILE")]
    pub(crate) ledger: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct NumbersVoid {
    /// Sổ số văn bản của cơ quan
    #[arg(id = "ledger_file", value_name = "FILE")]
    pub(crate) ledger: PathBuf,
    /// Tên sổ, ví dụ QĐ
    #[arg(long, value_name = "NAME")]
    pub(crate) series: String,
    /// Năm
    #[arg(long, value_name = "YEAR")]
    pub(crate) year: i16,
    /// Số
    #[arg(long = "number", id = "void_number", value_name = "N")]
    pub(crate) number: u32,
    /// Lý do
    #[arg(long = "reason", id = "why", value_name = "TEXT")]
    pub(crate) reason: String,
}

/// The steps, as the command line says them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ActWord {
    Initials,
    AuthorisedPerson,
    NumberAndDate,
    Agency,
}

impl From<ActWord> for Act {
    fn from(word: ActWord) -> Self {
        match word {
            ActWord::Initials => Self::Initials,
            ActWord::AuthorisedPerson => Self::AuthorisedPerson,
            ActWord::NumberAndDate => Self::NumberAndDate,
            ActWord::Agency => Self::Agency,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SubjectWord {
    BornElectronic,
    SignedOnPaper,
    Copy,
}

impl From<SubjectWord> for Subject {
    fn from(word: SubjectWord) -> Self {
        match word {
            SubjectWord::BornElectronic => Self::BornElectronic,
            SubjectWord::SignedOnPaper => Self::SignedOnPaper,
            SubjectWord::Copy => Self::Copy,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SecrecyWord {
    None,
    Confidential,
    Secret,
    TopSecret,
}

impl From<SecrecyWord> for SecrecyLevel {
    fn from(word: SecrecyWord) -> Self {
        match word {
            SecrecyWord::None => Self::None,
            SecrecyWord::Confidential => Self::Confidential,
            SecrecyWord::Secret => Self::Secret,
            SecrecyWord::TopSecret => Self::TopSecret,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RemedyWord {
    Replaced,
    Corrected,
    Recalled,
}

impl From<RemedyWord> for Remedy {
    fn from(word: RemedyWord) -> Self {
        match word {
            RemedyWord::Replaced => Self::Replaced,
            RemedyWord::Corrected => Self::Corrected,
            RemedyWord::Recalled => Self::Recalled,
        }
    }
}
