//! Subscribers and managing bodies ask for revocation on form 05 (NĐ 68/2024 Điều 19; known through other texts).

use super::ND_68_2024;
use crate::Text;
use crate::facts::{AskedFor, Fact, Form, Party, RequestFacts};
use crate::instruments::HEARD_ON;
use crate::instruments::conditions::{all, is, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-68-2024/revocation-on-wrong-form`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/revocation-on-wrong-form",
        question: Question::RevocationForm,
        cites: &[ND_68_2024.article("19")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: HEARD_ON,
        overrides: &["an-giang-39-2014/revocation-on-wrong-form"],
        asks: Text::new(
            "Đề nghị thu hồi lập theo Mẫu số 05?",
            "Is the request for revocation on form 05?",
        ),
        fails: Text::new(
            "Đề nghị thu hồi không theo Mẫu số 05",
            "The request for revocation is not on form 05",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(facts.asked_for()? == AskedFor::Revoke, scope::OTHER_REQUEST)?;
    only(
        matches!(facts.sender()?, Party::ManagingBody | Party::Subscriber),
        scope::OTHER_SENDER,
    )?;
    all([is(facts.form(), Fact::Form, Form::nd_68(5))])
}
