//! The dossier for a new certificate is a written request that the managing body confirms; for a body, the person who manages its certificate makes it and the head of the managing body confirms it (restated; NĐ 130/2018 Điều 61). What the article says of devices was cut off: not judged.

use super::ND_130_2018;
use crate::Text;
use crate::facts::{AskedFor, Fact, RequestFacts};
use crate::instruments::READ_IN_PART_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `nd-130-2018/dossier-not-confirmed`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "nd-130-2018/dossier-not-confirmed",
        question: Question::IssueDossier,
        cites: &[ND_130_2018.article("61")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: READ_IN_PART_ON,
        overrides: &[],
        asks: Text::new(
            "Hồ sơ đề nghị cấp mới có văn bản đề nghị được xác nhận theo quy định?",
            "Does the dossier hold a request confirmed as prescribed?",
        ),
        fails: Text::new(
            "Hồ sơ đề nghị cấp mới thiếu văn bản đề nghị hoặc thiếu xác nhận",
            "The dossier lacks the request or its confirmation",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(facts.asked_for()? == AskedFor::Issue, scope::OTHER_REQUEST)?;
    let class = facts.subscriber_class()?;
    only(
        class != SubscriberClass::DeviceServiceSoftware,
        scope::OTHER_CLASS,
    )?;
    if class == SubscriberClass::Body {
        return all([
            yes(facts.written(), Fact::Written),
            yes(
                facts.asked_by_certificate_manager(),
                Fact::AskedByCertificateManager,
            ),
            yes(
                facts.confirmed_by_managing_head(),
                Fact::ConfirmedByManagingHead,
            ),
        ]);
    }
    all([
        yes(facts.written(), Fact::Written),
        yes(
            facts.confirmed_by_managing_body(),
            Fact::ConfirmedByManagingBody,
        ),
    ])
}
