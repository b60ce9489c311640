//! Building and validating a chain of three RSA certificates with OCSP, against the bare parsing and signature
//! verifications in it. The bound, 2, is checked by the `ratios` program.

use criterion::BenchmarkId;
use kyso_benches::path::{Answerer, PathCase};
use kyso_benches::ratio::{criterion, print_ratio};
use kyso_examples::people::AnyError;

fn main() -> Result<(), AnyError> {
    let mut criterion = criterion();
    for answerer in [Answerer::Ca, Answerer::Delegate] {
        let case = PathCase::new(answerer)?;
        let name = format!("{answerer:?}, {} signatures", case.signatures());
        let mut group = criterion.benchmark_group("path");
        group.bench_function(BenchmarkId::new("bare", &name), |bencher| {
            bencher.iter(|| case.bare());
        });
        group.bench_function(BenchmarkId::new("ours", &name), |bencher| {
            bencher.iter(|| case.ours());
        });
        group.finish();
        // Many at once: one takes less than a clock is good for.
        let many = |run: fn(&PathCase)| (0..100).for_each(|_| run(&case));
        print_ratio(
            &format!("path: {name}"),
            || many(PathCase::bare),
            || many(PathCase::ours),
        );
    }
    criterion.final_summary();
    Ok(())
}
