//! A certificate has effect from the moment the Cipher Committee published it on ca.gov.vn (An Giang Điều 10(2)(đ)): no signature before that day.

use super::AN_GIANG_39_2014;
use crate::Text;
use crate::evidence::{Evidence, Missing, SetBy};
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{government, holds};
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::VietnamDay;

/// `an-giang-39-2014/signed-before-publication`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/signed-before-publication",
        question: Question::SignedAfterPublication,
        cites: &[AN_GIANG_39_2014.article("10").clause("2").point("đ")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Condition,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Ký số từ ngày chứng thư số được công bố có hiệu lực?",
            "Was it signed on or after the day the certificate was published?",
        ),
        fails: Text::new(
            "Ký số trước ngày chứng thư số được công bố có hiệu lực",
            "It was signed before the certificate was published",
        ),
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    let (published, signed) = (
        facts.certificate_published_on()?,
        VietnamDay::of(facts.signing_time()?),
    );
    let evidence = Evidence::of(Fact::SigningTime, signed).against(published, SetBy::Law);
    if signed >= published && !facts.signing_time_proof()?.is_proof() {
        return Err(Missing::of(Fact::ProvenSigningTime)
            .knowing(evidence)
            .into());
    }
    Ok(holds(signed >= published, evidence))
}
