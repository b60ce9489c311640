//! `kyso receive`: check, decide, answer, record, register, replay.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use common::revocation::put_crls;
use common::{Desk, Ran};
use serde_json::{Value, json};
use signing_workflow::package::{Attachment, Edxml, Metadata, Organisation, PackageLimits, write};

const FIRST: &str = "2026-12-01-0001";

/// A desk with the folder `bo`: `cong-van.pdf` signed by the leader, then the agency; `phu-luc.pdf` by the agency alone.
fn desk() -> Desk {
    let desk = Desk::new();
    put_crls(&desk, Vec::new());
    desk.signed_twice("letter.pdf");
    desk.sign("letter.pdf", "annex.pdf", "agency", &["--field", "CoQuan"])
        .exits(0);
    put(&desk, "bo");
    desk
}

/// The folder as it was sent.
fn put(desk: &Desk, folder: &str) {
    std::fs::create_dir(desk.file(folder)).unwrap();
    desk.write(&format!("{folder}/cong-van.pdf"), &desk.read("two.pdf"));
    desk.write(&format!("{folder}/phu-luc.pdf"), &desk.read("annex.pdf"));
}

fn receive(desk: &Desk, package: &str, more: &[&str]) -> Ran {
    let mut arguments = vec!["receive", package, "--records", "so", "--json"];
    arguments.extend(CHECKED);
    arguments.extend(more);
    desk.run(&arguments)
}

const CHECKED: [&str; 10] = [
    "--trust",
    "root.pem",
    "--crl",
    "crl",
    "--at",
    "2026-12-01T03:00:00Z",
    "--role",
    "LanhDao=authorised-person",
    "--role",
    "CoQuan=agency",
];

fn replay(desk: &Desk, id: &str) -> Ran {
    desk.run(&["receive", "replay", id, "--records", "so", "--json"])
}

fn codes(line: &Value) -> Vec<&str> {
    let reasons = line["reasons"].as_array().unwrap().iter();
    reasons
        .map(|reason| reason["code"].as_str().unwrap())
        .collect()
}

fn record(desk: &Desk, id: &str) -> Value {
    desk.json(&format!("so/{id}/check-1/record.json"))
}

