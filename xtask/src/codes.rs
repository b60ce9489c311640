//! `docs/codes/`: a page for every code of a report, made from the words in `crates/kyso/codes/`. That each code of the
//! libraries has words there, and each word a code, is a test of `kyso`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::pages::{Pages, Site};
use crate::source_tree::{files, root};
use crate::{Mode, Outcome};

const SITE: Site = Site {
    task: "codes",
    folder: "docs/codes",
    source: "crates/kyso/codes/",
};

/// The kinds in the order of the index, with their headings.
const KINDS: [(&str, &str); 12] = [
    ("anomaly", "The file as a whole (toàn bộ tệp)"),
    ("lint", "Before signing (trước khi ký)"),
    ("finding", "One signature (một chữ ký số)"),
    ("detail", "Reasons inside a finding (lý do chi tiết)"),
    (
        "sub-indication",
        "Sub-indications of EN 319 102-1 (kết luận)",
    ),
    ("path", "Certification path (đường dẫn chứng thực)"),
    ("missing", "What the next level needs (phần còn thiếu)"),
    ("refusal", "Reasons for the sender (lý do từ chối)"),
    ("hold", "What keeps a document waiting (lý do chờ)"),
    ("fact", "What a reason rests on (căn cứ của lý do)"),
    ("note", "Notes for the clerk (ghi chú)"),
    ("device", "Key devices (thiết bị lưu khóa bí mật)"),
];
const ERRORS: (&str, &str) = ("error", "Why there is no report (lý do không có kết quả)");

/// Writes the pages, or compares them with what is there.
pub(crate) fn run(mode: Mode) -> Outcome {
    let mut pages = Pages::new();
    let mut index: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for file in files(&root().join("crates/kyso/codes"), ".toml")? {
        let read = |error: toml::de::Error| format!("{}: {error}", file.path);
        let table: toml::Table = toml::from_str(&file.text).map_err(read)?;
        read_file(&table, &mut pages, &mut index)
            .ok_or_else(|| format!("{}: not in its form", file.path))?;
    }
    pages.insert("README.md".to_owned(), contents(&index));
    SITE.run(mode, &pages)
}

fn read_file(
    table: &toml::Table,
    pages: &mut Pages,
    index: &mut BTreeMap<String, Vec<(String, String)>>,
) -> Option<()> {
    let kind = table.get("kind")?.as_str()?;
    for group in table.get("group")?.as_array()? {
        let [why_vi, why_en] = words(group.get("why")?)?;
        let [todo_vi, todo_en] = words(group.get("todo")?)?;
        for (code, text) in group.get("codes")?.as_table()? {
            let [vi, en, means_vi, means_en] = words(text)?;
            let page = page(
                code,
                [
                    [vi, means_vi, why_vi, todo_vi],
                    [en, means_en, why_en, todo_en],
                ],
            );
            pages.insert(format!("{kind}/{code}.md"), page);
            let entry = index.entry(kind.to_owned()).or_default();
            entry.push((code.clone(), format!("{vi} · {en}")));
        }
    }
    Some(())
}

fn words<const N: usize>(value: &toml::Value) -> Option<[&str; N]> {
    let all: Option<Vec<&str>> = value.as_array()?.iter().map(toml::Value::as_str).collect();
    all?.try_into().ok()
}

fn page(code: &str, [vi, en]: [[&str; 4]; 2]) -> String {
    let mut out = format!("{}# `{code}`\n", SITE.mark());
    let labels = [
        (vi, ["Ý nghĩa", "Vì sao quan trọng", "Cần làm gì"]),
        (en, ["What it means", "Why it matters", "What to do"]),
    ];
    for ([title, means, why, todo], [first, second, third]) in labels {
        let _ = write!(
            out,
            "\n## {title}\n\n**{first}.** {means}\n\n**{second}.** {why}\n\n**{third}.** {todo}\n"
        );
    }
    out
}

fn contents(index: &BTreeMap<String, Vec<(String, String)>>) -> String {
    let mut out = SITE.mark();
    out += "# Codes\n\nEvery code a report of `kyso verify`, `kyso lint` or `kyso token doctor` may say. The same on the command line: `kyso explain CODE`.\n";
    for (kind, heading) in KINDS.into_iter().chain([ERRORS]) {
        let Some(entries) = index.get(kind) else {
            continue;
        };
        let mut entries = entries.clone();
        entries.sort();
        let _ = writeln!(out, "\n## {heading}\n");
        for (code, title) in entries {
            let _ = writeln!(out, "- [`{code}`]({kind}/{code}.md): {title}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_both_languages_and_is_listed() {
        let text = "kind = \"note\"\n[[group]]\nwhy = [\"w1\", \"w2\"]\ntodo = [\"t1\", \"t2\"]\n[group.codes]\na = [\"v\", \"e\", \"mv\", \"me\"]\n";
        let (mut pages, mut index) = (BTreeMap::new(), BTreeMap::new());
        read_file(&toml::from_str(text).unwrap(), &mut pages, &mut index).unwrap();
        let page = &pages["note/a.md"];
        for part in [
            "# `a`",
            "## v",
            "## e",
            "**Ý nghĩa.** mv",
            "**What to do.** t2",
        ] {
            assert!(page.contains(part), "{page}");
        }
        assert!(contents(&index).contains("- [`a`](note/a.md): v · e"));
        assert!(
            read_file(
                &toml::from_str("kind = \"note\"\n[[group]]\nwhy=[\"1\"]\n").unwrap(),
                &mut pages,
                &mut index
            )
            .is_none()
        );
    }
}
