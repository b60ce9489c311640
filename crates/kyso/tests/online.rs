//! `--online` against a responder that is slow, redirecting, oversized, lying or gone: each time a named result, in time,
//! and a verdict that does not depend on the liar. And what is kept from one run to the next.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files, and the clock"
)]

mod common;
#[path = "common/server.rs"]
mod server;
#[path = "common/world.rs"]
mod world;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use common::{Ran, moment};
use demo_pki::{Authority, CertificateStatus as Status, CrlProfile, Profile, RevokedEntry};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use server::Reply;
use world::{Answer, World, list, same, story, stranger, told};

const ONLINE: [&str; 3] = ["--online", "--fetch-allow", "127.0.0.1"];

/// One second of patience; a whole run takes little more.
fn impatient(world: &World) -> (Value, Duration) {
    let began = Instant::now();
    let line = world.fetched(&["--fetch-timeout", "1"]).exits(2).line();
    (line, began.elapsed())
}

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

#[test]
fn slow_answers_end_in_their_time() {
    let world = World::new(true);
    let whole = world.ca.issued().certificate_der.clone();
    for reply in [
        Reply::Silent,
        Reply::Drip(whole.clone(), 200),
        Reply::SlowHead(200),
    ] {
        world.server.put("/ca.crt", reply);
        let (line, took) = impatient(&world);
        assert_eq!(story(&line), told(&[("issuer", "time-out")]));
        assert!(took < Duration::from_secs(5), "{took:?}");
    }
    // The same of the responder: the list is asked for instead, and has what it takes.
    world.server.put("/ca.crt", Reply::Bytes(whole));
    world
        .server
        .put("/ocsp", Reply::Drip(vec![0x30; 2000], 100));
    let began = Instant::now();
    let line = world.fetched(&["--fetch-timeout", "1"]).exits(0).line();
    let expected = [
        ("issuer", "ok"),
        ("ocsp", "time-out"),
        ("crl", "ok"),
        ("crl", "ok"),
    ];
    assert_eq!(story(&line), told(&expected));
    assert!(began.elapsed() < Duration::from_secs(5));
}

/// A large list gets twenty times the patience, but not by dripping.
#[test]
fn a_dripping_list_is_given_up_long_before_a_slow_one() {
    let world = World::new(false);
    world
        .server
        .put("/ca.crl", Reply::Drip(list(&world.ca, Vec::new()), 50));
    let (line, took) = impatient(&world);
    let expected = [("issuer", "ok"), ("crl", "time-out"), ("crl", "ok")];
    assert_eq!(story(&line), told(&expected));
    assert!(took < Duration::from_secs(8), "{took:?}");
}

#[test]
fn redirections_to_private_places_and_in_circles_lead_nowhere() {
    let world = World::new(true);
    let circle = world.server.address("/ocsp");
    for (to, code) in [
        (circle.as_str(), "redirections"),
        ("http://10.0.0.1/", "refused-address"),
        ("http://192.168.1.1:8080/admin", "refused-address"),
        (
            "http://169.254.169.254/latest/meta-data/",
            "refused-address",
        ),
        ("http://[fd00::1]/", "refused-address"),
        ("http://0.0.0.0/", "refused-address"),
        ("http://2130706434/", "refused-address"), // 127.0.0.2 as one number: no such host, or this computer
        ("https://127.0.0.1/", "scheme"),
        ("ldap://127.0.0.1/", "scheme"),
        ("file:///etc/passwd", "not-an-address"),
        ("http://user:secret@127.0.0.1/", "not-an-address"),
    ] {
        world.server.put("/ocsp", Reply::Moved(to.to_owned()));
        let line = world.fetched(&["--fetch-timeout", "2"]).exits(0).line();
        let said = story(&line);
        assert_eq!(said[1].0, "ocsp");
        let is_number = to.contains("2130706434");
        let fits = said[1].1 == code || is_number && said[1].1 == "unknown-host";
        assert!(fits, "{to}: {said:?}");
        let text = line["fetched"][1].to_string();
        assert!(!text.contains("secret"), "{text}");
        assert_eq!(said[2..], told(&[("crl", "ok"), ("crl", "ok")])[..]);
    }
}

