//! The certificate of an authorised person is changed when authority or title changes (restated; NĐ 130/2018 Điều 66(2)).

use super::ND_130_2018;
use crate::Text;
use crate::facts::{CertificateFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, government, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `nd-130-2018/title-outdated`
pub static RULE: Rule<CertificateFacts> = Rule {
    meta: Meta {
        code: "nd-130-2018/title-outdated",
        question: Question::TitleInformation,
        cites: &[ND_130_2018.article("66").clause("2")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thẩm quyền, chức danh trên {certificate} còn phù hợp?",
            "Do authority and title in the {certificate} still fit?",
        ),
        fails: Text::new(
            "Thẩm quyền, chức danh trên {certificate} không còn phù hợp, cần thay đổi",
            "Authority or title in the {certificate} no longer fits and is to be changed",
        ),
    },
    check,
};

fn check(facts: &CertificateFacts, _: &LawBook) -> Answer {
    // people of Party and State bodies (Điều 60), served by the government CA (Điều 55(1))
    government(facts.certificate_kind()?)?;
    only(
        facts.subscriber_class()? == SubscriberClass::AuthorisedPerson,
        scope::OTHER_CLASS,
    )?;
    all([yes(facts.authority_fits(), Fact::AuthorityFits)])
}
