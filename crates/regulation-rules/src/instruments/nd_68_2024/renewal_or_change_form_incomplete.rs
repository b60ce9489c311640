//! Renewal and change of information are asked for on form 04, at least one box ticked; a change gives the old and the new value (NĐ 68/2024 Điều 13, 16 and form 04; known through other texts).

use super::ND_68_2024;
use crate::Text;
use crate::facts::{AskedFor, Fact, Form, RequestFacts};
use crate::instruments::HEARD_ON;
use crate::instruments::conditions::{all, is, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-68-2024/renewal-or-change-form-incomplete`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/renewal-or-change-form-incomplete",
        question: Question::RenewalOrChangeForm,
        cites: &[
            ND_68_2024.article("13"),
            ND_68_2024.article("16"),
            ND_68_2024.form("04"),
        ],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: HEARD_ON,
        overrides: &[],
        asks: Text::new(
            "Đề nghị gia hạn, thay đổi thông tin lập đúng Mẫu số 04, ghi đủ nội dung?",
            "Is the request for renewal or change on form 04 and complete?",
        ),
        fails: Text::new(
            "Đề nghị gia hạn, thay đổi thông tin không đúng Mẫu số 04 hoặc ghi chưa đủ",
            "The request for renewal or change is not on form 04, or not complete",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    let asked = facts.asked_for()?;
    only(
        matches!(asked, AskedFor::Renew | AskedFor::ChangeInformation),
        scope::OTHER_REQUEST,
    )?;
    let form = is(facts.form(), Fact::Form, Form::nd_68(4));
    if asked == AskedFor::Renew {
        return all([form, yes(facts.ticked_renewal(), Fact::TickedRenewal)]);
    }
    all([
        form,
        yes(facts.ticked_change(), Fact::TickedChange),
        yes(facts.old_and_new_values_given(), Fact::OldAndNewValuesGiven),
    ])
}