#[test]
fn oversized_answers_are_cut_off() {
    let world = World::new(true);
    for reply in [
        Reply::Endless,
        Reply::Announced(1 << 40),
        Reply::Bytes(vec![0x30; 2 << 20]),
    ] {
        world.server.put("/ocsp", reply);
        let line = world.fetched(&["--fetch-timeout", "5"]).exits(0).line();
        assert_eq!(story(&line)[1], told(&[("ocsp", "too-large")])[0]);
    }
}

/// 256 MB are accepted of a list; one without an end is stored on the disk up to there, and no further.
#[test]
fn an_endless_list_is_cut_off() {
    let world = World::new(false);
    world.server.put("/ca.crl", Reply::Endless);
    let began = Instant::now();
    let line = world.fetched(&["--fetch-timeout", "5"]).exits(2).line();
    let expected = [("issuer", "ok"), ("crl", "too-large"), ("crl", "ok")];
    assert_eq!(story(&line), told(&expected));
    assert!(began.elapsed() < Duration::from_secs(50));
}

#[test]
fn answers_that_break_off_are_no_answers() {
    let world = World::new(true);
    let whole = world.ca.issued().certificate_der.clone();
    for (reply, code) in [
        (Reply::Half(whole.clone()), "broken"),
        (Reply::HalfChunk(whole.clone()), "broken"),
        (Reply::Announced(100), "broken"),
        (Reply::Noise, "not-http"),
        (Reply::Status(204), "status"),
        (Reply::Status(503), "status"),
    ] {
        world.server.put("/ca.crt", reply);
        let (line, took) = impatient(&world);
        assert_eq!(story(&line), told(&[("issuer", code)]));
        assert!(took < Duration::from_secs(5), "{took:?}");
    }
}

/// Nobody listens there any more.
#[test]
fn a_closed_port_is_no_connection() {
    let world = World::new(true);
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let to = format!("http://127.0.0.1:{port}/");
    world.server.put("/ca.crt", Reply::Moved(to));
    let (line, _) = impatient(&world);
    assert_eq!(story(&line), told(&[("issuer", "no-route")]));
}

#[test]
fn lies_are_told_and_believed_by_nobody() {
    let page = b"<html><body>Captive portal</body></html>".to_vec();
    // The issuer of another hierarchy, under the right name.
    let world = World::new(true);
    let from = moment("2020-01-01T00:00:00Z");
    let until = moment("2060-01-01T00:00:00Z");
    let stranger = Authority::self_signed(&Profile::authority("root", from, until)).unwrap();
    let false_ca = stranger
        .issue_authority(&Profile::authority("CA", from, until))
        .unwrap();
    for (bytes, code) in [
        (page.clone(), "unreadable"),
        (Vec::new(), "unreadable"),
        (list(&world.ca, Vec::new()), "unreadable"), // a list where a certificate is due
        (false_ca.issued().certificate_der.clone(), "ok"),
    ] {
        world.server.put("/ca.crt", Reply::Bytes(bytes));
        let line = world.fetched(&[]).line();
        assert_eq!(story(&line), told(&[("issuer", code)]));
        // Under the false issuer's key the signature is wrong, and that is said.
        let verdict = if code == "ok" { "refused" } else { "undecided" };
        assert_eq!(line["verdict"], verdict);
    }
}

