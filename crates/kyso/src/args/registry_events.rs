//! The words of `kyso registry change` and `kyso registry notice`.

use clap::{Args, Subcommand};

use regulation_rules::facts::{BodyStanding, DeviceEvent, HolderStanding, Party};

use super::registry_papers::NoticeRevocation;
use super::registry_words::Words;

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
    /// Cá nhân nhận chức vụ, vị trí khác
    Transfer(ChangeTransfer),
    /// Cá nhân nghỉ hưu, thôi việc, từ trần
    Leave(ChangeLeave),
    /// Cơ quan, tổ chức đổi tên
    Rename(ChangeRename),
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
    #[arg(long, id = "post_title", value_name = "TITLE")]
    pub(crate) title: String,
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
    #[arg(id = "new_name", value_name = "NAME")]
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