fn names(desk: &Desk, folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(desk.file(folder)).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The message of an exchange with the files of a folder `bo`.
fn message(desk: &Desk, name: &str, files: &[&str]) {
    let metadata = Metadata {
        from: Organisation {
            code: Some("H61.01".to_owned()),
            name: Some("Sở Khoa học và Công nghệ tỉnh Lạc Hồng".to_owned()),
        },
        number: Some("128".to_owned()),
        symbol: Some("SKHCN-CĐS".to_owned()),
        date: Some("2026-11-20".parse().unwrap()),
        subject: Some("Về việc mẫu".to_owned()),
        document_id: Some("VB-1".to_owned()),
        ..Metadata::default()
    };
    let bytes: Vec<Vec<u8>> = files.iter().map(|file| desk.read(file)).collect();
    let mut readers: Vec<&[u8]> = bytes.iter().map(Vec::as_slice).collect();
    let mut attachments: Vec<Attachment<'_>> = files
        .iter()
        .zip(&mut readers)
        .map(|(file, bytes)| Attachment {
            name: file.rsplit('/').next().unwrap(),
            content_type: "application/pdf",
            bytes,
        })
        .collect();
    let mut out = Vec::new();
    write(&metadata, &mut attachments, &mut out).unwrap();
    desk.write(name, &out);
}

/// One byte of what was signed is another.
fn tampered(desk: &Desk, file: &str) {
    let mut changed = desk.read(file);
    let at = changed
        .windows(6)
        .position(|window| window == b"stream")
        .unwrap();
    changed[at + 40] ^= 1;
    desk.write(file, &changed);
}

#[test]
fn without_a_decision_nothing_is_written() {
    let desk = desk();
    let before = desk.names();
    let line = receive(&desk, "bo", &[]).exits(0).line();
    assert_eq!(line["outcome"], "accept");
    assert!(line.get("arrival").is_none());
    assert_eq!(desk.names(), before);
    desk.run(&["receive", "bo", "--decide", "accept"]).exits(64);
    desk.run(&["receive"]).exits(64).says("DIR|FILE");
    desk.run(&["receive", "khong-co"]).exits(4);
}

#[test]
fn an_acceptance_leaves_a_whole_record_that_replays() {
    let desk = desk();
    message(&desk, "gui.edxml", &["bo/cong-van.pdf", "bo/phu-luc.pdf"]);
    // the sender did not say to whom, so our own code decides nothing
    let decide = [
        "--decide",
        "proposal",
        "--by",
        "Trần Thị B",
        "--our-code",
        "H61.02",
        "--office",
        "Sở Nội vụ",
    ];
    receive(&desk, "gui.edxml", &decide).exits(0);
    let used = serde_json::json!({ "received": 1, "accepted": 1 });
    assert_eq!(desk.used("so"), used);
    let record = record(&desk, FIRST);
    assert_eq!(
        (&record["format"], &record["version"]),
        (&json!("kyso/reception"), &json!(1))
    );
    assert_eq!(record["received_at"], "2026-12-01T03:00:00Z");
    assert_eq!(record["from"]["code"], "H61.01");
    assert_eq!(record["document"]["number"], "128");
    assert_eq!(record["decided"]["decision"], "accept");
    assert_eq!(record["decided"]["exchange_status"], "03");
    assert_eq!(record["decided"]["exchange_status_source"], "secondary");
    assert_eq!(record["kept"][0]["name"], "gui.edxml");
    let signature = &record["conclusion"]["parts"][0]["signatures"][0];
    assert_eq!(signature["role"], "authorised-person");
    assert_eq!(signature["indication"], "TOTAL-PASSED");
    assert_eq!(signature["status"]["state"], "good");
    assert_eq!(signature["status"]["source"], "crl");
    assert_eq!(signature["status"]["sha256"].as_str().unwrap().len(), 64);
    assert!(signature["certificate"]["serial"].is_string());
    let original = format!("so/{FIRST}/originals/gui.edxml");
    assert_eq!(desk.read(&original), desk.read("gui.edxml"), "byte by byte");
    assert_eq!(
        names(&desk, &format!("so/{FIRST}/check-1")),
        [
            "evidence.json",
            "record.json",
            "reply.pdf",
            "reply.txt",
            "status.edxml"
        ]
    );
    let line = replay(&desk, FIRST).exits(0).line();
    assert_eq!(
        (&line["same"], &line["outcome"]),
        (&json!(true), &json!("accept"))
    );
    desk.run(&["receive", "replay", FIRST, "--records", "so"])
        .exits(0)
        .says("cùng kết luận");
}

#[test]
fn the_fields_that_the_law_asks_for_are_named() {
    let desk = desk();
    let line = receive(&desk, "bo", &["--decide", "proposal"])
        .exits(0)
        .line();
    let missing = &line["arrival"]["missing_fields"];
    // no exchange message, nobody named, no time-stamp
    assert_eq!(
        missing,
        &json!(["received-by", "sender", "timestamp"]),
        "{line}"
    );
    assert_eq!(
        line["arrival"]["unread_fields"],
        json!(["incoming-list", "register-columns"])
    );
    let fields = record(&desk, FIRST)["fields"].clone();
    let of = |name: &str| {
        let all = fields.as_array().unwrap();
        all.iter().find(|one| one["field"] == name).unwrap().clone()
    };
    let certificate = of("signer-certificate");
    assert_eq!(certificate["standing"], "kept");
    // TT 41/2017 has ended on 14/11/2026: it is not cited for what arrived on 01/12/2026
    let cited = certificate["asked_by"].to_string();
    assert!(
        cited.contains("15/2025/TT-BKHCN") && !cited.contains("41/2017"),
        "{cited}"
    );
    assert_eq!(of("timestamp")["asked_by"], json!([]));
    assert_eq!(
        of("timestamp")["missing_for"],
        json!(["cong-van.pdf#1", "cong-van.pdf#2", "phu-luc.pdf#1"])
    );
}

#[test]
fn a_tampered_twin_is_refused_with_r04() {
    let desk = desk();
    tampered(&desk, "bo/cong-van.pdf");
    message(&desk, "gui.edxml", &["bo/cong-van.pdf", "bo/phu-luc.pdf"]);
    let more = [
        "--decide",
        "proposal",
        "--office",
        "Sở Nội vụ tỉnh Lạc Hồng",
        "--by",
        "Trần Thị B",
    ];
    let line = receive(&desk, "gui.edxml", &more).exits(1).line();
    assert!(codes(&line).contains(&"R04"), "{line}");
    assert_eq!(line["arrival"]["exchange_status"], "02");
    let reply = desk.text(&format!("so/{FIRST}/check-1/reply.txt"));
    for words in [
        "Sở Nội vụ tỉnh Lạc Hồng",
        "Kính gửi: Sở Khoa học và Công nghệ tỉnh Lạc Hồng",
        "Từ chối tiếp nhận văn bản số 128/SKHCN-CĐS ngày 20/11/2026",
        "R04 nội dung thay đổi sau khi ký",
        "điểm b khoản 2 Điều 21 Nghị định số 30/2020/NĐ-CP",
        "số đến: 1",
    ] {
        assert!(reply.contains(words), "“{words}” is not in {reply}");
    }
    let status = desk.read(&format!("so/{FIRST}/check-1/status.edxml"));
    let status = Edxml::read(&status, &PackageLimits::DEFAULT)
        .unwrap()
        .status
        .unwrap();
    assert_eq!(status.code, "02");
    assert_eq!(status.response_for.organisation.as_deref(), Some("H61.01"));
    assert_eq!(status.response_for.code.as_deref(), Some("128/SKHCN-CĐS"));
    assert_eq!(status.response_for.document_id.as_deref(), Some("VB-1"));
    assert_eq!(status.timestamp.as_deref(), Some("2026/12/01 10:00:00"));
    assert!(status.description.unwrap().contains("R04"));
    // the draft of the letter is a PDF that this program can sign
    desk.write(
        "tra-loi.pdf",
        &desk.read(&format!("so/{FIRST}/check-1/reply.pdf")),
    );
    desk.sign("tra-loi.pdf", "da-ky.pdf", "leader", &[])
        .exits(0);
    // what was refused replays to the refusal
    assert_eq!(
        replay(&desk, FIRST).exits(0).line()["outcome"],
        line["outcome"]
    );
}

#[test]
fn a_package_without_its_attachment_is_refused_with_r08() {
    let desk = desk();
    message(&desk, "ca-bo.edxml", &["bo/cong-van.pdf", "bo/phu-luc.pdf"]);
    let text = desk.text("ca-bo.edxml");
    let second = text.rfind("<Attachment>").unwrap();
    let end = text.find("</AttachmentEncoded>").unwrap();
    desk.write(
        "thieu.edxml",
        format!("{}{}", &text[..second], &text[end..]).as_bytes(),
    );
    let line = receive(&desk, "thieu.edxml", &["--decide", "proposal"])
        .exits(1)
        .line();
    assert_eq!(codes(&line), ["R08"]);
    let reply = desk.text(&format!("so/{FIRST}/check-1/reply.txt"));
    assert!(
        reply.contains("R08") && reply.contains("phu-luc.pdf"),
        "{reply}"
    );
    replay(&desk, FIRST).exits(0);
}

#[test]
fn a_changed_file_of_the_record_is_named() {
    let desk = desk();
    receive(&desk, "bo", &["--decide", "proposal"]).exits(0);
    let file = format!("so/{FIRST}/originals/cong-van.pdf");
    let whole = desk.read(&file);
    tampered(&desk, &file);
    let line = replay(&desk, FIRST).exits(1).line();
    assert_eq!(line["same"], false);
    let differences = line["differences"].as_array().unwrap();
    assert_eq!(differences[0]["what"], "file");
    assert_eq!(differences[0]["name"], "originals/cong-van.pdf");
    assert!(
        differences
            .iter()
            .any(|one| one["place"] == "/reception/outcome" && one["kept"] == "accept"),
        "{line}"
    );
    desk.run(&["receive", "replay", FIRST, "--records", "so"])
        .exits(1)
        .says("originals/cong-van.pdf");
    desk.write(&file, &whole);
    replay(&desk, FIRST).exits(0);
    for (name, bytes) in [
        ("check-1/reply.txt", b"x".to_vec()),
        ("originals/them.pdf", whole),
    ] {
        let path = format!("so/{FIRST}/{name}");
        let before = desk.has(&path).then(|| desk.read(&path));
        desk.write(&path, &bytes);
        let line = replay(&desk, FIRST).exits(1).line();
        assert_eq!(line["differences"][0]["name"], name, "{line}");
        match before {
            Some(before) => desk.write(&path, &before),
            None => std::fs::remove_file(desk.file(&path)).unwrap(),
        }
    }
    // a record that was written anew is not the one in the register
    let path = format!("so/{FIRST}/check-1/record.json");
    let text = desk
        .text(&path)
        .replace("\"decision\": \"accept\"", "\"decision\": \"refuse\"");
    desk.write(&path, text.as_bytes());
    let line = replay(&desk, FIRST).exits(1).line();
    assert_eq!(line["differences"][0]["what"], "register", "{line}");
    std::fs::remove_file(desk.file(&file)).unwrap();
    let line = replay(&desk, FIRST).exits(1).line();
    let gone = json!({"what": "file", "name": "originals/cong-van.pdf", "found": null});
    let differences = line["differences"].as_array().unwrap();
    assert!(
        differences
            .iter()
            .any(|one| one["name"] == gone["name"] && one["found"].is_null()),
        "{line}"
    );
    replay(&desk, "2026-12-01-0009").exits(64).says("0009");
    replay(&desk, "../../etc").exits(64);
}

#[test]
fn the_same_bytes_twice_are_r15_once_they_were_accepted() {
    let desk = desk();
    receive(&desk, "bo", &["--decide", "proposal"]).exits(0);
    // in another folder, with another attachment: the main document is the same
    std::fs::create_dir(desk.file("nua")).unwrap();
    desk.write("nua/khac-ten.pdf", &desk.read("two.pdf"));
    let line = receive(&desk, "nua", &[]).exits(1).line();
    assert_eq!(codes(&line), ["R15"], "told before anything is written");
    let line = receive(&desk, "nua", &["--decide", "proposal"])
        .exits(1)
        .line();
    assert_eq!(
        (codes(&line), &line["arrival"]["number"]),
        (vec!["R15"], &json!(2))
    );
    replay(&desk, "2026-12-01-0002").exits(0);
}

#[test]
fn what_was_not_accepted_is_a_note_when_it_comes_again() {
    let desk = desk();
    let hold = ["--decide", "hold", "--why", "chờ xác minh"];
    receive(&desk, "bo", &hold).exits(2);
    let line = receive(&desk, "bo", &["--decide", "proposal"])
        .exits(0)
        .line();
    assert_eq!(line["outcome"], "accept");
    let notes = line["notes"].as_array().unwrap();
    let note = notes
        .iter()
        .find(|note| note["code"] == "arrived-before")
        .unwrap();
    assert_eq!(note["text"], format!("{FIRST} hold"));
    replay(&desk, "2026-12-01-0002").exits(0);
    // and now the first one is the duplicate
    let mut again = vec!["receive", "again", FIRST, "--records", "so", "--json"];
    again.extend(CHECKED);
    assert_eq!(codes(&desk.run(&again).exits(1).line()), ["R15"]);
}

#[test]
fn the_clerk_decides_and_says_why_where_the_program_proposes_otherwise() {
    let desk = desk();
    let before = desk.names();
    receive(&desk, "bo", &["--decide", "refuse"])
        .exits(64)
        .says("--why");
    receive(
        &desk,
        "bo",
        &["--decide", "refuse", "--why", "theo chỉ đạo"],
    )
    .exits(64)
    .says("R99");
    receive(
        &desk,
        "bo",
        &["--decide", "return", "--why", "x", "--stated", "R99=khác"],
    )
    .exits(64)
    .says("R11");
    receive(
        &desk,
        "bo",
        &["--decide", "accept", "--why", "x", "--stated", "R77=khác"],
    )
    .exits(64);
    assert!(!desk.has("so/register.jsonl"));
    let after: Vec<String> = desk
        .names()
        .into_iter()
        .filter(|name| name != "so")
        .collect();
    assert_eq!(after, before);
    let line = receive(
        &desk,
        "bo",
        &[
            "--decide",
            "return",
            "--reason",
            "R11=gửi Sở Tài chính",
            "--by",
            "Trần Thị B",
        ],
    )
    .exits(1)
    .line();
    assert_eq!(line["arrival"]["decision"], "return");
    assert_eq!(line["arrival"]["exchange_status"], "02");
    let kept = record(&desk, FIRST);
    assert_eq!(
        kept["wanted"]["statements"][0],
        json!({"code": "R11", "text": "gửi Sở Tài chính", "by": "Trần Thị B"})
    );
    let reply = desk.text(&format!("so/{FIRST}/check-1/reply.txt"));
    assert!(
        reply.contains("Trả lại") && reply.contains("gửi Sở Tài chính"),
        "{reply}"
    );
    // accepted against the proposal: the reason is not told to the sender, and both are kept
    put(&desk, "hai");
    desk.write("hai/phu-luc.pdf", &desk.read("letter.pdf"));
    let line = receive(
        &desk,
        "hai",
        &["--decide", "accept", "--why", "phụ lục để tham khảo"],
    )
    .exits(0)
    .line();
    assert_eq!(
        (&line["outcome"], &line["arrival"]["decision"]),
        (&json!("refuse"), &json!("accept"))
    );
    assert_eq!(line["arrival"]["reasons"], json!([]));
    let kept = record(&desk, "2026-12-01-0002");
    assert_eq!(kept["decided"]["proposal"], "refuse");
    assert_eq!(kept["decided"]["why"], "phụ lục để tham khảo");
    replay(&desk, "2026-12-01-0002").exits(0);
}

#[test]
fn what_is_held_is_checked_again_and_both_looks_stay() {
    let desk = desk();
    let crl = desk.read("crl/sub-ca.crl");
    std::fs::remove_file(desk.file("crl/sub-ca.crl")).unwrap();
    let line = receive(&desk, "bo", &["--decide", "proposal"])
        .exits(2)
        .line();
    assert_eq!(line["arrival"]["decision"], "hold");
    assert_eq!(line["arrival"]["exchange_status"], Value::Null);
    let reply = desk.text(&format!("so/{FIRST}/check-1/reply.txt"));
    assert!(
        reply.contains("không có nghĩa là chữ ký số không hợp lệ"),
        "{reply}"
    );
    desk.write("crl/sub-ca.crl", &crl);
    let mut again = vec!["receive", "again", FIRST, "--records", "so", "--json"];
    again.extend(CHECKED);
    assert_eq!(desk.run(&again).exits(0).line()["outcome"], "accept");
    assert!(
        !desk.has(&format!("so/{FIRST}/check-2")),
        "nothing is written without a decision"
    );
    again.extend(["--decide", "proposal"]);
    let line = desk.run(&again).exits(0).line();
    assert_eq!(
        (&line["arrival"]["check"], &line["arrival"]["decision"]),
        (&json!(2), &json!("accept"))
    );
    let list = desk
        .run(&["receive", "list", "--records", "so", "--json"])
        .exits(0)
        .line();
    assert_eq!(
        (&list["checks"], &list["decision"]),
        (&json!(2), &json!("accept"))
    );
    replay(&desk, FIRST).exits(0);
    let first = [
        "receive",
        "replay",
        FIRST,
        "--records",
        "so",
        "--json",
        "--check",
        "1",
    ];
    assert_eq!(desk.run(&first).exits(0).line()["outcome"], "hold");
}

#[test]
fn notices_are_due_until_they_are_told() {
    let desk = desk();
    let at = |time| ["--received-at", time, "--decide", "proposal"];
    receive(&desk, "bo", &at("2026-11-30T16:59:00Z")).exits(0);
    // 17:00 in UTC is the next day in Vietnam
    put(&desk, "hai");
    tampered(&desk, "hai/cong-van.pdf");
    receive(&desk, "hai", &at("2026-11-30T17:00:00Z")).exits(1);
    let due = |day: &str| desk.run(&["receive", "due", "--records", "so", "--on", day, "--json"]);
    let lines = due("2026-11-30").exits(0).lines();
    assert_eq!(lines.len(), 1);
    assert_eq!(
        (&lines[0]["id"], &lines[0]["overdue"]),
        (&json!("2026-11-30-0001"), &json!(false))
    );
    let lines = due("2026-12-01").exits(1).lines();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["overdue"], true);
    let words = desk
        .run(&["receive", "due", "--records", "so", "--on", "2026-12-01"])
        .exits(1);
    words
        .says("còn 2 văn bản chưa thông báo")
        .says("điểm c khoản 2 Điều 21")
        .says("QUÁ HẠN");
    let told = |id: &str| {
        desk.run(&[
            "receive",
            "told",
            id,
            "--records",
            "so",
            "--by",
            "Trần Thị B",
            "--how",
            "trục liên thông",
        ])
    };
    told("2026-11-30-0001").exits(0);
    told("2026-11-30-0001").exits(64).says("2026-11-30-0001");
    told("2026-11-30-0007").exits(64);
    assert_eq!(due("2026-12-01").exits(0).lines().len(), 1);
    told("2026-12-01-0002").exits(0);
    assert!(due("2026-12-01").exits(0).out.is_empty());
}

