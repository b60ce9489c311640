//! The values that `kyso registry` takes, and what each means in the register.

use clap::ValueEnum;
use gov_ca_model::{DeviceStep, OrganisationKind, PersonKind, RequestKind, RequestStep};
use regulation_rules::facts::{
    BodyStanding, BodyTier, Channel, DeviceEvent, HolderStanding, Party, RevocationReason,
};

/// An enum of the command line and what each of its words means.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident -> $target:ty { $($(#[$value:meta])* $variant:ident = $means:expr,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
        pub(crate) enum $name {
            $($(#[$value])* $variant,)*
        }

        impl From<$name> for $target {
            fn from(word: $name) -> Self {
                match word { $($name::$variant => $means,)* }
            }
        }
    };
}

words! { TierArg -> BodyTier {
    /// Cấp tỉnh
    Province = BodyTier::Province,
    /// Sở
    Department = BodyTier::Department,
    /// Cấp huyện
    District = BodyTier::District,
    /// Cấp xã
    Commune = BodyTier::Commune,
    /// Đơn vị trực thuộc
    SubUnit = BodyTier::SubUnit,
} }

words! { BodyKindArg -> OrganisationKind {
    /// Cơ quan nhà nước
    StateAgency = OrganisationKind::StateAgency,
    /// Tổ chức chính trị
    PoliticalOrganisation = OrganisationKind::PoliticalOrganisation,
    /// Tổ chức chính trị - xã hội
    SocioPoliticalOrganisation = OrganisationKind::SocioPoliticalOrganisation,
    /// Đơn vị sự nghiệp công lập
    PublicServiceUnit = OrganisationKind::PublicServiceUnit,
    /// Tổ chức khác có liên quan
    Other = OrganisationKind::Other,
} }

words! { PersonKindArg -> PersonKind {
    /// Cán bộ
    Cadre = PersonKind::Cadre,
    /// Công chức
    CivilServant = PersonKind::CivilServant,
    /// Viên chức
    PublicEmployee = PersonKind::PublicEmployee,
    /// Người trong lực lượng vũ trang nhân dân
    ArmedForces = PersonKind::ArmedForces,
    /// Người trong tổ chức cơ yếu
    CipherOrganisation = PersonKind::CipherOrganisation,
    /// Người khác có liên quan
    Other = PersonKind::Other,
} }

words! { RequestKindArg -> RequestKind {
    /// Cấp mới
    Issue = RequestKind::Issue,
    /// Gia hạn
    Renew = RequestKind::Renew,
    /// Thay đổi nội dung thông tin
    ChangeInformation = RequestKind::ChangeInformation,
    /// Thu hồi
    Revoke = RequestKind::Revoke,
    /// Khôi phục thiết bị lưu khóa bí mật
    RecoverDevice = RequestKind::RecoverDevice,
} }

words! { RequestStepArg -> RequestStep {
    /// Cơ quan quản lý trực tiếp xác nhận
    Confirm = RequestStep::Confirm,
    /// Gửi
    Send = RequestStep::Send,
    /// Được tiếp nhận, hồ sơ hợp lệ
    Accept = RequestStep::Accept,
    /// Bị trả lại, có lý do
    Return = RequestStep::Return,
    /// Soạn lại
    Amend = RequestStep::Amend,
    /// Đã được giải quyết
    Process = RequestStep::Process,
    /// Không được chấp nhận, có lý do
    Refuse = RequestStep::Refuse,
    /// Bàn giao cho thuê bao
    Deliver = RequestStep::Deliver,
    /// Chứng thư có hiệu lực
    Activate = RequestStep::Activate,
    /// Đóng hồ sơ
    Close = RequestStep::Close,
    /// Rút yêu cầu
    Withdraw = RequestStep::Withdraw,
} }

words! { DeviceStepArg -> DeviceStep {
    /// Bàn giao
    HandOver = DeviceStep::HandOver,
    /// Bị khóa do nhập sai mật khẩu
    Lock = DeviceStep::Lock,
    /// Được khôi phục
    Recover = DeviceStep::Recover,
    /// Hỏng
    Break = DeviceStep::Break,
    /// Thất lạc
    Lose = DeviceStep::Lose,
    /// Tìm lại được
    Find = DeviceStep::Find,
    /// Thu lại
    Collect = DeviceStep::Collect,
    /// Trả cơ quan cấp
    ReturnToCa = DeviceStep::ReturnToCa,
} }

words! { AddresseeArg -> Party {
    /// Tổ chức cung cấp dịch vụ (Ban Cơ yếu Chính phủ)
    Ca = Party::Ca,
    /// Sở được giao, được ủy quyền
    Department = Party::Department,
} }

words! { ChannelArg -> Channel {
    /// Hệ thống đăng ký, quản lý yêu cầu chứng thực
    RequestSystem = Channel::RequestSystem,
    /// Trục liên thông văn bản quốc gia
    NationalAxis = Channel::NationalAxis,
    /// Hệ thống quản lý văn bản và điều hành
    DocumentSystem = Channel::DocumentSystem,
    /// Thư điện tử của tỉnh
    ProvincialMail = Channel::ProvincialMail,
    /// Trực tiếp
    InPerson = Channel::InPerson,
    /// Bưu chính công ích
    PublicPost = Channel::PublicPost,
    /// Văn bản giấy
    Paper = Channel::Paper,
} }

words! { ReasonArg -> RevocationReason {
    /// Khóa bí mật bị lộ
    KeyExposed = RevocationReason::KeyExposed,
    /// Nghi khóa bí mật bị lộ
    KeySuspected = RevocationReason::KeySuspected,
    /// Thiết bị bị hỏng
    DeviceBroken = RevocationReason::DeviceBroken,
    /// Thiết bị bị thất lạc
    DeviceLost = RevocationReason::DeviceLost,
    /// Trường hợp mất an toàn khác
    OtherUnsafe = RevocationReason::OtherUnsafe,
    /// Lý do khác
    Other = RevocationReason::Other,
} }

words! { LeavingArg -> HolderStanding {
    /// Nghỉ hưu
    Retired = HolderStanding::Retired,
    /// Thôi việc
    Left = HolderStanding::Left,
    /// Từ trần
    Died = HolderStanding::Died,
} }

words! { EndingArg -> BodyStanding {
    /// Giải thể
    Dissolved = BodyStanding::Dissolved,
    /// Chia tách
    Split = BodyStanding::Split,
    /// Sáp nhập
    Merged = BodyStanding::Merged,
    /// Kết thúc nhiệm vụ
    TaskEnded = BodyStanding::TaskEnded,
} }

words! { NoticeArg -> DeviceEvent {
    /// Khóa bí mật bị lộ, bị đánh cắp hoặc sử dụng trái phép
    Exposed = DeviceEvent::Exposed,
    /// Người giữ chuẩn bị về hưu, chuyển công tác
    HolderLeaving = DeviceEvent::HolderLeaving,
} }

words! { RecipientArg -> Party {
    /// Cơ quan, tổ chức quản lý trực tiếp
    ManagingBody = Party::ManagingBody,
    /// Tổ chức cung cấp dịch vụ (Ban Cơ yếu Chính phủ)
    Ca = Party::Ca,
    /// Sở được giao, được ủy quyền
    Department = Party::Department,
} }
