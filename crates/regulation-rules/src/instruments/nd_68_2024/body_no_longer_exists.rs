//! A body's certificate is revoked when the body is dissolved, split or merged (restated; NĐ 68/2024 Điều 17(3)).

use super::ND_68_2024;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{BodyStanding, CertificateFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{government, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};
use gov_ca_model::SubscriberClass;

/// `nd-68-2024/body-no-longer-exists`
pub static RULE: Rule<CertificateFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/body-no-longer-exists",
        question: Question::BodyStanding,
        cites: &[ND_68_2024.article("17").clause("3").point("b")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &["an-giang-39-2014/body-ended"],
        asks: Text::new(
            "Cơ quan, tổ chức được cấp còn hoạt động, không bị giải thể, chia tách, sáp nhập?",
            "Does the body still exist, neither dissolved, split nor merged?",
        ),
        fails: Text::new(
            "Cơ quan, tổ chức được cấp đã giải thể, chia tách hoặc sáp nhập: thuộc trường hợp thu hồi",
            "The body was dissolved, split or merged: a case of revocation",
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
    let standing = facts.body_standing()?;
    let evidence = Evidence::of(Fact::BodyStanding, standing);
    Ok(match standing {
        BodyStanding::Standing | BodyStanding::Renamed => Outcome::Satisfied(evidence),
        BodyStanding::Dissolved | BodyStanding::Split | BodyStanding::Merged => {
            Outcome::Violated(evidence)
        }
        BodyStanding::TaskEnded => Outcome::Review(evidence, TASK_ENDED),
    })
}

const TASK_ENDED: Text = Text::new(
    "khoản 3 Điều 17 không nêu trường hợp kết thúc nhiệm vụ",
    "the clause does not name the end of a body's task",
);
