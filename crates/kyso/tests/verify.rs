//! Verifying: verdicts, exit codes, and the JSON whose keys are fixed.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use common::revocation::{put_crls, revoked};
use common::{Desk, LETTER, leader, pdf};
use serde_json::Value;

/// Issue 2: "these keys are fixed (more may be added)".
const FILE_KEYS: [&str; 5] = ["file", "verdict", "revisions", "anomalies", "signatures"];
const SIGNATURE_KEYS: [&str; 15] = [
    "field",
    "kind",
    "sub_filter",
    "coverage",
    "integrity",
    "role",
    "role_evidence",
    "trust",
    "modifications",
    "level",
    "indication",
    "sub_indication",
    "signing_time",
    "signer",
    "findings",
];
const SIGNER_KEYS: [&str; 5] = ["subject", "issuer", "serial", "not_before", "not_after"];
const VOCABULARY: [(&str, &[&str]); 8] = [
    ("kind", &["signature", "document-timestamp", "usage-rights"]),
    ("coverage", &["entire-file", "entire-revision", "broken"]),
    ("integrity", &["intact", "broken", "unknown"]),
    (
        "role",
        &[
            "authorised-person",
            "agency",
            "initials",
            "number-date-stamp",
            "attachment",
            "copy",
            "incoming-stamp",
            "unknown",
        ],
    ),
    (
        "trust",
        &[
            "trusted",
            "untrusted",
            "revoked",
            "expired",
            "not-yet-valid",
            "unknown",
        ],
    ),
    (
        "modifications",
        &[
            "none",
            "lta-updates",
            "signatures",
            "form-filling",
            "annotations",
            "disallowed",
            "unknown",
        ],
    ),
    (
        "level",
        &["B-B", "B-T", "B-LT", "B-LTA", "pkcs7", "pkcs7-T"],
    ),
    (
        "indication",
        &["TOTAL-PASSED", "INDETERMINATE", "TOTAL-FAILED"],
    ),
];

#[track_caller]
fn has_fixed_shape(report: &Value) {
    for key in FILE_KEYS {
        assert!(report.get(key).is_some(), "{key} is missing: {report}");
    }
    for anomaly in report["anomalies"].as_array().unwrap() {
        is_note(anomaly);
    }
    for signature in report["signatures"].as_array().unwrap() {
        for key in SIGNATURE_KEYS {
            assert!(
                signature.get(key).is_some(),
                "{key} is missing: {signature}"
            );
        }
        for (key, words) in VOCABULARY {
            let value = &signature[key];
            assert!(
                words.iter().any(|word| value == word) || (key == "level" && value.is_null()),
                "{key}: {value}"
            );
        }
        let time = &signature["signing_time"];
        assert!(
            [
                "signature-timestamp",
                "document-timestamp",
                "claimed",
                "none"
            ]
            .iter()
            .any(|word| time["proof"] == *word),
            "{time}"
        );
        assert!(
            time["value"]
                .as_str()
                .is_some_and(|value| value.ends_with('Z')),
            "{time}"
        );
        for key in SIGNER_KEYS {
            assert!(signature["signer"][key].is_string(), "{key}: {signature}");
        }
        signature["findings"]
            .as_array()
            .unwrap()
            .iter()
            .for_each(is_note);
    }
}

#[track_caller]
fn is_note(note: &Value) {
    assert!(
        note["code"].is_string() && note["text"].is_string(),
        "{note}"
    );
    assert!(
        ["error", "warning", "info"]
            .iter()
            .any(|word| note["severity"] == *word),
        "{note}"
    );
}

#[test]
fn the_keys_and_words_of_the_json_are_the_fixed_ones() {
    let desk = Desk::new();
    desk.signed_twice("letter.pdf");
    let line = desk
        .run(&[
            "verify",
            "two.pdf",
            "--trust",
            "root.pem",
            "--revocation",
            "skip",
            "--json",
            "--role",
            "CoQuan=agency",
        ])
        .exits(0)
        .line();
    has_fixed_shape(&line);
    assert_eq!(line["file"], "two.pdf");
    let roles: Vec<_> = line["signatures"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["role"].clone(), one["role_evidence"].clone()))
        .collect();
    assert_eq!(
        roles,
        [
            ("authorised-person".into(), "document".into()), // the name printed under the title
            ("agency".into(), "caller".into())
        ]
    );
    assert_eq!(
        line["signatures"][0]["signer"]["serial"]
            .as_str()
            .unwrap()
            .to_uppercase(),
        line["signatures"][0]["signer"]["serial"]
    );
    assert!(
        line["signatures"][0]["signer"]["subject"]
            .as_str()
            .unwrap()
            .contains("CN=Nguyễn Văn Mẫu")
    );
    has_fixed_shape(&desk.run(&["verify", "one.pdf", "--json"]).line());
    has_fixed_shape(&desk.run(&["verify", "letter.pdf", "--json"]).line());
}

