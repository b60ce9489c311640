//! A signed document is sent through the document management software or the province's mail (An Giang Điều 4(2)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{Channel, Direction, Fact, PackageFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, one_of, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/sent-by-other-channel`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/sent-by-other-channel",
        question: Question::SendingChannel,
        cites: &[AN_GIANG_39_2014.article("4").clause("2")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn bản được gửi qua phần mềm quản lý văn bản hoặc thư điện tử của tỉnh?",
            "Was the document sent through the document system or the province's mail?",
        ),
        fails: Text::new(
            "Văn bản được gửi qua hệ thống khác",
            "The document was sent by another channel",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    only(
        facts.direction()? == Direction::Outgoing,
        scope::NOT_OUTGOING,
    )?;
    all([one_of(
        facts.channel(),
        Fact::Channel,
        &[Channel::DocumentSystem, Channel::ProvincialMail],
    )])
}
