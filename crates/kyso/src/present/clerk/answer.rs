//! The sentence that goes back to the sender: messages 18–20 of `office-practice` §3.3.

use signing_workflow::receive::Outcome;

use super::conclusion::{grounds, words_of};
use super::field::sentence;
use super::{Document, Page, fact};
use crate::text::Lang;

/// Messages 18–20, as they go to the sender. Nothing is sent while a document is held.
pub(super) fn told(page: &Page<'_>, lang: Lang) -> Option<String> {
    let what = document(page, lang);
    let why = words_of(page, lang);
    let ground = grounds(page, lang).join("; ");
    let ground = match (ground.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Vi) => format!(" Căn cứ: {ground}."),
        (false, Lang::En) => format!(" Ground: {ground}."),
    };
    Some(match (&page.reception.outcome, lang) {
        (Outcome::Accept | Outcome::Hold(_), _) => return None,
        (Outcome::Refuse, Lang::Vi) => format!(
            "Từ chối tiếp nhận {what}. Lý do: {why}. Đề nghị quý cơ quan kiểm tra, ký số và gửi lại.{ground}"
        ),
        (Outcome::Refuse, Lang::En) => {
            format!(
                "{} refused. Reason: {why}. Please check, sign and send again.{ground}",
                sentence(&what).trim_end_matches('.')
            )
        }
        (Outcome::Return, Lang::Vi) => format!(
            "Trả lại {what} do gửi sai nơi nhận{}.{ground}",
            addressees(page, lang)
        ),
        (Outcome::Return, Lang::En) => {
            format!(
                "Returned: {what}, sent to the wrong addressee{}.{ground}",
                addressees(page, lang)
            )
        }
        (Outcome::Report, Lang::Vi) => format!(
            "Chưa tiếp nhận {what} do có dấu hiệu bất thường: {why}. Đề nghị quý cơ quan kiểm tra và xác nhận.{ground}"
        ),
        (Outcome::Report, Lang::En) => {
            format!(
                "Not received for abnormal signs: {what}: {why}. Please check and confirm.{ground}"
            )
        }
    })
}

/// Message 20: whom the document names.
fn addressees(page: &Page<'_>, lang: Lang) -> String {
    let rests_on = page
        .reception
        .reasons
        .iter()
        .flat_map(|reason| &reason.rests_on);
    let mut named = rests_on.filter(|shown| shown.fact.code() == "addressee");
    let named = named.next().map(|shown| fact::told(shown, page, lang));
    named.map(|named| format!(" ({named})")).unwrap_or_default()
}

/// `văn bản số 12/SNV-VP ngày 05/09/2026 của Sở Nội vụ`, as far as it is known; else by the name of the file.
pub(super) fn document(page: &Page<'_>, lang: Lang) -> String {
    let Document {
        number,
        day,
        agency,
    } = &page.document;
    let mut text = match (number, lang) {
        (Some(number), Lang::Vi) => format!("văn bản số {}", fact::name(number)),
        (Some(number), Lang::En) => format!("document no. {}", fact::name(number)),
        (None, Lang::Vi) => format!("văn bản “{}”", fact::name(file_name(page.name))),
        (None, Lang::En) => format!("document “{}”", fact::name(file_name(page.name))),
    };
    let mut add = |vi: &str, en: &str, value: &Option<String>| {
        if let Some(value) = value {
            let word = words_in(vi, en, lang);
            text = format!("{text} {word} {}", fact::name(value));
        }
    };
    add("ngày", "of", day);
    add("của", "by", agency);
    text
}

const fn words_in<'w>(vi: &'w str, en: &'w str, lang: Lang) -> &'w str {
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

/// The sender does not know our folders.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
