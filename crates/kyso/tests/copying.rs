//! `kyso copy`: a scan is looked at, and signed as a copy only when it is fit for one.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use common::{Desk, Ran, pdf};

/// The scan of the sample set: 200 dpi, in colour, filling an A4 page.
const SCAN: &[u8] = include_bytes!("../../../examples/ban-quet-mau.pdf");

/// A page of A4 with one image, `share` of the page large. The pixels are not there: nobody asks for them.
fn poor(pixels: (u32, u32), space: &str, share: f64) -> Vec<u8> {
    let (width, height) = (595.276 * share, 841.89 * share);
    let content = format!("q {width:.3} 0 0 {height:.3} 0 0 cm /I Do Q");
    let (across, down) = pixels;
    let content = format!(
        "<< /Length {} >>stream\n{content}\nendstream",
        content.len()
    );
    let image = format!(
        "<< /Type /XObject /Subtype /Image /Width {across} /Height {down} /ColorSpace /{space} /BitsPerComponent 8 /Length 0 >>stream\n\nendstream"
    );
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595.276 841.89] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>";
    pdf::document(
        &[
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page,
            &content,
            &image,
        ],
        "",
    )
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("scan.pdf", SCAN);
    desk
}

fn copy(desk: &Desk, scan: &str, more: &[&str]) -> Ran {
    let arguments = [
        "copy",
        scan,
        "-o",
        "copy.pdf",
        "--key",
        "agency.key",
        "--certificate",
        "agency.pem",
        "--chain",
        "sub-ca.pem",
        "--trust",
        "root.pem",
    ];
    desk.run(&[&arguments, more].concat())
}

fn check(desk: &Desk, file: &str) -> Ran {
    let arguments = ["check", file, "--trust", "root.pem", "--revocation", "skip"];
    desk.run(&[&arguments[..], &["--json"]].concat())
}

#[test]
fn a_good_scan_is_stamped_and_signed_as_the_decree_sets_it() {
    let desk = desk();
    let before = desk.read("scan.pdf");
    let more = ["--agency", "Sở Khoa học và Công nghệ tỉnh Lạc Hồng"];
    copy(&desk, "scan.pdf", &more)
        .exits(0)
        .says("Ký số thành công");
    assert_eq!(desk.read("scan.pdf"), before);
    assert_eq!(desk.verified("copy.pdf")["verdict"], "passed");
    let line = check(&desk, "copy.pdf").line();
    let layout = &line["layout"];
    let shown = &layout["measured"]["signatures"][0];
    let lines: Vec<&str> = shown["lines"]
        .as_array()
        .unwrap_or_else(|| panic!("{layout}"))
        .iter()
        .map(|line| line.as_str().unwrap())
        .collect();
    assert_eq!(
        lines[..2],
        ["SAO Y", "Sở Khoa học và Công nghệ tỉnh Lạc Hồng"],
        "{layout}"
    );
    assert!(lines[2].ends_with("+07:00"), "{layout}");
    assert_eq!(line["signatures"][0]["role"], "copy", "{line}");
    let noted = |code: &str| {
        let mut notes = layout["notes"].as_array().unwrap().iter();
        let note = notes.find(|note| note["code"] == code);
        note.unwrap_or_else(|| panic!("{code}: {layout}"))["verdict"].clone()
    };
    for code in [
        "nd-30-2020/copy-stamp-wrong",
        "nd-30-2020/digitised-copy-quality-too-low",
        "nd-30-2020/page-not-a4",
    ] {
        assert_eq!(noted(code), "satisfied");
    }
}

#[test]
fn the_form_of_copy_is_what_was_asked_for() {
    let desk = desk();
    copy(&desk, "scan.pdf", &["--form-of-copy", "trich-sao"]).exits(0);
    let line = check(&desk, "copy.pdf").line();
    let lines = &line["layout"]["measured"]["signatures"][0]["lines"];
    assert_eq!(lines[0], "TRÍCH SAO", "{line}");
    copy(&desk, "scan.pdf", &["--form-of-copy", "ban-sao", "--force"]).exits(64);
}

#[test]
fn a_poor_scan_is_refused_with_the_rule_before_any_key_is_asked_for() {
    let desk = desk();
    desk.write("coarse.pdf", &poor((1240, 1754), "DeviceRGB", 1.0));
    desk.write("grey.pdf", &poor((1654, 2339), "DeviceGray", 1.0));
    desk.write("small.pdf", &poor((1654, 2339), "DeviceRGB", 0.9));
    for (scan, found) in [
        ("coarse.pdf", "150"),
        ("grey.pdf", "màu"),
        ("small.pdf", "90"),
    ] {
        let ran = copy(&desk, scan, &[])
            .exits(1)
            .says("Bản quét không đạt")
            .says("Trang 1")
            .says("Nghị định số 30/2020/NĐ-CP")
            .says(found);
        assert!(!desk.has("copy.pdf"), "{ran}");
        copy(&desk, scan, &["--lang", "en"])
            .exits(1)
            .says("nothing is signed")
            .says("Decree");
        let line = copy(&desk, scan, &["--json"]).exits(1).line();
        assert_eq!(line["error"]["code"], "scan-unfit", "{line}");
    }
    // a wrong key file is not even opened
    desk.run(&["copy", "grey.pdf", "-o", "copy.pdf", "--p12", "missing.p12"])
        .exits(1)
        .says("Bản quét không đạt");
}

#[test]
fn what_cannot_be_told_is_left_open_and_not_signed() {
    let desk = desk();
    // a typeset letter is no scan
    copy(&desk, "letter.pdf", &[])
        .exits(2)
        .says("Chưa đủ căn cứ")
        .says("không có ảnh quét");
    desk.write("ink.pdf", &poor((1654, 2339), "Unheard", 1.0));
    copy(&desk, "ink.pdf", &[]).exits(2).says("Chưa đủ căn cứ");
    assert!(!desk.has("copy.pdf"));
}

#[test]
fn a_scan_can_be_looked_at_without_a_key() {
    let desk = desk();
    desk.run(&["copy", "scan.pdf", "--look"])
        .exits(0)
        .says("210,0 × 297,0 mm")
        .says("200 dpi")
        .says("đạt yêu cầu");
    let line = desk
        .run(&["copy", "scan.pdf", "--look", "--json"])
        .exits(0)
        .line();
    assert_eq!(line["verdict"], "fit", "{line}");
    let page = &line["scan"]["pages"][0];
    assert_eq!(
        (&page["resolution"], &page["colours"], &page["all_grey"]),
        (&200.into(), &"colour".into(), &false.into()),
        "{line}"
    );
    desk.write("coarse.pdf", &poor((1240, 1754), "DeviceRGB", 1.0));
    let line = desk
        .run(&["copy", "coarse.pdf", "--look", "--json"])
        .exits(1)
        .line();
    assert_eq!(line["verdict"], "unfit", "{line}");
    let finding = &line["findings"][0]["finding"];
    assert_eq!(finding["code"], "nd-30-2020/digitised-copy-quality-too-low");
    desk.run(&["copy", "letter.pdf", "--look"]).exits(2);
    // to sign, a key and a result have to be named
    desk.run(&["copy", "scan.pdf"]).exits(64);
    desk.run(&["copy", "scan.pdf", "-o", "copy.pdf"]).exits(64);
    desk.run(&["copy", "missing.pdf", "--look"]).exits(4);
}
