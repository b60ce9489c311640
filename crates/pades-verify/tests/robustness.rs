//! Damaged files: no panic, no hang. A few hundred mutations run always, over our own signed file and, when `KYSO_CORPUS` is set, over every
//! corpus file; `KYSO_MUTATIONS=n` asks for n of each file (build with `--release` for a long run).
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

mod common;

use std::path::Path;
use std::time::Duration;

use common::forge::prepared::startxref;
use common::{base, corpus, report, sign};

/// xorshift64: the same mutations for the same seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(below.max(1)).unwrap()).unwrap()
    }

    /// Mostly near the end or the start, where cross-references and trailers are.
    fn place(&mut self, length: usize) -> usize {
        match self.roll(4) {
            0 => self.roll(length.min(2_000)),
            1 => length - 1 - self.roll(length.min(4_000)),
            _ => self.roll(length),
        }
    }
}

const WORDS: [&[u8]; 16] = [
    b"0 0 R",
    b"<<",
    b">>",
    b"[",
    b"]",
    b"endobj",
    b"stream\n",
    b"endstream",
    b"/Kids",
    b"/Length 9999999999",
    b"-1",
    b"99999999999999999999",
    b"/Prev 0",
    b"(",
    b"/Parent 1 0 R",
    b"obj",
];

fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    for _ in 0..=dice.roll(3) {
        if bytes.is_empty() {
            return;
        }
        let at = dice.place(bytes.len());
        let end = (at + 1 + dice.roll(64)).min(bytes.len());
        match dice.roll(7) {
            0 => bytes[at] ^= 1 << dice.roll(8),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let chunk = bytes[at..end].to_vec();
                let to = dice.place(bytes.len());
                bytes.splice(to..to, chunk);
            }
            3 => bytes.truncate(at),
            4 | 5 => {
                if let Some(digit) = bytes[at..].iter().position(u8::is_ascii_digit) {
                    bytes[at + digit] = b'0' + u8::try_from(dice.roll(10)).unwrap();
                }
            }
            _ => drop(bytes.splice(at..at, WORDS[dice.roll(WORDS.len())].iter().copied())),
        }
    }
}

/// What a file may cost: two seconds of the processor, ten times that without optimisation. What else the machine does is not counted.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 20 } else { 2 });

/// What this thread has cost so far; verification starts no other.
#[cfg(unix)]
fn spent() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(
        u64::try_from(time.tv_sec).unwrap(),
        u32::try_from(time.tv_nsec).unwrap(),
    )
}

/// Where no such clock is at hand, the one on the wall.
#[cfg(not(unix))]
fn spent() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> =
        std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed()
}

/// Each mutation ends soon.
fn run(name: &str, seed: &[u8], count: usize) -> Vec<String> {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ u64::try_from(seed.len()).unwrap());
    let mut failures = Vec::new();
    for round in 0..count {
        let mut bytes = seed.to_vec();
        mutate(&mut bytes, &mut dice);
        let started = spent();
        let outcome = std::panic::catch_unwind(|| drop(report(&bytes)));
        let cost = spent().saturating_sub(started);
        if outcome.is_err() || cost > PATIENCE {
            failures.push(format!(
                "{name} round {round}: panic {}, {cost:?}",
                outcome.is_err()
            ));
            if let Some(folder) = std::env::var_os("KYSO_KEEP") {
                let file = format!("{}-{round}.pdf", name.replace('/', "_"));
                std::fs::write(Path::new(&folder).join(file), &bytes).unwrap();
            }
        }
    }
    failures
}

fn asked(default: usize) -> usize {
    let asked = std::env::var("KYSO_MUTATIONS").ok();
    asked
        .and_then(|count| count.parse().ok())
        .unwrap_or(default)
}

#[test]
fn mutations_of_a_signed_file_end() {
    let signed = sign(&sign(&base(), None), None);
    let failures = run("signed", &signed, asked(300));
    assert!(failures.is_empty(), "{failures:#?}");
}

#[test]
fn mutations_of_the_corpus_end() {
    let Some(rows) = corpus::rows("mutations of the corpus were") else {
        return;
    };
    let mut failures = Vec::new();
    for row in rows {
        let seed = std::fs::read(&row.path).unwrap();
        failures.extend(run(&row.name, &seed, asked(2)));
    }
    assert!(failures.is_empty(), "{failures:#?}");
}

/// A signed document of our own with `tail` objects more, and a later revision made by `change`.
fn judged_soon(name: &str, bytes: &[u8]) {
    let started = spent();
    let outcome = report(bytes).map(|report| report.signatures.len());
    let cost = spent().saturating_sub(started);
    println!("{name}: {} bytes, {cost:?}, {outcome:?}", bytes.len());
    assert!(cost < PATIENCE, "{name}: {cost:?}");
}

