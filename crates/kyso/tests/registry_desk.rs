//! A department's desk through the program: what waits, what is decided of each, and the papers of that.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use common::{Desk, Ran};
use serde_json::{Value, json};

fn registry(desk: &Desk, arguments: &[&str]) -> Ran {
    let always = ["registry", "--register", "so.db", "--operator", "pkt01"];
    let on = match arguments.contains(&"--on") {
        true => &[][..],
        false => &["--on", "2026-03-02"],
    };
    desk.run(&[&always[..], &["--in", "tay-ninh"], on, arguments].concat())
}

fn data(desk: &Desk, arguments: &[&str]) -> Value {
    registry(desk, &[arguments, &["--json"]].concat())
        .exits(0)
        .line()
}

const BODIES: &str = "STT;Tên cơ quan, đơn vị;Mã định danh điện tử;Mã cơ quan cấp trên;Từ ngày\r\n\
1;UBND tỉnh Lạc Hồng;H99;;01/07/2025\r\n2;UBND xã Mẫu;H99.1;H99;01/07/2025\r\n3;Sở Khoa học và Công nghệ;H99.2;H99;01/07/2025\r\n";
const SUBSCRIBERS: &str = "STT;Họ và tên;Loại thuê bao;Cơ quan, đơn vị;Số hiệu chứng thư số;Hiệu lực từ;Hiệu lực đến;Số hiệu thiết bị\r\n\
1;Nguyễn Văn Mẫu;Cá nhân;UBND xã Mẫu;01AB;02/03/2023;01/05/2026;TK01\r\n\
2;Trần Thị Thử;Cá nhân;UBND xã Mẫu;02CD;02/03/2023;01/05/2026;TK02\r\n\
3;Lê Văn Một;Cá nhân;UBND xã Mẫu;03EF;02/03/2023;01/05/2026;TK03\r\n";
const RENEWALS: &str = "STT;Tên chứng thư số;Số hiệu chứng thư số;Thư điện tử công vụ;Gia hạn\r\n\
1;Nguyễn Văn Mẫu;01AB;mau@lachong.gov.vn;x\r\n2;Trần Thị Thử;02CD;thu@lachong.gov.vn;x\r\n3;Lê Văn Một;03EF;mot@lachong.gov.vn;x\r\n";

/// Three renewals that a commune sent to the department on 2026-03-02, in letter 12/UBND.
fn received() -> Desk {
    let desk = Desk::new();
    registry(&desk, &["init"]).exits(0);
    for (name, list) in [
        ("co-quan", BODIES),
        ("thue-bao", SUBSCRIBERS),
        ("mau-04", RENEWALS),
    ] {
        let file = format!("{name}.csv");
        desk.write(&file, list.as_bytes());
        let letter = ["--letter", "12/UBND", "--received", "request-system"];
        let more = if name == "mau-04" { &letter[..] } else { &[] };
        let taken = data(&desk, &[&["import", &file], more].concat());
        assert_eq!(taken["taken"], 3, "{name}: {taken}");
    }
    desk
}

fn states(desk: &Desk) -> Vec<String> {
    let all = registry(desk, &["request", "list", "--json"]).exits(0);
    let state = |one: &Value| one["state"].as_str().unwrap().to_owned();
    all.lines().iter().map(state).collect()
}

#[test]
fn what_waits_is_told_with_its_last_day_and_rule() {
    let desk = received();
    let waiting = registry(&desk, &["desk", "inbox", "--json"])
        .exits(0)
        .lines();
    assert_eq!(waiting.len(), 3);
    let first = &waiting[0];
    assert_eq!(
        (&first["request"], &first["since"]),
        (&json!(1), &json!("2026-03-02"))
    );
    assert_eq!(first["letter"], "12/UBND");
    assert!(
        first["by"].is_null(),
        "no rule read here sets a day for renewals: {first}"
    );
    let told = first["findings"].to_string();
    assert!(told.contains("tay-ninh-2025/list-not-approved"), "{told}");
    let told = registry(&desk, &["desk", "inbox"]).exits(0);
    assert!(told.out.contains("YC-1  02/03/2026 →"), "{told}");
    assert!(
        told.out.contains("Nguyễn Văn Mẫu – UBND xã Mẫu  12/UBND"),
        "{told}"
    );
    let none = registry(&desk, &["desk", "inbox", "--letter", "13/UBND"]).exits(0);
    none.says("0 yêu cầu đang chờ");
}

