//! An expired certificate is revoked (An Giang Điều 11(1)(a)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::evidence::SetBy;
use crate::facts::{CertificateFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, at_most, government};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::VietnamDay;

/// `an-giang-39-2014/certificate-expired`
pub static RULE: Rule<CertificateFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/certificate-expired",
        question: Question::RevocationForExpiry,
        cites: &[AN_GIANG_39_2014.article("11").clause("1").point("a")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "{certificate} chưa hết hạn sử dụng?",
            "Has the {certificate} not expired?",
        ),
        fails: Text::new(
            "{certificate} đã hết hạn sử dụng: thuộc trường hợp thu hồi",
            "The {certificate} has expired: a case of revocation",
        ),
    },
    check,
};

fn check(facts: &CertificateFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    let last = VietnamDay::of(facts.not_after()?);
    all([at_most(
        facts.considered_on(),
        Fact::ConsideredOn,
        last,
        SetBy::Law,
    )])
}
