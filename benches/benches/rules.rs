//! Judging a document and a certificate by the law, against verifying one RSA-2048 signature. The bounds, 3 and 1/5, are checked by the
//! `ratios` program.

use kyso_benches::ratio::{criterion, print_ratio};
use kyso_benches::rules::RulesCase;
use kyso_examples::people::AnyError;

/// A piece of work and its name.
type Work = (&'static str, fn(&RulesCase));

fn main() -> Result<(), AnyError> {
    let mut criterion = criterion();
    let case = RulesCase::new()?;
    let works: [Work; 3] = [
        ("verify RSA-2048", RulesCase::verify),
        ("document", RulesCase::document),
        ("certificate", RulesCase::certificate),
    ];
    let mut group = criterion.benchmark_group("rules");
    for (name, work) in works {
        group.bench_function(name, |bencher| bencher.iter(|| work(&case)));
    }
    group.finish();
    // Many at once: one takes less than a clock is good for.
    let many = |run: fn(&RulesCase)| (0..1000).for_each(|_| run(&case));
    for (name, work) in &works[1..] {
        print_ratio(
            &format!("rules: {name}"),
            || many(RulesCase::verify),
            || many(*work),
        );
    }
    criterion.final_summary();
    Ok(())
}
