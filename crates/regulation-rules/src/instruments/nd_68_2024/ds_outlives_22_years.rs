//! A DS certificate for identity cards is valid for at most 22 years; its private key is used for at most three months or signs at most 100,000 cards (restated; NĐ 68/2024 Điều 26(1)(b)).

use super::ND_68_2024;
use super::parameters::{DS_KEY_MAX_CARDS, DS_KEY_MAX_MONTHS, DS_MAX_YEARS};
use crate::Text;
use crate::evidence::SetBy;
use crate::facts::{CardRole, CertificateFacts, Fact};
use crate::instruments::READ_IN_PART_ON;
use crate::instruments::conditions::{COUNTED_IN_DAYS, all, any, at_most, by, day, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::VietnamDay;

/// `nd-68-2024/ds-outlives-22-years`
pub static RULE: Rule<CertificateFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/ds-outlives-22-years",
        question: Question::DsValidityLength,
        cites: &[ND_68_2024.article("26").clause("1").point("b")],
        force: None,
        basis: Basis::CertificateIssuedOn,
        duty: Duty::Must,
        reading: READ_IN_PART_ON,
        overrides: &[],
        asks: Text::new(
            "Chứng thư DS không quá 22 năm, khóa bí mật không quá 03 tháng hoặc không quá 100.000 thẻ?",
            "Is the DS certificate valid for at most 22 years, its key used for at most 3 months or 100,000 cards?",
        ),
        fails: Text::new(
            "Chứng thư DS vượt quá 22 năm, hoặc khóa bí mật vượt quá 03 tháng và 100.000 thẻ",
            "The DS certificate exceeds 22 years, or its key both 3 months and 100,000 cards",
        ),
    },
    check,
};

fn check(facts: &CertificateFacts, _: &LawBook) -> Answer {
    only(
        facts.card_role == Some(CardRole::Ds),
        scope::OTHER_CARD_ROLE,
    )?;
    let first = VietnamDay::of(facts.not_before()?);
    all([
        by(
            day(facts.not_after()),
            Fact::NotAfter,
            first.plus_years(DS_MAX_YEARS),
            COUNTED_IN_DAYS,
        ),
        any([
            by(
                day(facts.key_used_until()),
                Fact::KeyUsedUntil,
                first.plus_months(DS_KEY_MAX_MONTHS),
                COUNTED_IN_DAYS,
            ),
            at_most(
                facts.cards_signed(),
                Fact::CardsSigned,
                DS_KEY_MAX_CARDS,
                SetBy::Law,
            ),
        ]),
    ])
}
