//! The changes in words and for programs.

use std::fmt::Write as _;

use pades_verify::codes::Detailed as _;
use pades_verify::{Axis, Change, ChangeKind, ChangeVerdict, ModificationLevel, SignatureReport};
use serde_json::{Value, json};

use super::{After, Pair, Pictures};
use crate::present::{axes, codes, vietnamese};
use crate::text::{Lang, Text, Words, harmless, words};

/// `{"file","signature":{"number","field"},"revision","revisions","modifications","changes":[…],"more"}`; a change is
/// `{"revision","object","path","how","before","after","allowed","rule","level","reason","place":{"page","area"}}`. Revisions
/// and pages count from 1. A public interface: more may be added, none changes.
pub(super) fn json(after: &After<'_>, lang: Lang) -> Value {
    let signature = after.signature;
    let changes: Vec<Value> = signature
        .changes
        .iter()
        .map(|one| change(one, lang))
        .collect();
    json!({
        "file": after.name,
        "signature": { "number": after.number, "field": signature.field },
        "revision": after.coverage.revision() + 1,
        "revisions": after.file.revisions().len(),
        "modifications": word(signature),
        "changes": changes,
        "more": signature.changes.more(),
    })
}

/// As `kyso verify --json` says it.
const fn word(signature: &SignatureReport) -> &'static str {
    match &signature.modifications {
        Axis::Proven(level) => level.as_str(),
        Axis::Refuted(_) => "disallowed",
        Axis::NotReached(_) => "unknown",
    }
}

fn change(change: &Change, lang: Lang) -> Value {
    let (rule, level, reason) = match &change.verdict {
        ChangeVerdict::Allowed { rule, level } => (Some(*rule), Some(level.as_str()), None),
        ChangeVerdict::Disallowed(reason) => {
            let text = match lang {
                Lang::Vi => vietnamese::change(reason),
                Lang::En => reason.to_string(),
            };
            (None, None, Some(text))
        }
    };
    json!({
        "revision": change.revision + 1,
        "object": change.reference.map(|one| format!("{} {}", one.number, one.generation)),
        "path": change.path,
        "how": change.how.as_str(),
        "before": change.before,
        "after": change.after,
        "allowed": change.verdict.is_allowed(),
        "rule": rule,
        "level": level,
        "reason": reason,
        "place": change.place.map(|place| json!({ "page": place.page + 1, "area": place.area })),
    })
}

/// The array `images`: `{"revision","page","area","before","after","changes":[index]}`.
pub(super) fn images_json(images: &[Pair], after: &After<'_>) -> Value {
    let one = |pair: &Pair| {
        let changes: Vec<usize> = after
            .signature
            .changes
            .iter()
            .enumerate()
            .filter(|(_, change)| is_shown(change, pair))
            .map(|(index, _)| index)
            .collect();
        json!({
            "revision": pair.revision + 1,
            "page": pair.page,
            "area": pair.area,
            "before": pair.before,
            "after": pair.after,
            "changes": changes,
        })
    };
    images.iter().map(one).collect()
}

/// What the pictures do not show: `{"pages"}`, how many pages were not compared.
pub(super) fn left_out_json(pictures: &Pictures) -> Value {
    json!({ "pages": pictures.pages_left_out })
}

/// Whether the change has its place in the region.
fn is_shown(change: &Change, pair: &Pair) -> bool {
    change.place.is_some_and(|place| {
        let ([a0, b0, a1, b1], [c0, d0, c1, d1]) = (place.area, pair.area);
        let touches = a0 <= c1 && c0 <= a1 && b0 <= d1 && d0 <= b1;
        change.revision <= pair.revision && place.page + 1 == pair.page && touches
    })
}

/// For a person.
pub(super) fn text(after: &After<'_>, lang: Lang) -> String {
    let signature = after.signature;
    let (number, field) = (after.number, harmless(&signature.field));
    let (own, all) = (after.coverage.revision() + 1, after.file.revisions().len());
    let name = &after.name;
    let mut out = match lang {
        Lang::Vi => format!(
            "{name}: các thay đổi sau chữ ký số {number} (“{field}”, lần cập nhật {own} trong {all}): {}\n",
            axes::modifications(signature, lang)
        ),
        Lang::En => format!(
            "{name}: changes after signature {number} (“{field}”, revision {own} of {all}): {}\n",
            axes::modifications(signature, lang)
        ),
    };
    let mut revision = None;
    for change in &signature.changes {
        if revision != Some(change.revision) {
            revision = Some(change.revision);
            let label = words("Lần cập nhật", "Revision").in_lang(lang);
            let _ = writeln!(out, "  {label} {}", change.revision + 1);
        }
        out.push_str(&block(change, lang));
    }
    let refused = signature
        .changes
        .iter()
        .filter(|one| !one.verdict.is_allowed());
    let (refused, listed) = (refused.count(), signature.changes.len());
    let _ = match lang {
        Lang::Vi => writeln!(out, "  {listed} thay đổi, {refused} không được chấp nhận"),
        Lang::En => writeln!(out, "  {listed} changes, {refused} not allowed"),
    };
    if signature.changes.more() > 0 {
        let more = signature.changes.more();
        let label = words(
            "thay đổi khác không liệt kê",
            "further changes are not listed",
        );
        let _ = writeln!(out, "  + {more} {}", label.in_lang(lang));
    }
    out
}

