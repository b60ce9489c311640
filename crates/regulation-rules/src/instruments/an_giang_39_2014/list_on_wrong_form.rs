//! The department sends the Government Cipher Committee the list of persons on form 02 of Circular 05/2010/TT-BNV and of organisations on form 02 of the regulation (An Giang Điều 10(2)(b), 10(6)).

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

/// `an-giang-39-2014/list-on-wrong-form`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/list-on-wrong-form",
        question: Question::IssueList,
        cites: &[
            AN_GIANG_39_2014
                .article("10")
                .clause("2")
                .point("b")
                .paragraph(1),
            AN_GIANG_39_2014
                .article("10")
                .clause("2")
                .point("b")
                .dash(1),
            AN_GIANG_39_2014
                .article("10")
                .clause("2")
                .point("b")
                .dash(2),
            AN_GIANG_39_2014.article("10").clause("6"),
        ],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Danh sách tổng hợp đề nghị cấp đúng mẫu, gửi Ban Cơ yếu Chính phủ?",
            "Is the consolidated list on the right form and sent to the Government Cipher Committee?",
        ),
        fails: Text::new(
            "Danh sách tổng hợp đề nghị cấp sai mẫu hoặc sai nơi nhận",
            "The consolidated list is on the wrong form, or went elsewhere",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(
        matches!(facts.asked_for()?, AskedFor::Issue | AskedFor::Reissue),
        scope::OTHER_REQUEST,
    )?;
    only(facts.sender()? == Party::Department, scope::OTHER_SENDER)?;
    let form = match facts.subscriber_class()? {
        SubscriberClass::Individual | SubscriberClass::AuthorisedPerson => {
            Form::new(FormSource::Tt05, 2)
        }
        SubscriberClass::Body => Form::new(FormSource::AnGiang, 2),
        _ => return Err(Stop::NotApplicable(scope::OTHER_CLASS)),
    };
    all([
        is(facts.form(), Fact::Form, form),
        is(facts.addressee(), Fact::Addressee, Party::Ca),
    ])
}
