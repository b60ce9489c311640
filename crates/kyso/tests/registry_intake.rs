//! What a register takes in through the program: certificates, lists of requests and devices; and what it asks about.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;
#[path = "../../token-pkcs11/tests/support/mod.rs"]
mod support;
#[path = "common/tokens.rs"]
mod tokens;

use common::{Desk, Ran, issue, leader, pki, rsa_leader};
use serde_json::{Value, json};
use support::{softhsm, softhsm_library};

fn registry(desk: &Desk, arguments: &[&str]) -> Ran {
    let always = ["registry", "--register", "so.db", "--operator", "pkt01"];
    let on = if arguments.contains(&"--on") {
        &[][..]
    } else {
        &["--on", "2026-03-02"]
    };
    desk.run(&[&always[..], &["--in", "tay-ninh"], on, arguments].concat())
}

fn data(desk: &Desk, arguments: &[&str]) -> Value {
    registry(desk, &[arguments, &["--json"]].concat())
        .exits(0)
        .line()
}

const BODIES: &str = "STT;Tên cơ quan, đơn vị;Mã định danh điện tử;Mã cơ quan cấp trên;Từ ngày\r\n\
1;UBND tỉnh Lạc Hồng;H99;;01/07/2025\r\n2;UBND xã Mẫu;H99.1;H99;01/07/2025\r\n3;UBND xã Thử;H99.2;H99;01/07/2025\r\n";
const SUBSCRIBERS: &str = "STT;Họ và tên;Loại thuê bao;Số CCCD;Chức vụ;Cơ quan, đơn vị;Số hiệu chứng thư số;Hiệu lực từ;Hiệu lực đến;Số hiệu thiết bị\r\n\
1;Nguyễn Văn Hòa;Cá nhân;;Chủ tịch;UBND xã Mẫu;01AB;02/03/2026;01/03/2031;TK01\r\n\
2;UBND xã Mẫu;Tổ chức;;;UBND xã Mẫu;02CD;02/03/2026;01/03/2031;TK02\r\n";

/// Three bodies, a chairman without a personal number, and the commune itself.
fn begun() -> Desk {
    let desk = Desk::new();
    registry(&desk, &["init"]).exits(0);
    desk.write("co-quan.csv", BODIES.as_bytes());
    desk.write("thue-bao.csv", SUBSCRIBERS.as_bytes());
    assert_eq!(data(&desk, &["import", "co-quan.csv"])["taken"], 3);
    assert_eq!(data(&desk, &["import", "thue-bao.csv"])["taken"], 2);
    desk
}

const PERSONS: &str = "STT;Họ và tên;Ngày sinh;Số định danh cá nhân;Thư điện tử công vụ;Cơ quan công tác;Tỉnh/TP;Chức vụ;Số điện thoại di động\r\n";

fn person(name: &str, number: &str, body: &str) -> String {
    format!(
        "1;{name};05/09/1980;{number};mau@lachong.gov.vn;{body};Lạc Hồng;Chuyên viên;0912345678\r\n"
    )
}

fn counted(desk: &Desk, of: &str) -> usize {
    registry(desk, &[of, "list", "--json"])
        .exits(0)
        .lines()
        .len()
}

#[test]
fn a_list_of_requests_becomes_drafts_of_one_letter_once() {
    let desk = begun();
    let list = [
        PERSONS,
        &person("Trần Thị Thử", "001080000002", "UBND xã Thử"),
        &person("Lê Văn Một", "001080000003", "UBND xã Mẫu"),
    ]
    .concat();
    desk.write("mau-01.csv", list.as_bytes());
    let nameless = registry(&desk, &["import", "mau-01.csv", "--json"]).exits(64);
    assert_eq!(nameless.line()["error"]["code"], "no-letter");
    let letter = ["import", "mau-01.csv", "--letter", "12/SNV-VP"];
    assert_eq!(data(&desk, &letter)["taken"], 2);
    let again = data(&desk, &letter);
    assert_eq!((&again["taken"], &again["known"]), (&json!(0), &json!(2)));
    assert_eq!(counted(&desk, "person"), 3);
    let requests = registry(&desk, &["request", "list", "--json"])
        .exits(0)
        .lines();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0]["state"], "drafted");
    let shown = data(&desk, &["request", "show", "1"]);
    assert_eq!(shown["request"]["list"], "12/SNV-VP");
    let other = registry(&desk, &["import", "mau-01.csv", "--letter", "13/SNV-VP"]).exits(1);
    assert!(
        other
            .err
            .contains("dòng 2, cột B: yêu cầu số 1 cùng loại đang được giải quyết"),
        "{other}"
    );
    registry(&desk, &["audit"]).exits(0).says("nguyên vẹn");
}

