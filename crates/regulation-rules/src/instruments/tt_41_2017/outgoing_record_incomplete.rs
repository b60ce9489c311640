//! For an outgoing document the signer's certificate as at signing, information on the signer's responsibility and a valid time-stamp are stored (restated; TT 41/2017 Điều 9(1), the part that was read).

use super::TT_41_2017;
use crate::Text;
use crate::facts::{Direction, Fact, PackageFacts};
use crate::instruments::READ_IN_PART_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `tt-41-2017/outgoing-record-incomplete`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "tt-41-2017/outgoing-record-incomplete",
        question: Question::OutgoingRecord,
        cites: &[TT_41_2017.article("9").clause("1")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_IN_PART_ON,
        overrides: &[],
        asks: Text::new(
            "Lưu kèm văn bản đi: chứng thư số của người ký, thông tin trách nhiệm của người ký và dấu thời gian hợp lệ?",
            "Are the signer's certificate, responsibility and a valid time-stamp stored with the outgoing document?",
        ),
        fails: Text::new(
            "Chưa lưu đủ chứng thư số, thông tin trách nhiệm của người ký và dấu thời gian kèm văn bản đi",
            "Not all of certificate, responsibility and time-stamp are stored with the outgoing document",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    only(
        facts.direction()? == Direction::Outgoing,
        scope::NOT_OUTGOING,
    )?;
    all([
        yes(facts.stored_certificate(), Fact::StoredCertificate),
        yes(facts.stored_responsibility(), Fact::StoredResponsibility),
        yes(facts.stored_timestamp(), Fact::StoredTimestamp),
    ])
}
