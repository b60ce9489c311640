//! Within three working days of a valid dossier the CA checks it, creates key pair and certificate and secures a device (restated; NĐ 68/2024 Điều 11(2)).

use super::ND_68_2024;
use crate::Text;
use crate::facts::{AskedFor, RequestFacts};
use crate::instruments::conditions::only;
use crate::instruments::scope;
use crate::instruments::{READ_IN_PART_ON, alike};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-68-2024/issue-answered-late`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/issue-answered-late",
        question: Question::IssueDeadline,
        cites: &[ND_68_2024.article("11").clause("2")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: READ_IN_PART_ON,
        overrides: &[],
        asks: Text::new(
            "Hồ sơ cấp mới được giải quyết trong 03 ngày làm việc kể từ ngày nhận hồ sơ hợp lệ?",
            "Was the request for issue dealt with within 03 working days of a valid dossier?",
        ),
        fails: Text::new(
            "Hồ sơ cấp mới được giải quyết quá 03 ngày làm việc",
            "The request for issue took more than 03 working days",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, law: &LawBook) -> Answer {
    only(facts.asked_for()? == AskedFor::Issue, scope::OTHER_REQUEST)?;
    alike::processed_within(facts, law, 3, facts.valid_dossier_on()?)
}
