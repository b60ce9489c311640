//! The e-mail address on forms 01 and 02 is an official one; gmail, yahoo and hotmail are refused by name (NĐ 68/2024 forms 01, 02; known from a transcription).

use super::ND_68_2024;
use crate::Text;
use crate::evidence::{Evidence, Found};
use crate::facts::{AskedFor, Fact, RequestFacts};
use crate::instruments::HEARD_ON;
use crate::instruments::conditions::only;
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};
use gov_ca_model::{MailStanding, SubscriberClass};

/// `nd-68-2024/private-mail-address`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "nd-68-2024/private-mail-address",
        question: Question::OfficialMail,
        cites: &[ND_68_2024.form("01"), ND_68_2024.form("02")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: HEARD_ON,
        overrides: &[],
        asks: Text::new(
            "Địa chỉ thư điện tử là thư điện tử công vụ?",
            "Is the e-mail address an official one?",
        ),
        fails: Text::new(
            "Địa chỉ thư điện tử không phải thư điện tử công vụ",
            "The e-mail address is not an official one",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    only(facts.asked_for()? == AskedFor::Issue, scope::OTHER_REQUEST)?;
    only(
        facts.subscriber_class()? != SubscriberClass::DeviceServiceSoftware,
        scope::OTHER_CLASS,
    )?;
    let mail = facts.official_mail()?;
    let standing = MailStanding::of(&mail);
    let evidence = Evidence::of(Fact::OfficialMail, Found::Plain(mail));
    Ok(match standing {
        MailStanding::RefusedByName => Outcome::Violated(evidence),
        MailStanding::Official => Outcome::Satisfied(evidence),
        MailStanding::Other => Outcome::Review(evidence, OTHER_DOMAIN),
    })
}

const OTHER_DOMAIN: Text = Text {
    vi: "tên miền không thuộc .gov.vn; cần xem có phải thư điện tử do cơ quan nhà nước cấp hay không",
    en: "the domain is not under .gov.vn; whether the State issued the address is to be judged",
};
