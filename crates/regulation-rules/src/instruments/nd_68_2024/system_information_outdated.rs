//! The certificate of a device, service or software is changed when it is renamed, upgraded or given new functions so that the certificate no longer fits (restated; NĐ 68/2024 Điều 15(3)).

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

/// `nd-68-2024/system-information-outdated`
pub static RULE: Rule<CertificateFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/system-information-outdated",
        question: Question::SystemInformation,
        cites: &[ND_68_2024.article("15").clause("3")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thông tin trên {certificate} của thiết bị, dịch vụ, phần mềm còn phù hợp?",
            "Does the information in the {certificate} of the device, service or software still fit?",
        ),
        fails: Text::new(
            "Thông tin trên {certificate} của thiết bị, dịch vụ, phần mềm không còn phù hợp, cần thay đổi",
            "The information in the {certificate} of the device, service or software no longer fits and is to be changed",
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
    all([
        yes(facts.name_fits(), Fact::NameFits),
        yes(facts.version_fits(), Fact::VersionFits),
    ])
}
