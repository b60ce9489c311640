//! Second condition of a secure signature: made with the private key matching the public key of a certificate issued by the
//! national CA, the government CA, a public CA, or a specialised CA with a certificate of eligibility (restated; NĐ 130/2018
//! Điều 9(2)).
//!
//! Foreign certificates are left to a person: the articles that deal with them have not been read.

use super::ND_130_2018;
use gov_ca_model::IssuerKind;

use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{Answered, Condition, all, verifies};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};

/// `nd-130-2018/key-not-of-listed-issuer`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "nd-130-2018/key-not-of-listed-issuer",
        question: Question::SecureKeyOfAcceptedIssuer,
        cites: &[ND_130_2018.article("9").clause("2")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text {
            vi: "Chữ ký số được tạo bằng khóa bí mật tương ứng với {certificate} do một trong các tổ chức được liệt kê cấp?",
            en: "Was the signature made with the key of a {certificate} from one of the listed CAs?",
        },
        fails: Text {
            vi: "Chữ ký số không được tạo bằng khóa bí mật tương ứng với {certificate} do tổ chức được liệt kê cấp",
            en: "The signature was not made with the key of a {certificate} from a listed CA",
        },
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    let outcome = all([verifies(facts), listed(facts)])?;
    match (outcome, facts.issuer) {
        (Outcome::Satisfied(evidence), Some(IssuerKind::ForeignCa)) => {
            Ok(Outcome::Review(evidence, FOREIGN))
        }
        (outcome, _) => Ok(outcome),
    }
}

fn listed(facts: &SignatureFacts) -> Answered {
    let issuer = facts.issuer()?;
    let evidence = Evidence::of(
        Fact::Issuer,
        Text {
            vi: issuer.vietnamese(),
            en: issuer.word(),
        },
    );
    Ok(Condition {
        holds: issuer != IssuerKind::Other,
        evidence,
    })
}

const FOREIGN: Text = Text {
    vi: "chứng thư nước ngoài: các điều về chứng thư nước ngoài của Nghị định chưa được đọc",
    en: "foreign certificate: the decree's articles on them have not been read",
};
