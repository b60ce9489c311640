//! What rules read about one event in the life of a key device.

use gov_ca_model::{SubscriberClass, VietnamDay};
use jiff::Timestamp;

use super::sheet::{sheet, stated_days};
use super::{Channel, DeviceEvent, Form, SecrecyLevel};

sheet! {
    /// Facts about a key device (thiết bị lưu khóa bí mật) and what happened to it. Each may be missing.
    DeviceFacts {
        event_on: VietnamDay = EventOn,
        channel: Channel = Channel,
        form: Form = Form,
        device_lost: bool = DeviceLost,
        device_event: DeviceEvent = DeviceEvent,
        holder_class: SubscriberClass = HolderClass,
        revoked_on: VietnamDay = RevokedOn,
        revocation_notice_on: VietnamDay = RevocationNoticeOn,
        holder_told: bool = HolderTold,
        collected_on: VietnamDay = CollectedOn,
        list_sent_on: VietnamDay = ListSentOn,
        returned_on: VietnamDay = ReturnedOn,
        return_recorded: bool = ReturnRecorded,
        loss_recorded: bool = LossRecorded,
        wrong_passwords: u16 = WrongPasswords,
        password_limit: u16 = PasswordLimit,
        recovered: bool = Recovered,
        used_again: bool = UsedAgain,
        given_to_own_subscriber: bool = GivenToOwnSubscriber,
        handover_recorded: bool = HandoverRecorded,
        handover_document: bool = HandoverDocument,
        assignment_decision: bool = AssignmentDecision,
        written_permission: bool = WrittenPermission,
        head_permission: bool = HeadPermission,
        kept_at_premises: bool = KeptAtPremises,
        kept_safe: bool = KeptSafe,
        kept_by_holder: bool = KeptByHolder,
        lent: bool = Lent,
        data_changed: bool = DataChanged,
        device_damaged: bool = DeviceDamaged,
        ca_consented: bool = CaConsented,
        secrecy_level: SecrecyLevel = SecrecyLevel,
        discovered_at: Timestamp = DiscoveredAt,
        told_own_body_at: Timestamp = ToldOwnBodyAt,
        told_ca_at: Timestamp = ToldCaAt,
        told_department_at: Timestamp = ToldDepartmentAt,
        it_custodian: bool = ItCustodian,
    }
}

stated_days! { DeviceFacts {
    EventOn => event_on, StatedEventDay;
} }
