//! The authorised person's signature shows as a blue PNG with a transparent background, centred between title and name (NĐ 30/2020 Phụ lục I; known from texts that quote it).

use super::ND_30_2020;
use crate::Text;
use crate::facts::{DocumentFacts, DocumentPart, Fact, InkColour, Role};
use crate::instruments::HEARD_ON;
use crate::instruments::conditions::{all, is, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `nd-30-2020/person-image-not-as-prescribed`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/person-image-not-as-prescribed",
        question: Question::PersonImage,
        cites: &[ND_30_2020.annex("I")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: HEARD_ON,
        overrides: &[],
        asks: Text::new(
            "Hình ảnh chữ ký của người có thẩm quyền màu xanh, PNG nền trong suốt, ở giữa chức vụ và họ tên?",
            "Is the person's image blue, PNG with alpha, centred between title and name?",
        ),
        fails: Text::new(
            "Hình ảnh chữ ký của người có thẩm quyền không đúng màu, định dạng hoặc vị trí",
            "The person's image has another colour, format or place",
        ),
    },
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    only(facts.part()? == DocumentPart::Main, scope::OTHER_PART)?;
    // initials have no such rule
    only(
        matches!(
            facts.role,
            None | Some(Role::Unknown | Role::AuthorisedPerson)
        ),
        scope::OTHER_ROLE,
    )?;
    only(
        matches!(
            facts.signer_class()?,
            SubscriberClass::Individual | SubscriberClass::AuthorisedPerson
        ),
        scope::OTHER_CLASS,
    )?;
    all([
        is(facts.image_colour(), Fact::ImageColour, InkColour::Blue),
        yes(facts.image_transparent_png(), Fact::ImageTransparentPng),
        yes(facts.between_title_and_name(), Fact::BetweenTitleAndName),
    ])
}
