//! The request for a certificate, new or issued again, is sent to the Department of Information and Communications (An Giang Điều 10(2)(a), 10(6)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{AskedFor, Fact, Party, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, is, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/request-not-sent-to-department`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/request-not-sent-to-department",
        question: Question::IssueRoute,
        cites: &[
            AN_GIANG_39_2014.article("10").clause("2").point("a"),
            AN_GIANG_39_2014.article("10").clause("6"),
        ],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Đề nghị cấp, cấp lại được gửi đến Sở Thông tin và Truyền thông?",
            "Was the request for issue sent to the department?",
        ),
        fails: Text::new(
            "Đề nghị cấp, cấp lại chưa được gửi đến Sở Thông tin và Truyền thông",
            "The request for issue was not sent to the department",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(
        matches!(facts.asked_for()?, AskedFor::Issue | AskedFor::Reissue),
        scope::OTHER_REQUEST,
    )?;
    only(facts.sender()? == Party::Subscriber, scope::OTHER_SENDER)?;
    all([is(facts.addressee(), Fact::Addressee, Party::Department)])
}
