//! > 2. Chữ ký số được tạo ra bằng việc sử dụng khóa bí mật tương ứng với khóa công khai ghi trên chứng thư số do tổ chức
//! > cung cấp dịch vụ cấp.
//!
//! Second condition of a secure signature in Tây Ninh (Quy chế Điều 10(2)). Unlike NĐ 130/2018 Điều 9(2) it has no closed list
//! of CAs; the one the regulation names is the government CA (Điều 7(1)(a)). Any other issuer is left to a person.

use super::TAY_NINH_2025;
use gov_ca_model::IssuerKind;

use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{Answered, Condition, all, government, verifies};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};

/// `tay-ninh-2025/key-not-of-issued-certificate`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/key-not-of-issued-certificate",
        question: Question::SecureKeyOfAcceptedIssuer,
        cites: &[TAY_NINH_2025.article("10").clause("2")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text {
            vi: "Chữ ký số được tạo ra bằng khóa bí mật tương ứng với {certificate} do tổ chức cung cấp dịch vụ cấp?",
            en: "Was the signature made with the key of a {certificate} that the CA issued?",
        },
        fails: Text {
            vi: "Chữ ký số không được tạo ra bằng khóa bí mật tương ứng với khóa công khai ghi trên {certificate}",
            en: "The signature was not made with the key of the {certificate}",
        },
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    let outcome = all([verifies(facts), issued(facts)])?;
    match (outcome, facts.issuer) {
        (Outcome::Satisfied(evidence), Some(issuer)) if issuer != IssuerKind::GovernmentCa => {
            Ok(Outcome::Review(evidence, OTHER_CA))
        }
        (outcome, _) => Ok(outcome),
    }
}

fn issued(facts: &SignatureFacts) -> Answered {
    let issuer = facts.issuer()?;
    let evidence = Evidence::of(
        Fact::Issuer,
        Text {
            vi: issuer.vietnamese(),
            en: issuer.word(),
        },
    );
    Ok(Condition {
        holds: true,
        evidence,
    })
}

const OTHER_CA: Text = Text {
    vi: "không phải tổ chức nêu tại khoản 1 Điều 7 Quy chế; khoản 2 Điều 10 không liệt kê tổ chức nào khác",
    en: "not the CA named in clause 1 of Article 7; clause 2 of Article 10 lists no other",
};
