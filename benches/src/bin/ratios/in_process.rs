//! What is timed in this process: too short for a process of its own.

use std::io;
use std::path::Path;

use kyso_benches::batch::BatchCase;
use kyso_benches::path::{Answerer, PathCase};
use kyso_benches::rules::RulesCase;
use kyso_benches::shown::ShownCase;
use kyso_benches::token::TokenCase;
use signing_workflow::batch::SyncWhen;

use super::{MORE_ROUNDS, RUNS};

/// Issue "Trust, completely": building and validating a chain of three RSA certificates with OCSP, at most 2 × its bare
/// signature verifications and parsing.
const PATH_RATIO: f64 = 2.0;
/// Issue "The law as code": judging one document by every rule, at most 3 verifications of an RSA-2048 signature.
const DOCUMENT_RATIO: f64 = 3.0;
/// Issue "The law as code": at least 5 certificates judged in the time of one such verification.
const CERTIFICATE_RATIO: f64 = 0.2;
/// Issue "The signature people see": drawing it costs less than one RSA-2048 signature, fonts shared by the batch.
const APPEARANCE_RATIO: f64 = 1.0;
/// Issue "Signatures that last": a batch on SoftHSM2, at least 0.9 × the module's own rate through one session.
const BATCH_RATIO: f64 = 1.0 / 0.9;
/// Issue "Signatures that last": a batch by a key in memory, at least 0.7 × the bare key's rate on one core.
const ONE_FLUSH_RATIO: f64 = 1.0 / 0.7;
/// One thread alone also verifies each signature before it hands it out, while the key waits.
const ALONE_RATIO: f64 = 1.2;

/// In this process, so many at once that a clock can tell.
pub(super) fn measure_path(answerer: Answerer) -> io::Result<bool> {
    let case = PathCase::new(answerer).map_err(io::Error::other)?;
    let name = format!("OCSP by {answerer:?}");
    Ok(in_turn(
        "path",
        &name,
        500,
        PATH_RATIO,
        || case.bare(),
        || case.ours(),
    ))
}

pub(super) fn measure_rules() -> io::Result<bool> {
    let case = RulesCase::new().map_err(io::Error::other)?;
    let measured = |name, bound, ours: fn(&RulesCase)| {
        in_turn("rules", name, 2000, bound, || case.verify(), || ours(&case))
    };
    let document = measured("document", DOCUMENT_RATIO, RulesCase::document);
    let certificate = measured("certificate", CERTIFICATE_RATIO, RulesCase::certificate);
    Ok(document && certificate)
}

/// A piece of work and its name.
type Work = (&'static str, fn(&ShownCase));

pub(super) fn measure_appearances() -> io::Result<bool> {
    let case = ShownCase::new().map_err(|error| io::Error::other(error.to_string()))?;
    let works: [Work; 3] = [
        ("nd30.person", ShownCase::person),
        ("nd30.attachment", ShownCase::attachment),
        ("angiang.org", ShownCase::framed),
    ];
    let mut all_hold = true;
    for (name, ours) in works {
        all_hold &= in_turn(
            "shown",
            name,
            200,
            APPEARANCE_RATIO,
            || case.sign(),
            || ours(&case),
        );
    }
    Ok(all_hold)
}

/// Issue "Signatures that last": 1,000 files by two threads, at least 0.7 × the rate of the bare key on one core. In a file system in memory
/// beside the bare key; in `work` beside the bare key and the same files written by nobody's program, since what creating a file costs there is
/// the disk's affair. Each file synced by itself is slower: shown.
pub(super) fn measure_batch(work: &Path) -> io::Result<bool> {
    let memory = Path::new("/dev/shm");
    let mut all_hold = true;
    if memory.is_dir() {
        all_hold &= one_flush("1,000 in memory", memory, BatchCase::bare)?;
    }
    all_hold &= one_flush("1,000 on disk", work, |case| {
        case.bare();
        case.plain();
    })?;
    show_each(work)?;
    Ok(all_hold)
}

fn one_flush(name: &str, folder: &Path, bare: fn(&BatchCase)) -> io::Result<bool> {
    let case = batch_case(folder)?;
    let ours = || case.ours(2, SyncWhen::Batch);
    Ok(in_turn(
        "batch",
        name,
        1,
        ONE_FLUSH_RATIO,
        || bare(&case),
        ours,
    ))
}

fn show_each(work: &Path) -> io::Result<()> {
    let case = batch_case(work)?;
    let (mut together, mut each) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..RUNS {
        together = together.min(seconds(|| case.ours(2, SyncWhen::Batch)));
        each = each.min(seconds(|| case.ours(2, SyncWhen::Each)));
    }
    let ratio = each / together;
    println!(
        "{:<8}{:<20}{together:>10.3}{each:>10.3}{ratio:>8.2}    shown: --sync each against --sync batch",
        "batch", "1,000 on disk"
    );
    Ok(())
}

fn batch_case(folder: &Path) -> io::Result<BatchCase> {
    const FILES: usize = 1_000;
    BatchCase::new(FILES, folder).map_err(|error| io::Error::other(error.to_string()))
}

fn seconds(work: impl Fn()) -> f64 {
    let started = std::time::Instant::now();
    work();
    started.elapsed().as_secs_f64()
}

pub(super) fn batch() -> io::Result<bool> {
    const TIMES: usize = 200;
    let case = TokenCase::new()?;
    let measured = |name, bound, threads| {
        let (bare, ours) = (|| case.bare(TIMES), || case.ours(TIMES, threads));
        in_turn("token", name, 1, bound, bare, ours)
    };
    let alone = measured("200 RSA, 1 thread", ALONE_RATIO, 1);
    Ok(alone & measured("200 RSA, 2 threads", BATCH_RATIO, 2))
}

/// Times both in turn in this process, `at_once` of each, prints the line, and says whether the bound holds.
fn in_turn(
    what: &str,
    name: &str,
    at_once: usize,
    bound: f64,
    bare: impl Fn(),
    ours: impl Fn(),
) -> bool {
    let time = |work: &dyn Fn()| seconds(|| (0..at_once).for_each(|_| work()));
    let (mut bare_best, mut ours_best) = (f64::INFINITY, f64::INFINITY);
    for _ in 0..=MORE_ROUNDS {
        for _ in 0..RUNS {
            bare_best = bare_best.min(time(&bare));
            ours_best = ours_best.min(time(&ours));
        }
        if ours_best / bare_best <= bound {
            break;
        }
    }
    let ratio = ours_best / bare_best;
    let mark = if ratio <= bound { "" } else { "  BROKEN" };
    let name = match at_once {
        1 => name.to_owned(),
        _ => format!("{at_once} × {name}"),
    };
    println!("{what:<8}{name:<20}{bare_best:>10.3}{ours_best:>10.3}{ratio:>8.2}{bound:>8.2}{mark}");
    ratio <= bound
}
