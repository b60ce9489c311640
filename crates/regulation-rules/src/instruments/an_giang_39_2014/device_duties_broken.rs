//! A certificate is revoked when the subscriber breaks the rules on keys and key devices of Điều 13 (An Giang Điều 11(1)(g)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{CertificateFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{attested, government};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/device-duties-broken`
pub static RULE: Rule<CertificateFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/device-duties-broken",
        question: Question::RevocationForBreach,
        cites: &[AN_GIANG_39_2014.article("11").clause("1").point("g")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thuê bao thực hiện đúng quy định về khóa bí mật và thiết bị lưu khóa bí mật?",
            "Does the subscriber keep the rules on keys and key devices?",
        ),
        fails: Text::new(
            "Thuê bao vi phạm quy định về khóa bí mật, thiết bị lưu khóa bí mật: thuộc trường hợp thu hồi",
            "The subscriber broke the rules on keys and key devices: a case of revocation",
        ),
    },
    check,
};

fn check(facts: &CertificateFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    Ok(attested(
        Fact::DeviceDutiesKept,
        facts.device_duties_kept,
        NOT_ATTESTED,
    ))
}

const NOT_ATTESTED: Text = Text::new(
    "chưa có kết luận thuê bao có vi phạm hay không",
    "nobody has concluded whether the subscriber broke the rules",
);
