//! With the signed message are stored the signer's certificate, the revocation list as at signing and the result of the status check (TT 15/2025 Điều 5(4), 6(2), an unofficial copy; numbers by order).

use super::TT_15_2025;
use crate::Text;
use crate::facts::{Fact, PackageFacts};
use crate::instruments::HEARD_ON;
use crate::instruments::conditions::{all, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `tt-15-2025/record-incomplete`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "tt-15-2025/record-incomplete",
        question: Question::RecordStored,
        cites: &[
            TT_15_2025.article("5").clause("4"),
            TT_15_2025.article("6").clause("2"),
        ],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: HEARD_ON,
        overrides: &[],
        asks: Text::new(
            "Lưu kèm: chứng thư của người ký, danh sách thu hồi tại thời điểm ký, kết quả kiểm tra trạng thái?",
            "Are certificate, revocation list as at signing and status result stored with the message?",
        ),
        fails: Text::new(
            "Chưa lưu đủ chứng thư, danh sách thu hồi tại thời điểm ký và kết quả kiểm tra trạng thái",
            "Not all of certificate, revocation list and status result are stored",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    all([
        yes(facts.stored_certificate(), Fact::StoredCertificate),
        yes(facts.stored_crl(), Fact::StoredCrl),
        yes(facts.stored_status_result(), Fact::StoredStatusResult),
    ])
}
