//! Short records, everything about one thing, a person's own data, people and agencies that change: on a file, and the same on a server.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use common::{Desk, Ran};
use serde_json::{Value, json};

const FILE: &str = "so.db";

fn at(desk: &Desk, register: &str, arguments: &[&str]) -> Ran {
    let always = ["registry", "--register", register, "--operator", "pkt01"];
    let ran = desk.run(&[&always[..], &["--in", "tay-ninh"], arguments].concat());
    assert!(!ran.err.contains("panicked"), "{ran}");
    ran
}

fn registry(desk: &Desk, arguments: &[&str]) -> Ran {
    at(desk, FILE, arguments)
}

/// A command as the shell splits it, with quotation marks around what has spaces.
fn words(command: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for (number, piece) in command.split('"').enumerate() {
        match number % 2 {
            0 => words.extend(piece.split_whitespace()),
            _ => words.push(piece),
        }
    }
    words
}

fn run(desk: &Desk, command: &str) -> Ran {
    registry(desk, &words(command))
}

fn ok(desk: &Desk, command: &str) -> String {
    run(desk, command).exits(0).out
}

fn value(desk: &Desk, command: &str) -> Value {
    let command = format!("{command} --json");
    run(desk, &command).exits(0).line()
}

/// Why it was not done, and with which exit code.
fn refused(desk: &Desk, command: &str) -> (Option<i32>, String) {
    let ran = run(desk, &format!("{command} --json"));
    let code = ran.line()["error"]["code"].as_str().unwrap().to_owned();
    (ran.code, code)
}

/// A province, its department, two communes; a chairman with a certificate on a device, a clerk who keeps the seal's device.
const BEGUN: &str = r#"
organisation add "UBND tỉnh Lạc Hồng" --tier province --kind state-agency --legal-person yes --own-seal yes --on 2025-07-01
organisation add "Sở Khoa học và Công nghệ" --tier department --above 1 --kind state-agency --legal-person yes --own-seal yes --on 2025-07-01
organisation add "UBND xã Mẫu" --tier commune --above 1 --code H99.3 --established-by 01/NQ-HĐND --mail mau@lachong.gov.vn --kind state-agency --legal-person yes --own-seal yes --on 2025-07-01
organisation add "UBND xã Thử" --tier commune --above 1 --kind state-agency --legal-person yes --own-seal yes --on 2025-07-01
organisation add "Trạm Y tế xã Mẫu" --tier sub-unit --above 3 --on 2025-07-01
person add "Nguyễn Thị Hoà" --organisation 3 --title "Chủ tịch" --kind civil-servant --mail hoa@lachong.gov.vn --on 2025-07-01
person add "Trần Văn Thư" --organisation 3 --title "Văn thư" --kind civil-servant --mail thu@lachong.gov.vn --on 2025-07-01
subscriber add --person 1 --managed-by 3 --on 2025-07-01
subscriber add --organisation 3 --managed-by 3 --on 2025-07-01
request draft issue --subscriber 1 --on 2026-03-02 --state "needs_transactions=true:Nguyễn Thị Hòa"
request step 1 confirm --on 2026-03-02
request step 1 send --on 2026-03-02
request step 1 accept --on 2026-03-02
request step 1 process --certificate 01AB --valid-from 2026-03-04 --valid-to 2031-03-03 --device TK01 --on 2026-03-04
request step 1 deliver --paper 01/BB --on 2026-03-05
request step 1 activate --on 2026-03-05
request step 1 close --on 2026-03-06
request draft issue --subscriber 2 --on 2026-03-02 --state "needs_transactions=true:Trần Văn Thư"
request step 2 confirm --on 2026-03-02
request step 2 send --on 2026-03-02
request step 2 accept --on 2026-03-02
request step 2 process --certificate 0CAFE --valid-from 2026-03-04 --valid-to 2031-03-03 --device TK02 --on 2026-03-04
"#;

fn begun() -> Desk {
    let desk = Desk::new();
    ok(&desk, "init");
    for command in BEGUN.lines().filter(|line| !line.is_empty()) {
        ok(&desk, command);
    }
    // the clerk keeps the device of the body
    let hand_over =
        "device step TK02 hand-over --to 2 --assigned-by 05/QĐ --paper 02/BB --on 2026-03-05";
    ok(&desk, hand_over);
    desk
}

