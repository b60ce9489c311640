//! Where the law requires a time, the document satisfies this if it carries a time-stamp matching the signature made; the
//! address of the time-stamp server is the one the CA published (restated; NĐ 68/2024 Điều 29(4)).
//!
//! Which documents need one is told by other law: the caller says so. Whether the CA published the server is for a person to
//! judge until somebody attests it.

use super::ND_68_2024;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::government;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule, Stop};

/// `nd-68-2024/required-timestamp-missing`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/required-timestamp-missing",
        question: Question::RequiredTimestamp,
        cites: &[ND_68_2024.article("29").clause("4")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text {
            vi: "Chữ ký số có dấu thời gian khi pháp luật quy định?",
            en: "Does the signature carry a time-stamp where the law wants one?",
        },
        fails: Text {
            vi: "Chữ ký số thiếu dấu thời gian mà pháp luật quy định, hoặc dấu thời gian không do máy chủ đã công bố cấp",
            en: "The time-stamp that the law wants is missing, or not from a published server",
        },
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    if !facts.timestamp_required()? {
        return Err(Stop::NotApplicable(Text {
            vi: "pháp luật không quy định phải có dấu thời gian",
            en: "no law wants a time-stamp here",
        }));
    }
    let matches = facts.timestamp_matches()?;
    let evidence = Evidence::of(Fact::TimestampMatches, matches);
    Ok(match (matches, facts.timestamp_server_published) {
        (false, _) => Outcome::Violated(evidence),
        (true, Some(true)) => {
            Outcome::Satisfied(evidence.and(Evidence::of(Fact::TimestampServerPublished, true)))
        }
        (true, Some(false)) => {
            Outcome::Violated(evidence.and(Evidence::of(Fact::TimestampServerPublished, false)))
        }
        (true, None) => Outcome::Review(evidence, PUBLISHED),
    })
}

const PUBLISHED: Text = Text {
    vi: "chưa có xác nhận máy chủ dấu thời gian do tổ chức cung cấp dịch vụ chứng thực công bố",
    en: "nobody has confirmed that the CA published the time-stamp server",
};
