//! The register through the program: from nothing to a certificate in effect, and what is refused.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use common::{Desk, Ran};
use serde_json::Value;

fn registry(desk: &Desk, arguments: &[&str]) -> Ran {
    let always = ["registry", "--register", "so.db", "--operator", "pkt01"];
    let place = ["--in", "tay-ninh"];
    desk.run(&[&always[..], &place, arguments].concat())
}

fn json(desk: &Desk, arguments: &[&str]) -> Value {
    registry(desk, &[arguments, &["--json"]].concat())
        .exits(0)
        .line()
}

fn lines(ran: &Ran) -> Vec<Value> {
    let lines = ran.out.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// A province, a commune, its chairman and two subscribers.
fn begun() -> Desk {
    let desk = Desk::new();
    registry(&desk, &["init"])
        .exits(0)
        .says("Đã lập sổ đăng ký");
    let on = ["--on", "2025-07-01"];
    let body = [
        "--kind",
        "state-agency",
        "--legal-person",
        "yes",
        "--own-seal",
        "yes",
    ];
    let add = |name: &str, tier: &str, above: &[&str]| {
        let named = ["organisation", "add", name, "--tier", tier];
        json(&desk, &[&named[..], &body, above, &on].concat())
    };
    assert_eq!(add("UBND tỉnh Lạc Hồng", "province", &[])["id"], 1);
    let commune = [
        "--above",
        "1",
        "--established-by",
        "01/NQ-HĐND",
        "--mail",
        "mau@lachong.gov.vn",
    ];
    assert_eq!(add("UBND xã Mẫu", "commune", &commune)["id"], 2);
    let person = [
        "person",
        "add",
        "Nguyễn Văn Mẫu",
        "--organisation",
        "2",
        "--title",
        "Chủ tịch",
    ];
    let more = ["--kind", "civil-servant", "--mail", "mau@lachong.gov.vn"];
    assert_eq!(json(&desk, &[&person[..], &more, &on].concat())["id"], 1);
    for holder in [["--person", "1"], ["--organisation", "2"]] {
        let subscriber = ["subscriber", "add", "--managed-by", "2"];
        registry(&desk, &[&subscriber[..], &holder, &on].concat()).exits(0);
    }
    desk
}

fn step(desk: &Desk, request: &str, step: &str, on: &str, more: &[&str]) -> Ran {
    let words = ["request", "step", request, step, "--on", on];
    registry(desk, &[&words[..], more].concat())
}

fn drafted(desk: &Desk) {
    let words = [
        "request",
        "draft",
        "issue",
        "--subscriber",
        "1",
        "--on",
        "2026-03-02",
    ];
    assert_eq!(json(desk, &words)["id"], 1);
}

#[test]
fn what_the_law_leaves_to_a_person_is_asked_and_stated_with_a_name() {
    let desk = begun();
    drafted(&desk);
    let asked = step(&desk, "1", "confirm", "2026-03-02", &[]).exits(0);
    assert!(asked.err.contains("Cần xác nhận"), "{}", asked.err);
    let asked = step(&desk, "1", "send", "2026-03-02", &[]).exits(0);
    assert!(asked.err.contains("Cần xác nhận"), "{}", asked.err);
    assert!(
        asked.err.contains("có nhu cầu giao dịch điện tử"),
        "{}",
        asked.err
    );
    let told = step(&desk, "1", "accept", "2026-03-02", &[]).exits(0);
    assert!(
        !told.err.contains("Cần xác nhận"),
        "it is gone: {}",
        told.err
    );
    let fact = "needs_transactions=true:Nguyễn Văn Mẫu";
    registry(&desk, &["request", "state", "1", fact]).exits(0);
    let shown = json(&desk, &["request", "show", "1"]);
    let stated = &shown["request"]["stated"]["needs_transactions"];
    assert_eq!(stated["by"], "Nguyễn Văn Mẫu");
    for wrong in ["needs=true:A", "needs_transactions=7:A"] {
        let refused = registry(&desk, &["request", "state", "1", wrong, "--json"]).exits(64);
        assert_eq!(refused.line()["error"]["code"], "not-a-fact", "{wrong}");
    }
    let nameless = registry(
        &desk,
        &["request", "state", "1", "needs_transactions=true", "--json"],
    );
    assert_eq!(nameless.exits(64).line()["error"]["code"], "not-a-fact");
}

#[test]
fn a_certificate_from_the_first_command_to_the_work_list() {
    let desk = begun();
    drafted(&desk);
    step(&desk, "1", "confirm", "2026-03-02", &[])
        .exits(0)
        .says("đã xác nhận");
    step(&desk, "1", "send", "2026-03-03", &[])
        .exits(0)
        .says("đã gửi");
    step(&desk, "1", "accept", "2026-03-06", &[]).exits(0);
    let due = registry(&desk, &["due", "--on", "2026-03-06"]).exits(0);
    assert!(
        due.out.contains("11/03/2026  chờ kết quả yêu cầu 1"),
        "{}",
        due.out
    );
    assert!(
        due.out
            .contains("khoản 2 Điều 11 Nghị định số 68/2024/NĐ-CP"),
        "{}",
        due.out
    );
    let validity = ["--valid-from", "2026-03-09", "--valid-to", "2031-03-08"];
    let issued = ["--certificate", "01AB", "--device", "TK01"];
    let more = [&issued[..], &validity].concat();
    step(&desk, "1", "process", "2026-03-09", &more).exits(0);
    step(&desk, "1", "deliver", "2026-03-10", &["--paper", "01/BB"]).exits(0);
    step(&desk, "1", "activate", "2026-03-11", &[]).exits(0);
    step(&desk, "1", "close", "2026-03-11", &[])
        .exits(0)
        .says("đã đóng hồ sơ");
    let certificates = registry(&desk, &["certificate", "list", "--json"]).exits(0);
    let certificates = lines(&certificates);
    assert_eq!(certificates[0]["number"], "01AB");
    assert_eq!(certificates[0]["subscriber"], "Nguyễn Văn Mẫu");
    assert_eq!(certificates[0]["state"], "in-effect");
    let show = json(&desk, &["request", "show", "1"]);
    let events = show["events"].as_array().unwrap();
    assert_eq!(events.len(), 8);
    assert_eq!(events[2]["step"], "request.send");
    assert_eq!(events[2]["who"], "pkt01");
    let under = events[2]["under"].as_str().unwrap();
    assert!(
        under.contains("khoản 1 Điều 11 Nghị định số 68/2024/NĐ-CP"),
        "{under}"
    );
    registry(&desk, &["audit"]).exits(0).says("nguyên vẹn");
}

#[test]
fn what_the_law_forbids_is_not_done_and_says_where_it_stands() {
    let desk = begun();
    drafted(&desk);
    step(&desk, "1", "confirm", "2026-03-02", &[]).exits(0);
    let refused = step(&desk, "1", "send", "2026-03-03", &["--to", "department"]).exits(1);
    assert!(
        refused.err.contains("khoản 1 Điều 8 Quy chế"),
        "{}",
        refused.err
    );
    let refused = step(
        &desk,
        "1",
        "send",
        "2026-03-03",
        &["--to", "department", "--json"],
    )
    .exits(1);
    assert_eq!(refused.line()["error"]["code"], "against-the-law");
    let refused = step(&desk, "1", "accept", "2026-03-03", &["--json"]).exits(1);
    assert_eq!(refused.line()["error"]["code"], "impossible-step");
    let shown = json(&desk, &["request", "show", "1"]);
    assert_eq!(
        shown["events"].as_array().unwrap().len(),
        2,
        "nothing was changed"
    );
}

#[test]
fn where_a_request_goes_is_what_the_regulation_says() {
    let desk = begun();
    drafted(&desk);
    for (step_name, on, more) in [
        ("confirm", "2026-03-02", &[][..]),
        ("send", "2026-03-02", &[]),
        ("accept", "2026-03-02", &[]),
        (
            "process",
            "2026-03-03",
            &[
                "--certificate",
                "01AB",
                "--device",
                "TK01",
                "--valid-from",
                "2026-03-03",
                "--valid-to",
                "2031-03-02",
            ],
        ),
        ("deliver", "2026-03-03", &[]),
        ("activate", "2026-03-03", &[]),
    ] {
        step(&desk, "1", step_name, on, more).exits(0);
    }
    let first = json(&desk, &["request", "show", "1"]);
    assert_eq!(
        first["request"]["sending"]["to"], "ca",
        "issue: Tây Ninh Điều 8(1)"
    );
    let words = [
        "request",
        "draft",
        "recover-device",
        "--subscriber",
        "1",
        "--device",
        "TK01",
    ];
    registry(&desk, &[&words[..], &["--on", "2026-05-04"]].concat()).exits(0);
    registry(
        &desk,
        &["device", "step", "TK01", "lock", "--on", "2026-05-04"],
    )
    .exits(0)
    .says("bị khóa");
    step(&desk, "2", "confirm", "2026-05-04", &[]).exits(0);
    step(&desk, "2", "send", "2026-05-04", &[]).exits(0);
    let second = json(&desk, &["request", "show", "2"]);
    assert_eq!(
        second["request"]["sending"]["to"], "department",
        "recovery: Tây Ninh Điều 8(3)"
    );
    step(&desk, "2", "accept", "2026-05-04", &[]).exits(0);
    step(&desk, "2", "process", "2026-05-05", &[]).exits(0);
    let devices = lines(&registry(&desk, &["device", "list", "--json"]).exits(0));
    assert_eq!(devices[0]["state"], "with-subscriber");
    let lost = registry(
        &desk,
        &[
            "device",
            "step",
            "TK01",
            "lose",
            "--on",
            "2026-06-01",
            "--json",
        ],
    );
    assert_eq!(lost.exits(0).line()["blocked"], serde_json::json!([1]));
    let certificates = lines(&registry(&desk, &["certificate", "list", "--json"]).exits(0));
    assert_eq!(certificates[0]["blocked"], true);
}

#[test]
fn a_register_that_is_not_there_or_was_altered_is_told() {
    let desk = Desk::new();
    let missing = registry(&desk, &["organisation", "list", "--json"]).exits(4);
    assert_eq!(missing.line()["error"]["code"], "register-missing");
    let unnamed = desk.run(&["registry", "audit", "--json"]).exits(64);
    assert_eq!(unnamed.line()["error"]["code"], "no-register");
    desk.write("so.db", b"a letter, and no register");
    let other = registry(&desk, &["audit", "--json"]).exits(4);
    assert_eq!(other.line()["error"]["code"], "not-a-register");
    std::fs::remove_file(desk.file("so.db")).unwrap();
    registry(&desk, &["init"]).exits(0);
    let again = registry(&desk, &["init", "--json"]).exits(4);
    assert_eq!(again.line()["error"]["code"], "exists");
    let add = [
        "organisation",
        "add",
        "UBND xã Mẫu",
        "--tier",
        "commune",
        "--json",
    ];
    let nameless = desk
        .run(&[&["registry", "--register", "so.db"][..], &add].concat())
        .exits(64);
    assert_eq!(nameless.line()["error"]["code"], "no-operator");
    let person = [
        "registry",
        "--register",
        "so.db",
        "--operator",
        "Nguyễn Văn Mẫu",
    ];
    let personal = desk.run(&[&person[..], &add].concat()).exits(64);
    assert_eq!(personal.line()["error"]["code"], "bad-operator");
    let orphan = [
        "organisation",
        "add",
        "UBND xã Mẫu",
        "--tier",
        "commune",
        "--above",
        "9",
        "--json",
    ];
    assert_eq!(
        registry(&desk, &orphan).exits(64).line()["error"]["code"],
        "not-in-register"
    );
}

/// The leader holds a certificate in effect on TK01.
fn held() -> Desk {
    let desk = begun();
    drafted(&desk);
    let validity = ["--valid-from", "2026-03-02", "--valid-to", "2031-03-01"];
    let issued = ["--certificate", "01AB", "--device", "TK01"];
    for (name, more) in [
        ("confirm", vec![]),
        ("send", vec![]),
        ("accept", vec![]),
        ("process", [&issued[..], &validity].concat()),
        ("deliver", vec![]),
        ("activate", vec![]),
    ] {
        step(&desk, "1", name, "2026-03-02", &more).exits(0);
    }
    desk
}

#[test]
fn a_change_is_looked_at_before_it_is_made() {
    let desk = held();
    let leave = ["change", "leave", "1", "retired", "--on", "2026-05-04"];
    let look = json(&desk, &[&leave[..], &["--look"]].concat());
    assert_eq!(look["certificates"][0]["asks"], "revoke");
    assert_eq!(
        look["certificates"][0]["rule"],
        "nd-68-2024/holder-no-longer-in-post"
    );
    assert_eq!(look["requests"], serde_json::json!([1]), "not closed yet");
    let due = registry(&desk, &["due", "--on", "2026-05-05", "--json"]).exits(0);
    assert!(due.out.is_empty(), "nothing was written: {}", due.out);
    let said = registry(&desk, &leave).exits(0);
    assert!(
        said.out.contains("Chứng thư 01AB: cần thu hồi"),
        "{}",
        said.out
    );
    let due = lines(&registry(&desk, &["due", "--on", "2026-05-05", "--json"]).exits(0));
    assert_eq!(due[0]["task"], "correct-certificate");
    assert_eq!(due[0]["number"], "01AB");
    let missing = registry(&desk, &["change", "leave", "9", "retired", "--json"]).exits(64);
    assert_eq!(missing.line()["error"]["code"], "not-in-register");
    registry(&desk, &["audit"]).exits(0);
}

#[test]
fn who_was_told_of_an_exposed_key_is_noted() {
    let desk = held();
    let open = [
        "notice",
        "open",
        "TK01",
        "exposed",
        "--discovered",
        "2026-05-04T08:00:00+07:00",
    ];
    assert_eq!(json(&desk, &open)["id"], 1);
    registry(&desk, &["notice", "told", "1", "managing-body"]).exits(0);
    let list = lines(&registry(&desk, &["notice", "list", "--json"]).exits(0));
    assert_eq!(list[0]["device"], "TK01");
    assert_eq!(list[0]["told"][0]["who"], "managing-body");
    let missing = registry(&desk, &["notice", "open", "TK99", "exposed", "--json"]).exits(64);
    assert_eq!(missing.line()["error"]["code"], "not-in-register");
}

#[test]
fn a_backup_makes_the_same_register_again() {
    let desk = held();
    let written = json(&desk, &["backup", "so.backup"]);
    assert_eq!(written["records"], 8);
    let again = registry(&desk, &["backup", "so.backup", "--json"]).exits(4);
    assert_eq!(again.line()["error"]["code"], "exists");
    let there = registry(&desk, &["restore", "so.backup", "--json"]).exits(4);
    assert_eq!(there.line()["error"]["code"], "register-not-empty");
    std::fs::rename(desk.file("so.db"), desk.file("old.db")).unwrap();
    assert_eq!(json(&desk, &["restore", "so.backup"])["records"], 8);
    registry(&desk, &["audit"]).exits(0).says("nguyên vẹn");
    let certificates = lines(&registry(&desk, &["certificate", "list", "--json"]).exits(0));
    assert_eq!(certificates[0]["number"], "01AB");
    std::fs::remove_file(desk.file("so.db")).unwrap();
    let mut altered = desk.read("so.backup");
    let middle = altered.len() / 2;
    altered[middle] ^= 1;
    desk.write("altered.backup", &altered);
    registry(&desk, &["restore", "altered.backup"]).exits(3);
}

const BODIES: &str = "STT;Tên cơ quan, đơn vị;Mã định danh điện tử;Mã cơ quan cấp trên;Từ ngày\r\n\
1;UBND tỉnh Lạc Hồng;H99;;01/07/2025\r\n2;UBND xã Mẫu;H99.1;H99;01/07/2025\r\n3;UBND xã Thử;H99.2;H99;01/07/2025\r\n";
const SUBSCRIBERS: &str = "STT;Họ và tên;Loại thuê bao;Số CCCD;Chức vụ;Cơ quan, đơn vị;Số hiệu chứng thư số;Hiệu lực từ;Hiệu lực đến;Số hiệu thiết bị\r\n\
1;Nguyễn Văn Mẫu;Cá nhân;001080000001;Chủ tịch;UBND xã Mẫu;01AB;02/03/2026;01/03/2031;TK01\r\n\
2;Ủy ban nhân dân xã Mẫu;Tổ chức;;;UBND xã Mẫu;02CD;02/03/2026;01/03/2031;TK02\r\n";

#[test]
fn lists_are_taken_whole_or_not_at_all() {
    let desk = Desk::new();
    registry(&desk, &["init"]).exits(0);
    desk.write("co-quan.csv", BODIES.as_bytes());
    desk.write("thue-bao.csv", SUBSCRIBERS.as_bytes());
    let unknown = registry(&desk, &["import", "thue-bao.csv"]).exits(1);
    assert!(
        unknown.err.contains("dòng 2, cột F: chưa có cơ quan này"),
        "{}",
        unknown.err
    );
    assert_eq!(json(&desk, &["import", "co-quan.csv"])["taken"], 3);
    assert_eq!(
        json(&desk, &["import", "co-quan.csv"])["known"],
        3,
        "twice is once"
    );
    let bodies = lines(&registry(&desk, &["organisation", "list", "--json"]).exits(0));
    assert_eq!(bodies[1]["above"], 1);
    assert_eq!(json(&desk, &["import", "thue-bao.csv"])["taken"], 2);
    assert_eq!(json(&desk, &["import", "thue-bao.csv"])["known"], 2);
    let certificates = lines(&registry(&desk, &["certificate", "list", "--json"]).exits(0));
    assert_eq!(certificates[0]["subscriber"], "Nguyễn Văn Mẫu");
    assert_eq!(certificates[1]["valid_to"], "2031-03-01");
    let due = registry(&desk, &["due", "--on", "2031-02-01", "--json"]).exits(0);
    assert_eq!(lines(&due).len(), 2, "both end within sixty days");
    registry(&desk, &["audit"]).exits(0);
}

#[test]
fn a_list_with_an_error_changes_nothing_unless_asked() {
    let desk = Desk::new();
    registry(&desk, &["init"]).exits(0);
    let wrong = BODIES.replace("3;UBND xã Thử;H99.2;H99;", "3;UBND xã Thử;H99.1;H99;");
    desk.write("co-quan.csv", wrong.as_bytes());
    let refused = registry(&desk, &["import", "co-quan.csv", "--json"])
        .exits(1)
        .line();
    assert_eq!(
        (
            &refused["taken"],
            refused["errors"].as_array().unwrap().len()
        ),
        (&0.into(), 1)
    );
    let list = registry(&desk, &["organisation", "list", "--json"]).exits(0);
    assert!(list.out.is_empty(), "{}", list.out);
    let partly = registry(&desk, &["import", "co-quan.csv", "--partly", "--json"])
        .exits(1)
        .line();
    assert_eq!(partly["taken"], 2);
    let other = BODIES.replace("UBND xã Mẫu", "UBND xã Khác");
    desk.write("khac.csv", other.as_bytes());
    let conflict = registry(&desk, &["import", "khac.csv"]).exits(1);
    assert!(
        conflict
            .err
            .contains("dòng 3, cột C: mã định danh này trong sổ đăng ký là của “UBND xã Mẫu”"),
        "{}",
        conflict.err
    );
    desk.write("thu.csv", b"mot la thu");
    assert_eq!(
        registry(&desk, &["import", "thu.csv", "--json"])
            .exits(3)
            .line()["error"]["code"],
        "list-not-taken"
    );
}

#[test]
fn a_register_or_backup_that_was_cut_is_told_with_what_to_do() {
    let desk = Desk::new();
    registry(&desk, &["init"]).exits(0);
    desk.write("co-quan.csv", BODIES.as_bytes());
    registry(&desk, &["import", "co-quan.csv"]).exits(0);
    registry(&desk, &["backup", "luu.jsonl"]).exits(0);
    let cut = |name: &str, of: &str| {
        let whole = desk.read(of);
        desk.write(name, &whole[..whole.len() / 2]);
    };
    cut("cat.db", "so.db");
    let at = |register: &str, words: &[&str]| {
        let always = ["registry", "--register", register, "--operator", "pkt01"];
        desk.run(&[&always[..], words].concat())
    };
    for words in [&["due"][..], &["audit"]] {
        let told = at("cat.db", words).exits(3).err;
        assert!(
            told.contains("“cat.db”") && told.contains("restore"),
            "{told}"
        );
    }
    cut("cat.jsonl", "luu.jsonl");
    let told = at("moi.db", &["restore", "cat.jsonl"]).exits(3).err;
    assert!(told.contains("Bản sao lưu bị hỏng"), "{told}");
}

#[test]
fn the_form_of_a_request_is_filled_from_the_register_and_can_be_signed() {
    let desk = held();
    let made = json(
        &desk,
        &[
            "request",
            "form",
            "1",
            "-o",
            "mau-01.pdf",
            "--on",
            "2026-03-02",
        ],
    );
    assert_eq!(made["request"], "YC-1");
    let again = registry(
        &desk,
        &["request", "form", "1", "-o", "mau-01.pdf", "--json"],
    )
    .exits(4);
    assert_eq!(again.line()["error"]["code"], "exists");
    let key = [
        "--key",
        "leader.key",
        "--certificate",
        "leader.pem",
        "--chain",
        "sub-ca.pem",
    ];
    let sign = [
        &[
            "sign",
            "mau-01.pdf",
            "-o",
            "da-ky.pdf",
            "--trust",
            "root.pem",
        ][..],
        &key,
    ]
    .concat();
    desk.run(&sign).exits(0);
    let trust = ["--trust", "root.pem", "--revocation", "skip"];
    desk.run(&[&["verify", "da-ky.pdf"][..], &trust].concat())
        .exits(0);
    let text = desk.words("mau-01.pdf");
    for word in [
        "Nguyễn Văn Mẫu",
        "Chủ tịch",
        "UBND xã Mẫu",
        "YC-1",
        "Ban Cơ yếu Chính phủ",
    ] {
        assert!(text.contains(word), "{word}: {text}");
    }
    for (kind, more, number) in [
        ("renew", ["--certificate", "01AB"], "2"),
        ("revoke", ["--certificate", "01AB"], "3"),
        ("recover-device", ["--device", "TK01"], "4"),
    ] {
        let draft = [
            "request",
            "draft",
            kind,
            "--subscriber",
            "1",
            "--on",
            "2026-05-04",
        ];
        registry(&desk, &[&draft[..], &more].concat()).exits(0);
        let file = format!("mau-{number}.pdf");
        registry(
            &desk,
            &["request", "form", number, "-o", &file, "--on", "2026-05-04"],
        )
        .exits(0);
        let text = desk.words(&file);
        assert!(text.contains(more[1]), "{kind}: {text}");
    }
}

#[test]
fn of_a_row_that_is_left_out_nothing_is_written() {
    let desk = Desk::new();
    registry(&desk, &["init"]).exits(0);
    let orphans = BODIES.replace("H99.2;H99;", "H99.2;H98;")
        + "4;Trạm y tế xã Thử;H99.2.1;H99.2;01/07/2025\r\n";
    desk.write("co-quan.csv", orphans.as_bytes());
    let partly = registry(&desk, &["import", "co-quan.csv", "--partly", "--json"])
        .exits(1)
        .line();
    assert_eq!(
        (&partly["taken"], partly["errors"].as_array().unwrap().len()),
        (&2.into(), 2)
    );
    let bodies = lines(&registry(&desk, &["organisation", "list", "--json"]).exits(0));
    assert_eq!(
        bodies.len(),
        2,
        "what stands below a body nobody knows is left out, too"
    );
    desk.write("thue-bao.csv", SUBSCRIBERS.as_bytes());
    registry(&desk, &["import", "thue-bao.csv"]).exits(0);
    let other = SUBSCRIBERS
        .replace("Nguyễn Văn Mẫu", "Trần Thị Thử")
        .replace("001080000001", "001080000002");
    desk.write("khac.csv", other.as_bytes());
    let partly = registry(&desk, &["import", "khac.csv", "--partly"]).exits(1);
    assert!(
        partly
            .err
            .contains("số hiệu chứng thư này đã có, của thuê bao khác"),
        "{}",
        partly.err
    );
    let persons = lines(&registry(&desk, &["person", "list", "--json"]).exits(0));
    assert_eq!(persons.len(), 1, "the other person was not written");
}

#[test]
fn a_system_is_found_again() {
    let desk = Desk::new();
    registry(&desk, &["init"]).exits(0);
    desk.write("co-quan.csv", BODIES.as_bytes());
    registry(&desk, &["import", "co-quan.csv"]).exits(0);
    let system = SUBSCRIBERS.replace(
        "Nguyễn Văn Mẫu;Cá nhân;001080000001;Chủ tịch",
        "Cổng dịch vụ công;Phần mềm;;",
    );
    desk.write("thue-bao.csv", system.as_bytes());
    assert_eq!(json(&desk, &["import", "thue-bao.csv"])["taken"], 2);
    assert_eq!(json(&desk, &["import", "thue-bao.csv"])["known"], 2);
}

#[test]
fn what_is_noted_afterwards_blocks_from_its_own_day() {
    let desk = held();
    registry(
        &desk,
        &["device", "step", "TK01", "lose", "--on", "2026-06-01"],
    )
    .exits(0);
    let notices = lines(&registry(&desk, &["notice", "list", "--json"]).exits(0));
    assert_eq!(notices[0]["discovered_at"], "2026-05-31T17:00:00Z");
}

#[test]
fn the_work_list_knows_requests_that_wait_here_and_there() {
    let desk = begun();
    drafted(&desk);
    let due = |on: &str| registry(&desk, &["due", "--on", on]).exits(0).out;
    let unsent = "hoàn thiện, gửi yêu cầu 1 – cấp mới: Nguyễn Văn Mẫu";
    assert!(due("2026-03-02").contains(unsent), "drafted");
    step(&desk, "1", "confirm", "2026-03-02", &[]).exits(0);
    assert!(due("2026-03-02").contains(unsent), "confirmed");
    step(&desk, "1", "send", "2026-03-03", &[]).exits(0);
    let sent = due("2026-04-01");
    assert!(
        sent.contains("06/03/2026  chờ kết quả yêu cầu 1 – cấp mới: Nguyễn Văn Mẫu"),
        "{sent}"
    );
    step(
        &desk,
        "1",
        "return",
        "2026-03-05",
        &["--reasons", "thiếu thư điện tử"],
    )
    .exits(0);
    assert!(due("2026-03-05").contains(unsent), "returned");
}

#[test]
fn an_empty_file_is_no_register_and_stays_empty() {
    let desk = Desk::new();
    desk.write("so.db", b"");
    let refused = registry(&desk, &["due", "--json"]).exits(4);
    assert_eq!(refused.line()["error"]["code"], "not-a-register");
    assert_eq!(std::fs::metadata(desk.file("so.db")).unwrap().len(), 0);
}

#[test]
fn a_refusal_names_what_is_in_the_way() {
    let desk = held();
    let draft = ["request", "draft"];
    let says = |arguments: &[&str], words: &str| {
        let ran = registry(&desk, arguments).exits(1);
        assert!(ran.err.contains(words), "{}", ran.err);
    };
    let other = ["renew", "--subscriber", "2", "--certificate", "01AB"];
    says(
        &[&draft[..], &other].concat(),
        "Chứng thư 01AB không phải của thuê bao số 2",
    );
    let other = ["recover-device", "--subscriber", "2", "--device", "TK01"];
    says(
        &[&draft[..], &other].concat(),
        "Thiết bị TK01 không phải của thuê bao số 2",
    );
    let issue = ["issue", "--subscriber", "1", "--on", "2026-05-04"];
    registry(&desk, &[&draft[..], &issue].concat()).exits(0);
    for name in ["confirm", "send", "accept"] {
        step(&desk, "2", name, "2026-05-04", &[]).exits(0);
    }
    let processed = |certificate: &str, device: &str, to: &str, words: &str| {
        let more = ["--certificate", certificate, "--device", device];
        let days = ["--valid-from", "2026-05-20", "--valid-to", to];
        let ran = step(&desk, "2", "process", "2026-05-04", &[more, days].concat());
        let ran = ran.exits(1);
        assert!(ran.err.contains(words), "{}", ran.err);
    };
    processed("01AB", "TK09", "2031-05-19", "Chứng thư số hiệu 01AB đã có");
    processed("02CD", "TK01", "2031-05-19", "Thiết bị số hiệu TK01 đã có");
    processed(
        "02CD",
        "TK02",
        "2026-05-19",
        "ngày 19/05/2026 không sau ngày 20/05/2026",
    );
    let rename = [
        "change",
        "rename",
        "2",
        "UBND xã Khác",
        "--on",
        "2025-07-01",
    ];
    says(&rename, "ngày 01/07/2025 không sau ngày 01/07/2025");
    let more = ["--certificate", "02CD", "--device", "TK02"];
    let days = ["--valid-from", "2026-05-20", "--valid-to", "2031-05-19"];
    step(&desk, "2", "process", "2026-05-04", &[more, days].concat()).exits(0);
    step(&desk, "2", "deliver", "2026-05-04", &[]).exits(0);
    let early = step(&desk, "2", "activate", "2026-05-04", &[]).exits(0);
    assert!(
        early.err.contains("có hiệu lực từ ngày 20/05/2026"),
        "{}",
        early.err
    );
}

#[test]
fn a_day_to_come_is_pointed_out() {
    let desk = begun();
    drafted(&desk);
    let typed = step(&desk, "1", "confirm", "2135-01-01", &[]).exits(0);
    assert!(
        typed.err.contains("01/01/2135, là ngày chưa đến"),
        "{}",
        typed.err
    );
    let due = registry(&desk, &["due", "--on", "2135-01-01"]).exits(0);
    assert!(!due.err.contains("chưa đến"), "{}", due.err);
}
