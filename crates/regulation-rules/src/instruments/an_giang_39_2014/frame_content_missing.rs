//! The frame shows the signer's signature image, the body's seal, the time of signing, and the signer's name for a personal certificate or the body's for a collective one (An Giang Điều 8(2)(d)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{DocumentFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/frame-content-missing`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/frame-content-missing",
        question: Question::FrameContent,
        cites: &[AN_GIANG_39_2014.article("8").clause("2").point("d")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Khung chữ ký có chữ ký mẫu, ảnh con dấu, thời gian ký, tên người ký hoặc tên cơ quan?",
            "Does the frame show signature image, seal, time, and name?",
        ),
        fails: Text::new(
            "Khung chữ ký thiếu thông tin",
            "The frame lacks information",
        ),
    },
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    all([
        yes(
            facts.frame_shows_signature_image(),
            Fact::FrameShowsSignatureImage,
        ),
        yes(facts.frame_shows_seal_image(), Fact::FrameShowsSealImage),
        yes(facts.frame_shows_time(), Fact::FrameShowsTime),
        yes(facts.frame_shows_name(), Fact::FrameShowsName),
    ])
}
