//! A digital signature confirms the signer and the signer's approval of the content (restated; Luật 20/2023 Điều 22(3)(a)).

use super::{LUAT_20_2023, digital_signature};
use crate::Text;
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::attested;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `luat-20-2023/approval-unconfirmed`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "luat-20-2023/approval-unconfirmed",
        question: Question::ApprovalConfirmed,
        cites: &[LUAT_20_2023.article("22").clause("3").point("a")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Chữ ký số xác nhận chủ thể ký và khẳng định sự chấp thuận của chủ thể ký?",
            "Does the signature confirm the signer and the signer's approval?",
        ),
        fails: Text::new(
            "Chữ ký số không xác nhận chủ thể ký hoặc sự chấp thuận của chủ thể ký",
            "The signature does not confirm the signer or the signer's approval",
        ),
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    digital_signature(facts)?;
    Ok(attested(
        Fact::ApprovalConfirmed,
        facts.approval_confirmed,
        NOT_ATTESTED,
    ))
}

const NOT_ATTESTED: Text = Text::new(
    "chưa có xác nhận về chủ thể ký và sự chấp thuận nội dung",
    "nobody has attested who signed and that the content was approved",
);
