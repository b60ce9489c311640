//! All of NIST PKITS, with its CRLs, revocation required.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

#[path = "support/corpus.rs"]
#[allow(unreachable_pub)]
mod corpus;
#[path = "support/pkits.rs"]
mod pkits;
#[path = "support/suite.rs"]
mod suite;

use suite::{Judged, Outcome, count};

#[test]
fn pkits_by_section() {
    let Some(folder) = corpus::folder("PKITS") else {
        return;
    };
    let folder = folder.join("pkix");
    let table = std::fs::read_to_string(folder.join("pkits.tsv")).unwrap();
    let all = pkits::run(&pkits::folder(&folder).unwrap(), &table).unwrap();
    let sections: Vec<&[Judged]> = all
        .chunk_by(|one, next| pkits::section(&one.id) == pkits::section(&next.id))
        .collect();
    for section in &sections {
        let passed = count(section, Outcome::Passed);
        let name = pkits::section(&section[0].id);
        println!("PKITS {name}: {passed}/{}", section.len());
    }
    println!("PKITS: {}", suite::summary(&all));
    let failures = suite::failures(&all);
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
    assert_eq!((all.len(), sections.len()), (249, 16));
}
