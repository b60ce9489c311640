//! Requests for issue and revocation go between managing body and CA as signed electronic documents, through the CA's request system or the national document axis (Tây Ninh Điều 8(1)).

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::{AskedFor, Channel, Fact, Party, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, is, one_of, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `tay-ninh-2025/issue-or-revocation-misrouted`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/issue-or-revocation-misrouted",
        question: Question::RequestRoute,
        cites: &[TAY_NINH_2025.article("8").clause("1")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Yêu cầu cấp mới, thu hồi là văn bản điện tử đã ký số, gửi tổ chức cung cấp dịch vụ đúng phương thức?",
            "Did the request for issue or revocation go to the CA, signed, by one of the two channels?",
        ),
        fails: Text::new(
            "Yêu cầu cấp mới, thu hồi không ký số, sai nơi nhận hoặc sai phương thức",
            "The request for issue or revocation was unsigned, or went elsewhere or by another channel",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(
        !matches!(
            facts.sender()?,
            Party::Police | Party::ProcedureBody | Party::SecurityBody
        ),
        scope::OTHER_SENDER,
    )?;
    only(
        matches!(facts.asked_for()?, AskedFor::Issue | AskedFor::Revoke),
        scope::OTHER_REQUEST,
    )?;
    all([
        is(facts.sender(), Fact::Sender, Party::ManagingBody),
        is(facts.addressee(), Fact::Addressee, Party::Ca),
        yes(facts.digitally_signed(), Fact::DigitallySigned),
        one_of(
            facts.channel(),
            Fact::Channel,
            &[
                Channel::RequestSystem,
                Channel::NationalAxis,
                Channel::DocumentSystem,
            ],
        ),
    ])
}
