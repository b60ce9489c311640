//! A person's certificate is revoked on a change of position that it no longer fits, and on retirement, resignation or death (restated; NĐ 68/2024 Điều 17(2)).

use super::ND_68_2024;
use crate::Text;
use crate::facts::{CertificateFacts, Fact, HolderStanding};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, government, one_of, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `nd-68-2024/holder-no-longer-in-post`
pub static RULE: Rule<CertificateFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/holder-no-longer-in-post",
        question: Question::HolderStanding,
        cites: &[
            ND_68_2024.article("17").clause("2").point("b"),
            ND_68_2024.article("17").clause("2").point("c"),
        ],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &["an-giang-39-2014/holder-moved-or-retired"],
        asks: Text::new(
            "Người được cấp còn ở vị trí phù hợp với {certificate}?",
            "Is the holder still in a post that fits the {certificate}?",
        ),
        fails: Text::new(
            "Người được cấp đã nghỉ hưu, thôi việc, từ trần hoặc chuyển vị trí không còn phù hợp: thuộc trường hợp thu hồi",
            "The holder retired, left, died or moved to a post it does not fit: a case of revocation",
        ),
    },
    check,
};

fn check(facts: &CertificateFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    let person = [
        SubscriberClass::Individual,
        SubscriberClass::AuthorisedPerson,
    ];
    only(
        person.contains(&facts.subscriber_class()?),
        scope::OTHER_CLASS,
    )?;
    let standing = facts.holder_standing()?;
    if standing == HolderStanding::OtherPosition {
        return all([yes(facts.position_fits(), Fact::PositionFits)]);
    }
    all([one_of(
        Ok(standing),
        Fact::HolderStanding,
        // moving to another body is a change of information (Điều 15(1)(a)), not a revocation
        &[HolderStanding::InPost, HolderStanding::OtherBody],
    )])
}
