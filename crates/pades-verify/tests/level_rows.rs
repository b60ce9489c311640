//! Rows of the corpus manifest that name a level: what the structure of the file amounts to, without an anchor.
#![allow(clippy::unwrap_used, clippy::disallowed_macros)]

mod common;

use common::corpus;
use pades_verify::{DocumentReport, Level, MissingPart};

/// Our word for a level of the manifest; the names of the profiles before the baseline are not ours.
fn word(level: &str) -> Option<&'static str> {
    Some(match level {
        "B-B" => "B-B",
        "B-T" => "B-T",
        "B-LT" => "B-LT",
        "B-LTA" => "B-LTA",
        "PKCS7" => "pkcs7",
        "PKCS7-T" => "pkcs7-T",
        _ => return None,
    })
}

/// Rows of which the structure says something else than who asserted them, and why.
const OTHERS: [(&str, &str, &str); 6] = [
    (
        "pdf/digidoc4j/testFiles/invalid-containers/EE_AS-P-BpLT-V-009.pdf",
        "B-T",
        "named B for its lack of revocation data; an intact time-stamp is over its value",
    ),
    (
        "pdf/digidoc4j/testFiles/valid-containers/valid-pades-esteid2018.pdf",
        "B-T",
        "an answer for the signer alone: none for the CAs and for the authority",
    ),
    (
        "pdf/itext-cmp/sign/PdfPadesSignerLevelsTest/cmp_prolongDocumentSignaturesTest3_FIPS.pdf",
        "B-LT",
        "the data of the authority came after the last document time-stamp",
    ),
    (
        "pdf/pdfcpu/signatures/ETSI.CAdES.detached/testPAdES_BLT.pdf",
        "B-T",
        "nothing in the file speaks of the responders, whose certificates do not exempt them",
    ),
    (
        "pdf/siva/test-files/TEST_ESTEID2018_PAdES_LT_enveloped.pdf",
        "B-T",
        "an answer for the signer alone: none for the CAs and for the authority",
    ),
    (
        "pdf/siva/test-files/hellopades-lt1-lt2-parallel3.pdf",
        "B-T",
        "answers for the signer alone, without the certificate of their responder",
    ),
];

/// The level and what it is said to lack fit each other.
fn consistent(report: &DocumentReport) -> bool {
    report.signatures.iter().all(|one| {
        let above = |level: Level| {
            let order = [Level::BB, Level::BT, Level::BLT, Level::BLTA];
            let place = |level| order.iter().position(|one| *one == level);
            one.level.and_then(place) < place(level)
        };
        let lacks = one.missing.iter();
        let mut lacks = lacks.filter(|missing| {
            !matches!(
                missing.what,
                MissingPart::SignerCertificate | MissingPart::ClaimedSigningTime
            )
        });
        match one.level {
            None | Some(Level::BLTA) => lacks.next().is_none(),
            Some(Level::Pkcs7 | Level::Pkcs7T) => lacks.next().is_some(),
            Some(_) => one.missing.iter().any(|missing| above(missing.level)),
        }
    })
}

#[test]
fn files_have_the_levels_they_are_known_for() {
    let Some(rows) = corpus::rows("levels were") else {
        return;
    };
    let (mut judged, mut met, mut failures) = (0, 0, Vec::new());
    for row in rows {
        let (path, expected) = (&row.name, &row.expected);
        let mut words = expected.split(';');
        let Some(level) = words
            .find_map(|one| one.strip_prefix("LEVEL:"))
            .and_then(word)
        else {
            continue;
        };
        judged += 1;
        let other = OTHERS.iter().find(|(other, _, _)| other == path);
        let level = other.map_or(level, |(_, level, _)| level);
        let report = row.judged_alone().unwrap();
        let levels: Vec<&str> = report
            .signatures
            .iter()
            .filter_map(|one| Some(one.level?.as_str()))
            .collect();
        met += usize::from(other.is_some());
        if !levels.contains(&level) || !consistent(&report) {
            let missing: Vec<String> = report
                .signatures
                .iter()
                .flat_map(|one| &one.missing)
                .map(ToString::to_string)
                .collect();
            failures.push(format!("{path}: {level}: {levels:?} {missing:?}"));
        }
    }
    println!("{judged} rows with a level judged");
    assert!(judged > 30, "only {judged} rows have a level");
    assert_eq!(
        met,
        OTHERS.len(),
        "a row with another level is no more there"
    );
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
