//! Where a package stands.

use regulation_rules::orders::Step;
use signing_workflow::outgoing::{Standing, State};

use super::term;
use crate::present;
use crate::text::{Lang, Text};

/// Where the package stands, and what comes next.
pub(in crate::outgoing) fn status(
    name: &str,
    state: &State,
    next: &[&'static Step],
    lang: Lang,
) -> String {
    let about = &state.about;
    let mut lines = vec![format!("{name}: {}", standing(state).in_lang(lang))];
    if let Some(number) = &state.number {
        let symbol = about
            .symbol
            .as_deref()
            .map_or_else(String::new, |symbol| format!("/{symbol}"));
        lines.push(format!(
            "  {} {}{symbol}",
            Text::new("Số:", "Number:").in_lang(lang),
            number.number
        ));
    }
    for step in &state.steps {
        let signers: Vec<&str> = step
            .signed
            .iter()
            .map(|version| version.signer.as_str())
            .collect();
        let last = step
            .signed
            .last()
            .map_or_else(String::new, |version| present::moment(version.at));
        lines.push(format!(
            "  {} {}: {}/{} {} {last}",
            if step.is_done() { "✓" } else { "…" },
            term(step.act.text()).in_lang(lang),
            step.signed.len(),
            step.marks.len(),
            signers.first().unwrap_or(&"")
        ));
    }
    for step in next {
        let word = Text::new("Tiếp theo", "Next");
        lines.push(format!(
            "  → {}: {}",
            word.in_lang(lang),
            step.told(lang.into())
        ));
    }
    lines.join("\n")
}

fn standing(state: &State) -> Text {
    if let Some(step) = state.unfinished() {
        return unfinished(
            state,
            step.signed.len(),
            step.marks.len(),
            &present::moment(step.begun_at),
        );
    }
    match &state.standing {
        Standing::Open => Text::new("đang ký", "being signed"),
        Standing::Voided { reason, .. } => Text::new(
            format!("bản đã ký bị hủy, chưa phát hành: {reason}"),
            format!("void before it was issued: {reason}"),
        ),
        Standing::Issued { at, package } => Text::new(
            format!("đã phát hành lúc {}, tại “{package}”", present::moment(*at)),
            format!("issued at {}, in “{package}”", present::moment_en(*at)),
        ),
        Standing::Remedied {
            remedy, by, reason, ..
        } => {
            let word = present::aftermath::remedied(*remedy);
            Text::new(
                format!("đã phát hành; {} bởi {by}: {reason}", word.vi),
                format!("issued; {} by {by}: {reason}", word.en),
            )
        }
    }
}

/// Message 33.
fn unfinished(state: &State, done: usize, all: usize, when: &str) -> Text {
    let number = state
        .number
        .as_ref()
        .map_or_else(String::new, |number| format!(" {}", number.number));
    Text::new(
        format!(
            "Lần làm việc lúc {when} bị gián đoạn: bộ văn bản{number} đã ký {done} trên {all} chữ ký số của bước này. Tiếp tục: kyso outgoing \
             step; hủy bỏ bước này: kyso outgoing undo"
        ),
        format!(
            "interrupted at {when}: {done} of {all} signatures of this step are made. Continue: kyso outgoing step; take it back: kyso outgoing undo"
        ),
    )
}