#[test]
fn without_roots_the_chain_is_not_found() {
    let desk = Desk::new();
    desk.signed("signed.pdf");
    let line = desk
        .run(&["verify", "signed.pdf", "--json"])
        .exits(2)
        .line();
    assert_eq!(line["verdict"], "indeterminate");
    let signature = &line["signatures"][0];
    assert_eq!(
        (&signature["integrity"], &signature["trust"]),
        (&"intact".into(), &"untrusted".into())
    );
    assert_eq!(
        (&signature["indication"], &signature["sub_indication"]),
        (
            &"INDETERMINATE".into(),
            &"NO_CERTIFICATE_CHAIN_FOUND".into()
        )
    );
    desk.run(&["verify", "signed.pdf"])
        .exits(2)
        .says("Chưa đủ căn cứ để kết luận")
        .never_says("hợp lệ.\n  ✓");
}

#[test]
fn revocation_is_required_unless_told_otherwise_and_the_report_says_so() {
    let desk = Desk::new();
    desk.signed("signed.pdf");
    for arguments in [&[][..], &["--revocation", "require"]] {
        let line = desk
            .run(
                &[
                    &["verify", "signed.pdf", "--trust", "root.pem", "--json"],
                    arguments,
                ]
                .concat(),
            )
            .exits(2)
            .line();
        assert_eq!(line["signatures"][0]["indication"], "INDETERMINATE");
        assert_eq!(line["signatures"][0]["sub_indication"], "TRY_LATER");
    }
    let line = desk
        .run(&[
            "verify",
            "signed.pdf",
            "--trust",
            "root.pem",
            "--json",
            "--revocation",
            "skip",
        ])
        .exits(0)
        .line();
    assert_eq!(
        line["signatures"][0]["findings"][0]["code"], "revocation-not-checked",
        "{line}"
    );
    desk.run(&[
        "verify",
        "signed.pdf",
        "--trust",
        "root.pem",
        "--revocation",
        "skip",
    ])
    .exits(0)
    .says("thu hồi");
}

#[test]
fn an_unsigned_letter_has_no_verdict_on_signatures() {
    let desk = Desk::new();
    desk.write("blank.pdf", &pdf::blank());
    for file in ["letter.pdf", "blank.pdf"] {
        let line = desk.run(&["verify", file, "--json"]).exits(2).line();
        assert_eq!(line["verdict"], "unsigned");
        assert_eq!(line["signatures"].as_array().unwrap().len(), 0);
    }
    desk.run(&["verify", "letter.pdf"])
        .exits(2)
        .says("Văn bản không có chữ ký số.");
}

#[test]
fn one_changed_byte_is_found() {
    let desk = Desk::new();
    desk.signed("signed.pdf");
    let mut bytes = desk.read("signed.pdf");
    let place = bytes
        .windows(8)
        .position(|window| window == b"/Creator" || window == b"/Produce")
        .map_or(LETTER.len() / 2, |at| at + 12);
    bytes[place] ^= 0x01;
    desk.write("tampered.pdf", &bytes);
    let line = desk
        .run(&[
            "verify",
            "tampered.pdf",
            "--trust",
            "root.pem",
            "--revocation",
            "skip",
            "--json",
        ])
        .exits(1)
        .line();
    assert_eq!(line["verdict"], "failed");
    assert_eq!(line["signatures"][0]["integrity"], "broken");
    assert_eq!(line["signatures"][0]["indication"], "TOTAL-FAILED");
    assert_eq!(line["signatures"][0]["sub_indication"], "HASH_FAILURE");
    desk.run(&["verify", "tampered.pdf"])
        .exits(1)
        .says("TỪ CHỐI TIẾP NHẬN")
        .says("không toàn vẹn")
        .never_says("HASH_FAILURE");
    desk.run(&["verify", "tampered.pdf", "--report", "detailed"])
        .exits(1)
        .says("không toàn vẹn")
        .says("HASH_FAILURE");
}

