//! Government signatures are certified by the Department of Digital Authentication and Information Security, the CA of Điều 7(1) (Tây Ninh Điều 12(2)).

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::{CertificateFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, is};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::IssuerKind;

/// `tay-ninh-2025/certificate-not-of-named-ca`
pub static RULE: Rule<CertificateFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/certificate-not-of-named-ca",
        question: Question::CertificateIssuer,
        cites: &[TAY_NINH_2025.article("12").clause("2")],
        force: None,
        basis: Basis::ConsideredOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "{certificate} do Cục Chứng thực số và Bảo mật thông tin cấp?",
            "Did the CA of the regulation issue the {certificate}?",
        ),
        fails: Text::new(
            "{certificate} không do Cục Chứng thực số và Bảo mật thông tin cấp",
            "Another CA issued the {certificate}",
        ),
    },
    check,
};

fn check(facts: &CertificateFacts, _: &LawBook) -> Answer {
    all([is(facts.issuer(), Fact::Issuer, IssuerKind::GovernmentCa)])
}
