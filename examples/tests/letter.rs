//! The letter that is shipped is the letter that the generator makes, and its text can be copied out exactly.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

use std::path::{Path, PathBuf};
use std::process::Command;

use kyso_examples::letter::{MARK, write_letter};

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cong-van-mau.pdf")
}

#[test]
fn the_shipped_letter_is_what_the_generator_makes() {
    assert!(
        write_letter().unwrap() == std::fs::read(shipped()).unwrap(),
        "run: cargo run -p kyso-examples --bin make-letter"
    );
}

#[test]
fn its_text_can_be_copied_out_exactly() {
    let Ok(output) = Command::new("pdftotext")
        .arg("-raw")
        .arg(shipped())
        .arg("-")
        .output()
    else {
        println!("NOT RUN: pdftotext is absent (apt-get install poppler-utils)");
        return;
    };
    let text = String::from_utf8(output.stdout).unwrap();
    for line in [
        MARK,
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Lạc Hồng, ngày 20 tháng 11 năm 2026",
        "công vụ trên văn bản điện tử",
        "- Ủy ban nhân dân các xã, phường.",
        "có thẩm quyền và chữ ký số của cơ quan, tổ chức; hình ảnh, vị trí chữ ký số thực",
        "Nguyễn Văn Mẫu",
    ] {
        assert!(
            text.lines().any(|found| found == line),
            "not found: {line}\n{text}"
        );
    }
}
