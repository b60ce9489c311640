//! The five axes of a signature, each in one line of the reader's language.

use std::fmt::Display;

use pades_verify::{
    Axis, Disallowed, DisallowedChange, ModificationLevel, SignatureReport, TimeProof,
};

use super::{moment_in, vietnamese};
use crate::text::{Lang, Words, words};

/// Changes shown; `--json` lists more.
const SHOWN: usize = 3;

/// A reason in the reader's language.
pub(super) fn reason(lang: Lang, vi: impl FnOnce() -> String, en: &dyn Display) -> String {
    match lang {
        Lang::Vi => vi(),
        Lang::En => en.to_string(),
    }
}

pub(super) fn not_reached(lang: Lang) -> String {
    let word = words("chưa xét được", "not reached");
    word.in_lang(lang).to_owned()
}

/// Message 16 of `office-practice` §3.3 for a time that is only claimed.
pub(crate) fn time(signature: &SignatureReport, lang: Lang) -> String {
    let proof = proof(signature.time.proof).in_lang(lang);
    match signature.time.shown() {
        Some(at) => format!("{} ({proof})", moment_in(at, lang)),
        None => proof.to_owned(),
    }
}

fn proof(proof: TimeProof) -> Words {
    match proof {
        TimeProof::SignatureTimestamp => {
            words("dấu thời gian xác nhận", "proven by a signature time-stamp")
        }
        TimeProof::DocumentTimestamp => words(
            "dấu thời gian tài liệu xác nhận",
            "proven by a document time-stamp",
        ),
        TimeProof::Claimed => words(
            "do máy của người ký ghi, không có dấu thời gian xác nhận",
            "claimed by the signer, no time-stamp proves it",
        ),
        _ => words("không ghi", "none"),
    }
}

pub(crate) fn coverage(signature: &SignatureReport, lang: Lang) -> String {
    let whole = words("toàn bộ tệp", "entire file");
    let revision = words("toàn bộ lần cập nhật đã ký", "entire signed revision");
    match &signature.coverage {
        Axis::Proven(coverage) if coverage.covers_entire_file() => whole.in_lang(lang).to_owned(),
        Axis::Proven(_) => revision.in_lang(lang).to_owned(),
        Axis::Refuted(failure) => {
            let why = reason(lang, || vietnamese::coverage(failure), failure);
            format!("{}: {why}", words("không đúng", "broken").in_lang(lang))
        }
        Axis::NotReached(_) => not_reached(lang),
    }
}

pub(crate) fn integrity(signature: &SignatureReport, lang: Lang) -> String {
    match &signature.integrity {
        Axis::Proven(_) => words("toàn vẹn", "intact").in_lang(lang).to_owned(),
        Axis::Refuted(failure) => {
            let why = reason(lang, || vietnamese::integrity(failure), failure);
            format!("{}: {why}", words("không toàn vẹn", "broken").in_lang(lang))
        }
        Axis::NotReached(_) => not_reached(lang),
    }
}

/// Messages 6 and 7 of `office-practice` §3.3.
pub(crate) fn modifications(signature: &SignatureReport, lang: Lang) -> String {
    match &signature.modifications {
        Axis::Proven(level) => permitted(*level).in_lang(lang).to_owned(),
        Axis::Refuted(disallowed) => changed(disallowed, lang),
        Axis::NotReached(_) => not_reached(lang),
    }
}

fn changed(disallowed: &Disallowed, lang: Lang) -> String {
    let lead = words(
        "nội dung đã thay đổi sau khi ký",
        "content changed after signing",
    );
    let changes = disallowed.changes.iter().take(SHOWN);
    let changes: Vec<String> = changes.map(|change| one_change(change, lang)).collect();
    format!("{}: {}", lead.in_lang(lang), changes.join("; "))
}

/// The object, and why its change is not allowed.
fn one_change(change: &DisallowedChange, lang: Lang) -> String {
    let why = reason(lang, || vietnamese::change(&change.reason), &change.reason);
    match change.reference {
        Some(reference) => {
            let lead = words("đối tượng", "object").in_lang(lang);
            format!("{lead} {}: {why}", reference.number)
        }
        None => why,
    }
}

fn permitted(level: ModificationLevel) -> Words {
    match level {
        ModificationLevel::None => words("không có", "none"),
        ModificationLevel::LtaUpdates => words(
            "chỉ thông tin kiểm tra và dấu thời gian",
            "only validation material and time-stamps",
        ),
        ModificationLevel::Signatures => words(
            "chỉ ký bổ sung; nội dung đã ký không thay đổi",
            "only further signatures",
        ),
        _ => words("điền biểu mẫu được phép", "permitted form filling"),
    }
}
