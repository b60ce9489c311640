//! A body conducting proceedings, a security body, or the manager of subscribers may ask for revocation, in writing or under an effective certificate (An Giang Điều 11(1)(c), (d)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{AskedFor, Fact, Party, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, any, one_of, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/revocation-by-unentitled-body`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/revocation-by-unentitled-body",
        question: Question::BodyRevocation,
        cites: &[
            AN_GIANG_39_2014.article("11").clause("1").point("c"),
            AN_GIANG_39_2014.article("11").clause("1").point("d"),
        ],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Cơ quan đề nghị thu hồi là cơ quan có quyền đề nghị, bằng văn bản hoặc ký số?",
            "Is the body that asks for revocation entitled to, and does it ask in writing or digitally signed?",
        ),
        fails: Text::new(
            "Cơ quan đề nghị thu hồi không thuộc các cơ quan được nêu, hoặc không đề nghị bằng văn bản",
            "The body that asks for revocation is none of those named, or does not ask in writing",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(facts.asked_for()? == AskedFor::Revoke, scope::OTHER_REQUEST)?;
    only(facts.sender()? != Party::Subscriber, scope::OTHER_SENDER)?;
    all([
        one_of(
            facts.sender(),
            Fact::Sender,
            &[Party::ProcedureBody, Party::SecurityBody, Party::Department],
        ),
        any([
            yes(facts.written(), Fact::Written),
            yes(facts.digitally_signed(), Fact::DigitallySigned),
        ]),
    ])
}
