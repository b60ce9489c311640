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
use std::sync::Arc;
use std::time::{Duration, Instant};

use common::{Ran, moment};
use demo_pki::{
    Authority, CertificateStatus as Status, CrlProfile, KeyKind, OcspProfile, Profile,
    RevokedEntry, SingleAnswer,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use server::Reply;
use world::{World, list, other, same, story, told};

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
    let (ca, serial) = (world.ca.clone(), world.leaf.serial_number());
    let answer =
        |serial: Vec<u8>, since: SignedDuration, until: SignedDuration, signer: &Authority| {
            let (ca, signer) = (ca.clone(), signer.clone());
            let make = move |request: &[u8]| {
                let now = Timestamp::now();
                let single = SingleAnswer {
                    next_update: Some(now + until),
                    ..SingleAnswer::new(&serial, Status::Good, now + since)
                };
                let profile = OcspProfile {
                    nonce: same(request),
                    ..OcspProfile::new(now + since, vec![single])
                };
                signer.ocsp(&profile, &ca).unwrap()
            };
            Reply::Made(Arc::new(make))
        };
    let stranger = Profile::authority(
        "CA",
        moment("2020-01-01T00:00:00Z"),
        moment("2060-01-01T00:00:00Z"),
    );
    let stranger = Authority::self_signed(&stranger.with_key(KeyKind::P256)).unwrap();
    let (day, hour) = (hours(24), hours(1));
    for (reply, code) in [
        (answer(vec![9, 9, 9], -hour, day, &ca), "other-certificate"),
        // Answers to the question, and no proof: too old, not yet, by a stranger. They are read, and do not do.
        (answer(serial.clone(), -day, -hour, &ca), "ok"),
        (answer(serial.clone(), day, day, &ca), "ok"),
        (answer(serial.clone(), -hour, day, &stranger), "ok"),
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
    world.answers(Status::Good, other);
    let line = world.fetched(&[]).exits(0).line();
    assert_eq!(story(&line)[1], told(&[("ocsp", "other-nonce")])[0]);
}

/// Lists that are too old, of another authority, or forged: without another answer nothing is decided.
#[test]
fn lying_lists_decide_nothing() {
    let world = World::new(false);
    let from = moment("2020-01-01T00:00:00Z");
    let until = moment("2060-01-01T00:00:00Z");
    let stranger = Authority::self_signed(&Profile::authority("CA", from, until)).unwrap();
    let now = Timestamp::now();
    let old = CrlProfile::new(now - hours(48), now - hours(24));
    let early = CrlProfile::new(now + hours(24), now + hours(48));
    let revoked = RevokedEntry::new(&world.leaf.serial_number(), from);
    for (bytes, code) in [
        (world.ca.crl(&old).unwrap(), "ok"),
        (world.ca.crl(&early).unwrap(), "ok"),
        (list(&stranger, vec![revoked]), "ok"),
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
        let fixed = [
            "path",
            "signer.pem",
            "--trust",
            "root.pem",
            "--json",
            "--online",
            "--fetch-allow",
            "127.0.0.1",
        ];
        let arguments = [&fixed[..], more].concat();
        let mut command = self.world.desk.kyso(&arguments);
        command.env("XDG_CACHE_HOME", self.world.desk.path().join("cache"));
        for name in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY"] {
            command.env_remove(name).env_remove(name.to_lowercase());
        }
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
    let all = line["fetched"].as_array().unwrap().iter();
    all.map(|one| one["cached"].as_bool().unwrap()).collect()
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
    let now = Timestamp::now();
    let stranger = Profile::authority(
        "CA",
        moment("2020-01-01T00:00:00Z"),
        moment("2060-01-01T00:00:00Z"),
    );
    let stranger = Authority::self_signed(&stranger.with_key(KeyKind::P256)).unwrap();
    let single = SingleAnswer {
        next_update: Some(now + hours(24)),
        ..SingleAnswer::new(&world.leaf.serial_number(), Status::Good, now - hours(1))
    };
    let profile = OcspProfile::new(now - hours(1), vec![single]);
    let forged = stranger.ocsp(&profile, &world.ca).unwrap();
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
    let ocsp: Vec<_> = line["fetched"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["wanted"] == "ocsp")
        .collect();
    assert_eq!(
        (&ocsp[0]["cached"], &ocsp[1]["cached"]),
        (&true.into(), &false.into())
    );
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
    let (ca, serial) = (world.ca.clone(), world.leaf.serial_number());
    let make = move |request: &[u8]| {
        let now = Timestamp::now();
        let single = SingleAnswer::new(&serial, Status::Good, now);
        let profile = OcspProfile {
            nonce: same(request),
            ..OcspProfile::new(now, vec![single])
        };
        ca.ocsp(&profile, &ca).unwrap()
    };
    world.server.put("/ocsp", Reply::Made(Arc::new(make)));
    cached_world.run(&[]);
    let line = cached_world.run(&[]).line();
    let ocsp: Vec<_> = line["fetched"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["wanted"] == "ocsp")
        .collect();
    assert!(ocsp.iter().all(|one| one["cached"] == false), "{line}");
}

/// `--freshness` asks for more than the issuer promises: what is kept does not do, and the network is asked.
#[test]
fn what_is_kept_and_too_old_for_the_rule_is_fetched_anew() {
    let cached_world = Cached::new();
    let world = &cached_world.world;
    let (ca, serial) = (world.ca.clone(), world.leaf.serial_number());
    let make = move |request: &[u8]| {
        let now = Timestamp::now();
        let single = SingleAnswer {
            next_update: Some(now + hours(24)),
            ..SingleAnswer::new(&serial, Status::Good, now - hours(6))
        };
        let profile = OcspProfile {
            nonce: same(request),
            ..OcspProfile::new(now - hours(6), vec![single])
        };
        ca.ocsp(&profile, &ca).unwrap()
    };
    world.server.put("/ocsp", Reply::Made(Arc::new(make)));
    cached_world.run(&[]).exits(0);
    world.answers(Status::Good, same);
    let line = cached_world.run(&["--freshness", "3h"]).exits(0).line();
    let expected = [("issuer", "ok"), ("ocsp", "ok"), ("ocsp", "ok")];
    let said: Vec<_> = story(&line)
        .into_iter()
        .filter(|one| one != &("crl".to_owned(), "ok".to_owned()))
        .collect();
    assert_eq!(said, told(&expected), "{line}");
    let all = line["fetched"].as_array().unwrap().iter();
    let ocsp = all.filter(|one| one["wanted"] == "ocsp");
    let cached: Vec<_> = ocsp.map(|one| one["cached"].as_bool().unwrap()).collect();
    assert_eq!(cached, [true, false]);
}

#[test]
fn a_folder_that_cannot_be_used_is_told_and_stops_nothing() {
    let world = World::new(false);
    let arguments = [
        "path",
        "signer.pem",
        "--trust",
        "root.pem",
        "--online",
        "--fetch-allow",
        "127.0.0.1",
    ];
    world.run(&arguments).exits(0).says("/dev/null");
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
    let sign = ["--revocation", "skip"];
    world
        .desk
        .sign("letter.pdf", "signed.pdf", "signer", &sign)
        .exits(0);
    let signed = world.desk.read("signed.pdf");
    std::fs::create_dir(world.desk.file("in")).unwrap();
    for number in 0..12 {
        world.desk.write(&format!("in/{number:02}.pdf"), &signed);
    }
    let online = [
        "verify",
        "in",
        "--trust",
        "root.pem",
        "--online",
        "--fetch-allow",
        "127.0.0.1",
        "--json",
        "--jobs",
        "4",
    ];
    let ran = world.run(&online).exits(0);
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