#[test]
fn short_records_are_written_listed_and_closed() {
    let desk = begun();
    let delegation = r#"record add delegation "Quản lý thuê bao của tỉnh" --organisation 2 --paper 5114/QĐ-UBND --until 2026-12-31 --on 2026-01-01"#;
    ok(&desk, delegation);
    ok(
        &desk,
        r#"record add focal-point "0900000000" --organisation 3 --person 2 --on 2026-01-05"#,
    );
    ok(
        &desk,
        r#"record add application "Kê khai thuế điện tử" --organisation 1 --on 2026-01-05"#,
    );
    ok(
        &desk,
        r#"record add registration "tài khoản của xã" --certificate 01AB --application 3 --on 2026-03-10"#,
    );
    ok(
        &desk,
        r#"record add training "Sử dụng thiết bị" --person 2 --on 2026-04-01"#,
    );
    ok(
        &desk,
        r#"record add permission "Dự họp tại tỉnh" --device TK02 --until 2026-04-12 --on 2026-04-10"#,
    );
    for (wrong, code) in [
        (
            r#"record add permission "Dự họp" --on 2026-04-10"#,
            "step-lacks",
        ),
        (
            r#"record add registration "x" --certificate 01AB --on 2026-04-10"#,
            "step-lacks",
        ),
        (
            r#"record add registration "x" --certificate 01AB --application 1 --on 2026-04-10"#,
            "step-lacks",
        ),
        (
            r#"record add training "x" --person 99 --on 2026-04-10"#,
            "not-in-register",
        ),
        (
            r#"record add training "x" --device TK99 --on 2026-04-10"#,
            "not-in-register",
        ),
        (
            r#"record add training "x" --until 2026-04-01 --on 2026-04-10"#,
            "impossible-step",
        ),
        ("record close 99", "not-in-register"),
    ] {
        assert_eq!(refused(&desk, wrong).1, code, "{wrong}");
    }
    let listed = ok(&desk, "record list registration");
    assert!(
        listed.contains("01AB") && listed.contains("@ Kê khai thuế điện tử"),
        "{listed}"
    );
    assert_eq!(ok(&desk, "record list").lines().count(), 6);
    // a training is not open for ever, but nobody closes it; a delegation ends by its last day
    assert_eq!(
        ok(&desk, "record list delegation --open --on 2026-12-31")
            .lines()
            .count(),
        1
    );
    assert_eq!(
        ok(&desk, "record list delegation --open --on 2027-01-01"),
        ""
    );
    // the slip is over and the device not back: it is on the work list until the record is closed
    let due = ok(&desk, "due --on 2026-04-13");
    assert!(due.contains("mang về trụ sở thiết bị TK02"), "{due}");
    ok(&desk, "record close 6 --on 2026-04-14");
    assert_eq!(
        refused(&desk, "record close 6 --on 2026-04-15"),
        (Some(1), "closed-already".to_owned())
    );
    assert!(!ok(&desk, "due --on 2026-04-15").contains("mang về"));
    // who manages and who is reached, on the list of bodies and in English, as data
    let listed = ok(&desk, "organisation list --on 2026-05-01");
    assert!(listed.contains("Sở Khoa học và Công nghệ  Sở    (ủy quyền quản lý thuê bao, Quản lý thuê bao của tỉnh, Văn bản số 5114/QĐ-UBND ngày 01/01/2026)"), "{listed}");
    assert!(
        listed.contains("(đầu mối, Trần Văn Thư, 0900000000)"),
        "{listed}"
    );
    assert!(!ok(&desk, "organisation list --on 2027-05-01").contains("ủy quyền"));
    ok(&desk, "audit");
}

