//! Signatures that last: B-B → B-T → B-LT → B-LTA → renewed, over loopback, and validated when everything that made them has ended.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files, and the clock"
)]

mod common;
#[path = "common/gateway.rs"]
mod gateway;
#[path = "common/lasting.rs"]
mod lasting;
#[path = "common/server.rs"]
mod server;
#[path = "common/world.rs"]
mod world;

use base64ct::{Base64, Encoding as _};
use common::{Ran, openssl};
use demo_pki::{CrlProfile, KeyKind, Reason, RevokedEntry, StampedNonce, timestamp_rejection};
use gateway::Gateway;
use jiff::{SignedDuration, Timestamp};
use lasting::{FIRST_LASTS, Lasting, levels, list, stamping};
use server::Reply;

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

/// Step by step, then years later, offline, on the file alone.
fn lives_long(key: KeyKind, more: &[&str]) {
    let world = Lasting::new(key);
    let first = world.tsa("/tsa1");
    let signed = world.sign("b.pdf", more).exits(0).line();
    assert!(signed.get("timestamp").is_none());
    for (from, to, level) in [
        ("b.pdf", "t", "B-T"),
        ("t.pdf", "lt", "B-LT"),
        ("lt.pdf", "lta", "B-LTA"),
    ] {
        let raised = world.extend(from, &format!("{to}.pdf"), to).exits(0).line();
        assert_eq!(raised["level"], level, "{raised}");
    }
    let second = world.tsa("/tsa2");
    let renewed = world
        .run(&[
            "renew",
            "lta.pdf",
            "-o",
            "renewed.pdf",
            "--tsa",
            &second,
            "--json",
        ])
        .exits(0)
        .line();
    assert_eq!(renewed["timestamps"].as_array().unwrap().len(), 1);
    let now = Timestamp::now();
    let report = world.verified_at("renewed.pdf", now, &[]).exits(0).line();
    assert_eq!(levels(&report), ["B-LTA"]);
    let after_the_signer = now + hours(36);
    world.verified_at("b.pdf", after_the_signer, &[]).exits(2);
    world.verified_at("lt.pdf", after_the_signer, &[]).exits(0);
    let after_the_first = now + FIRST_LASTS + hours(24 * 365 * 10);
    world.verified_at("lta.pdf", after_the_first, &[]).exits(2);
    world
        .verified_at("renewed.pdf", after_the_first, &[])
        .exits(0);
    // The other way: everything at once, while signing.
    let straight = [&["--level", "lta", "--tsa", &first], more].concat();
    let signed = world.sign("straight.pdf", &straight).exits(0).line();
    assert_eq!(signed["raised"]["level"], "B-LTA", "{signed}");
    assert!(signed["timestamp"]["time"].is_string());
    world
        .verified_at("straight.pdf", after_the_signer, &[])
        .exits(0);
}

#[test]
fn rsa_signatures_last() {
    lives_long(KeyKind::Rsa2048, &[]);
}

#[test]
fn pss_signatures_last() {
    lives_long(KeyKind::Rsa2048, &["--pss"]);
}

#[test]
fn p256_signatures_last() {
    lives_long(KeyKind::P256, &[]);
}

#[test]
fn p384_signatures_last() {
    lives_long(KeyKind::P384, &["--digest", "sha384"]);
}

#[test]
fn ed25519_signatures_last() {
    lives_long(KeyKind::Ed25519, &["--digest", "sha512"]);
}

/// Stamps and validation material go into an encrypted letter like anything else: by its password, encrypted, again and again.
#[test]
fn an_encrypted_letter_lasts_too() {
    let world = Lasting::new(KeyKind::P256);
    let letter = include_bytes!("../../pades-sign/tests/encrypted/aes-256-r6.pdf");
    world.desk.write("letter.pdf", letter);
    world.desk.write("user", b"user\n");
    let password = ["--password-file", "user"];
    let (first, second) = (world.tsa("/tsa1"), world.tsa("/tsa2"));
    let level = [&password[..], &["--level", "lta", "--tsa", &first]].concat();
    let signed = world.sign("lta.pdf", &level).exits(0).line();
    assert_eq!(signed["raised"]["level"], "B-LTA", "{signed}");
    let renew = [
        "renew",
        "lta.pdf",
        "-o",
        "renewed.pdf",
        "--tsa",
        &second,
        "--json",
    ];
    world.run(&renew).exits(3);
    world.run(&[&renew[..], &password].concat()).exits(0);
    let after = Timestamp::now() + FIRST_LASTS + hours(24 * 365);
    let more = [&password[..], &["--policy", "strict"]].concat();
    let report = world
        .verified_at("renewed.pdf", after, &more)
        .exits(0)
        .line();
    assert_eq!(report["encryption"]["method"], "aes-256");
    assert_eq!(levels(&report), ["B-LTA"]);
}

