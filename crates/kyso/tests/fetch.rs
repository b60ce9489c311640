//! `--fetch` against a server on 127.0.0.1: what is fetched, what is refused, and how both are told.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;
#[path = "common/server.rs"]
mod server;
#[path = "common/world.rs"]
mod world;

use std::thread;
use std::time::Duration;

use common::moment;
use demo_pki::{CertificateStatus as Status, Reason, RevokedEntry};
use server::Reply;
use world::{World, list, other, same, story, told};

#[test]
fn a_path_is_completed_from_the_network_and_replayed_without_it() {
    let world = World::new(true);
    let undecided = world.path(&[]).exits(2).line();
    assert_eq!(undecided.get("fetched"), None, "nothing is fetched unasked");
    assert!(world.server.asked().is_empty());

    // The answer is issued more than a second after the program began: it judges by the clock after fetching.
    world.answers(Status::Good, |request| {
        thread::sleep(Duration::from_millis(1100));
        same(request)
    });
    let line = world
        .fetched(&["--evidence-out", "evidence.json"])
        .exits(0)
        .line();
    assert_eq!(line["verdict"], "trusted");
    assert_eq!(
        story(&line),
        told(&[("issuer", "ok"), ("ocsp", "ok"), ("crl", "ok")])
    );
    assert_eq!(world.server.asked(), ["/ca.crt", "/ocsp", "/root.crl"]);
    let answer = &line["fetched"][1];
    assert_eq!(answer["nonce"], "same");
    assert_eq!(answer["address"], world.server.address("/ocsp"));
    assert!(answer["size"].as_u64().unwrap() > 100);
    assert_eq!(answer["sha256"].as_str().unwrap().len(), 64);

    let as_of = line["as_of"].as_str().unwrap();
    let again = world
        .path(&[
            "--evidence",
            "evidence.json",
            "--at",
            as_of,
            "--as-of",
            as_of,
        ])
        .exits(0)
        .line();
    assert_eq!(again["chain"], line["chain"]);
    assert_eq!(world.server.asked().len(), 3);
}

#[test]
fn revoked_by_ocsp_and_by_list() {
    let world = World::new(true);
    let since = moment("2026-01-02T00:00:00Z");
    let reason = Some(Reason::KeyCompromise);
    world.answers(Status::Revoked { at: since, reason }, same);
    let line = world.fetched(&[]).exits(1).line();
    assert_eq!(line["failure"]["code"], "revoked");

    let world = World::new(false);
    let entry = RevokedEntry::new(&world.leaf.serial_number(), since);
    // More than is kept in memory: this list goes to a temporary file.
    let others = (0..60_000_u32).map(|n| RevokedEntry::new(&n.to_be_bytes(), since));
    let large = list(&world.ca, others.chain([entry]).collect());
    assert!(large.len() > 1 << 20);
    world.server.put("/ca.crl", Reply::Bytes(large));
    let line = world.fetched(&[]).exits(1).line();
    assert_eq!(line["failure"]["code"], "revoked");
    assert_eq!(
        story(&line),
        told(&[("issuer", "ok"), ("crl", "ok"), ("crl", "ok")])
    );
}

#[test]
fn an_answer_to_another_request_is_not_used() {
    let world = World::new(true);
    world.answers(Status::Good, other);
    let line = world.fetched(&[]).exits(0).line();
    let expected = [
        ("issuer", "ok"),
        ("ocsp", "other-nonce"),
        ("crl", "ok"),
        ("crl", "ok"),
    ];
    assert_eq!(story(&line), told(&expected));
}

#[test]
fn this_computer_and_private_networks_are_refused_unless_named() {
    let world = World::new(true);
    let line = world.path(&["--fetch"]).exits(2).line();
    assert_eq!(story(&line), told(&[("issuer", "refused-address")]));
    let text = line["fetched"][0]["error"]["text"].as_str().unwrap();
    assert!(
        text.contains("127.0.0.1") && text.contains("--fetch-allow"),
        "{text}"
    );
    assert!(
        world.server.asked().is_empty(),
        "nothing was even connected"
    );

    for to in [
        format!("http://localhost:{}/root.crl", world.server.port()),
        format!("http://127.0.0.2:{}/root.crl", world.server.port()),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "http://[::ffff:10.0.0.1]/".to_owned(),
    ] {
        world.server.put("/ca.crt", Reply::Moved(to.clone()));
        let line = world.fetched(&[]).exits(2).line();
        assert_eq!(story(&line), told(&[("issuer", "refused-address")]), "{to}");
        let text = line["fetched"][0]["error"]["text"].as_str().unwrap();
        assert!(text.contains(&to), "{text}");
    }
    for (to, code) in [
        ("file:///etc/passwd", "not-an-address"),
        ("https://ca.example/", "scheme"),
        ("gopher://127.0.0.1/", "scheme"),
    ] {
        world.server.put("/ca.crt", Reply::Moved(to.to_owned()));
        let line = world.fetched(&[]).exits(2).line();
        assert_eq!(story(&line), told(&[("issuer", code)]), "{to}");
    }
    assert!(world.server.asked().iter().all(|path| path == "/ca.crt"));
}

