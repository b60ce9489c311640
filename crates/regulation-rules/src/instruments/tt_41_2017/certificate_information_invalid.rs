//! A signature is valid when the information of the signer's certificate was valid at the time of signing (restated; TT 41/2017 Điều 7).

use super::TT_41_2017;
use crate::Text;
use crate::facts::SignatureFacts;
use crate::instruments::{READ_ON, alike};
use crate::question::Question;
use crate::rule::{Basis, Duty, Meta, Rule};

/// `tt-41-2017/certificate-information-invalid`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "tt-41-2017/certificate-information-invalid",
        question: Question::CertificateInValidityAtSigning,
        cites: &[TT_41_2017.article("7")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Thông tin trên {certificate} có hiệu lực tại thời điểm ký?",
            "Was the information of the {certificate} valid when it was signed?",
        ),
        fails: Text::new(
            "Thông tin trên {certificate} không có hiệu lực tại thời điểm ký",
            "The information of the {certificate} was not valid when it was signed",
        ),
    },
    check: alike::signed_within_validity,
};
