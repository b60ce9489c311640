//! The department reviews and approves the list of subscribers for renewal, change and recovery (Tây Ninh Điều 17(2)).

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::{AskedFor, Fact, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `tay-ninh-2025/list-not-approved`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/list-not-approved",
        question: Question::DepartmentApproval,
        cites: &[TAY_NINH_2025.article("17").clause("2")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Danh sách đề nghị gia hạn, thay đổi, khôi phục được Sở phê duyệt?",
            "Did the department approve the list for renewal, change or recovery?",
        ),
        fails: Text::new(
            "Danh sách đề nghị gia hạn, thay đổi, khôi phục chưa được Sở phê duyệt",
            "The department has not approved the list",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(
        matches!(
            facts.asked_for()?,
            AskedFor::Renew | AskedFor::ChangeInformation | AskedFor::RecoverDevice
        ),
        scope::OTHER_REQUEST,
    )?;
    all([yes(facts.department_approved(), Fact::DepartmentApproved)])
}
