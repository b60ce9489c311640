//! The words of `kyso registry change` and `kyso registry notice`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use gov_ca_model::MailAddress;

use regulation_rules::facts::{BodyStanding, DeviceEvent, HolderStanding, Party};

use super::registry_papers::NoticeRevocation;
use super::registry_words::{Words, written};

const LEAVINGS: &[HolderStanding] = &[
    HolderStanding::Retired,
    HolderStanding::Left,
    HolderStanding::Died,
];
const ENDINGS: &[BodyStanding] = &[
    BodyStanding::Dissolved,
    BodyStanding::Split,
    BodyStanding::Merged,
    BodyStanding::TaskEnded,
];
const NOTICES: &[DeviceEvent] = &[DeviceEvent::Exposed, DeviceEvent::HolderLeaving];
const RECIPIENTS: &[Party] = &[Party::ManagingBody, Party::Ca, Party::Department];

#[derive(Debug, Subcommand)]
pub(crate) enum ChangeCommand {
    /// Cá nhân chuyển sang cơ quan khác
    Transfer(ChangeTransfer),
    /// Cá nhân nhận chức vụ, vị trí khác trong cơ quan
    Position(ChangePosition),
    /// Cá nhân nghỉ hưu, thôi việc, từ trần
    Leave(ChangeLeave),
    /// Cá nhân hoặc cơ quan đổi địa chỉ, thư điện tử công vụ, điện thoại
    Contact(ChangeContact),
    /// Cơ quan, tổ chức đổi tên
    Rename(ChangeRename),
    /// Cơ quan, tổ chức chuyển sang trực thuộc cơ quan khác
    Under(ChangeUnder),
    /// Thuê bao chuyển sang cơ quan quản lý trực tiếp khác
    Manage(ChangeManage),
    /// Cơ quan, tổ chức giải thể, chia tách, sáp nhập
    End(ChangeEnd),
}