#[test]
fn everything_about_one_thing_is_found_by_what_people_call_it() {
    let desk = begun();
    ok(
        &desk,
        r#"record add training "Sử dụng thiết bị" --person 1 --on 2026-04-01"#,
    );
    for key in ["1", "hoa@lachong.gov.vn", "\"nguyễn thị hòa\""] {
        let shown = value(&desk, &format!("show person {key}"));
        assert_eq!(shown["persons"][0]["name"], "Nguyễn Thị Hoà", "{key}");
        assert_eq!(shown["certificates"][0]["number"], "01AB");
        assert_eq!(shown["devices"][0]["number"], "TK01");
        assert_eq!(shown["requests"][0]["id"], 1);
        assert_eq!(shown["records"][0]["kind"], "training");
        let steps: Vec<&str> = shown["events"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["step"].as_str().unwrap())
            .collect();
        assert_eq!(
            (steps[0], *steps.last().unwrap()),
            ("person.add", "record.add")
        );
    }
    let kept = value(&desk, "show person 2");
    assert_eq!(
        kept["devices"][0]["number"], "TK02",
        "of the body, kept by the clerk"
    );
    let device = value(&desk, "show device TK02");
    assert_eq!(
        (
            &device["persons"][0]["id"],
            &device["certificates"][0]["number"]
        ),
        (&json!(2), &json!("CAFE"))
    );
    assert_eq!(
        value(&desk, "show certificate \"01 ab\"")["persons"][0]["id"],
        1
    );
    let body = value(&desk, "show organisation H99.3");
    assert_eq!(
        (&body["organisations"][0]["id"], &body["manages"]),
        (&json!(3), &json!(2))
    );
    assert_eq!(
        body["organisations"].as_array().unwrap().len(),
        2,
        "and the one below"
    );
    for key in ["TK01", "01AB", "\"Nguyễn Thị Hoà\"", "1"] {
        assert_eq!(
            value(&desk, &format!("show subscriber {key}"))["subscribers"][0]["id"],
            1,
            "{key}"
        );
    }
    let screen = ok(&desk, "show person 1");
    for line in [
        "Cá nhân số 1: Nguyễn Thị Hoà, hoa@lachong.gov.vn",
        "Chủ tịch, UBND xã Mẫu  01/07/2025",
        "Chứng thư 01AB: 04/03/2026 – 03/03/2031, có hiệu lực",
        "Thiết bị TK01: đã bàn giao",
        "request.send",
    ] {
        assert!(screen.contains(line), "{line}\n{screen}");
    }
    let english = ok(&desk, "show device TK02 --lang en");
    assert!(
        english.contains("Device TK02: with-subscriber, kept by Trần Văn Thư"),
        "{english}"
    );
    // nobody, and several; what was looked for is not repeated
    let missing = run(&desk, "show person 001099123456").exits(64);
    assert!(!missing.err.contains("001099123456"), "{missing}");
    ok(
        &desk,
        r#"person add "Nguyễn Thị Hòa" --organisation 4 --title "Văn thư" --on 2026-01-01"#,
    );
    assert_eq!(
        refused(&desk, "show person \"Nguyễn Thị Hoà\""),
        (Some(64), "several-found".to_owned())
    );
}

#[test]
fn a_person_gets_the_own_data_and_is_forgotten_when_nothing_depends_on_it() {
    let desk = begun();
    ok(
        &desk,
        r#"record add training "Lớp của bà Nguyễn Thị Hoà" --person 1 --on 2026-04-01"#,
    );
    ok(&desk, "person export 1 -o hoa.json");
    let exported = desk.json("hoa.json");
    assert_eq!(
        exported["persons"][0]["contact"]["mail"],
        "hoa@lachong.gov.vn"
    );
    assert!(exported["events"].as_array().unwrap().len() > 5);
    ok(&desk, "person export 1 -o hoa.xlsx");
    assert!(desk.read("hoa.xlsx").starts_with(b"PK"));
    assert_eq!(
        refused(&desk, "person export 1 -o hoa.json").0,
        Some(4),
        "not over a file that is there"
    );
    assert_eq!(refused(&desk, "person export 1 -o hoa.txt").0, Some(64));
    let refusal = run(&desk, "person erase 1").exits(1);
    assert!(
        refusal.err.contains("chứng thư số 1") && refusal.err.contains("thiết bị số 1"),
        "{refusal}"
    );
    assert!(!refusal.err.contains("Hoà"), "{refusal}");
    for command in [
        "change leave 1 retired --on 2026-06-01",
        "request draft revoke --subscriber 1 --certificate 01AB --device TK01 --reason other --on 2026-06-01",
        "request step 3 confirm --on 2026-06-01",
        "request step 3 send --on 2026-06-01",
        "request step 3 accept --on 2026-06-01",
    ] {
        ok(&desk, command);
    }
    assert_eq!(
        run(&desk, "person erase 1 --look --on 2026-06-02").code,
        Some(1)
    );
    let refusal = run(&desk, "person erase 1 --on 2026-06-02").exits(1);
    assert!(refusal.err.contains("yêu cầu số 3"), "{refusal}");
    for command in [
        "request step 3 process --on 2026-06-03",
        "request step 3 close --on 2026-06-03",
        "device step TK01 collect --paper 03/BB --on 2026-06-03",
        "device step TK01 return-to-ca --paper 04/BB --on 2026-06-04",
    ] {
        ok(&desk, command);
    }
    let look = ok(&desk, "person erase 1 --look --on 2026-06-05");
    for word in ["họ tên", "việc đã ghi về người này, số: 1", "Chỉ xem"] {
        assert!(look.contains(word), "{word}: {look}");
    }
    assert!(ok(&desk, "person list").contains("Hoà"), "only looked at");
    for command in [
        "person erase 1 --on 2026-06-05",
        "audit",
        "due --on 2026-06-06",
        "person list",
        "subscriber list",
        "certificate list",
        "request list",
        "show subscriber 1",
    ] {
        let said = ok(&desk, command);
        assert!(!said.contains("Hoà"), "{command}: {said}");
    }
    assert_eq!(refused(&desk, "show person 1").1, "not-in-register");
    // the list of the CA still names who was forgotten here
    let list = "STT;Tên chứng thư số;Số hiệu chứng thư số;Hiệu lực từ;Hiệu lực đến;Trạng thái\r\n\
1;Nguyễn Thị Hoà;01AB;04/03/2026;03/03/2031;thu hồi\r\n2;UBND xã Mẫu;0CAFE;04/03/2026;03/03/2031;Có hiệu lực\r\n";
    desk.write("ca.csv", list.as_bytes());
    ok(&desk, "reconcile ca.csv --on 2026-06-06");
    ok(&desk, "backup sao-luu");
    let backup = desk.text("sao-luu");
    for personal in ["Nguyễn Thị", "hoa@lachong"] {
        assert!(!backup.contains(personal), "{personal}");
    }
    assert!(backup.contains("01AB"), "the dossier stays");
}