#[test]
fn every_wrong_row_is_told_with_its_place_and_nothing_is_taken() {
    let desk = begun();
    let list = [
        PERSONS,
        &person("Trần Thị Thử", "001080000002", "UBND xã Thử"),
        &person("Lê Văn Hai", "00108000000", "UBND xã Thử"),
        &person("Lê Văn Ba", "001080000004", "UBND xã Không Có"),
        "4;Lê Văn Bốn;31/02/1980;001080000005;mau@lachong.gov.vn;UBND xã Thử;Lạc Hồng;Chuyên viên;0912345678\r\n",
    ]
    .concat();
    desk.write("mau-01.csv", list.as_bytes());
    let letter = ["import", "mau-01.csv", "--letter", "12/SNV-VP"];
    let refused = registry(&desk, &letter).exits(1);
    for told in ["dòng 3, cột D", "dòng 5, cột C"] {
        assert!(refused.err.contains(told), "{told}: {refused}");
    }
    assert_eq!(counted(&desk, "request"), 0);
    let partly = registry(&desk, &[&letter[..], &["--partly", "--json"]].concat())
        .exits(1)
        .line();
    assert_eq!(partly["taken"], 1);
    let told = partly["errors"].as_array().unwrap();
    assert!(
        told.iter().any(|one| one
            .as_str()
            .unwrap()
            .contains("dòng 4, cột F: chưa có cơ quan này")),
        "{partly}"
    );
    assert_eq!(
        (counted(&desk, "request"), counted(&desk, "person")),
        (1, 2)
    );
}

/// The register has Nguyễn Văn Hòa of UBND xã Mẫu, without a number.
#[test]
fn whether_two_rows_are_one_person_is_asked_and_never_guessed() {
    let with_number = [
        PERSONS,
        &person("Nguyễn Văn Hoà", "001080000009", "UBND xã Mẫu"),
    ]
    .concat();
    let letter = ["import", "mau-01.csv", "--letter", "12/SNV-VP"];
    let desk = begun();
    desk.write("mau-01.csv", with_number.as_bytes());
    let asked = registry(&desk, &letter).exits(1);
    assert!(
        asked
            .err
            .contains("dòng 2, cột B: cùng họ tên, cùng cơ quan với cá nhân số 1"),
        "{asked}"
    );
    asked.says("--same");
    assert_eq!(counted(&desk, "person"), 1);
    let unknown = registry(&desk, &[&letter[..], &["--same", "2=9"]].concat()).exits(1);
    unknown.says("chưa có cá nhân số 9");
    assert_eq!(
        data(&desk, &[&letter[..], &["--same", "2=1"]].concat())["taken"],
        1
    );
    assert_eq!(
        counted(&desk, "person"),
        1,
        "the same person, who has a number now"
    );
    assert_eq!(
        data(&desk, &letter)["known"],
        1,
        "by the number, nothing is asked any more"
    );

    let desk = begun();
    desk.write("mau-01.csv", with_number.as_bytes());
    assert_eq!(
        data(&desk, &[&letter[..], &["--other", "2"]].concat())["taken"],
        1
    );
    assert_eq!(counted(&desk, "person"), 2);
    let nameless = "STT;Họ và tên;Loại thuê bao;Cơ quan, đơn vị;Chức vụ\r\n1;Nguyễn Văn Hòa;Cá nhân;UBND xã Mẫu;Chủ tịch\r\n";
    desk.write("hai.csv", nameless.as_bytes());
    let asked = registry(&desk, &["import", "hai.csv"]).exits(1);
    assert!(asked.err.contains("cá nhân số 1, cá nhân số 2"), "{asked}");
}

#[test]
fn a_number_of_somebody_else_is_told() {
    let desk = begun();
    let list = [
        PERSONS,
        &person("Trần Thị Thử", "001080000002", "UBND xã Thử"),
        &person("Lê Văn Khác", "001080000002", "UBND xã Thử"),
        &person("Nguyễn Văn Hòa", "001080000009", "UBND xã Mẫu"),
    ]
    .concat();
    desk.write("mau-01.csv", list.as_bytes());
    let refused = registry(&desk, &["import", "mau-01.csv", "--letter", "1/VP"]).exits(1);
    assert!(
        refused
            .err
            .contains("dòng 3, cột B: số định danh này đã có"),
        "{refused}"
    );
    let twins = [SUBSCRIBERS.split("\r\n").next().unwrap(), "\r\n",
        "1;Đỗ Thị Hai;Cá nhân;;Văn thư;UBND xã Thử;;;;\r\n2;Đỗ Thị Hai;Cá nhân;001080000012;Văn thư;UBND xã Thử;;;;\r\n"].concat();
    desk.write("sinh-doi.csv", twins.as_bytes());
    let asked = registry(&desk, &["import", "sinh-doi.csv"]).exits(1);
    assert!(
        asked
            .err
            .contains("dòng 3, cột B: cùng họ tên, cùng cơ quan với người ở dòng 2"),
        "{asked}"
    );
}

