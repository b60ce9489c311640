//! What the sender is answered, in full: messages 18–20 of `office-practice` §3.3, and every reason with its code and what it rests on.

use signing_workflow::receive::{Outcome, Reason};

use super::{Page, answer, fact};
use crate::present::codes;
use crate::present::lay::clean;
use crate::text::Lang;

/// Things that are named for one reason. Ours: a letter is read by a person.
const FACTS: usize = 10;
/// What a subject line takes. Ours.
const LONGEST_SUBJECT: usize = 160;

/// An answer to the sender.
pub(crate) struct Reply {
    /// What it is about, without “V/v”.
    pub(crate) about: String,
    /// The sentence.
    pub(crate) sentence: String,
    /// A line for each reason: `R04 nội dung thay đổi sau khi ký: …`.
    pub(crate) reasons: Vec<String>,
}

/// The answer to what was decided: `page.reception` is the decision.
pub(crate) fn reply(page: &Page<'_>, lang: Lang) -> Reply {
    let sentence = answer::told(page, lang).unwrap_or_else(|| received(page, lang));
    let reasons = page.reception.reasons.iter();
    Reply {
        about: clean(&about(page, lang), LONGEST_SUBJECT),
        sentence,
        reasons: reasons.map(|one| reason(one, page, lang)).collect(),
    }
}

/// Message 18; of what is held, that it arrived (NĐ 30/2020 Điều 21(2)(c)) and what that does not mean (message 3).
fn received(page: &Page<'_>, lang: Lang) -> String {
    let what = answer::document(page, lang);
    match (&page.reception.outcome, lang) {
        (Outcome::Accept, Lang::Vi) => {
            format!("Tiếp nhận {what}. Kết quả kiểm tra chữ ký số được lưu kèm văn bản.")
        }
        (Outcome::Accept, Lang::En) => {
            format!("Accepted: {what}. The result of checking the signatures is kept with it.")
        }
        (_, Lang::Vi) => format!(
            "Đã nhận {what}. Chưa đủ căn cứ để kết luận về chữ ký số; văn bản ở trạng thái chờ kiểm tra lại. Kết quả này không có \
             nghĩa là chữ ký số không hợp lệ."
        ),
        (_, Lang::En) => format!(
            "Arrived: {what}. There is not enough evidence to decide on the signatures; it is held and will be checked again. This \
             does not mean that a signature is not valid."
        ),
    }
}

fn about(page: &Page<'_>, lang: Lang) -> String {
    let what = answer::document(page, lang);
    let (vi, en) = match &page.reception.outcome {
        Outcome::Accept => ("tiếp nhận", "acceptance of"),
        Outcome::Hold(_) => ("đã nhận", "arrival of"),
        Outcome::Refuse => ("từ chối tiếp nhận", "refusal of"),
        Outcome::Return => ("trả lại", "return of"),
        Outcome::Report => ("dấu hiệu bất thường của", "abnormal signs of"),
    };
    match lang {
        Lang::Vi => format!("{vi} {what}"),
        Lang::En => format!("{en} {what}"),
    }
}

fn reason(reason: &Reason, page: &Page<'_>, lang: Lang) -> String {
    let code = reason.code.code();
    let word = codes::title("refusal", code, lang).unwrap_or_default();
    let mut facts: Vec<String> = Vec::new();
    for shown in &reason.rests_on {
        let told = fact::told(shown, page, lang);
        if !facts.contains(&told) {
            facts.push(told);
        }
    }
    let more = facts.len().saturating_sub(FACTS);
    facts.truncate(FACTS);
    if more > 0 {
        facts.push(match lang {
            Lang::Vi => format!("và {more} điểm khác"),
            Lang::En => format!("and {more} more"),
        });
    }
    format!("{code} {word}: {}.", facts.join("; "))
}
