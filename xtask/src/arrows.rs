//! "A → B" = A may use B (design 2.2). Everything not listed here is refused.

use serde_json::Value;
use std::process::Command;

use crate::Outcome;

/// What a crate of ours may use of ours in its ordinary (and build) dependencies.
const ALLOWED: &[(&str, &[&str])] = &[
    ("pdf-revisions", &[]),
    ("cert-path", &[]),
    ("demo-pki", &[]),
    ("cades", &["cert-path"]),
    ("gov-ca-model", &["cert-path"]),
    ("page-view", &[]),
    ("liberation-serif", &[]),
    ("signature-appearance", &["liberation-serif"]),
    // `cert-path` comes with `cades`: the trait's own signature names `Certificate` and `SignatureAlgorithm`.
    ("token-pkcs11", &["cades", "cert-path"]),
    ("remote-csc", &["cades", "cert-path"]),
    // `page-view` without its reader: how a page is turned.
    (
        "pades-sign",
        &[
            "pdf-revisions",
            "cades",
            "cert-path",
            "page-view",
            "signature-appearance",
        ],
    ),
    ("pades-verify", &["pdf-revisions", "cades", "cert-path"]),
    ("regulation-rules", &["gov-ca-model", "pades-verify"]),
    ("gov-ca-registry", &["gov-ca-model", "regulation-rules"]),
    ("kyso-service", &[]),
    ("signing-workflow", WORKFLOW),
    ("kyso", PROGRAM),
];
const WORKFLOW: &[&str] = &[
    "cades",
    "cert-path",
    "gov-ca-model",
    "pades-sign",
    "pades-verify",
    "page-view",
    "pdf-revisions",
    "regulation-rules",
    "signature-appearance",
    "token-pkcs11",
];
const PROGRAM: &[&str] = &[
    "cades",
    "cert-path",
    "demo-pki",
    "gov-ca-model",
    "gov-ca-registry",
    "kyso-service",
    "pades-sign",
    "pades-verify",
    "page-view",
    "pdf-revisions",
    "regulation-rules",
    "remote-csc",
    "signature-appearance",
    "signing-workflow",
    "token-pkcs11",
];

/// Members that are never published and stand beside the product: they may use anything of ours.
const BESIDE_THE_PRODUCT: &[&str] = &["xtask", "kyso-examples", "kyso-benches"];

/// What tests may use besides: the crate itself with more features, the throw-away hierarchy, and the listed pairs.
const TEST_HELPER: &str = "demo-pki";
const ALLOWED_IN_TESTS: &[(&str, &str)] = &[
    ("pades-verify", "pades-sign"), // verifies what our own signer makes
    ("regulation-rules", "cert-path"), // builds sheets from certificates
    // a document signed for real, report → facts
    ("regulation-rules", "cades"),
    ("regulation-rules", "pades-sign"),
    ("regulation-rules", "pdf-revisions"),
];

/// A dependency that must be optional, behind a feature (design 2.2: `regulation-rules → pades-verify`, feature `report`).
const ONLY_OPTIONAL: &[(&str, &str)] = &[("regulation-rules", "pades-verify")];

/// One dependency of one of our crates on another.
#[derive(Debug, PartialEq, Eq)]
struct Arrow {
    from: String,
    to: String,
    in_tests: bool,
    optional: bool,
}

pub(crate) fn run() -> Outcome {
    let metadata = cargo_metadata()?;
    let arrows = arrows_of(&metadata)?;
    let mut refused: Vec<String> = arrows.iter().filter_map(why_refused).collect();
    refused.extend(unknown_members(&metadata)?);
    for reason in &refused {
        println!("not allowed: {reason}");
    }
    println!(
        "arrows: {} dependencies between our crates, {} not allowed",
        arrows.len(),
        refused.len()
    );
    Ok(refused.is_empty())
}

