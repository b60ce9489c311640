//! The directly managing body files the request with the CA on form 01 for a person, 02 for a body, 03 for a device, service or software (restated; NĐ 68/2024 Điều 11(1)).

use super::ND_68_2024;
use crate::Text;
use crate::facts::{AskedFor, Fact, Form, Party, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, is, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule, Stop};
use gov_ca_model::SubscriberClass;

/// `nd-68-2024/issue-request-on-wrong-form`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/issue-request-on-wrong-form",
        question: Question::IssueForm,
        cites: &[ND_68_2024.article("11").clause("1")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[
            "an-giang-39-2014/person-dossier-incomplete",
            "an-giang-39-2014/body-dossier-incomplete",
            "an-giang-39-2014/list-on-wrong-form",
        ],
        asks: Text::new(
            "Đề nghị cấp mới đúng mẫu và do cơ quan, tổ chức quản lý trực tiếp gửi tổ chức cung cấp dịch vụ?",
            "Is the request for issue on the right form, from the managing body to the CA?",
        ),
        fails: Text::new(
            "Đề nghị cấp mới sai mẫu, sai bên gửi hoặc sai nơi nhận",
            "The request for issue is on the wrong form, or from or to the wrong side",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(facts.asked_for()? == AskedFor::Issue, scope::OTHER_REQUEST)?;
    let form = match facts.subscriber_class()? {
        SubscriberClass::Individual => 1,
        SubscriberClass::Body => 2,
        SubscriberClass::DeviceServiceSoftware => 3,
        SubscriberClass::AuthorisedPerson => return Err(Stop::NotApplicable(scope::OTHER_CLASS)),
    };
    all([
        is(facts.form(), Fact::Form, Form::nd_68(form)),
        is(facts.sender(), Fact::Sender, Party::ManagingBody),
        is(facts.addressee(), Fact::Addressee, Party::Ca),
    ])
}
