//! What the law in force says, and what was left unchecked before signing.

use std::fmt::Write as _;

use pades_sign::NotChecked;
use regulation_rules::{ComplianceReport, Finding, UnreadInForce, Verdict};

use crate::text::{Lang, Text, words};

/// Signature by signature, then sheet by sheet. What needs no attention takes one line, unless all is to be explained.
pub(crate) fn judged(judged: &ComplianceReport, explain: bool, lang: Lang) -> String {
    let mut out = String::new();
    for signature in &judged.signatures {
        let findings = signature.shown(explain);
        out += &part(&signature.field, findings, &signature.unread, explain, lang);
    }
    for sheet in &judged.others {
        let name = sheet.kind.text().in_language(lang.into());
        let name = format!("{name} {}", sheet.number);
        out += &part(&name, sheet.shown(explain), &sheet.unread, explain, lang);
    }
    out
}

fn part<'a>(
    name: &str,
    findings: impl Iterator<Item = &'a Finding>,
    unread: &[UnreadInForce],
    explain: bool,
    lang: Lang,
) -> String {
    let lead = words("Đối chiếu quy định", "By the law in force").in_lang(lang);
    let mut out = format!("  {lead} — {name}\n");
    for finding in findings {
        let told = if !explain && is_brief(finding) {
            in_brief(finding, lang)
        } else {
            finding.told(lang.into())
        };
        out.extend(told.lines().map(|line| format!("    {line}\n")));
    }
    for unread in unread {
        let _ = writeln!(out, "    ! {}", unread.told(lang.into()));
    }
    out
}

/// What is fulfilled, what only lacks somebody's word, and what a mere reference says take one line.
pub(super) fn is_brief(finding: &Finding) -> bool {
    matches!(finding.verdict, Verdict::Satisfied(_))
        || finding.lacks_only_attestation()
        || finding.reference
}

/// The headline and where it stands.
pub(super) fn in_brief(finding: &Finding, lang: Lang) -> String {
    let citations = finding.meta.cites.iter();
    let citations: Vec<String> = citations.map(|one| one.text(lang.into())).collect();
    let headline = finding.headline(lang.into());
    let reference = if finding.reference {
        words(" (tham khảo kỹ thuật)", " (technical reference)").in_lang(lang)
    } else {
        ""
    };
    format!(
        "{} {headline} — {}{reference}",
        finding.mark(),
        citations.join("; ")
    )
}

/// What was not checked before signing, as the record says.
pub(crate) fn not_checked(gap: &NotChecked) -> Text {
    match gap {
        NotChecked::Chain => Text::new(
            "Chưa kiểm tra: đường dẫn chứng thực.",
            "Not checked: the certification path.",
        ),
        NotChecked::Revocation { why } => Text::new(
            "Chưa kiểm tra: trạng thái thu hồi của chứng thư (CRL, OCSP).",
            format!("Not checked: revocation of the certificate ({why})."),
        ),
        NotChecked::SigningTime => Text::new(
            "Thời gian ký do máy của người ký ghi, không có dấu thời gian xác nhận.",
            "The signing time is claimed; no time-stamp proves it.",
        ),
        other => Text::new(
            format!("Chưa kiểm tra: {other:?}."),
            format!("Not checked: {other:?}."),
        ),
    }
}
