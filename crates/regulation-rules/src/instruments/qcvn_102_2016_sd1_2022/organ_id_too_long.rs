//! Since Amendment 1:2022 the OrganId of edXML has at most 35 characters (restated; Amendment 1:2022 to QCVN 102:2016/BTTTT).

use super::QCVN_102_2016_SD1;
use crate::Text;
use crate::evidence::{Evidence, Found};
use crate::facts::{Fact, OrganisationFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::holds;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `qcvn-102-2016-sd1-2022/organ-id-too-long`
pub static RULE: Rule<OrganisationFacts> = Rule {
    meta: Meta {
        code: "qcvn-102-2016-sd1-2022/organ-id-too-long",
        question: Question::OrganIdLength,
        cites: &[QCVN_102_2016_SD1.named("1:2022")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Mã OrganId không quá 35 ký tự?",
            "Has the OrganId at most 35 characters?",
        ),
        fails: Text::new(
            "Mã OrganId quá 35 ký tự",
            "The OrganId is longer than 35 characters",
        ),
    },
    check,
};

fn check(facts: &OrganisationFacts, _: &LawBook) -> Answer {
    let code = facts.organisation_code()?;
    let fits = !code.is_empty() && code.chars().count() <= ORGAN_ID_MAX_CHARACTERS;
    Ok(holds(
        fits,
        Evidence::of(Fact::OrganisationCode, Found::Plain(code)),
    ))
}

const ORGAN_ID_MAX_CHARACTERS: usize = 35;