#[test]
fn numbers_are_never_given_twice_by_runs_at_the_same_time() {
    let desk = desk();
    let folders: Vec<String> = (0..4).map(|index| format!("bo-{index}")).collect();
    for (index, folder) in folders.iter().enumerate() {
        put(&desk, folder);
        // other bytes, so that none is the duplicate of another
        let mut main = desk.read(&format!("{folder}/cong-van.pdf"));
        main.extend(vec![b'\n'; index + 1]);
        desk.write(&format!("{folder}/cong-van.pdf"), &main);
    }
    let mut runs: Vec<_> = folders
        .iter()
        .map(|folder| {
            let mut arguments = vec!["receive", folder.as_str(), "--records", "so", "--json"];
            arguments.extend(CHECKED);
            arguments.extend(["--decide", "hold", "--why", "x"]);
            let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_kyso"));
            command
                .current_dir(desk.path())
                .env("XDG_CONFIG_HOME", "/nonexistent")
                .env("XDG_CACHE_HOME", "/dev/null")
                .args(arguments)
                .stdout(std::process::Stdio::null());
            command.spawn().unwrap()
        })
        .collect();
    for run in &mut runs {
        assert!(run.wait().unwrap().code().is_some_and(|code| code != 4));
    }
    let lines = desk
        .run(&["receive", "list", "--records", "so", "--json"])
        .exits(0)
        .lines();
    let mut numbers: Vec<u64> = lines
        .iter()
        .map(|line| line["number"].as_u64().unwrap())
        .collect();
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3, 4]);
    let folders = names(&desk, "so")
        .into_iter()
        .filter(|name| !name.starts_with('.'));
    assert_eq!(folders.count(), 5, "four arrivals and the register");
}