#[derive(Debug, Args)]
pub(crate) struct Doing {
    /// Chỉ xem liên quan đến những gì, không ghi vào sổ
    #[arg(long)]
    pub(crate) look: bool,
    /// Quyết định: số, ký hiệu
    #[arg(long, value_name = "NUMBER")]
    pub(crate) decision: Option<String>,
    /// Sổ hình ảnh chữ ký, con dấu của cơ quan (TOML): hình ảnh nào liên quan
    #[arg(long = "images", id = "image_register", value_name = "FILE")]
    pub(crate) images: Option<PathBuf>,
    /// Sổ số văn bản của cơ quan: dãy số nào liên quan
    #[arg(long, value_name = "FILE")]
    pub(crate) ledger: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ChangeTransfer {
    /// Số của cá nhân trong sổ
    #[arg(id = "changed_person", value_name = "N")]
    pub(crate) person: i64,
    /// Số của cơ quan đến
    #[arg(long, id = "moves_to", value_name = "N")]
    pub(crate) to: i64,
    /// Chức vụ mới
    #[arg(long, id = "post_title", value_name = "TITLE", value_parser = written::<String>)]
    pub(crate) title: String,
    /// Cơ quan quản lý trực tiếp thuê bao từ nay (số trong sổ); phải nêu khi người này có chứng thư
    #[arg(long, id = "new_manager", value_name = "N")]
    pub(crate) managed_by: Option<i64>,
    #[command(flatten)]
    pub(crate) doing: Doing,
}

#[derive(Debug, Args)]
pub(crate) struct ChangePosition {
    /// Số của cá nhân trong sổ
    #[arg(id = "changed_person", value_name = "N")]
    pub(crate) person: i64,
    /// Chức vụ mới
    #[arg(id = "position_title", value_name = "TITLE", value_parser = written::<String>)]
    pub(crate) title: String,
    #[command(flatten)]
    pub(crate) doing: Doing,
}

#[derive(Debug, Args)]
pub(crate) struct ChangeContact {
    #[command(flatten)]
    pub(crate) whose: ContactOf,
    #[command(flatten)]
    pub(crate) what: NewContact,
    #[command(flatten)]
    pub(crate) doing: Doing,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct ContactOf {
    /// Của cá nhân này (số trong sổ)
    #[arg(long, id = "about_person", value_name = "N")]
    pub(crate) person: Option<i64>,
    /// Của cơ quan này (số trong sổ)
    #[arg(long, id = "about_organisation", value_name = "N")]
    pub(crate) organisation: Option<i64>,
}

#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub(crate) struct NewContact {
    /// Địa chỉ mới
    #[arg(long, id = "new_address", value_name = "ADDRESS", value_parser = written::<String>)]
    pub(crate) address: Option<String>,
    /// Thư điện tử công vụ mới
    #[arg(long, id = "new_mail", value_name = "MAIL", value_parser = written::<MailAddress>)]
    pub(crate) mail: Option<MailAddress>,
    /// Điện thoại mới
    #[arg(long, id = "new_telephone", value_name = "NUMBER", value_parser = written::<String>)]
    pub(crate) telephone: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ChangeUnder {
    /// Số của cơ quan, tổ chức trong sổ
    #[arg(id = "changed_body", value_name = "N")]
    pub(crate) organisation: i64,
    /// Số của cơ quan cấp trên trực tiếp mới; không nêu: không còn cấp trên
    #[arg(long, id = "new_above", value_name = "N")]
    pub(crate) above: Option<i64>,
    #[command(flatten)]
    pub(crate) doing: Doing,
}

#[derive(Debug, Args)]
pub(crate) struct ChangeManage {
    /// Số của thuê bao trong sổ
    #[arg(id = "changed_subscriber", value_name = "N")]
    pub(crate) subscriber: i64,
    /// Cơ quan quản lý trực tiếp mới (số trong sổ)
    #[arg(long, id = "managed_from_now", value_name = "N")]
    pub(crate) by: i64,
    #[command(flatten)]
    pub(crate) doing: Doing,
}

#[derive(Debug, Args)]
pub(crate) struct ChangeLeave {
    /// Số của cá nhân trong sổ
    #[arg(id = "changed_person", value_name = "N")]
    pub(crate) person: i64,
    /// Lý do
    #[arg(id = "left_how", value_parser = Words::of(LEAVINGS))]
    pub(crate) how: HolderStanding,
    #[command(flatten)]
    pub(crate) doing: Doing,
}

#[derive(Debug, Args)]
pub(crate) struct ChangeRename {
    /// Số của cơ quan, tổ chức trong sổ
    #[arg(id = "changed_body", value_name = "N")]
    pub(crate) organisation: i64,
    /// Tên mới
    #[arg(id = "new_name", value_name = "NAME", value_parser = written::<String>)]
    pub(crate) name: String,
    #[command(flatten)]
    pub(crate) doing: Doing,
}

#[derive(Debug, Args)]
pub(crate) struct ChangeEnd {
    /// Số của cơ quan, tổ chức trong sổ
    #[arg(id = "changed_body", value_name = "N")]
    pub(crate) organisation: i64,
    /// Cách kết thúc
    #[arg(id = "ended_how", value_parser = Words::of(ENDINGS))]
    pub(crate) how: BodyStanding,
    /// Số của cơ quan tiếp nhận; dùng nhiều lần
    #[arg(long, value_name = "N")]
    pub(crate) into: Vec<i64>,
    /// Cơ quan nhận người, thuê bao đang quản lý và đơn vị trực thuộc (số trong sổ)
    #[arg(long, id = "heir", value_name = "N")]
    pub(crate) heir: Option<i64>,
    #[command(flatten)]
    pub(crate) doing: Doing,
}

#[derive(Debug, Subcommand)]
pub(crate) enum NoticeCommand {
    /// Ghi một việc phải báo: khóa bị lộ, người giữ sắp nghỉ
    Open(NoticeOpen),
    /// Ghi đã báo cho ai, lúc nào
    Told(NoticeTold),
    /// Ghi đã nhận thông báo thu hồi chứng thư: hạn trả thiết bị tính từ ngày này
    Revocation(NoticeRevocation),
    /// Danh sách thông báo
    List,
}

#[derive(Debug, Args)]
pub(crate) struct NoticeOpen {
    /// Số hiệu thiết bị
    #[arg(id = "device_number", value_name = "NUMBER")]
    pub(crate) device: String,
    /// Việc phải báo
    #[arg(id = "notice_event", value_parser = Words::of(NOTICES))]
    pub(crate) event: DeviceEvent,
    /// Phát hiện lúc nào (mặc định: bây giờ)
    #[arg(long, value_name = "TIME", value_parser = crate::time::parse)]
    pub(crate) discovered: Option<jiff::Timestamp>,
}

#[derive(Debug, Args)]
pub(crate) struct NoticeTold {
    /// Số của thông báo trong sổ
    #[arg(id = "notice_number", value_name = "N")]
    pub(crate) notice: i64,
    /// Đã báo cho
    #[arg(id = "notice_to", value_parser = Words::of(RECIPIENTS))]
    pub(crate) who: Party,
    /// Báo lúc nào (mặc định: bây giờ)
    #[arg(long, id = "told_at", value_name = "TIME", value_parser = crate::time::parse)]
    pub(crate) at: Option<jiff::Timestamp>,
}
