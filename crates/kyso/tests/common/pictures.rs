//! A desk with a register of pictures.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "every test file uses its own part of this"
)]
#![allow(clippy::unwrap_used)]

use cert_path::{CryptoProvider, DigestAlgorithm};

use super::Desk;

/// A rectangle of ink in the middle of a clear picture, at 10 pixels to the millimetre.
pub fn picture((width, height): (u32, u32), ink: [u8; 4]) -> Vec<u8> {
    let mut pixels = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let inside = x > width / 4 && x < width * 3 / 4 && y > height / 4 && y < height * 3 / 4;
            pixels.extend(if inside { ink } else { [0; 4] });
        }
    }
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder
        .write_header()
        .unwrap()
        .write_image_data(&pixels)
        .unwrap();
    file
}

pub const BLUE: [u8; 4] = [20, 40, 170, 255];
pub const RED: [u8; 4] = [200, 20, 30, 255];

/// A desk with the register of two pictures: `ky` 40 × 20 mm, `dau` 36 mm.
pub fn desk() -> Desk {
    let desk = Desk::new();
    let mut register = String::new();
    for (id, kind, size, ink) in [
        ("ky", "signature", (400, 200), BLUE),
        ("dau", "seal", (360, 360), RED),
    ] {
        let file = picture(size, ink);
        let digest = CryptoProvider::aws_lc()
            .digest(DigestAlgorithm::Sha256, &file)
            .unwrap();
        let sha256: String = digest
            .as_bytes()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        desk.write(&format!("{id}.png"), &file);
        register += &format!(
            "[[image]]\nid = \"{id}\"\nkind = \"{kind}\"\nfile = \"{id}.png\"\nsha256 = \"{sha256}\"\nowner = \"Mẫu\"\napproved_by = \"Mẫu\"\n\
             approved_on = \"2024-01-02\"\nfrom = \"2024-01-03\"\nuntil = \"2050-01-01\"\nwidth_mm = {}.0\nheight_mm = {}.0\n",
            size.0 / 10,
            size.1 / 10
        );
    }
    desk.write("images.toml", register.as_bytes());
    desk
}
