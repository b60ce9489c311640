//! A subscriber may ask for revocation in writing, confirmed by the manager of subscribers, when the key is exposed or suspected to be, the device lost or copied, or safety lost otherwise (An Giang Điều 11(1)(b)). The manager is the director of the department (Điều 6), not the body the subscriber works in.

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{Fact, RequestFacts, RevocationReason};
use crate::instruments::conditions::yes;
use crate::instruments::{READ_ON, alike};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/subscriber-revocation-unconfirmed`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/subscriber-revocation-unconfirmed",
        question: Question::SubscriberRevocation,
        cites: &[AN_GIANG_39_2014.article("11").clause("1").point("b")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Đề nghị thu hồi của thuê bao có xác nhận của người quản lý thuê bao và đúng trường hợp?",
            "Is the subscriber's request for revocation confirmed by the manager of subscribers, and for one of the reasons?",
        ),
        fails: Text::new(
            "Đề nghị thu hồi của thuê bao chưa được người quản lý thuê bao xác nhận hoặc không đúng trường hợp",
            "The subscriber's request for revocation is not confirmed by the manager of subscribers, or not for one of the reasons",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    let confirmed = facts.confirmed_by_subscriber_manager();
    alike::subscriber_revocation(
        facts,
        yes(confirmed, Fact::ConfirmedBySubscriberManager),
        &[
            RevocationReason::DeviceLost,
            RevocationReason::KeyExposed,
            RevocationReason::KeySuspected,
            RevocationReason::DeviceCopied,
            RevocationReason::OtherUnsafe,
        ],
    )
}
