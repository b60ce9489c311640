//! The department hands the certificate on within three working days of receiving it from the Cipher Committee (An Giang Điều 10(5)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{AskedFor, RequestFacts};
use crate::instruments::conditions::only;
use crate::instruments::scope;
use crate::instruments::{READ_ON, alike};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/handed-over-late`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/handed-over-late",
        question: Question::HandoverDeadline,
        cites: &[AN_GIANG_39_2014.article("10").clause("5")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Sở làm thủ tục cấp trong 03 ngày làm việc sau khi nhận chứng thư số từ Ban Cơ yếu Chính phủ?",
            "Did the department issue within 03 working days of receiving the certificate?",
        ),
        fails: Text::new(
            "Sở làm thủ tục cấp quá 03 ngày làm việc sau khi nhận chứng thư số",
            "The department took more than 03 working days after receiving the certificate",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, law: &LawBook) -> Answer {
    only(
        matches!(facts.asked_for()?, AskedFor::Issue | AskedFor::Reissue),
        scope::OTHER_REQUEST,
    )?;
    alike::processed_within(facts, law, 3, facts.received_from_ca_on()?)
}
