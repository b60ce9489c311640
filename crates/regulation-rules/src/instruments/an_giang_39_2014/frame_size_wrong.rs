//! The signature shows in a rectangle 65 to 80 mm long and 35 to 40 mm wide (An Giang Điều 8(2)(d)).

use super::AN_GIANG_39_2014;
use super::parameters::{FRAME_LENGTH, FRAME_WIDTH};
use crate::Text;
use crate::evidence::SetBy;
use crate::facts::{DocumentFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, between};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/frame-size-wrong`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/frame-size-wrong",
        question: Question::FrameSize,
        cites: &[AN_GIANG_39_2014.article("8").clause("2").point("d")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Khung chữ ký dài 65–80 mm, rộng 35–40 mm?",
            "Is the frame 65–80 mm long and 35–40 mm wide?",
        ),
        fails: Text::new(
            "Khung chữ ký không đúng kích thước 65–80 mm × 35–40 mm",
            "The frame is not 65–80 mm by 35–40 mm",
        ),
    },
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    all([
        between(
            facts.frame_length(),
            Fact::FrameLength,
            FRAME_LENGTH,
            SetBy::Law,
        ),
        between(
            facts.frame_width(),
            Fact::FrameWidth,
            FRAME_WIDTH,
            SetBy::Law,
        ),
    ])
}
