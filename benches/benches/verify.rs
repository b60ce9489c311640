//! Verifying files with one signature, against hashing them once.

use std::hint::black_box;
use std::path::Path;

use cert_path::{Evidence, RevocationMode};
use criterion::Criterion;
use demo_pki::KeyKind;
use jiff::Timestamp;
use kyso_benches::baseline::hash_once;
use kyso_benches::files::{Files, open};
use kyso_benches::ratio::{criterion, is_test_mode, print_ratio};
use kyso_examples::people::{AnyError, Person};
use kyso_examples::samples::SMALL_DOCUMENTS;
use pades_sign::SignatureRequest;
use pades_verify::{Policy, Verdict, verify};

fn main() -> Result<(), AnyError> {
    let now: Timestamp = "2026-11-21T07:30:05Z".parse()?;
    let person = Person::leader(KeyKind::Rsa2048, now)?;
    let files = Files::new()?;
    let mut criterion = criterion();
    let small = SMALL_DOCUMENTS.first().ok_or("no sample")?.to_bytes();
    let mut inputs = vec![("1 kB".to_owned(), small)];
    for megabytes in if is_test_mode() {
        &[1][..]
    } else {
        &[1, 10, 100]
    } {
        inputs.push((format!("{megabytes} MB"), read(&files.pages(*megabytes)?)?));
    }
    for (name, document) in inputs {
        let signed = person.sign(document, &SignatureRequest::new(now), now)?;
        let path = files.put(&format!("signed {name}.pdf"), &signed)?;
        compare(&mut criterion, &name, &path, &person, now);
    }
    criterion.final_summary();
    Ok(())
}

fn compare(criterion: &mut Criterion, name: &str, path: &Path, person: &Person, now: Timestamp) {
    let policy = Policy {
        revocation: RevocationMode::Skip,
        ..Policy::default()
    };
    let anchors = std::slice::from_ref(&person.anchor);
    let check = || {
        let file = open(path).expect("a signed document");
        let report = verify(&file, &Evidence::new(), anchors, &policy, now).expect("a report");
        assert_eq!(black_box(report.verdict()), Verdict::Passed);
    };
    let bare = || {
        hash_once(path).expect("the file can be read");
    };
    let mut group = criterion.benchmark_group("verify");
    group.bench_function(format!("{name}/hash once"), |bencher| bencher.iter(bare));
    group.bench_function(format!("{name}/verify"), |bencher| bencher.iter(check));
    group.finish();
    print_ratio(&format!("verify {name}"), bare, check);
}

#[allow(clippy::disallowed_methods)] // a bench reads its own file
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    std::fs::read(path)
}
