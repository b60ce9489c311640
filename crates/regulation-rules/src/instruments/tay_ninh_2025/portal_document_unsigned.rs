//! Documents that give information on a body's website or portal are signed (Tây Ninh Điều 5(2), 18(1)(c)).

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::{DocumentFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `tay-ninh-2025/portal-document-unsigned`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/portal-document-unsigned",
        question: Question::PortalDocumentSigned,
        cites: &[
            TAY_NINH_2025.article("5").clause("2"),
            TAY_NINH_2025.article("18").clause("1").point("c"),
        ],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn bản cung cấp trên cổng, trang thông tin điện tử được ký số?",
            "Is a document published on a portal signed?",
        ),
        fails: Text::new(
            "Văn bản cung cấp trên cổng, trang thông tin điện tử chưa được ký số",
            "A document published on a portal is unsigned",
        ),
    },
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    only(facts.on_portal()?, scope::NOT_ON_PORTAL)?;
    all([yes(facts.signed_at_all(), Fact::SignedAtAll)])
}
