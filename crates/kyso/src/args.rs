//! What the user said. Nothing is decided here; `Lang` apart, these are the words of the command line.

mod check;
mod convert;
mod copying;
mod csc;
mod lint;
mod long_term;
mod outgoing;
mod package;
mod reader;
mod receive;
mod registry;
mod registry_desk;
mod registry_events;
mod registry_forms;
mod registry_intake;
mod registry_lists;
mod registry_papers;
mod registry_people;
mod registry_report;
pub(crate) mod registry_words;
mod request;
mod rules;
mod serve;
mod showing;
mod sign_batch;
mod signed;
mod token;
mod trust;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use secrecy::SecretString;

use crate::text::Lang;
use crate::time;

pub(crate) use check::{Check, Judging};
pub(crate) use convert::Convert;
pub(crate) use copying::Copy;
pub(crate) use csc::OnService;
pub(crate) use lint::{BeforeSigning, LintArgs};
pub(crate) use long_term::{
    Archive, ArchiveStatus, Down, Extend, Lasting, RaiseTo, Raising, Renew, SignLevel, Tsa,
};
pub(crate) use outgoing::{
    Dress, Issue, Message, Numbers, Outgoing, OutgoingNumber, OutgoingOpen, OutgoingOrders,
    OutgoingRemedy, OutgoingStatus, OutgoingStep, OutgoingUndo, OutgoingVoid,
};
pub(crate) use package::PackageArgs;
pub(crate) use reader::{Explain, ReportFor, Verify};
pub(crate) use receive::{
    Deciding, Receive, ReceiveAgain, ReceiveArrived, ReceiveCommand, ReceiveDue, ReceiveRegister,
    ReceiveReplay, ReceiveStamp, ReceiveTold,
};
pub(crate) use registry::{
    DeviceCommand, DeviceStepArgs, HolderArgs, OrganisationAdd, OrganisationCommand, PersonAdd,
    PersonCommand, Registry, RegistryCommand, RegistryFile, RequestCommand, RequestDraft,
    RequestFactsArgs, RequestStepArgs, SubscriberAdd, SubscriberCommand,
};
pub(crate) use registry_desk::{
    DeskCommand, DeskDecide, DeskForward, DeskInbox, DeskNotify, DeskRemind, Letter,
};
pub(crate) use registry_events::{ChangeCommand, Doing, NewContact, NoticeCommand};
pub(crate) use registry_forms::{FormBlank, FormCommand, RequestForm};
pub(crate) use registry_intake::{CertificateAdd, CertificateCommand, RegistryImport};
pub(crate) use registry_lists::{ExportedArg, RegistryExport, RegistryReconcile};
pub(crate) use registry_papers::{
    DeviceMishap, HandoverAssign, HandoverBack, HandoverCommand, HandoverGive, HandoverOut,
    HandoverPaper, HandoverReturn, RequestSigned,
};
pub(crate) use registry_people::{
    OrganisationCodeArgs, PersonErase, PersonExport, RecordAdd, RecordClose, RecordCommand,
    RecordList, RegistryShow,
};
pub(crate) use registry_report::{
    ReportCommand, ReportImport, ReportList, ReportMake, ReportMissing,
};
pub(crate) use request::{CommitmentArg, Digest, Request, SignatureFormat, Stated};
pub(crate) use rules::{Rules, RulesCheck, RulesDiff, RulesShow};
pub(crate) use serve::{LocalArgs, LocalCommand, LogForm, OriginsArgs, Serve, ServeCommand};
pub(crate) use showing::{Appearance, AppearanceList, AppearancePreview, Showing, Shown};
pub(crate) use sign_batch::{Many, SyncArg};
pub(crate) use signed::{Diff, DocumentPassword, Extract};
pub(crate) use token::{
    OnDevice, PinChange, Token, TokenDoctor, TokenImport, TokenInfo, TokenInit, TokenList,
    TokenPin, TokenTrust, TokenUnblock,
};
pub(crate) use trust::{
    PathArgs, PurposeArg, Purposes, Revocation, Trust, TrustAdd, TrustCommand, TrustRemove,
    TrustShow,
};

