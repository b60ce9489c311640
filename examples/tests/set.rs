//! The shipped set is what its generator makes, and reads and measures as the documents it stands for.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use kyso_examples::pictures::{SEAL_DIAMETER, Signatory};
use kyso_examples::set::{FILES, Scan, scan};
use kyso_examples::typeset::MARK;
use signature_appearance::{Picture, PictureLimits, to_millimetres};

fn shipped(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// What a tool of poppler prints; `None`, said aloud, where it is not installed.
fn told_by(tool: &str, arguments: &[&str], file: &Path) -> Option<String> {
    let mut command = Command::new(tool);
    command.args(arguments).arg(file);
    if tool == "pdftotext" {
        command.arg("-");
    }
    let Ok(output) = command.output() else {
        println!("NOT RUN: {tool} is absent (apt-get install poppler-utils)");
        return None;
    };
    Some(String::from_utf8(output.stdout).unwrap())
}

fn has_lines(name: &str, lines: &[&str]) {
    let Some(text) = told_by("pdftotext", &["-raw"], &shipped(name)) else {
        return;
    };
    for line in lines {
        assert!(
            text.lines().any(|found| found == *line),
            "{name}: not found: {line}\n{text}"
        );
    }
}

#[test]
fn every_shipped_file_is_what_the_generator_makes() {
    for file in FILES {
        assert!(
            file.make().unwrap() == std::fs::read(shipped(file.name)).unwrap(),
            "{}: run: cargo run -p kyso-examples --bin make-set",
            file.name
        );
    }
}

#[test]
fn every_shipped_file_is_small() {
    for file in FILES {
        let size = std::fs::metadata(shipped(file.name)).unwrap().len();
        assert!(size < 300_000, "{}: {size} bytes", file.name);
    }
}

fn typeset_files() -> impl Iterator<Item = &'static str> {
    FILES
        .iter()
        .map(|file| file.name)
        .filter(|name| name.ends_with(".pdf") && !name.starts_with("ban-quet"))
}

#[test]
fn every_typeset_page_carries_the_mark() {
    for name in typeset_files() {
        let Some(text) = told_by("pdftotext", &["-raw"], &shipped(name)) else {
            return;
        };
        for page in text.trim_end_matches('\x0c').split('\x0c') {
            assert!(page.contains(MARK), "{name}: a page without the mark");
        }
    }
}

#[test]
fn every_font_is_an_embedded_subset_with_its_text() {
    for name in typeset_files() {
        let Some(fonts) = told_by("pdffonts", &[], &shipped(name)) else {
            return;
        };
        let lines: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(lines.len() >= 3, "{name}: {fonts}");
        for line in lines {
            assert!(
                line.contains("+LiberationSerif") && line.contains("yes yes yes"),
                "{name}: {line}"
            );
        }
    }
}

#[test]
fn the_decision_leaves_room_for_number_and_date_or_prints_them() {
    has_lines(
        "quyet-dinh-mau.pdf",
        &[
            "Số: 245/QĐ-SKHCN",
            "Lạc Hồng, ngày 20 tháng 11 năm 2026",
            "QUYẾT ĐỊNH:",
            "Nguyễn Văn Mẫu",
        ],
    );
    let Some(text) = told_by(
        "pdftotext",
        &["-layout"],
        &shipped("quyet-dinh-mau-trong.pdf"),
    ) else {
        return;
    };
    let stamped = text
        .lines()
        .find(|line| line.contains("/QĐ-SKHCN"))
        .unwrap();
    let words: Vec<&str> = stamped.split_whitespace().collect();
    assert_eq!(
        words.join(" "),
        "Số: /QĐ-SKHCN Lạc Hồng, ngày tháng năm 2026"
    );
}

#[test]
fn a_notice_is_signed_for_the_collective_by_the_deputy() {
    has_lines(
        "thong-bao-mau.pdf",
        &["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Hoàng Văn Ví Dụ"],
    );
}

#[test]
fn the_attachment_lies_on_its_side_in_two_ways() {
    for (name, size, rotation) in [
        ("phu-luc-mau.pdf", "841.89 x 595.276", "0"),
        ("phu-luc-mau-trong.pdf", "595.276 x 841.89", "90"),
    ] {
        let Some(told) = told_by("pdfinfo", &[], &shipped(name)) else {
            return;
        };
        let value = |key: &str| {
            let line = told.lines().find(|line| line.starts_with(key)).unwrap();
            line[key.len()..].trim().to_owned()
        };
        assert!(value("Page size:").starts_with(size), "{name}: {told}");
        assert_eq!(value("Page rot:"), rotation, "{name}");
    }
}

/// Width, height, colour, dots per inch across and down, as `pdfimages` sees the one picture of a scan.
fn scanned(how: Scan) -> Option<[String; 5]> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scan.pdf");
    std::fs::write(&path, scan(how).unwrap()).unwrap();
    let list = told_by("pdfimages", &["-list"], &path)?;
    let rows: Vec<Vec<&str>> = list
        .lines()
        .skip(2)
        .map(|line| line.split_whitespace().collect())
        .collect();
    assert_eq!(rows.len(), 1, "{list}");
    Some([3, 4, 5, 12, 13].map(|column| rows[0][column].to_owned()))
}

#[test]
fn a_good_scan_is_what_the_decree_asks_and_each_poor_one_misses_one_thing() {
    for (how, expected) in [
        (Scan::GOOD, ["1654", "2339", "rgb", "200", "200"]),
        (Scan::COARSE, ["1241", "1754", "rgb", "150", "150"]),
        (Scan::GREY, ["1654", "2339", "gray", "200", "200"]),
        // the same pixels on nine tenths of the page
        (Scan::SMALLER, ["1654", "2339", "rgb", "222", "222"]),
    ] {
        let Some(found) = scanned(how) else {
            return;
        };
        assert_eq!(found, expected.map(str::to_owned), "{how:?}");
    }
}

#[test]
fn a_scan_has_no_text() {
    if let Some(text) = told_by("pdftotext", &[], &shipped("ban-quet-mau.pdf")) {
        assert_eq!(text.trim(), "");
    }
}

#[test]
fn the_pictures_are_see_through_of_their_colour_and_size() {
    let size = |signatory: Signatory| signatory.size();
    for (name, (width, height), is_blue) in [
        ("chu-ky-giam-doc.png", size(Signatory::Director), true),
        (
            "chu-ky-pho-chu-tich.png",
            size(Signatory::DeputyChair),
            true,
        ),
        ("ky-nhay-chuyen-vien.png", size(Signatory::Official), true),
        ("con-dau-mau.png", (SEAL_DIAMETER, SEAL_DIAMETER), false),
    ] {
        let file = std::fs::read(shipped(name)).unwrap();
        let picture = Picture::read(&file, PictureLimits::default()).unwrap();
        let paper = picture.size().unwrap();
        assert!(
            (to_millimetres(paper.width) - f64::from(width)).abs() < 0.01,
            "{name}"
        );
        assert!(
            (to_millimetres(paper.height) - f64::from(height)).abs() < 0.01,
            "{name}"
        );
        assert!(picture.is_transparent(), "{name}");
        let ink = picture.ink().unwrap();
        assert!(ink.transparent > 0.5, "{name}: {ink:?}");
        let colour = ink.colour.unwrap();
        assert_eq!(colour.blue > colour.red, is_blue, "{name}: {ink:?}");
    }
}
