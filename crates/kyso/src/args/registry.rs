//! The words of `kyso registry`: the register of bodies, subscribers, certificates, devices and requests.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use gov_ca_model::{
    BudgetCode, DeviceStep, MailAddress, OrganisationCode, OrganisationKind, PersonKind,
    RequestKind, RequestStep, TaxCode, VietnamDay,
};
use regulation_rules::facts::{BodyTier, Channel, Party, RevocationReason};

use super::registry_desk::DeskCommand;
use super::registry_events::{ChangeCommand, NoticeCommand};
use super::registry_forms::{FormCommand, RequestForm};
use super::registry_intake::{CertificateCommand, RegistryImport};
use super::registry_lists::{RegistryExport, RegistryReconcile};
use super::registry_papers::{DeviceExposed, DeviceMishap, HandoverCommand, RequestSigned};
use super::registry_people::{
    OrganisationCodeArgs, PersonErase, PersonExport, RecordCommand, RegistryShow,
};
use super::registry_report::ReportCommand;
use super::registry_words::{Words, written};

#[derive(Debug, Args)]
pub(crate) struct Registry {
    #[command(flatten)]
    pub(crate) at: RegisterAt,
    #[command(subcommand)]
    pub(crate) what: RegistryCommand,
}

#[derive(Debug, Args)]
pub(crate) struct RegisterAt {
    /// Tệp sổ đăng ký, hoặc địa chỉ postgresql://… (biến môi trường KYSO_REGISTER, hoặc mục register của tệp cấu hình)
    #[arg(long, global = true, value_name = "FILE|URL")]
    pub(crate) register: Option<String>,
    /// Tên ngắn của người thao tác, ghi vào nhật ký, ví dụ pkt01 (KYSO_OPERATOR, hoặc mục operator của tệp cấu hình)
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) operator: Option<String>,
    /// Tỉnh, thành phố có quy chế áp dụng, ví dụ tay-ninh
    #[arg(long = "in", id = "register_province", global = true, value_name = "P")]
    pub(crate) province: Option<String>,
    /// Ngày của việc (mặc định: hôm nay)
    #[arg(long, global = true, value_name = "DATE")]
    pub(crate) on: Option<VietnamDay>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RegistryCommand {
    /// Lập sổ đăng ký mới
    Init,
    /// Cơ quan, tổ chức
    #[command(subcommand)]
    Organisation(OrganisationCommand),
    /// Cá nhân và chức vụ
    #[command(subcommand)]
    Person(PersonCommand),
    /// Thuê bao
    #[command(subcommand)]
    Subscriber(SubscriberCommand),
    /// Yêu cầu chứng thực: soạn, xác nhận, gửi, kết quả
    #[command(subcommand)]
    Request(RequestCommand),
    /// Biểu mẫu, biên bản, văn bản: danh sách, bản trống để in
    #[command(subcommand)]
    Form(FormCommand),
    /// Thiết bị lưu khóa bí mật: bàn giao, khóa, thất lạc, thu lại, trả
    #[command(subcommand)]
    Device(DeviceCommand),
    /// Biên bản bàn giao, trả thiết bị; giao người giữ; giấy cho phép mang ra ngoài trụ sở
    #[command(subcommand)]
    Handover(Box<HandoverCommand>),
    /// Nhập danh sách cơ quan, thuê bao, thiết bị, yêu cầu (XLSX, CSV); có lỗi thì không nhập gì
    Import(RegistryImport),
    /// Ghi một danh sách của sổ ra tệp, nhập lại được
    Export(RegistryExport),
    /// Đối chiếu sổ với danh sách của cơ quan cấp: thiếu, thừa, khác ngày, khác người, thu hồi; không thay đổi sổ
    Reconcile(RegistryReconcile),
    /// Chứng thư X.509
    #[command(subcommand)]
    Certificate(CertificateCommand),
    /// Bàn việc của Sở: yêu cầu đang chờ, quyết định từng yêu cầu
    #[command(subcommand)]
    Desk(DeskCommand),
    /// Việc cần làm, hạn và căn cứ
    Due(RegistryDue),
    /// Thay đổi về người và cơ quan: liên quan đến những gì, quy định yêu cầu làm gì
    #[command(subcommand)]
    Change(ChangeCommand),
    /// Thông báo về thiết bị thất lạc, hỏng, bị khóa, khóa bị lộ: đã báo cho ai
    #[command(subcommand)]
    Notice(NoticeCommand),
    /// Báo cáo quý, 6 tháng, năm, đột xuất: lập, nhập, cộng, ai chưa gửi
    #[command(subcommand)]
    Report(ReportCommand),
    /// Sổ ghi chép: tập huấn, kiểm tra, sự cố, kiến nghị, giấy cho phép, ứng dụng, ủy quyền, đầu mối, quy định nội bộ
    #[command(subcommand)]
    Record(RecordCommand),
    /// Tất cả về một cá nhân, cơ quan, thiết bị, chứng thư, thuê bao
    Show(RegistryShow),
    /// Kiểm tra toàn bộ sổ: chuỗi nhật ký, từng bản ghi
    Audit,
    /// Sao lưu sổ ra một tệp, không cần dừng việc
    Backup(RegistryFile),
    /// Khôi phục sổ từ tệp sao lưu vào sổ mới; kiểm tra trước khi dùng
    Restore(RegistryFile),
}