#[test]
fn bytes_after_the_signature_are_an_error() {
    let desk = Desk::new();
    desk.signed("signed.pdf");
    desk.write(
        "longer.pdf",
        &[&desk.read("signed.pdf")[..], b"\n% anything at all\n"].concat(),
    );
    let ran = desk.run(&[
        "verify",
        "longer.pdf",
        "--trust",
        "root.pem",
        "--revocation",
        "skip",
        "--json",
    ]);
    assert_ne!(ran.code, Some(0), "{ran}");
    let line = ran.line();
    assert!(
        line["anomalies"]
            .as_array()
            .unwrap()
            .iter()
            .any(|anomaly| anomaly["code"] == "bytes-after-last-eof"),
        "{line}"
    );
}

#[test]
fn files_without_a_report_say_why_and_where() {
    let desk = Desk::new();
    desk.write(
        "garbage.pdf",
        b"%PDF-1.7\nnothing of a PDF follows\nstartxref\n999999\n%%EOF\n",
    );
    desk.write("empty.pdf", b"");
    desk.write("encrypted.pdf", &pdf::encrypted());
    let cases = [
        ("missing.pdf", "unreadable", 4),
        ("garbage.pdf", "malformed", 3),
        ("empty.pdf", "malformed", 3),
        // locked, and it shows no signature all the same
        ("encrypted.pdf", "unsigned", 3),
    ];
    for (file, verdict, exit) in cases {
        let line = desk.run(&["verify", file, "--json"]).exits(exit).line();
        assert_eq!(
            (&line["file"], &line["verdict"]),
            (&file.into(), &verdict.into()),
            "{line}"
        );
        assert!(
            line["error"]["code"].is_string()
                && !line["error"]["text"].as_str().unwrap().is_empty(),
            "{line}"
        );
        assert!(line["error"].get("offset").is_some(), "{line}");
        desk.run(&["verify", file]).exits(exit).says(file);
        desk.run(&["check", file]).exits(exit).says(file);
    }
    let line = desk.run(&["verify", "garbage.pdf", "--json"]).line();
    assert!(line["error"]["offset"].is_u64(), "{line}");
    desk.run(&["verify", "garbage.pdf"])
        .says("sai cấu trúc tại vị trí")
        .says("Đề nghị nơi gửi gửi lại tệp gốc");
    desk.run(&["verify", "garbage.pdf", "--lang", "en"])
        .says("at offset");
}

