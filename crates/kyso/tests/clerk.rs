//! The page for the receiving clerk, in both languages: what it says of each outcome, the seven fields of TT 15/2025, and its size.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use common::revocation::{put_crls, revoked};
use common::{Desk, leader};

const AT: [&str; 2] = ["--at", "2026-11-30T01:00:00Z"];
/// `office-practice` §3.1: only in the detailed report.
const TECHNICAL: [&str; 12] = [
    "ByteRange",
    "DocMDP",
    "FieldMDP",
    "CMS",
    "PKCS",
    "DSS",
    "xref",
    "%%EOF",
    "TOTAL-",
    "_FAILURE",
    "_POE",
    "object",
];
const SEVEN: [[&str; 7]; 2] = [
    [
        "1. Nơi cấp chứng thư",
        "2. Người ký",
        "3. Đơn vị quản lý chứng thư",
        "4. Thời gian ký",
        "5. Toàn vẹn nội dung",
        "6. Hiệu lực khi ký",
        "7. Thời hạn chứng thư",
    ],
    [
        "1. Issuer of the certificate",
        "2. Signer",
        "3. Unit that manages it",
        "4. Time of signing",
        "5. Integrity of content",
        "6. Validity at signing",
        "7. Certificate validity",
    ],
];

fn signed(desk: &Desk) {
    let at = ["--at", "2026-11-01T02:00:00Z"];
    desk.sign("letter.pdf", "signed.pdf", "leader", &at)
        .exits(0);
}

/// The page in Vietnamese and in English.
fn pages(desk: &Desk, file: &str, more: &[&str], exit: i32) -> [String; 2] {
    ["vi", "en"].map(|lang| {
        let run = desk
            .kyso(&[&["verify", file, "--lang", lang][..], &AT, more].concat())
            .output()
            .unwrap();
        assert_eq!(run.status.code(), Some(exit));
        let page = String::from_utf8(run.stdout).unwrap();
        assert!(page.lines().count() <= 60, "{page}");
        assert!(
            page.lines().all(|line| line.chars().count() <= 100),
            "{page}"
        );
        for word in TECHNICAL {
            assert!(!page.contains(word), "{word}: {page}");
        }
        page
    })
}

/// The whole page, letter by letter, is the one in `tests/snapshots/`. Documents, lists and times are fixed, so nothing is masked.
#[track_caller]
fn whole(pages: &[String; 2], name: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (page, lang) in pages.iter().zip(["vi", "en"]) {
            insta::assert_snapshot!(format!("{name}.{lang}"), page);
        }
    });
}

#[track_caller]
fn says(page: &str, all: &[&str]) {
    // Lines are broken where the page ends.
    let run: Vec<&str> = page.split_whitespace().collect();
    let run = run.join(" ");
    for text in all {
        assert!(run.contains(text), "“{text}” is not on the page:\n{page}");
    }
}

#[track_caller]
fn seven_fields(pages: &[String; 2]) {
    for (page, labels) in pages.iter().zip(SEVEN) {
        for label in labels {
            let line = page
                .lines()
                .find(|line| line.trim_start().starts_with(label));
            let text = line.map(|line| line.trim_start().trim_start_matches(label).trim());
            assert!(text.is_some_and(|text| !text.is_empty()), "{label}: {page}");
        }
    }
}

#[test]
fn an_accepted_letter() {
    let desk = Desk::new();
    signed(&desk);
    put_crls(&desk, Vec::new());
    let pages = pages(
        &desk,
        "signed.pdf",
        &["--trust", "root.pem", "--crl", "crl"],
        0,
    );
    whole(&pages, "accept");
    seven_fields(&pages);
    says(
        &pages[0],
        &[
            "KẾT LUẬN: TIẾP NHẬN",
            "Chữ ký số hợp lệ. Văn bản toàn vẹn;",
            "có hiệu lực tại thời điểm kiểm tra.",
            "Thời điểm kiểm tra: 08:00:00 ngày 30/11/2026",
            "4. Thời gian ký 09:00:00 ngày 01/11/2026, do máy của người ký ghi, không có dấu thời gian xác nhận",
            "toàn vẹn; không có thay đổi sau khi ký",
            "Căn cứ: điểm a khoản 2 Điều 21 Nghị định số 30/2020/NĐ-CP.",
        ],
    );
    says(
        &pages[1],
        &[
            "OUTCOME: ACCEPT",
            "Signatures valid.",
            "Checked at: 2026-11-30 08:00:00 +07:00",
        ],
    );
    assert!(!pages[0].contains("Câu gửi"), "{}", pages[0]);
}

#[test]
fn a_letter_changed_after_signing_is_refused_with_a_sentence_for_the_sender() {
    let desk = Desk::new();
    signed(&desk);
    let mut bytes = desk.read("signed.pdf");
    bytes[200] ^= 1;
    desk.write("changed.pdf", &bytes);
    put_crls(&desk, Vec::new());
    let pages = pages(
        &desk,
        "changed.pdf",
        &["--trust", "root.pem", "--crl", "crl"],
        1,
    );
    whole(&pages, "refuse");
    seven_fields(&pages);
    says(
        &pages[0],
        &[
            "KẾT LUẬN: TỪ CHỐI TIẾP NHẬN",
            "R04 nội dung thay đổi sau khi ký",
            "nội dung khác với nội dung đã ký",
            "Từ chối tiếp nhận văn bản “changed.pdf”. Lý do: nội dung thay đổi sau khi ký. Đề nghị quý cơ quan kiểm tra, ký số \
             và gửi lại. Căn cứ: điểm b khoản 2 Điều 21 Nghị định số 30/2020/NĐ-CP.",
        ],
    );
    says(
        &pages[1],
        &["OUTCOME: REFUSE", "R04 content was changed after signing"],
    );
    assert!(!pages[0].contains("giả mạo"));
}

