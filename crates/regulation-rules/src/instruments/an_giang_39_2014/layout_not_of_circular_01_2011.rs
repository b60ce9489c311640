//! Electronic documents are laid out as Joint Circular 55/2005 and Circular 01/2011/TT-BNV say (An Giang Điều 4(1)); until NĐ 30/2020 set its own layout on 05/03/2020.

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::facts::{DocumentFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::attested;
use crate::law::Force;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::VietnamDay;

/// `an-giang-39-2014/layout-not-of-circular-01-2011`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/layout-not-of-circular-01-2011",
        question: Question::LayoutOfCircular,
        cites: &[AN_GIANG_39_2014.article("4").clause("1")],
        force: Some(Force::since(VietnamDay::new(2014, 10, 30)).until(VietnamDay::new(2020, 3, 5))),
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thể thức, kỹ thuật trình bày theo Thông tư số 01/2011/TT-BNV?",
            "Is the document laid out as Circular 01/2011/TT-BNV says?",
        ),
        fails: Text::new(
            "Thể thức, kỹ thuật trình bày không theo Thông tư số 01/2011/TT-BNV",
            "The document is not laid out as Circular 01/2011/TT-BNV says",
        ),
    },
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    Ok(attested(
        Fact::LayoutOfCircular012011,
        facts.layout_of_circular_01_2011,
        NOT_ATTESTED,
    ))
}

const NOT_ATTESTED: Text = Text::new(
    "chưa có xác nhận về thể thức, kỹ thuật trình bày",
    "nobody has attested the layout",
);
