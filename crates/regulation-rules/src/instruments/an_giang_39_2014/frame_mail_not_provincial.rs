//! The frame shows the e-mail address that the province issued (An Giang Điều 8(2)(d)). Its domain is the one in the regulation's own addresses: angiang.gov.vn.

use super::{AN_GIANG_39_2014, parameters};
use crate::Text;
use crate::evidence::{Evidence, Found};
use crate::facts::{DocumentFacts, Fact};
use crate::instruments::READ_ON;
use crate::instruments::conditions::holds;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};

/// `an-giang-39-2014/frame-mail-not-provincial`
pub static RULE: Rule<DocumentFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/frame-mail-not-provincial",
        question: Question::FrameMail,
        cites: &[AN_GIANG_39_2014.article("8").clause("2").point("d")],
        force: None,
        basis: Basis::DatedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Khung chữ ký ghi địa chỉ thư điện tử do tỉnh cấp (angiang.gov.vn)?",
            "Does the frame show an address of the province (angiang.gov.vn)?",
        ),
        fails: Text::new(
            "Khung chữ ký không ghi địa chỉ thư điện tử do tỉnh cấp",
            "The frame shows no address of the province",
        ),
    },
    check,
};

fn check(facts: &DocumentFacts, _: &LawBook) -> Answer {
    let mail = facts.frame_mail()?;
    let provincial = parameters::of_the_province(&mail);
    Ok(holds(
        provincial,
        Evidence::of(Fact::FrameMail, Found::Plain(mail)),
    ))
}
