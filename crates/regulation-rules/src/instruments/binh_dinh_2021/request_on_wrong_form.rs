//! Forms of Circular 185/2019/TT-BQP: 1 to 6 for issue, 7 and 8 for renewal and change, 9 and 10 for revocation, 11 and 12 for recovery (Bình Định Điều 8(2)).

use super::BINH_DINH_2021;
use crate::Text;
use crate::facts::RequestFacts;
use crate::instruments::conditions::only;
use crate::instruments::{READ_ON, alike};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::VietnamDay;

/// `binh-dinh-2021/request-on-wrong-form`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/request-on-wrong-form",
        question: Question::FormOfCircular185,
        cites: &[
            BINH_DINH_2021.article("8").clause("2").point("a"),
            BINH_DINH_2021.article("8").clause("2").point("b"),
            BINH_DINH_2021.article("8").clause("2").point("c"),
            BINH_DINH_2021.article("8").clause("2").point("d"),
        ],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &["tt-185-2019/request-on-wrong-form"],
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

fn check(facts: &RequestFacts, law: &LawBook) -> Answer {
    only(facts.sent_on()? < FORMS_OF_THE_DECREE, OTHER_FORMS)?;
    alike::on_form_of_circular_185(facts, law)
}

/// From this day NĐ 68/2024 has forms of its own; that they take the place of the circular's is an inference.
const FORMS_OF_THE_DECREE: VietnamDay = VietnamDay::new(2024, 8, 15);

const OTHER_FORMS: Text = Text::new(
    "từ ngày 15/08/2024 dùng mẫu của Nghị định số 68/2024/NĐ-CP",
    "from 15/08/2024 the forms of Decree 68/2024 are used",
);
