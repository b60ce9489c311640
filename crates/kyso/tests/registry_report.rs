//! Reports through the program: the same figures in every format; sent upwards, added up, asked for.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use common::{Desk, Ran};
use gov_ca_registry::sheet::{self, SheetLimits, Table};
use serde_json::{Value, json};

const SUBSCRIBERS: &str = "STT;Họ và tên;Loại thuê bao;Số CCCD;Chức vụ;Cơ quan, đơn vị;Số hiệu chứng thư số;Hiệu lực từ;Hiệu lực đến;Số hiệu thiết bị\r\n";

fn registry(desk: &Desk, register: &str, arguments: &[&str]) -> Ran {
    let always = ["registry", "--register", register, "--operator", "pkt01"];
    let place = ["--in", "tay-ninh"];
    desk.run(&[&always[..], &place, arguments].concat())
}

fn json_of(desk: &Desk, register: &str, arguments: &[&str]) -> Value {
    registry(desk, register, &[arguments, &["--json"]].concat())
        .exits(0)
        .line()
}

/// Subscribers of a body in the layout of our own list.
fn subscribers(body: &str, first: u32, count: u32) -> String {
    let mut list = SUBSCRIBERS.to_owned();
    for nth in first..first + count {
        list += &format!(
            "{nth};Nguyễn Văn Mẫu;Cá nhân;0010800{nth:05};Chuyên viên;{body};{:04X};02/03/2025;01/03/2030;TK{nth}\r\n",
            0xA000 + nth
        );
    }
    list
}

/// A register with the province and the subscribers of one commune.
fn register(desk: &Desk, name: &str, body: &str, first: u32, count: u32) {
    registry(desk, name, &["init"]).exits(0);
    let on = ["--on", "2025-01-02"];
    for (body, tier, code, above) in [
        ("UBND tỉnh Lạc Hồng", "province", "H99", &[][..]),
        (
            "Sở Khoa học và Công nghệ",
            "department",
            "H99.1",
            &["--above", "1"],
        ),
        (MAU, "commune", "H99.2", &["--above", "1"]),
        (THU, "commune", "H99.3", &["--above", "1"]),
    ] {
        let add = ["organisation", "add", body, "--tier", tier, "--code", code];
        registry(desk, name, &[&add[..], above, &on].concat()).exits(0);
    }
    desk.write("thue-bao.csv", subscribers(body, first, count).as_bytes());
    registry(desk, name, &[&["import", "thue-bao.csv"][..], &on].concat()).exits(0);
}

const MAU: &str = "UBND xã Mẫu";
const THU: &str = "UBND xã Thử";
const FIGURE: &str = "certificates.end.in-effect";

/// Every row of a table: its texts, its counts.
fn rows(table: &Table) -> Vec<Vec<String>> {
    let row = |row: &sheet::Row| {
        let cells = row.cells.iter();
        cells
            .map(|cell| cell.content.shown().into_owned())
            .collect()
    };
    table.rows.iter().map(row).collect()
}

#[test]
fn every_format_has_the_same_figures() {
    let desk = Desk::new();
    register(&desk, "so.db", MAU, 1, 7);
    let make = [
        "report",
        "make",
        "2025",
        "--from",
        "2",
        "--on",
        "2026-01-05",
        "--state",
        "need.new-posts=12",
        "--state",
        "use.signed=340",
        "-o",
        "bc.pdf",
        "-o",
        "bc.xlsx",
        "-o",
        "bc.csv",
        "-o",
        "bc.json",
    ];
    registry(&desk, "so.db", &make)
        .exits(0)
        .says("Đã ghi báo cáo");
    let told = desk.json("bc.json");
    let totals = &told["content"]["totals"];
    assert_eq!(totals[FIGURE], json!({"individual": 7}));
    assert_eq!(totals["certificates.issued.new"], json!({"individual": 7}));
    assert_eq!(totals["devices.step.hand-over"], json!({"individual": 7}));
    assert_eq!(totals["use.signed"], json!({"of-none": 340}));
    assert_eq!(
        told["content"]["stated"],
        json!(["need.new-posts", "use.signed"])
    );
    let read = |name: &str| sheet::read(&desk.read(name), &SheetLimits::DEFAULT).unwrap();
    let xlsx: Vec<Vec<String>> = read("bc.xlsx").iter().flat_map(rows).collect();
    let csv: Vec<Vec<String>> = read("bc.csv").iter().flat_map(rows).collect();
    let pdf: String = desk
        .printed("bc.pdf")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let mut counted = 0;
    for row in &xlsx {
        assert!(csv.contains(row), "{row:?}");
        let counts: Vec<&String> = row
            .iter()
            .filter(|cell| cell.parse::<u64>().is_ok())
            .collect();
        if counts.is_empty() {
            continue;
        }
        counted += counts.len();
        // a row stands in one line but for its first cell, which may be broken
        let counts: Vec<&str> = counts.iter().map(|count| count.as_str()).collect();
        assert!(pdf.contains(&counts.join(" ")), "{row:?}: {pdf}");
    }
    assert!(counted > 100, "{counted}");
    let in_effect = "Có hiệu lực cuối kỳ 7 0 0 7";
    assert!(pdf.contains(in_effect), "{pdf}");
    for words in [
        "Sở Khoa học và Công nghệ",
        "năm 2025",
        "Kính gửi: Ủy ban nhân dân tỉnh; Bộ Khoa học và Công nghệ",
        "khoản 6 Điều 17",
        "Mẫu của phần mềm",
        "Vị trí mới (do cơ quan báo cáo khai) 0 0 0 12 12",
        "Chữ ký số đã ký trên văn bản đi 340",
    ] {
        assert!(pdf.contains(words), "{words}: {pdf}");
    }
    let again = registry(&desk, "so.db", &make).exits(4);
    assert!(again.err.contains("bc.pdf"), "{}", again.err);
}

