//! A certificate issued before the decree took effect and still valid continues to be used and is equivalent (restated; NĐ 68/2024 Điều 42(1)). The day itself counts as before, as the text has it.

use super::ND_68_2024;
use crate::Text;
use crate::facts::SignatureFacts;
use crate::instruments::READ_IN_PART_ON;
use crate::instruments::conditions::{all, government, made_within_validity, only};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::VietnamDay;

/// `nd-68-2024/earlier-certificate-not-continued`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/earlier-certificate-not-continued",
        question: Question::EarlierCertificateContinued,
        cites: &[ND_68_2024.article("42").clause("1")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Condition,
        reading: READ_IN_PART_ON,
        overrides: &[],
        asks: Text::new(
            "{certificate} cấp đến ngày 15/08/2024 còn thời hạn, được tiếp tục sử dụng?",
            "Is the {certificate} issued up to 15/08/2024 still valid, so that it continues to be used?",
        ),
        fails: Text::new(
            "{certificate} cấp đến ngày 15/08/2024 đã hết thời hạn, không được tiếp tục sử dụng",
            "The {certificate} issued up to 15/08/2024 has expired and is not continued",
        ),
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    let (issued, first) = (facts.certificate_issued_on()?, VietnamDay::new(2024, 8, 15));
    only(issued <= first, ISSUED_LATER)?;
    all([made_within_validity(facts)])
}

const ISSUED_LATER: Text = Text::new(
    "cấp sau ngày Nghị định có hiệu lực",
    "issued after the decree took effect",
);
