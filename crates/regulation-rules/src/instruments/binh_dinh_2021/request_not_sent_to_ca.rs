//! All requests go straight from the managing body to the Government Cipher Committee (Bình Định Điều 11(3)).

use super::BINH_DINH_2021;
use crate::Text;
use crate::facts::{AskedFor, Fact, Party, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, is, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `binh-dinh-2021/request-not-sent-to-ca`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/request-not-sent-to-ca",
        question: Question::RequestRoute,
        cites: &[BINH_DINH_2021.article("11").clause("3")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Đề nghị được cơ quan quản lý trực tiếp gửi thẳng Ban Cơ yếu Chính phủ?",
            "Did the managing body send the request straight to the Cipher Committee?",
        ),
        fails: Text::new(
            "Đề nghị chưa được cơ quan quản lý trực tiếp gửi thẳng Ban Cơ yếu Chính phủ",
            "The managing body did not send the request straight to the Cipher Committee",
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
        matches!(
            facts.asked_for()?,
            AskedFor::Issue
                | AskedFor::Renew
                | AskedFor::ChangeInformation
                | AskedFor::Revoke
                | AskedFor::RecoverDevice
        ),
        scope::OTHER_REQUEST,
    )?;
    all([
        is(facts.sender(), Fact::Sender, Party::ManagingBody),
        is(facts.addressee(), Fact::Addressee, Party::Ca),
    ])
}
