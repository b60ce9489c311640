//! The body's signature comes only after the digital signature of the person authorised to issue (Bình Định Điều 13(3)(b)): a digital one, where NĐ 30/2020 says signature.
//!
//! The point is about what is signed in the province's document software. A document that goes over the national axis may have been signed in it or
//! elsewhere: where it fails, a person judges.

use super::BINH_DINH_2021;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{Channel, Fact, PackageFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};

/// `binh-dinh-2021/signed-before-authorised-digital-signature`
pub static RULE: Rule<PackageFacts> = Rule {
    meta: Meta {
        code: "binh-dinh-2021/signed-before-authorised-digital-signature",
        question: Question::AgencyAfterDigitalSignature,
        cites: &[BINH_DINH_2021.article("13").clause("3").point("b")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Cơ quan, tổ chức ký số sau khi đã có chữ ký số của người có thẩm quyền?",
            "Did the body sign after the authorised person's digital signature?",
        ),
        fails: Text::new(
            "Cơ quan, tổ chức ký số khi chưa có chữ ký số của người có thẩm quyền",
            "The body signed before the authorised person's digital signature",
        ),
    },
    check,
};

fn check(facts: &PackageFacts, _: &LawBook) -> Answer {
    let channel = facts.channel()?;
    only(
        matches!(channel, Channel::DocumentSystem | Channel::NationalAxis),
        scope::OTHER_CHANNEL,
    )?;
    only(!facts.a_copy()?, scope::A_COPY)?;
    only(facts.agency_signed()?, scope::NOT_SIGNED_BY_BODY)?;
    let answered = all([yes(facts.agency_signed_after(), Fact::AgencySignedAfter)])?;
    Ok(match answered {
        Outcome::Violated(evidence) if channel == Channel::NationalAxis => Outcome::Review(
            evidence.and(Evidence::of(Fact::Channel, channel)),
            SOFTWARE_UNKNOWN,
        ),
        other => other,
    })
}

const SOFTWARE_UNKNOWN: Text = Text::new(
    "điểm b khoản 3 Điều 13 áp dụng cho hệ thống phần mềm quản lý văn bản của tỉnh; cần xem văn bản có được ký số trong hệ thống đó hay không",
    "point b is about the province's document software: whether the document was signed in it is to be seen",
);
