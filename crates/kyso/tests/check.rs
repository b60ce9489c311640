//! Judging a signature by the law in force on its day (issue 2, "Done when" 4).
#![allow(clippy::unwrap_used)]
#![allow(clippy::disallowed_methods, clippy::disallowed_macros, reason = "tests read and write files")]

mod common;

use std::collections::BTreeSet;

use common::{Desk, Ran};
use serde_json::Value;

/// The last second of 14 August 2024 in Vietnam, and the first of the 15th, on which NĐ 68/2024 came into force.
const DAY_BEFORE: &str = "2024-08-14T16:59:59Z";
const DAY_OF_FORCE: &str = "2024-08-14T17:00:00Z";

const FACTS: &str = r#"
by = "Trần Thị Thử"
[every_signature]
certificate_kind = "government"
issuer = "government-ca"
issue_kind = "new"
within_scope = true
sole_control = true
timestamp_required = false
"#;

fn signed_at(time: &str) -> Desk {
    let desk = Desk::new();
    desk.write("facts.toml", FACTS.as_bytes());
    desk.sign("letter.pdf", "signed.pdf", "leader", &["--at", time]).exits(0);
    desk
}

fn check(desk: &Desk, more: &[&str]) -> Ran {
    desk.run(&[&["check", "signed.pdf", "--trust", "root.pem", "--revocation", "skip"], more].concat())
}

fn findings(line: &Value) -> Vec<Value> {
    line["compliance"][0]["findings"].as_array().unwrap_or_else(|| panic!("{line}")).clone()
}

/// The instruments of the rules that were applied.
fn applied(line: &Value) -> BTreeSet<String> {
    findings(line).iter().map(|finding| finding["code"].as_str().unwrap().split('/').next().unwrap().to_owned()).collect()
}

#[test]
fn the_decree_changes_at_midnight_in_vietnam() {
    let before = check(&signed_at(DAY_BEFORE), &["--facts", "facts.toml", "--json"]).line();
    let after = check(&signed_at(DAY_OF_FORCE), &["--facts", "facts.toml", "--json"]).line();
    eprintln!("{:?} {:?}", applied(&before), applied(&after));
    for finding in findings(&before) { eprintln!("B {} {} {}", finding["code"], finding["verdict"], finding["day"]); }
    for finding in findings(&after) { eprintln!("A {} {} {}", finding["code"], finding["verdict"], finding["day"]); }
    panic!();
}