/// The seed value's time-stamp is there when one is asked for.
#[test]
fn a_field_that_demands_a_timestamp_gets_one() {
    let world = Lasting::new(KeyKind::P256);
    let seed = "<< /Type /SV /TimeStamp << /URL (http://tsa.example) /Ff 1 >> >>";
    world
        .desk
        .write("letter.pdf", &common::pdf::with_seed("LanhDao", seed));
    let field = ["--field", "LanhDao", "--lang", "en"];
    world
        .sign("no.pdf", &field)
        .exits(1)
        .says("demands a time-stamp");
    let authority = world.tsa("/tsa1");
    let stamped = [&field[..], &["--level", "t", "--tsa", &authority]].concat();
    world.sign("t.pdf", &stamped).exits(0);
}

#[test]
fn a_revocation_after_signing_does_no_harm_to_what_was_stamped_before() {
    let world = Lasting::new(KeyKind::P256);
    let first = world.tsa("/tsa1");
    let asked = ["--level", "lta", "--tsa", &first];
    world.sign("lta.pdf", &asked).exits(0);
    world.sign("b.pdf", &[]).exits(0);
    let revoked = Timestamp::now() + hours(1);
    let because =
        RevokedEntry::new(&world.signer.serial_number(), revoked).because(Reason::KeyCompromise);
    let later = CrlProfile {
        entries: vec![because],
        ..CrlProfile::new(revoked, revoked + hours(100))
    };
    world
        .desk
        .write("later.crl", &world.ca.crl(&later).unwrap());
    world
        .desk
        .write("ca.pem", world.ca.issued().certificate_pem().as_bytes());
    let more = ["--crl", "later.crl", "--intermediates", "ca.pem"];
    world
        .verified_at("lta.pdf", revoked + hours(2), &more)
        .exits(0);
    let report = world
        .verified_at("b.pdf", revoked + hours(2), &more)
        .exits(2)
        .line();
    assert_eq!(
        report["signatures"][0]["sub_indication"], "REVOKED_NO_POE",
        "{report}"
    );
}

#[test]
fn nothing_is_added_twice_and_what_is_there_stays() {
    let world = Lasting::new(KeyKind::P256);
    world.sign("b.pdf", &[]).exits(0);
    world.extend("b.pdf", "lta.pdf", "lta").exits(0);
    let before = world.desk.read("lta.pdf");
    let again = world.extend("lta.pdf", "again.pdf", "lta").exits(0).line();
    assert_eq!(again["before"], "B-LTA");
    let after = world.desk.read("again.pdf");
    assert!(after.starts_with(&before));
    // The newest time-stamp's own material came; nothing comes a third time.
    world.extend("again.pdf", "third.pdf", "lt").exits(0);
    world.extend("third.pdf", "fourth.pdf", "lt").exits(0);
    assert!(world.desk.read("third.pdf") == world.desk.read("fourth.pdf"));
}

#[test]
fn a_second_person_signs_after_the_level_was_reached_and_both_last() {
    let world = Lasting::new(KeyKind::P256);
    let tsa = world.tsa("/tsa1");
    world
        .sign("one.pdf", &["--level", "lta", "--tsa", &tsa])
        .exits(0);
    let again = [
        "sign",
        "one.pdf",
        "-o",
        "two.pdf",
        "--key",
        "signer.key",
        "--certificate",
        "signer.pem",
        "--json",
        "--level",
        "lta",
        "--tsa",
        &tsa,
    ];
    world.run(&again).exits(0);
    let later = Timestamp::now() + hours(36);
    let report = world
        .verified_at("two.pdf", later, &["--policy", "strict"])
        .exits(0)
        .line();
    assert_eq!(levels(&report), ["B-LTA", "B-LTA"]);
}

