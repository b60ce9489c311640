//! The creation data is linked only to the content that was approved (restated; Luật 20/2023 Điều 22(3)(b)).

use super::{LUAT_20_2023, digital_signature};
use crate::Text;
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::attested;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `luat-20-2023/creation-data-not-bound-to-content`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "luat-20-2023/creation-data-not-bound-to-content",
        question: Question::CreationDataOfContentOnly,
        cites: &[LUAT_20_2023.article("22").clause("3").point("b")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Dữ liệu tạo chữ ký số chỉ gắn duy nhất với nội dung được chấp thuận?",
            "Is the creation data linked to the approved content alone?",
        ),
        fails: Text::new(
            "Dữ liệu tạo chữ ký số gắn với nội dung khác nội dung được chấp thuận",
            "The creation data is linked to more than the approved content",
        ),
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    digital_signature(facts)?;
    Ok(attested(
        Fact::CreationDataOfContentOnly,
        facts.creation_data_of_content_only,
        NOT_ATTESTED,
    ))
}

const NOT_ATTESTED: Text = Text::new(
    "chưa có xác nhận dữ liệu tạo chữ ký số chỉ gắn với nội dung được chấp thuận",
    "nobody has attested that the creation data belongs to the approved content alone",
);
