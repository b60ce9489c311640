//! A signature is used only within the body's authority and the title it was issued for (Tây Ninh Điều 4(3), 12(4)).

use super::TAY_NINH_2025;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{Fact, PackageFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, yes};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};

/// `tay-ninh-2025/signed-beyond-authority-or-title`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/signed-beyond-authority-or-title",
        question: Question::AuthorityAndTitle,
        cites: &[
            TAY_NINH_2025.article("4").clause("3"),
            TAY_NINH_2025.article("12").clause("4"),
        ],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Chữ ký số được sử dụng đúng thẩm quyền của cơ quan và chức danh của người ký?",
            "Was the signature used within the body's authority and the signer's title?",
        ),
        fails: Text::new(
            "Chữ ký số được sử dụng không đúng thẩm quyền của cơ quan hoặc chức danh của người ký",
            "The signature was used beyond the body's authority or the signer's title",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    let judged = [
        (Fact::WithinAuthority, facts.within_authority),
        (Fact::TitleAsCertified, facts.title_as_certified),
    ];
    if let Some((fact, _)) = judged.iter().find(|(_, answer)| *answer == Some(false)) {
        return Ok(Outcome::Violated(Evidence::of(*fact, false)));
    }
    if judged.iter().any(|(_, answer)| answer.is_none()) {
        return Ok(Outcome::Review(Evidence::default(), TO_BE_COMPARED));
    }
    all([
        yes(facts.within_authority(), Fact::WithinAuthority),
        yes(facts.title_as_certified(), Fact::TitleAsCertified),
    ])
}

const TO_BE_COMPARED: Text = Text::new(
    "cần đối chiếu quyền hạn, chức vụ ghi trên văn bản với chức danh của người ký vào ngày ký",
    "authority and title printed on the document are to be compared with the signer's on the day",
);
