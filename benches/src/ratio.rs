//! One line per comparison, after Criterion's own report: our work as a multiple of the bare work, both timed in this run.

use std::time::{Duration, Instant};

use criterion::Criterion;

/// Does everything run once, without measuring? So it is with `--test`, and without the `--bench` that `cargo bench` adds
/// (then it was `cargo test --benches`).
#[must_use]
pub fn is_test_mode() -> bool {
    let mut arguments = std::env::args();
    arguments.any(|argument| argument == "--test")
        || !std::env::args().any(|argument| argument == "--bench")
}

/// Criterion with few samples: the work measured here takes milliseconds and more.
#[must_use]
pub fn criterion() -> Criterion {
    Criterion::default()
        .sample_size(10)
        .measurement_time(Duration::from_secs(3))
        .configure_from_args()
}

/// The best of so many counts.
const ROUNDS: usize = 5;

/// Times both in turn, the best of several each, and prints the ratio.
pub fn print_ratio(what: &str, mut bare: impl FnMut(), mut ours: impl FnMut()) {
    if is_test_mode() {
        bare();
        ours();
        println!("ran once: {what}");
        return;
    }
    let (mut bare_best, mut ours_best) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        bare_best = bare_best.min(time(&mut bare));
        ours_best = ours_best.min(time(&mut ours));
    }
    let (bare, ours) = (bare_best.as_secs_f64() * 1e3, ours_best.as_secs_f64() * 1e3);
    println!(
        "ratio {what}: bare {bare:.3} ms, ours {ours:.3} ms, {:.2} ×",
        ours / bare
    );
}

fn time(work: &mut impl FnMut()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}
