//! `kyso serve` that ends under load, killed or asked to: no client takes half a document for a whole one, the folder is left clean, and the next
//! service signs at once.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files, and open connections"
)]

mod common;
#[path = "common/served.rs"]
mod served;
#[path = "../../token-pkcs11/tests/support/mod.rs"]
mod support;
#[path = "common/tokens.rs"]
mod tokens;

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use base64ct::{Base64, Encoding as _};
use common::{Desk, LETTER, leader, openssl, rsa_leader};
use serde_json::Value;
use served::{Served, form};
use support::{PIN, softhsm, softhsm_library};
use tokens::{put, turn};

const PASSWORD: &str = "mat-khau-cua-tep";
/// Clients of each kind of request.
const CLIENTS: usize = 3;
/// Whole answers before the service ends.
const BEFORE: usize = 12;

/// A key in a file, a key on a soft token, and what a key elsewhere prepared.
struct World {
    desk: Desk,
    requests: Vec<Vec<u8>>,
}

impl World {
    fn new(label: &str) -> (Self, Served) {
        let desk = Desk::new();
        desk.keep_p12("leader", leader(), PASSWORD);
        let bench = softhsm();
        let token = bench.new_token(label);
        put(bench, &token, rsa_leader(), 1);
        let line = desk.run(&["serve", "token", "--json"]).exits(0).line();
        let said = |name: &str| line[name].as_str().unwrap().to_owned();
        let keys = format!(
            "[keys.tep]\np12 = \"leader.p12\"\npin-env = \"MAT_KHAU\"\n\
             [keys.hsm]\ntoken = \"{}\"\ntoken-label = \"{label}\"\npin-file = \"pin.txt\"\nchain = [\"sub-ca.pem\"]\nat-once = 2\n\
             [access.qlvb]\ntoken-sha256 = \"{}\"\nkeys = [\"tep\", \"hsm\"]\n",
            softhsm_library().display(),
            said("token-sha256"),
        );
        desk.write("keys.toml", keys.as_bytes());
        desk.write("pin.txt", PIN.as_bytes());
        let served = start(&desk);
        let sign = |key: &str| {
            let access = format!("Authorization: Bearer {}\r\n", said("token"));
            request(
                &format!("sign?key={key}"),
                "application/pdf",
                &access,
                LETTER,
            )
        };
        let finish = finish(&desk, &served);
        let requests = vec![sign("tep"), sign("hsm"), finish];
        (Self { desk, requests }, served)
    }

    /// Answers a document that was signed, and verifies.
    fn is_whole(&self, name: &str, document: &[u8]) {
        assert!(
            document.starts_with(LETTER) && document.ends_with(b"%%EOF\n"),
            "{name}"
        );
        self.desk.write(name, document);
        let report = self.desk.verified(name);
        assert_eq!(
            report["signatures"][0]["indication"], "TOTAL-PASSED",
            "{name}: {report}"
        );
    }
}

fn start(desk: &Desk) -> Served {
    Served::with(desk, &["--keys", "keys.toml"], &[("MAT_KHAU", PASSWORD)])
}

fn request(what: &str, kind: &str, more: &str, octets: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST /v1/{what} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: {kind}\r\n{more}Content-Length: {}\r\n\r\n",
        octets.len()
    );
    [head.as_bytes(), octets].concat()
}

/// The second half of signing with the client's own key: the same every time, for the service keeps nothing of it.
fn finish(desk: &Desk, served: &Served) -> Vec<u8> {
    let (certificate, chain) = (desk.read("leader.pem"), desk.read("sub-ca.pem"));
    let parts: &[(&str, &[u8])] = &[
        ("document", LETTER),
        ("certificate", &certificate),
        ("chain", &chain),
    ];
    let (status, answer) = served.fill("prepare", parts);
    assert_eq!(status, 200, "{}", String::from_utf8_lossy(&answer));
    let answer: Value = serde_json::from_slice(&answer).unwrap();
    let data = answer["to_be_signed"].as_str().unwrap();
    desk.write("tbs.bin", &Base64::decode_vec(data).unwrap());
    let sign = [
        "dgst",
        "-sha256",
        "-sign",
        "leader.key",
        "-out",
        "value.bin",
        "tbs.bin",
    ];
    openssl(desk.path(), &sign);
    let state = answer["state"].as_str().unwrap().as_bytes();
    let parts = form(&[
        ("document", LETTER),
        ("state", state),
        ("signature", &desk.read("value.bin")),
    ]);
    request("finish", "multipart/form-data; boundary=kyso", "", &parts)
}

