//! A person's certificate is changed when the person moves to another body so that it no longer fits, or the official e-mail address changes (restated; NĐ 68/2024 Điều 15(1)).

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

/// `nd-68-2024/person-information-outdated`
pub static RULE: Rule<CertificateFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/person-information-outdated",
        question: Question::PersonInformation,
        cites: &[
            ND_68_2024.article("15").clause("1").point("a"),
            ND_68_2024.article("15").clause("1").point("b"),
        ],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &["nd-130-2018/person-information-outdated"],
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
    government(facts.certificate_kind()?)?;
    only(
        matches!(
            facts.subscriber_class()?,
            SubscriberClass::Individual | SubscriberClass::AuthorisedPerson
        ),
        scope::OTHER_CLASS,
    )?;
    all([
        yes(facts.employer_fits(), Fact::EmployerFits),
        yes(facts.official_mail_fits(), Fact::OfficialMailFits),
    ])
}