#[test]
fn a_certified_letter_without_any_changes_is_raised_all_the_same() {
    let world = Lasting::new(KeyKind::P256);
    world.sign("b.pdf", &["--certify", "1"]).exits(0);
    world.extend("b.pdf", "lta.pdf", "lta").exits(0);
    world
        .verified_at("lta.pdf", Timestamp::now() + hours(36), &[])
        .exits(0);
}

#[test]
fn what_lacks_revocation_data_is_not_called_long_term() {
    let world = Lasting::new(KeyKind::P256);
    world.sign("b.pdf", &[]).exits(0);
    world.server.put("/ocsp", Reply::Status(404));
    let said = world.extend("b.pdf", "lt.pdf", "lt").exits(2).line();
    assert_eq!(said["error"]["code"], "signer-not-trusted", "{said}");
    assert!(!world.desk.has("lt.pdf"));
    // A new signature is kept at the level it has, and the run says so.
    let tsa = world.tsa("/tsa1");
    let line = world
        .sign("kept.pdf", &["--level", "lt", "--tsa", &tsa])
        .exits(2)
        .line();
    assert_eq!(
        line["raised"]["error"]["code"], "signer-not-trusted",
        "{line}"
    );
    let report = world.verified_at("kept.pdf", Timestamp::now(), &["--revocation", "skip"]);
    assert_eq!(levels(&report.line()), ["B-T"]);
}

#[test]
fn a_broken_file_is_not_raised_and_a_chain_that_ended_is_not_renewed() {
    let world = Lasting::new(KeyKind::P256);
    let tsa = world.tsa("/tsa1");
    world.sign("t.pdf", &["--tsa", &tsa]).exits(0);
    let mut bytes = world.desk.read("t.pdf");
    bytes[200] ^= 1;
    world.desk.write("broken.pdf", &bytes);
    let said = world.extend("broken.pdf", "x.pdf", "lta").exits(1).line();
    assert_eq!(said["error"]["code"], "not-intact", "{said}");
    let none = world
        .run(&["renew", "t.pdf", "-o", "x.pdf", "--tsa", &tsa, "--json"])
        .exits(1)
        .line();
    assert_eq!(none["error"]["code"], "no-document-timestamp");
    // An authority that nobody trusts any more.
    world.extend("t.pdf", "lta.pdf", "lta").exits(0);
    let since = Timestamp::now();
    let lost = RevokedEntry::new(&world.first.issued().serial_number(), since)
        .because(Reason::KeyCompromise);
    world.desk.write("lost.crl", &list(&world.root, vec![lost]));
    let second = world.tsa("/tsa2");
    let renew = [
        "renew", "lta.pdf", "-o", "x.pdf", "--tsa", &second, "--json",
    ];
    let said = world
        .run(&[&renew[..], &["--crl", "lost.crl"]].concat())
        .exits(1)
        .line();
    assert_eq!(said["error"]["code"], "timestamp-chain-broken", "{said}");
    assert!(!world.desk.has("x.pdf"));
}