/// Ký số, kiểm tra chữ ký số trên văn bản điện tử (PDF) và đối chiếu với quy định có hiệu lực.
#[derive(Debug, Parser)]
#[command(
    name = "kyso",
    version,
    propagate_version = true,
    disable_help_subcommand = true
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    pub(crate) global: Global,
}

#[derive(Clone, Debug, Args)]
pub(crate) struct Global {
    /// Ngôn ngữ hiển thị (biến môi trường KYSO_LANG)
    #[arg(long, global = true, value_enum)]
    pub(crate) lang: Option<Lang>,
    /// Kết quả dạng JSON, mỗi tệp một dòng
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Tệp cấu hình (mặc định: kyso/config.toml trong thư mục cấu hình của người dùng)
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Phần bổ sung của cơ quan vào quy định đã đọc (TOML): ngày hiệu lực, văn bản áp dụng, ngày nghỉ
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) overlay: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Ký số một văn bản PDF
    Sign(Box<Sign>),
    /// Bước 1 của ký hai bước: chuẩn bị tệp và dữ liệu cần ký
    Prepare(Box<Prepare>),
    /// Bước 2 của ký hai bước: gắn giá trị chữ ký nhận từ bên ngoài
    Finish(Box<Finish>),
    /// Sao văn bản giấy sang văn bản điện tử: kiểm tra bản quét, đóng hình thức sao, ký số của cơ quan
    Copy(Box<Copy>),
    /// Xem văn bản trước khi ký: phần ẩn, phần có thể đổi, chương trình khác có đọc được không
    Lint(LintArgs),
    /// Kiểm tra chữ ký số
    Verify(Verify),
    /// Kiểm tra chữ ký số và đối chiếu với quy định có hiệu lực ngày ký
    Check(Check),
    /// Tiếp nhận văn bản đến: kiểm tra, quyết định, trả lời, lưu hồ sơ, vào sổ
    Receive(Box<Receive>),
    /// Ghi đúng phần văn bản mà một chữ ký số đã ký ra một tệp riêng
    Extract(Extract),
    /// Liệt kê từng thay đổi sau một chữ ký số, kèm kết luận; ghi hình trước và sau của phần trang đã thay đổi
    Diff(Diff),
    /// Nâng mức văn bản đã ký: bổ sung dấu thời gian, thông tin kiểm tra
    Extend(Box<Extend>),
    /// Gia hạn văn bản lưu trữ: kiểm tra chuỗi dấu thời gian, bổ sung thông tin kiểm tra, thêm dấu thời gian tài liệu mới
    Renew(Box<Renew>),
    /// Kho lưu trữ văn bản đã ký
    #[command(subcommand)]
    Archive(Archive),
    /// Xét đường dẫn chứng thực của chứng thư: từng bước kiểm tra, trạng thái thu hồi, lý do
    Path(PathArgs),
    /// Sổ đăng ký: cơ quan, thuê bao, chứng thư, thiết bị lưu khóa bí mật, yêu cầu chứng thực
    Registry(Box<Registry>),
    /// Chứng thư gốc được chấp nhận và CRL đã lưu
    #[command(subcommand)]
    Trust(TrustCommand),
    /// Thiết bị lưu khóa bí mật
    #[command(subcommand)]
    Token(Token),
    /// Các quy tắc và căn cứ pháp lý
    #[command(subcommand)]
    Rules(Rules),
    /// Chữ ký số hiển thị thế nào trên trang
    #[command(subcommand)]
    Appearance(Appearance),
    /// Bộ văn bản đi: từ dự thảo đến khi đủ chữ ký số, theo trình tự của quy định
    #[command(subcommand)]
    Outgoing(Outgoing),
    /// Phát hành bộ văn bản đã đủ chữ ký số
    Issue(Box<Issue>),
    /// Sổ số văn bản của cơ quan
    #[command(subcommand)]
    Numbers(Numbers),
    /// Chuyển văn bản DOCX, ODT sang PDF bằng LibreOffice đã cài
    Convert(Convert),
    /// Giải thích một mã trong kết quả: ý nghĩa, vì sao quan trọng, cần làm gì
    Explain(Explain),
    /// Dịch vụ HTTP trên máy này hoặc trong mạng: kiểm tra chữ ký số cho phần mềm khác
    Serve(Box<Serve>),
    /// Chạy thử trọn vẹn với chứng thư thử nghiệm
    Demo(Demo),
}

