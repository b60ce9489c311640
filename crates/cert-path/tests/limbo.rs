//! x509-limbo, as far as it is about RFC 5280.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

#[path = "support/corpus.rs"]
#[allow(unreachable_pub)]
mod corpus;
#[path = "support/limbo.rs"]
mod limbo;
#[path = "support/suite.rs"]
mod suite;

#[test]
fn every_case_about_rfc_5280_ends_as_the_suite_says() {
    let Some(folder) = corpus::folder("x509-limbo") else {
        return;
    };
    let json = std::fs::read(folder.join("x509-limbo/limbo.json")).unwrap();
    let all = limbo::run(&json).unwrap();
    println!("x509-limbo: {}", suite::summary(&all));
    let failures = suite::failures(&all);
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
    assert_eq!(all.len(), 145);
}
