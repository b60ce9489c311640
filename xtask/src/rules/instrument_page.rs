//! The page of one instrument: what it is, how far it is known, and what is done with each of its places.

use regulation_rules::coverage::{Entry, InstrumentCoverage, Part};
use regulation_rules::law::{Instrument, Known};
use regulation_rules::{RuleEntry, Text};

use super::words::{self, LANGS, both, cell};
use super::{SITE, history};

pub(super) fn page(
    instrument: &Instrument,
    file: &InstrumentCoverage,
    rules: &[RuleEntry],
) -> String {
    let title = instrument.title;
    let mut out = format!("{}# {}\n\n{}\n", SITE.mark(), title.vi, title.en);
    for lang in LANGS {
        out += &format!("\n{}:\n\n", words::HISTORY.in_language(lang));
        for line in history::lines(instrument, instrument.force, lang) {
            out += &format!("- {line}\n");
        }
    }
    out += "\n";
    for (label, value) in about(instrument, file) {
        out += &format!("- **{}:** {value}\n", both(label));
    }
    out += &own_rules(instrument, rules);
    out + &coverage_table(instrument, file)
}

fn about(instrument: &Instrument, file: &InstrumentCoverage) -> Vec<(Text, String)> {
    let territory = match instrument.territory {
        Some(territory) => territory.name,
        None if instrument.example => words::EXAMPLE,
        None => words::WHOLE_COUNTRY,
    };
    let mut about = vec![
        (words::TERRITORY, both(territory)),
        (Text::new("Đã đọc", "Known"), both(known(instrument.text))),
        (Text::new("Nguồn", "Source"), instrument.source.to_owned()),
        (
            Text::new("Bảng dưới đây gồm", "The table covers"),
            file.covers.clone(),
        ),
    ];
    let attached = instrument.attached;
    about.extend(attached.map(|title| (Text::new("Kèm theo", "Attached"), both(title))));
    let reference = instrument.reference_for;
    let note = Text::new("Lưu ý", "Note");
    about.extend(reference.map(|reference| (note, both(reference.because))));
    about
}

/// How much of a text is known, in words.
pub(super) fn known(known: Known) -> Text {
    match known {
        Known::Whole => Text::new("toàn văn", "the whole text"),
        Known::Articles => Text::new("từng điều, khoản", "article by article"),
        Known::Little => Text::new("một vài chỗ", "a few places"),
        Known::Nothing => Text::new("chưa đọc", "not read"),
    }
}

fn own_rules(instrument: &Instrument, rules: &[RuleEntry]) -> String {
    let mut out = "\n## Quy tắc · Rules\n\n".to_owned();
    for entry in rules
        .iter()
        .filter(|entry| entry.instrument().id == instrument.id)
    {
        let slug = words::slug(entry);
        let asks = LANGS.map(|lang| entry.asks(lang)).join(" · ");
        out += &format!("- [`{slug}`]({slug}.md): {asks}\n");
    }
    out
}

fn coverage_table(instrument: &Instrument, file: &InstrumentCoverage) -> String {
    let mut out = "\n## Từng điều · Article by article\n\n".to_owned();
    for (status, count) in file.shares().into_iter().filter(|(_, count)| *count > 0) {
        out += &format!("- `{}` {}: {count}\n", status.word(), both(status.text()));
    }
    out += "\n| Chỗ · Place | Tình trạng · Status | Quy tắc · Rules | Ghi chú · Note |\n|---|---|---|---|\n";
    out.extend(file.entries.iter().map(|entry| row(instrument, entry)));
    out
}

fn row(instrument: &Instrument, entry: &Entry) -> String {
    let text = match (instrument.attached, entry.part) {
        (Some(_), Part::Own) => " (Quyết định · Decision)",
        _ => "",
    };
    let rules: Vec<String> = entry
        .rules
        .iter()
        .map(|slug| format!("[`{slug}`]({slug}.md)"))
        .collect();
    let shown = entry.shown_by.as_ref().map(|test| format!("`{test}`"));
    let notes: Vec<String> = entry
        .note
        .iter()
        .map(|note| cell(note))
        .chain(shown)
        .collect();
    format!(
        "| {}{text} | `{}` | {} | {} |\n",
        entry.place(),
        entry.status.word(),
        rules.join(", "),
        notes.join("; ")
    )
}
