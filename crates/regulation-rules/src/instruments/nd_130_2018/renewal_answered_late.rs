//! The CA renews and informs the managing body within three working days of receiving the request (restated; NĐ 130/2018 Điều 64).

use super::ND_130_2018;
use crate::Text;
use crate::facts::{AskedFor, RequestFacts};
use crate::instruments::conditions::only;
use crate::instruments::scope;
use crate::instruments::{READ_ON, alike};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-130-2018/renewal-answered-late`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "nd-130-2018/renewal-answered-late",
        question: Question::RenewalDeadline,
        cites: &[ND_130_2018.article("64")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Đề nghị gia hạn được giải quyết trong 03 ngày làm việc?",
            "Was the renewal dealt with within 03 working days?",
        ),
        fails: Text::new(
            "Đề nghị gia hạn được giải quyết quá 03 ngày làm việc",
            "The renewal took more than 03 working days",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, law: &LawBook) -> Answer {
    only(facts.asked_for()? == AskedFor::Renew, scope::OTHER_REQUEST)?;
    alike::processed_within(facts, law, 3, facts.received_by_ca_on()?)
}
