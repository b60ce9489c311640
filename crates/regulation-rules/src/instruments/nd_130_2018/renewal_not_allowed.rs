//! Renewal may be asked once only, with at least 60 days of validity left, in a writing that the directly managing body approved and put forward (restated; NĐ 130/2018 Điều 63).

use super::ND_130_2018;
use super::parameters::{DAYS_LEFT, RENEWALS_ALLOWED_BEFORE};
use crate::Text;
use crate::evidence::SetBy;
use crate::facts::{AskedFor, Fact, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{COUNTED_IN_DAYS, all, at_least, at_most, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-130-2018/renewal-not-allowed`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "nd-130-2018/renewal-not-allowed",
        question: Question::RenewalAllowed,
        cites: &[
            ND_130_2018.article("63").clause("1"),
            ND_130_2018.article("63").clause("2"),
        ],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Chứng thư số đủ điều kiện gia hạn?",
            "May the certificate be renewed?",
        ),
        fails: Text::new(
            "Chứng thư số chưa đủ điều kiện gia hạn",
            "The certificate may not be renewed",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(facts.asked_for()? == AskedFor::Renew, scope::OTHER_REQUEST)?;
    let limit = facts.sent_on()?.plus_days(DAYS_LEFT);
    all([
        at_most(
            facts.renewals_before(),
            Fact::RenewalsBefore,
            RENEWALS_ALLOWED_BEFORE,
            SetBy::Law,
        ),
        at_least(facts.expires_on(), Fact::ExpiresOn, limit, COUNTED_IN_DAYS),
        yes(facts.written(), Fact::Written),
        yes(
            facts.approved_by_managing_body(),
            Fact::ApprovedByManagingBody,
        ),
    ])
}
