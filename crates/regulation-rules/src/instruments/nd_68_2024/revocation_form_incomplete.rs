//! Form 05 names the certificate's and the device's number and the reason; a person's number, or a body's tax code and budget-relation code (NĐ 68/2024 form 05; known from a transcription).

use super::ND_68_2024;
use crate::Text;
use crate::facts::{AskedFor, Fact, Party, RequestFacts};
use crate::instruments::HEARD_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `nd-68-2024/revocation-form-incomplete`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/revocation-form-incomplete",
        question: Question::RevocationFormContent,
        cites: &[ND_68_2024.form("05")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: HEARD_ON,
        overrides: &[],
        asks: Text::new(
            "Mẫu số 05 ghi đủ số hiệu chứng thư, số hiệu thiết bị, lý do và mã của thuê bao?",
            "Does form 05 give the numbers of certificate and device, the reason and the subscriber's code?",
        ),
        fails: Text::new("Mẫu số 05 ghi chưa đủ nội dung", "Form 05 is not complete"),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(facts.asked_for()? == AskedFor::Revoke, scope::OTHER_REQUEST)?;
    only(
        matches!(facts.sender()?, Party::ManagingBody | Party::Subscriber),
        scope::OTHER_SENDER,
    )?;
    let codes = match facts.subscriber_class()? {
        SubscriberClass::Individual | SubscriberClass::AuthorisedPerson => {
            vec![yes(
                facts.personal_number_given(),
                Fact::PersonalNumberGiven,
            )]
        }
        SubscriberClass::Body => vec![
            yes(facts.tax_code_given(), Fact::TaxCodeGiven),
            yes(facts.budget_code_given(), Fact::BudgetCodeGiven),
        ],
        SubscriberClass::DeviceServiceSoftware => Vec::new(),
    };
    let numbers = [
        yes(
            facts.certificate_number_given(),
            Fact::CertificateNumberGiven,
        ),
        yes(facts.device_number_given(), Fact::DeviceNumberGiven),
        yes(facts.reason_given(), Fact::ReasonGiven),
    ];
    all(numbers.into_iter().chain(codes))
}
