//! The clerk is whom the body's leader gave its certificate to manage and use (Tây Ninh Điều 12(3)).

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::DeviceFacts;
use crate::instruments::{READ_ON, alike};
use crate::question::Question;
use crate::rule::{Basis, Duty, Meta, Rule};

/// `tay-ninh-2025/clerk-not-assigned`
pub static RULE: Rule<DeviceFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/clerk-not-assigned",
        question: Question::ClerkAssigned,
        cites: &[TAY_NINH_2025.article("12").clause("3")],
        force: None,
        basis: Basis::EventOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Văn thư được lãnh đạo giao quản lý, sử dụng chứng thư của cơ quan?",
            "Did the leader give the body's certificate to the clerk?",
        ),
        fails: Text::new(
            "Người giữ chứng thư của cơ quan chưa được lãnh đạo giao",
            "The leader did not give the body's certificate to whoever keeps it",
        ),
    },
    check: alike::custodian_assigned,
};