/// What the responder says, and what comes of it; the list says that the signer is good.
#[test]
fn a_lying_responder_is_named_and_the_list_decides() {
    let world = World::new(true);
    let good = || world.answer(Status::Good);
    let (day, hour) = (hours(24), hours(1));
    let between = |since, until| Answer {
        since,
        until: Some(until),
        ..good()
    };
    let other_serial = Answer {
        serial: vec![9, 9, 9],
        ..good()
    };
    let of_a_stranger = Answer {
        signer: stranger(),
        ..between(-hour, day)
    };
    for (reply, code) in [
        (other_serial.reply(), "other-certificate"),
        // Answers to the question, and no proof: too old, not yet, by a stranger. They are read, and do not do.
        (between(-day, -hour).reply(), "ok"),
        (between(day, day).reply(), "ok"),
        (of_a_stranger.reply(), "ok"),
        (Reply::Bytes(b"<html></html>".to_vec()), "unreadable"),
        (
            Reply::Bytes(vec![0x30, 0x03, 0x0a, 0x01, 0x06]),
            "responder-refused",
        ),
        (Reply::Bytes(list(&world.ca, Vec::new())), "unreadable"),
    ] {
        world.server.put("/ocsp", reply);
        let line = world.fetched(&[]).exits(0).line();
        let expected = [
            ("issuer", "ok"),
            ("ocsp", code),
            ("crl", "ok"),
            ("crl", "ok"),
        ];
        assert_eq!(story(&line), told(&expected), "{line}");
        let source = line["chain"][0]["revocation"].to_string();
        assert!(source.contains("crl"), "the list decides: {source}");
    }
}

/// Lists that are too old, of another authority, or forged: without another answer nothing is decided.
#[test]
fn lying_lists_decide_nothing() {
    let world = World::new(false);
    let from = moment("2020-01-01T00:00:00Z");
    let now = Timestamp::now();
    let old = CrlProfile::new(now - hours(48), now - hours(24));
    let early = CrlProfile::new(now + hours(24), now + hours(48));
    let revoked = RevokedEntry::new(&world.leaf.serial_number(), from);
    for (bytes, code) in [
        (world.ca.crl(&old).unwrap(), "ok"),
        (world.ca.crl(&early).unwrap(), "ok"),
        (list(&stranger(), vec![revoked]), "ok"),
        (b"<html></html>".to_vec(), "unreadable"),
        (world.ca.issued().certificate_der.clone(), "unreadable"),
    ] {
        world.server.put("/ca.crl", Reply::Bytes(bytes));
        let line = world.fetched(&[]).exits(2).line();
        let expected = [("issuer", "ok"), ("crl", code), ("crl", "ok")];
        assert_eq!(story(&line), told(&expected));
        assert_eq!(line["verdict"], "undecided");
    }
}

// What is kept.

/// The world, and a cache folder on its desk.
struct Cached {
    world: World,
}

impl Cached {
    fn new() -> Self {
        let world = World::new(true);
        world.answers(Status::Good, same);
        Self { world }
    }

    fn run(&self, more: &[&str]) -> Ran {
        let fixed = ["path", "signer.pem", "--trust", "root.pem", "--json"];
        let arguments = [&fixed[..], &ONLINE, more].concat();
        let mut command = self.world.command(&arguments);
        command.env("XDG_CACHE_HOME", self.world.desk.file("cache"));
        Ran::of(command.output().unwrap(), &arguments)
    }

    fn asked(&self) -> usize {
        self.world.server.asked().len()
    }

    fn files(&self) -> Vec<PathBuf> {
        let folder = self.world.desk.file("cache/kyso/fetched");
        let entries = std::fs::read_dir(folder).into_iter().flatten();
        let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files
    }
}

fn cached(line: &Value) -> Vec<bool> {
    cached_of(line, |_| true)
}

fn cached_of(line: &Value, wanted: fn(&Value) -> bool) -> Vec<bool> {
    let all = line["fetched"].as_array().unwrap().iter();
    let all = all.filter(|one| wanted(&one["wanted"]));
    all.map(|one| one["cached"].as_bool().unwrap()).collect()
}

fn answers_cached(line: &Value) -> Vec<bool> {
    cached_of(line, |wanted| wanted == "ocsp")
}