#[test]
fn names_are_compared_whatever_their_letters_are_made_of_and_are_never_sql() {
    let desk = begun();
    let decomposed = "Nguye\u{302}\u{303}n Va\u{306}n Hoa\u{300}";
    // the separator stands in the name: quoted, as a spreadsheet does
    let list = format!(
        "STT;Họ và tên;Loại thuê bao;Cơ quan, đơn vị\r\n1;{decomposed};Cá nhân;UBND XÃ MẪU\r\n2;\"Robert'); DROP TABLE person;--\";Cá nhân;UBND xã Thử\r\n"
    );
    desk.write("ten.csv", list.as_bytes());
    let taken = data(&desk, &["import", "ten.csv"]);
    assert_eq!((&taken["taken"], &taken["known"]), (&json!(1), &json!(1)));
    let persons = registry(&desk, &["person", "list", "--json"])
        .exits(0)
        .lines();
    assert_eq!(persons[1]["name"], "Robert'); DROP TABLE person;--");
}

#[test]
fn the_department_of_an_giang_asks_for_bodies_and_names_who_will_keep_the_device() {
    let desk = begun();
    let list = "DANH SÁCH ĐỀ NGHỊ CẤP CHỨNG THƯ SỐ CHO CƠ QUAN, ĐƠN VỊ;;;;;;;;;\r\n\
STT;Thông tin người quản lý chứng thư số;;;;;Thông tin đăng ký chứng thư số;;;Số chứng thư số cũ (nếu có)\r\n\
;Họ tên;Ngày sinh;Số CMTND/ Ngày cấp/ Nơi cấp;Cơ quan, đơn vị công tác;Địa chỉ thư điện tử;Tên cơ quan, đơn vị;Tỉnh/ Thành phố;Địa chỉ thư điện tử;\r\n\
1;Trần Thị Thử;05/09/1985;351234567/ 01/02/2010/ CA An Giang;UBND xã Thử;thu@lachong.gov.vn;UBND xã Thử;Lạc Hồng;ubnd@lachong.gov.vn;0A 1B\r\n";
    desk.write("mau-02.csv", list.as_bytes());
    let words = [
        "import",
        "mau-02.csv",
        "--letter",
        "5/STTTT",
        "--received",
        "document-system",
    ];
    assert_eq!(data(&desk, &words)["taken"], 1);
    let shown = data(&desk, &["request", "show", "1"]);
    let remark = shown["request"]["remark"].as_str().unwrap();
    assert_eq!(remark, "Số chứng thư cũ: 0A1B");
    assert_eq!(shown["request"]["keeper"], 2);
    assert_eq!(shown["request"]["sending"]["to"], "department");
    assert_eq!(counted(&desk, "person"), 2);
    let requests = registry(&desk, &["request", "list", "--json"])
        .exits(0)
        .lines();
    assert_eq!(
        (&requests[0]["subscriber"], &requests[0]["state"]),
        (&json!("UBND xã Thử"), &json!("sent"))
    );
    // and goes on to the committee in a list of the department's own
    let list = ["desk", "forward", "1", "-o", "mau-02.pdf", "--office", "1"];
    assert_eq!(data(&desk, &list)["rows"], 1);
    let list = desk.words("mau-02.pdf");
    for word in ["MẪU SỐ 02", "351234567", "01/02/2010", "lachong.gov.vn"] {
        assert!(list.contains(word), "{word}: {list}");
    }
}

#[test]
fn an_agency_of_an_giang_asks_on_the_forms_of_its_province() {
    let desk = begun();
    let draft = [
        "request",
        "draft",
        "issue",
        "--subscriber",
        "2",
        "--keeper",
        "1",
    ];
    registry(&desk, &draft).exits(0);
    let form = |number: &str, name: &str| {
        let file = format!("{name}-{number}.pdf");
        let words = ["request", "form", number, "--form", name, "-o", &file];
        (registry(&desk, &words), file)
    };
    let (made, file) = form("1", "an-giang-01");
    made.exits(0);
    let text = desk.words(&file);
    for word in ["MẪU SỐ 01", "NGUYỄN VĂN HÒA", "UBND XÃ MẪU", "YC-1"] {
        assert!(text.to_uppercase().contains(word), "{word}: {text}");
    }
    form("1", "an-giang-03")
        .0
        .exits(1)
        .says("thu hồi chứng thư");
    let draft = [
        "request",
        "draft",
        "revoke",
        "--subscriber",
        "2",
        "--certificate",
        "02CD",
    ];
    registry(&desk, &[&draft[..], &["--reason", "other"]].concat()).exits(0);
    let (made, file) = form("2", "an-giang-03");
    made.exits(0);
    let text = desk.words(&file);
    for word in ["MẪU SỐ 03", "02CD", "YC-2"] {
        assert!(text.contains(word), "{word}: {text}");
    }
    let forward = ["desk", "forward", "1", "2", "-o", "ds.pdf"];
    registry(&desk, &forward).exits(1).says("cấp chứng thư");
    assert!(!desk.has("ds.pdf"));
}

