//! The words of every code: `crates/kyso/codes/`, the pages made from it, and `kyso explain`.

use std::fmt::Write as _;
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::text::{Lang, Words, words};

/// What people read about one code.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) kind: String,
    pub(crate) code: String,
    title: Pair,
    means: Pair,
    why: Pair,
    todo: Pair,
}

/// Vietnamese, English.
type Pair = [String; 2];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kind: String,
    group: Vec<Group>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    why: Pair,
    todo: Pair,
    /// Title and meaning, Vietnamese before English.
    codes: std::collections::BTreeMap<String, [String; 4]>,
}

/// One file, read when one of its kind is asked for: most runs tell codes of two or three kinds.
struct Source {
    kind: &'static str,
    text: &'static str,
    entries: OnceLock<Vec<Entry>>,
}

impl Source {
    const fn new(kind: &'static str, text: &'static str) -> Self {
        Self {
            kind,
            text,
            entries: OnceLock::new(),
        }
    }

    fn entries(&self) -> &[Entry] {
        self.entries.get_or_init(|| {
            let file = toml::from_str::<File>(self.text);
            let file = file.expect("the tests read every file of codes");
            assert_eq!(file.kind, self.kind, "a file is listed under its own kind");
            entries(file)
        })
    }
}

static SOURCES: [Source; 15] = [
    Source::new("detail", include_str!("../../codes/change.toml")),
    Source::new(
        "sub-indication",
        include_str!("../../codes/conclusion.toml"),
    ),
    Source::new("detail", include_str!("../../codes/coverage.toml")),
    Source::new("device", include_str!("../../codes/device.toml")),
    Source::new("error", include_str!("../../codes/error.toml")),
    Source::new("fact", include_str!("../../codes/fact.toml")),
    Source::new("anomaly", include_str!("../../codes/file.toml")),
    Source::new("finding", include_str!("../../codes/finding.toml")),
    Source::new("hold", include_str!("../../codes/hold.toml")),
    Source::new("detail", include_str!("../../codes/integrity.toml")),
    Source::new("missing", include_str!("../../codes/level.toml")),
    Source::new("lint", include_str!("../../codes/lint.toml")),
    Source::new("note", include_str!("../../codes/note.toml")),
    Source::new("path", include_str!("../../codes/path.toml")),
    Source::new("refusal", include_str!("../../codes/refusal.toml")),
];

fn entries(file: File) -> Vec<Entry> {
    let kind = file.kind;
    let of_group = |group: Group| {
        let (why, todo) = (group.why, group.todo);
        let kind = kind.clone();
        group
            .codes
            .into_iter()
            .map(move |(code, [vi, en, means_vi, means_en])| Entry {
                kind: kind.clone(),
                code,
                title: [vi, en],
                means: [means_vi, means_en],
                why: why.clone(),
                todo: todo.clone(),
            })
    };
    file.group.into_iter().flat_map(of_group).collect()
}

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = &'static Entry> {
    SOURCES.iter().flat_map(Source::entries)
}

/// Those with this code: some words name two things, a path's failure and an error.
pub(crate) fn with_code(code: &str) -> Vec<&'static Entry> {
    all().filter(|entry| entry.code == code).collect()
}

/// The title of a code of one kind: plain words, a sentence without its capital and full stop.
pub(crate) fn title(kind: &str, code: &str, lang: Lang) -> Option<&'static str> {
    Some(entry(kind, code)?.title(lang))
}

/// What to do about a code of one kind.
pub(crate) fn what_to_do(kind: &str, code: &str, lang: Lang) -> Option<&'static str> {
    Some(pick(&entry(kind, code)?.todo, lang))
}

fn entry(kind: &str, code: &str) -> Option<&'static Entry> {
    let of_kind = SOURCES.iter().filter(|source| source.kind == kind);
    let mut entries = of_kind.flat_map(Source::entries);
    entries.find(|entry| entry.code == code)
}

/// The title of whatever an observation names: of its detail, else of its code.
pub(crate) fn observed(code: &str, lang: Lang) -> Option<&'static str> {
    ["detail", "finding", "anomaly"]
        .iter()
        .find_map(|kind| title(kind, code, lang))
}

/// Where the page of a code is, in the repository.
pub(crate) fn page(kind: &str, code: &str) -> String {
    format!("docs/codes/{kind}/{code}.md")
}

fn pick(pair: &Pair, lang: Lang) -> &str {
    match lang {
        Lang::Vi => &pair[0],
        Lang::En => &pair[1],
    }
}

