//! Hashing through the reader of the byte range, against the bare hash of the same bytes in memory.

use std::hint::black_box;
use std::path::Path;

use aws_lc_rs::digest::{SHA256, digest};
use cert_path::{CryptoProvider, DigestAlgorithm};
use criterion::{BenchmarkId, Criterion, Throughput};
use kyso_benches::files::Files;
use kyso_benches::ratio::{criterion, is_test_mode, print_ratio};
use kyso_examples::people::AnyError;
use pdf_revisions::{FileSource, Source, for_each_chunk};

fn main() -> Result<(), AnyError> {
    let files = Files::new()?;
    let mut criterion = criterion();
    let sizes = if is_test_mode() {
        &[1][..]
    } else {
        &[1, 10, 100]
    };
    for megabytes in sizes {
        compare(&mut criterion, *megabytes, &files.pages(*megabytes)?)?;
    }
    criterion.final_summary();
    Ok(())
}

fn compare(criterion: &mut Criterion, megabytes: usize, path: &Path) -> Result<(), AnyError> {
    let bytes = read(path)?;
    let source = FileSource::open(path)?;
    let mut group = criterion.benchmark_group("hash");
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    let name = format!("{megabytes} MB");
    group.bench_function(BenchmarkId::new("bare", &name), |bencher| {
        bencher.iter(|| digest(&SHA256, black_box(&bytes)))
    });
    group.bench_function(BenchmarkId::new("byte range", &name), |bencher| {
        bencher.iter(|| through_reader(&source))
    });
    group.finish();
    let bare = || {
        black_box(digest(&SHA256, &bytes));
    };
    print_ratio(&format!("hash {name}"), bare, || through_reader(&source));
    Ok(())
}

/// As signing and verifying do it: two ranges around a hole, in chunks.
fn through_reader(source: &FileSource) {
    let hole = source.len() / 2..source.len() / 2 + 16;
    let mut hasher = CryptoProvider::aws_lc()
        .hasher(DigestAlgorithm::Sha256)
        .expect("SHA-256 is there");
    for range in [0..hole.start, hole.end..source.len()] {
        for_each_chunk::<std::io::Error>(source, range, |chunk| {
            hasher.update(chunk);
            Ok(())
        })
        .expect("the file can be read");
    }
    black_box(hasher.finish());
}

#[allow(clippy::disallowed_methods)] // a bench reads its own file
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    std::fs::read(path)
}
