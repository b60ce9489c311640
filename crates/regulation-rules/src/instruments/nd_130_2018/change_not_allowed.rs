//! Information may be changed with at least 60 days of validity left and the expiry unchanged, on a writing that the managing body confirmed (restated; NĐ 130/2018 Điều 65).

use super::ND_130_2018;
use super::parameters::DAYS_LEFT;
use crate::Text;
use crate::facts::{AskedFor, Fact, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{COUNTED_IN_DAYS, all, at_least, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-130-2018/change-not-allowed`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "nd-130-2018/change-not-allowed",
        question: Question::ChangeAllowed,
        cites: &[
            ND_130_2018.article("65").clause("1"),
            ND_130_2018.article("65").clause("2"),
        ],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Chứng thư số đủ điều kiện thay đổi nội dung thông tin?",
            "May the certificate's information be changed?",
        ),
        fails: Text::new(
            "Chứng thư số chưa đủ điều kiện thay đổi nội dung thông tin",
            "The certificate's information may not be changed",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(
        facts.asked_for()? == AskedFor::ChangeInformation,
        scope::OTHER_REQUEST,
    )?;
    let limit = facts.sent_on()?.plus_days(DAYS_LEFT);
    all([
        at_least(facts.expires_on(), Fact::ExpiresOn, limit, COUNTED_IN_DAYS),
        yes(facts.expiry_unchanged(), Fact::ExpiryUnchanged),
        yes(facts.written(), Fact::Written),
        yes(
            facts.confirmed_by_managing_body(),
            Fact::ConfirmedByManagingBody,
        ),
    ])
}