impl Entry {
    pub(crate) fn title(&self, lang: Lang) -> &str {
        pick(&self.title, lang)
    }

    /// The page, in one language.
    pub(crate) fn told(&self, lang: Lang) -> String {
        let mut out = format!("{} — {}\n", self.code, self.title(lang));
        let parts: [(Words, &Pair); 3] = [
            (words("Ý nghĩa", "What it means"), &self.means),
            (words("Vì sao quan trọng", "Why it matters"), &self.why),
            (words("Cần làm gì", "What to do"), &self.todo),
        ];
        for (label, text) in parts {
            let lead = format!("  {}: ", label.in_lang(lang));
            for line in super::lay::hang(&lead, pick(text, lang)) {
                let _ = writeln!(out, "{line}");
            }
        }
        let label = words("Trang", "Page").in_lang(lang);
        let _ = writeln!(out, "  {label}: {}", page(&self.kind, &self.code));
        out
    }

    /// The same for a program.
    pub(crate) fn data(&self) -> Value {
        let pair = |pair: &Pair| json!({ "vi": pair[0], "en": pair[1] });
        json!({
            "code": self.code,
            "kind": self.kind,
            "title": pair(&self.title),
            "means": pair(&self.means),
            "why": pair(&self.why),
            "what_to_do": pair(&self.todo),
            "page": page(&self.kind, &self.code),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use pades_verify::MissingPart;
    use pades_verify::codes::registered;
    use signing_workflow::lint::LintKind;
    use signing_workflow::receive::{Fact, HoldReason, Note, RefusalReason};

    use super::*;

    /// Words that belong to the detailed report (`office-practice` §3.1).
    pub(crate) const TECHNICAL: &[&str] = &[
        "ByteRange",
        "DocMDP",
        "FieldMDP",
        "CMS",
        "PKCS",
        "DSS",
        "xref",
        "EOF",
        "/",
        "object",
        "đối tượng",
        "hash",
        "TOTAL-",
        "_FAILURE",
        "NO_POE",
    ];

    #[test]
    fn every_registered_code_has_words_and_every_word_a_code() {
        let mut known: BTreeSet<(&str, &str)> = registered()
            .iter()
            .map(|one| (one.kind.as_str(), one.code))
            .collect();
        known.extend(RefusalReason::ALL.iter().map(|one| ("refusal", one.code())));
        known.extend(HoldReason::ALL.iter().map(|one| ("hold", one.word())));
        known.extend(Fact::CODES.iter().map(|code| ("fact", *code)));
        known.extend(LintKind::ALL.iter().map(|kind| ("lint", kind.code())));
        known.extend(Note::OWN.iter().map(|code| ("note", *code)));
        known.extend(MissingPart::ALL.iter().map(|part| ("missing", part.code())));
        known.extend(
            super::super::path_json::CODES
                .iter()
                .map(|code| ("path", *code)),
        );
        known.extend(
            crate::failures::OF_FILES
                .iter()
                .map(|code| ("error", *code)),
        );
        let of_devices = crate::token::doctor::CODES.iter();
        known.extend(of_devices.map(|(code, _)| ("device", *code)));
        let told: BTreeSet<(&str, &str)> = all()
            .map(|entry| (entry.kind.as_str(), entry.code.as_str()))
            .collect();
        let without: Vec<_> = known.difference(&told).collect();
        assert!(
            without.is_empty(),
            "without words in crates/kyso/codes/: {without:?}"
        );
        let unused: Vec<_> = told.difference(&known).collect();
        assert!(
            unused.is_empty(),
            "words for codes that nothing says: {unused:?}"
        );
        assert_eq!(told.len(), all().count(), "a code stands twice");
    }

    #[test]
    fn words_are_there_in_both_languages_and_titles_are_plain() {
        for entry in all() {
            for pair in [&entry.title, &entry.means, &entry.why, &entry.todo] {
                assert!(
                    pair.iter().all(|text| !text.trim().is_empty()),
                    "{}",
                    entry.code
                );
            }
            for lang in [Lang::Vi, Lang::En] {
                let title = entry.title(lang);
                assert!(
                    !title.ends_with('.') && title.chars().count() <= 100,
                    "{title}"
                );
                let technical = TECHNICAL.iter().find(|word| title.contains(*word));
                assert!(technical.is_none(), "{title}: {technical:?}");
            }
            assert!(!entry.title(Lang::Vi).contains("giả mạo"), "{}", entry.code);
        }
    }
}