/// One more revision by hand.
fn append(bytes: &mut Vec<u8>, bodies: &[(usize, String)]) {
    let prev = startxref(bytes);
    let mut table = String::from("xref\n0 0\n");
    for (number, body) in bodies {
        table.push_str(&format!("{number} 1\n{:010} 00000 n \n", bytes.len()));
        bytes.extend(format!("{number} 0 obj\n{body}\nendobj\n").bytes());
    }
    let start = bytes.len();
    bytes.extend(table.bytes());
    bytes.extend(
        format!("trailer\n<</Size 900000/Root 1 0 R/Prev {prev}>>\nstartxref\n{start}\n%%EOF\n")
            .bytes(),
    );
}

fn catalog(fields: &str) -> String {
    format!("<</Type/Catalog/Pages 2 0 R/AcroForm<</SigFlags 3/Fields[6 0 R {fields}]>>>>")
}

/// Many fields, many revisions, values that refer to each other over and over, long keys above many references.
#[test]
fn large_and_twisted_updates_end_soon() {
    let signed = sign(&base(), None);

    let mut bytes = signed.clone();
    let mut bodies: Vec<(usize, String)> = (1_000..41_000)
        .map(|number| (number, format!("<</FT/Sig/T(s{number})>>")))
        .collect();
    let list: String = (1_000..41_000)
        .map(|number| format!("{number} 0 R "))
        .collect();
    bodies.push((1, catalog(&list)));
    append(&mut bytes, &bodies);
    judged_soon("40,000 signature fields", &bytes);

    let mut bytes = signed.clone();
    for round in 0..950 {
        append(&mut bytes, &[(500 + round, "<</A 1>>".to_owned())]);
    }
    judged_soon("950 revisions", &bytes);

    let mut bytes = signed.clone();
    let fill: Vec<(usize, String)> = (1_000..6_000)
        .map(|number| {
            (
                number,
                format!("[{} 0 R {} 0 R]", number + 1, (number * 7) % 5_000 + 1_000),
            )
        })
        .collect();
    append(&mut bytes, &fill);
    append(
        &mut bytes,
        &[(1, "<</Type/Catalog/Pages 2 0 R/X 1000 0 R>>".to_owned())],
    );
    for round in 0..300 {
        append(&mut bytes, &[(10_000 + round, "<</A 1>>".to_owned())]);
    }
    judged_soon("300 revisions of 5,000 objects", &bytes);

    // Two ladders of the same shape: compared naively, 2^60 pairs.
    let mut bytes = signed.clone();
    let ladder = |from: usize| {
        (from..from + 60).map(|number| (number, format!("<</A {0} 0 R/B {0} 0 R>>", number + 1)))
    };
    let bodies: Vec<(usize, String)> = ladder(1_000).chain(ladder(2_000)).collect();
    append(&mut bytes, &bodies);
    for first in [1_000, 2_000] {
        append(
            &mut bytes,
            &[(
                1,
                format!("<</Type/Catalog/Pages 2 0 R/Extensions {first} 0 R>>"),
            )],
        );
    }
    judged_soon("ladders", &bytes);

    let mut bytes = signed.clone();
    let keys: String = (0..20_000)
        .map(|index| format!("/K{index} 4 0 R"))
        .collect();
    let long = "k".repeat(1_000_000);
    append(
        &mut bytes,
        &[(1, format!("<</Type/Catalog/Pages 2 0 R/{long}<<{keys}>>>>"))],
    );
    judged_soon("a long key above many references", &bytes);

    let mut bytes = signed.clone();
    let states: String = (0..50_000)
        .map(|index| format!("/S{index} {} 0 R", 1_000 + index))
        .collect();
    let mut bodies: Vec<(usize, String)> = (1_000..51_000)
        .map(|number| (number, "<<>>".to_owned()))
        .collect();
    bodies.push((6, format!("<</FT/Tx/T(HoTen)/Type/Annot/Subtype/Widget/Rect[20 100 120 120]/P 3 0 R/F 4/AP<</N<<{states}>>>>>>")));
    append(&mut bytes, &bodies);
    judged_soon("50,000 appearance states", &bytes);

    let mut bytes = signed;
    let mut bodies: Vec<(usize, String)> = (1_000..21_000)
        .map(|number| (number, format!("<</FT/Tx/T(a)/Kids[{} 0 R]>>", number + 1)))
        .collect();
    bodies.push((1, catalog("1000 0 R")));
    append(&mut bytes, &bodies);
    judged_soon("fields 20,000 deep", &bytes);
}