#[test]
fn what_came_is_kept_until_it_is_over_and_told() {
    let cached_world = Cached::new();
    let first = cached_world.run(&[]).exits(0).line();
    assert_eq!(cached(&first), [false, false, false]);
    assert_eq!((cached_world.asked(), cached_world.files().len()), (3, 3));
    let again = cached_world.run(&[]).exits(0).line();
    assert_eq!(cached_world.asked(), 3, "nothing was asked again");
    assert_eq!(cached(&again), [true, true, true]);
    assert_eq!(story(&again), story(&first));
    for (one, other) in first["fetched"]
        .as_array()
        .unwrap()
        .iter()
        .zip(again["fetched"].as_array().unwrap())
    {
        assert_eq!(one["sha256"], other["sha256"]);
    }
    assert_eq!(again["verdict"], "trusted");
    // No address is written down.
    for file in cached_world.files() {
        let name = file.file_name().unwrap().to_str().unwrap();
        let is_plain = |c: char| c.is_ascii_hexdigit() || c == '.';
        assert!(name.chars().all(is_plain), "{name}");
    }
    let fresh = cached_world.run(&["--no-cache"]).exits(0).line();
    assert_eq!((cached_world.asked(), cached(&fresh)), (6, vec![false; 3]));
}

#[test]
fn the_folder_is_the_users_alone() {
    use std::os::unix::fs::PermissionsExt;
    let cached_world = Cached::new();
    cached_world.run(&[]).exits(0);
    let folder = cached_world.world.desk.file("cache/kyso/fetched");
    let mode = std::fs::metadata(folder).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}

#[test]
fn a_damaged_entry_is_ignored_told_and_fetched_anew() {
    let cached_world = Cached::new();
    cached_world.run(&[]).exits(0);
    for file in cached_world.files() {
        let mut bytes = std::fs::read(&file).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(&file, bytes).unwrap();
    }
    let line = cached_world.run(&[]).exits(0).line();
    let expected = [
        ("issuer", "cache-damaged"),
        ("issuer", "ok"),
        ("ocsp", "cache-damaged"),
        ("ocsp", "ok"),
        ("crl", "cache-damaged"),
        ("crl", "ok"),
    ];
    assert_eq!(story(&line), told(&expected));
    assert_eq!(cached_world.asked(), 6);
    let line = cached_world.run(&[]).exits(0).line();
    assert_eq!(cached(&line), [true, true, true], "the damage is gone");
}

/// Who can write into the folder can put an answer there, and no more: it is judged as if it came from the network, and
/// where it proves nothing the network is asked.
#[test]
fn a_forged_entry_is_no_better_than_a_forged_answer() {
    let cached_world = Cached::new();
    cached_world.run(&[]).exits(0);
    let world = &cached_world.world;
    let forged = Answer {
        since: -hours(1),
        until: Some(hours(24)),
        nonce: |_| None,
        signer: stranger(),
        ..world.answer(Status::Good)
    };
    let forged = forged.to(b"");
    let sha256 = sha256_of(&forged);
    let line = cached_world.run(&[]).line();
    let ocsp = line["fetched"][1]["sha256"]
        .as_str()
        .unwrap()
        .to_lowercase();
    let file = cached_world
        .files()
        .into_iter()
        .find(|file| file.to_str().unwrap().ends_with(&ocsp))
        .unwrap();
    let name = file
        .file_name()
        .unwrap()
        .to_str()
        .unwrap()
        .replace(&ocsp, &sha256);
    std::fs::remove_file(&file).unwrap();
    std::fs::write(file.with_file_name(name), &forged).unwrap();
    world.answers(
        Status::Revoked {
            at: moment("2026-01-02T00:00:00Z"),
            reason: None,
        },
        same,
    );
    let line = cached_world.run(&[]).exits(1).line();
    assert_eq!(line["failure"]["code"], "revoked", "{line}");
    assert_eq!(answers_cached(&line), [true, false]);
}

fn sha256_of(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let digest = cert_path::CryptoProvider::aws_lc()
        .digest(cert_path::DigestAlgorithm::Sha256, bytes)
        .unwrap();
    digest
        .as_bytes()
        .iter()
        .fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").unwrap();
            text
        })
}

/// An answer without an end of its own, or that is over at once, is asked for every time.
#[test]
fn what_says_no_end_is_not_kept() {
    let cached_world = Cached::new();
    let world = &cached_world.world;
    let endless = Answer {
        until: None,
        ..world.answer(Status::Good)
    };
    world.server.put("/ocsp", endless.reply());
    cached_world.run(&[]);
    let line = cached_world.run(&[]).line();
    assert!(!answers_cached(&line).contains(&true), "{line}");
}

