//! The examples do what they say.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use kyso_examples::samples::SMALL_DOCUMENTS;

/// `cargo test` builds the examples beside the tests.
fn example(name: &str, arguments: &[&Path]) -> String {
    let here = std::env::current_exe().unwrap();
    let folder = here.parent().unwrap().parent().unwrap().join("examples");
    let output = Command::new(folder.join(name))
        .args(arguments)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{name}: {said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    said
}

fn document(folder: &Path) -> PathBuf {
    let path = folder.join("in.pdf");
    std::fs::write(&path, SMALL_DOCUMENTS.first().unwrap().to_bytes()).unwrap();
    path
}

#[test]
fn sign_in_two_steps_then_verify_and_judge() {
    let folder = tempfile::tempdir().unwrap();
    let (input, signed) = (document(folder.path()), folder.path().join("signed.pdf"));
    example("deferred_signing", &[&input, &signed]);
    let report = example("verify_document", &[&signed]);
    assert!(report.contains("coverage       proven"), "{report}");
    assert!(report.contains("integrity      proven"), "{report}");
    assert!(
        report.contains("trust          refuted"),
        "no anchor was given: {report}"
    );
    let findings = example("judge_by_law", &[&signed]);
    assert!(findings.contains("nd-68-2024/"), "{findings}");
}

#[test]
fn an_unsigned_document_has_nothing_to_judge() {
    let folder = tempfile::tempdir().unwrap();
    let report = example("verify_document", &[&document(folder.path())]);
    assert!(report.contains("Unsigned"), "{report}");
}
