//! Lists of the register: written and taken in again, held against the CA's, and the same on a file and on a server.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use std::process::Command;

use common::revocation::{put_crls, revoked};
use common::{Desk, Ran, leader};
use serde_json::Value;

fn at(desk: &Desk, register: &str, arguments: &[&str]) -> Ran {
    let always = ["registry", "--register", register, "--operator", "pkt01"];
    desk.run(
        &[
            &always[..],
            &["--in", "tay-ninh", "--on", "2026-03-02"],
            arguments,
        ]
        .concat(),
    )
}

fn registry(desk: &Desk, arguments: &[&str]) -> Ran {
    at(desk, "so.db", arguments)
}

const BODIES: &str = "STT;Tên cơ quan, đơn vị;Mã định danh điện tử;Mã cơ quan cấp trên;Từ ngày;Cấp;Loại cơ quan;Tư cách pháp nhân\r\n\
1;UBND tỉnh Lạc Hồng;H99;;01/07/2025;cấp tỉnh;cơ quan nhà nước;x\r\n2;UBND xã Mẫu;H99.1;H99;01/07/2025;cấp xã;cơ quan nhà nước;có\r\n\
3;Sở Khoa học và Công nghệ tỉnh Lạc Hồng;H99.2;H99;01/07/2025;Sở;cơ quan nhà nước;có\r\n";
const SUBSCRIBERS: &str = "STT;Họ và tên;Loại thuê bao;Số CCCD;Chức vụ;Cơ quan, đơn vị;Số hiệu chứng thư số;Hiệu lực từ;Hiệu lực đến;Số hiệu thiết bị\r\n\
1;Nguyễn Văn Hòa;Cá nhân;001080000001;Chủ tịch;UBND xã Mẫu;01AB;01/02/2024;01/03/2029;TK01\r\n\
2;UBND xã Mẫu;Tổ chức;;;UBND xã Mẫu;02CD;01/02/2024;01/03/2029;TK02\r\n\
3;Trần Thị Ánh;Cá nhân;001080000002;Văn thư;UBND xã Mẫu;;;;\r\n\
4;Nguyễn Văn Mẫu;Cá nhân;001080000003;Giám đốc;Sở Khoa học và Công nghệ tỉnh Lạc Hồng;;;;\r\n\
5;Cổng thông tin;Phần mềm;;;UBND xã Mẫu;03EF;01/02/2024;01/03/2025;TK03\r\n";
const STOCK: &str = "STT;Số hiệu thiết bị;Loại thiết bị;Số điện thoại ký;Ngày nhận;Ngày bàn giao;Ngày trả;Tình trạng;Thuê bao\r\n\
1;TK10;PKI Token;;01/02/2026;;;trong kho;\r\n2;SIM1;SIM PKI;0912345678;01/02/2026;05/02/2026;20/02/2026;đã trả;Trần Thị Ánh\r\n";
const RENEWALS: &str = "STT;Tên chứng thư số;Số hiệu chứng thư số;Thư điện tử công vụ;Gia hạn\r\n\
1;Nguyễn Văn Hòa;01AB;mau@lachong.gov.vn;x\r\n2;UBND xã Mẫu;02CD;thu@lachong.gov.vn;x\r\n";

/// A register with all that lists are made of; what each command said.
fn filled(desk: &Desk, register: &str) -> String {
    let mut said = String::new();
    let mut run = |arguments: &[&str]| {
        let ran = at(desk, register, arguments).exits(0);
        said += &ran.out.replace(register, "REGISTER");
    };
    run(&["init"]);
    for (name, list) in [
        ("co-quan", BODIES),
        ("thue-bao", SUBSCRIBERS),
        ("kho", STOCK),
        ("mau-04", RENEWALS),
    ] {
        let file = format!("{name}.csv");
        desk.write(&file, list.as_bytes());
        let letter = ["--letter", "12/UBND", "--received", "request-system"];
        let more = if name == "mau-04" { &letter[..] } else { &[] };
        run(&[&["import", &file, "--json"], more].concat());
    }
    run(&["certificate", "add", "leader.pem", "--json"]);
    run(&["desk", "inbox", "--json"]);
    run(&[
        "desk",
        "decide",
        "--approve",
        "1",
        "--return",
        "2=thiếu",
        "--json",
    ]);
    run(&["import", "thue-bao.csv", "--json"]);
    run(&["import", "kho.csv", "--json"]);
    said
}

const LISTS: [&str; 5] = [
    "organisations",
    "subscribers",
    "certificates",
    "devices",
    "requests",
];

