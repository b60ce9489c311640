//! A person's certificate is changed when the person moves to another body and the information no longer fits, or the e-mail address changes (restated; NĐ 130/2018 Điều 66(1)).

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

/// `nd-130-2018/person-information-outdated`
pub static RULE: Rule<CertificateFacts> = Rule {
    meta: Meta {
        code: "nd-130-2018/person-information-outdated",
        question: Question::PersonInformation,
        cites: &[ND_130_2018.article("66").clause("1")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thông tin trên {certificate} của cá nhân còn phù hợp?",
            "Does the information in the person's {certificate} still fit?",
        ),
        fails: Text::new(
            "Thông tin trên {certificate} của cá nhân không còn phù hợp, cần thay đổi",
            "The information in the person's {certificate} no longer fits and is to be changed",
        ),
    },
    check,
};

fn check(facts: &CertificateFacts, _: &LawBook) -> Answer {
    // people of Party and State bodies (Điều 60), served by the government CA (Điều 55(1))
    government(facts.certificate_kind()?)?;
    only(
        facts.subscriber_class()? == SubscriberClass::Individual,
        scope::OTHER_CLASS,
    )?;
    all([
        yes(facts.employer_fits(), Fact::EmployerFits),
        yes(facts.official_mail_fits(), Fact::OfficialMailFits),
    ])
}