/// What a client heard.
enum Heard {
    /// Status and body, as long as they were said to be.
    Whole(u16, Vec<u8>),
    /// Less than that: a client that counts knows it.
    Cut,
    /// Nothing at all.
    Nothing,
}

fn ask(address: &str, request: &[u8]) -> Heard {
    let Ok(mut stream) = TcpStream::connect(address) else {
        return Heard::Nothing;
    };
    stream
        .set_read_timeout(Some(Duration::from_secs(60)))
        .unwrap();
    let mut answer = Vec::new();
    let _ = stream.write_all(request);
    let _ = stream.read_to_end(&mut answer);
    if answer.is_empty() {
        return Heard::Nothing;
    }
    let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else {
        return Heard::Cut;
    };
    let (head, body) = answer.split_at(end + 4);
    let head = String::from_utf8(head.to_vec()).unwrap().to_lowercase();
    let length = head.split("content-length: ").nth(1).unwrap();
    let length: usize = length.split("\r\n").next().unwrap().parse().unwrap();
    assert!(body.len() <= length);
    match body.len() == length {
        true => Heard::Whole(
            head.split(' ').nth(1).unwrap().parse().unwrap(),
            body.to_vec(),
        ),
        false => Heard::Cut,
    }
}

/// Asks over and over until nobody answers; the last whole document, and how many answers were cut. `whole` counts those that were not.
fn keep_asking(address: &str, request: &[u8], whole: &AtomicUsize) -> (Option<Vec<u8>>, usize) {
    let (mut last, mut cut) = (None, 0);
    loop {
        match ask(address, request) {
            Heard::Whole(200, document) => {
                whole.fetch_add(1, Ordering::Relaxed);
                last = Some(document);
            }
            // a service that ends says so
            Heard::Whole(status, body) => {
                assert_eq!(status, 503, "{}", String::from_utf8_lossy(&body));
            }
            Heard::Cut => cut += 1,
            Heard::Nothing => return (last, cut),
        }
    }
}

/// Ends the service under load by `end`. How many answers were cut.
fn ended_under_load(world: &World, served: &mut Served, end: impl FnOnce(&mut Served)) -> usize {
    let whole = AtomicUsize::new(0);
    let address = served.address.clone();
    let heard: Vec<_> = std::thread::scope(|scope| {
        let requests = world
            .requests
            .iter()
            .cycle()
            .take(world.requests.len() * CLIENTS);
        let clients: Vec<_> = requests
            .map(|request| scope.spawn(|| keep_asking(&address, request, &whole)))
            .collect();
        let began = Instant::now();
        while whole.load(Ordering::Relaxed) < BEFORE {
            assert!(began.elapsed() < Duration::from_secs(60), "no load");
            std::thread::sleep(Duration::from_millis(5));
        }
        end(served);
        clients
            .into_iter()
            .map(|client| client.join().unwrap())
            .collect()
    });
    for (number, (document, _)) in heard.iter().enumerate() {
        if let Some(document) = document {
            world.is_whole(&format!("client-{number}.pdf"), document);
        }
    }
    heard.iter().map(|(_, cut)| cut).sum()
}

/// The next service has a clean folder, and signs at once with both keys: no attempt of a PIN was lost.
fn the_next_one_signs(world: &World) {
    let served = start(&world.desk);
    let runs = folders(&world.desk.file("rooms"));
    assert_eq!(runs.len(), 1, "only its own: {runs:?}");
    for (number, request) in world.requests.iter().enumerate() {
        let Heard::Whole(200, document) = ask(&served.address, request) else {
            panic!("request {number} after the service was started anew");
        };
        world.is_whole(&format!("next-{number}.pdf"), &document);
    }
    assert_eq!(folders(&runs[0]), [] as [PathBuf; 0]);
}

fn folders(path: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(path).into_iter().flatten();
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    paths.filter(|path| path.is_dir()).collect()
}

#[test]
fn a_service_that_is_killed_while_it_signs_hands_out_nothing_by_halves() {
    let _turn = turn();
    let (world, mut served) = World::new("khoá bị ngắt");
    ended_under_load(&world, &mut served, |served| {
        served.child.kill().unwrap();
        served.child.wait().unwrap();
    });
    the_next_one_signs(&world);
}

#[test]
fn a_service_that_is_told_to_end_ends_what_it_began() {
    let _turn = turn();
    let (world, mut served) = World::new("khoá được dừng");
    let cut = ended_under_load(&world, &mut served, |served| served.told_to_end());
    assert_eq!(cut, 0, "answers that were begun");
    assert_eq!(served.child.wait().unwrap().code(), Some(0));
    the_next_one_signs(&world);
}
