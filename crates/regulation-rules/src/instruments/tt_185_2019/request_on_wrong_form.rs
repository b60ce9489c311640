//! Issue is asked for on forms 1 to 6, renewal and change on 7 and 8, revocation on 9 and 10, recovery on 11 and 12 (TT 185/2019/TT-BQP Điều 8–11; known through the regulation of Bình Định).

use super::TT_185_2019;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{Fact, FormSource, RequestFacts};
use crate::instruments::HEARD_ON;
use crate::instruments::conditions::{forms_of_circular_185, holds};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule, Stop};

/// `tt-185-2019/request-on-wrong-form`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "tt-185-2019/request-on-wrong-form",
        question: Question::FormOfCircular185,
        cites: &[
            TT_185_2019.article("8"),
            TT_185_2019.article("9"),
            TT_185_2019.article("10"),
            TT_185_2019.article("11"),
        ],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: HEARD_ON,
        overrides: &[],
        asks: Text::new(
            "Đề nghị lập theo mẫu của Thông tư số 185/2019/TT-BQP?",
            "Is the request on a form of Circular 185/2019/TT-BQP?",
        ),
        fails: Text::new(
            "Đề nghị không theo mẫu của Thông tư số 185/2019/TT-BQP",
            "The request is not on a form of Circular 185/2019/TT-BQP",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    let forms = forms_of_circular_185(facts.asked_for()?)
        .ok_or(Stop::NotApplicable(scope::OTHER_REQUEST))?;
    let found = facts.form()?;
    Ok(holds(
        found.is_one_of(FormSource::Tt185, forms),
        Evidence::of(Fact::Form, found),
    ))
}
