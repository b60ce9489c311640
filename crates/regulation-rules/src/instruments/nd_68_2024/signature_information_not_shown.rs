//! Information on the signature is displayed as related law requires (restated; NĐ 68/2024 Điều 29(5)). What related law requires is its own rules; a signature that shows nothing is for a person to judge.

use super::ND_68_2024;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::government;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};

/// `nd-68-2024/signature-information-not-shown`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/signature-information-not-shown",
        question: Question::InformationShown,
        cites: &[ND_68_2024.article("29").clause("5")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thông tin chữ ký số được hiển thị theo quy định liên quan?",
            "Is information on the signature displayed as related law requires?",
        ),
        fails: Text::new(
            "Thông tin chữ ký số chưa được hiển thị",
            "No information on the signature is displayed",
        ),
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    let shown = facts.information_shown()?;
    let evidence = Evidence::of(Fact::InformationShown, shown);
    Ok(if shown {
        Outcome::Satisfied(evidence)
    } else {
        Outcome::Review(evidence, WHETHER_REQUIRED)
    })
}

const WHETHER_REQUIRED: Text = Text {
    vi: "chữ ký số không hiển thị trên văn bản; cần xem quy định liên quan có yêu cầu hiển thị hay không",
    en: "the signature shows nothing on the document; whether related law wants it to is to be judged",
};
