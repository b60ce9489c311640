//! A person's certificate is revoked on a change of position or retirement (An Giang Điều 11(1)(đ)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{CertificateFacts, Fact, HolderStanding};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{government, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};
use gov_ca_model::SubscriberClass;

/// `an-giang-39-2014/holder-moved-or-retired`
pub static RULE: Rule<CertificateFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/holder-moved-or-retired",
        question: Question::HolderStanding,
        cites: &[AN_GIANG_39_2014.article("11").clause("1").point("đ")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Người được cấp còn ở vị trí công tác, chưa nghỉ hưu?",
            "Is the holder still in the post and not retired?",
        ),
        fails: Text::new(
            "Người được cấp đã thay đổi vị trí công tác hoặc nghỉ hưu: thuộc trường hợp thu hồi",
            "The holder changed position or retired: a case of revocation",
        ),
    },
    check,
};

fn check(facts: &CertificateFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    only(
        matches!(
            facts.subscriber_class()?,
            SubscriberClass::Individual | SubscriberClass::AuthorisedPerson
        ),
        scope::OTHER_CLASS,
    )?;
    let standing = facts.holder_standing()?;
    let evidence = Evidence::of(Fact::HolderStanding, standing);
    Ok(match standing {
        HolderStanding::InPost => Outcome::Satisfied(evidence),
        HolderStanding::Retired | HolderStanding::OtherPosition | HolderStanding::OtherBody => {
            Outcome::Violated(evidence)
        }
        // the point names neither resignation nor death
        HolderStanding::Left | HolderStanding::Died => Outcome::Review(evidence, NOT_NAMED),
    })
}

const NOT_NAMED: Text = Text {
    vi: "điểm đ không nêu trường hợp thôi việc, từ trần",
    en: "the point names neither resignation nor death",
};
