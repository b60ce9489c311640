//! Killed at any moment: what was confirmed is there, what was not is there whole or not at all, and the chain holds.

use std::io::Read as _;
use std::process::{Child, ChildStdout, Command, Stdio};
#[cfg(feature = "postgres")]
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use gov_ca_registry::store::{Register, StoreError};

use crate::home::{Home, on_both, open};
use crate::records::{Counter, Folder, SCHEMA, by};

/// Kills of each engine's writer (issue 8).
const KILLS: u32 = 110;
/// Where the child finds its register.
const ADDRESS: &str = "KYSO_TEST_REGISTER";

#[test]
fn a_writer_to_a_file_is_killed() {
    writers_are_killed(&Home::sqlite());
}

#[cfg(feature = "postgres")]
#[test]
fn a_writer_to_a_server_is_killed() {
    writers_are_killed(&Home::postgres());
}

on_both! { whoever_makes_a_register_is_killed }

/// Between any two migrations, or in one: whoever comes next makes the rest.
fn whoever_makes_a_register_is_killed(home: &Home) {
    let begun = Instant::now();
    Writer::start(home.another().address()).kill_after(b"ready", Duration::ZERO);
    let span = begun.elapsed();
    let mut moments = Moments(0x9e37_79b9_7f4a_7c15);
    for _ in 0..20 {
        let home = home.another();
        Writer::start(home.address()).kill_after(b"", moments.next(span));
        let mut register = home.open();
        register
            .change(&by("pkt00"), |change| change.insert(Counter { value: 0 }))
            .unwrap();
        assert!(register.audit().unwrap().is_clean());
    }
}

/// Xorshift: the same moments in every run, as far as the machine is the same.
struct Moments(u64);

impl Moments {
    fn next(&mut self, up_to: Duration) -> Duration {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        up_to.mul_f64(f64::from(u32::try_from(self.0 >> 40).unwrap()) / f64::from(1_u32 << 24))
    }
}

fn writers_are_killed(home: &Home) {
    let mut register = home.open();
    register
        .change(&by("pkt00"), |change| change.insert(Counter { value: 0 }))
        .unwrap();
    let mut moments = Moments(0x9e37_79b9_7f4a_7c15);
    // As long as some changes take on this machine, today.
    let begun = Instant::now();
    let first = Writer::start(home.address()).kill_after(b"kept 12", Duration::ZERO);
    let mut span = begun.elapsed();
    let mut before = check(&mut register);
    assert!([first, first + 1].contains(&before));
    let mut kill = 0;
    while kill < KILLS || before <= i64::from(KILLS / 2) {
        assert!(
            kill < 10 * KILLS,
            "{before}: they were killed while they wrote"
        );
        let mut writer = Writer::start(home.address());
        // Some are killed while they open the register.
        let wait_for: &[u8] = if kill % 5 == 0 { b"" } else { b"ready" };
        let confirmed = writer.kill_after(wait_for, moments.next(span));
        let now = check(&mut register);
        assert!(
            [0, 1].contains(&(now - before - confirmed)),
            "kill {kill}: {before} → {now}, {confirmed} confirmed: one at most was not"
        );
        // The machine got slower since: what is killed before it writes shows nothing.
        if kill >= KILLS {
            span = span.mul_f64(1.05);
        }
        before = now;
        kill += 1;
    }
    println!("{kill} kills, {before} changes");
}

/// A program that writes until it is killed.
struct Writer {
    child: Child,
    out: ChildStdout,
    told: Vec<u8>,
}