#[derive(Debug, Args)]
pub(crate) struct Sign {
    /// Văn bản cần ký; tệp này không bị thay đổi
    #[arg(value_name = "IN.pdf")]
    pub(crate) input: PathBuf,
    #[command(flatten)]
    pub(crate) many: Many,
    /// Tệp kết quả
    #[arg(short, long, value_name = "OUT.pdf")]
    pub(crate) output: PathBuf,
    /// Ký tệp bất kỳ, chữ ký số ghi ra tệp riêng (CAdES, thường đặt tên TỆP.p7s); dùng cho phụ lục không phải PDF
    #[arg(long, conflicts_with_all = [
        "field", "reason", "location", "contact", "name", "certify", "lock", "reserve", "appearance", "commitment", "signature_format",
        "signature_policy",
        "password_env", "password_file",
    ])]
    pub(crate) detached: bool,
    #[command(flatten)]
    pub(crate) key: Key,
    #[command(flatten)]
    pub(crate) password: DocumentPassword,
    #[command(flatten)]
    pub(crate) request: Request,
    #[command(flatten)]
    pub(crate) showing: Showing,
    #[command(flatten)]
    pub(crate) trust: Trust,
    #[command(flatten)]
    pub(crate) signing: Signing,
}

#[derive(Debug, Args)]
pub(crate) struct Prepare {
    /// Văn bản cần ký; tệp này không bị thay đổi
    #[arg(value_name = "IN.pdf")]
    pub(crate) input: PathBuf,
    /// Tệp đã chuẩn bị, chưa có chữ ký
    #[arg(short, long, value_name = "PREPARED.pdf")]
    pub(crate) output: PathBuf,
    /// Chứng thư chữ ký số của người ký (PEM hoặc DER)
    #[arg(long, value_name = "CERT")]
    pub(crate) certificate: PathBuf,
    /// Các chứng thư khác của đường dẫn chứng thực (PEM)
    #[arg(long, value_name = "PEM")]
    pub(crate) chain: Vec<PathBuf>,
    /// Trạng thái để tiếp tục ở lệnh finish
    #[arg(long, value_name = "STATE.json")]
    pub(crate) state: PathBuf,
    /// Dữ liệu cần ký (DER của các thuộc tính được ký)
    #[arg(long, value_name = "TBS.bin")]
    pub(crate) to_be_signed: PathBuf,
    /// Ký bằng RSASSA-PSS
    #[arg(long)]
    pub(crate) pss: bool,
    #[command(flatten)]
    pub(crate) password: DocumentPassword,
    #[command(flatten)]
    pub(crate) request: Request,
    #[command(flatten)]
    pub(crate) showing: Showing,
    #[command(flatten)]
    pub(crate) trust: Trust,
    #[command(flatten)]
    pub(crate) signing: Signing,
}

#[derive(Debug, Args)]
pub(crate) struct Finish {
    /// Trạng thái do lệnh prepare ghi
    #[arg(value_name = "STATE.json")]
    pub(crate) state: PathBuf,
    /// Tệp do lệnh prepare ghi
    #[arg(long, value_name = "PREPARED.pdf")]
    pub(crate) prepared: PathBuf,
    /// Giá trị chữ ký (RSA: các byte; ECDSA: DER)
    #[arg(long, value_name = "SIG.bin")]
    pub(crate) signature: PathBuf,
    #[command(flatten)]
    pub(crate) password: DocumentPassword,
    /// Tệp kết quả
    #[arg(short, long, value_name = "OUT.pdf")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) trust: Trust,
    #[command(flatten)]
    pub(crate) signing: Signing,
}

