//! `kyso verify --package`: the package judged together, its exit codes, and the JSON whose keys are fixed.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use std::fmt::Write as _;

use base64ct::{Base64, Encoding};
use common::revocation::{put_crls, revoked};
use common::{Desk, Ran, agency};
use serde_json::{Value, json};

/// Fixed: more may be added.
const KEYS: [&str; 12] = [
    "package",
    "outcome",
    "check_again",
    "held_because",
    "reasons",
    "notes",
    "grounds",
    "notice_due",
    "exchange_status",
    "main",
    "attachments",
    "metadata",
];
const PART_KEYS: [&str; 6] = ["file", "part", "sha256", "outcome", "reasons", "report"];

/// A desk with the folder `bo`: `cong-van.pdf` signed by the leader, then the agency; `phu-luc.pdf` by the agency alone.
fn desk() -> Desk {
    let desk = Desk::new();
    put_crls(&desk, Vec::new());
    desk.sign(
        "letter.pdf",
        "by-leader.pdf",
        "leader",
        &["--field", "LanhDao"],
    )
    .exits(0);
    desk.sign(
        "by-leader.pdf",
        "main.pdf",
        "agency",
        &["--field", "CoQuan"],
    )
    .exits(0);
    desk.sign("letter.pdf", "annex.pdf", "agency", &["--field", "CoQuan"])
        .exits(0);
    std::fs::create_dir(desk.file("bo")).unwrap();
    desk.write("bo/cong-van.pdf", &desk.read("main.pdf"));
    desk.write("bo/phu-luc.pdf", &desk.read("annex.pdf"));
    desk
}

fn verify(desk: &Desk, package: &str, more: &[&str]) -> Ran {
    let mut arguments = vec![
        "verify",
        "--package",
        package,
        "--trust",
        "root.pem",
        "--json",
    ];
    arguments.extend(["--crl", "crl", "--at", "2026-12-01T03:00:00Z"]);
    arguments.extend([
        "--role",
        "LanhDao=authorised-person",
        "--role",
        "CoQuan=agency",
    ]);
    arguments.extend(more);
    desk.run(&arguments)
}

fn codes(line: &Value) -> Vec<&str> {
    let reasons = line["reasons"].as_array().unwrap().iter();
    reasons
        .map(|reason| reason["code"].as_str().unwrap())
        .collect()
}

/// A message in the shape that public programs write.
fn edxml(number: &str, files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut list, mut contents) = (String::new(), String::new());
    for (index, (name, bytes)) in files.iter().enumerate() {
        let base64 = Base64::encode_string(bytes);
        write!(
            list,
            "<e:Reference><e:ContentId>cid:{index}</e:ContentId><e:AttachmentName>{name}</e:AttachmentName></e:Reference>"
        )
        .unwrap();
        write!(
            contents,
            "<Attachment><ContentId>{index}</ContentId><AttachmentName>{name}</AttachmentName>\
             <ContentTransferEncoded>{base64}</ContentTransferEncoded></Attachment>"
        )
        .unwrap();
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><edXML xmlns=\"http://www.mic.gov.vn/TBT/QCVN_102_2016\">\
         <e:edXMLEnvelope xmlns:e=\"http://www.mic.gov.vn/TBT/QCVN_102_2016\"><e:edXMLHeader><e:MessageHeader>\
         <e:To><e:OrganId>000.00.00.H61</e:OrganId></e:To><e:Code><e:CodeNumber>{number}</e:CodeNumber><e:CodeNotation>SKHCN-CĐS</e:CodeNotation></e:Code>\
         <e:PromulgationInfo><e:PromulgationDate>2026/11/20</e:PromulgationDate></e:PromulgationInfo>\
         </e:MessageHeader></e:edXMLHeader><e:edXMLBody><e:edXMLManifest>{list}</e:edXMLManifest></e:edXMLBody></e:edXMLEnvelope>\
         <AttachmentEncoded>{contents}</AttachmentEncoded></edXML>"
    )
    .into_bytes()
}

#[test]
fn a_folder_that_is_complete_and_right_is_accepted() {
    let desk = desk();
    let line = verify(&desk, "bo", &[]).exits(0).line();
    for key in KEYS {
        assert!(line.get(key).is_some(), "{key}");
    }
    for key in PART_KEYS {
        assert!(line["main"].get(key).is_some(), "{key}");
        assert!(line["attachments"][0].get(key).is_some(), "{key}");
    }
    assert_eq!(
        (&line["package"], &line["outcome"]),
        (&json!("bo"), &json!("accept"))
    );
    assert_eq!(
        (&line["main"]["file"], &line["main"]["part"]),
        (&json!("cong-van.pdf"), &json!("main"))
    );
    assert_eq!(line["main"]["report"]["verdict"], "passed");
    let annex = &line["attachments"][0];
    assert_eq!(
        (&annex["file"], &annex["outcome"]),
        (&json!("phu-luc.pdf"), &json!("accept"))
    );
    assert_eq!(
        annex["report"]["signatures"].as_array().unwrap().len(),
        1,
        "the agency alone is right"
    );
    assert_eq!(line["exchange_status"]["code"], "03");
    assert_eq!(line["notice_due"], "2026-12-01");
}

