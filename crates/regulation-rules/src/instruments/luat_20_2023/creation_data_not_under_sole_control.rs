//! The creation data is under the signer's sole control at the time of signing (restated; Luật 20/2023 Điều 22(3)(c)).

use super::{LUAT_20_2023, digital_signature};
use crate::Text;
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::attested;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `luat-20-2023/creation-data-not-under-sole-control`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "luat-20-2023/creation-data-not-under-sole-control",
        question: Question::CreationDataControl,
        cites: &[LUAT_20_2023.article("22").clause("3").point("c")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Dữ liệu tạo chữ ký số chỉ thuộc sự kiểm soát của chủ thể ký tại thời điểm ký?",
            "Was the creation data under the signer's sole control at signing?",
        ),
        fails: Text::new(
            "Dữ liệu tạo chữ ký số không chỉ thuộc sự kiểm soát của chủ thể ký tại thời điểm ký",
            "The creation data was not under the signer's sole control at signing",
        ),
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    digital_signature(facts)?;
    Ok(attested(
        Fact::SoleControl,
        facts.sole_control,
        NOT_ATTESTED,
    ))
}

const NOT_ATTESTED: Text = Text::new(
    "chưa có xác nhận về việc kiểm soát dữ liệu tạo chữ ký số",
    "nobody has attested who controlled the creation data",
);