#[test]
fn reports_of_communes_become_the_provinces() {
    let desk = Desk::new();
    register(&desk, "tinh.db", MAU, 1, 2);
    for (name, body, first, count, number) in
        [("mau.db", MAU, 11, 5, "3"), ("thu.db", THU, 21, 4, "4")]
    {
        register(&desk, name, body, first, count);
        let file = format!("{name}.json");
        let make = ["report", "make", "2025", "--body", number, "-o", &file];
        registry(&desk, name, &make).exits(0);
    }
    let missing = |count: usize| {
        let asked = ["report", "missing", "2025", "--from", "2", "--json"];
        let open = registry(&desk, "tinh.db", &asked).exits(0).lines();
        assert_eq!(open.len(), count, "{open:?}");
        open
    };
    let open = missing(2);
    assert_eq!(open[0]["body"]["name"], "UBND xã Mẫu");
    assert_eq!(open[0]["rule"], "tay-ninh-2025/periodic-report-missing");
    let import = ["report", "import", "thu.db.json"];
    assert_eq!(json_of(&desk, "tinh.db", &import)["received"], "new");
    assert_eq!(json_of(&desk, "tinh.db", &import)["received"], "known");
    let letters = [
        "report",
        "missing",
        "2025",
        "--from",
        "2",
        "--letters",
        "thu-moi",
        "--until",
        "2026-01-20",
        "--on",
        "2026-01-10",
    ];
    registry(&desk, "tinh.db", &letters)
        .exits(0)
        .says("UBND xã Mẫu");
    let letter = desk.printed("thu-moi/don-doc-2025-3.pdf");
    assert!(
        letter.contains("UBND xã Mẫu") && letter.contains("20/01/2026"),
        "{letter}"
    );
    // the province's own two of the commune, and the four that the other reported
    let made = json_of(&desk, "tinh.db", &["report", "make", "2025"]);
    assert_eq!(made["content"]["totals"][FIGURE], json!({"individual": 6}));
    registry(&desk, "tinh.db", &["report", "import", "mau.db.json"]).exits(0);
    missing(0);
    let made = registry(&desk, "tinh.db", &["report", "make", "2025"]).exits(1);
    assert!(
        made.err.contains("không cộng số liệu của sổ đăng ký"),
        "{}",
        made.err
    );
    let made = registry(&desk, "tinh.db", &["report", "make", "2025", "--json"])
        .exits(1)
        .line();
    assert_eq!(
        made["content"]["totals"][FIGURE],
        json!({"individual": 9}),
        "the two do not count twice"
    );
    let listed = registry(&desk, "tinh.db", &["report", "list", "--json"])
        .exits(0)
        .lines();
    assert_eq!(listed.len(), 2);
    registry(&desk, "tinh.db", &["audit"]).exits(0);
}