#[test]
fn each_request_of_a_letter_is_decided_by_itself() {
    let desk = received();
    let words = [
        "desk",
        "decide",
        "--approve",
        "1",
        "--return",
        "2=thiếu giấy ủy quyền",
        "--refuse",
        "3=không thuộc đối tượng",
        "--papers",
        "tra-loi",
        "--approved-by",
        "Phạm Văn Duyệt",
        "--office",
        "3",
    ];
    let decided = data(&desk, &words);
    assert_eq!(decided["decided"], 3);
    assert_eq!(states(&desk), ["accepted", "returned", "refused"]);
    let approved = &data(&desk, &["request", "show", "1"])["request"]["stated"];
    assert_eq!(approved["department_approved"]["by"], "Phạm Văn Duyệt");
    let shown = data(&desk, &["request", "show", "2"]);
    let note = &shown["request"]["notes"][0];
    assert_eq!(
        (&note["step"], &note["text"]),
        (&json!("return"), &json!("thiếu giấy ủy quyền"))
    );
    let papers: Vec<&str> = decided["papers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one.as_str().unwrap())
        .collect();
    assert_eq!(
        papers,
        [
            "tra-loi/danh-sach-phe-duyet.pdf",
            "tra-loi/tra-lai-2-12-UBND.pdf",
            "tra-loi/khong-chap-thuan-2-12-UBND.pdf"
        ]
    );
    let list = desk.printed(papers[0]);
    for word in [
        "DANH SÁCH PHÊ DUYỆT",
        "Nguyễn Văn Mẫu",
        "Trả lại hồ sơ",
        "SỞ KHOA HỌC VÀ CÔNG NGHỆ",
        "Phạm Văn Duyệt",
    ] {
        assert!(list.contains(word), "{word}: {list}");
    }
    let letter = desk.printed(papers[1]);
    for word in ["12/UBND", "thiếu giấy ủy quyền", "Kính gửi", "UBND xã Mẫu"] {
        assert!(letter.contains(word), "{word}: {letter}");
    }
    assert!(
        !letter.contains("Nguyễn Văn Mẫu"),
        "only what goes back: {letter}"
    );
    registry(&desk, &["audit"]).exits(0).says("nguyên vẹn");
}

#[test]
fn a_paper_of_a_decision_is_signed_like_any_other() {
    let desk = received();
    registry(
        &desk,
        &[
            "desk",
            "decide",
            "--approve-rest-of",
            "12/UBND",
            "--papers",
            ".",
        ],
    )
    .exits(0);
    assert_eq!(states(&desk), ["accepted", "accepted", "accepted"]);
    desk.sign("danh-sach-phe-duyet.pdf", "da-ky.pdf", "leader", &[])
        .exits(0);
    assert_eq!(desk.verified("da-ky.pdf")["verdict"], "passed");
}

#[test]
fn a_list_of_decisions_is_written_filled_in_and_read() {
    let desk = received();
    registry(&desk, &["desk", "inbox", "-o", "cho.csv"]).exits(0);
    registry(&desk, &["desk", "inbox", "-o", "cho.xlsx"]).exits(0);
    let again = registry(&desk, &["desk", "inbox", "-o", "cho.csv", "--json"]);
    assert_ne!(again.code, Some(0), "nothing is written over");
    let list = desk.text("cho.csv");
    assert!(
        list.contains("YC-1;gia hạn;Nguyễn Văn Mẫu;UBND xã Mẫu;12/UBND;02/03/2026;"),
        "{list}"
    );
    let decide = |answers: [&str; 3]| {
        let mut rows = list.lines();
        let mut filled = vec![rows.next().unwrap().to_owned()];
        for (row, answer) in rows.zip(answers) {
            let cells: Vec<&str> = row.split(';').collect();
            filled.push(format!("{};{answer}", cells[..8].join(";")));
        }
        desk.write("dien.csv", filled.join("\r\n").as_bytes());
        registry(&desk, &["desk", "decide", "dien.csv", "--json"])
    };
    let wrong = decide(["chấp thuận;", "trả lại;", "xem lại;x"])
        .exits(1)
        .line();
    assert_eq!(wrong["decided"], 0);
    assert!(wrong["errors"].to_string().contains("dòng 4"), "{wrong}");
    let wrong = decide(["chấp thuận;", "trả lại;", ";"]).exits(1).line();
    assert!(
        wrong["errors"]
            .to_string()
            .contains("dòng 3, cột I: trả lại hoặc không chấp thuận thì phải nêu lý do"),
        "{wrong}"
    );
    assert_eq!(states(&desk), ["sent", "sent", "sent"], "nothing half done");
    assert_eq!(
        decide(["chấp thuận;", "trả lại;thiếu", ";"])
            .exits(0)
            .line()["decided"],
        2
    );
    assert_eq!(states(&desk), ["accepted", "returned", "sent"]);
    let late = decide(["chấp thuận;", "trả lại;thiếu", ";"])
        .exits(1)
        .line();
    assert!(
        late["errors"]
            .to_string()
            .contains("không chờ quyết định đó"),
        "{late}"
    );
}

#[test]
fn what_cannot_be_decided_is_told_and_nothing_is() {
    let desk = received();
    let code = |words: &[&str], exit| {
        let words = [&["desk", "decide"], words, &["--json"]].concat();
        registry(&desk, &words).exits(exit).line()
    };
    assert_eq!(
        code(&["--approve", "1", "--approve", "9"], 64)["error"]["code"],
        "not-in-register"
    );
    let twice = code(&["--approve", "1", "--refuse", "1=x"], 1);
    assert!(
        twice["errors"].to_string().contains("hai quyết định"),
        "{twice}"
    );
    registry(&desk, &["desk", "decide", "--return", "1="]).exits(64);
    assert_eq!(code(&[], 64)["error"]["code"], "nothing-decided");
    let unknown = code(&["--approve-rest-of", "99/LẠ"], 64);
    assert_eq!(unknown["error"]["code"], "not-in-register");
    assert_eq!(states(&desk), ["sent", "sent", "sent"]);
    registry(&desk, &["desk", "decide", "--refuse", "1=x"]).exits(0);
    let again = code(&["--refuse", "1=x"], 1);
    assert_eq!(again["error"]["code"], "impossible-step");
    let text = again["error"]["message"]
        .as_str()
        .or(again["error"]["text"].as_str());
    assert!(again.to_string().contains("YC-1"), "{text:?}");
}

/// In Tây Ninh an issue goes to the CA (Điều 8(1)): what was sent to the department all the same is recorded, and not accepted.
#[test]
fn what_the_law_sends_elsewhere_is_not_accepted() {
    let desk = received();
    let persons = "STT;Họ và tên;Ngày sinh;Số định danh cá nhân;Thư điện tử công vụ;Cơ quan công tác;Tỉnh/TP;Chức vụ;Số điện thoại di động\r\n\
1;Đỗ Thị Hai;05/09/1980;001080000012;hai@lachong.gov.vn;UBND xã Mẫu;Lạc Hồng;Văn thư;0912345678\r\n";
    desk.write("mau-01.csv", persons.as_bytes());
    let words = [
        "import",
        "mau-01.csv",
        "--letter",
        "13/UBND",
        "--received",
        "request-system",
    ];
    assert_eq!(data(&desk, &words)["taken"], 1);
    let told = registry(&desk, &["desk", "inbox", "--letter", "13/UBND"]).exits(0);
    assert!(
        told.out.contains("✗") && told.out.contains("khoản 1 Điều 8"),
        "{told}"
    );
    let issue = &registry(&desk, &["desk", "inbox", "--letter", "13/UBND", "--json"])
        .exits(0)
        .line();
    assert_eq!(
        (&issue["by"], &issue["rule"]),
        (
            &json!("2026-03-05"),
            &json!("nd-68-2024/issue-answered-late")
        )
    );
    let refused = registry(&desk, &["desk", "decide", "--approve", "4"]).exits(1);
    assert!(
        refused.err.contains("YC-4") && refused.err.contains("khoản 1 Điều 8"),
        "{refused}"
    );
    registry(
        &desk,
        &[
            "desk",
            "decide",
            "--return",
            "4=gửi Ban Cơ yếu Chính phủ",
            "--papers",
            "tra",
        ],
    )
    .exits(0);
    assert_eq!(states(&desk)[3], "returned");
}

#[test]
fn what_was_sent_to_the_ca_is_not_answered_here() {
    let desk = received();
    let draft = ["request", "draft", "issue", "--subscriber", "1"];
    let fact = ["--state", "needs_transactions=true:Nguyễn Văn Mẫu"];
    registry(&desk, &[&draft[..], &fact].concat()).exits(0);
    for step in ["confirm", "send"] {
        registry(&desk, &["request", "step", "4", step]).exits(0);
    }
    let refused = registry(&desk, &["desk", "decide", "--return", "4=thiếu", "--json"]).exits(1);
    assert_eq!(refused.line()["error"]["code"], "not-waiting-here");
    assert_eq!(states(&desk)[3], "sent");
}

/// Trần Thị Thử's certificate is revoked on 2026-03-05, her device still with her.
fn revoked() -> Desk {
    let desk = received();
    let draft = [
        "request",
        "draft",
        "revoke",
        "--subscriber",
        "2",
        "--certificate",
        "02CD",
        "--device",
        "TK02",
        "--reason",
        "device-broken",
    ];
    assert_eq!(data(&desk, &draft)["id"], 4);
    for step in ["confirm", "send", "accept", "process"] {
        let words = ["request", "step", "4", step, "--on", "2026-03-05"];
        registry(&desk, &words).exits(0);
    }
    desk
}

#[test]
fn a_revocation_is_told_to_the_body_and_what_is_overdue_is_reminded_of() {
    let desk = revoked();
    let notify = [
        "desk",
        "notify",
        "02CD",
        "-o",
        "thong-bao.pdf",
        "--office",
        "3",
        "--on",
        "2026-03-06",
    ];
    assert_eq!(data(&desk, &notify)["rows"], 1);
    let letter = desk.printed("thong-bao.pdf");
    for word in [
        "UBND xã Mẫu",
        "02CD",
        "TK02",
        "05/03/2026",
        "thiết bị bị hỏng",
        "trả thiết bị",
    ] {
        assert!(letter.contains(word), "{word}: {letter}");
    }
    let early = ["desk", "notify", "01AB", "-o", "som.pdf", "--json"];
    assert_eq!(
        registry(&desk, &early).exits(1).line()["error"]["code"],
        "not-revoked"
    );
    let unknown = ["desk", "notify", "99", "-o", "som.pdf", "--json"];
    assert_eq!(
        registry(&desk, &unknown).exits(64).line()["error"]["code"],
        "not-in-register"
    );
    let remind = [
        "desk",
        "remind",
        "2",
        "-o",
        "don-doc.pdf",
        "--until",
        "2026-05-01",
        "--on",
    ];
    registry(&desk, &[&remind[..], &["2026-03-06"]].concat())
        .exits(0)
        .says("không có việc quá hạn");
    assert!(!desk.has("don-doc.pdf"));
    let waits = registry(&desk, &[&remind[..], &["2026-04-20"]].concat()).exits(0);
    waits.says("không có việc quá hạn"); // no clock runs before the notice has come
    let came = ["notice", "revocation", "02CD", "--on", "2026-03-09"];
    registry(&desk, &came).exits(0);
    assert_eq!(
        data(&desk, &[&remind[..], &["2026-04-20"]].concat())["rows"],
        1
    );
    let over = [
        "desk",
        "remind",
        "2",
        "-o",
        "qua.pdf",
        "--until",
        "2026-04-19",
    ];
    registry(&desk, &[&over[..], &["--on", "2026-04-20"]].concat()).exits(64);
    let record = ["record", "add", "inspection", "Giao người theo dõi"];
    let more = [
        "--organisation",
        "2",
        "--until",
        "2026-04-01",
        "--on",
        "2026-03-01",
    ];
    registry(&desk, &[&record[..], &more].concat()).exits(0);
    let again = [&remind[..], &["2026-04-20", "--force"]].concat();
    assert_eq!(data(&desk, &again)["rows"], 2);
    let letter = desk.printed("don-doc.pdf");
    assert!(!letter.contains("việc số"), "{letter}");
    for word in [
        "UBND xã Mẫu",
        "Giao người theo dõi (hạn: 01/04/2026)",
        "thu lại, trả thiết bị TK02",
        "01/05/2026",
        "Điều",
    ] {
        assert!(letter.contains(word), "{word}: {letter}");
    }
}

#[test]
fn a_notice_tells_the_first_day_and_why_it_was_granted() {
    let desk = revoked();
    let draft = ["request", "draft", "revoke", "--subscriber", "2"];
    let more = ["--certificate", "02CD", "--reason", "key-exposed"];
    registry(&desk, &[&draft[..], &more].concat()).exits(0);
    registry(&desk, &["request", "step", "5", "withdraw"]).exits(0);
    let came = ["notice", "revocation", "02CD", "--on", "2026-03-09"];
    registry(&desk, &came).exits(0);
    let came = ["notice", "revocation", "01AB", "--on", "2026-03-10"];
    let since = ["--revoked-on", "2026-03-05"];
    registry(&desk, &[&came[..], &since].concat()).exits(0);
    let notify = ["desk", "notify", "02CD", "01AB", "-o", "thong-bao.pdf"];
    let told = data(&desk, &[&notify[..], &["--on", "2026-03-10"]].concat());
    assert_eq!(told["rows"], 2);
    let letter = desk.printed("thong-bao.pdf");
    assert!(letter.contains("thiết bị bị hỏng"), "{letter}");
    assert!(letter.contains("16/03/2026"), "{letter}");
    assert!(!letter.contains("17/03/2026"), "{letter}");
}

#[test]
fn a_paper_has_its_name_only_where_the_decisions_are_kept() {
    let desk = received();
    std::fs::create_dir(desk.file("tra-loi")).unwrap();
    desk.write("tra-loi/tra-lai-2-12-UBND.pdf", b"");
    let decide = ["desk", "decide", "--approve", "1", "--return", "2=thiếu"];
    let papers = ["--papers", "tra-loi", "--json"];
    let refused = registry(&desk, &[&decide[..], &papers].concat()).exits(4);
    assert_eq!(refused.line()["error"]["code"], "exists");
    assert!(!desk.has("tra-loi/danh-sach-phe-duyet.pdf"));
    assert_eq!(states(&desk), ["sent", "sent", "sent"]);
}

#[test]
fn the_record_of_a_device_from_a_list_is_noted() {
    let desk = received();
    let give = ["handover", "give", "TK01", "-o", "bb.pdf"];
    let paper = ["--paper", "07/BB", "--note", "còn niêm phong"];
    registry(&desk, &[&give[..], &paper].concat()).exits(0);
    let person = ["person", "export", "1", "-o", "ca-nhan.json"];
    registry(&desk, &person).exits(0);
    let told = desk.text("ca-nhan.json");
    assert!(
        told.contains("07/BB") && told.contains("còn niêm phong"),
        "{told}"
    );
}
