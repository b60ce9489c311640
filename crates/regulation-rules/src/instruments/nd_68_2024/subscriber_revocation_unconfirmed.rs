//! A subscriber may ask in writing, with the managing body's confirmation, when the key is exposed or suspected to be, the device broken or lost, or safety lost otherwise (restated; NĐ 68/2024 Điều 17(1)(b)).

use super::ND_68_2024;
use crate::Text;
use crate::facts::{Fact, RequestFacts, RevocationReason};
use crate::instruments::conditions::yes;
use crate::instruments::{READ_ON, alike};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-68-2024/subscriber-revocation-unconfirmed`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/subscriber-revocation-unconfirmed",
        question: Question::SubscriberRevocation,
        cites: &[ND_68_2024.article("17").clause("1").point("b")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &["an-giang-39-2014/subscriber-revocation-unconfirmed"],
        asks: Text::new(
            "Đề nghị thu hồi của thuê bao có xác nhận và đúng trường hợp?",
            "Is the subscriber's request for revocation confirmed, and for one of the reasons?",
        ),
        fails: Text::new(
            "Đề nghị thu hồi của thuê bao chưa được xác nhận hoặc không đúng trường hợp",
            "The subscriber's request for revocation is not confirmed, or not for one of the reasons",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    let confirmed = facts.confirmed_by_managing_body();
    alike::subscriber_revocation(
        facts,
        yes(confirmed, Fact::ConfirmedByManagingBody),
        &[
            RevocationReason::KeyExposed,
            RevocationReason::KeySuspected,
            RevocationReason::DeviceBroken,
            RevocationReason::DeviceLost,
            RevocationReason::OtherUnsafe,
        ],
    )
}
