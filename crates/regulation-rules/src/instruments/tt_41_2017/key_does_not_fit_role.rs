//! The authorised person signs with the personal key, the clerk with the key of the seal (restated; TT 41/2017 Điều 6).

use super::TT_41_2017;
use crate::Text;
use crate::evidence::Evidence;
use crate::facts::{Fact, Role, SignatureFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{government, holds};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Rule, Stop};
use gov_ca_model::SubscriberClass;

/// `tt-41-2017/key-does-not-fit-role`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "tt-41-2017/key-does-not-fit-role",
        question: Question::KeyFitsRole,
        cites: &[TT_41_2017.article("6").clause("2")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Người có thẩm quyền ký bằng khóa cá nhân, văn thư ký bằng khóa bí mật con dấu?",
            "Is the authorised person's signature by a personal key, and the body's by the key of the seal?",
        ),
        fails: Text::new(
            "Khóa ký không đúng vai trò: cá nhân và cơ quan, tổ chức phải dùng khóa của mình",
            "The key does not fit the role of the signature",
        ),
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    government(facts.certificate_kind()?)?;
    let class = match facts.role()? {
        Role::AuthorisedPerson => SubscriberClass::Individual,
        Role::Agency => SubscriberClass::Body,
        _ => return Err(Stop::NotApplicable(scope::OTHER_ROLE)),
    };
    let personal = class == SubscriberClass::Individual;
    let found = facts.signer_class()?;
    // a title holder's key of NĐ 130/2018 Điều 60(2) is a person's too
    let fits = found == class || (personal && found == SubscriberClass::AuthorisedPerson);
    Ok(holds(fits, Evidence::of(Fact::SignerClass, found)))
}
