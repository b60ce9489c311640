//! Until Amendment 1:2022 the OrganId of edXML has thirteen characters, V1V2V3.Z1Z2.Y1Y2.MX (restated; QCVN 102:2016/BTTTT). The day it took effect has not been read.

use super::QCVN_102_2016;
use crate::Text;
use crate::evidence::{Evidence, Found};
use crate::facts::{Fact, OrganisationFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::holds;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `qcvn-102-2016/organ-id-not-thirteen-characters`
pub static RULE: Rule<OrganisationFacts> = Rule {
    meta: Meta {
        code: "qcvn-102-2016/organ-id-not-thirteen-characters",
        question: Question::OrganIdLength,
        cites: &[QCVN_102_2016.named("OrganId")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Mã OrganId gồm 13 ký tự theo cấu trúc V1V2V3.Z1Z2.Y1Y2.MX?",
            "Has the OrganId thirteen characters in the structure V1V2V3.Z1Z2.Y1Y2.MX?",
        ),
        fails: Text::new(
            "Mã OrganId không đúng cấu trúc 13 ký tự",
            "The OrganId is not of the thirteen-character structure",
        ),
    },
    check,
};

fn check(facts: &OrganisationFacts, _: &LawBook) -> Answer {
    let code = facts.organisation_code()?;
    let groups: Vec<&str> = code.split('.').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let fits =
        lengths == [3, 2, 2, 3] && code.chars().all(|c| c == '.' || c.is_ascii_alphanumeric());
    Ok(holds(
        fits,
        Evidence::of(Fact::OrganisationCode, Found::Plain(code)),
    ))
}
