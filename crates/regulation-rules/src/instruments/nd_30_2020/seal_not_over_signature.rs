//! The seal covers about a third of the authorised person's signature, to the left (NĐ 30/2020 Phụ lục I; known from texts that quote it). That 0.25 to 0.42 is accepted is ours.

use super::ND_30_2020;
use super::parameters::SEAL_OVERLAP;
use crate::Text;
use crate::evidence::SetBy;
use crate::facts::{DocumentFacts, DocumentPart, Fact, Role};
use crate::instruments::HEARD_ON;
use crate::instruments::conditions::{all, between, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `nd-30-2020/seal-not-over-signature`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/seal-not-over-signature",
        question: Question::SealPlace,
        cites: &[ND_30_2020.annex("I")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: HEARD_ON,
        overrides: &[],
        asks: Text::new(
            "Con dấu trùm khoảng 1/3 chữ ký của người có thẩm quyền về phía bên trái?",
            "Does the seal cover about a third of the signature, to the left?",
        ),
        fails: Text::new(
            "Con dấu không trùm khoảng 1/3 chữ ký của người có thẩm quyền về phía bên trái",
            "The seal does not cover about a third of the signature, to the left",
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
    all([
        between(
            facts.seal_overlap(),
            Fact::SealOverlap,
            SEAL_OVERLAP,
            WINDOW_OURS,
        ),
        yes(facts.seal_from_left(), Fact::SealFromLeft),
    ])
}

const WINDOW_OURS: SetBy = SetBy::Ours(Text {
    vi: "khoảng 1/3 do luật định; khoảng chấp nhận 0,25–0,42 theo chương trình",
    en: "about a third is set by law; that 0.25 to 0.42 is accepted is ours",
});
