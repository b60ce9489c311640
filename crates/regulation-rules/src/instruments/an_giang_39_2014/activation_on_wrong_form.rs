//! After handing over, the department asks the Cipher Committee for the moment of effect on form 04 of Circular 05/2010/TT-BNV (An Giang Điều 10(2)(đ)).

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{AskedFor, Fact, Form, FormSource, Party, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, is, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/activation-on-wrong-form`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/activation-on-wrong-form",
        question: Question::ActivationForm,
        cites: &[AN_GIANG_39_2014.article("10").clause("2").point("đ")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Đề nghị thời điểm có hiệu lực của chứng thư số đúng mẫu số 04, do Sở gửi Ban Cơ yếu Chính phủ?",
            "Is the request for the moment of effect on form 04 and sent by the department to the Cipher Committee?",
        ),
        fails: Text::new(
            "Đề nghị thời điểm có hiệu lực của chứng thư số sai mẫu, không do Sở gửi hoặc sai nơi nhận",
            "The request for the moment of effect is on the wrong form, not the department's, or went elsewhere",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(
        facts.asked_for()? == AskedFor::Activate,
        scope::OTHER_REQUEST,
    )?;
    all([
        is(facts.form(), Fact::Form, Form::new(FormSource::Tt05, 4)),
        is(facts.sender(), Fact::Sender, Party::Department),
        is(facts.addressee(), Fact::Addressee, Party::Ca),
    ])
}
