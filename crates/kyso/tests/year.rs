//! One year of a fictional province, `examples/a-year/2026.txt`, run line by line on a file and on a server.
//!
//! The page says what each command did and under which rule, what was refused and where that stands, and what lists and reports said. Both
//! engines have to give the whole page, letter by letter. `KYSO_WRITE_YEAR=1` writes it anew, to be read before it is kept.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

use common::{Desk, Ran};
use gov_ca_registry::store::{Register, StoreError};

/// Where the register of a run is kept.
enum Engine {
    File,
    /// A schema of its own on the server of the tests.
    Server(String),
}

impl Engine {
    fn server() -> Self {
        let server = std::env::var("KYSO_POSTGRES").expect(
            "no PostgreSQL server (KYSO_POSTGRES is not set): run `scripts/postgres.sh run cargo test -p kyso --test year`",
        );
        let schema = format!("year_{}", std::process::id());
        let made = Command::new("psql")
            .args(["-X", "-q", "-d", &server, "-c"])
            .arg(format!("CREATE SCHEMA {schema}"))
            .status();
        assert!(made.unwrap().success());
        Self::Server(format!("{server}?options=-csearch_path%3D{schema}"))
    }

    fn address(&self) -> &str {
        match self {
            Self::File => "so.db",
            Self::Server(address) => address,
        }
    }
}

/// A run of the page.
struct Year {
    desk: Desk,
    engine: Engine,
    /// The last event that was told.
    told: i64,
}

impl Year {
    fn new(engine: Engine) -> Self {
        let desk = Desk::new();
        let year = Self {
            desk,
            engine,
            told: 0,
        };
        year.run(&["init".to_owned()]).exits(0);
        year
    }

    /// Runs one command, which may be refused.
    fn run(&self, words: &[String]) -> Ran {
        let always = ["registry", "--register", self.engine.address()];
        let office = ["--operator", "pkt01", "--in", "tay-ninh"];
        let words = words.iter().map(String::as_str);
        let arguments: Vec<&str> = always.into_iter().chain(office).chain(words).collect();
        let ran = self.desk.run(&arguments);
        assert!(!ran.err.contains("panicked"), "{ran}");
        assert!(matches!(ran.code, Some(0 | 1 | 64)), "{ran}");
        ran
    }

    /// The events since the last time: step, and what it rests on.
    fn events(&mut self) -> Vec<(String, String)> {
        let mut register = match &self.engine {
            Engine::File => Register::sqlite(self.desk.path().join("so.db")).unwrap(),
            Engine::Server(address) => Register::postgres(address).unwrap(),
        };
        let mut events = Vec::new();
        let told = &mut self.told;
        register
            .read(|view| {
                let sql = "SELECT seq, step, under FROM event WHERE seq > $1 ORDER BY seq";
                view.select(sql, &[(*told).into()], |row| {
                    *told = row.integer(0)?;
                    events.push((row.text(1)?.to_owned(), row.text(2)?.to_owned()));
                    Ok::<_, StoreError>(())
                })
            })
            .unwrap();
        events.dedup();
        events
    }

    /// A command of the page, as the page tells it.
    fn line(&mut self, line: &str) -> String {
        let (day, command) = line.split_once("  ").unwrap();
        let mut words = split(command);
        words.extend(["--on".to_owned(), day.to_owned()]);
        let ran = self.run(&words);
        let mut told = format!("{line}\n");
        let events = self.events();
        let is_done = ran.code == Some(0);
        assert!(is_done || events.is_empty(), "refused, and written: {line}");
        ran.out.lines().for_each(|line| note(&mut told, '|', line));
        for (step, under) in events {
            assert!(!under.is_empty(), "{step} rests on nothing: {line}");
            note(&mut told, '>', &format!("{step}: {under}"));
        }
        let mark = if is_done { '?' } else { '!' };
        let err = ran.err.lines();
        // what is to come today is past tomorrow, and the page stays
        let err = err.filter(|line| !line.ends_with("là ngày chưa đến."));
        err.for_each(|line| note(&mut told, mark, line));
        told
    }
}

fn note(told: &mut String, mark: char, line: &str) {
    let _ = writeln!(told, "{}", format!("    {mark} {line}").trim_end());
}

/// Words as a shell splits them, with nothing but double quotes.
fn split(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, piece) in command.split('"').enumerate() {
        match at % 2 {
            0 => words.extend(piece.split_whitespace().map(str::to_owned)),
            _ => words.push(piece.to_owned()),
        }
    }
    words
}

fn page() -> PathBuf {
    PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../examples/a-year/2026.txt"
    ))
}

/// The page as a run of its commands gives it.
fn lived(page: &str, engine: Engine) -> String {
    let mut year = Year::new(engine);
    let mut told = String::new();
    for line in page.lines() {
        match line.as_bytes().first() {
            Some(b' ') => {}
            Some(b'0'..=b'9') => told.push_str(&year.line(line)),
            _ => {
                let _ = writeln!(told, "{line}");
            }
        }
    }
    let audited = year.run(&["audit".to_owned()]).exits(0);
    assert!(audited.out.contains("nguyên vẹn"), "{audited}");
    told
}

#[track_caller]
fn same(page: &str, lived: &str) {
    for (number, (stands, now)) in page.lines().zip(lived.lines()).enumerate() {
        assert_eq!(stands, now, "line {}", number + 1);
    }
    assert_eq!(page.lines().count(), lived.lines().count());
}

#[test]
fn the_year_on_a_file() {
    let written = std::fs::read_to_string(page()).unwrap();
    let lived = lived(&written, Engine::File);
    if std::env::var_os("KYSO_WRITE_YEAR").is_some() {
        return std::fs::write(page(), &lived).unwrap();
    }
    same(&written, &lived);
}

#[cfg(feature = "postgres")]
#[test]
fn the_year_on_a_server() {
    let written = std::fs::read_to_string(page()).unwrap();
    same(&written, &lived(&written, Engine::server()));
}
