//! What a reason rests on, in a sentence: where it was seen, and what.

use jiff::Timestamp;
use pades_verify::codes::Detailed as _;
use pades_verify::{ChangeVerdict, SignatureReport};
use signing_workflow::receive::{Fact, Field, Shown};

use super::Page;
use super::field::{LONGEST_NAME, broken, day_in};
use super::heading;
use crate::present::lay::clean;
use crate::present::{codes, display_name, moment, moment_en, moment_in};
use crate::text::{Lang, words};

/// What a person said is quoted in full, up to here. Ours.
const LONGEST_QUOTE: usize = 300;

/// A name from outside, as one line.
pub(super) fn name(text: &str) -> String {
    clean(text, LONGEST_NAME)
}

/// The signature that is meant, if one is.
fn signature<'a>(shown: &Shown, page: &'a Page<'_>) -> Option<&'a SignatureReport> {
    let index = shown.place.signature?.checked_sub(1)?;
    let named = shown.place.file.as_deref();
    let mut parts = page.parts.iter();
    let part = parts.find(|part| named.is_none_or(|file| file == part.name))?;
    part.report?.signatures.get(index)
}

/// Where and what: `chữ ký số thứ 2 (Nguyễn Văn A): …`.
pub(super) fn told(shown: &Shown, page: &Page<'_>, lang: Lang) -> String {
    let signature = signature(shown, page);
    let what = what(&shown.fact, signature, lang);
    let whose = match (shown.place.signature, lang) {
        (Some(number), Lang::Vi) => format!("chữ ký số thứ {number}"),
        (Some(number), Lang::En) => format!("signature {number}"),
        (None, _) => String::new(),
    };
    let signer = signature.and_then(|one| one.signer.as_ref());
    let signer = signer.map(|signer| format!(" ({})", name(&display_name(signer))));
    let several = page.parts.len() > 1;
    let file = shown.place.file.as_deref().filter(|_| several);
    let file = file
        .map(|file| format!("“{}”", name(file)))
        .unwrap_or_default();
    let place: Vec<String> = [file, format!("{whose}{}", signer.unwrap_or_default())]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    match place.is_empty() {
        true => what,
        false => format!("{}: {what}", place.join(", ")),
    }
}

fn what(fact: &Fact, signature: Option<&SignatureReport>, lang: Lang) -> String {
    let vi_en = |vi: String, en: String| match lang {
        Lang::Vi => vi,
        Lang::En => en,
    };
    match fact {
        Fact::NoSignature => vi_en("văn bản không có chữ ký số".into(), "no signature".into()),
        Fact::RoleMissing { role } => {
            let role = heading::role(*role);
            vi_en(
                format!("không có chữ ký số nào là của {}", role.vi),
                format!("no signature is that of the {}", role.en),
            )
        }
        Fact::RoleUnknown { signatures } => vi_en(
            format!("chưa xác định được vai trò của {signatures} chữ ký số"),
            format!("the part of {signatures} signatures is not known"),
        ),
        Fact::Verdict { sub_indication, .. } => verdict(sub_indication.as_str(), signature, lang),
        Fact::Changed { changes: count, .. } => signature.map_or_else(
            || {
                vi_en(
                    format!("{count} thay đổi không được phép"),
                    format!("{count} changes that nothing allows"),
                )
            },
            |one| changes(one, lang),
        ),
        Fact::Anomaly { anomaly, .. } => {
            codes::observed(anomaly, lang).unwrap_or(anomaly).to_owned()
        }
        Fact::Revoked { since, signed, .. } => revoked(*since, *signed, lang),
        Fact::OnHold { since } => vi_en(
            format!("chứng thư bị tạm dừng từ {}", moment(*since)),
            format!("the certificate is on hold since {}", moment_en(*since)),
        ),
        Fact::OutsideValidity {
            not_before,
            not_after,
            signed,
        } => outside(*not_before, *not_after, *signed, lang),
        Fact::StatusUnknown { certificate, .. } => vi_en(
            format!("chưa có CRL, OCSP cho chứng thư “{}”", name(certificate)),
            format!("no CRL or OCSP for the certificate “{}”", name(certificate)),
        ),
        Fact::Path { issuer, .. } => path(issuer.as_deref(), lang),
        other => of_file(other, lang),
    }
}

/// Message 14.
fn path(issuer: Option<&str>, lang: Lang) -> String {
    let at = issuer.map(name);
    match (lang, at) {
        (Lang::Vi, Some(at)) => format!(
            "đường dẫn chứng thực dừng ở “{at}”, không dẫn đến chứng thư gốc đã được cơ quan chấp nhận"
        ),
        (Lang::Vi, None) => {
            "đường dẫn chứng thực không dẫn đến chứng thư gốc đã được cơ quan chấp nhận".to_owned()
        }
        (Lang::En, Some(at)) => {
            format!("the path ends at “{at}”, not at a root the office accepts")
        }
        (Lang::En, None) => "the path does not lead to a root the office accepts".to_owned(),
    }
}

fn verdict(sub: &str, signature: Option<&SignatureReport>, lang: Lang) -> String {
    let broken = signature.and_then(|one| broken(one, lang));
    broken.unwrap_or_else(|| {
        codes::title("sub-indication", sub, lang)
            .unwrap_or(sub)
            .to_owned()
    })
}