/// What a crash leaves: a hidden folder, a torn last line, an arrival without its line.
#[test]
fn after_a_crash_nothing_is_half_there_and_no_number_comes_twice() {
    let desk = desk();
    receive(&desk, "bo", &["--decide", "hold", "--why", "x"]).exits(2);
    let register = desk.read("so/register.jsonl");
    std::fs::create_dir_all(desk.file("so/.arriving-xyz/originals")).unwrap();
    desk.write("so/.arriving-xyz/originals/cong-van.pdf", b"half");
    desk.write("so/register.jsonl", &register[..register.len() / 2]);
    let list = ["receive", "list", "--records", "so", "--json"];
    let lines = desk.run(&list).exits(0).lines();
    assert_eq!(lines.len(), 1, "the arrival is there, its line is not");
    assert_eq!(lines[0]["id"], FIRST);
    receive(&desk, "bo", &["--decide", "hold", "--why", "x"]).exits(2);
    let lines = desk.run(&list).exits(0).lines();
    let ids: Vec<&str> = lines
        .iter()
        .map(|line| line["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, [FIRST, "2026-12-01-0002"]);
    assert_eq!(desk.text("so/register.jsonl").lines().count(), 2);
    // a folder of that name without a record: told, and its number is used up
    std::fs::create_dir(desk.file("so/2026-12-01-0007")).unwrap();
    receive(&desk, "bo", &["--decide", "hold", "--why", "x"]).exits(2);
    desk.run(&["receive", "list", "--records", "so"])
        .exits(0)
        .says("2026-12-01-0007")
        .says("2026-12-01-0008");
}

#[test]
fn a_register_that_was_changed_is_told() {
    let desk = desk();
    for _ in 0..3 {
        receive(&desk, "bo", &["--decide", "hold", "--why", "x"]).exits(2);
    }
    let text = desk.text("so/register.jsonl");
    let without_second: Vec<&str> = text
        .lines()
        .enumerate()
        .filter(|(at, _)| *at != 1)
        .map(|(_, line)| line)
        .collect();
    desk.write(
        "so/register.jsonl",
        format!("{}\n", without_second.join("\n")).as_bytes(),
    );
    desk.run(&["receive", "list", "--records", "so"])
        .exits(0)
        .says("dòng 2 không nối tiếp");
    let line = receive(&desk, "bo", &["--decide", "hold", "--why", "x"])
        .exits(2)
        .line();
    assert_eq!(line["arrival"]["register_broken"], json!([2]));
    desk.write("so/register.jsonl", b"not a register\n");
    desk.run(&["receive", "list", "--records", "so"])
        .exits(3)
        .says("line 1");
    receive(&desk, "bo", &["--decide", "hold", "--why", "x"]).exits(3);
}

#[cfg(feature = "pages")]
#[test]
fn the_incoming_stamp_is_on_a_copy() {
    let desk = desk();
    desk.keep("van-thu", common::agency());
    message(&desk, "gui.edxml", &["bo/cong-van.pdf", "bo/phu-luc.pdf"]);
    receive(&desk, "gui.edxml", &["--decide", "proposal"]).exits(0);
    let stamp = |more: &[&str]| {
        let mut arguments = vec![
            "receive",
            "stamp",
            FIRST,
            "--records",
            "so",
            "--key",
            "van-thu.key",
        ];
        arguments.extend([
            "--certificate",
            "van-thu.pem",
            "--chain",
            "sub-ca.pem",
            "--trust",
            "root.pem",
        ]);
        arguments.extend(["--office", "SỞ NỘI VỤ"]);
        arguments.extend(more);
        desk.run(&arguments)
    };
    stamp(&[]).exits(0);
    let original = format!("so/{FIRST}/originals/gui.edxml");
    assert_eq!(desk.read(&original), desk.read("gui.edxml"));
    let stamped = format!("so/{FIRST}/stamped.pdf");
    let line = desk.verified(&stamped);
    assert_eq!(line["signatures"].as_array().unwrap().len(), 3, "{line}");
    assert_eq!(line["verdict"], "passed");
    let list = desk
        .run(&["receive", "list", "--records", "so", "--json"])
        .exits(0)
        .line();
    assert_eq!(list["stamped"]["file"], "stamped.pdf");
    stamp(&[]).exits(64);
    replay(&desk, FIRST).exits(0);
    let left: Vec<String> = names(&desk, &format!("so/{FIRST}"));
    assert_eq!(left, ["check-1", "originals", "stamped.pdf"]);
    // what was refused has no stamp of arrival
    put(&desk, "hai");
    tampered(&desk, "hai/cong-van.pdf");
    receive(&desk, "hai", &["--decide", "proposal"]).exits(1);
    let refused = [
        "receive",
        "stamp",
        "2026-12-01-0002",
        "--records",
        "so",
        "--key",
        "van-thu.key",
        "--certificate",
        "van-thu.pem",
    ];
    desk.run(&refused).exits(1);
}

#[test]
fn a_status_message_is_nothing_to_receive() {
    let desk = desk();
    tampered(&desk, "bo/cong-van.pdf");
    message(&desk, "gui.edxml", &["bo/cong-van.pdf"]);
    receive(&desk, "gui.edxml", &["--decide", "proposal"]).exits(1);
    let status = format!("so/{FIRST}/check-1/status.edxml");
    let line = receive(&desk, &status, &["--decide", "proposal"])
        .exits(3)
        .line();
    assert_eq!(line["error"]["code"], "status-message");
}

#[test]
fn a_person_reads_what_was_kept_and_what_is_to_be_done() {
    let desk = desk();
    let mut arguments = vec!["receive", "bo", "--records", "so"];
    arguments.extend(CHECKED);
    desk.run(&arguments)
        .exits(0)
        .says("TIẾP NHẬN")
        .says("--decide proposal");
    arguments.extend(["--decide", "proposal"]);
    desk.run(&arguments)
        .exits(0)
        .says("Đã lưu văn bản đến số 1")
        .says("Câu gửi cơ quan gửi văn bản")
        .says("còn 1 văn bản chưa thông báo")
        .says("Thông tin còn thiếu trong hồ sơ");
    arguments.extend(["--lang", "en"]);
    desk.run(&arguments)
        .exits(1)
        .says("Kept as arrival no. 2")
        .says("R15");
}

#[test]
fn what_is_held_says_when_to_look_again() {
    let desk = desk();
    std::fs::remove_file(desk.file("crl/sub-ca.crl")).unwrap();
    let mut arguments = vec!["receive", "bo", "--records", "so", "--decide", "proposal"];
    arguments.extend(CHECKED);
    desk.run(&arguments)
        .exits(2)
        .says("lần tiếp theo: 11:00:00 ngày 01/12/2026")
        .says("kyso receive again 2026-12-01-0001");
}

/// Files beside the package are told and not kept; a name that leads somewhere is never used.
#[test]
fn only_the_files_of_the_package_are_kept() {
    let desk = desk();
    desk.write("bo/.an.pdf", b"hidden");
    std::fs::create_dir(desk.file("bo/trong")).unwrap();
    let mut arguments = vec!["receive", "bo", "--records", "so", "--decide", "proposal"];
    arguments.extend(CHECKED);
    desk.run(&arguments).exits(0).says(".an.pdf").says("trong");
    let originals = names(&desk, &format!("so/{FIRST}/originals"));
    assert_eq!(originals, ["cong-van.pdf", "phu-luc.pdf"]);
    replay(&desk, FIRST).exits(0);
}

/// A message that cannot be read has arrived all the same: it is refused with R10, and what it is about is not known.
#[test]
fn a_message_that_cannot_be_read_is_refused_with_r10() {
    let desk = desk();
    desk.write("hong.edxml", b"<edXML><MessageHeader>");
    let line = receive(&desk, "hong.edxml", &["--decide", "proposal"])
        .exits(1)
        .line();
    assert_eq!(codes(&line), ["R10"]);
    assert_eq!(
        desk.read(&format!("so/{FIRST}/originals/hong.edxml")),
        desk.read("hong.edxml")
    );
    assert!(
        !desk.has(&format!("so/{FIRST}/check-1/status.edxml")),
        "the exchange does not know which document is meant"
    );
    replay(&desk, FIRST).exits(0);
    // beside files that can be read it is one of them
    desk.write("bo/goi-tin.edxml", b"<edXML><MessageHeader>");
    let line = receive(&desk, "bo", &["--decide", "proposal"])
        .exits(1)
        .line();
    assert_eq!(codes(&line), ["R10"]);
    assert_eq!(line["main"]["outcome"], "accept");
    replay(&desk, "2026-12-01-0002").exits(0);
}

/// A name that is a path elsewhere is not taken to where the records are.
#[cfg(unix)]
#[test]
fn a_name_that_cannot_be_kept_is_refused() {
    let desk = desk();
    desk.write("bo/a\\b.pdf", &desk.read("annex.pdf"));
    let line = receive(&desk, "bo", &["--decide", "proposal"])
        .exits(3)
        .line();
    assert_eq!(line["error"]["code"], "file-name");
    assert!(names(&desk, "so").is_empty());
}

#[test]
fn evidence_that_was_changed_is_named() {
    let desk = desk();
    receive(&desk, "bo", &["--decide", "proposal"]).exits(0);
    let path = format!("so/{FIRST}/check-1/evidence.json");
    let whole = desk.text(&path);
    let mut unasked: Value = serde_json::from_str(&whole).unwrap();
    unasked.as_object_mut().unwrap().remove("judged");
    for text in ["no evidence".to_owned(), unasked.to_string()] {
        desk.write(&path, text.as_bytes());
        let line = replay(&desk, FIRST).exits(1).line();
        let differences = line["differences"].as_array().unwrap();
        assert_eq!(differences[0]["name"], "check-1/evidence.json", "{line}");
        assert_eq!(differences[1]["what"], "unread", "{line}");
    }
    // a CRL less: what it showed is not concluded any more
    let mut poorer: Value = serde_json::from_str(&whole).unwrap();
    poorer["crls"] = json!([]);
    desk.write(&path, poorer.to_string().as_bytes());
    let line = replay(&desk, FIRST).exits(1).line();
    let differences = line["differences"].as_array().unwrap();
    let outcome = differences
        .iter()
        .find(|one| one["place"] == "/reception/outcome")
        .unwrap();
    assert_eq!(
        (&outcome["kept"], &outcome["now"]),
        (&json!("accept"), &json!("hold"))
    );
}

#[test]
fn a_main_document_that_is_not_as_it_was_kept_gets_no_stamp() {
    let desk = desk();
    receive(&desk, "bo", &["--decide", "proposal"]).exits(0);
    tampered(&desk, &format!("so/{FIRST}/originals/cong-van.pdf"));
    let stamp = [
        "receive",
        "stamp",
        FIRST,
        "--records",
        "so",
        "--key",
        "agency.key",
        "--certificate",
        "agency.pem",
        "--json",
    ];
    assert_eq!(
        desk.run(&stamp).exits(3).line()["error"]["code"],
        "nothing-to-stamp"
    );
    assert!(!desk.has(&format!("so/{FIRST}/stamped.pdf")));
}

/// Two runs with the same document: the one that comes second to the register has to look again, or it would be accepted twice.
#[cfg(target_os = "linux")]
#[test]
fn the_same_document_in_two_runs_at_once_is_registered_once() {
    let desk = desk();
    receive(&desk, "bo", &["--decide", "proposal"]).exits(0);
    std::fs::rename(desk.file("so"), desk.file("so-khac")).unwrap();
    std::fs::create_dir(desk.file("so")).unwrap();
    let lock = std::fs::File::create(desk.file("so/.lock")).unwrap();
    lock.lock().unwrap();
    let mut arguments = vec!["receive", "bo", "--records", "so", "--json"];
    arguments.extend(CHECKED);
    arguments.extend(["--decide", "proposal"]);
    let second = std::process::Command::new(env!("CARGO_BIN_EXE_kyso"))
        .current_dir(desk.path())
        .env("XDG_CONFIG_HOME", "/nonexistent")
        .env("XDG_CACHE_HOME", "/dev/null")
        .args(&arguments)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let pid = second.id().to_string();
    let waits = || {
        let locks = std::fs::read_to_string("/proc/locks").unwrap();
        locks
            .lines()
            .any(|line| line.contains("->") && line.split_whitespace().any(|word| word == pid))
    };
    let until = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while !waits() {
        assert!(std::time::Instant::now() < until, "it never waits");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    // the first run is done while the second waits for the register
    let arrival = format!("so-khac/{FIRST}");
    std::fs::rename(desk.file(&arrival), desk.file(&format!("so/{FIRST}"))).unwrap();
    lock.unlock().unwrap();
    let second = Ran::of(second.wait_with_output().unwrap(), &arguments);
    assert_eq!(second.exits(4).line()["error"]["code"], "overtaken");
    let left: Vec<String> = names(&desk, "so");
    assert_eq!(left, [".lock", FIRST, "register.jsonl"]);
    assert_eq!(codes(&receive(&desk, "bo", &[]).exits(1).line()), ["R15"]);
}
