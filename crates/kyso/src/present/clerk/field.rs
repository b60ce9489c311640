//! The seven fields of TT 15/2025/TT-BKHCN Điều 6: issuer, signer, unit that manages the certificate, time, integrity, validity at
//! the time of signing, validity of the certificate. None is ever left out; what is not known says so.

use cert_path::{Certificate, PathReason, RevocationState, RevocationStatus};
use gov_ca_model::Hierarchy;
use jiff::Timestamp;
use pades_verify::{Axis, DocumentReport, SignatureKind, SignatureReport, TimeProof};
use regulation_rules::capital;
use regulation_rules::facts::Role;

use super::Room;
use super::fact;
use crate::present::lay::{clean, hang, width};
use crate::present::{codes, day, display_name, moment, moment_en, moment_in, terms};
use crate::text::{Lang, Words, words};

/// One signature of the page.
pub(super) struct One<'a> {
    /// Counted from 1.
    pub(super) number: usize,
    pub(super) signature: &'a SignatureReport,
    pub(super) role: Role,
    pub(super) report: &'a DocumentReport,
    /// The moment of checking.
    pub(super) at: Timestamp,
}

/// Names are cut where a person reads them. Ours.
pub(super) const LONGEST_NAME: usize = 120;

/// The seven fields of a signature, with their labels.
pub(super) fn seven(one: &One<'_>, lang: Lang) -> [(String, String); 7] {
    let signature = one.signature;
    let certificate = signature.signer.as_ref();
    let term = terms::certificate(certificate.map_or(one.at, Certificate::not_before));
    let stamp = signature.kind == SignatureKind::DocumentTimestamp;
    let who = match stamp {
        true => words("Máy chủ dấu thời gian", "Time-stamp authority"),
        false => words("Người ký", "Signer"),
    };
    let label = |words: Words| words.in_lang(lang).to_owned();
    [
        (
            label(words("Nơi cấp chứng thư", "Issuer of the certificate")),
            issuer(one, lang),
        ),
        (label(who), signer(certificate, lang)),
        (
            label(words("Đơn vị quản lý chứng thư", "Unit that manages it")),
            unit(certificate, lang),
        ),
        (
            label(words("Thời gian ký", "Time of signing")),
            time(signature, lang),
        ),
        (
            label(words("Toàn vẹn nội dung", "Integrity of content")),
            integrity(one, lang),
        ),
        (
            label(words("Hiệu lực khi ký", "Validity at signing")),
            standing(one, lang),
        ),
        (
            label(words("Thời hạn chứng thư", "Certificate validity")),
            period(one, certificate, term, lang),
        ),
    ]
}

/// Field by field, or run together where the page is short of room.
pub(super) fn told(one: &One<'_>, room: Room, lang: Lang) -> Vec<String> {
    let fields = seven(one, lang);
    if room == Room::Tight {
        let run: Vec<String> = fields
            .iter()
            .map(|(label, text)| format!("{label}: {text}"))
            .collect();
        return hang("  ", &run.join(" · "));
    }
    let widest = fields
        .iter()
        .map(|(label, _)| width(label))
        .max()
        .unwrap_or_default();
    let lines = fields
        .iter()
        .enumerate()
        .flat_map(|(index, (label, text))| {
            let gap = " ".repeat(widest.saturating_sub(width(label)));
            hang(&format!("  {}. {label}{gap}  ", index + 1), text)
        });
    lines.collect()
}

fn absent(lang: Lang) -> String {
    let absent = words(
        "không có chứng thư của người ký trong tệp",
        "the file holds no certificate of the signer",
    );
    absent.in_lang(lang).to_owned()
}

fn issuer(one: &One<'_>, lang: Lang) -> String {
    let Some(certificate) = &one.signature.signer else {
        return absent(lang);
    };
    let name = certificate.issuer();
    let common = name
        .common_name()
        .map_or_else(|| name.to_string(), str::to_owned);
    let common = clean(&common, LONGEST_NAME);
    let organisation = name.organisation().map(|name| clean(name, LONGEST_NAME));
    match organisation.filter(|organisation| *organisation != common) {
        Some(organisation) => format!("{common}, {organisation}"),
        None => common,
    }
}

fn signer(certificate: Option<&Certificate>, lang: Lang) -> String {
    certificate.map_or_else(
        || absent(lang),
        |certificate| clean(&display_name(certificate), LONGEST_NAME),
    )
}

