//! The head of the page: result, reason, what to do, ground (`office-practice` §3.1), and the sentence for the sender.

use pades_verify::SignatureKind;
use regulation_rules::law::Citation;
use signing_workflow::receive::{
    AgainBecause, CheckAgain, Hold, Outcome, Reason, RefusalReason, Shown,
};

use super::{Page, answer, fact};
use crate::present::lay::hang;
use crate::present::{codes, moment_in, terms};
use crate::text::{Lang, Words, words};

/// All of it. At most `facts` things are named for a reason.
pub(super) fn told(page: &Page<'_>, facts: usize, lang: Lang) -> Vec<String> {
    let outcome = &page.reception.outcome;
    let label = words("KẾT LUẬN: ", "OUTCOME: ").in_lang(lang);
    let mut lines = vec![format!("{label}{}", headline(outcome).in_lang(lang))];
    lines.extend(hang("  ", &result(page, lang)));
    lines.extend(reasons(page, facts, lang));
    lines.extend(notes(page, lang));
    let todo = words("Việc cần làm: ", "To do: ").in_lang(lang);
    let done = format!("{}{}", to_do(page, lang), online(page, lang));
    lines.extend(hang(todo, &done));
    if !page.reception.grounds.is_empty() {
        let label = words("Căn cứ: ", "Ground: ").in_lang(lang);
        lines.extend(hang(label, &format!("{}.", grounds(page, lang).join("; "))));
    }
    if let Some(answer) = answer::told(page, lang) {
        lines.push(String::new());
        let label = words("Câu gửi cơ quan gửi văn bản:", "Sentence for the sender:");
        lines.push(label.in_lang(lang).to_owned());
        lines.extend(hang("  ", &answer));
    }
    lines
}

pub(super) fn headline(outcome: &Outcome) -> Words {
    match outcome {
        Outcome::Accept => words("TIẾP NHẬN", "ACCEPT"),
        Outcome::Hold(_) => words("CHỜ KIỂM TRA LẠI", "HOLD AND CHECK AGAIN"),
        Outcome::Refuse => words("TỪ CHỐI TIẾP NHẬN", "REFUSE"),
        Outcome::Return => words("TRẢ LẠI", "RETURN"),
        Outcome::Report => words(
            "BÁO NGƯỜI CÓ TRÁCH NHIỆM",
            "REPORT TO THE RESPONSIBLE PERSON",
        ),
    }
}

/// Messages 1–4.
pub(super) fn result(page: &Page<'_>, lang: Lang) -> String {
    let reception = page.reception;
    let text = match &reception.outcome {
        Outcome::Accept => return valid(page, lang),
        Outcome::Hold(hold) => return open(hold, lang),
        Outcome::Report => words(
            "Văn bản có dấu hiệu bất thường, chưa tiếp nhận.",
            "The document shows abnormal signs and is not received.",
        ),
        Outcome::Return => words(
            "Văn bản gửi sai nơi nhận.",
            "The document was sent to the wrong addressee.",
        ),
        Outcome::Refuse => return refused(page, lang),
    };
    text.in_lang(lang).to_owned()
}

