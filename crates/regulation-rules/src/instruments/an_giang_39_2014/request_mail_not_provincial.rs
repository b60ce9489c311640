//! The e-mail addresses on form 01, and the body's on form 03, are those of the province (An Giang form 01, note 2; form 03).

use super::{AN_GIANG_39_2014, parameters};
use crate::Text;
use crate::evidence::{Evidence, Found};
use crate::facts::{AskedFor, Fact, Party, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{holds, only};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule};
use gov_ca_model::SubscriberClass;

/// `an-giang-39-2014/request-mail-not-provincial`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "an-giang-39-2014/request-mail-not-provincial",
        question: Question::RequestMail,
        cites: &[AN_GIANG_39_2014.form("01"), AN_GIANG_39_2014.form("03")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Địa chỉ thư điện tử trên đơn là thư điện tử của tỉnh (angiang.gov.vn)?",
            "Is the address on the form one of the province (angiang.gov.vn)?",
        ),
        fails: Text::new(
            "Địa chỉ thư điện tử trên đơn không phải thư điện tử của tỉnh",
            "The address on the form is none of the province",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(
        matches!(
            facts.asked_for()?,
            AskedFor::Issue | AskedFor::Reissue | AskedFor::Revoke
        ),
        scope::OTHER_REQUEST,
    )?;
    only(
        facts.subscriber_class()? == SubscriberClass::Body,
        scope::OTHER_CLASS,
    )?;
    only(facts.sender()? == Party::Subscriber, scope::OTHER_SENDER)?;
    let mail = facts.official_mail()?;
    let provincial = parameters::of_the_province(&mail);
    Ok(holds(
        provincial,
        Evidence::of(Fact::OfficialMail, Found::Plain(mail)),
    ))
}