#[test]
fn blank_forms_are_printed_without_a_register() {
    let desk = Desk::new();
    let forms = desk
        .run(&["registry", "form", "list", "--json"])
        .exits(0)
        .lines();
    for form in &forms {
        let name = form["form"].as_str().unwrap();
        let file = format!("{name}.pdf");
        desk.run(&["registry", "form", "blank", name, "-o", &file])
            .exits(0);
        assert!(desk.words(&file).contains('…'), "{name} has room to write");
    }
    assert!(
        forms
            .iter()
            .any(|form| form["form"] == "an-giang-02" && form["known"] == "read")
    );
    desk.run(&["registry", "form", "blank", "mau-99", "-o", "x.pdf"])
        .exits(64)
        .says("form list");
}

#[test]
fn renewals_revocations_and_recoveries_name_what_the_register_has() {
    let desk = begun();
    let renewals = "STT;Tên chứng thư số;Số hiệu chứng thư số;Thư điện tử công vụ;Thông tin cần thay đổi;Thông tin mới;Gia hạn;TĐTT\r\n\
1;Nguyễn Văn Hoà;1ab;mau@lachong.gov.vn;;;x;\r\n2;UBND xã Mẫu;02CD;mau@lachong.gov.vn;cũ@;mới@;;x\r\n";
    desk.write("mau-04.csv", renewals.as_bytes());
    assert_eq!(
        data(&desk, &["import", "mau-04.csv", "--letter", "1/VP"])["taken"],
        2
    );
    let revocations = "STT;Tên chứng thư số;Số định danh cá nhân;Mã số thuế;Thư điện tử công vụ;Số hiệu chứng thư số;Số hiệu thiết bị;Lý do thu hồi\r\n\
1;Nguyễn Văn Hòa;;;mau@lachong.gov.vn;01AB;TK01;Thiết bị bị hỏng\r\n";
    desk.write("mau-05.csv", revocations.as_bytes());
    assert_eq!(
        data(&desk, &["import", "mau-05.csv", "--letter", "2/VP"])["taken"],
        1
    );
    let recoveries = "STT;Số hiệu thiết bị;Tên chứng thư số;Cơ quan công tác;Thư điện tử công vụ\r\n1;TK02;UBND xã Mẫu;UBND xã Mẫu;mau@lachong.gov.vn\r\n";
    desk.write("mau-06.csv", recoveries.as_bytes());
    assert_eq!(
        data(&desk, &["import", "mau-06.csv", "--letter", "3/VP"])["taken"],
        1
    );
    let kinds: Vec<Value> = registry(&desk, &["request", "list", "--json"])
        .exits(0)
        .lines()
        .iter()
        .map(|one| one["kind"].clone())
        .collect();
    assert_eq!(
        kinds,
        ["renew", "change-information", "revoke", "recover-device"]
    );
    assert_eq!(
        data(&desk, &["request", "show", "3"])["request"]["reason"],
        "device-broken"
    );
    registry(&desk, &["request", "form", "2", "-o", "mau-04.pdf"]).exits(0);
    assert!(desk.has("mau-04.pdf"));
    let wrong = "STT;Tên chứng thư số;Số định danh cá nhân;Thư điện tử công vụ;Số hiệu chứng thư số;Số hiệu thiết bị;Lý do thu hồi\r\n\
1;Nguyễn Văn Khác;;mau@lachong.gov.vn;01AB;TK01;Nghỉ hưu\r\n2;UBND xã Mẫu;;mau@lachong.gov.vn;02CD;TK01;Giải thể\r\n3;UBND xã Mẫu;;mau@lachong.gov.vn;09;TK01;Giải thể\r\n";
    desk.write("sai.csv", wrong.as_bytes());
    let refused = registry(&desk, &["import", "sai.csv", "--letter", "4/VP"]).exits(1);
    for told in [
        "dòng 2, cột B: số hiệu chứng thư này đã có, của thuê bao khác",
        "dòng 3, cột F: số hiệu thiết bị này đã có, của thuê bao khác",
        "dòng 4, cột E: chưa có chứng thư này",
    ] {
        assert!(refused.err.contains(told), "{told}: {refused}");
    }
}