#[test]
fn an_unsigned_attachment_refuses_the_package() {
    let desk = desk();
    desk.write("bo/phu-luc.pdf", &desk.read("letter.pdf"));
    let line = verify(&desk, "bo", &[]).exits(1).line();
    assert_eq!(
        (&line["outcome"], codes(&line)),
        (&json!("refuse"), vec!["R08"])
    );
    assert_eq!(line["reasons"][0]["rests_on"][0]["file"], "phu-luc.pdf");
    assert_eq!(line["main"]["outcome"], "accept");
    assert_eq!(line["exchange_status"]["code"], "02");
    assert_eq!(
        line["grounds"][0],
        "điểm b khoản 2 Điều 21 Nghị định số 30/2020/NĐ-CP"
    );
}

#[test]
fn the_main_document_without_agency_or_leader() {
    let desk = desk();
    desk.write("bo/cong-van.pdf", &desk.read("by-leader.pdf"));
    let line = verify(&desk, "bo", &[]).exits(1).line();
    assert_eq!(codes(&line), ["R03"]);
    // Without a leader nobody can tell which file is the main one, until somebody says.
    desk.write("bo/cong-van.pdf", &desk.read("annex.pdf"));
    let error = verify(&desk, "bo", &[]).exits(2).line();
    assert_eq!(error["error"]["code"], "main-unclear");
    let line = verify(&desk, "bo", &["--main", "cong-van.pdf"])
        .exits(1)
        .line();
    assert_eq!(codes(&line), ["R02"]);
    let paper = ["--main", "cong-van.pdf", "--complete-with", "agency-alone"];
    assert_eq!(
        verify(&desk, "bo", &paper).exits(0).line()["outcome"],
        "accept"
    );
    verify(&desk, "bo", &["--main", "khong-co.pdf"]).exits(64);
}

#[test]
fn changed_unreadable_and_foreign_parts() {
    let desk = desk();
    let mut changed = desk.read("main.pdf");
    let at = changed
        .windows(6)
        .position(|window| window == b"stream")
        .unwrap()
        + 40;
    changed[at] ^= 1;
    desk.write("bo/cong-van.pdf", &changed);
    let line = verify(&desk, "bo", &[]).exits(1).line();
    assert!(codes(&line).contains(&"R04"), "{line}");
    desk.write("bo/cong-van.pdf", &desk.read("main.pdf"));
    desk.write("bo/phu-luc.pdf", b"not a PDF at all");
    let line = verify(&desk, "bo", &[]).exits(3).line();
    assert_eq!(
        (&line["outcome"], codes(&line)),
        (&json!("refuse"), vec!["R10"])
    );
    std::fs::remove_file(desk.file("bo/phu-luc.pdf")).unwrap();
    desk.write("bo/bang-tinh.xlsx", b"PK\x03\x04 a spreadsheet");
    let line = verify(&desk, "bo", &[]).exits(2).line();
    assert_eq!(
        (&line["outcome"], &line["held_because"][0]["why"]),
        (&json!("hold"), &json!("unsupported"))
    );
    assert_eq!(line["check_again"], Value::Null, "waiting does not help");
}

#[test]
fn no_status_holds_and_a_revocation_without_a_proven_time_too() {
    let desk = desk();
    std::fs::remove_file(desk.file("crl/sub-ca.crl")).unwrap();
    let line = verify(&desk, "bo", &[]).exits(2).line();
    assert_eq!(
        (&line["outcome"], &line["held_because"][0]["why"]),
        (&json!("hold"), &json!("status-unknown"))
    );
    assert_eq!(
        line["check_again"],
        json!({"at": "2026-12-01T04:00:00Z", "because": "our-interval"})
    );
    assert_eq!(line["exchange_status"], Value::Null);
    put_crls(&desk, vec![revoked(agency(), "2026-07-01T00:00:00Z")]);
    let line = verify(&desk, "bo", &[]).exits(2).line();
    assert_eq!(
        line["held_because"][0]["why"],
        "revoked-without-proof-of-time"
    );
}

