//! The signature image is blue, the seal red (An Giang Điều 8(2)(d)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{DocumentFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/frame-colours-wrong`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/frame-colours-wrong",
        question: Question::FrameColours,
        cites: &[AN_GIANG_39_2014.article("8").clause("2").point("d")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Ảnh chữ ký mẫu màu xanh, con dấu màu đỏ?",
            "Is the signature image blue and the seal red?",
        ),
        fails: Text::new(
            "Ảnh chữ ký mẫu không phải màu xanh hoặc con dấu không phải màu đỏ",
            "The signature image is not blue, or the seal not red",
        ),
    },
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    all([
        yes(facts.signature_image_blue(), Fact::SignatureImageBlue),
        yes(facts.seal_image_red(), Fact::SealImageRed),
    ])
}