/// Every list as CSV.
fn lists(desk: &Desk, register: &str, to: &str) -> String {
    let each = LISTS.map(|list| {
        let file = format!("{to}-{list}.csv");
        at(desk, register, &["export", list, "-o", &file]).exits(0);
        desk.text(&file)
    });
    each.join("\r\n")
}

#[test]
fn what_is_exported_is_taken_in_again() {
    let desk = Desk::new();
    filled(&desk, "so.db");
    let first = lists(&desk, "so.db", "a");
    at(&desk, "hai.db", &["init"]).exits(0);
    for list in ["organisations", "subscribers", "devices"] {
        let file = format!("a-{list}.csv");
        let taken = at(&desk, "hai.db", &["import", &file, "--json"])
            .exits(0)
            .line();
        assert_ne!(taken["taken"], 0, "{list}: {taken}");
        let again = at(&desk, "hai.db", &["import", &file, "--json"])
            .exits(0)
            .line();
        assert_eq!(again["taken"], 0, "{list}: {again}");
    }
    lists(&desk, "hai.db", "b");
    for list in ["organisations", "subscribers", "devices"] {
        assert_eq!(
            desk.text(&format!("a-{list}.csv")),
            desk.text(&format!("b-{list}.csv")),
            "{list}"
        );
    }
    assert!(
        first.contains("YC-2;gia hạn;UBND xã Mẫu;UBND xã Mẫu;12/UBND;02CD;"),
        "{first}"
    );
    registry(&desk, &["export", "subscribers", "-o", "a.xlsx"]).exits(0);
    registry(&desk, &["export", "subscribers", "-o", "a.json"]).exits(0);
    assert_eq!(desk.json("a.json")["rows"][0][1], "Tên thuê bao");
    let code = |words: &[&str]| registry(&desk, words).line()["error"]["code"].clone();
    assert_eq!(
        code(&["export", "devices", "-o", "a.pdf", "--json"]),
        "list-form"
    );
    assert_ne!(
        registry(&desk, &["export", "devices", "-o", "a.xlsx"]).code,
        Some(0),
        "never over a file"
    );
    registry(&desk, &["export", "devices", "-o", "a.xlsx", "--force"]).exits(0);
    assert_eq!(
        at(&desk, "hai.db", &["import", "a.xlsx", "--json"])
            .exits(0)
            .line()["taken"],
        0
    );
}

#[test]
fn persons_are_sorted_by_their_given_names() {
    let desk = Desk::new();
    filled(&desk, "so.db");
    registry(&desk, &["export", "subscribers", "-o", "a.csv"]).exits(0);
    let list = desk.text("a.csv");
    let places: Vec<usize> = ["Trần Thị Ánh", "Nguyễn Văn Hòa", "Nguyễn Văn Mẫu"]
        .map(|name| list.find(name).unwrap())
        .to_vec();
    assert!(places.is_sorted(), "{list}");
}

/// Both engines say the same, word by word.
#[test]
fn a_server_does_what_a_file_does() {
    let server = std::env::var("KYSO_POSTGRES").expect(
        "no PostgreSQL server (KYSO_POSTGRES is not set): run `scripts/postgres.sh run cargo test -p kyso --test registry_lists`",
    );
    let schema = format!("lists_{}", std::process::id());
    let made = Command::new("psql")
        .args(["-X", "-q", "-d", &server, "-c"])
        .arg(format!("CREATE SCHEMA {schema}"))
        .status();
    assert!(made.unwrap().success());
    let address = format!("{server}?options=-csearch_path%3D{schema}");
    let desk = Desk::new();
    let (file, server) = (filled(&desk, "so.db"), filled(&desk, &address));
    let plain = |said: String| said.lines().skip(1).collect::<Vec<_>>().join("\n");
    assert_eq!(plain(file), plain(server));
    assert_eq!(lists(&desk, "so.db", "a"), lists(&desk, &address, "b"));
    let compare = |register| {
        at(
            &desk,
            register,
            &["reconcile", "b-certificates.csv", "--json"],
        )
        .exits(0)
        .out
    };
    assert_eq!(compare("so.db"), compare(&address));
}

/// Number and difference of each line.
fn differences(ran: &Ran) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    ran.lines()
        .iter()
        .map(|one| (text(&one["number"]), text(&one["difference"])))
        .collect()
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter()
        .map(|(number, what)| ((*number).to_owned(), (*what).to_owned()))
        .collect()
}

