//! A body's certificate is revoked when a decision to split, merge, dissolve or end its task takes effect (An Giang Điều 11(1)(e)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{BodyStanding, CertificateFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, government, one_of, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `an-giang-39-2014/body-ended`
pub static RULE: Rule<CertificateFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/body-ended",
        question: Question::BodyStanding,
        cites: &[AN_GIANG_39_2014.article("11").clause("1").point("e")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Tổ chức được cấp chưa bị chia tách, sáp nhập, giải thể, kết thúc nhiệm vụ?",
            "Is the body neither split, merged, dissolved nor its task ended?",
        ),
        fails: Text::new(
            "Tổ chức được cấp đã chia tách, sáp nhập, giải thể hoặc kết thúc nhiệm vụ: thuộc trường hợp thu hồi",
            "The body was split, merged, dissolved or its task ended: a case of revocation",
        ),
    },
    check,
};

fn check(facts: &CertificateFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    only(
        facts.subscriber_class()? == SubscriberClass::Body,
        scope::OTHER_CLASS,
    )?;
    all([one_of(
        facts.body_standing(),
        Fact::BodyStanding,
        &[BodyStanding::Standing, BodyStanding::Renamed],
    )])
}
