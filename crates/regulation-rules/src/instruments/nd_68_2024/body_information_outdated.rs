//! A body's certificate is changed when it is renamed or its operating address changes so that the certificate no longer fits (restated; NĐ 68/2024 Điều 15(2)).

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

/// `nd-68-2024/body-information-outdated`
pub static RULE: Rule<CertificateFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/body-information-outdated",
        question: Question::BodyInformation,
        cites: &[ND_68_2024.article("15").clause("2")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Tên, địa chỉ hoạt động trên {certificate} của cơ quan, tổ chức còn phù hợp?",
            "Do name and address in the body's {certificate} still fit?",
        ),
        fails: Text::new(
            "Tên hoặc địa chỉ trên {certificate} của cơ quan, tổ chức không còn phù hợp, cần thay đổi",
            "Name or address in the body's {certificate} no longer fits and is to be changed",
        ),
    },
    check,
};

fn check(facts: &CertificateFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    only(
        facts.subscriber_class()? == SubscriberClass::Body,
        scope::OTHER_CLASS,
    )?;
    all([
        yes(facts.name_fits(), Fact::NameFits),
        yes(facts.address_fits(), Fact::AddressFits),
    ])
}
