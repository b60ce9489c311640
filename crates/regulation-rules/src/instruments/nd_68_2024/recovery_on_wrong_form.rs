//! Recovery of a device is asked for on form 06 by the directly managing body (NĐ 68/2024 Điều 22; known through other provinces' regulations).

use super::{ND_68_2024, asked_by_managing_body};
use crate::Text;
use crate::facts::{AskedFor, Fact, Form, RequestFacts};
use crate::instruments::HEARD_ON;
use crate::instruments::conditions::{is, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-68-2024/recovery-on-wrong-form`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/recovery-on-wrong-form",
        question: Question::RecoveryForm,
        cites: &[ND_68_2024.article("22")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: HEARD_ON,
        overrides: &[],
        asks: Text::new(
            "Đề nghị khôi phục thiết bị lập theo Mẫu số 06, do cơ quan, tổ chức quản lý trực tiếp gửi?",
            "Is the request for recovery on form 06 and from the managing body?",
        ),
        fails: Text::new(
            "Đề nghị khôi phục thiết bị không theo Mẫu số 06 hoặc không do cơ quan, tổ chức quản lý trực tiếp gửi",
            "The request for recovery is not on form 06, or not from the managing body",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(
        facts.asked_for()? == AskedFor::RecoverDevice,
        scope::OTHER_REQUEST,
    )?;
    asked_by_managing_body(facts, [is(facts.form(), Fact::Form, Form::nd_68(6))])
}
