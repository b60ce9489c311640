//! The certificate of a device, service or software is revoked when it stops operating (restated; NĐ 68/2024 Điều 17(4)).

use super::ND_68_2024;
use crate::Text;
use crate::facts::{CertificateFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, government, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `nd-68-2024/system-stopped`
pub static RULE: Rule<CertificateFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/system-stopped",
        question: Question::SystemStanding,
        cites: &[ND_68_2024.article("17").clause("4").point("b")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thiết bị, dịch vụ, phần mềm được cấp còn hoạt động?",
            "Is the device, service or software still in operation?",
        ),
        fails: Text::new(
            "Thiết bị, dịch vụ, phần mềm được cấp đã ngừng hoạt động: thuộc trường hợp thu hồi",
            "The device, service or software stopped operating: a case of revocation",
        ),
    },
    check,
};

fn check(facts: &CertificateFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    only(
        facts.subscriber_class()? == SubscriberClass::DeviceServiceSoftware,
        scope::OTHER_CLASS,
    )?;
    all([yes(facts.in_operation(), Fact::InOperation)])
}
