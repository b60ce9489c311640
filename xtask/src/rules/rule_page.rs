//! The page of one rule, in both languages, with its cases.

use regulation_rules::{Lang, RuleEntry, Text};

use super::cases::Cases;
use super::words::{self, LANGS};
use super::{CRATE, SITE, history};

pub(super) fn page(entry: &RuleEntry, all: &[RuleEntry], cases: &Cases) -> String {
    let code = entry.meta.code;
    let mut out = format!("{}# `{code}`\n", SITE.mark());
    for lang in LANGS {
        out += &section(entry, all, lang);
    }
    out += &cases.table(entry);
    out + &sources(code)
}

fn section(entry: &RuleEntry, all: &[RuleEntry], lang: Lang) -> String {
    let mut out = format!("\n## {}\n\n", entry.asks(lang));
    let mut line = |label: Text, value: String| {
        out += &format!("- **{}:** {value}\n", label.in_language(lang));
    };
    for (label, value) in told(entry, lang) {
        line(label, value);
    }
    for (label, codes) in beside(entry, all) {
        if !codes.is_empty() {
            let links: Vec<String> = codes.iter().map(|code| words::link(code)).collect();
            line(label, links.join(", "));
        }
    }
    out += &format!("\n{}:\n\n", words::HISTORY.in_language(lang));
    for event in history::lines(entry.instrument(), entry.force(), lang) {
        out += &format!("- {event}\n");
    }
    out
}

fn told(entry: &RuleEntry, lang: Lang) -> Vec<(Text, String)> {
    let meta = entry.meta;
    let cites: Vec<String> = meta.cites.iter().map(|cited| cited.text(lang)).collect();
    let read = meta.reading.text().in_language(lang);
    vec![
        (words::FAILS, entry.fails(lang)),
        (words::GROUNDS, cites.join("; ")),
        (
            words::READING,
            format!("{read} {}", words::day(meta.reading.day(), lang)),
        ),
        (
            words::SHEET,
            entry.sheet.text().in_language(lang).to_owned(),
        ),
        (words::BASIS, meta.basis.fact().name(lang)),
        (words::DUTY, meta.duty.text().in_language(lang).to_owned()),
        (words::FORCE, entry.force().text(lang)),
        (words::TERRITORY, territory(entry, lang)),
    ]
}

fn territory(entry: &RuleEntry, lang: Lang) -> String {
    let instrument = entry.instrument();
    let place = match instrument.territory {
        Some(territory) => territory.name,
        None if instrument.example => words::EXAMPLE,
        None => words::WHOLE_COUNTRY,
    };
    let reference = instrument.reference_for.map(|reference| reference.because);
    let told: Vec<&str> = [Some(place), reference]
        .into_iter()
        .flatten()
        .map(|text| text.in_language(lang))
        .collect();
    told.join("; ")
}

/// The rules it sets aside, those that set it aside, and those that answer the same question in other texts.
fn beside(entry: &RuleEntry, all: &[RuleEntry]) -> [(Text, Vec<&'static str>); 3] {
    let meta = entry.meta;
    let codes = |wanted: &dyn Fn(&RuleEntry) -> bool| -> Vec<&'static str> {
        let mut found: Vec<&RuleEntry> = all.iter().filter(|other| wanted(other)).collect();
        found.sort_by_key(|other| other.force().first_day());
        found.iter().map(|other| other.meta.code).collect()
    };
    let special = codes(&|other| other.meta.overrides.contains(&meta.code));
    let alike =
        codes(&|other| other.meta.question == meta.question && other.meta.code != meta.code);
    [
        (words::SETS_ASIDE, meta.overrides.to_vec()),
        (words::SET_ASIDE_BY, special),
        (words::SAME_QUESTION, alike),
    ]
}

fn sources(code: &str) -> String {
    let file = code.replace('-', "_");
    format!(
        "\n[quy tắc · rule](../../../{CRATE}/src/instruments/{file}.rs) · \
         [các trường hợp · cases](../../../{CRATE}/cases/{code}.toml) · [văn bản · instrument](README.md)\n"
    )
}