fn cargo_metadata() -> Result<Value, String> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .current_dir(crate::source_tree::root())
        .output()
        .map_err(|error| format!("cargo metadata: {error}"))?;
    if !output.status.success() {
        return Err(format!(
            "cargo metadata: {}",
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| format!("cargo metadata: {error}"))
}

fn packages(metadata: &Value) -> Result<&Vec<Value>, String> {
    metadata["packages"]
        .as_array()
        .ok_or_else(|| "cargo metadata lists no packages".to_owned())
}

fn arrows_of(metadata: &Value) -> Result<Vec<Arrow>, String> {
    let packages = packages(metadata)?;
    let ours: Vec<&str> = packages
        .iter()
        .filter_map(|package| package["name"].as_str())
        .collect();
    let mut arrows = Vec::new();
    for package in packages {
        let from = package["name"].as_str().unwrap_or_default();
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let to = dependency["name"].as_str().unwrap_or_default();
            if ours.contains(&to) {
                arrows.push(Arrow {
                    from: from.to_owned(),
                    to: to.to_owned(),
                    in_tests: dependency["kind"].as_str() == Some("dev"),
                    optional: dependency["optional"].as_bool() == Some(true),
                });
            }
        }
    }
    Ok(arrows)
}

fn why_refused(arrow: &Arrow) -> Option<String> {
    let (from, to) = (arrow.from.as_str(), arrow.to.as_str());
    if BESIDE_THE_PRODUCT.contains(&from) {
        return None;
    }
    if ALLOWED
        .iter()
        .any(|(name, allowed)| *name == from && allowed.contains(&to))
    {
        let must_be_optional =
            ONLY_OPTIONAL.contains(&(from, to)) && !arrow.in_tests && !arrow.optional;
        return must_be_optional
            .then(|| format!("{from} → {to} must be optional, behind a feature"));
    }
    if arrow.in_tests && (from == to || to == TEST_HELPER || ALLOWED_IN_TESTS.contains(&(from, to)))
    {
        return None;
    }
    let place = if arrow.in_tests { " (in tests)" } else { "" };
    Some(format!("{from} → {to}{place}"))
}

/// A member that neither list names would be checked against nothing.
fn unknown_members(metadata: &Value) -> Result<Vec<String>, String> {
    let names = packages(metadata)?
        .iter()
        .filter_map(|package| package["name"].as_str());
    Ok(names
        .filter(|name| {
            !BESIDE_THE_PRODUCT.contains(name) && !ALLOWED.iter().any(|(known, _)| known == name)
        })
        .map(|name| format!("{name}: not in the list of design 2.2"))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrow(from: &str, to: &str, in_tests: bool, optional: bool) -> Arrow {
        Arrow {
            from: from.to_owned(),
            to: to.to_owned(),
            in_tests,
            optional,
        }
    }

    #[test]
    fn the_signer_and_the_verifier_do_not_know_each_other() {
        assert!(why_refused(&arrow("pades-sign", "pades-verify", false, false)).is_some());
        assert!(why_refused(&arrow("pades-verify", "pades-sign", false, false)).is_some());
        assert!(why_refused(&arrow("pades-verify", "pades-sign", true, false)).is_none());
    }

    #[test]
    fn the_verifier_knows_no_law() {
        assert!(why_refused(&arrow("pades-verify", "gov-ca-model", false, false)).is_some());
        assert!(why_refused(&arrow("pades-verify", "regulation-rules", true, false)).is_some());
    }

    #[test]
    fn the_demonstration_hierarchy_is_for_tests_and_the_program() {
        assert!(why_refused(&arrow("cades", "demo-pki", true, false)).is_none());
        assert!(why_refused(&arrow("cades", "demo-pki", false, false)).is_some());
        assert!(why_refused(&arrow("kyso", "demo-pki", false, false)).is_none());
        assert!(why_refused(&arrow("demo-pki", "cades", false, false)).is_some());
    }

    #[test]
    fn rules_read_reports_only_behind_a_feature() {
        assert!(why_refused(&arrow("regulation-rules", "pades-verify", false, true)).is_none());
        assert!(why_refused(&arrow("regulation-rules", "pades-verify", false, false)).is_some());
    }

    #[test]
    fn metadata_is_read_for_kind_and_optional() {
        let metadata = serde_json::json!({ "packages": [
            { "name": "cades", "dependencies": [
                { "name": "cert-path", "kind": null, "optional": false },
                { "name": "demo-pki", "kind": "dev", "optional": false },
                { "name": "der", "kind": null, "optional": false } ] },
            { "name": "cert-path", "dependencies": [] },
            { "name": "demo-pki", "dependencies": [] },
            { "name": "newcomer", "dependencies": [] } ] });
        let expected = [
            arrow("cades", "cert-path", false, false),
            arrow("cades", "demo-pki", true, false),
        ];
        assert_eq!(arrows_of(&metadata).unwrap(), expected);
        assert_eq!(unknown_members(&metadata).unwrap().len(), 1);
    }
}