#[test]
fn redirections_are_followed_three_times() {
    let world = World::new(false);
    let certificate = world.ca.issued().certificate_der.clone();
    world.server.put("/3", Reply::Bytes(certificate));
    world.server.put("/2", Reply::Moved("3".to_owned()));
    world.server.put("/1", Reply::Moved("/2".to_owned()));
    world
        .server
        .put("/ca.crt", Reply::Moved(world.server.address("/1")));
    world.fetched(&[]).exits(0);

    world.server.put("/3", Reply::Moved("/ca.crt".to_owned()));
    let line = world.fetched(&[]).exits(2).line();
    assert_eq!(story(&line), told(&[("issuer", "redirections")]));
}

#[test]
fn what_goes_wrong_is_told_per_address_and_stops_nothing() {
    let world = World::new(false);
    for (reply, code) in [
        (Reply::Status(404), "status"),
        (Reply::Status(500), "status"),
        (Reply::Bytes(b"<html>moved</html>".to_vec()), "unreadable"),
        (Reply::Bytes(Vec::new()), "unreadable"),
        (Reply::Announced(1 << 40), "too-large"),
        (Reply::Endless, "too-large"),
    ] {
        world.server.put("/ca.crt", reply);
        let line = world.fetched(&[]).exits(2).line();
        assert_eq!(story(&line), told(&[("issuer", code)]));
    }
}

#[test]
fn pem_where_der_is_due_is_read_and_named() {
    let world = World::new(false);
    let pem = world.ca.issued().certificate_pem();
    world.server.put("/ca.crt", Reply::Bytes(pem.into_bytes()));
    let line = world.fetched(&[]).exits(0).line();
    assert_eq!(line["fetched"][0]["encoding"], "PEM");
}

#[test]
fn a_signed_file_is_verified_with_what_the_network_has() {
    let world = World::new(true);
    world.answers(Status::Good, same);
    world.sign("signed.pdf");
    let verify = ["verify", "signed.pdf", "--trust", "root.pem"];
    world.run(&verify).exits(2);
    let fetch = [
        "--fetch",
        "--fetch-allow",
        "127.0.0.1",
        "--evidence-out",
        "evidence.json",
    ];
    let line = world
        .run(&[&verify[..], &fetch, &["--json"]].concat())
        .exits(0)
        .line();
    assert_eq!(line["verdict"], "passed");
    assert!(story(&line).contains(&("ocsp".to_owned(), "ok".to_owned())));

    let text = world.run(
        &[
            &verify[..],
            &fetch,
            &["--lang", "en", "--report", "detailed"],
        ]
        .concat(),
    );
    text.exits(0)
        .says("OCSP")
        .says(&world.server.address("/ocsp"));

    let asked = world.server.asked().len();
    let offline = ["--evidence", "evidence.json"];
    world.run(&[&verify[..], &offline].concat()).exits(0);
    assert_eq!(world.server.asked().len(), asked);
}

#[test]
fn each_address_is_asked_once_for_all_files_of_a_run() {
    let world = World::new(false);
    for name in ["a.pdf", "b.pdf"] {
        world.sign(name);
    }
    let fetch = [
        "--trust",
        "root.pem",
        "--fetch",
        "--fetch-allow",
        "127.0.0.1",
    ];
    world
        .run(&[&["verify", "a.pdf", "b.pdf"][..], &fetch].concat())
        .exits(0);
    let mut asked = world.server.asked();
    asked.retain(|path| path != "/ca.crt"); // the signed files have the CA's certificate with them
    asked.sort();
    assert_eq!(asked, ["/ca.crl", "/root.crl"]);
}

#[test]
fn the_signer_is_checked_with_what_the_network_has_before_the_key_is_used() {
    let world = World::new(true);
    let since = moment("2026-01-02T00:00:00Z");
    world.answers(
        Status::Revoked {
            at: since,
            reason: None,
        },
        same,
    );
    let fetch = ["--fetch", "--fetch-allow", "127.0.0.1"];
    world
        .desk
        .sign("letter.pdf", "unknown.pdf", "signer", &[])
        .exits(0);
    let refused = world
        .desk
        .sign("letter.pdf", "no.pdf", "signer", &fetch)
        .exits(1);
    refused.says("/ocsp");
    assert!(!world.desk.has("no.pdf"));

    world.answers(Status::Good, same);
    let json = [&fetch[..], &["--json"]].concat();
    let line = world
        .desk
        .sign("letter.pdf", "yes.pdf", "signer", &json)
        .exits(0)
        .line();
    assert_eq!(story(&line), told(&[("ocsp", "ok"), ("crl", "ok")]));
}

#[test]
fn the_configuration_may_open_the_network() {
    let world = World::new(false);
    let config = "fetch = true\nfetch-allow = [\"127.0.0.1\"]\n";
    world.desk.write("config.toml", config.as_bytes());
    let line = world.path(&["--config", "config.toml"]).exits(0).line();
    assert_eq!(story(&line).len(), 3);
}
