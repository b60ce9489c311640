//! What was measured of a finished file, and what the rules say of that: notes, which decide nothing.

use regulation_rules::{Finding, SheetFindings, Verdict};
use serde_json::{Value, json};
use signing_workflow::layout::Layout;

use super::law::{in_brief, is_brief};
use crate::text::{Lang, words};

/// The notes as lines; `None` where there is nothing to note.
pub(crate) fn notes(sheets: &[SheetFindings], explain: bool, lang: Lang) -> Option<String> {
    let noted: Vec<&Finding> = decided(sheets)
        .filter(|finding| explain || is_against(finding))
        .collect();
    if noted.is_empty() {
        return None;
    }
    let lead = words(
        "Hình thức trình bày, hiển thị chữ ký số (đo trên tệp; chỉ để lưu ý, không làm thay đổi kết quả)",
        "Layout, and how the signatures show (measured; notes only, they do not change the result)",
    );
    let mut out = format!("  {}\n", lead.in_lang(lang));
    for finding in noted {
        let told = if !explain && is_brief(finding) {
            in_brief(finding, lang)
        } else {
            finding.told(lang.into())
        };
        out.extend(told.lines().map(|line| format!("    {line}\n")));
    }
    Some(out)
}

/// The key `layout` beside a report: what was measured, and the notes.
pub(crate) fn beside(
    mut line: Value,
    layout: Option<&Layout>,
    notes: &[SheetFindings],
    lang: Lang,
) -> Value {
    if let Some(layout) = layout {
        let notes = decided(notes).map(|finding| finding.data(lang.into()));
        line["layout"] = json!({ "measured": layout, "notes": notes.collect::<Vec<_>>() });
    }
    line
}

/// What could be answered from measures alone; all else lacks what only people can say.
fn decided(sheets: &[SheetFindings]) -> impl Iterator<Item = &Finding> {
    let findings = sheets.iter().flat_map(|sheet| &sheet.findings);
    findings
        .filter(|finding| matches!(finding.verdict, Verdict::Satisfied(_)) || is_against(finding))
}

const fn is_against(finding: &Finding) -> bool {
    matches!(finding.verdict, Verdict::Violated(_))
}