#[test]
fn each_wrong_answer_of_an_authority_has_its_own_name() {
    let world = Lasting::new(KeyKind::P256);
    world.sign("b.pdf", &[]).exits(0);
    let whole = |change| stamping(&world.first, change);
    let cut = Reply::Made(std::sync::Arc::new({
        let first = world.first.clone();
        move |request| {
            let profile = demo_pki::TimestampProfile::new(Timestamp::now());
            let mut answer = first.timestamp(&profile, request).unwrap();
            answer.truncate(answer.len() / 2);
            answer
        }
    }));
    let stranger = world.ca.clone();
    let cases = [
        (
            whole(|profile: &mut demo_pki::TimestampProfile| {
                profile.nonce = StampedNonce::Other(7)
            }),
            "tsa-other-nonce",
        ),
        (
            stamping(&world.first, |profile| profile.nonce = StampedNonce::Absent),
            "tsa-other-nonce",
        ),
        (
            stamping(&world.first, |profile| profile.imprint = Some(vec![1; 32])),
            "tsa-other-imprint",
        ),
        (
            stamping(&world.first, |profile| {
                profile.carries_its_certificate = false
            }),
            "tsa-no-certificate",
        ),
        (stamping(&stranger, |_| ()), "tsa-usage"),
        (cut, "tsa-malformed"),
        (
            Reply::Bytes(b"<html>proxy login</html>".to_vec()),
            "tsa-web-page",
        ),
        (
            Reply::Bytes(timestamp_rejection(14, "no clock")),
            "tsa-rejected",
        ),
        (Reply::Endless, "tsa-unreachable"),
        (Reply::Announced(1 << 40), "tsa-unreachable"),
        (Reply::Silent, "tsa-unreachable"),
        (Reply::Drip(vec![0x30; 4000], 50), "tsa-unreachable"),
        (Reply::Status(503), "tsa-unreachable"),
        (
            Reply::Moved("http://127.0.0.1:1/".to_owned()),
            "tsa-unreachable",
        ),
        (Reply::Noise, "tsa-unreachable"),
    ];
    for (reply, code) in cases {
        world.server.put("/wrong", reply);
        let wrong = world.tsa("/wrong");
        let asked = [
            "extend",
            "b.pdf",
            "-o",
            "x.pdf",
            "--to",
            "t",
            "--tsa",
            &wrong,
            "--tsa-timeout",
            "1",
            "--json",
        ];
        let said = world.run(&asked).exits(4).line();
        assert_eq!(said["error"]["code"], code, "{said}");
        assert!(!world.desk.has("x.pdf"));
    }
}

#[test]
fn the_next_authority_is_asked_and_a_wrong_clock_is_told() {
    let world = Lasting::new(KeyKind::P256);
    let ahead = stamping(&world.first, |profile| {
        profile.time += SignedDuration::from_mins(-7)
    });
    world.server.put("/slow-clock", ahead);
    let (gone, clock) = (world.tsa("/gone"), world.tsa("/slow-clock"));
    let asked = ["--tsa", gone.as_str(), "--tsa", clock.as_str()];
    let line = world.sign("t.pdf", &asked).exits(0).line();
    assert_eq!(line["timestamp"]["failed"][0]["detail"], "status", "{line}");
    let off = line["timestamp"]["clock_ahead_seconds"].as_i64().unwrap();
    assert!((418..=425).contains(&off), "{off}");
}

#[test]
fn an_authority_whose_clock_is_ahead_raises_files_all_the_same() {
    let world = Lasting::new(KeyKind::P256);
    let ahead = stamping(&world.first, |profile| {
        profile.time += SignedDuration::from_secs(30)
    });
    world.server.put("/tsa1", ahead);
    let tsa = world.tsa("/tsa1");
    let straight = ["--level", "lta", "--tsa", &tsa];
    let signed = world.sign("straight.pdf", &straight).exits(0).line();
    assert_eq!(signed["raised"]["level"], "B-LTA", "{signed}");
    let stamps = signed["raised"]["timestamps"].as_array().unwrap().len();
    assert_eq!(stamps, 1, "the signature's own is not made twice: {signed}");
    world.sign("b.pdf", &[]).exits(0);
    let raised = world.extend("b.pdf", "lta.pdf", "lta").exits(0).line();
    assert_eq!(raised["level"], "B-LTA", "{raised}");
    assert_eq!(raised["timestamps"].as_array().unwrap().len(), 2);
    let later = Timestamp::now() + SignedDuration::from_mins(2);
    for file in ["straight.pdf", "lta.pdf"] {
        let report = world.verified_at(file, later, &[]).exits(0).line();
        assert_eq!(levels(&report), ["B-LTA"]);
    }
}

