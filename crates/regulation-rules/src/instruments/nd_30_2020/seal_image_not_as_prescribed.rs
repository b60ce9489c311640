//! The body's signature shows as a red seal, PNG with a transparent background, at the seal's real size (NĐ 30/2020 Phụ lục I; known from texts that quote it). The tolerance of half a millimetre is ours.

use super::ND_30_2020;
use super::parameters::SEAL_TOLERANCE;
use crate::Text;
use crate::evidence::SetBy;
use crate::facts::{DocumentFacts, DocumentPart, Fact, InkColour, Role};
use crate::instruments::HEARD_ON;
use crate::instruments::conditions::{all, is, near, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `nd-30-2020/seal-image-not-as-prescribed`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/seal-image-not-as-prescribed",
        question: Question::SealImage,
        cites: &[ND_30_2020.annex("I")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: HEARD_ON,
        overrides: &[],
        asks: Text::new(
            "Hình ảnh con dấu màu đỏ, PNG nền trong suốt, đúng kích thước thực tế?",
            "Is the seal red, PNG with alpha, at its real size?",
        ),
        fails: Text::new(
            "Hình ảnh con dấu không đúng màu, định dạng hoặc kích thước thực tế",
            "The seal has another colour, format or size",
        ),
    },
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    only(facts.part()? == DocumentPart::Main, scope::OTHER_PART)?;
    // the stamps of number and date are under a certificate of the body too
    only(
        matches!(facts.role, None | Some(Role::Unknown | Role::Agency)),
        scope::OTHER_ROLE,
    )?;
    only(
        facts.signer_class()? == SubscriberClass::Body,
        scope::OTHER_CLASS,
    )?;
    let real = facts.seal_registered_width();
    all([
        is(facts.image_colour(), Fact::ImageColour, InkColour::Red),
        yes(facts.image_transparent_png(), Fact::ImageTransparentPng),
        real.and_then(|real| {
            near(
                facts.seal_width(),
                Fact::SealWidth,
                real,
                SEAL_TOLERANCE,
                TOLERANCE_OURS,
            )
        }),
    ])
}

const TOLERANCE_OURS: SetBy = SetBy::Ours(Text {
    vi: "kích thước con dấu đã đăng ký; sai số 0,5 mm theo chương trình",
    en: "the registered size; the tolerance of 0.5 mm is ours",
});