/// Messages 2, 4, 5 and 21: what the reasons are about decides how it is said.
fn refused(page: &Page<'_>, lang: Lang) -> String {
    use RefusalReason as R;
    let reasons = &page.reception.reasons;
    let all = |kinds: &[R]| reasons.iter().all(|reason| kinds.contains(&reason.code));
    let why = words_of(page, lang);
    let (vi, en) = if all(&[R::Unsigned]) {
        (
            "Văn bản không có chữ ký số.".to_owned(),
            "The document has no digital signature.".to_owned(),
        )
    } else if all(&[R::Unreadable]) {
        let (vi, en) = (
            "Không đọc được tệp: sai cấu trúc.",
            "The file cannot be read: it is damaged.",
        );
        (vi.to_owned(), en.to_owned())
    } else if all(&[R::AuthorisedPersonMissing, R::AgencyMissing]) {
        (
            format!("Văn bản chưa có đầy đủ chữ ký số theo quy định: {why}."),
            format!("The document does not have all signatures it needs: {why}."),
        )
    } else if all(&[
        R::ChangedAfterSigning,
        R::CertificateNotInEffect,
        R::RevokedBeforeSigning,
        R::NotThePersonNamed,
    ]) {
        (
            format!("Chữ ký số không hợp lệ: {why}."),
            format!("Signature not valid: {why}."),
        )
    } else {
        (
            format!("Không tiếp nhận được: {why}."),
            format!("Cannot be accepted: {why}."),
        )
    };
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

/// Message 1; of the moment of checking, where no time-stamp proves that of signing.
fn valid(page: &Page<'_>, lang: Lang) -> String {
    let reports = page.parts.iter().filter_map(|part| part.report);
    let signatures: Vec<_> = reports
        .flat_map(|report| &report.signatures)
        .filter(|one| one.kind == SignatureKind::Signature)
        .collect();
    let proven = signatures.iter().all(|one| one.time.proven().is_some());
    let issued = signatures
        .iter()
        .filter_map(|one| Some(one.signer.as_ref()?.not_before()));
    let term = terms::certificate(issued.max().unwrap_or(page.at));
    let when = match proven {
        true => words("ký số", "signing"),
        false => words("kiểm tra", "checking"),
    };
    match lang {
        Lang::Vi => format!(
            "Chữ ký số hợp lệ. Văn bản toàn vẹn; {} có hiệu lực tại thời điểm {}.",
            term.vi, when.vi
        ),
        Lang::En => format!(
            "Signatures valid. The document is intact; certificates in effect at {}.",
            when.en
        ),
    }
}

/// Messages 3 and 13.
fn open(hold: &Hold, lang: Lang) -> String {
    let mut why: Vec<&str> = Vec::new();
    for open in &hold.why {
        let word = codes::title("hold", open.why.word(), lang).unwrap_or(open.why.word());
        if !why.contains(&word) {
            why.push(word);
        }
    }
    let why = why.join("; ");
    match lang {
        Lang::Vi => format!(
            "Chưa đủ căn cứ để kết luận: {why}. Kết quả này không có nghĩa là chữ ký số không hợp lệ."
        ),
        Lang::En => format!(
            "Not enough evidence to decide: {why}. This does not mean that a signature is not valid."
        ),
    }
}

/// The words of the closed list, without their codes; “another reason” is told by what it rests on.
pub(super) fn words_of(page: &Page<'_>, lang: Lang) -> String {
    let word = |reason: &Reason| {
        let title = codes::title("refusal", reason.code.code(), lang).unwrap_or_default();
        match (reason.code, reason.rests_on.first()) {
            (RefusalReason::Other, Some(shown)) => fact::told(shown, page, lang),
            _ => title.to_owned(),
        }
    };
    let words: Vec<String> = page.reception.reasons.iter().map(word).collect();
    words.join("; ")
}

/// A reason, and what it rests on. What is still open has no code of the closed list.
pub(super) struct Because {
    pub(super) code: Option<&'static str>,
    pub(super) title: &'static str,
    pub(super) facts: Vec<String>,
}

/// Why: what is open first. At most `facts` things are named for each.
pub(super) fn because(page: &Page<'_>, facts: usize, lang: Lang) -> Vec<Because> {
    let reception = page.reception;
    let open = reception.outcome.hold().map(|hold| Because {
        code: None,
        title: "",
        facts: shown(hold.why.iter().map(|open| &open.shown), page, facts, lang),
    });
    let reasons = reception.reasons.iter().map(|reason| {
        let code = reason.code.code();
        Because {
            code: Some(code),
            title: codes::title("refusal", code, lang).unwrap_or_default(),
            facts: shown(reason.rests_on.iter(), page, facts, lang),
        }
    });
    open.into_iter().chain(reasons).collect()
}

fn reasons(page: &Page<'_>, facts: usize, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for Because { code, title, facts } in because(page, facts, lang) {
        if let Some(code) = code {
            lines.extend(hang("  ", &format!("{code} {title}:")));
        }
        lines.extend(facts.iter().flat_map(|text| hang("  – ", text)));
    }
    if !lines.is_empty() {
        lines.insert(0, words("Lý do:", "Reasons:").in_lang(lang).to_owned());
    }
    lines
}