/// Where the private key is. Exactly one of the four.
#[derive(Clone, Debug, Default, Args)]
#[group(id = "key_source", required = true, multiple = false, args = ["p12", "key", "token", "csc"])]
pub(crate) struct Key {
    /// Khóa và chứng thư trong tệp PKCS#12 (.p12, .pfx)
    #[arg(long, value_name = "FILE")]
    pub(crate) p12: Option<PathBuf>,
    /// Khóa bí mật PEM (cùng --certificate); chỉ dùng cho thử nghiệm
    #[arg(long, value_name = "PEM", requires = "certificate")]
    pub(crate) key: Option<PathBuf>,
    /// Chứng thư của khóa --key (PEM hoặc DER)
    #[arg(long, value_name = "CERT")]
    pub(crate) certificate: Option<PathBuf>,
    /// Thư viện PKCS#11 của thiết bị lưu khóa bí mật
    #[arg(long, value_name = "MODULE")]
    pub(crate) token: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) on_token: OnToken,
    #[command(flatten)]
    pub(crate) on_service: OnService,
    /// Các chứng thư khác của đường dẫn chứng thực (PEM)
    #[arg(long, value_name = "PEM")]
    pub(crate) chain: Vec<PathBuf>,
    /// Ký bằng RSASSA-PSS
    #[arg(long)]
    pub(crate) pss: bool,
    #[command(flatten)]
    pub(crate) pin: Pin,
}

#[derive(Clone, Debug, Default, Args)]
pub(crate) struct OnToken {
    /// Nhãn của thiết bị
    #[arg(long, value_name = "LABEL", requires = "token")]
    pub(crate) token_label: Option<String>,
    /// Số hiệu của thiết bị
    #[arg(long, value_name = "SERIAL", requires = "token")]
    pub(crate) token_serial: Option<String>,
    /// CKA_ID của khóa (hệ 16)
    #[arg(long, value_name = "HEX", requires = "token")]
    pub(crate) key_id: Option<String>,
    /// Nhãn của chứng thư hoặc khóa trên thiết bị
    #[arg(long, value_name = "LABEL", requires = "token")]
    pub(crate) key_label: Option<String>,
    /// Số chứng thư (hệ 16)
    #[arg(long, value_name = "HEX", requires = "token")]
    pub(crate) certificate_serial: Option<String>,
}

/// Where the PIN or password comes from. Never an argument.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Pin {
    /// Biến môi trường chứa mật khẩu (mã PIN)
    #[arg(long, value_name = "VAR", conflicts_with = "pin_file")]
    pub(crate) pin_env: Option<String>,
    /// Tệp chứa mật khẩu (mã PIN) ở dòng đầu
    #[arg(long, value_name = "FILE")]
    pub(crate) pin_file: Option<PathBuf>,
    /// What a person gave elsewhere: on a page of the service.
    #[arg(skip)]
    pub(crate) given: Option<SecretString>,
    /// Nobody sits at the terminal: what is not named is not had.
    #[arg(skip)]
    pub(crate) is_never_asked: bool,
}

impl Pin {
    /// Whether the secret is there already: nobody is asked for it.
    pub(crate) const fn is_named(&self) -> bool {
        self.pin_env.is_some() || self.pin_file.is_some() || self.given.is_some()
    }
}

/// How the signing run behaves.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Signing {
    /// Ký cả khi chưa kiểm tra được đường dẫn chứng thực (được ghi lại)
    #[arg(long)]
    pub(crate) allow_unverified_chain: bool,
    /// Ghi đè tệp kết quả đã có
    #[arg(long)]
    pub(crate) force: bool,
    /// Thời gian ký ghi trong chữ ký (RFC 3339 hoặc ngày); mặc định: đồng hồ máy. Chứng thư luôn được kiểm tra theo đồng hồ máy
    #[arg(long = "at", id = "claimed_at", value_name = "TIME", value_parser = time::parse)]
    pub(crate) at: Option<jiff::Timestamp>,
    /// Ghi lại những gì đã và chưa kiểm tra trước khi ký (JSON)
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) lasting: Lasting,
    #[command(flatten)]
    pub(crate) lint: BeforeSigning,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Thư mục ghi kết quả
    #[arg(long, value_name = "DIR", default_value = "kyso-demo")]
    pub(crate) out: PathBuf,
}
