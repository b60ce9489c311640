//! Issue is asked for on forms 1 to 6, renewal and change on 7 and 8, revocation on 9 and 10, recovery on 11 and 12 (TT 185/2019/TT-BQP Điều 8–11; known through the regulation of Bình Định).

use super::TT_185_2019;
use crate::Text;
use crate::facts::RequestFacts;
use crate::instruments::{HEARD_ON, alike};
use crate::question::Question;
use crate::rule::{Basis, Duty, Meta, Rule};

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
    check: alike::on_form_of_circular_185,
};