#[test]
fn without_an_authority_the_choice_is_to_refuse_to_wait_or_to_queue() {
    let world = Lasting::new(KeyKind::P256);
    let gone = world.tsa("/gone");
    let refused = world.sign("a.pdf", &["--tsa", &gone]).exits(4).line();
    assert_eq!(refused["error"]["code"], "tsa-unreachable", "{refused}");
    assert!(!world.desk.has("a.pdf"));
    let queued = world
        .sign("a.pdf", &["--tsa", &gone, "--tsa-down", "queue"])
        .exits(0)
        .line();
    assert_eq!(
        queued["timestamp"]["error"]["code"], "tsa-unreachable",
        "{queued}"
    );
    world.extend("a.pdf", "a-t.pdf", "t").exits(0);
    // Twice gone, then there.
    let first = world.first.clone();
    let times = std::sync::atomic::AtomicU32::new(0);
    world.server.put(
        "/late",
        Reply::Made(std::sync::Arc::new(move |request| {
            match times.fetch_add(1, std::sync::atomic::Ordering::SeqCst) {
                0 | 1 => timestamp_rejection(14, "later"),
                _ => first
                    .timestamp(&demo_pki::TimestampProfile::new(Timestamp::now()), request)
                    .unwrap(),
            }
        })),
    );
    let late = world.tsa("/late");
    world
        .sign(
            "w.pdf",
            &["--tsa", &late, "--tsa-down", "wait", "--tsa-wait", "1"],
        )
        .exits(0);
}

#[test]
fn a_certificate_that_ends_before_the_answer_may_come_does_not_sign() {
    let world = Lasting::new(KeyKind::P256);
    let tsa = world.tsa("/tsa1");
    let profile = demo_pki::Profile {
        ca_issuers: Some(world.server.address("/ca.crt")),
        not_after: Timestamp::now() + SignedDuration::from_secs(100),
        ocsp: None,
        crl: None,
        ..common::pki().leader().with_key(KeyKind::P256)
    };
    world
        .desk
        .keep("signer", &world.ca.issue(&profile).unwrap());
    let said = world.sign("t.pdf", &["--tsa", &tsa]).exits(1).line();
    assert_eq!(said["error"]["code"], "certificate-ends-too-soon", "{said}");
    let quick = ["--tsa", &tsa, "--tsa-timeout", "20"];
    let patient = [&quick[..], &["--tsa-down", "wait", "--tsa-wait", "5"]].concat();
    let said = world.sign("t.pdf", &patient).exits(1).line();
    assert_eq!(said["error"]["code"], "certificate-ends-too-soon", "{said}");
    world.sign("t.pdf", &quick).exits(0);
}

/// A time-stamp authority that others wrote: `openssl ts` (OpenSSL's own implementation of RFC 3161).
#[test]
fn openssl_stamps() {
    let world = Lasting::new(KeyKind::P256);
    let folder = world.desk.path().to_owned();
    world.desk.keep("tsa", world.first.issued());
    let config = "[tsa]\ndefault_tsa = t\n[t]\nserial = serial\ncrypto_device = builtin\nsigner_cert = tsa.pem\nsigner_key = tsa.key\n\
                  default_policy = 1.2.3.4.1\nother_policies = 1.2.3.4.5\ndigests = sha256\nsigner_digest = sha256\naccuracy = secs:1\n\
                  ess_cert_id_chain = no\ness_cert_id_alg = sha256\n";
    world.desk.write("tsa.cnf", config.as_bytes());
    world.desk.write("serial", b"01\n");
    world.server.put(
        "/openssl",
        Reply::Made(std::sync::Arc::new(move |request| {
            std::fs::write(folder.join("query.tsq"), request).unwrap();
            openssl(
                &folder,
                &[
                    "ts",
                    "-reply",
                    "-config",
                    "tsa.cnf",
                    "-queryfile",
                    "query.tsq",
                ],
            )
        })),
    );
    let tsa = world.tsa("/openssl");
    let line = world
        .sign(
            "lta.pdf",
            &["--level", "lta", "--tsa", &tsa, "--tsa-policy", "1.2.3.4.5"],
        )
        .exits(0)
        .line();
    assert_eq!(line["timestamp"]["policy"], "1.2.3.4.5", "{line}");
    world
        .verified_at("lta.pdf", Timestamp::now() + hours(36), &[])
        .exits(0);
    // It knows no such policy.
    let refused = world
        .sign("x.pdf", &["--tsa", &tsa, "--tsa-policy", "1.2.3.4.9"])
        .exits(4)
        .line();
    assert_eq!(refused["error"]["code"], "tsa-rejected", "{refused}");
}