/// The body named in the certificate: of government certificates the one that manages it.
fn unit(certificate: Option<&Certificate>, lang: Lang) -> String {
    let Some(certificate) = certificate else {
        return absent(lang);
    };
    let subject = certificate.subject();
    let units = subject.organisational_units().into_iter();
    let named: Vec<String> = subject
        .organisation()
        .into_iter()
        .chain(units)
        .map(|name| clean(name, LONGEST_NAME))
        .collect();
    if named.is_empty() {
        let none = words("chứng thư không ghi", "the certificate names none");
        return none.in_lang(lang).to_owned();
    }
    named.join(", ")
}

/// Message 16 for a time that is only claimed.
fn time(signature: &SignatureReport, lang: Lang) -> String {
    let shown = signature.time.shown().map(|at| moment_in(at, lang));
    let told = match signature.time.proof {
        TimeProof::SignatureTimestamp => words("dấu thời gian xác nhận", "proven by a time-stamp"),
        TimeProof::DocumentTimestamp => words(
            "dấu thời gian tài liệu xác nhận",
            "proven by a document time-stamp",
        ),
        TimeProof::Claimed => words(
            "do máy của người ký ghi, không có dấu thời gian xác nhận",
            "by the signer's machine; no time-stamp proves it",
        ),
        _ => words(
            "không ghi, không có dấu thời gian",
            "not stated, and no time-stamp",
        ),
    };
    let told = told.in_lang(lang);
    shown.map_or_else(|| told.to_owned(), |shown| format!("{shown}, {told}"))
}

/// Messages 6–8.
fn integrity(one: &One<'_>, lang: Lang) -> String {
    let signature = one.signature;
    if let Some(why) = broken(signature, lang) {
        return why;
    }
    match &signature.modifications {
        Axis::Refuted(_) => fact::changes(signature, lang),
        Axis::NotReached(_) => not_decided(lang),
        Axis::Proven(_) => {
            let updates = later_updates(one);
            match (updates, lang) {
                (0, Lang::Vi) => "toàn vẹn; không có thay đổi sau khi ký".to_owned(),
                (0, Lang::En) => "intact; nothing changed after signing".to_owned(),
                (count, Lang::Vi) => format!(
                    "toàn vẹn; sau chữ ký số có {count} lần cập nhật được phép, nội dung đã ký không thay đổi"
                ),
                (count, Lang::En) => {
                    format!("intact; {count} permitted updates later, what was signed is unchanged")
                }
            }
        }
    }
}

fn later_updates(one: &One<'_>) -> usize {
    let covered = one.signature.revision.map_or(0, |revision| revision + 1);
    one.report.revisions.saturating_sub(covered)
}

/// What keeps the content from being proven the signed one.
pub(super) fn broken(signature: &SignatureReport, lang: Lang) -> Option<String> {
    let refuted = signature.coverage.refuted().is_some() || signature.integrity.refuted().is_some();
    if !refuted {
        return matches!(signature.integrity, Axis::NotReached(_)).then(|| not_decided(lang));
    }
    let mut findings = signature.findings.iter();
    let detail =
        findings.find_map(|finding| finding.detail.filter(|code| !code.starts_with("tolerance")));
    let title = detail.and_then(|code| codes::observed(code, lang));
    let lead = words("không toàn vẹn", "not intact").in_lang(lang);
    Some(title.map_or_else(|| lead.to_owned(), |title| format!("{lead}: {title}")))
}

fn not_decided(lang: Lang) -> String {
    let open = words(
        "chưa đủ căn cứ để kết luận",
        "not enough evidence to decide",
    );
    open.in_lang(lang).to_owned()
}

/// Messages 9–15, said of the moment that is proven, else of the moment of checking.
fn standing(one: &One<'_>, lang: Lang) -> String {
    let signature = one.signature;
    match &signature.trust {
        Axis::Proven(path) => {
            let mut text = in_effect(signature, path.revocation(), lang);
            let hierarchy = Hierarchy::of_path(path);
            if hierarchy == Hierarchy::Public {
                let public = words(
                    "; chữ ký số công cộng, áp dụng quy định về chữ ký số công cộng",
                    "; a public signature, the law on public signatures applies",
                );
                text.push_str(public.in_lang(lang));
            }
            let signed = signature.time.shown().unwrap_or(one.at);
            if let Some(old) = signature
                .signer
                .as_ref()
                .and_then(|one| terms::transitional(one, hierarchy, signed))
            {
                text = format!("{text}; {}", old.in_lang(lang));
            }
            text
        }
        Axis::Refuted(failure) => refused(one, &failure.reason, lang),
        Axis::NotReached(_) => not_decided(lang),
    }
}