#[test]
fn an_exchange_message_brings_its_files() {
    let desk = desk();
    let (main, annex) = (desk.read("main.pdf"), desk.read("annex.pdf"));
    let files: [(&str, &[u8]); 2] = [("../../cong-van.pdf", &main), ("phu-luc.pdf", &annex)];
    desk.write("gui.edxml", &edxml("128", &files));
    let before = desk.names();
    let line = verify(&desk, "gui.edxml", &[]).exits(0).line();
    assert_eq!(line["outcome"], "accept");
    assert_eq!(
        line["main"]["file"], "../../cong-van.pdf",
        "a name is shown"
    );
    assert_eq!(desk.names(), before, "and nothing is written");
    assert_eq!(line["metadata"]["number"], "128");
    // A file that is listed and did not come.
    let text = String::from_utf8(edxml("128", &files)).unwrap();
    let cut = text.split("<AttachmentEncoded>").next().unwrap().to_owned();
    let only_main = String::from_utf8(edxml("128", &files[..1])).unwrap();
    let contents = only_main.split("<AttachmentEncoded>").nth(1).unwrap();
    desk.write(
        "thieu.edxml",
        format!("{cut}<AttachmentEncoded>{contents}").as_bytes(),
    );
    let line = verify(&desk, "thieu.edxml", &[]).exits(1).line();
    assert_eq!(codes(&line), ["R08"]);
    assert_eq!(
        line["reasons"][0]["rests_on"][0]["fact"],
        json!({"code": "part-missing", "listed": "phu-luc.pdf"})
    );
    // For whom it is.
    let line = verify(&desk, "gui.edxml", &["--our-code", "H49"])
        .exits(1)
        .line();
    assert_eq!(
        (&line["outcome"], codes(&line)),
        (&json!("return"), vec!["R11"])
    );
    verify(&desk, "gui.edxml", &["--our-code", "H61"]).exits(0);
}

/// The letter prints “Số: 128/SKHCN-CĐS” and “Lạc Hồng, ngày 20 tháng 11 năm 2026”.
#[cfg(feature = "pages")]
#[test]
fn number_symbol_and_day_are_held_against_the_page() {
    let desk = desk();
    let (main, annex) = (desk.read("main.pdf"), desk.read("annex.pdf"));
    let files: [(&str, &[u8]); 2] = [("cong-van.pdf", &main), ("phu-luc.pdf", &annex)];
    let right = String::from_utf8(edxml("128", &files)).unwrap();
    for (from, to, field, found) in [
        ("<e:CodeNumber>128<", "<e:CodeNumber>129<", "number", "128"),
        ("SKHCN-CĐS", "SKHCN-VP", "symbol", "SKHCN-CĐS"),
        ("2026/11/20", "2026/11/21", "date", "20/11/2026"),
    ] {
        assert!(right.contains(from), "{from}");
        desk.write("khac.edxml", right.replace(from, to).as_bytes());
        let line = verify(&desk, "khac.edxml", &[]).exits(1).line();
        assert_eq!(
            (&line["outcome"], codes(&line)),
            (&json!("refuse"), vec!["R09"])
        );
        let fact = &line["reasons"][0]["rests_on"][0]["fact"];
        assert_eq!(
            (&fact["code"], &fact["field"], &fact["found"]),
            (&json!("differs"), &json!(field), &json!(found))
        );
    }
    desk.write("dung.edxml", right.as_bytes());
    let line = verify(&desk, "dung.edxml", &[]).exits(0).line();
    let notes = line["notes"].as_array().unwrap();
    assert!(
        notes.iter().all(|note| note["code"] != "not-compared"),
        "{notes:?}"
    );
}

#[test]
fn a_message_beside_its_files() {
    let desk = desk();
    let empty: [(&str, &[u8]); 0] = [];
    let mut text = String::from_utf8(edxml("128", &empty)).unwrap();
    let listed = |name: &str| {
        format!("<e:Reference><e:AttachmentName>{name}</e:AttachmentName></e:Reference>")
    };
    text = text.replace(
        "<e:edXMLManifest>",
        &format!(
            "<e:edXMLManifest>{}{}",
            listed("cong-van.pdf"),
            listed("phu-luc.pdf")
        ),
    );
    desk.write("bo/goi-tin.edxml", text.as_bytes());
    assert_eq!(
        verify(&desk, "bo", &[]).exits(0).line()["outcome"],
        "accept"
    );
    std::fs::remove_file(desk.file("bo/phu-luc.pdf")).unwrap();
    assert_eq!(codes(&verify(&desk, "bo", &[]).exits(1).line()), ["R08"]);
    desk.write("bo/goi-tin-2.edxml", text.as_bytes());
    assert_eq!(
        verify(&desk, "bo", &[]).exits(3).line()["error"]["code"],
        "two-messages"
    );
}