#[test]
fn a_change_shows_pictures_numbers_custodians_and_what_is_registered_elsewhere() {
    let desk = begun();
    ok(
        &desk,
        r#"record add application "Kê khai thuế điện tử" --organisation 1 --on 2026-01-05"#,
    );
    ok(
        &desk,
        r#"record add registration "tài khoản" --certificate 01AB --application 1 --on 2026-03-10"#,
    );
    ok(
        &desk,
        r#"record add focal-point "đầu mối" --organisation 3 --person 2 --on 2026-03-10"#,
    );
    let entry = |id: &str, kind: &str, owner: &str| {
        format!(
            "[[image]]\nid = \"{id}\"\nkind = \"{kind}\"\nfile = \"{id}.png\"\nsha256 = \"00\"\nowner = \"{owner}\"\n\
             approved_by = \"A\"\napproved_on = \"2025-07-01\"\nfrom = \"2025-07-01\"\nwidth_mm = 30\nheight_mm = 30\n"
        )
    };
    let images = [
        entry("ct", "signature", "Nguyễn Thị Hòa"),
        entry("dau", "seal", "UBND xã Mẫu"),
        entry("khac", "seal", "UBND xã Thử"),
    ];
    desk.write("anh.toml", images.concat().as_bytes());
    let transfer = "change transfer 1 --to 4 --title \"Chủ tịch\" --on 2026-06-01";
    assert_eq!(
        refused(&desk, &format!("{transfer} --look")),
        (Some(64), "step-lacks".to_owned())
    );
    let seen = value(
        &desk,
        &format!("{transfer} --managed-by 4 --look --images anh.toml"),
    );
    assert_eq!(seen["certificates"][0]["asks"], "change-information");
    assert_eq!(seen["registered"], json!([2]));
    assert!(
        seen["pictures"][0]
            .as_str()
            .unwrap()
            .starts_with("chữ ký “ct”"),
        "{seen}"
    );
    assert_eq!(seen["pictures"].as_array().unwrap().len(), 1);
    let managed = |desk: &Desk| {
        value(desk, "show subscriber 1")["subscribers"][0]["managed_by"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(managed(&desk), 1, "a look writes nothing");
    ok(&desk, &format!("{transfer} --managed-by 4"));
    assert_eq!(managed(&desk), 2);
    let clerk = ok(&desk, "change leave 2 retired --look --on 2026-06-02");
    assert!(
        clerk.contains("TK02") && clerk.contains("đầu mối"),
        "{clerk}"
    );
    let mail = value(
        &desk,
        "change contact --person 1 --mail moi@lachong.gov.vn --on 2026-06-03",
    );
    assert_eq!(
        mail["certificates"][0]["rule"],
        "nd-68-2024/person-information-outdated"
    );
    let move_house = "change contact --organisation 3 --address \"Thôn 2\" --on 2026-06-03";
    let seen = value(&desk, move_house);
    assert_eq!(seen["certificates"].as_array().unwrap().len(), 1);
    assert_eq!(
        value(&desk, "change manage 2 --by 1 --look --on 2026-06-03")["certificates"][0]["number"],
        "CAFE"
    );
    let position = value(
        &desk,
        "change position 2 \"Chánh Văn phòng\" --look --on 2026-06-04",
    );
    assert_eq!(position["kept"], json!([2]));
    let due = ok(&desk, "due --on 2026-06-05");
    assert!(due.contains("chứng thư 01AB"), "{due}");
}

#[test]
fn a_body_that_ends_leaves_its_people_and_what_is_below_to_its_heir() {
    let desk = begun();
    let ledger = "so.jsonl";
    let rename =
        format!("change rename 3 \"UBND phường Mẫu\" --ledger {ledger} --look --on 2026-07-01");
    assert_eq!(
        refused(&desk, &rename).0,
        Some(4),
        "a ledger that is not there is not begun"
    );
    assert!(!desk.has(ledger));
    let open = r#"outgoing open bo --main letter.pdf --agency "UBND XÃ MẪU" --symbol QĐ-UBND --dated 2026-06-30"#;
    desk.run(&words(open)).exits(0);
    let take = ["outgoing", "take-number", "bo", "--ledger", ledger];
    desk.run(&[&take[..], &["--series", "QĐ"]].concat())
        .exits(0);
    let seen = value(&desk, &rename);
    assert_eq!(
        seen["series"],
        json!(["QĐ: đến số 1, 1 số đã giữ chưa phát hành"])
    );
    let split = value(
        &desk,
        "change end 3 split --into 4 --into 2 --look --on 2026-07-01",
    );
    assert_eq!(
        (&split["persons"], &split["managed"], &split["below"]),
        (&json!([1, 2]), &json!([1, 2]), &json!([5]))
    );
    assert_eq!(split["codes"], json!(["H99.3"]));
    let said = ok(
        &desk,
        "change end 3 merged --into 4 --heir 4 --decision 09/NQ-HĐND --on 2026-07-01",
    );
    assert!(
        said.contains("Trạm Y tế xã Mẫu") && said.contains("Mã định danh điện tử"),
        "{said}"
    );
    let person = value(&desk, "show person 1");
    assert_eq!(person["persons"][0]["posts"][1]["body"], 4);
    assert_eq!(person["persons"][0]["posts"][1]["title"], "Chủ tịch");
    assert_eq!(person["subscribers"][0]["managed_by"][1]["value"], 4);
    let tree = ok(&desk, "organisation tree --on 2026-07-01");
    assert!(
        !tree.contains("UBND xã Mẫu ") && tree.contains("\n     5        Trạm Y tế xã Mẫu"),
        "{tree}"
    );
    assert!(ok(&desk, "organisation tree --on 2026-06-30").contains("UBND xã Mẫu"));
    assert_eq!(
        refused(&desk, "change under 4 --above 5 --on 2026-07-02").1,
        "impossible-step",
        "below itself"
    );
    ok(&desk, "change under 5 --above 2 --on 2026-08-01");
    ok(&desk, "organisation code 4 H99.4 --on 2026-08-01");
    assert_eq!(
        refused(&desk, "organisation code 4 H99.5 --on 2026-08-01").1,
        "impossible-step",
        "two codes from one day"
    );
    assert!(!ok(&desk, "organisation list --on 2026-07-31").contains("H99.4"));
    assert!(ok(&desk, "organisation list --on 2026-08-01").contains("H99.4"));
    ok(&desk, "audit");
}

#[test]
fn what_is_over_is_over() {
    let desk = begun();
    let lacks = (Some(64), "step-lacks".to_owned());
    let impossible = (Some(1), "impossible-step".to_owned());
    let over = (Some(1), "closed-already".to_owned());
    let end = "--on 2026-07-01";
    assert_eq!(refused(&desk, &format!("change end 4 merged {end}")), lacks);
    let itself = format!("change end 4 merged --into 4 --heir 4 {end}");
    assert_eq!(refused(&desk, &itself), impossible);
    let said = run(&desk, &itself).err;
    assert!(said.contains("cơ quan, tổ chức số 4"), "{said}");
    ok(&desk, &format!("change end 4 merged --into 3 {end}"));
    for again in [
        "change end 4 split --into 3",
        "change end 4 dissolved",
        r#"change transfer 2 --to 4 --title "Văn thư""#,
        "change under 5 --above 4",
        r#"person add "Lê Văn Mới" --organisation 4 --title "Văn thư""#,
        r#"organisation add "Trường Mầm non Thử" --tier sub-unit --above 4"#,
        "subscriber add --person 2 --managed-by 4",
    ] {
        assert_eq!(refused(&desk, &format!("{again} {end}")), over, "{again}");
    }
    let said = run(&desk, &format!("change end 4 dissolved {end}")).err;
    assert!(said.contains("01/07/2026"), "{said}");
    ok(&desk, "change leave 2 retired --on 2026-08-01");
    let again = "change leave 2 left --on 2026-09-01";
    assert_eq!(refused(&desk, again), over);
}

#[test]
fn what_no_list_may_say_is_not_entered_by_hand_either() {
    let desk = begun();
    let usage = (Some(64), "usage".to_owned());
    for wrong in [
        r#"organisation add "" --tier commune"#,
        r#"organisation add " " --tier commune"#,
        r#"organisation add "UBND xã Sai" --tier commune --mail abc"#,
        r#"organisation add "UBND xã Sai" --tier commune --tax-code 12"#,
        r#"organisation add "UBND xã Sai" --tier commune --budget-code x"#,
        r#"person add "" --organisation 3 --title "Văn thư""#,
        r#"person add "Lê Văn Sai" --organisation 3 --title """#,
        r#"person add "Lê Văn Sai" --organisation 3 --title "Văn thư" --mail sai@"#,
        r#"subscriber add --system "" --managed-by 3"#,
        r#"record add delegation """#,
        r#"change rename 3 """#,
        r#"change position 2 """#,
        r#"change contact --person 2 --mail abc"#,
    ] {
        assert_eq!(refused(&desk, wrong), usage, "{wrong}");
    }
    let hidden = registry(
        &desk,
        &[
            "organisation",
            "add",
            "UBND xã\u{202e}Sai",
            "--tier",
            "commune",
        ],
    );
    hidden.exits(64);
    let said = run(&desk, r#"organisation add "X" --tier commune --mail abc"#).err;
    assert!(said.contains("địa chỉ thư điện tử"), "{said}");
    let there = (Some(1), "already-in-register".to_owned());
    for twice in [
        r#"organisation add "UBND xã Khác" --tier commune --code H99.3"#,
        "organisation code 4 H99.3",
        "subscriber add --person 1 --managed-by 3",
        "subscriber add --organisation 3 --managed-by 1",
    ] {
        assert_eq!(refused(&desk, twice), there, "{twice}");
    }
    let said = run(&desk, "organisation code 4 H99.3").err;
    assert!(said.contains("“UBND xã Mẫu”"), "{said}");
    let said = run(&desk, "subscriber add --person 1 --managed-by 3").err;
    assert!(said.contains("thuê bao số 1"), "{said}");
    let system = |name| format!(r#"subscriber add --system "{name}" --managed-by 3"#);
    ok(&desk, &system("Trục liên thông"));
    assert_eq!(refused(&desk, &system("TRỤC  liên thông")), there);
    ok(&desk, "organisation code 3 H99.4 --on 2026-05-01");
    // one space between words, as in a list
    ok(
        &desk,
        r#"organisation add " UBND  xã Mới " --tier commune --code H99.3"#,
    );
    assert!(ok(&desk, "organisation list").contains("UBND xã Mới"));
    ok(&desk, "audit");
}

#[test]
fn one_request_one_device_and_one_name_are_told_in_full() {
    let desk = begun();
    ok(&desk, "device step TK02 lock --on 2026-04-01");
    ok(
        &desk,
        "request draft revoke --subscriber 1 --certificate 01AB --device TK01 --reason other --on 2026-04-02",
    );
    let shown = ok(&desk, "request show 3");
    for word in [
        "Yêu cầu số 3: thu hồi",
        "Thuê bao số 1: Nguyễn Thị Hoà",
        "Chứng thư 01AB",
        "Thiết bị TK01",
        "Cơ quan đề nghị: UBND xã Mẫu",
        "Lý do: ",
        "request.draft",
    ] {
        assert!(shown.contains(word), "{word}: {shown}");
    }
    assert!(ok(&desk, "request show 1").contains("Gửi đến: "));
    let devices = ok(&desk, "device list");
    for word in [
        "TK01  PKI Token  Nguyễn Thị Hoà",
        "TK02  PKI Token  UBND xã Mẫu",
    ] {
        assert!(devices.contains(word), "{word}: {devices}");
    }
    for key in ["nguyen thi hoa", "NGUYEN THI HOA", "Nguyễn Thị Hòa"] {
        let shown = ok(&desk, &format!(r#"show person "{key}""#));
        assert!(shown.contains("Cá nhân số 1"), "{key}: {shown}");
    }
    // with marks it is said which name: nobody is called so
    let other = r#"show person "Nguyễn Thị Hoa""#;
    assert_eq!(refused(&desk, other).1, "not-in-register");
    ok(
        &desk,
        "request draft issue --subscriber 1 --on 2026-04-02 --state \"needs_transactions=true:Nguyễn Thị Hòa\"",
    );
    for step in ["confirm", "send", "accept"] {
        ok(&desk, &format!("request step 4 {step} --on 2026-04-02"));
    }
    ok(
        &desk,
        "request step 4 process --certificate 4711 --valid-from 2026-04-02 --valid-to 2031-04-01 --device TK09 --on 2026-04-02",
    );
    let shown = ok(&desk, "show subscriber 4711");
    assert!(shown.contains("Thuê bao số 1"), "{shown}");
}

/// Every question that is new here, on a server as on a file.
#[cfg(feature = "postgres")]
#[test]
fn a_server_answers_as_a_file_does() {
    let server = std::env::var("KYSO_POSTGRES").expect(
        "no PostgreSQL server (KYSO_POSTGRES is not set): run `scripts/postgres.sh run cargo test -p kyso --test registry_people`",
    );
    let schema = format!("people_{}", std::process::id());
    let made = std::process::Command::new("psql")
        .args(["-X", "-q", "-d", &server, "-c"])
        .arg(format!("CREATE SCHEMA {schema}"))
        .status();
    assert!(made.unwrap().success());
    let server = format!("{server}?options=-csearch_path%3D{schema}");
    let desk = Desk::new();
    let more = r#"
init
record add delegation "Quản lý thuê bao" --organisation 2 --on 2026-01-01
record add application "Kê khai thuế" --organisation 1 --on 2026-01-05
record add registration "tài khoản" --certificate 01AB --application 2 --on 2026-03-10
record add permission "Dự họp" --device TK02 --until 2026-04-12 --on 2026-04-10
record list --open --on 2026-04-10
organisation list --on 2026-04-10
organisation tree --on 2026-04-10
show person "Nguyễn Thị Hoà"
show person hoa@lachong.gov.vn
show organisation H99.3
show device TK01
show certificate 01AB
show subscriber TK01
change contact --person 1 --mail moi@lachong.gov.vn --on 2026-05-01
change position 2 "Chánh Văn phòng" --on 2026-05-02
change end 3 merged --into 4 --heir 4 --on 2026-07-01
due --on 2026-07-02
person erase 2 --on 2026-07-02
person erase 1 --on 2032-07-02
audit
"#;
    let (first, rest) = more.trim().split_once('\n').unwrap();
    let all = [first].into_iter().chain(BEGUN.lines()).chain(rest.lines());
    for command in all.filter(|line| !line.is_empty()) {
        let said = |register: &str| {
            let ran = at(&desk, register, &words(command));
            assert!(
                ran.code == Some(0) || command.starts_with("person erase"),
                "{ran}"
            );
            let text = format!("{:?}\n{}{}", ran.code, ran.out, ran.err);
            let text = text
                .replace(FILE, "")
                .replace(server.rsplit('@').next().unwrap(), "");
            // what happened when differs
            let lines = text
                .lines()
                .map(|line| line.split("  pkt01").last().unwrap().to_owned());
            lines.filter(|line| !line.contains('“')).collect::<Vec<_>>()
        };
        assert_eq!(said(&server), said(FILE), "{command}");
    }
}
