//! What a signature shows, drawn with fonts that a batch shares, against one RSA-2048 signature. The bound, 1, is checked by the `ratios`
//! program.

use kyso_benches::ratio::{criterion, print_ratio};
use kyso_benches::shown::ShownCase;
use kyso_examples::people::AnyError;

/// A piece of work and its name.
type Work = (&'static str, fn(&ShownCase));

fn main() -> Result<(), AnyError> {
    let mut criterion = criterion();
    let case = ShownCase::new()?;
    let works: [Work; 4] = [
        ("sign RSA-2048", ShownCase::sign),
        ("nd30.person", ShownCase::person),
        ("nd30.attachment", ShownCase::attachment),
        ("angiang.org", ShownCase::framed),
    ];
    let mut group = criterion.benchmark_group("appearance");
    for (name, work) in works {
        group.bench_function(name, |bencher| bencher.iter(|| work(&case)));
    }
    group.finish();
    // Many at once: one takes less than a clock is good for.
    let many = |run: fn(&ShownCase)| (0..100).for_each(|_| run(&case));
    for (name, work) in &works[1..] {
        print_ratio(
            &format!("appearance: {name}"),
            || many(ShownCase::sign),
            || many(*work),
        );
    }
    criterion.final_summary();
    Ok(())
}
