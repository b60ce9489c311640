//! A person asks for revocation on form 05 of Circular 05/2010/TT-BNV, a body on form 03 of the regulation, at the department (An Giang Điều 11(2)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{AskedFor, Fact, Form, FormSource, Party, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, is, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule, Stop};
use gov_ca_model::SubscriberClass;

/// `an-giang-39-2014/revocation-on-wrong-form`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/revocation-on-wrong-form",
        question: Question::RevocationForm,
        cites: &[
            AN_GIANG_39_2014.article("11").clause("2").paragraph(1),
            AN_GIANG_39_2014.article("11").clause("2").dash(1),
            AN_GIANG_39_2014.article("11").clause("2").dash(2),
        ],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Đề nghị thu hồi của thuê bao đúng mẫu, nộp Sở Thông tin và Truyền thông?",
            "Is the subscriber's request for revocation on the right form and handed to the department?",
        ),
        fails: Text::new(
            "Đề nghị thu hồi của thuê bao sai mẫu hoặc sai nơi nhận",
            "The subscriber's request for revocation is on the wrong form, or went elsewhere",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(facts.asked_for()? == AskedFor::Revoke, scope::OTHER_REQUEST)?;
    only(facts.sender()? == Party::Subscriber, scope::OTHER_SENDER)?;
    let form = match facts.subscriber_class()? {
        SubscriberClass::Individual | SubscriberClass::AuthorisedPerson => {
            Form::new(FormSource::Tt05, 5)
        }
        SubscriberClass::Body => Form::new(FormSource::AnGiang, 3),
        _ => return Err(Stop::NotApplicable(scope::OTHER_CLASS)),
    };
    all([
        is(facts.form(), Fact::Form, form),
        is(facts.addressee(), Fact::Addressee, Party::Department),
    ])
}
