//! Government signatures are certified by the Department of Digital Authentication and Information Security, the CA of Điều 7(1) (Tây Ninh Điều 12(2)).

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::CertificateFacts;
use crate::instruments::{READ_ON, alike};
use crate::question::Question;
use crate::rule::{Basis, Duty, Meta, Rule};

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
    check: alike::issued_by_government_ca,
};
