//! What happens to key devices, and how secret things are.

use super::macros::values;

values! {
    /// What happened to a key device.
    DeviceEvent {
        InUse "in-use" "đang sử dụng" "in use";
        HandedOver "handed-over" "bàn giao" "handed over";
        CustodianChanged "custodian-changed" "thay đổi người quản lý" "custodian changed";
        CarriedOut "carried-out" "mang ra ngoài trụ sở" "taken outside the premises";
        Sent "sent" "gửi, nhận" "sent";
        Lost "lost" "thất lạc" "lost";
        Exposed "exposed" "khóa bí mật bị lộ, bị đánh cắp hoặc sử dụng trái phép" "key exposed, stolen or misused";
        Broken "broken" "hỏng" "broken";
        Locked "locked" "bị khóa do nhập sai mật khẩu" "locked by wrong passwords";
        HolderLeaving "holder-leaving" "người giữ chuẩn bị về hưu, chuyển công tác" "holder about to retire or move";
        Revoked "revoked" "chứng thư bị thu hồi" "certificate revoked";
    }
}

values! {
    /// A level of state secrecy (độ mật).
    SecrecyLevel {
        None "none" "không mật" "not secret";
        Confidential "confidential" "Mật" "Mật (confidential)";
        Secret "secret" "Tối mật" "Tối mật (secret)";
        TopSecret "top-secret" "Tuyệt mật" "Tuyệt mật (top secret)";
    }
}
