//! The means of creation keeps the creation data from disclosure, collection and forgery, lets the data be used once only, and leaves the data to be signed as it is (restated; Luật 20/2023 Điều 22(3)(e)).

use super::{LUAT_20_2023, digital_signature};
use crate::Text;
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::attested;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `luat-20-2023/creation-means-unsafe`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "luat-20-2023/creation-means-unsafe",
        question: Question::CreationMeansSafe,
        cites: &[LUAT_20_2023.article("22").clause("3").point("e")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Phương tiện tạo chữ ký số bảo đảm dữ liệu không bị lộ, thu thập, chỉ sử dụng một lần và không làm thay đổi dữ liệu được ký?",
            "Does the means of creation keep its data safe, use it once, and leave the data to be signed as it is?",
        ),
        fails: Text::new(
            "Phương tiện tạo chữ ký số không đáp ứng yêu cầu an toàn",
            "The means of creation is not safe",
        ),
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    digital_signature(facts)?;
    Ok(attested(
        Fact::CreationMeansSafe,
        facts.creation_means_safe,
        NOT_ATTESTED,
    ))
}

const NOT_ATTESTED: Text = Text::new(
    "chưa có xác nhận về phương tiện tạo chữ ký số",
    "nobody has attested that the means of creation is safe",
);