#[test]
fn the_cas_list_is_compared_and_nothing_is_changed() {
    let desk = Desk::new();
    filled(&desk, "so.db");
    registry(&desk, &["export", "certificates", "-o", "ca.csv"]).exits(0);
    registry(&desk, &["reconcile", "ca.csv"])
        .exits(0)
        .says("khớp");
    let before = desk.read("so.db");
    let list = "STT;Tên chứng thư số;Số hiệu chứng thư số;Hiệu lực từ;Hiệu lực đến;Trạng thái;Số hiệu thiết bị\r\n\
1;NGUYỄN VĂN HOÀ;1ab;01/02/2024;02/03/2029;thu hồi;TK09\r\n2;UBND xã Thử;02CD;01/02/2024;01/03/2029;đang bay;\r\n3;Người Mới;0999;01/02/2024;01/03/2029;Có hiệu lực;\r\n";
    desk.write("ca2.csv", list.as_bytes());
    let told = registry(
        &desk,
        &["reconcile", "ca2.csv", "--json", "-o", "khac.xlsx"],
    )
    .exits(1);
    let leader = leader_number();
    let mut expected = pairs(&[
        ("01AB", "other-days"),
        ("01AB", "other-device"),
        ("01AB", "revoked-there"),
        ("02CD", "other-holder"),
        ("02CD", "unknown-state"),
        ("0999", "only-there"),
        (&leader, "only-here"),
    ]);
    expected.sort();
    assert_eq!(
        differences(&told),
        expected,
        "03EF is over and need not be there"
    );
    assert_eq!(told.lines()[0]["place"], "C2");
    assert!(desk.has("khac.xlsx"));
    assert_eq!(desk.read("so.db"), before);
    registry(&desk, &["reconcile", "ca2.csv"])
        .exits(1)
        .says("hiệu lực trong sổ 01/02/2024 – 01/03/2029, trong danh sách 01/02/2024 – 02/03/2029");
    let broken = list.replace("01/02/2024;02/03/2029", "31/02/2024;02/03/2029");
    desk.write("sai.csv", broken.as_bytes());
    let refused = registry(&desk, &["reconcile", "sai.csv"]).exits(3);
    assert!(refused.err.contains("dòng 2, cột D"), "{refused}");
    registry(&desk, &["reconcile", "co-quan.csv"]).exits(3);
    registry(&desk, &["reconcile"]).exits(64);
}

#[test]
fn no_message_tells_what_may_be_a_password() {
    let desk = Desk::new();
    for address in [
        "host=127.0.0.1 port=1 user=kyso password=geheim dbname=so",
        "password = geheim",
        "postgresql://kyso:geheim@127.0.0.1:1/so",
        "postgresql://kyso@127.0.0.1:1/so?password=a@geheim",
        "postgresql://kyso:a@geheim?b@127.0.0.1:1/so",
    ] {
        for command in [&["audit"][..], &["audit", "--json"]] {
            let ran = at(&desk, address, command);
            assert_ne!(ran.code, Some(0), "{ran}");
            let told = [ran.out, ran.err].concat();
            assert!(!told.contains("geheim"), "{address}: {told}");
        }
    }
    let ran = at(&desk, "so=1.db", &["audit"]);
    assert!(ran.err.contains("so=1.db"), "a file: {ran}");
}

fn leader_number() -> String {
    let certificate = cert_path::Certificate::from_der(&leader().certificate_der).unwrap();
    certificate.serial().to_string()
}

#[test]
fn a_folder_of_certificates_and_a_crl_are_compared_as_well() {
    let desk = Desk::new();
    filled(&desk, "so.db");
    std::fs::create_dir(desk.file("ca")).unwrap();
    desk.write("ca/leader.pem", &desk.read("leader.pem"));
    desk.write("ca/agency.pem", &desk.read("agency.pem"));
    let told = registry(&desk, &["reconcile", "ca", "--json"]).exits(1);
    let told: Vec<String> = differences(&told)
        .into_iter()
        .map(|(_, what)| what)
        .collect();
    assert_eq!(
        told.iter().filter(|what| *what == "only-there").count(),
        1,
        "the agency's"
    );
    assert_eq!(
        told.iter().filter(|what| *what == "only-here").count(),
        2,
        "01AB and 02CD"
    );
    put_crls(&desk, vec![revoked(leader(), "2026-05-01T00:00:00Z")]);
    let told = registry(&desk, &["reconcile", "--crl", "crl/sub-ca.crl", "--json"]).exits(1);
    assert_eq!(
        differences(&told),
        pairs(&[(&leader_number(), "revoked-there")])
    );
    assert!(told.out.contains("01/05/2026"), "{told}");
    registry(&desk, &["reconcile", "--crl", "crl/root.crl"])
        .exits(0)
        .says("khớp");
}
