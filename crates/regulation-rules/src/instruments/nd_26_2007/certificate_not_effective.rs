//! A certificate is effective when it has not expired, is not suspended and has not been revoked (restated; NĐ 26/2007 Điều 3(3)).

use super::ND_26_2007;
use crate::Text;
use crate::facts::CertificateFacts;
use crate::instruments::{READ_ON, alike};
use crate::question::Question;
use crate::rule::{Basis, Duty, Meta, Rule};

/// `nd-26-2007/certificate-not-effective`
pub static RULE: Rule<CertificateFacts> = Rule {
    meta: Meta {
        code: "nd-26-2007/certificate-not-effective",
        question: Question::CertificateEffective,
        cites: &[ND_26_2007.article("3").clause("3")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "{certificate} có hiệu lực: chưa hết hạn, không bị tạm dừng hoặc thu hồi?",
            "Is the {certificate} effective: not expired, suspended or revoked?",
        ),
        fails: Text::new(
            "{certificate} không có hiệu lực: đã hết hạn, bị tạm dừng hoặc thu hồi",
            "The {certificate} is not effective: expired, suspended or revoked",
        ),
    },
    check: alike::certificate_effective,
};
