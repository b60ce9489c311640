//! Building the signed attributes and signing them, against the bare signature operation of the same key.

use std::hint::black_box;

use cades::{ExternalSigner, ToBeSigned};
use cert_path::{CryptoProvider, Digest, DigestAlgorithm};
use criterion::Criterion;
use demo_pki::KeyKind;
use jiff::Timestamp;
use kyso_benches::ratio::{criterion, print_ratio};
use kyso_examples::people::{AnyError, Person};

/// So many signatures make one timing of the ratio; a single one is too short for the clock.
const OPERATIONS: usize = 50;

fn main() -> Result<(), AnyError> {
    let now: Timestamp = "2026-11-21T07:30:05Z".parse()?;
    let mut criterion = criterion();
    for (name, key) in [
        ("RSA-2048", KeyKind::Rsa2048),
        ("RSA-3072", KeyKind::Rsa3072),
        ("P-256", KeyKind::P256),
    ] {
        compare(&mut criterion, name, &Person::leader(key, now)?)?;
    }
    criterion.final_summary();
    Ok(())
}

fn compare(criterion: &mut Criterion, name: &str, person: &Person) -> Result<(), AnyError> {
    let digest = CryptoProvider::aws_lc().digest(DigestAlgorithm::Sha256, b"a document")?;
    let attributes = build(person, &digest);
    let mut group = criterion.benchmark_group("sign");
    group.bench_function(format!("{name}/attributes"), |bencher| {
        bencher.iter(|| build(person, black_box(&digest)))
    });
    group.bench_function(format!("{name}/signature"), |bencher| {
        bencher.iter(|| sign(person, &attributes))
    });
    group.bench_function(format!("{name}/both"), |bencher| {
        bencher.iter(|| sign(person, &build(person, &digest)))
    });
    group.finish();
    let repeat = |work: &dyn Fn()| (0..OPERATIONS).for_each(|_| work());
    print_ratio(
        &format!("attributes and signature, {name}"),
        || repeat(&|| sign(person, &attributes)),
        || repeat(&|| sign(person, &build(person, &digest))),
    );
    Ok(())
}

fn build(person: &Person, digest: &Digest) -> ToBeSigned {
    ToBeSigned::new(
        digest,
        person.signer.certificate(),
        person.signer.algorithm(),
    )
    .expect("the certificate fits")
}

fn sign(person: &Person, attributes: &ToBeSigned) {
    black_box(person.signer.sign(attributes).expect("the key signs"));
}
