//! Renewal and change of information are asked for by the directly managing body on form 04, at least one box ticked; a change gives the old and the new value (NĐ 68/2024 Điều 13, 16 and form 04; known through other texts).

use super::{ND_68_2024, asked_by_managing_body};
use crate::Text;
use crate::facts::{AskedFor, Fact, Form, RequestFacts};
use crate::instruments::HEARD_ON;
use crate::instruments::conditions::{is, only, yes};
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
            "Đề nghị gia hạn, thay đổi thông tin lập đúng Mẫu số 04, ghi đủ nội dung, do cơ quan, tổ chức quản lý trực tiếp gửi?",
            "Is the request for renewal or change on form 04, complete, and from the managing body?",
        ),
        fails: Text::new(
            "Đề nghị gia hạn, thay đổi thông tin không đúng Mẫu số 04, ghi chưa đủ hoặc không do cơ quan, tổ chức quản lý trực tiếp gửi",
            "The request for renewal or change is not on form 04, not complete, or not from the managing body",
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
        let ticked = yes(facts.ticked_renewal(), Fact::TickedRenewal);
        return asked_by_managing_body(facts, [form, ticked]);
    }
    let ticked = yes(facts.ticked_change(), Fact::TickedChange);
    let values = yes(facts.old_and_new_values_given(), Fact::OldAndNewValuesGiven);
    asked_by_managing_body(facts, [form, ticked, values])
}
