//! `kyso path`: the answer, its exit code, and the JSON whose keys are fixed.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use common::revocation::{on_hold, put_crls, put_ocsp, revoked};
use common::{Desk, Ran, issue, leader, pki};
use serde_json::Value;

const AT: &str = "2026-07-01T00:00:00Z";

/// `kyso path leader.pem` with the root, the sub-CA and a time; and what else is said.
fn asked(desk: &Desk, more: &[&str]) -> Ran {
    let fixed = [
        "path",
        "leader.pem",
        "--trust",
        "root.pem",
        "--intermediates",
        "sub-ca.pem",
        "--at",
        AT,
        "--as-of",
        AT,
    ];
    desk.run(&[&fixed[..], more].concat())
}

#[test]
fn a_trusted_path_shows_every_check_with_its_clause_and_the_evidence() {
    let desk = Desk::new();
    put_crls(&desk, Vec::new());
    let told = asked(&desk, &["--crl", "crl"]).exits(0);
    assert!(told.err.is_empty(), "{told}");
    told.says("Chứng thư được tin cậy tại 07:00:00 ngày 01/07/2026")
        .says("không bị thu hồi (CRL số 7, phát hành 07:00:00 ngày 01/06/2026, cập nhật tiếp 07:00:00 ngày 31/12/2026)")
        .says("RFC 5280 §6.1.3 (a)(1)")
        .says("(gốc)");
    asked(&desk, &["--crl", "crl", "--lang", "en"])
        .exits(0)
        .says("trusted at 2026-07-01 07:00:00 +07:00")
        .says("not revoked (CRL number 7");
}

#[test]
fn the_keys_of_json_are_fixed() {
    let desk = Desk::new();
    put_crls(&desk, Vec::new());
    let line = asked(&desk, &["--crl", "crl", "--json"]).exits(0).line();
    for key in [
        "file",
        "verdict",
        "at",
        "as_of",
        "purpose",
        "certificate",
        "chain",
        "anchor",
        "hierarchy",
        "revocation",
        "policies",
        "failure",
        "needs",
        "reported",
        "trust_profiles",
    ] {
        assert!(line.get(key).is_some(), "{key}: {line}");
    }
    assert_eq!(line["verdict"], "trusted");
    assert_eq!(line["revocation"], "not-revoked");
    assert_eq!(line["failure"], Value::Null);
    assert_eq!(line["hierarchy"], "other");
    let chain = line["chain"].as_array().unwrap();
    assert_eq!(chain.len(), 3);
    assert_eq!(chain[2]["anchor"], true);
    let evidence = &chain[0]["revocation"]["evidence"];
    assert_eq!(evidence["kind"], "crl");
    assert_eq!(evidence["from"], "crl/sub-ca.crl");
    assert_eq!(evidence["fresh"], true);
    let checks = chain[0]["checks"].as_array().unwrap();
    assert!(
        checks
            .iter()
            .any(|check| check["clause"] == "RFC 5280 §6.1.3 (a)(2)" && check["passed"] == true)
    );
}

#[test]
fn without_revocation_data_nothing_is_decided_and_what_is_missing_is_told() {
    let desk = Desk::new();
    asked(&desk, &[])
        .exits(2)
        .says("Chưa đủ căn cứ để kết luận")
        .says("còn thiếu")
        .says("http://ocsp.kyso.example/");
    let line = asked(&desk, &["--json"]).exits(2).line();
    assert_eq!(line["verdict"], "undecided");
    assert_eq!(line["failure"]["code"], "revocation-unknown");
    assert!(!line["needs"].as_array().unwrap().is_empty());
    asked(&desk, &["--revocation", "skip"]).exits(0);
}

#[test]
fn revoked_before_and_after_the_time_asked_on_hold_and_by_ocsp() {
    let desk = Desk::new();
    put_crls(&desk, vec![revoked(leader(), "2026-03-01T00:00:00Z")]);
    asked(&desk, &["--crl", "crl"])
        .exits(1)
        .says("bị thu hồi từ 07:00:00 ngày 01/03/2026")
        .says("khóa bí mật bị lộ");
    let before = [
        "path",
        "leader.pem",
        "--trust",
        "root.pem",
        "--intermediates",
        "sub-ca.pem",
        "--crl",
        "crl",
        "--at",
        "2026-02-01T00:00:00Z",
        "--as-of",
        AT,
        "--json",
    ];
    let line = desk.run(&before).exits(0).line();
    assert_eq!(
        line["chain"][0]["revocation"]["later"]["since"],
        "2026-03-01T00:00:00Z"
    );
    put_crls(&desk, vec![on_hold(leader(), "2026-03-01T00:00:00Z")]);
    let held = asked(&desk, &["--crl", "crl", "--json"]).exits(2).line();
    assert_eq!(held["failure"]["code"], "on-hold");
    put_ocsp(&desk, "leader", leader());
    let line = asked(
        &desk,
        &["--crl", "crl/root.crl", "--ocsp", "leader.ocsp", "--json"],
    )
    .exits(0)
    .line();
    assert_eq!(line["chain"][0]["revocation"]["evidence"]["kind"], "ocsp");
}

