//! Each certificate of the path is checked under Điều 31 (restated; NĐ 68/2024 Điều 32, read in part: the list of which
//! certificates was cut off in the copy read).
//!
//! Two facts: the path leads to an accepted anchor with every certificate in its period, and every one of them was active.
//! Which anchors are accepted is the choice of whoever checks, not of the law. What was read of the article binds.

use super::ND_68_2024;
use crate::Text;
use crate::evidence::{Evidence, SetBy};
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::READ_IN_PART_ON;
use crate::instruments::conditions::{Answered, Condition, all, government};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `nd-68-2024/path-certificate-not-effective`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/path-certificate-not-effective",
        question: Question::PathEffective,
        cites: &[ND_68_2024.article("32")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Must,
        reading: READ_IN_PART_ON,
        overrides: &[],
        asks: Text {
            vi: "Các chứng thư trên đường dẫn chứng thực có hiệu lực?",
            en: "Are the certificates of the path effective?",
        },
        fails: Text {
            vi: "Đường dẫn chứng thực không dẫn đến chứng thư gốc được chấp nhận, hoặc có chứng thư không có hiệu lực",
            en: "The path does not lead to an accepted anchor, or one of its certificates is not effective",
        },
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    let trusted: Answered = facts.path_trusted().map(|holds| Condition {
        holds,
        evidence: Evidence::of(Fact::PathTrusted, holds).against(true, ANCHORS),
    });
    let active: Answered = facts.path_active().map(|holds| Condition {
        holds,
        evidence: Evidence::of(Fact::PathActive, holds),
    });
    all([trusted, active])
}

const ANCHORS: SetBy = SetBy::Ours(Text {
    vi: "theo các chứng thư gốc được chọn khi kiểm tra",
    en: "by the anchors chosen for this check",
});
