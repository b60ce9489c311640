//! A body conducting proceedings, a police body, or the directly managing body may ask for revocation in writing (restated; NĐ 68/2024 Điều 17(1)(c), (d)).

use super::ND_68_2024;
use crate::Text;
use crate::facts::{AskedFor, Fact, Party, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, one_of, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-68-2024/revocation-by-unentitled-body`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/revocation-by-unentitled-body",
        question: Question::BodyRevocation,
        cites: &[
            ND_68_2024.article("17").clause("1").point("c"),
            ND_68_2024.article("17").clause("1").point("d"),
        ],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &["an-giang-39-2014/revocation-by-unentitled-body"],
        asks: Text::new(
            "Cơ quan đề nghị thu hồi là cơ quan có quyền đề nghị và đề nghị bằng văn bản?",
            "Is the body that asks for revocation entitled to, and does it ask in writing?",
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
            &[Party::Police, Party::ProcedureBody, Party::ManagingBody],
        ),
        yes(facts.written(), Fact::Written),
    ])
}
