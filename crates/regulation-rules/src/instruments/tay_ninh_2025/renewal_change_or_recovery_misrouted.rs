//! Requests for renewal, change and recovery go between subscriber, managing body and the department as signed electronic documents, through the CA's request system or the document system (Tây Ninh Điều 8(3)). The subscriber as sender is in tension with how others read NĐ 68/2024: for a person to judge.

use super::TAY_NINH_2025;
use crate::Text;
use crate::facts::{AskedFor, Channel, Fact, Party, RequestFacts};
use crate::instruments::READ_ON;
use crate::instruments::conditions::{all, is, one_of, only, yes};
use crate::instruments::scope;
use crate::law_book::LawBook;
use crate::question::Question;
use crate::rule::{Answer, Basis, Duty, Meta, Outcome, Rule};

/// `tay-ninh-2025/renewal-change-or-recovery-misrouted`
pub static RULE: Rule<RequestFacts> = Rule {
    meta: Meta {
        code: "tay-ninh-2025/renewal-change-or-recovery-misrouted",
        question: Question::DelegatedRoute,
        cites: &[TAY_NINH_2025.article("8").clause("3")],
        force: None,
        basis: Basis::SentOn,
        duty: Duty::Must,
        reading: READ_ON,
        overrides: &[],
        asks: Text::new(
            "Yêu cầu gia hạn, thay đổi, khôi phục là văn bản điện tử đã ký số, gửi Sở Khoa học và Công nghệ đúng phương thức?",
            "Did the request for renewal, change or recovery go to the department, signed, by one of the two channels?",
        ),
        fails: Text::new(
            "Yêu cầu gia hạn, thay đổi, khôi phục không ký số, sai nơi nhận hoặc sai phương thức",
            "The request for renewal, change or recovery was unsigned, or went elsewhere or by another channel",
        ),
    },
    check,
};

fn check(facts: &RequestFacts, _: &LawBook) -> Answer {
    let asked = facts.asked_for()?;
    only(
        matches!(
            asked,
            AskedFor::Renew | AskedFor::ChangeInformation | AskedFor::RecoverDevice
        ),
        scope::OTHER_REQUEST,
    )?;
    let answered = all([
        one_of(
            facts.sender(),
            Fact::Sender,
            &[Party::ManagingBody, Party::Subscriber],
        ),
        is(facts.addressee(), Fact::Addressee, Party::Department),
        yes(facts.digitally_signed(), Fact::DigitallySigned),
        one_of(
            facts.channel(),
            Fact::Channel,
            &[Channel::RequestSystem, Channel::DocumentSystem],
        ),
    ])?;
    Ok(match answered {
        Outcome::Satisfied(evidence) if facts.sender()? == Party::Subscriber => {
            Outcome::Review(evidence, SENT_BY_SUBSCRIBER)
        }
        other => other,
    })
}

const SENT_BY_SUBSCRIBER: Text = Text {
    vi: "quy chế cho phép thuê bao gửi; Nghị định số 68/2024/NĐ-CP được các tỉnh khác hiểu là do cơ quan, tổ chức quản lý trực tiếp gửi",
    en: "the regulation lets the subscriber send it; other provinces read the decree as asking for the managing body",
};
