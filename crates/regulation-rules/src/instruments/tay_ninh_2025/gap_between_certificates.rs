//! Requests are made in time, so that signing is never interrupted (Tây Ninh Điều 18(1)(g)).

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::{Fact, SubscriberFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, no};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `tay-ninh-2025/gap-between-certificates`
pub static RULE: Rule<SubscriberFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/gap-between-certificates",
        question: Question::Continuity,
        cites: &[TAY_NINH_2025.article("18").clause("1").point("g")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Việc ký số được liên tục, không gián đoạn giữa các chứng thư?",
            "Is signing uninterrupted between certificates?",
        ),
        fails: Text::new(
            "Việc ký số bị gián đoạn giữa các chứng thư",
            "There is a gap between certificates",
        ),
    },
    check,
};

fn check(facts: &SubscriberFacts, _: &LawBook) -> Answer {
    all([no(
        facts.gap_between_certificates(),
        Fact::GapBetweenCertificates,
    )])
}
