//! `docs/rules/`: a page for every rule and instrument of the law, made from the register, the coverage and the case files.

mod cases;
mod history;
mod index;
mod instrument_page;
mod rule_page;
mod words;

use std::path::Path;

use regulation_rules::instruments::READ;
use regulation_rules::{Lang, coverage, rules};

use crate::pages::{Pages, Site};
use crate::source_tree::root;
use crate::{Mode, Outcome};

const CRATE: &str = "crates/regulation-rules";
const SITE: Site = Site {
    task: "rules",
    folder: "docs/rules",
    source: CRATE,
};

/// Writes the pages, or compares them with what is there.
pub(crate) fn run(mode: Mode) -> Outcome {
    SITE.run(mode, &pages(&root().join(CRATE).join("cases"))?)
}

fn pages(cases: &Path) -> Result<Pages, String> {
    let rules = rules();
    let mut pages = Pages::from([("README.md".to_owned(), index::page(&rules))]);
    for entry in &rules {
        let cases = cases::Cases::read(cases, entry)?;
        let page = rule_page::page(entry, &rules, &cases);
        pages.insert(format!("{}.md", entry.meta.code), page);
    }
    for file in coverage() {
        let instrument = READ.iter().find(|known| known.id == file.instrument);
        let instrument = instrument
            .ok_or_else(|| format!("coverage of {}, which is not read", file.instrument))?;
        let name = format!("{}/README.md", file.instrument);
        pages.insert(name, instrument_page::page(instrument, &file, &rules));
    }
    pages.insert("profiles.md".to_owned(), profiles_page());
    pages.insert("orders.md".to_owned(), orders_page());
    Ok(pages)
}

/// What signatures show, in both languages.
fn profiles_page() -> String {
    let told = [Lang::Vi, Lang::En].map(regulation_rules::profiles::page);
    let head = "# Hình ảnh, vị trí chữ ký số / What signatures show";
    format!("{}\n{head}\n\n{}", SITE.mark(), told.join("\n"))
}

/// Who signs in which order, in both languages.
fn orders_page() -> String {
    let told = [Lang::Vi, Lang::En].map(regulation_rules::orders::page);
    let head = "# Trình tự ký số / Signing orders";
    format!("{}\n{head}\n\n{}", SITE.mark(), told.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Pages {
        pages(&root().join(CRATE).join("cases")).unwrap()
    }

    #[test]
    fn every_rule_and_every_instrument_has_its_page() {
        let pages = all();
        assert_eq!(pages.len(), rules().len() + READ.len() + 3);
        for entry in rules() {
            let page = &pages[&format!("{}.md", entry.meta.code)];
            for cited in entry.meta.cites {
                assert!(page.contains(&cited.to_string()), "{}", entry.meta.code);
            }
            assert!(
                !page.contains('{'),
                "{}: a term not filled",
                entry.meta.code
            );
        }
    }

    #[test]
    fn every_link_leads_to_a_page_or_a_file() {
        let pages = all();
        for (name, text) in &pages {
            let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
            for link in text.split("](").skip(1) {
                let target = link.split(')').next().unwrap();
                let path = root().join(SITE.folder).join(folder).join(target);
                let page = match target.strip_prefix("../") {
                    Some(up) => up.to_owned(),
                    None if folder.is_empty() => target.to_owned(),
                    None => format!("{folder}/{target}"),
                };
                assert!(
                    pages.contains_key(&page) || path.exists(),
                    "{name}: {target}"
                );
            }
        }
    }

    #[test]
    fn a_page_tells_its_rule_in_both_languages() {
        let pages = all();
        let page = &pages["nd-130-2018/device-returned-late.md"];
        for part in [
            "hiệu lực từ 15/11/2018 đến hết 09/04/2025",
            "in force since 2018-11-15 to the end of 2025-04-09",
            "- 15/08/2024: áp dụng Nghị định số 68/2024/NĐ-CP",
            "- 2024-08-15: Decree No. 68/2024/NĐ-CP governs",
            "[`nd-68-2024/device-returned-late`](../nd-68-2024/device-returned-late.md)",
        ] {
            assert!(page.contains(part), "{part}\n{page}");
        }
        let vi = page.find("**Căn cứ:**").unwrap();
        assert!(vi < page.find("**Grounds:**").unwrap(), "Vietnamese first");
    }
}
