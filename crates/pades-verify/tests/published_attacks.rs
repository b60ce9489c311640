//! Every published class of attacks, several variants each, made by our own generator (`common/forge`): refused under every policy, with a
//! code that names the defect, while the file it was made from is accepted.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;

use common::forge::{Variant, certification, forgery, saving, shadow, wrapping};
use common::{accepted_under, report_under};
use pades_verify::{ModificationPolicy, VerifyError};

fn refused(class: &str, variants: &[Variant], at_least: usize) {
    let stands = |one: &Variant, policy| accepted_under(policy, &one.forged);
    let mut wrong = told(class, variants, at_least);
    for one in variants {
        for policy in ModificationPolicy::ALL
            .into_iter()
            .filter(|policy| stands(one, *policy))
        {
            wrong.push(format!("{}: accepted under {}", one.name, policy.name));
        }
    }
    assert!(wrong.is_empty(), "{class}:\n{}", wrong.join("\n"));
}

/// What is wrong with how the variants are told: the honest file stands, and the forged one has one of its codes.
fn told(class: &str, variants: &[Variant], at_least: usize) -> Vec<String> {
    assert!(
        variants.len() >= at_least,
        "{class}: {} variants",
        variants.len()
    );
    let mut wrong = Vec::new();
    for one in variants {
        for policy in ModificationPolicy::ALL {
            if !accepted_under(policy, &one.honest) {
                let codes = codes(policy, &one.honest);
                wrong.push(format!(
                    "{}: honest, and refused under {}: {codes:?}",
                    one.name, policy.name
                ));
            }
        }
        let codes = codes(ModificationPolicy::VN_OFFICE, &one.forged);
        if !one.told.iter().any(|code| codes.contains(*code)) {
            wrong.push(format!("{}: told as {codes:?}", one.name));
        }
    }
    wrong
}

/// Every code of the report; `malformed` or `limit` when there is none.
fn codes(policy: ModificationPolicy, bytes: &[u8]) -> BTreeSet<&'static str> {
    let report = report_under(policy, bytes);
    let report = match report {
        Ok(report) => report,
        Err(VerifyError::Pdf(_)) => return ["malformed"].into(),
        Err(_) => return ["limit"].into(),
    };
    let findings = report.signatures.iter().flat_map(|one| &one.findings);
    let mut codes: BTreeSet<&'static str> = report.anomalies.iter().map(|one| one.code).collect();
    codes.extend(
        findings
            .flat_map(|one| [Some(one.code), one.detail])
            .flatten(),
    );
    codes
}

#[test]
fn universal_signature_forgery() {
    refused("USF", &forgery::variants(), 20);
}

#[test]
fn signature_wrapping() {
    refused("SWA", &wrapping::variants(), 18);
}

#[test]
fn incremental_saving() {
    refused("ISA", &saving::variants(), 15);
}

#[test]
fn spoofed_signatures() {
    refused("spoofed signature", &saving::spoofed(), 2);
}

#[test]
fn shadow_hide() {
    refused("shadow hide", &shadow::hide(), 8);
}

#[test]
fn shadow_replace() {
    refused("shadow replace", &shadow::replace(), 6);
}

#[test]
fn shadow_hide_and_replace() {
    refused("shadow hide and replace", &shadow::hide_and_replace(), 5);
}

#[test]
fn dangling_references() {
    refused("dangling reference", &shadow::dangling(), 6);
}

#[test]
fn evil_annotations() {
    refused("evil annotation", &certification::evil_annotations(), 20);
}

#[test]
fn attacks_on_the_certification() {
    refused("certification", &certification::certification(), 4);
}

#[test]
fn store_stripping() {
    // The store is no part of what was signed: its loss is told, and what earlier revisions held is still used.
    let wrong = told("DSS stripping", &certification::store_stripping(), 5);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
