//! The report for a person: first the result, then the reason, then what was not decided.

use std::fmt::Write as _;

use pades_sign::NotChecked;
use regulation_rules::{ComplianceReport, Finding};
use regulation_rules::facts::CallerFacts;
use cert_path::{Certificate, PathFailure, PathReason, TrustedPath};
use pades_verify::{
    Axis, DocumentReport, Indication, ModificationLevel, Severity, SignatureKind, SignatureReport,
    TimeProof, Verdict,
};

use super::{day, moment, moment_en};
use crate::text::{Lang, Text, words};

/// One file's report.
pub(crate) fn report(file: &str, report: &DocumentReport, facts: &CallerFacts, lang: Lang) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{file}: {}", verdict(report.verdict()).in_lang(lang));
    for anomaly in &report.anomalies {
        let place = anomaly.offset.map(|offset| format!(" @{offset}")).unwrap_or_default();
        let _ = writeln!(out, "  {} {} ({}){place}", mark(anomaly.severity), anomaly.text, anomaly.code);
    }
    for (index, signature) in report.signatures.iter().enumerate() {
        out.push_str(&signature_block(index + 1, signature, facts, lang));
    }
    out
}

/// Messages 1–4 of `office-practice` §3.3.
fn verdict(verdict: Verdict) -> crate::text::Words {
    match verdict {
        Verdict::Passed => words("Chữ ký số hợp lệ.", "signatures valid"),
        Verdict::Failed => words("Chữ ký số không hợp lệ.", "signatures not valid"),
        Verdict::Indeterminate => words(
            "Chưa đủ căn cứ để kết luận. Kết quả này không có nghĩa là chữ ký số không hợp lệ.",
            "not enough evidence to decide; not the same as invalid",
        ),
        Verdict::Unsigned => words("Văn bản không có chữ ký số.", "no signature"),
    }
}

fn mark(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "✗",
        Severity::Warning => "!",
        Severity::Info => "·",
    }
}

fn signature_block(number: usize, signature: &SignatureReport, facts: &CallerFacts, lang: Lang) -> String {
    let indication = signature.indication();
    let mut out = format!("  {} {number}. {} — {}\n", sign_of(&indication), kind(signature).in_lang(lang), who(signature, lang));
    let mut line = |label: crate::text::Words, value: String| {
        let _ = writeln!(out, "      {:<22} {value}", label.in_lang(lang));
    };
    line(words("kết luận", "conclusion"), conclusion(&indication, lang));
    line(words("vai trò", "role"), facts.role_of(&signature.field).text().in_language(lang.into()).to_owned());
    line(words("trường, định dạng", "field, format"), format!("{}, {}{}", signature.field, signature.sub_filter, level(signature)));
    if let Some(signer) = &signature.signer {
        line(words("nơi cấp chứng thư", "issuer"), signer.issuer().to_string());
        line(words("số chứng thư", "serial number"), signer.serial().to_string());
        line(words("thời hạn chứng thư", "certificate validity"), format!("{} – {}", day(signer.not_before()), day(signer.not_after())));
    }
    line(words("thời gian ký", "signing time"), time(signature, lang));
    line(words("phạm vi ký", "coverage"), coverage(signature, lang));
    line(words("toàn vẹn", "integrity"), integrity(signature, lang));
    line(words("chứng thư", "trust"), trust(signature, lang));
    line(words("thay đổi sau ký", "later changes"), modifications(signature, lang));
    for finding in &signature.findings {
        let _ = writeln!(out, "      {} {} ({})", mark(finding.severity), finding.text, finding.code);
    }
    out
}

fn sign_of(indication: &Indication) -> &'static str {
    match indication {
        Indication::TotalPassed => "✓",
        Indication::Indeterminate(_) => "?",
        Indication::TotalFailed(_) => "✗",
    }
}

fn kind(signature: &SignatureReport) -> crate::text::Words {
    match signature.kind {
        SignatureKind::DocumentTimestamp => words("Dấu thời gian tài liệu", "Document time-stamp"),
        SignatureKind::UsageRights => words("Chữ ký quyền sử dụng", "Usage rights signature"),
        _ => words("Chữ ký số", "Signature"),
    }
}

