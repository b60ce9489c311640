//! What the law in force says, and what was left unchecked before signing.

use std::fmt::Write as _;

use pades_sign::NotChecked;
use regulation_rules::{ComplianceReport, Finding, Verdict};

use crate::text::{Lang, Text, words};

/// Signature by signature. What is fulfilled takes one line, unless all is to be explained.
pub(crate) fn judged(judged: &ComplianceReport, explain: bool, lang: Lang) -> String {
    let mut out = String::new();
    let lead = words("Đối chiếu quy định", "By the law in force").in_lang(lang);
    for signature in &judged.signatures {
        let _ = writeln!(out, "  {lead} — {}", signature.field);
        for finding in signature.shown(explain) {
            let told = match finding.verdict {
                Verdict::Satisfied(_) if !explain => in_brief(finding, lang),
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
    let citations = finding.meta.cites.iter();
    let citations: Vec<String> = citations.map(|one| one.text(lang.into())).collect();
    let headline = finding.headline(lang.into());
    format!("{} {headline} — {}", finding.mark(), citations.join("; "))
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