#[test]
fn what_was_altered_is_not_taken() {
    let desk = Desk::new();
    register(&desk, "so.db", MAU, 1, 3);
    registry(
        &desk,
        "so.db",
        &["report", "make", "2025", "--body", "3", "-o", "mau.json"],
    )
    .exits(0);
    let text = desk.text("mau.json");
    desk.write(
        "sua.json",
        text.replace("\"pkt01\"", "\"pkt02\"").as_bytes(),
    );
    let altered = registry(&desk, "so.db", &["report", "import", "sua.json"]).exits(3);
    assert!(altered.err.contains("SHA-256"), "{}", altered.err);
    let sum = text.replacen("\"individual\": 3", "\"individual\": 4", 1);
    desk.write("tong.json", sum.as_bytes());
    let wrong = registry(&desk, "so.db", &["report", "import", "tong.json"]).exits(3);
    assert!(wrong.err.contains("cộng các dòng"), "{}", wrong.err);
    desk.write("thu.json", b"mot la thu");
    registry(&desk, "so.db", &["report", "import", "thu.json"]).exits(3);
    registry(&desk, "so.db", &["report", "import", "mau.json"]).exits(0);
    registry(
        &desk,
        "so.db",
        &[
            "report",
            "make",
            "2025",
            "--body",
            "3",
            "--on",
            "2026-02-01",
            "-o",
            "sau.json",
        ],
    )
    .exits(0);
    let another = registry(&desk, "so.db", &["report", "import", "sau.json"]).exits(1);
    assert!(another.err.contains("--replace"), "{}", another.err);
    registry(
        &desk,
        "so.db",
        &["report", "import", "sau.json", "--replace"],
    )
    .exits(0)
    .says("đã thay");
}

#[test]
fn a_department_has_its_own_template() {
    let desk = Desk::new();
    register(&desk, "so.db", MAU, 1, 3);
    let ours = registry(&desk, "so.db", &["report", "template"])
        .exits(0)
        .out;
    let own = "id = \"mau-so\"\nsource = \"Quyết định số 1/QĐ-SKHCN\"\ntitle = [\"BÁO CÁO NHANH\", \"{period}\"]\n\
        addressees = [\"Văn phòng Ủy ban nhân dân tỉnh\"]\n[[section]]\ntitle = \"Chứng thư\"\nclasses = false\n\
        rows = [{ figure = \"certificates.end\", title = \"Tất cả\" }]\n";
    desk.write("mau.toml", own.as_bytes());
    desk.write("cua-phan-mem.toml", ours.as_bytes());
    let make = |template: &str| {
        let words = ["report", "make", "2025-H1", "--template", template];
        registry(&desk, "so.db", &words)
    };
    let shown = make("mau.toml").exits(0).out;
    assert!(
        shown.contains("6 tháng đầu năm 2025") && shown.contains("Tất cả          3"),
        "{shown}"
    );
    make("cua-phan-mem.toml").exits(0);
    desk.write(
        "sai.toml",
        own.replace("certificates.end", "certificates.ends")
            .as_bytes(),
    );
    let wrong = make("sai.toml").exits(3);
    assert!(wrong.err.contains("thứ 1, dòng 1"), "{}", wrong.err);
    desk.write("sai.toml", own.replace("classes", "class").as_bytes());
    let wrong = make("sai.toml").exits(3);
    assert!(wrong.err.contains("line 7"), "{}", wrong.err);
    let printed_by = [
        "report",
        "make",
        "2025-H1",
        "--template",
        "mau.toml",
        "-o",
        "bc.pdf",
    ];
    registry(&desk, "so.db", &printed_by).exits(0);
    let printed = desk.printed("bc.pdf");
    assert!(
        printed.contains("Kính gửi: Văn phòng Ủy ban nhân dân tỉnh"),
        "{printed}"
    );
    assert!(printed.contains("Quyết định số 1/QĐ-SKHCN"), "{printed}");
}

#[test]
fn what_is_no_period_or_no_figure_is_refused() {
    let desk = Desk::new();
    register(&desk, "so.db", MAU, 1, 1);
    registry(&desk, "so.db", &["report", "make", "2025-Q5"]).exits(64);
    registry(
        &desk,
        "so.db",
        &[
            "report",
            "make",
            "2025",
            "--state",
            "certificates.revoked=0",
        ],
    )
    .exits(64);
    registry(&desk, "so.db", &["report", "make", "2025", "-o", "bc.doc"]).exits(64);
    registry(&desk, "so.db", &["report", "make", "2025", "--body", "99"]).exits(64);
}

#[test]
fn several_files_are_written_all_or_none() {
    let desk = Desk::new();
    register(&desk, "so.db", MAU, 1, 1);
    let make = |outputs: &[&str]| {
        let outputs: Vec<&str> = outputs.iter().flat_map(|one| ["-o", one]).collect();
        registry(
            &desk,
            "so.db",
            &[&["report", "make", "2025"], &outputs[..]].concat(),
        )
    };
    desk.write("co.json", b"{}");
    make(&["bc.csv", "bc.doc"]).exits(64);
    make(&["bc.csv", "./bc.csv"]).exits(64);
    make(&["bc.csv", "co.json"]).exits(4);
    assert!(!desk.file("bc.csv").exists());
    make(&["bc.csv", "bc.json"]).exits(0);
    assert!(desk.file("bc.csv").exists() && desk.file("bc.json").exists());
}

