//! Preparing a document for signing (appended update, hole, digest), against hashing it once.

use std::hint::black_box;
use std::path::Path;

use cert_path::CryptoProvider;
use criterion::Criterion;
use demo_pki::KeyKind;
use jiff::Timestamp;
use kyso_benches::baseline::hash_once;
use kyso_benches::files::{Files, open};
use kyso_benches::ratio::{criterion, is_test_mode, print_ratio};
use kyso_examples::people::{AnyError, Person};
use pades_sign::{CheckedSigner, SignatureRequest};

fn main() -> Result<(), AnyError> {
    let now: Timestamp = "2026-11-21T07:30:05Z".parse()?;
    let signer = Person::leader(KeyKind::P256, now)?.checked(now)?;
    let request = SignatureRequest::new(now);
    let files = Files::new()?;
    let (pages, objects) = if is_test_mode() {
        (1, 10_000)
    } else {
        (100, 1_000_000)
    };
    let mut criterion = criterion();
    for (name, path) in [
        (format!("{pages} MB"), files.pages(pages)?),
        (format!("{objects} objects"), files.objects(objects)?),
    ] {
        compare(&mut criterion, &name, &path, &signer, &request);
    }
    criterion.final_summary();
    Ok(())
}

fn compare(
    criterion: &mut Criterion,
    name: &str,
    path: &Path,
    signer: &CheckedSigner,
    request: &SignatureRequest,
) {
    let prepare = || {
        let file = open(path).expect("a sample document");
        let prepared = pades_sign::prepare(&file, request, signer, CryptoProvider::aws_lc())
            .expect("it can be signed");
        black_box(prepared.byte_range());
    };
    let bare = || {
        hash_once(path).expect("the file can be read");
    };
    let mut group = criterion.benchmark_group("prepare");
    group.bench_function(format!("{name}/hash once"), |bencher| bencher.iter(bare));
    group.bench_function(format!("{name}/prepare"), |bencher| bencher.iter(prepare));
    group.finish();
    print_ratio(&format!("prepare {name}"), bare, prepare);
}