/// `--freshness` asks for more than the issuer promises: what is kept does not do, and the network is asked.
#[test]
fn what_is_kept_and_too_old_for_the_rule_is_fetched_anew() {
    let cached_world = Cached::new();
    let world = &cached_world.world;
    let old = Answer {
        since: -hours(6),
        until: Some(hours(24)),
        ..world.answer(Status::Good)
    };
    world.server.put("/ocsp", old.reply());
    cached_world.run(&[]).exits(0);
    world.answers(Status::Good, same);
    let line = cached_world.run(&["--freshness", "3h"]).exits(0).line();
    let expected = [("issuer", "ok"), ("ocsp", "ok"), ("ocsp", "ok")];
    let said: Vec<_> = story(&line)
        .into_iter()
        .filter(|one| one != &("crl".to_owned(), "ok".to_owned()))
        .collect();
    assert_eq!(said, told(&expected), "{line}");
    assert_eq!(answers_cached(&line), [true, false]);
}

#[test]
fn a_folder_that_cannot_be_used_is_told_and_stops_nothing() {
    let world = World::new(false);
    let path = ["path", "signer.pem", "--trust", "root.pem"];
    let ran = world.run(&[&path[..], &ONLINE].concat());
    ran.exits(0).says("/dev/null");
}

// Words.

#[test]
fn offline_is_the_default_and_says_what_is_missing_and_where_it_may_be_had() {
    let world = World::new(true);
    let sign = ["--revocation", "skip", "--chain", "sub-ca.pem"];
    world
        .desk
        .sign("letter.pdf", "signed.pdf", "signer", &sign)
        .exits(0);
    let verify = ["verify", "signed.pdf", "--trust", "root.pem"];
    let address = world.server.address("/ocsp");
    for more in [&[][..], &["--offline"]] {
        world
            .run(&[&verify[..], more].concat())
            .exits(2)
            .says("--online");
        world
            .run(&[&verify[..], more, &["--report", "detailed"]].concat())
            .exits(2)
            .says(&address)
            .says("--online");
        let line = world
            .run(&[&verify[..], more, &["--json"]].concat())
            .exits(2)
            .line();
        let needs = line["needs"].as_array().unwrap();
        let what: Vec<_> = needs
            .iter()
            .map(|need| need["what"].as_str().unwrap())
            .collect();
        assert!(what.contains(&"ocsp") && what.contains(&"crl"), "{what:?}");
        assert!(
            needs
                .iter()
                .any(|need| need["addresses"][0] == address.as_str())
        );
        assert!(line.get("fetched").is_none());
    }
    assert!(world.server.asked().is_empty());
    // The configuration opens the network, the command line closes it.
    world.desk.write(
        "config.toml",
        b"fetch = true\nfetch-allow = [\"127.0.0.1\"]\n",
    );
    let closed = ["--config", "config.toml", "--offline"];
    world.run(&[&verify[..], &closed].concat()).exits(2);
    assert!(world.server.asked().is_empty());
    world
        .run(&["verify", "signed.pdf", "--online", "--offline"])
        .exits(64);
}

#[test]
fn a_batch_asks_each_address_once_whatever_the_number_of_threads() {
    let world = World::new(true);
    world.answers(Status::Good, same);
    world.sign("signed.pdf");
    let signed = world.desk.read("signed.pdf");
    std::fs::create_dir(world.desk.file("in")).unwrap();
    for number in 0..12 {
        world.desk.write(&format!("in/{number:02}.pdf"), &signed);
    }
    let verify = [
        "verify", "in", "--trust", "root.pem", "--json", "--jobs", "4",
    ];
    let ran = world.run(&[&verify[..], &ONLINE].concat()).exits(0);
    let lines = ran.lines();
    assert_eq!(lines[12]["summary"]["passed"], 12);
    let mut asked = world.server.asked();
    let all = asked.len();
    asked.sort();
    asked.dedup();
    assert_eq!(asked.len(), all, "{asked:?}");
    // Each file tells what it rests on, whoever fetched it.
    for line in &lines[..12] {
        assert_eq!(story(line), story(&lines[0]));
    }
}
