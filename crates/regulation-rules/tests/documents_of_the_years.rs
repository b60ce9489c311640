//! Whole documents from 2015 to 2026, each told as one page that a lawyer can read: `documents/*.toml` in, `snapshots/` out.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, missing_docs)] // a test reads its files

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use regulation_rules::facts::Sheets;
use regulation_rules::{
    ComplianceReport, Finding, Lang, LawBook, UnreadInForce, Verdict, assess_sheets,
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents")
}

/// The names of the documents: files without the overlays that belong to them.
fn names() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder())
        .unwrap()
        .filter_map(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let name = name.strip_suffix(".toml")?;
            (!name.ends_with(".overlay")).then(|| name.to_owned())
        })
        .collect();
    names.sort();
    names
}

fn judged(name: &str) -> ComplianceReport {
    let text = fs::read_to_string(folder().join(format!("{name}.toml"))).unwrap();
    let sheets: Sheets = toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let overlay = fs::read_to_string(folder().join(format!("{name}.overlay.toml")));
    let law = overlay.map_or_else(
        |_| LawBook::as_read(),
        |text| LawBook::with_overlay(&text).unwrap(),
    );
    assess_sheets(&sheets, &law)
}

/// What a reader is told, without the rules that were not in force or do not concern the case; those are counted.
fn page(report: &ComplianceReport) -> String {
    let mut page = String::new();
    for one in &report.signatures {
        let title = format!("chữ ký số {} ({})", one.field, one.role.text().vi);
        part(&mut page, &title, &one.findings, &one.unread);
    }
    for one in &report.others {
        let title = format!("{} {}", one.kind.text().vi, one.number);
        part(&mut page, &title, &one.findings, &one.unread);
    }
    let (usual, strict) = (report.worst(false), report.worst(true));
    writeln!(page, "== {usual:?}; strict: {strict:?}").unwrap();
    page
}

fn part(page: &mut String, title: &str, findings: &[Finding], unread: &[UnreadInForce]) {
    writeln!(page, "== {title}").unwrap();
    let (hidden, told): (Vec<&Finding>, Vec<&Finding>) = findings.iter().partition(|finding| {
        let verdict = &finding.verdict;
        matches!(verdict, Verdict::NotInForce(_) | Verdict::NotApplicable(_))
    });
    for finding in told {
        let (mark, code) = (finding.mark(), finding.code());
        writeln!(page, "{mark} {code}\n    {}", finding.headline(Lang::Vi)).unwrap();
        writeln!(page, "    {}", finding.ground(Lang::Vi)).unwrap();
        if finding.reference {
            writeln!(page, "    {}", finding.reasons(Lang::Vi).last().unwrap()).unwrap();
        }
    }
    for one in unread {
        writeln!(page, "! {}", one.told(Lang::Vi)).unwrap();
    }
    let in_force = |finding: &&&Finding| matches!(finding.verdict, Verdict::NotApplicable(_));
    let beside = hidden.iter().filter(in_force).count();
    let out = hidden.len() - beside;
    writeln!(page, "({out} not in force, {beside} not applicable)\n").unwrap();
}

#[test]
fn each_document_is_told_as_reviewed() {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| {
        for name in names() {
            insta::assert_snapshot!(name.clone(), page(&judged(&name)));
        }
    });
}

#[test]
fn the_documents_are_of_all_the_years() {
    let names = names();
    assert!(names.len() >= 12, "{names:?}");
    for year in [2014, 2015, 2020, 2021, 2022, 2023, 2024, 2025, 2026] {
        let prefix = format!("{year}-");
        assert!(names.iter().any(|name| name.starts_with(&prefix)), "{year}");
    }
}

/// An overlay without its document would be read by nobody.
#[test]
fn every_overlay_has_its_document() {
    let names = names();
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if let Some(of) = name.strip_suffix(".overlay.toml") {
            assert!(names.iter().any(|name| name == of), "{name}");
        }
    }
}
