//! A digital signature is backed by a certificate: of the government CA for a government signature, of a public CA for a
//! public one (restated; Luật 20/2023/QH15 Điều 22(3)(đ)).

use super::LUAT_20_2023;
use gov_ca_model::{CertificateKind, IssuerKind};

use crate::Text;
use crate::evidence::{Evidence, SetBy};
use crate::facts::{Fact, SignatureFacts};
use crate::instruments::READ_ON;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule, Stop};

/// `luat-20-2023/certificate-of-wrong-issuer`
pub static RULE: Rule<SignatureFacts> = Rule {
    meta: Meta {
        code: "luat-20-2023/certificate-of-wrong-issuer",
        question: Question::IssuerForKind,
        cites: &[LUAT_20_2023.article("22").clause("3").point("đ")],
        force: None,
        basis: Basis::SignedOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text {
            vi: "Loại chữ ký số này được bảo đảm bằng {certificate} của đúng tổ chức cung cấp dịch vụ?",
            en: "Is the signature backed by a {certificate} of the CA for its kind?",
        },
        fails: Text {
            vi: "Loại chữ ký số này không được bảo đảm bằng {certificate} của đúng tổ chức cung cấp dịch vụ",
            en: "The signature is not backed by a {certificate} of the CA for its kind",
        },
    },
    check,
};

fn check(facts: &SignatureFacts, _: &LawBook) -> Answer {
    let wanted = match facts.certificate_kind()? {
        CertificateKind::Government => IssuerKind::GovernmentCa,
        CertificateKind::Public => IssuerKind::PublicCa,
        _ => return Err(Stop::NotApplicable(OTHER_KIND)),
    };
    let issuer = facts.issuer()?;
    let evidence = Evidence::of(Fact::Issuer, name(issuer)).against(name(wanted), SetBy::Law);
    Ok(if issuer == wanted {
        Outcome::Satisfied(evidence)
    } else {
        Outcome::Violated(evidence)
    })
}

const fn name(issuer: IssuerKind) -> Text {
    Text {
        vi: issuer.vietnamese(),
        en: issuer.word(),
    }
}

const OTHER_KIND: Text = Text {
    vi: "chữ ký điện tử chuyên dùng, không phải chữ ký số công cộng hay chuyên dùng công vụ",
    en: "a specialised electronic signature, neither public nor government",
};