fn who(signature: &SignatureReport, lang: Lang) -> String {
    match &signature.signer {
        Some(certificate) => display_name(certificate),
        None => words("không có chứng thư người ký", "signer certificate absent").in_lang(lang).to_owned(),
    }
}

/// The common name, else the whole name.
pub(crate) fn display_name(certificate: &Certificate) -> String {
    let subject = certificate.subject();
    subject.common_name().map_or_else(|| subject.to_string(), str::to_owned)
}

fn level(signature: &SignatureReport) -> String {
    signature.level.map(|level| format!(", {}", level.as_str())).unwrap_or_default()
}

/// The words of the indication (glossary of design.md 7, corrected by `office-practice` §3.2).
pub(crate) fn conclusion(indication: &Indication, lang: Lang) -> String {
    let (word, sub) = match indication {
        Indication::TotalPassed => (words("hợp lệ", "passed"), None),
        Indication::Indeterminate(sub) => (words("chưa đủ căn cứ để kết luận", "indeterminate"), Some(sub)),
        Indication::TotalFailed(sub) => (words("không hợp lệ", "failed"), Some(sub)),
    };
    match sub {
        Some(sub) => format!("{} ({})", word.in_lang(lang), sub.as_str()),
        None => word.in_lang(lang).to_owned(),
    }
}

/// Message 16 of `office-practice` §3.3 for a time that is only claimed.
fn time(signature: &SignatureReport, lang: Lang) -> String {
    let shown = |at| match lang {
        Lang::Vi => moment(at),
        Lang::En => moment_en(at),
    };
    let proof = match signature.time.proof {
        TimeProof::SignatureTimestamp => words("dấu thời gian xác nhận", "proven by a signature time-stamp"),
        TimeProof::DocumentTimestamp => words("dấu thời gian tài liệu xác nhận", "proven by a document time-stamp"),
        TimeProof::Claimed => words("do máy của người ký ghi, không có dấu thời gian xác nhận", "claimed by the signer, no time-stamp proves it"),
        _ => words("không ghi", "none"),
    };
    match signature.time.shown() {
        Some(at) => format!("{} ({})", shown(at), proof.in_lang(lang)),
        None => proof.in_lang(lang).to_owned(),
    }
}

fn coverage(signature: &SignatureReport, lang: Lang) -> String {
    match &signature.coverage {
        Axis::Proven(coverage) if coverage.covers_entire_file() => words("toàn bộ tệp", "entire file").in_lang(lang).to_owned(),
        Axis::Proven(_) => words("toàn bộ lần cập nhật đã ký", "entire signed revision").in_lang(lang).to_owned(),
        Axis::Refuted(failure) => format!("{}: {failure}", words("không đúng", "broken").in_lang(lang)),
        Axis::NotReached(_) => not_reached(lang),
    }
}

fn integrity(signature: &SignatureReport, lang: Lang) -> String {
    match &signature.integrity {
        Axis::Proven(_) => words("toàn vẹn", "intact").in_lang(lang).to_owned(),
        Axis::Refuted(failure) => format!("{}: {failure}", words("không toàn vẹn", "broken").in_lang(lang)),
        Axis::NotReached(_) => not_reached(lang),
    }
}

fn not_reached(lang: Lang) -> String {
    words("chưa xét được", "not reached").in_lang(lang).to_owned()
}

fn trust(signature: &SignatureReport, lang: Lang) -> String {
    match &signature.trust {
        Axis::Proven(path) => trusted(path, lang),
        Axis::Refuted(failure) => untrusted(failure, lang),
        Axis::NotReached(_) => not_reached(lang),
    }
}

fn trusted(path: &TrustedPath, lang: Lang) -> String {
    let name = display_name(path.anchor().certificate());
    let revocation = words("chưa kiểm tra thu hồi", "revocation not checked");
    format!("{} “{name}”; {}", words("đường dẫn đến", "path to").in_lang(lang), revocation.in_lang(lang))
}