fn block(change: &Change, lang: Lang) -> String {
    let mark = if change.verdict.is_allowed() {
        "✓"
    } else {
        "✗"
    };
    let how = how(change.how).in_lang(lang);
    let object = change
        .reference
        .map(|one| format!(" ({} {})", one.number, one.generation));
    let object = object.unwrap_or_default();
    let mut out = format!(
        "    {mark} {how}: {}{object} — {}\n",
        harmless(&change.path),
        verdict(&change.verdict, lang)
    );
    let values = [
        (words("trước", "before"), &change.before),
        (words("sau", "after"), &change.after),
    ];
    for (label, value) in values {
        if let Some(value) = value {
            let _ = writeln!(
                out,
                "        {:<6} {}",
                label.in_lang(lang),
                harmless(value)
            );
        }
    }
    out
}

pub(crate) const fn how(how: ChangeKind) -> Words {
    match how {
        ChangeKind::Added => words("thêm", "added"),
        ChangeKind::Replaced => words("thay", "replaced"),
        ChangeKind::Freed => words("bỏ", "removed"),
    }
}

pub(crate) fn verdict(verdict: &ChangeVerdict, lang: Lang) -> String {
    match verdict {
        ChangeVerdict::Allowed { rule, level } => {
            let allowed = words("được chấp nhận", "allowed").in_lang(lang);
            format!("{allowed}: {} ({rule})", self::level(*level).in_lang(lang))
        }
        ChangeVerdict::Disallowed(reason) => {
            let refused = words("không được chấp nhận", "not allowed").in_lang(lang);
            let why = match lang {
                Lang::Vi => vietnamese::change(reason),
                Lang::En => reason.to_string(),
            };
            format!("{refused}: {}", harmless(&why))
        }
    }
}

/// The same for who knows no rules by their names.
pub(crate) fn verdict_in_words(verdict: &ChangeVerdict, lang: Lang) -> String {
    match verdict {
        ChangeVerdict::Allowed { level, .. } => self::level(*level).in_lang(lang).to_owned(),
        ChangeVerdict::Disallowed(reason) => {
            let title = codes::title("detail", reason.code(), lang);
            title.map_or_else(|| reason.to_string(), str::to_owned)
        }
    }
}

fn level(level: ModificationLevel) -> Words {
    match level {
        ModificationLevel::None => words(
            "không hiển thị, không có tác dụng",
            "shows nothing, does nothing",
        ),
        ModificationLevel::LtaUpdates => words(
            "thông tin kiểm tra lâu dài, thông tin về tệp",
            "long-term validation data, data about the file",
        ),
        ModificationLevel::Signatures => words("ký bổ sung", "a further signature"),
        ModificationLevel::FormFilling => words("điền biểu mẫu", "form filling"),
        ModificationLevel::Annotations => words("chú thích", "annotations"),
        _ => words("khác", "other"),
    }
}

/// The files that were written, and what they do not show.
pub(super) fn pictures(pictures: &Pictures, lang: Lang) -> String {
    let mut out = String::new();
    for pair in &pictures.pairs {
        let page = words("trang", "page").in_lang(lang);
        let files: Vec<&str> = [&pair.before, &pair.after]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        let _ = writeln!(out, "  {page} {}: {}", pair.page, files.join(" → "));
    }
    let pages = pictures.pages_left_out;
    if pictures.pairs.is_empty() {
        let none = match pages {
            0 => words(
                "Hình các trang không khác nhau.",
                "The pages look the same.",
            ),
            _ => words(
                "Hình các trang đã so sánh không khác nhau.",
                "The pages that were compared look the same.",
            ),
        };
        let _ = writeln!(out, "{}", none.in_lang(lang));
    }
    if pages > 0 {
        let note = Text::new(
            format!("Lưu ý: {pages} trang chưa được so sánh hình."),
            format!("Note: {pages} pages were not compared."),
        );
        let _ = writeln!(out, "{}", note.in_lang(lang));
    }
    out
}