fn shown<'s>(
    all: impl Iterator<Item = &'s Shown>,
    page: &Page<'_>,
    facts: usize,
    lang: Lang,
) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    for one in all {
        let text = fact::told(one, page, lang);
        if !told.contains(&text) {
            told.push(text);
        }
    }
    let more = told.len().saturating_sub(facts);
    told.truncate(facts);
    if more > 0 {
        told.push(match lang {
            Lang::Vi => format!("và {more} điểm khác (xem báo cáo chi tiết)"),
            Lang::En => format!("and {more} more (see the detailed report)"),
        });
    }
    told
}

/// Notes a person should know; never a reason.
pub(super) fn noted(page: &Page<'_>, lang: Lang) -> Vec<&'static str> {
    let mut told: Vec<&str> = Vec::new();
    for note in &page.reception.notes {
        let title =
            codes::title("note", &note.code, lang).or_else(|| codes::observed(&note.code, lang));
        if let Some(title) = title.filter(|title| !told.contains(title)) {
            told.push(title);
        }
    }
    told
}

fn notes(page: &Page<'_>, lang: Lang) -> Vec<String> {
    let mut told = noted(page, lang);
    if told.is_empty() {
        return Vec::new();
    }
    told.truncate(NOTES);
    let label = words(
        "Ghi chú (không phải lý do từ chối): ",
        "Notes (no reasons to refuse): ",
    );
    hang(label.in_lang(lang), &format!("{}.", told.join("; ")))
}

/// Notes on the page; all of them are in the detailed report.
const NOTES: usize = 4;

pub(super) fn to_do(page: &Page<'_>, lang: Lang) -> String {
    let text = match &page.reception.outcome {
        Outcome::Accept => words(
            "tiếp nhận, đăng ký văn bản; lưu kết quả kiểm tra chữ ký số kèm văn bản; thông báo cho cơ quan gửi trong ngày.",
            "receive and register it; keep this result with the document; tell the sender within the day.",
        ),
        Outcome::Hold(hold) => return again(hold.check_again, lang),
        Outcome::Refuse => words(
            "gửi câu dưới đây cho cơ quan gửi; giữ tệp đã nhận để đối chiếu.",
            "send the sentence below to the sender; keep the file for comparison.",
        ),
        Outcome::Return => words(
            "gửi trả kèm câu dưới đây.",
            "send it back with the sentence below.",
        ),
        Outcome::Report => words(
            "báo người có trách nhiệm giải quyết và thông báo cho cơ quan gửi bằng câu dưới đây; giữ tệp đã nhận.",
            "tell the responsible person, and the sender with the sentence below; keep the file.",
        ),
    };
    text.in_lang(lang).to_owned()
}

/// Message 13: when to look again.
fn again(again: Option<CheckAgain>, lang: Lang) -> String {
    let Some(CheckAgain { at, because }) = again else {
        return words(
            "để ở trạng thái chờ; bổ sung thông tin còn thiếu hoặc hỏi cơ quan gửi rồi kiểm tra lại.",
            "hold it; bring what is missing or ask the sender, then check again.",
        )
        .in_lang(lang)
        .to_owned();
    };
    let when = moment_in(at, lang);
    let because = match because {
        AgainBecause::NextUpdate => words(
            "theo lịch cập nhật CRL, OCSP",
            "when the next CRL or OCSP is due",
        ),
        _ => words("theo cấu hình của cơ quan", "a setting of the office"),
    };
    match lang {
        Lang::Vi => format!(
            "để ở trạng thái chờ kiểm tra lại; lần tiếp theo: {when} ({}).",
            because.vi
        ),
        Lang::En => format!("hold it and check again at {when} ({}).", because.en),
    }
}

/// What the network could bring, where it was not asked.
fn online(page: &Page<'_>, lang: Lang) -> &'static str {
    let mut why = page
        .reception
        .outcome
        .hold()
        .into_iter()
        .flat_map(|hold| &hold.why);
    let helps = why.any(|open| open.why.time_may_help());
    if !page.offline || !helps {
        return "";
    }
    words(
        " Lần kiểm tra này không truy cập mạng; kiểm tra có tải CRL, OCSP: --online.",
        " The network was not asked; to fetch CRL and OCSP: --online.",
    )
    .in_lang(lang)
}

/// What it rests on in law.
pub(super) fn grounds(page: &Page<'_>, lang: Lang) -> Vec<String> {
    let cited = page.reception.grounds.iter();
    cited.map(|one: &Citation| one.text(lang.into())).collect()
}