#[test]
fn devices_of_a_stock_list_are_where_the_list_says() {
    let desk = begun();
    let head = "STT;Số hiệu thiết bị;Loại thiết bị;Số điện thoại ký;Thuê bao;Cơ quan, đơn vị;Ngày nhận;Ngày bàn giao;Tình trạng;Ghi chú\r\n";
    let rows = "1;TK10;PKI Token;;;;01/02/2026;;;\r\n2;TK11;USB Token;;Nguyễn Văn Hòa;UBND xã Mẫu;01/02/2026;05/02/2026;bị khóa;nhập sai mật khẩu\r\n\
3;SIM1;SIM PKI;0912345678;UBND xã Mẫu;;01/02/2026;05/02/2026;;\r\n4;TK01;PKI Token;;Nguyễn Văn Hòa;UBND xã Mẫu;;;;\r\n";
    desk.write("kho.csv", [head, rows].concat().as_bytes());
    let taken = data(&desk, &["import", "kho.csv"]);
    assert_eq!((&taken["taken"], &taken["known"]), (&json!(3), &json!(1)));
    assert_eq!(
        data(&desk, &["import", "kho.csv"])["known"],
        4,
        "twice is once"
    );
    let devices = registry(&desk, &["device", "list", "--json"])
        .exits(0)
        .lines();
    let states: Vec<(&str, &str)> = devices
        .iter()
        .map(|one| {
            (
                one["number"].as_str().unwrap(),
                one["state"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        states[2..],
        [
            ("TK10", "in-stock"),
            ("TK11", "locked"),
            ("SIM1", "with-subscriber")
        ]
    );
    let wrong = "1;TK20;thẻ;;;;;;;\r\n2;TK21;SIM PKI;;;;;;;\r\n3;TK22;PKI Token;;Người Lạ;;;;;\r\n4;TK23;PKI Token;;;;;;bay mất;\r\n\
5;TK24;PKI Token;;;;05/02/2026;01/02/2026;;\r\n6;TK25;PKI Token;;;;05/02/2027;;;\r\n7;TK01;PKI Token;;UBND xã Mẫu;;;;;\r\n";
    desk.write("sai.csv", [head, wrong].concat().as_bytes());
    let refused = registry(&desk, &["import", "sai.csv"]).exits(1);
    for told in [
        "dòng 2, cột C: không rõ loại thiết bị",
        "dòng 3, cột C: SIM PKI thiếu số điện thoại ký",
        "dòng 4, cột E: chưa có thuê bao này",
        "dòng 5, cột I: không rõ tình trạng",
        "dòng 6, cột H: ngày cuối trước ngày đầu",
        "dòng 7, cột G: sau ngày nhập danh sách",
        "dòng 8, cột B: số hiệu thiết bị này đã có, của thuê bao khác",
    ] {
        assert!(refused.err.contains(told), "{told}: {refused}");
    }
    assert_eq!(counted(&desk, "device"), 5, "nothing was taken");
}

/// A list, taken in: how many rows brought something, how many were known, the columns that were not kept.
fn brought(desk: &Desk, list: &str) -> (u64, u64, String) {
    desk.write("them.csv", list.as_bytes());
    let told = data(desk, &["import", "them.csv"]);
    let count = |name: &str| told[name].as_u64().unwrap();
    (count("taken"), count("known"), told["unkept"].to_string())
}

#[test]
fn a_stock_list_completes_the_devices_that_came_with_their_subscribers() {
    let desk = begun();
    let heading = "Số hiệu thiết bị;Số sê-ri token;Loại thiết bị;Thuê bao;Cơ quan, đơn vị;Ngày nhận;Ngày bàn giao;Ghi chú\r\n";
    let row = "TK01;A1B2;PKI Token;Nguyễn Văn Hòa;UBND xã Mẫu;20/02/2026;25/02/2026;hộp 3\r\n";
    let nothing = "[]".to_owned();
    let list = [heading, row].concat();
    assert_eq!(brought(&desk, &list), (1, 0, nothing.clone()));
    assert_eq!(brought(&desk, &list), (0, 1, nothing));
    registry(&desk, &["export", "devices", "-o", "kho.csv"]).exits(0);
    let kept = desk.text("kho.csv");
    let line = kept.lines().find(|line| line.contains("TK01")).unwrap();
    for word in ["A1B2", "20/02/2026", "25/02/2026", "hộp 3"] {
        assert!(line.contains(word), "{word}: {line}");
    }
    // what the register has stays, and that it does is said
    let other = list.replace("25/02", "26/02").replace("A1B2", "C3D4");
    let (taken, known, unkept) = brought(&desk, &other);
    assert_eq!((taken, known), (0, 1));
    assert!(
        unkept.contains("Ngày bàn giao") && unkept.contains("Số sê-ri token"),
        "{unkept}"
    );
    assert!(!unkept.contains("Ngày nhận"), "{unkept}");
    registry(&desk, &["audit"]).exits(0);
}

#[test]
fn what_a_list_says_of_a_body_that_is_there_is_kept_or_told() {
    let desk = begun();
    let heading = "Họ và tên;Loại thuê bao;Cơ quan, đơn vị;Thư điện tử công vụ;Số điện thoại\r\n";
    let row = |mail: &str| {
        let list = format!("{heading}UBND xã Mẫu;Tổ chức;UBND xã Mẫu;{mail};0912345678\r\n");
        brought(&desk, &list)
    };
    assert_eq!(row("mau@lachong.gov.vn"), (1, 0, "[]".to_owned()));
    let (taken, known, unkept) = row("khac@lachong.gov.vn");
    assert_eq!((taken, known), (0, 1));
    assert!(unkept.contains("thư điện tử"), "{unkept}");
    let bodies = "Tên cơ quan, đơn vị;Mã định danh điện tử;Mã định danh cũ;Địa chỉ;Thư điện tử\r\n\
        UBND xã Thử;H99.2;000.00.12.H99;Ấp 1;thu@lachong.gov.vn\r\n";
    let (taken, _, unkept) = brought(&desk, bodies);
    assert_eq!(taken, 1);
    assert!(
        unkept.contains("Mã định danh cũ") && !unkept.contains("Địa chỉ"),
        "{unkept}"
    );
    registry(&desk, &["export", "organisations", "-o", "cq.csv"]).exits(0);
    let kept = desk.text("cq.csv");
    for word in ["mau@lachong.gov.vn", "thu@lachong.gov.vn", "Ấp 1"] {
        assert!(kept.contains(word), "{word}: {kept}");
    }
}

#[test]
fn an_exported_list_of_certificates_is_no_list_of_requests() {
    let desk = begun();
    for (what, word) in [("certificates", "reconcile"), ("requests", "không nhập")] {
        registry(&desk, &["export", what, "-o", "ra.csv", "--force"]).exits(0);
        let import = ["import", "ra.csv", "--letter", "12/SNV-VP"];
        let refused = registry(&desk, &import).exits(3);
        assert!(refused.err.contains(word), "{refused}");
    }
}

#[test]
fn a_device_of_a_stock_list_is_its_certificates_subscribers() {
    let desk = begun();
    let head = "STT;Họ và tên;Loại thuê bao;Cơ quan, đơn vị;Số hiệu chứng thư số;Hiệu lực từ;Hiệu lực đến\r\n";
    let row = "1;UBND xã Thử;Tổ chức;UBND xã Thử;03EF;02/03/2026;01/03/2031\r\n";
    desk.write("them.csv", [head, row].concat().as_bytes());
    assert_eq!(data(&desk, &["import", "them.csv"])["taken"], 1);
    let stock =
        "STT;Số hiệu thiết bị;Loại thiết bị;Số hiệu chứng thư số\r\n1;TK30;PKI Token;03EF\r\n";
    desk.write("kho.csv", stock.as_bytes());
    assert_eq!(data(&desk, &["import", "kho.csv"])["taken"], 1);
    let devices = registry(&desk, &["device", "list", "--json"])
        .exits(0)
        .lines();
    let device = devices.iter().find(|one| one["number"] == "TK30").unwrap();
    assert_eq!(device["state"], "with-subscriber", "{device}");
}

#[test]
fn bodies_that_stand_above_one_another_are_told_and_not_taken() {
    let desk = begun();
    let head = "STT;Tên cơ quan, đơn vị;Mã định danh điện tử;Mã cơ quan cấp trên\r\n";
    let rows = "1;Sở Một;H99.10;H99.11\r\n2;Sở Hai;H99.11;H99.10\r\n3;Phòng Ba;H99.12;H99.11\r\n\
4;Sở Bốn;H99.13;H99.13\r\n5;Sở Năm;H99.14;H99\r\n6;Phòng Sáu;H99.15;H99.14\r\n7;Phòng Bảy;H99.16;H98\r\n8;Tổ Tám;H99.17;H99.16\r\n";
    desk.write("vong.csv", [head, rows].concat().as_bytes());
    registry(&desk, &["import", "vong.csv"]).exits(1);
    assert_eq!(counted(&desk, "organisation"), 3, "nothing was taken");
    let partly = registry(&desk, &["import", "vong.csv", "--partly", "--json"])
        .exits(1)
        .line();
    let circle = "các cơ quan cấp trên nối thành vòng, không tới cơ quan cao nhất";
    let told = |row: u32, what: &str| format!("dòng {row}, cột D: {what}");
    let unknown = "chưa có cơ quan này trong sổ đăng ký";
    assert_eq!(
        partly["errors"],
        json!([
            told(2, circle),
            told(3, circle),
            told(4, circle),
            told(5, circle),
            told(8, unknown),
            told(9, unknown),
        ])
    );
    assert_eq!(partly["taken"], 2);
    assert_eq!(counted(&desk, "organisation"), 5);
}

/// Level for level, every row would be looked at as often as there are rows: hours.
#[test]
fn a_long_way_up_to_a_body_nobody_knows_is_walked_once() {
    let desk = begun();
    let mut list =
        "STT;Tên cơ quan, đơn vị;Mã định danh điện tử;Mã cơ quan cấp trên\r\n".to_owned();
    for row in 1..=20_000 {
        list += &format!("{row};Tổ {row};H98.{row};H98.{}\r\n", row - 1);
    }
    desk.write("dai.csv", list.as_bytes());
    let refused = registry(&desk, &["import", "dai.csv", "--json"]).exits(1);
    assert_eq!(refused.line()["errors"].as_array().unwrap().len(), 20_000);
}

#[test]
fn a_list_larger_than_any_is_not_read() {
    let desk = begun();
    let file = std::fs::File::create(desk.file("to.csv")).unwrap();
    file.set_len(1 << 40).unwrap(); // a hole: nothing is written
    let refused = registry(&desk, &["import", "to.csv", "--json"]).exits(3);
    assert_eq!(refused.line()["error"]["code"], "limit");
}

#[test]
fn a_certificate_is_asked_about_however_its_number_is_spelt() {
    let desk = begun();
    let draft = |number: &str| {
        let words = ["request", "draft", "revoke", "--subscriber", "1"];
        let about = ["--certificate", number, "--reason", "other", "--json"];
        registry(&desk, &[&words[..], &about].concat())
    };
    let none = draft("1ac").exits(64);
    assert_eq!(none.line()["error"]["code"], "not-in-register");
    draft("1ab").exits(0);
}

/// A register with the leader of the fictional agency, and somebody of the same name elsewhere.
fn with_leader() -> Desk {
    let desk = begun();
    let add = |words: &[&str]| data(&desk, words)["id"].as_i64().unwrap().to_string();
    let agency = add(&[
        "organisation",
        "add",
        "Sở Khoa học và Công nghệ tỉnh Lạc Hồng",
        "--tier",
        "department",
    ]);
    let person = add(&[
        "person",
        "add",
        "NGUYỄN VĂN MẪU",
        "--organisation",
        &agency,
        "--title",
        "Giám đốc",
    ]);
    assert_eq!(
        add(&[
            "subscriber",
            "add",
            "--person",
            &person,
            "--managed-by",
            &agency
        ]),
        "3"
    );
    desk
}

#[test]
fn a_certificate_finds_its_subscriber_by_name_and_body() {
    let desk = with_leader();
    let taken = registry(
        &desk,
        &["certificate", "add", "leader.pem", "sub-ca.pem", "--json"],
    )
    .exits(0)
    .line();
    assert_eq!(
        (&taken["result"], &taken["subscriber"]),
        (&json!("added"), &json!(3))
    );
    assert_eq!(
        taken["under"], "other",
        "the demonstration's root is no government's"
    );
    let certificates = registry(&desk, &["certificate", "list", "--json"])
        .exits(0)
        .lines();
    assert_eq!(certificates[2]["valid_from"], "2020-01-01");
    let again = registry(&desk, &["certificate", "add", "leader.pem", "--json"])
        .exits(0)
        .line();
    assert_eq!(again["result"], "known");
    registry(&desk, &["certificate", "add", "leader.pem"])
        .exits(0)
        .says("1 đã có");
}

#[test]
fn whose_a_certificate_is_is_asked_where_its_body_is_unknown() {
    let desk = begun();
    let add = |words: &[&str]| data(&desk, words)["id"].as_i64().unwrap().to_string();
    for body in ["2", "3"] {
        let person = add(&[
            "person",
            "add",
            "Nguyễn Văn Mẫu",
            "--organisation",
            body,
            "--title",
            "Văn thư",
        ]);
        add(&[
            "subscriber",
            "add",
            "--person",
            &person,
            "--managed-by",
            body,
        ]);
    }
    let asked = registry(
        &desk,
        &["certificate", "add", "leader.pem", "agency.pem", "--json"],
    )
    .exits(1)
    .lines();
    assert_eq!(asked[0]["result"], "in-doubt");
    assert_eq!(asked[0]["candidates"], json!([3, 4]));
    assert_eq!(asked[1]["result"], "no-subscriber");
    let asked = registry(&desk, &["certificate", "add", "leader.pem"]).exits(1);
    assert!(
        asked
            .err
            .contains("3 Nguyễn Văn Mẫu – UBND xã Mẫu; 4 Nguyễn Văn Mẫu – UBND xã Thử"),
        "{asked}"
    );
    let chosen = ["certificate", "add", "leader.pem", "--subscriber", "4"];
    assert_eq!(data(&desk, &chosen)["result"], "added");
    let other = [
        "certificate",
        "add",
        "leader.pem",
        "--subscriber",
        "3",
        "--json",
    ];
    assert_eq!(
        registry(&desk, &other).exits(1).line()["result"],
        "other-holder"
    );
}

#[test]
fn a_certificate_completes_what_a_list_said_and_contradictions_are_told() {
    let desk = with_leader();
    listed(&desk, "Nguyễn Văn Mẫu", "01/01/2060");
    let done = registry(&desk, &["certificate", "add", "leader.pem", "--json"])
        .exits(0)
        .line();
    assert_eq!(done["result"], "completed");
    for (name, ends, result) in [
        ("Người Khác", "01/01/2060", "other-holder"),
        ("Nguyễn Văn Mẫu", "31/12/2030", "other-days"),
    ] {
        let desk = with_leader();
        listed(&desk, name, ends);
        let told = registry(&desk, &["certificate", "add", "leader.pem", "--json"]).exits(1);
        assert_eq!(told.line()["result"], result);
    }
}

/// A list that has the leader's certificate.
fn listed(desk: &Desk, name: &str, ends: &str) {
    let number = leader_number();
    let list = format!(
        "STT;Họ và tên;Loại thuê bao;Cơ quan, đơn vị;Số hiệu chứng thư số;Hiệu lực từ;Hiệu lực đến\r\n1;{name};Cá nhân;Sở Khoa học và Công nghệ tỉnh Lạc Hồng;{number};01/01/2020;{ends}\r\n"
    );
    desk.write("thue-bao.csv", list.as_bytes());
    assert_eq!(data(desk, &["import", "thue-bao.csv"])["taken"], 1);
}

fn leader_number() -> String {
    let certificate = cert_path::Certificate::from_der(&leader().certificate_der).unwrap();
    certificate.serial().to_string()
}

#[test]
fn a_p12_gives_its_certificates_and_keeps_its_key() {
    let desk = with_leader();
    desk.keep_p12("id", leader(), "mật khẩu");
    desk.write("mat-khau", "mật khẩu\n".as_bytes());
    let add = ["certificate", "add", "id.p12", "--p12-password-file"];
    let taken = registry(&desk, &[&add[..], &["mat-khau"]].concat()).exits(0);
    taken
        .says("đã nhập cho thuê bao 3")
        .says("bỏ qua 1 chứng thư của cơ quan cấp");
    desk.write("sai", b"sai\n");
    let wrong = registry(&desk, &[&add[..], &["sai", "--json"]].concat());
    assert_ne!(wrong.code, Some(0), "{wrong}");
    let register = desk.read("so.db");
    let pkcs8 = &leader().private_key_pkcs8_der;
    assert!(
        register
            .windows(32)
            .all(|window| window != &pkcs8[pkcs8.len() - 32..])
    );
}

#[test]
fn a_token_shows_its_certificates_without_a_password() {
    let _turn = tokens::turn();
    let desk = with_leader();
    let bench = softhsm();
    let token = bench.new_token("nhập sổ");
    tokens::put(bench, &token, rsa_leader(), 1);
    let stock = format!(
        "STT;Số hiệu thiết bị;Loại thiết bị;Số sê-ri token\r\n1;TK77;PKI Token;{}\r\n",
        token.info().serial
    );
    desk.write("kho.csv", stock.as_bytes());
    assert_eq!(data(&desk, &["import", "kho.csv"])["taken"], 1);
    let library = softhsm_library();
    let read = [
        "certificate",
        "add",
        "--token",
        library.to_str().unwrap(),
        "--token-label",
        "nhập sổ",
    ];
    let taken = data(&desk, &read);
    assert_eq!(
        (&taken["result"], &taken["subscriber"]),
        (&json!("added"), &json!(3))
    );
    let devices = registry(&desk, &["device", "list", "--json"])
        .exits(0)
        .lines();
    assert_eq!(devices[2]["number"], "TK77");
}

#[test]
fn what_is_no_certificate_is_told() {
    let desk = with_leader();
    desk.write("thu.pem", b"a letter");
    registry(&desk, &["certificate", "add", "thu.pem", "--json"]).exits(4);
    registry(&desk, &["certificate", "add"]).exits(64);
    let stranger = issue(&pki().records_room());
    desk.keep("la", &stranger);
    registry(&desk, &["certificate", "add", "la.pem"])
        .exits(1)
        .says("sổ chưa có thuê bao tên này")
        .says("Chưa có chứng thư nào");
}

/// Killed at any moment, an import has taken the whole list or nothing of it.
#[test]
fn an_import_that_is_interrupted_leaves_nothing_half_done() {
    const ROWS: usize = 3000;
    let desk = begun();
    let mut list = PERSONS.to_owned();
    for row in 0..ROWS {
        list += &person("Lê Văn Một", &format!("001080{row:06}"), "UBND xã Thử");
    }
    desk.write("mau-01.csv", list.as_bytes());
    let words = [
        "registry",
        "--register",
        "so.db",
        "--operator",
        "pkt01",
        "import",
        "mau-01.csv",
        "--letter",
        "1/VP",
    ];
    let mut is_whole = false;
    for delay in [5, 20, 50, 100, 150, 200, 300, 400, 600, 900] {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_kyso"))
            .current_dir(desk.path())
            .env("XDG_CONFIG_HOME", "/nonexistent")
            .args(words)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(delay));
        let _ = child.kill();
        child.wait().unwrap();
        registry(&desk, &["audit"]).exits(0);
        let there = counted(&desk, "person") - 1;
        assert!(there == 0 || there == ROWS, "{there} rows after {delay} ms");
        is_whole |= there == ROWS;
        assert_eq!(is_whole, there == ROWS, "what was acknowledged stays");
    }
    let last = data(&desk, &["import", "mau-01.csv", "--letter", "1/VP"]);
    let rows = |name: &str| usize::try_from(last[name].as_u64().unwrap()).unwrap();
    assert_eq!(rows("taken") + rows("known"), ROWS);
}