#[test]
fn accounts_are_shown_to_the_authority_and_to_nobody_else() {
    let world = Lasting::new(KeyKind::P256);
    let tsa = world.tsa("/tsa1");
    world.desk.write("secret", "thật-khó\n".as_bytes());
    let asked = [
        "--tsa",
        tsa.as_str(),
        "--tsa-user",
        "so",
        "--tsa-password-file",
        "secret",
    ];
    world.sign("t.pdf", &asked).exits(0).never_says("khó");
    let expected = format!("Basic {}", Base64::encode_string("so:thật-khó".as_bytes()));
    assert_eq!(world.server.authorisation("/tsa1"), Some(expected));
    let named = tsa.replace("http://", "http://so:bi-mat@");
    let refused = world.sign("u.pdf", &["--tsa", &named]).exits(4);
    refused.never_says("bi-mat");
}

/// An account is sent by TLS to whom the system trusts, and to nobody else; a proxy that cannot be reached is an error, no defect.
#[test]
fn an_authority_may_be_asked_by_tls() {
    let world = Lasting::new(KeyKind::P256);
    let gateway = Gateway::before(world.server.port());
    world.desk.write("tls.pem", gateway.certificate.as_bytes());
    let address = format!("https://localhost:{}/tsa1", gateway.port);
    let sign = [
        "sign",
        "letter.pdf",
        "-o",
        "t.pdf",
        "--key",
        "signer.key",
        "--certificate",
        "signer.pem",
        "--json",
    ];
    let trust = [
        "--trust",
        "root.pem",
        "--revocation",
        "skip",
        "--chain",
        "ca.pem",
        "--tsa",
        &address,
    ];
    world
        .desk
        .write("ca.pem", world.ca.issued().certificate_pem().as_bytes());
    let all = [&sign[..], &trust].concat();
    let asked = |roots: &str, more: &[&str]| {
        let all = [&all[..], more].concat();
        let mut command = world.command(&all);
        command.env("SSL_CERT_FILE", world.desk.file(roots));
        Ran::of(command.output().unwrap(), &all)
    };
    let stranger = asked("root.pem", &[]).exits(4).line();
    assert_eq!(stranger["error"]["code"], "tsa-unreachable", "{stranger}");
    let proxy = asked("root.pem", &["--tsa-proxy", "https://127.0.0.1:1"])
        .exits(4)
        .line();
    assert_eq!(proxy["error"]["code"], "tsa-unreachable", "{proxy}");
    let line = asked("tls.pem", &[]).exits(0).line();
    assert!(line["timestamp"]["time"].is_string(), "{line}");
}

#[test]
fn a_file_of_another_kind_gets_a_stamped_container() {
    let world = Lasting::new(KeyKind::P256);
    world.desk.write("a.xlsx", b"PK not really");
    let tsa = world.tsa("/tsa1");
    let asked = [
        "sign",
        "a.xlsx",
        "-o",
        "a.xlsx.p7s",
        "--detached",
        "--key",
        "signer.key",
        "--certificate",
        "signer.pem",
        "--json",
        "--tsa",
        &tsa,
    ];
    let line = world.run(&asked).exits(0).line();
    assert!(line["timestamp"]["time"].is_string(), "{line}");
    let later = (Timestamp::now() + hours(2)).to_string();
    let verify = [
        "verify",
        "a.xlsx",
        "--detached",
        "a.xlsx.p7s",
        "--json",
        "--at",
        &later,
    ];
    let report = world.run(&verify).line();
    assert_eq!(levels(&report), ["B-T"], "{report}");
    let too_much = [&asked[..], &["--level", "lt", "--force"]].concat();
    world.run(&too_much).exits(64);
}