/// Files, parts, and what was sent along.
fn of_file(fact: &Fact, lang: Lang) -> String {
    let vi_en = |vi: String, en: String| match lang {
        Lang::Vi => vi,
        Lang::En => en,
    };
    match fact {
        Fact::Unread {
            offset: Some(offset),
            ..
        } => vi_en(
            format!("không đọc được tệp, lỗi tại vị trí {offset}"),
            format!("the file cannot be read at offset {offset}"),
        ),
        Fact::Unread { offset: None, .. } => vi_en(
            "không đọc được tệp".into(),
            "the file cannot be read".into(),
        ),
        Fact::PartMissing { listed } => vi_en(
            format!("thiếu tệp “{}”", name(listed)),
            format!("the file “{}” is missing", name(listed)),
        ),
        Fact::PartUnlisted { name: one } => vi_en(
            format!(
                "tệp “{}” không có trong danh mục gửi kèm hoặc được ghi hai lần",
                name(one)
            ),
            format!("the file “{}” is not listed, or listed twice", name(one)),
        ),
        Fact::PartUndecodable { name: one, .. } => vi_en(
            format!("không đọc được nội dung tệp “{}”", name(one)),
            format!("the content of “{}” cannot be decoded", name(one)),
        ),
        Fact::PartNotPdf { kind } => vi_en(
            format!("chưa kiểm tra được chữ ký số của loại tệp {}", name(kind)),
            format!(
                "signatures of files of the kind {} are not read here",
                name(kind)
            ),
        ),
        Fact::Differs {
            field,
            stated,
            found,
        } => vi_en(
            format!(
                "{} gửi kèm “{}” không khớp với văn bản “{}”",
                field_word(*field, lang),
                name(stated),
                name(found)
            ),
            format!(
                "{} sent along “{}” differs from the document “{}”",
                field_word(*field, lang),
                name(stated),
                name(found)
            ),
        ),
        Fact::Addressee { named, .. } => {
            let named: Vec<String> = named.iter().map(|one| name(one)).collect();
            vi_en(
                format!("nơi nhận ghi trên văn bản: {}", named.join(", ")),
                format!("addressees the document names: {}", named.join(", ")),
            )
        }
        Fact::SameBytes { .. } => vi_en(
            "tệp giống hệt tệp đã nhận".into(),
            "the same bytes were received before".into(),
        ),
        Fact::RuleViolated { rule } => vi_en(
            format!("trái với quy định (quy tắc {rule})"),
            format!("against the rule {rule}"),
        ),
        Fact::Stated { by: Some(by), text } => {
            format!("{} ({})", clean(text, LONGEST_QUOTE), name(by))
        }
        Fact::Stated { by: None, text } => clean(text, LONGEST_QUOTE),
        other => codes::title("fact", other.code(), lang)
            .unwrap_or(other.code())
            .to_owned(),
    }
}

fn field_word(field: Field, lang: Lang) -> &'static str {
    match field {
        Field::Number => words("số văn bản", "the number"),
        Field::Symbol => words("ký hiệu", "the symbol"),
        Field::Date => words("ngày văn bản", "the day"),
        _ => words("thông tin", "what was"),
    }
    .in_lang(lang)
}

/// Message 6: what changed and on which page, without repeating the same.
pub(super) fn changes(signature: &SignatureReport, lang: Lang) -> String {
    let mut told: Vec<String> = Vec::new();
    let refused = signature.modifications.refuted();
    let reasons = refused.map_or(&[][..], |disallowed| disallowed.changes.as_slice());
    for change in reasons {
        let title = codes::observed(change.reason.code(), lang).unwrap_or_default();
        let page = page_of(signature, change.revision, change.reference, lang);
        let one = format!("{title}{page}");
        if !told.contains(&one) {
            told.push(one);
        }
    }
    let more = told.len().saturating_sub(SHOWN);
    told.truncate(SHOWN);
    let text = told.join("; ");
    match (more, lang) {
        (0, _) => text,
        (more, Lang::Vi) => format!("{text}; và {more} thay đổi khác"),
        (more, Lang::En) => format!("{text}; and {more} more"),
    }
}

/// Kinds of changes named on the page; the detailed report names every change.
const SHOWN: usize = 3;

/// On which page it shows, where that is known.
fn page_of(
    signature: &SignatureReport,
    revision: usize,
    reference: Option<pdf_revisions::Reference>,
    lang: Lang,
) -> String {
    let mut changes = signature.changes.iter();
    let place = changes
        .find(|change| {
            change.revision == revision
                && change.reference == reference
                && matches!(change.verdict, ChangeVerdict::Disallowed(_))
        })
        .and_then(|change| change.place);
    match (place, lang) {
        (Some(place), Lang::Vi) => format!(" (trang {})", place.page + 1),
        (Some(place), Lang::En) => format!(" (page {})", place.page + 1),
        (None, _) => String::new(),
    }
}

/// Message 9.
pub(super) fn revoked(since: Timestamp, signed: Option<Timestamp>, lang: Lang) -> String {
    let since = moment_in(since, lang);
    match (signed.map(|at| moment_in(at, lang)), lang) {
        (Some(signed), Lang::Vi) => {
            format!("chứng thư bị thu hồi từ {since}, trước thời điểm ký số {signed}")
        }
        (None, Lang::Vi) => format!("chứng thư bị thu hồi từ {since}"),
        (Some(signed), Lang::En) => {
            format!("the certificate was revoked on {since}, before signing on {signed}")
        }
        (None, Lang::En) => format!("the certificate was revoked on {since}"),
    }
}

/// Message 12.
fn outside(from: Timestamp, until: Timestamp, signed: Option<Timestamp>, lang: Lang) -> String {
    let at = signed.map(|at| moment_in(at, lang)).unwrap_or_default();
    let (from, until) = (day_in(from, lang), day_in(until, lang));
    match lang {
        Lang::Vi => {
            format!(
                "chứng thư không có hiệu lực tại thời điểm ký số {at} (thời hạn từ {from} đến {until})"
            )
        }
        Lang::En => {
            format!("the certificate was not in effect at signing {at} (validity {from} – {until})")
        }
    }
}
