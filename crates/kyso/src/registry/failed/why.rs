//! Why a step was not taken, where it takes more than a sentence of its own.

use gov_ca_model::VietnamDay;
use gov_ca_registry::Judged;
use gov_ca_registry::intake::ConflictKind;
use gov_ca_registry::steps::StepError;
use jiff::Timestamp;
use regulation_rules::Lang as LawLang;

use super::{not_found, refused_because, what};
use crate::exit::{Exit, Failure};
use crate::present::{moment, moment_en};
use crate::text::Text;

/// What has to be over before a person's data are erased.
pub(super) fn still_needed(needed: &[(&'static str, i64)]) -> Failure {
    let vi: Vec<String> = needed
        .iter()
        .map(|(table, id)| format!("{} số {id}", what(table)))
        .collect();
    let en: Vec<String> = needed
        .iter()
        .map(|(table, id)| format!("{table} {id}"))
        .collect();
    let (vi, en) = (vi.join(", "), en.join(", "));
    Failure::new(
        Exit::Negative,
        "still-needed",
        Text::new(
            format!("Chưa xóa được, còn phụ thuộc: {vi}. Không có gì thay đổi."),
            format!("Not erased, these depend on it: {en}. Nothing was changed."),
        ),
    )
}

/// Each breach with its place: first the result, last the ground.
pub(super) fn against_the_law(judged: &Judged) -> Failure {
    let told = |lang: LawLang| {
        let breaches = judged.breaches();
        let lines = breaches.map(|finding| {
            let reasons = finding.reasons(lang).join("; ");
            format!(
                "- {}: {reasons}. {}",
                finding.headline(lang),
                finding.ground(lang)
            )
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    Failure::new(
        Exit::Negative,
        "against-the-law",
        Text::new(
            format!(
                "Không thực hiện: trái quy định.\n{}\nKhông có gì thay đổi.",
                told(LawLang::Vi)
            ),
            format!(
                "Not done: against the law.\n{}\nNothing was changed.",
                told(LawLang::En)
            ),
        ),
    )
}

/// A person who left, a body that is no more.
pub(super) fn over(table: &str, id: i64, since: VietnamDay) -> Failure {
    let (what, day) = (what(table), since.vietnamese());
    Failure::new(
        Exit::Negative,
        "closed-already",
        Text::new(
            format!(
                "Sổ đăng ký ghi {what} số {id} đã thôi công tác hoặc thôi hoạt động từ {day}. Không có gì thay đổi."
            ),
            format!("In the register {table} {id} is over since {since}. Nothing was changed."),
        ),
    )
}

pub(super) fn own_successor(id: i64) -> Failure {
    Failure::new(
        Exit::Negative,
        "impossible-step",
        Text::new(
            format!(
                "Không ghi được cơ quan, tổ chức số {id} là nơi tiếp nhận của chính nó. Không có gì thay đổi."
            ),
            format!("Organisation {id} cannot take its own place. Nothing was changed."),
        ),
    )
}

/// What a list would not be taken for either.
pub(super) fn in_conflict(kind: &ConflictKind) -> Failure {
    Failure::new(
        Exit::Negative,
        "already-in-register",
        Text::new(
            format!(
                "Không ghi được: {}. Không có gì thay đổi.",
                kind.vietnamese()
            ),
            format!("Not written down: {}. Nothing was changed.", kind.english()),
        ),
    )
}

/// What was said of days, notices and permissions.
pub(super) fn told(error: &StepError) -> Failure {
    match error {
        StepError::AlreadyOut { since, until } => {
            let back =
                until.map(|day| format!(", phải mang về trước khi hết ngày {}", day.vietnamese()));
            refused_because(
                &format!(
                    "thiết bị đang được phép mang ra ngoài trụ sở từ {}{}; ghi việc mang về bằng kyso registry handover back",
                    since.vietnamese(),
                    back.unwrap_or_default()
                ),
                &format!("{error}; write down that it is back by kyso registry handover back"),
            )
        }
        StepError::NotOut => refused_because(
            "không có giấy cho phép mang thiết bị này ra ngoài trụ sở nào chưa đóng",
            &error.to_string(),
        ),
        StepError::RevokedOn(day) => refused_because(
            &format!(
                "chứng thư bị thu hồi ngày {}, khác ngày nêu hoặc sau ngày nhận thông báo",
                day.vietnamese()
            ),
            &format!(
                "the certificate was revoked on {day}, which is another day than was said or after the notice"
            ),
        ),
        StepError::ToldAlready { on } => refused_because(
            &format!("đã ghi việc báo này, ngày {}", on.vietnamese()),
            &format!("this was written down already, of {on}"),
        ),
        StepError::ToldTooEarly { discovered_at } => refused_because(
            &format!("lúc báo trước lúc phát hiện ({})", moment(*discovered_at)),
            &format!(
                "told before it was discovered ({})",
                moment_en(*discovered_at)
            ),
        ),
        other => Failure::new(
            Exit::Negative,
            "impossible-step",
            Text::new("Không thể thực hiện bước này.", format!("{other}.")),
        ),
    }
}

/// What is to have happened at a moment after now.
pub(in crate::registry) fn yet_to_come(at: Timestamp) -> Failure {
    refused_because(
        &format!("lúc {} sau ngày ghi việc hoặc chưa đến", moment(at)),
        &format!(
            "{} is after the day it is written down for, or yet to come",
            moment_en(at)
        ),
    )
}

pub(in crate::registry) fn unknown_letter(letter: &str) -> Failure {
    not_found(&Text::new(
        format!("yêu cầu nào của văn bản “{letter}”"),
        format!("request of the letter “{letter}”"),
    ))
}

pub(in crate::registry) fn nothing_decided() -> Failure {
    Failure::usage(
        "nothing-decided",
        Text::new(
            "Chưa quyết định yêu cầu nào: danh sách chưa điền kết quả, không nêu yêu cầu nào, hoặc văn bản không còn yêu cầu đang chờ. Xem: kyso registry desk inbox",
            "Nothing was decided: no result is filled into the list, no request is named, or none of the letter waits. See: kyso registry desk inbox",
        ),
    )
}