fn in_effect(signature: &SignatureReport, revocation: RevocationStatus, lang: Lang) -> String {
    let proven = signature.time.proven().is_some();
    let when = match proven {
        true => words("có hiệu lực tại thời điểm ký", "in effect at signing"),
        false => words(
            "có hiệu lực tại thời điểm kiểm tra",
            "in effect at the moment of checking",
        ),
    };
    let later = signature
        .signer_status()
        .and_then(|status| match status.state {
            RevocationState::Good { later } => later,
            _ => None,
        });
    let status = match (revocation, later) {
        (RevocationStatus::NotChecked(_), _) => words(
            "chưa kiểm tra trạng thái thu hồi",
            "revocation was not checked",
        )
        .in_lang(lang)
        .to_owned(),
        (_, Some(later)) => match lang {
            Lang::Vi => format!(
                "bị thu hồi từ {}, sau thời điểm ký, không ảnh hưởng đến chữ ký số này",
                moment(later.since)
            ),
            Lang::En => format!(
                "revoked on {}, after signing: unaffected",
                moment_en(later.since)
            ),
        },
        _ => words("chưa bị thu hồi", "not revoked")
            .in_lang(lang)
            .to_owned(),
    };
    format!("{}; {status}", when.in_lang(lang))
}

fn refused(one: &One<'_>, why: &PathReason, lang: Lang) -> String {
    let title = |kind, code| {
        codes::title(kind, code, lang)
            .unwrap_or_default()
            .to_owned()
    };
    // What is final is the verifier's to say (docs/decisions/0024).
    let mut checks = one.signature.checked().into_iter();
    let trust = checks
        .find(|check| check.name == "trust")
        .and_then(|check| check.failed);
    let is_final = trust.is_some_and(|sub| sub.indication().is_failed());
    match (why, lang) {
        (PathReason::Revoked(revoked), _) if is_final => {
            fact::revoked(revoked.since, one.signature.time.shown(), lang)
        }
        (PathReason::Revoked(revoked), Lang::Vi) => format!(
            "chứng thư đã bị thu hồi từ {}; chưa đủ căn cứ xác định ký trước hay sau khi thu hồi",
            moment(revoked.since)
        ),
        (PathReason::Revoked(revoked), Lang::En) => format!(
            "revoked on {}; nothing shows whether it was signed before",
            moment_en(revoked.since)
        ),
        (PathReason::NoIssuerFound { .. } | PathReason::NotAnchored, Lang::Vi) => {
            "chưa xác định được: đường dẫn chứng thực không dẫn đến chứng thư gốc đã được cơ quan chấp nhận".to_owned()
        }
        (PathReason::NoIssuerFound { .. } | PathReason::NotAnchored, Lang::En) => {
            "not known: the path does not lead to a root the office accepts".to_owned()
        }
        (PathReason::RevocationUnknown(_), _) => title("hold", "status-unknown"),
        (PathReason::Expired { .. } | PathReason::NotYetValid { .. }, _) if !is_final => {
            title("hold", "no-proof-of-time")
        }
        (PathReason::Expired { .. } | PathReason::NotYetValid { .. }, _) => title("refusal", "R05"),
        (reason, _) => title("path", crate::present::path_json::code(reason)),
    }
}

/// Validity of the certificate, and whether it is over.
fn period(one: &One<'_>, certificate: Option<&Certificate>, term: Words, lang: Lang) -> String {
    let Some(certificate) = certificate else {
        return absent(lang);
    };
    let (from, until) = (
        day_in(certificate.not_before(), lang),
        day_in(certificate.not_after(), lang),
    );
    let is_over = certificate.not_after() < one.at;
    match (lang, is_over) {
        (Lang::Vi, false) => format!("{} có thời hạn từ {from} đến {until}", term.vi),
        (Lang::Vi, true) => {
            format!(
                "{} có thời hạn từ {from} đến {until} (nay đã hết thời hạn)",
                term.vi
            )
        }
        (Lang::En, false) => format!("{from} – {until}"),
        (Lang::En, true) => format!("{from} – {until} (over by now)"),
    }
}

/// A day in the reader's language, Vietnamese time.
pub(super) fn day_in(at: Timestamp, lang: Lang) -> String {
    match lang {
        Lang::Vi => day(at),
        Lang::En => moment_en(at).chars().take(DAY).collect(),
    }
}

/// Characters of the day in an ISO 8601 time.
const DAY: usize = 10;

/// A sentence with its capital and full stop.
pub(super) fn sentence(text: &str) -> String {
    let text = capital(text);
    match text.ends_with(['.', '”']) {
        true => text,
        false => format!("{text}."),
    }
}