#[test]
fn evidence_issued_after_the_moment_of_judging_is_not_used() {
    let desk = Desk::new();
    put_crls(&desk, Vec::new());
    let earlier = [
        "path",
        "leader.pem",
        "--trust",
        "root.pem",
        "--intermediates",
        "sub-ca.pem",
        "--crl",
        "crl",
        "--at",
        "2026-05-01T00:00:00Z",
    ];
    desk.run(&[&earlier[..], &["--as-of", "2026-05-01T00:00:00Z"]].concat())
        .exits(2);
    desk.run(&[&earlier[..], &["--as-of", AT]].concat())
        .exits(0);
    desk.run(&[&earlier[..], &["--as-of", "2026-04-01"]].concat())
        .exits(64)
        .says("--as-of");
}

#[test]
fn a_verdict_is_replayed_from_the_evidence_that_was_saved() {
    let desk = Desk::new();
    put_crls(&desk, Vec::new());
    let first = asked(
        &desk,
        &["--crl", "crl", "--evidence-out", "saved.json", "--json"],
    )
    .exits(0)
    .line();
    std::fs::remove_dir_all(desk.file("crl")).unwrap();
    let again = desk
        .run(&[
            "path",
            "leader.pem",
            "--trust",
            "root.pem",
            "--evidence",
            "saved.json",
            "--at",
            AT,
            "--as-of",
            AT,
            "--json",
        ])
        .exits(0)
        .line();
    assert_eq!(first, again);
    desk.write("broken.json", b"{\"format\":");
    asked(&desk, &["--evidence", "broken.json"])
        .exits(3)
        .says("broken.json");
}

#[test]
fn policies_purposes_and_conditions_are_asked_for() {
    let desk = Desk::new();
    let skip = ["--revocation", "skip"];
    let policy = |oid: &str| {
        asked(
            &desk,
            &[&skip[..], &["--policy-oid", oid, "--json"]].concat(),
        )
    };
    let line = policy("1.2.3.4").exits(1).line();
    assert_eq!(line["failure"]["code"], "certificate-policy");
    policy("not an oid").exits(64);
    let stamp = [&skip[..], &["--purpose", "timestamping", "--json"]].concat();
    let line = asked(&desk, &stamp).exits(1).line();
    assert_eq!(line["failure"]["code"], "extended-key-usage");
    desk.run(&[
        "path",
        "leader.pem",
        "--trust",
        "root.pem",
        "--intermediates",
        "sub-ca.pem",
        "--at",
        "2061-01-01",
        "--revocation",
        "skip",
        "--lang",
        "en",
    ])
    .exits(1)
    .says("expired");
}

#[test]
fn no_issuer_is_undecided_and_no_root_is_the_environment() {
    let desk = Desk::new();
    let line = desk
        .run(&["path", "leader.pem", "--trust", "root.pem", "--json"])
        .exits(2)
        .line();
    assert_eq!(line["failure"]["code"], "no-issuer-found");
    desk.run(&["path", "leader.pem"])
        .exits(4)
        .says("--trust-profile");
}

#[test]
fn the_first_certificate_of_a_file_is_judged_and_the_others_help() {
    let desk = Desk::new();
    let both = [leader().certificate_pem(), pki().sub_ca.certificate_pem()].concat();
    desk.write("both.pem", both.as_bytes());
    let line = desk
        .run(&[
            "path",
            "both.pem",
            "--trust",
            "root.pem",
            "--at",
            AT,
            "--revocation",
            "skip",
            "--json",
        ])
        .exits(0)
        .line();
    assert_eq!(line["chain"].as_array().unwrap().len(), 3);
}

#[test]
fn a_bad_file_does_not_stop_the_others_and_the_worst_counts() {
    let desk = Desk::new();
    desk.write("garbage.crt", b"\x30\x82\xff\xff garbage");
    desk.write("empty.crt", b"");
    for (file, code) in [("missing.crt", 4), ("garbage.crt", 3), ("empty.crt", 3)] {
        let ran = desk.run(&[
            "path",
            file,
            "leader.pem",
            "--trust",
            "root.pem",
            "--intermediates",
            "sub-ca.pem",
            "--revocation",
            "skip",
            "--json",
        ]);
        let lines = ran.exits(code).lines();
        assert_eq!(lines.len(), 2);
        assert!(lines[0]["error"]["code"].is_string(), "{}", lines[0]);
        assert_eq!(lines[1]["verdict"], "trusted");
    }
}

