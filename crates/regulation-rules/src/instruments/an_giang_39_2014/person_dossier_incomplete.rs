//! A person's dossier: the request on form 01 of Circular 05/2010/TT-BNV, a copy of the seal registration, a copy of the confirmation of title (An Giang Điều 10(3)(a)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{AskedFor, Fact, Form, FormSource, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, is, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `an-giang-39-2014/person-dossier-incomplete`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/person-dossier-incomplete",
        question: Question::PersonDossier,
        cites: &[
            AN_GIANG_39_2014
                .article("10")
                .clause("3")
                .point("a")
                .dash(1),
            AN_GIANG_39_2014
                .article("10")
                .clause("3")
                .point("a")
                .dash(2),
            AN_GIANG_39_2014
                .article("10")
                .clause("3")
                .point("a")
                .dash(3),
        ],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Hồ sơ của cá nhân đủ đề nghị, bản sao đăng ký mẫu dấu và văn bản xác nhận chức danh?",
            "Does a person's dossier hold the request and the two copies?",
        ),
        fails: Text::new(
            "Hồ sơ của cá nhân chưa đủ thành phần",
            "The person's dossier is incomplete",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(
        matches!(facts.asked_for()?, AskedFor::Issue | AskedFor::Reissue),
        scope::OTHER_REQUEST,
    )?;
    only(
        matches!(
            facts.subscriber_class()?,
            SubscriberClass::Individual | SubscriberClass::AuthorisedPerson
        ),
        scope::OTHER_CLASS,
    )?;
    all([
        is(facts.form(), Fact::Form, Form::new(FormSource::Tt05, 1)),
        yes(
            facts.seal_registration_attached(),
            Fact::SealRegistrationAttached,
        ),
        yes(
            facts.title_confirmation_attached(),
            Fact::TitleConfirmationAttached,
        ),
    ])
}