#[test]
fn a_period_that_is_not_over_says_to_when_it_counts() {
    let desk = Desk::new();
    register(&desk, "so.db", MAU, 1, 3);
    let make = |period: &str, on: &str, more: &[&str]| {
        registry(
            &desk,
            "so.db",
            &[&["report", "make", period, "--on", on], more].concat(),
        )
    };
    let shown = make("2026", "2026-06-15", &[]).exits(0);
    assert!(
        shown.out.contains("(số liệu đến hết ngày 15/06/2026)"),
        "{shown}"
    );
    assert!(shown.err.contains("chưa kết thúc"), "{shown}");
    make("2026", "2026-06-15", &["-o", "bc.pdf", "-o", "bc.xlsx"]).exits(0);
    let pdf = desk.printed("bc.pdf");
    assert!(pdf.contains("đến hết ngày 15/06/2026"), "{pdf}");
    let tables = sheet::read(&desk.read("bc.xlsx"), &SheetLimits::DEFAULT).unwrap();
    let said = |table: &Table| format!("{:?}", rows(table)).contains("15/06/2026");
    assert!(tables.iter().all(said));
    // the certificates end on 01/03/2030
    for (on, count) in [("2030-02-01", 3), ("2030-12-31", 0)] {
        let made = make("2030", on, &["--json"]).exits(0).line();
        let counted = &made["content"]["totals"][FIGURE]["individual"];
        assert_eq!(counted.as_u64().unwrap_or(0), count, "{on}");
    }
    let over = make("2025", "2026-06-15", &[]).exits(0);
    assert!(!over.out.contains("đến hết ngày") && !over.err.contains("chưa kết thúc"));
    let later = make("3000", "2026-06-15", &[]).exits(64);
    assert!(later.err.contains("chưa bắt đầu"), "{later}");
    let before = make("2024", "2026-06-15", &[]).exits(64);
    assert!(before.err.contains("02/01/2025"), "{before}");
    make("2024", "2026-06-15", &["--body", "1"]).exits(0);
}

#[test]
fn a_letter_sets_no_day_that_is_over_and_cites_the_law_of_the_period() {
    let desk = Desk::new();
    register(&desk, "so.db", MAU, 1, 1);
    let missing = |period: &str, more: &[&str]| {
        let words = [
            "report",
            "missing",
            period,
            "--from",
            "2",
            "--on",
            "2026-02-01",
        ];
        registry(&desk, "so.db", &[&words[..], more].concat())
    };
    missing("2025", &["--letters", "thu", "--until", "2026-01-31"]).exits(64);
    assert!(!desk.file("thu").exists());
    missing("2025", &["--letters", "thu", "--until", "2026-02-01"]).exits(0);
    let rule = |period: &str| missing(period, &["--json"]).exits(0).lines()[0]["rule"].clone();
    assert_eq!(rule("2025"), "tay-ninh-2025/periodic-report-missing");
    // its regulation is in force from 01/12/2025
    assert_eq!(rule("2025-Q3"), Value::Null);
}

#[test]
fn where_a_province_was_merged_the_text_left_open_is_named() {
    let desk = Desk::new();
    register(&desk, "so.db", MAU, 1, 1);
    let asked = |province: &str, on: &str| {
        let words = ["registry", "--register", "so.db", "--in", province];
        let asked = ["report", "missing", "2025-Q1", "--on", on];
        desk.run(&[&words[..], &asked].concat()).exits(0).err
    };
    for (province, text) in [
        ("an-giang", "39/2014/QĐ-UBND"),
        ("binh-dinh", "Bình Định"),
        ("gia-lai", "Bình Định"),
        ("vinh-phuc", "25/2020/QĐ-UBND"),
        ("phu-tho", "25/2020/QĐ-UBND"),
    ] {
        let told = asked(province, "2025-07-01");
        assert!(told.contains(text) && told.contains("01/07/2025"), "{told}");
        assert_eq!(told.matches("Lưu ý").count(), 1, "{told}");
        assert_eq!(asked(province, "2025-06-30"), "", "{province}");
    }
    assert_eq!(asked("tay-ninh", "2026-01-01"), "");
}
