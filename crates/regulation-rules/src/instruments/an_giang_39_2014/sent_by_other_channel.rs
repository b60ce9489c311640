//! A signed electronic document is sent through the document management software or the province's mail (An Giang Điều 4(2)).
//!
//! The clause names what a document is sent from, and not the axis that joins the software of one body with that of another: a document that
//! came over the axis may have left the software, as the clause wants, or another system. Nobody can tell from the axis alone: for a person to
//! judge. What goes on paper is no electronic document.

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{Channel, Direction, Fact, PackageFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, one_of, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};

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
    let channel = facts.channel()?;
    only(channel != Channel::Paper, scope::OTHER_CHANNEL)?;
    if channel == Channel::NationalAxis {
        return Ok(Outcome::Review(
            Evidence::of(Fact::Channel, channel),
            AXIS_NOT_NAMED,
        ));
    }
    all([one_of(
        Ok(channel),
        Fact::Channel,
        &[Channel::DocumentSystem, Channel::ProvincialMail],
    )])
}

const AXIS_NOT_NAMED: Text = Text::new(
    "khoản 2 Điều 4 không nêu trục liên thông văn bản; cần xem văn bản có được gửi từ phần mềm quản lý văn bản hay không",
    "clause 2 of Article 4 does not name the document axis: whether the document left the document software is to be seen",
);
