//! A document is registered and issued or passed on within the day, or at the latest on the next working day; urgent ones at once (restated; NĐ 30/2020 Điều 4(2)(c)). Whether the same day was at once is for a person to judge.

use super::ND_30_2020;
use crate::Text;
use crate::evidence::{Evidence, SetBy};
use crate::facts::{Direction, Fact, PackageFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{WORKING_DAYS, all, by, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};

/// `nd-30-2020/not-registered-in-time`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/not-registered-in-time",
        question: Question::RegisteredInTime,
        cites: &[ND_30_2020.article("4").clause("2").point("c")],
        force: None,
        basis: Basis::ReceivedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn bản được đăng ký trong ngày hoặc chậm nhất ngày làm việc tiếp theo?",
            "Was the document registered within the day, or at the latest on the next working day?",
        ),
        fails: Text::new(
            "Văn bản được đăng ký chậm",
            "The document was registered late",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, law: &LawBook) -> Answer {
    only(
        facts.direction()? == Direction::Incoming,
        scope::NOT_INCOMING,
    )?;
    let received = facts.received_on()?;
    if !facts.urgent()? {
        let limit = law.working_days_after(received, 1);
        return all([by(
            facts.registered_on(),
            Fact::RegisteredOn,
            limit,
            WORKING_DAYS,
        )]);
    }
    let registered = facts.registered_on()?;
    let evidence = Evidence::of(Fact::RegisteredOn, registered).against(received, SetBy::Law);
    Ok(if registered > received {
        Outcome::Violated(evidence)
    } else {
        Outcome::Review(evidence, AT_ONCE)
    })
}

const AT_ONCE: Text = Text::new(
    "văn bản khẩn phải được đăng ký, chuyển giao ngay; cần xem giờ đến và giờ đăng ký",
    "an urgent document is registered and passed on at once; the hours are to be judged",
);