impl Writer {
    fn start(address: &str) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kill::the_writer", "--ignored", "--nocapture"])
            .env(ADDRESS, address)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self {
            out: child.stdout.take().unwrap(),
            child,
            told: Vec::new(),
        }
    }

    /// Waits until it said `word` and so much longer, and ends it by SIGKILL; how many changes it confirmed.
    fn kill_after(&mut self, word: &[u8], delay: Duration) -> i64 {
        let mut some = [0; 256];
        while !word.is_empty() && !self.told.windows(word.len()).any(|told| told == word) {
            let read = self.out.read(&mut some).unwrap();
            assert_ne!(read, 0, "the writer ended by itself");
            self.told.extend(&some[..read]);
        }
        std::thread::sleep(delay);
        self.child.kill().unwrap(); // SIGKILL: nothing of it runs after that
        self.child.wait().unwrap();
        self.out.read_to_end(&mut self.told).unwrap();
        let lines = self.told.split(|octet| *octet == b'\n');
        i64::try_from(lines.filter(|line| line.starts_with(b"kept")).count()).unwrap()
    }
}

/// The chain holds, and each change is there whole; how many there are.
fn check(register: &mut Register) -> i64 {
    // A server may still be confirming to a writer that is gone: whoever has the next turn comes after that.
    register
        .change(&by("pkt00"), |_| Ok::<_, StoreError>(()))
        .unwrap();
    let report = register.audit().unwrap();
    assert!(report.is_clean(), "{:?}", report.findings);
    register
        .read(|view| {
            let value = view.get::<Counter>(1)?.unwrap().record().value;
            assert_eq!(view.count::<Folder>("", &[])?, value);
            Ok::<_, StoreError>(value)
        })
        .unwrap()
}

/// One change in two tables; every seventh with a hundred more rows.
fn write_one(register: &mut Register) -> Result<i64, StoreError> {
    register.change(&by("pkt01"), |change| {
        let counter = change.get::<Counter>(1)?.unwrap();
        let value = counter.record().value + 1;
        change.insert(Folder::new(&value.to_string(), "Sở Nội vụ"))?;
        change.update(&counter, Counter { value })?;
        if value % 7 == 0 {
            change.insert_many((0..100).map(|value| Counter { value }))?;
        }
        Ok(value)
    })
}

#[test]
#[ignore = "the child of the tests above"]
fn the_writer() {
    let address = std::env::var(ADDRESS).unwrap();
    let mut register = open(&address, &SCHEMA).unwrap();
    println!("\nready");
    loop {
        let value = write_one(&mut register).unwrap();
        println!("\nkept {value}");
    }
}

#[cfg(feature = "postgres")]
#[test]
fn the_server_is_killed() {
    let server = crate::server::Server::start();
    let home = Home::on_server(&server.address);
    let mut register = home.open();
    register
        .change(&by("pkt00"), |change| change.insert(Counter { value: 0 }))
        .unwrap();
    let mut moments = Moments(0x9e37_79b9_7f4a_7c15);
    let mut before = 0;
    for kill in 0..5 {
        let confirmed = AtomicI64::new(0);
        let end = std::thread::scope(|scope| {
            let writer = scope.spawn(|| write_until_it_fails(&mut register, &confirmed));
            while confirmed.load(Ordering::Relaxed) == 0 && !writer.is_finished() {
                std::thread::sleep(Duration::from_millis(5));
            }
            std::thread::sleep(moments.next(Duration::from_millis(400)));
            server.stop("immediate");
            writer.join().unwrap()
        });
        let confirmed = confirmed.into_inner();
        server.start_again();
        // The same register goes on: it connects again.
        let now = check(&mut register);
        match end {
            StoreError::ConnectionFailed { .. } => {
                assert_eq!(now, before + confirmed, "kill {kill}")
            }
            StoreError::OutcomeUnknown => {
                assert!([0, 1].contains(&(now - before - confirmed)), "kill {kill}");
            }
            other => panic!("{other:?}"),
        }
        before = now;
    }
}

#[cfg(feature = "postgres")]
fn write_until_it_fails(register: &mut Register, confirmed: &AtomicI64) -> StoreError {
    loop {
        match write_one(register) {
            Ok(_) => confirmed.fetch_add(1, Ordering::Relaxed),
            Err(error) => return error,
        };
    }
}