#[test]
fn without_crl_and_ocsp_the_letter_is_held() {
    let desk = Desk::new();
    signed(&desk);
    let pages = pages(&desk, "signed.pdf", &["--trust", "root.pem"], 2);
    whole(&pages, "hold");
    seven_fields(&pages);
    says(
        &pages[0],
        &[
            "KẾT LUẬN: CHỜ KIỂM TRA LẠI",
            "Chưa đủ căn cứ để kết luận: chưa kiểm tra được trạng thái chứng thư (CRL, OCSP)",
            "Kết quả này không có nghĩa là chữ ký số không hợp lệ.",
            "lần tiếp theo: 09:00:00 ngày 30/11/2026 (theo cấu hình của cơ quan)",
        ],
    );
    says(
        &pages[1],
        &[
            "OUTCOME: HOLD AND CHECK AGAIN",
            "check again at 2026-11-30 09:00:00 +07:00",
        ],
    );
    assert!(!pages[0].contains("Câu gửi"), "{}", pages[0]);
}

#[test]
fn a_revoked_certificate_is_told_with_its_moment() {
    let desk = Desk::new();
    signed(&desk);
    put_crls(&desk, vec![revoked(leader(), "2026-10-01T00:00:00Z")]);
    let pages = pages(
        &desk,
        "signed.pdf",
        &["--trust", "root.pem", "--crl", "crl"],
        2,
    );
    seven_fields(&pages);
    says(
        &pages[0],
        &[
            "chứng thư đã bị thu hồi từ 07:00:00 ngày 01/10/2026; chưa đủ căn cứ xác định ký trước hay sau khi thu hồi",
            "Kết quả này không có nghĩa là chữ ký số không hợp lệ.",
        ],
    );
}

#[test]
fn without_an_accepted_root_nothing_is_concluded() {
    let desk = Desk::new();
    signed(&desk);
    let pages = pages(&desk, "signed.pdf", &[], 2);
    seven_fields(&pages);
    says(
        &pages[0],
        &[
            "KẾT LUẬN: CHỜ KIỂM TRA LẠI",
            "đường dẫn chứng thực không dẫn đến chứng thư gốc",
        ],
    );
}

#[test]
fn an_unsigned_letter_and_a_damaged_file_are_refused() {
    let desk = Desk::new();
    let unsigned = pages(&desk, "letter.pdf", &[], 2);
    says(
        &unsigned[0],
        &[
            "Văn bản không có chữ ký số.",
            "R01 văn bản không có chữ ký số",
            "Từ chối tiếp nhận",
        ],
    );
    says(&unsigned[1], &["The document has no digital signature."]);
    desk.write("damaged.pdf", b"%PDF-1.7\nnothing else");
    let damaged = pages(&desk, "damaged.pdf", &[], 3);
    says(
        &damaged[0],
        &[
            "TỪ CHỐI TIẾP NHẬN",
            "Không đọc được tệp",
            "R10 tệp không đọc được",
        ],
    );
    says(&damaged[1], &["R10 the file cannot be read"]);
}

#[test]
fn the_other_readers_are_served() {
    let desk = Desk::new();
    signed(&desk);
    let trust = ["--trust", "root.pem"];
    let run =
        |more: &[&str]| desk.run(&[&["verify", "signed.pdf"][..], &AT, &trust, more].concat());
    run(&["--report", "detailed"])
        .exits(2)
        .says("EN 319 102-1 §5.2.7")
        .says("vn-office");
    run(&["--report", "xml"])
        .exits(2)
        .says("urn:etsi:019102:mainindication:indeterminate")
        .says("vn-office");
    let line = run(&["--json"]).exits(2).line();
    assert_eq!(line["outcome"], "hold");
    assert_eq!(line["policy"], "vn-office");
    assert!(line["signatures"][0]["changes"].is_array());
    assert!(line["signatures"][0]["missing"][0]["code"].is_string());
    assert_eq!(line["codes"], "docs/codes/README.md");
    desk.run(&["explain", "R04"])
        .exits(0)
        .says("nội dung thay đổi sau khi ký")
        .says("docs/codes/refusal/R04.md");
    desk.run(&["explain", "role-missing"])
        .exits(0)
        .says("docs/codes/fact/role-missing.md");
    desk.run(&["explain", "no-such-code"])
        .exits(64)
        .says("no-such-code");
}

/// The regulation of a province counts where the configuration names the province.
#[test]
fn the_province_of_the_configuration_gives_its_ground() {
    let desk = Desk::new();
    desk.write("config.toml", b"province = \"tay-ninh\"\n");
    let of_province = "khoản 3 Điều 20";
    let config = ["--config", "config.toml"];
    let unsigned = pages(&desk, "letter.pdf", &config, 2);
    says(&unsigned[0], &[of_province]);
    desk.write("damaged.pdf", b"%PDF-1.7\nnothing else");
    let damaged = pages(&desk, "damaged.pdf", &config, 3);
    says(&damaged[0], &[of_province]);
    let elsewhere = pages(&desk, "letter.pdf", &[], 2);
    assert!(!elsewhere[0].contains(of_province), "{}", elsewhere[0]);
}
