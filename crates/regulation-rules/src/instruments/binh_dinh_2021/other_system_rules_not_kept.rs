//! In the systems of tax, social insurance and treasury the rules of those systems govern (Bình Định Điều 6(2)): for a person to judge.

use super::BINH_DINH_2021;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{Channel, Fact, PackageFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::only;
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};

/// `binh-dinh-2021/other-system-rules-not-kept`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/other-system-rules-not-kept",
        question: Question::OtherSystemRules,
        cites: &[BINH_DINH_2021.article("6").clause("2")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Giao dịch tại hệ thống thuế, bảo hiểm xã hội, kho bạc theo quy định của hệ thống đó?",
            "Are transactions in tax, insurance and treasury systems done by the rules of those systems?",
        ),
        fails: Text::new(
            "Giao dịch không theo quy định của hệ thống thuế, bảo hiểm xã hội, kho bạc",
            "The transaction does not follow the rules of that system",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    let channel = facts.channel()?;
    only(channel == Channel::OtherAgencySystem, scope::OTHER_CHANNEL)?;
    Ok(Outcome::Review(
        Evidence::of(Fact::Channel, channel),
        THEIR_RULES,
    ))
}

const THEIR_RULES: Text = Text {
    vi: "áp dụng hướng dẫn, quy định của hệ thống thông tin đó; chưa có trong chương trình",
    en: "the rules of that system govern; they are not in this program",
};