#[test]
fn malformed_evidence_is_named_with_its_place() {
    let desk = Desk::new();
    desk.write("garbage.crl", b"\x30\x80 this is no list");
    desk.write("empty.crl", b"");
    desk.write("garbage.ocsp", b"\x30\x03\x0a\x01\x09");
    for (flag, file, code) in [
        ("--crl", "garbage.crl", 3),
        ("--crl", "empty.crl", 3),
        ("--ocsp", "garbage.ocsp", 3),
        ("--crl", "missing.crl", 4),
        ("--ocsp", "missing.ocsp", 4),
        ("--algorithm-policy", "missing.toml", 4),
        ("--blocked", "missing.toml", 4),
    ] {
        asked(&desk, &[flag, file]).exits(code).says(file);
    }
}

#[test]
fn pem_where_der_is_due_is_read_and_named() {
    let desk = Desk::new();
    put_crls(&desk, Vec::new());
    let pem: String = ["crl/root.crl", "crl/sub-ca.crl"]
        .map(|file| demo_pki::to_pem("X509 CRL", &desk.read(file)))
        .concat();
    desk.write("both.pem", pem.as_bytes());
    let told = asked(&desk, &["--crl", "both.pem"]).exits(0);
    assert!(told.err.contains("“both.pem” ở dạng PEM"), "{told}");
}

#[test]
fn a_large_list_stays_on_the_disk() {
    let desk = Desk::new();
    let strangers = (0..60_000u32).map(|index| {
        let serial = [&[0x11][..], &index.to_be_bytes()].concat();
        demo_pki::RevokedEntry::new(&serial, common::moment("2026-01-01T00:00:00Z"))
    });
    put_crls(
        &desk,
        strangers
            .chain([revoked(leader(), "2026-03-01T00:00:00Z")])
            .collect(),
    );
    assert!(desk.read("crl/sub-ca.crl").len() > 1 << 20);
    asked(&desk, &["--crl", "crl"])
        .exits(1)
        .says("bị thu hồi từ");
}

#[test]
fn a_year_before_1970_or_after_9999_is_told_in_both_languages() {
    let desk = Desk::new();
    for year in [
        "1900-01-01",
        "1969-12-31T00:00:00Z",
        "10000-01-01",
        "+010000-01-01T00:00:00Z",
    ] {
        for command in [&["path", "leader.pem"][..], &["verify", "letter.pdf"]] {
            let at = format!("--at={year}");
            let vi = desk.run(&[command, &[&at]].concat());
            vi.exits(64).says("năm phải từ 1970 đến 9999").says(year);
            let en = desk.run(&[command, &[&at, "--lang", "en"]].concat());
            en.exits(64).says("the year must be from 1970 to 9999");
        }
    }
}

#[test]
fn a_name_of_a_megabyte_is_shown_in_part_and_kept_whole_for_programs() {
    let desk = Desk::new();
    let mut profile = pki().leader();
    profile.subject = vec![(demo_pki::SubjectAttribute::CommonName, "Á".repeat(1 << 19))];
    desk.write("long.pem", issue(&profile).certificate_pem().as_bytes());
    let ran = desk.run(&["path", "long.pem", "--trust", "root.pem"]);
    assert!(matches!(ran.code, Some(2 | 3)), "{:?}", ran.code);
    assert!(ran.out.len() < 20_000, "{}", ran.out.len());
}

#[test]
fn the_algorithm_policy_and_the_block_list_of_the_house_are_read() {
    let desk = Desk::new();
    desk.write(
        "policy.toml",
        b"[[cut-off]]\nrefused = \"sha256\"\nfrom = \"2026-01-01\"\nsource = \"test\"\n",
    );
    let line = asked(
        &desk,
        &[
            "--revocation",
            "skip",
            "--algorithm-policy",
            "policy.toml",
            "--json",
        ],
    )
    .exits(1)
    .line();
    assert_eq!(line["failure"]["code"], "weak-algorithm");
    desk.write("bad.toml", b"[[cut-off]]\nrefused = \"md6\"\n");
    asked(&desk, &["--algorithm-policy", "bad.toml"])
        .exits(4)
        .says("bad.toml");
    let serial = asked(&desk, &["--revocation", "skip", "--json"]).line();
    let certificate = &serial["certificate"];
    let list = format!(
        "[[blocked]]\nissuer = '''{}'''\nserial = \"{}\"\nreported-at = \"2026-06-15T08:00:00+07:00\"\nbecause = \"lost\"\nnote = \"Biên bản 12\"\n",
        certificate["issuer"].as_str().unwrap(),
        certificate["serial"].as_str().unwrap(),
    );
    desk.write("blocked.toml", list.as_bytes());
    asked(
        &desk,
        &["--revocation", "skip", "--blocked", "blocked.toml"],
    )
    .exits(0)
    .says("cơ quan báo thất lạc lúc 08:00:00 ngày 15/06/2026")
    .says("Biên bản 12");
    desk.write(
        "bad-list.toml",
        b"[[blocked]]\nreported-at = \"2026-06-15\"\nbecause = \"lost\"\n",
    );
    asked(&desk, &["--blocked", "bad-list.toml"])
        .exits(4)
        .says("[[blocked]] 1");
}