#[test]
fn several_files_give_one_line_each_in_order_and_the_worst_exit() {
    let desk = Desk::new();
    desk.signed("signed.pdf");
    let mut tampered = desk.read("signed.pdf");
    tampered[LETTER.len() / 2] ^= 0x01;
    desk.write("tampered.pdf", &tampered);
    desk.write("garbage.pdf", b"no PDF");
    let run = |files: &[&str]| {
        desk.run(
            &[
                &[
                    "verify",
                    "--trust",
                    "root.pem",
                    "--revocation",
                    "skip",
                    "--json",
                ],
                files,
            ]
            .concat(),
        )
    };
    // design.md 4: the worst by the order 4, 3, 1, 2, 0
    run(&["signed.pdf", "signed.pdf"]).exits(0);
    run(&["signed.pdf", "letter.pdf"]).exits(2);
    run(&["tampered.pdf", "letter.pdf"]).exits(1);
    run(&["letter.pdf", "garbage.pdf", "tampered.pdf"]).exits(3);
    let files = [
        "missing.pdf",
        "signed.pdf",
        "garbage.pdf",
        "tampered.pdf",
        "letter.pdf",
    ];
    let lines = run(&files).exits(4).lines();
    let named: Vec<_> = lines
        .iter()
        .map(|line| {
            (
                line["file"].as_str().unwrap(),
                line["verdict"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        named,
        [
            ("missing.pdf", "unreadable"),
            ("signed.pdf", "passed"),
            ("garbage.pdf", "malformed"),
            ("tampered.pdf", "failed"),
            ("letter.pdf", "unsigned")
        ]
    );
}

#[test]
fn the_time_judged_decides_on_the_certificate() {
    let desk = Desk::new();
    desk.signed("signed.pdf");
    let at = |time: &str| {
        desk.run(&[
            "verify",
            "signed.pdf",
            "--trust",
            "root.pem",
            "--revocation",
            "skip",
            "--json",
            "--at",
            time,
        ])
    };
    at("2050-01-01").exits(0);
    let late = at("2070-01-01T00:00:00Z").exits(2).line();
    assert_eq!(late["signatures"][0]["trust"], "expired", "{late}");
    at("yesterday").exits(64);
}

#[test]
fn a_role_that_does_not_exist_is_a_usage_error() {
    let desk = Desk::new();
    desk.run(&["verify", "letter.pdf", "--role", "Sig1=king"])
        .exits(64)
        .says("Sig1=king")
        .says("authorised-person");
}

#[test]
fn an_intermediate_certificate_is_evidence_and_never_a_root() {
    let desk = Desk::new();
    let alone = [
        "sign",
        "letter.pdf",
        "-o",
        "signed.pdf",
        "--key",
        "leader.key",
        "--certificate",
        "leader.pem",
        "--allow-unverified-chain",
    ];
    desk.run(&alone).exits(0);
    let verify = |more: &[&str]| {
        desk.run(
            &[
                &["verify", "signed.pdf", "--revocation", "skip", "--json"],
                more,
            ]
            .concat(),
        )
    };
    verify(&["--trust", "root.pem"]).exits(2);
    verify(&["--intermediates", "sub-ca.pem"]).exits(2);
    verify(&["--trust", "root.pem", "--intermediates", "sub-ca.pem"]).exits(0);
    verify(&["--trust", "sub-ca.pem"]).exits(0);
}

#[test]
fn both_languages_say_the_same_thing() {
    let desk = Desk::new();
    desk.signed("signed.pdf");
    let verify = [
        "verify",
        "signed.pdf",
        "--trust",
        "root.pem",
        "--revocation",
        "skip",
    ];
    desk.run(&verify)
        .exits(0)
        .says("Chữ ký số hợp lệ.")
        .never_says("Signatures valid");
    desk.run(&[&verify[..], &["--lang", "en"]].concat())
        .exits(0)
        .says("Signatures valid")
        .never_says("hợp lệ");
}

#[test]
fn the_status_of_the_signer_is_shown_with_the_list_it_rests_on() {
    let desk = Desk::new();
    desk.signed("signed.pdf");
    put_crls(&desk, Vec::new());
    let verify = [
        "verify",
        "signed.pdf",
        "--trust",
        "root.pem",
        "--crl",
        "crl",
    ];
    let at = ["--at", "2026-11-30T00:00:00Z"];
    let detailed = ["--report", "detailed"];
    desk.run(&[&verify[..], &at, &detailed].concat())
        .exits(0)
        .says("không bị thu hồi (CRL số 7, phát hành");
    let line = desk
        .run(&[&verify[..], &at, &["--json"]].concat())
        .exits(0)
        .line();
    let path = &line["signatures"][0]["path"];
    assert_eq!(path["revocation"], "not-revoked");
    assert_eq!(path["chain"][0]["revocation"]["evidence"]["number"], "7");
    put_crls(&desk, vec![revoked(leader(), "2026-10-01T00:00:00Z")]);
    desk.run(&[&verify[..], &at, &detailed].concat())
        .says("bị thu hồi từ 07:00:00 ngày 01/10/2026, lý do: khóa bí mật bị lộ");
    let line = desk.run(&[&verify[..], &at, &["--json"]].concat()).line();
    assert_eq!(line["signatures"][0]["trust"], "revoked");
}

#[test]
fn a_report_is_replayed_offline_from_the_evidence_that_was_saved() {
    let desk = Desk::new();
    desk.signed("signed.pdf");
    put_crls(&desk, Vec::new());
    let asked = |more: &[&str]| {
        let fixed = [
            "verify",
            "signed.pdf",
            "--trust",
            "root.pem",
            "--at",
            "2026-11-30T00:00:00Z",
            "--json",
        ];
        desk.run(&[&fixed[..], more].concat()).exits(0).line()
    };
    let first = asked(&["--crl", "crl", "--evidence-out", "saved.json"]);
    std::fs::remove_dir_all(desk.file("crl")).unwrap();
    assert_eq!(asked(&["--evidence", "saved.json"]), first);
}

#[test]
fn a_report_of_the_house_is_shown_and_decides_nothing() {
    let desk = Desk::new();
    desk.signed("signed.pdf");
    let sha256 = desk.run(&["trust", "show", "leader.pem", "--json"]).line();
    let list = format!(
        "[[blocked]]\nfingerprint = {}\nreported-at = \"2026-10-01\"\nbecause = \"exposed\"\n",
        sha256["sha256"]
    );
    desk.write("blocked.toml", list.as_bytes());
    let skip = ["--revocation", "skip", "--blocked", "blocked.toml"];
    let verify = ["verify", "signed.pdf", "--trust", "root.pem"];
    desk.run(&[&verify[..], &skip].concat())
        .exits(0)
        .says("cơ quan đã báo");
    desk.run(&[&verify[..], &skip, &["--report", "detailed"]].concat())
        .exits(0)
        .says("cơ quan báo bị lộ lúc 00:00:00 ngày 01/10/2026");
}