#[derive(Debug, Args)]
pub(crate) struct RegistryFile {
    /// Tệp sao lưu
    #[arg(id = "backup_file", value_name = "FILE")]
    pub(crate) file: PathBuf,
}

#[derive(Debug, Subcommand)]
pub(crate) enum OrganisationCommand {
    /// Thêm cơ quan, tổ chức
    Add(Box<OrganisationAdd>),
    /// Danh sách cơ quan, tổ chức
    List,
    /// Cây cơ quan, tổ chức của một ngày
    Tree,
    /// Ghi mã định danh điện tử mới
    Code(OrganisationCodeArgs),
}

#[derive(Debug, Args)]
pub(crate) struct OrganisationAdd {
    /// Tên đầy đủ của cơ quan, tổ chức
    #[arg(id = "organisation_name", value_name = "NAME", value_parser = written::<String>)]
    pub(crate) name: String,
    /// Cấp
    #[arg(long, value_parser = Words::<BodyTier>::all())]
    pub(crate) tier: BodyTier,
    /// Số của cơ quan cấp trên trực tiếp trong sổ
    #[arg(long, value_name = "N")]
    pub(crate) above: Option<i64>,
    /// Mã định danh điện tử
    #[arg(long, id = "organisation_code", value_name = "CODE", value_parser = written::<OrganisationCode>)]
    pub(crate) code: Option<OrganisationCode>,
    /// Loại cơ quan, tổ chức (Nghị định số 68/2024/NĐ-CP, Điều 2)
    #[arg(long, value_parser = Words::<OrganisationKind>::all())]
    pub(crate) kind: Option<OrganisationKind>,
    /// Có tư cách pháp nhân
    #[arg(long, value_name = "yes|no", value_parser = yes_or_no)]
    pub(crate) legal_person: Option<bool>,
    /// Có con dấu riêng
    #[arg(long, value_name = "yes|no", value_parser = yes_or_no)]
    pub(crate) own_seal: Option<bool>,
    /// Quyết định thành lập: số và ký hiệu
    #[arg(long, value_name = "NUMBER")]
    pub(crate) established_by: Option<String>,
    /// Thư điện tử công vụ
    #[arg(long, id = "register_mail", value_name = "MAIL", value_parser = written::<MailAddress>)]
    pub(crate) mail: Option<MailAddress>,
    /// Mã số thuế
    #[arg(long, value_name = "CODE", value_parser = written::<TaxCode>)]
    pub(crate) tax_code: Option<TaxCode>,
    /// Mã quan hệ ngân sách
    #[arg(long, value_name = "CODE", value_parser = written::<BudgetCode>)]
    pub(crate) budget_code: Option<BudgetCode>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PersonCommand {
    /// Thêm cá nhân
    Add(PersonAdd),
    /// Danh sách cá nhân
    List,
    /// Ghi ra tệp mọi điều sổ có về một cá nhân
    Export(PersonExport),
    /// Xóa dữ liệu cá nhân mà không quy định nào yêu cầu lưu
    Erase(PersonErase),
}

#[derive(Debug, Args)]
pub(crate) struct PersonAdd {
    /// Họ và tên
    #[arg(id = "person_name", value_name = "NAME", value_parser = written::<String>)]
    pub(crate) name: String,
    /// Số của cơ quan công tác trong sổ
    #[arg(long, id = "works_in", value_name = "N")]
    pub(crate) organisation: i64,
    /// Chức vụ
    #[arg(long, id = "post_title", value_name = "TITLE", value_parser = written::<String>)]
    pub(crate) title: String,
    /// Là cán bộ, công chức, viên chức…
    #[arg(long, id = "person_kind", value_parser = Words::<PersonKind>::all())]
    pub(crate) kind: Option<PersonKind>,
    /// Thư điện tử công vụ
    #[arg(long, id = "register_mail", value_name = "MAIL", value_parser = written::<MailAddress>)]
    pub(crate) mail: Option<MailAddress>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SubscriberCommand {
    /// Thêm thuê bao
    Add(SubscriberAdd),
    /// Danh sách thuê bao
    List,
}

#[derive(Debug, Args)]
pub(crate) struct SubscriberAdd {
    #[command(flatten)]
    pub(crate) holder: HolderArgs,
    /// Số của cơ quan, tổ chức quản lý trực tiếp trong sổ
    #[arg(long, value_name = "N")]
    pub(crate) managed_by: i64,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct HolderArgs {
    /// Thuê bao là cá nhân này (số trong sổ)
    #[arg(long, id = "holder_person", value_name = "N")]
    pub(crate) person: Option<i64>,
    /// Thuê bao là cơ quan, tổ chức này (số trong sổ)
    #[arg(long, id = "holder_organisation", value_name = "N")]
    pub(crate) organisation: Option<i64>,
    /// Thuê bao là thiết bị, dịch vụ, phần mềm tên này, do cơ quan quản lý trực tiếp sở hữu
    #[arg(long, id = "holder_system", value_name = "NAME", value_parser = written::<String>)]
    pub(crate) system: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RequestCommand {
    /// Soạn yêu cầu
    Draft(RequestDraft),
    /// Ghi một bước của yêu cầu; đối chiếu quy định của ngày đó trước khi ghi
    Step(Box<RequestStepArgs>),
    /// Ghi dữ kiện do một người xác nhận
    State(RequestFactsArgs),
    /// Ghi biểu mẫu của yêu cầu ra tệp PDF, điền từ sổ đăng ký
    Form(RequestForm),
    /// Nhận biểu mẫu đã ký số: đối chiếu với bản đã lập, kiểm tra chữ ký, ghi xác nhận
    Signed(Box<RequestSigned>),
    /// Danh sách yêu cầu
    List,
    /// Một yêu cầu: đã qua những bước nào, theo quy định nào
    Show(RequestShow),
}

#[derive(Debug, Args)]
pub(crate) struct RequestDraft {
    /// Loại yêu cầu
    #[arg(id = "asked_for", value_parser = Words::<RequestKind>::all())]
    pub(crate) kind: RequestKind,
    /// Số của thuê bao trong sổ
    #[arg(long, value_name = "N")]
    pub(crate) subscriber: i64,
    /// Số hiệu chứng thư (yêu cầu gia hạn, thay đổi, thu hồi)
    #[arg(long, id = "certificate_number", value_name = "NUMBER")]
    pub(crate) certificate: Option<String>,
    /// Số hiệu thiết bị (yêu cầu khôi phục, thu hồi)
    #[arg(long, id = "device_number", value_name = "NUMBER")]
    pub(crate) device: Option<String>,
    /// Người quản lý chứng thư, giữ thiết bị của cơ quan, tổ chức: số của cá nhân trong sổ
    #[arg(long, id = "device_keeper", value_name = "N")]
    pub(crate) keeper: Option<i64>,
    /// Lý do thu hồi
    #[arg(long, id = "revocation_reason", value_parser = Words::<RevocationReason>::all())]
    pub(crate) reason: Option<RevocationReason>,
    /// Dữ kiện do một người xác nhận, ví dụ needs_transactions=true:Nguyễn Văn Mẫu; dùng nhiều lần
    #[arg(long, value_name = "FACT=VALUE:WHO")]
    pub(crate) state: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct RequestFactsArgs {
    /// Số của yêu cầu trong sổ
    #[arg(id = "request_number", value_name = "N")]
    pub(crate) request: i64,
    /// Dữ kiện, ví dụ needs_transactions=true:Nguyễn Văn Mẫu
    #[arg(id = "stated_facts", value_name = "FACT=VALUE:WHO", required = true)]
    pub(crate) facts: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct RequestStepArgs {
    /// Số của yêu cầu trong sổ
    #[arg(id = "request_number", value_name = "N")]
    pub(crate) request: i64,
    /// Bước
    #[arg(id = "request_step", value_parser = Words::<RequestStep>::all())]
    pub(crate) step: RequestStep,
    /// Gửi đến đâu (mặc định: theo quy định)
    #[arg(long, value_parser = Words::of(&[Party::Ca, Party::Department]))]
    pub(crate) to: Option<Party>,
    /// Gửi bằng cách nào
    #[arg(long, value_parser = Words::<Channel>::all(), default_value = "request-system")]
    pub(crate) channel: Channel,
    /// Mẫu văn bản, ví dụ nd-68/01 (mặc định: mẫu của Nghị định số 68/2024/NĐ-CP)
    #[arg(long, id = "form_used", value_name = "FORM")]
    pub(crate) form: Option<regulation_rules::facts::Form>,
    /// Văn bản gửi ký tay, đóng dấu: cơ quan chưa có chứng thư
    #[arg(long)]
    pub(crate) wet_signed: bool,
    /// Lý do trả lại, không chấp nhận
    #[arg(long, id = "step_reasons", value_name = "TEXT")]
    pub(crate) reasons: Option<String>,
    /// Số hiệu chứng thư được cấp
    #[arg(long, id = "issued_number", value_name = "NUMBER")]
    pub(crate) certificate: Option<String>,
    /// Ngày đầu hiệu lực của chứng thư được cấp
    #[arg(long, value_name = "DATE")]
    pub(crate) valid_from: Option<VietnamDay>,
    /// Ngày cuối hiệu lực của chứng thư được cấp
    #[arg(long, value_name = "DATE")]
    pub(crate) valid_to: Option<VietnamDay>,
    /// Số hiệu thiết bị mới
    #[arg(long, id = "issued_device", value_name = "NUMBER")]
    pub(crate) device: Option<String>,
    /// Biên bản bàn giao: số, ký hiệu
    #[arg(long, id = "handover_paper", value_name = "NUMBER")]
    pub(crate) paper: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct RequestShow {
    /// Số của yêu cầu trong sổ
    #[arg(id = "request_number", value_name = "N")]
    pub(crate) request: i64,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DeviceCommand {
    /// Ghi một việc xảy ra với thiết bị
    Step(Box<DeviceStepArgs>),
    /// Thiết bị thất lạc: chặn chứng thư, liệt kê văn bản đã ký, lập biên bản (Mẫu số 09) và đề nghị thu hồi
    Lost(Box<DeviceMishap>),
    /// Khóa bí mật bị lộ hoặc nghi bị lộ: chặn chứng thư, liệt kê văn bản đã ký, lập đề nghị thu hồi
    Exposed(Box<DeviceExposed>),
    /// Thiết bị hỏng: ghi thông báo, lập đề nghị thu hồi
    Broken(Box<DeviceMishap>),
    /// Danh sách thiết bị
    List,
}

#[derive(Debug, Args)]
pub(crate) struct DeviceStepArgs {
    /// Số hiệu thiết bị
    #[arg(id = "device_number", value_name = "NUMBER")]
    pub(crate) device: String,
    /// Việc
    #[arg(id = "device_step", value_parser = Words::<DeviceStep>::all())]
    pub(crate) step: DeviceStep,
    /// Không ký bằng thiết bị này từ lúc (mặc định: bây giờ)
    #[arg(long, value_name = "TIME", value_parser = crate::time::parse)]
    pub(crate) since: Option<jiff::Timestamp>,
    /// Giao cho cá nhân này giữ (số trong sổ)
    #[arg(long, id = "custodian", value_name = "N")]
    pub(crate) to: Option<i64>,
    /// Quyết định giao thiết bị: số, ký hiệu
    #[arg(long, value_name = "NUMBER")]
    pub(crate) assigned_by: Option<String>,
    /// Biên bản: số, ký hiệu
    #[arg(long, id = "handover_paper", value_name = "NUMBER")]
    pub(crate) paper: Option<String>,
    /// Hoàn cảnh, mã vận đơn…
    #[arg(long, id = "device_note", value_name = "TEXT")]
    pub(crate) note: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct RegistryDue {
    /// Nhắc chứng thư hết hạn trong bao nhiêu ngày
    #[arg(long, value_name = "DAYS", default_value_t = 60, value_parser = clap::value_parser!(i32).range(1..=3650))]
    pub(crate) within: i32,
}

fn yes_or_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" | "có" => Ok(true),
        "no" | "không" => Ok(false),
        other => Err(other.to_owned()),
    }
}