#[test]
fn two_step_signing_is_stamped_at_its_end() {
    let world = Lasting::new(KeyKind::P256);
    let tsa = world.tsa("/tsa1");
    let prepare = [
        "prepare",
        "letter.pdf",
        "-o",
        "p.pdf",
        "--certificate",
        "signer.pem",
        "--state",
        "s.json",
        "--to-be-signed",
        "tbs.bin",
        "--level",
        "t",
    ];
    world.run(&prepare).exits(0);
    let value = openssl(
        world.desk.path(),
        &["dgst", "-sha256", "-sign", "signer.key", "tbs.bin"],
    );
    world.desk.write("sig.bin", &value);
    let finish = [
        "finish",
        "s.json",
        "--prepared",
        "p.pdf",
        "--signature",
        "sig.bin",
        "-o",
        "f.pdf",
        "--tsa",
        &tsa,
        "--json",
    ];
    let line = world.run(&finish).exits(0).line();
    assert!(line["timestamp"]["time"].is_string(), "{line}");
    let report = world
        .verified_at("f.pdf", Timestamp::now(), &["--revocation", "skip"])
        .line();
    assert_eq!(levels(&report), ["B-T"]);
}

#[test]
fn an_archive_says_what_is_due_when() {
    let world = Lasting::new(KeyKind::P256);
    let (first, second) = (world.tsa("/tsa1"), world.tsa("/tsa2"));
    std::fs::create_dir(world.desk.file("kho")).unwrap();
    world.sign("kho/b.pdf", &[]).exits(0);
    world
        .sign("kho/lt.pdf", &["--level", "lt", "--tsa", &first])
        .exits(0);
    world
        .sign("kho/lta.pdf", &["--level", "lta", "--tsa", &second])
        .exits(0);
    world.desk.write("kho/letter.pdf", common::LETTER);
    let status = ["archive", "status", "kho", "--json"];
    let lines = world.run(&status).exits(2).lines();
    let told: Vec<(&str, &str, i64)> = lines[..4]
        .iter()
        .map(|line| {
            let name = line["file"].as_str().unwrap();
            (
                name,
                line["level"].as_str().unwrap_or("-"),
                line["days_left"].as_i64().unwrap_or(-1),
            )
        })
        .collect();
    assert_eq!(told[0], ("kho/b.pdf", "B-B", 0));
    assert_eq!(told[1], ("kho/letter.pdf", "-", -1));
    assert_eq!(told[2], ("kho/lt.pdf", "B-LT", 1));
    assert_eq!((told[3].0, told[3].1), ("kho/lta.pdf", "B-LTA"));
    assert!(told[3].2 > 10_000, "{told:?}");
    assert_eq!(lines[3]["todo"], "renew");
    assert!(lines[4]["summary"].is_object());
    let csv = world
        .run(&["archive", "status", "kho", "--csv", "--within", "30"])
        .exits(2);
    let rows: Vec<&str> = csv.out.lines().collect();
    assert!(rows[0].starts_with("\u{feff}\"Tệp\",\"Mức\""), "{csv}");
    assert_eq!(rows.len(), 4, "{csv}");
    assert!(!csv.out.contains("lta.pdf"));
    world
        .run(&["archive", "status", "kho"])
        .exits(2)
        .says("kyso extend")
        .says("B-LTA");
}

/// A thousand files: a line each, in order, then what all of them amount to.
#[test]
fn an_archive_of_a_thousand_files_is_looked_through() {
    let world = Lasting::new(KeyKind::P256);
    let tsa = world.tsa("/tsa2");
    std::fs::create_dir(world.desk.file("kho")).unwrap();
    let asked = ["--level", "lta", "--tsa", &tsa];
    world.sign("one.pdf", &asked).exits(0);
    let one = world.desk.read("one.pdf");
    for number in 0..1000 {
        world.desk.write(&format!("kho/{number:04}.pdf"), &one);
    }
    let root = ["--trust", "root.pem", "--crl", "root.crl", "--offline"];
    world.desk.write("root.crl", &list(&world.root, Vec::new()));
    let status = ["archive", "status", "kho", "--json"];
    let ran = world.desk.run(&[&status[..], &root].concat()).exits(0);
    let lines = ran.lines();
    assert_eq!(lines.len(), 1001);
    for (number, line) in lines[..1000].iter().enumerate() {
        assert_eq!(line["file"], format!("kho/{number:04}.pdf"));
        assert_eq!(
            (line["level"].as_str(), line["accepted"].as_bool()),
            (Some("B-LTA"), Some(true))
        );
    }
    assert_eq!(lines[1000]["summary"]["files"], 1000);
}