/// Messages 12–14 of `office-practice` §3.3.
fn untrusted(failure: &PathFailure, lang: Lang) -> String {
    let word = match &failure.reason {
        PathReason::NoIssuerFound { .. } | PathReason::NotAnchored => words(
            "không có đường dẫn chứng thực đến chứng thư gốc đã được chấp nhận",
            "no path to an accepted root",
        ),
        PathReason::Expired { .. } | PathReason::NotYetValid { .. } => words("không có hiệu lực tại thời điểm xét", "outside its validity at the time judged"),
        PathReason::RevocationUnknown(_) => words("chưa kiểm tra được trạng thái (CRL, OCSP)", "status not obtainable (CRL, OCSP)"),
        _ => words("đường dẫn chứng thực không đạt", "path refused"),
    };
    format!("{} ({failure})", word.in_lang(lang))
}

/// Messages 6 and 7 of `office-practice` §3.3.
fn modifications(signature: &SignatureReport, lang: Lang) -> String {
    match &signature.modifications {
        Axis::Proven(level) => permitted(*level).in_lang(lang).to_owned(),
        Axis::Refuted(disallowed) => {
            let changes: Vec<String> = disallowed.changes.iter().take(3).map(ToString::to_string).collect();
            format!("{}: {}", words("nội dung đã thay đổi sau khi ký", "content changed after signing").in_lang(lang), changes.join("; "))
        }
        Axis::NotReached(_) => not_reached(lang),
    }
}

fn permitted(level: ModificationLevel) -> crate::text::Words {
    match level {
        ModificationLevel::None => words("không có", "none"),
        ModificationLevel::LtaUpdates => words("chỉ thông tin kiểm tra và dấu thời gian", "only validation material and time-stamps"),
        ModificationLevel::Signatures => words("chỉ ký bổ sung; nội dung đã ký không thay đổi", "only further signatures"),
        _ => words("điền biểu mẫu được phép", "permitted form filling"),
    }
}

/// What was not checked before signing, as the record says.
pub(crate) fn not_checked(gap: &NotChecked) -> Text {
    match gap {
        NotChecked::Chain => Text::new("Chưa kiểm tra: đường dẫn chứng thực.", "Not checked: the certification path."),
        NotChecked::Revocation { why } => Text::new(
            format!("Chưa kiểm tra: trạng thái thu hồi của chứng thư ({why})."),
            format!("Not checked: revocation of the certificate ({why})."),
        ),
        NotChecked::SigningTime => Text::new(
            "Thời gian ký do máy của người ký ghi, không có dấu thời gian xác nhận.",
            "The signing time is claimed; no time-stamp proves it.",
        ),
        other => Text::new(format!("Chưa kiểm tra: {other:?}."), format!("Not checked: {other:?}.")),
    }
}

/// What the law in force says, signature by signature. What is fulfilled takes one line, unless all is to be explained.
pub(crate) fn judged(judged: &ComplianceReport, explain: bool, lang: Lang) -> String {
    let mut out = String::new();
    for signature in &judged.signatures {
        let _ = writeln!(out, "  {} — {}", words("Đối chiếu quy định", "By the law in force").in_lang(lang), signature.field);
        for finding in signature.shown(explain) {
            let told = match finding.verdict {
                regulation_rules::Verdict::Satisfied(_) if !explain => in_brief(finding, lang),
                _ => finding.told(lang.into()),
            };
            out.extend(told.lines().map(|line| format!("    {line}\n")));
        }
        for unread in &signature.unread {
            let _ = writeln!(out, "    ! {}", unread.told(lang.into()));
        }
    }
    out
}

/// The headline and where it stands.
fn in_brief(finding: &Finding, lang: Lang) -> String {
    let citations = finding.meta.cites.iter().map(|citation| citation.text(lang.into()));
    format!("{} {} — {}", finding.mark(), finding.headline(lang.into()), citations.collect::<Vec<_>>().join("; "))
}
