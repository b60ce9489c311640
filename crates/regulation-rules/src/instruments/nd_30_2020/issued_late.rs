//! A document is issued on the day it was signed or at the latest on the next working day; an urgent one at once after signing (restated; NĐ 30/2020 Điều 18(1)). Whether the same day was at once is for a person to judge.

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

/// `nd-30-2020/issued-late`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "nd-30-2020/issued-late",
        question: Question::IssuedInTime,
        cites: &[ND_30_2020.article("18").clause("1")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn bản được phát hành trong ngày ký hoặc chậm nhất ngày làm việc tiếp theo?",
            "Was the document issued on the day of signing, or at the latest on the next working day?",
        ),
        fails: Text::new(
            "Văn bản được phát hành chậm",
            "The document was issued late",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, law: &LawBook) -> Answer {
    only(
        facts.direction()? == Direction::Outgoing,
        scope::NOT_OUTGOING,
    )?;
    let (signed, issued) = (facts.authorised_signed_on()?, facts.issued_on_day()?);
    if !facts.urgent()? {
        let limit = law.working_days_after(signed, 1);
        return all([by(Ok(issued), Fact::IssuedOnDay, limit, WORKING_DAYS)]);
    }
    let evidence = Evidence::of(Fact::AuthorisedSignedOn, signed)
        .and(Evidence::of(Fact::IssuedOnDay, issued).against(signed, SetBy::Law));
    Ok(if issued > signed {
        Outcome::Violated(evidence)
    } else {
        Outcome::Review(evidence, AT_ONCE)
    })
}

const AT_ONCE: Text = Text {
    vi: "văn bản khẩn phải được phát hành ngay sau khi ký; cần xem giờ ký và giờ phát hành",
    en: "an urgent document is issued at once after signing; the hours are to be judged",
};