#[test]
fn hostile_messages_are_unreadable_and_nothing_worse() {
    let desk = desk();
    let bomb = "<!DOCTYPE edXML [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><edXML><MessageHeader>&b;</MessageHeader></edXML>";
    let file = "<!DOCTYPE edXML SYSTEM \"file:///etc/passwd\"><edXML/>";
    let deep = "<edXML>".repeat(100_000);
    for (text, code) in [
        (bomb, "malformed"),
        (file, "malformed"),
        (deep.as_str(), "limit"),
        ("<edXML", "malformed"),
    ] {
        desk.write("xau.edxml", text.as_bytes());
        let line = verify(&desk, "xau.edxml", &[]).exits(3).line();
        assert_eq!(line["error"]["code"], code);
    }
    desk.write("xau.edxml", b"MIME-Version: 1.0\r\n");
    assert_eq!(
        verify(&desk, "xau.edxml", &[]).exits(3).line()["error"]["code"],
        "unsupported"
    );
    let broken = String::from_utf8(edxml("128", &[("a.pdf", b"x")]))
        .unwrap()
        .replace("eA==", "%%%");
    desk.write("xau.edxml", broken.as_bytes());
    verify(&desk, "xau.edxml", &[])
        .exits(2)
        .says("main-unclear");
}

#[test]
fn what_the_clerk_knows() {
    let desk = desk();
    let line = verify(&desk, "bo", &["--stated", "R14=có dấu Mật"])
        .exits(1)
        .line();
    assert_eq!(codes(&line), ["R14"]);
    assert_eq!(
        line["reasons"][0]["rests_on"][0]["fact"]["text"],
        "có dấu Mật"
    );
    verify(&desk, "bo", &["--stated", "R77=x"])
        .exits(64)
        .says("R01");
    let sha256 = verify(&desk, "bo", &[]).line()["main"]["sha256"]
        .as_str()
        .unwrap()
        .to_owned();
    desk.write("da-nhan.txt", format!("{sha256}  cu.pdf\n").as_bytes());
    assert_eq!(
        codes(
            &verify(&desk, "bo", &["--received", "da-nhan.txt"])
                .exits(1)
                .line()
        ),
        ["R15"]
    );
}

#[test]
fn roles_may_be_told_for_one_file() {
    let desk = desk();
    let arguments = [
        "verify",
        "--package",
        "bo",
        "--trust",
        "root.pem",
        "--json",
        "--crl",
        "crl",
        "--at",
        "2026-12-01T03:00:00Z",
        "--role",
        "cong-van.pdf:LanhDao=authorised-person",
        "--role",
        "cong-van.pdf:CoQuan=agency",
        "--role",
        "phu-luc.pdf:CoQuan=attachment",
    ];
    assert_eq!(desk.run(&arguments).exits(0).line()["outcome"], "accept");
}

#[test]
fn an_empty_folder_and_a_missing_one() {
    let desk = Desk::new();
    std::fs::create_dir(desk.file("rong")).unwrap();
    assert_eq!(
        verify(&desk, "rong", &["--revocation", "skip"]).line()["error"]["code"],
        "unreadable",
        "no CRL folder here"
    );
    put_crls(&desk, Vec::new());
    verify(&desk, "rong", &[]).exits(2).says("main-unclear");
    verify(&desk, "khong-co", &[]).exits(4);
    desk.run(&["verify", "--package", "rong", "letter.pdf"])
        .exits(64);
    desk.run(&["verify"]).exits(64);
}

#[test]
fn a_person_reads_the_outcome() {
    let desk = desk();
    let mut arguments = vec![
        "verify",
        "--package",
        "bo",
        "--trust",
        "root.pem",
        "--crl",
        "crl",
        "--at",
        "2026-12-01T03:00:00Z",
    ];
    arguments.extend([
        "--role",
        "LanhDao=authorised-person",
        "--role",
        "CoQuan=agency",
    ]);
    desk.run(&arguments)
        .exits(0)
        .says("TIẾP NHẬN")
        .says("phu-luc.pdf");
    arguments.extend(["--lang", "en"]);
    desk.run(&arguments).exits(0).says("OUTCOME: ACCEPT");
    arguments.extend(["--report", "detailed"]);
    desk.run(&arguments).exits(0).says("phu-luc.pdf: accept");
    arguments.pop();
    arguments.push("xml");
    desk.run(&arguments).exits(64).says("not for a package");
}
