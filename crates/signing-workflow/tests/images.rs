//! The register of pictures: what may be used on a day, and every reason why not.
#![allow(clippy::unwrap_used)]

use cert_path::{CryptoProvider, DigestAlgorithm};
use gov_ca_model::VietnamDay;
use signing_workflow::images::{
    ApprovedImage, Hue, ImageKind, ImageRefused, ImageRegister, RegisterError,
};

const RED: [u8; 3] = [200, 20, 30];
const BLUE: [u8; 3] = [20, 40, 190];

/// A disc on a square of so many pixels, at 10 pixels to the millimetre.
fn disc(side: u32, ink: [u8; 3], background: [u8; 4]) -> Vec<u8> {
    let mut pixels = Vec::new();
    let centre = f64::from(side) / 2.0;
    for y in 0..side {
        for x in 0..side {
            let distance = (f64::from(x) + 0.5 - centre).hypot(f64::from(y) + 0.5 - centre);
            let [red, green, blue] = ink;
            let inside = distance < centre;
            pixels.extend(if inside {
                [red, green, blue, 255]
            } else {
                background
            });
        }
    }
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, side, side);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: 10_000,
        yppu: 10_000,
        unit: png::Unit::Meter,
    }));
    encoder
        .write_header()
        .unwrap()
        .write_image_data(&pixels)
        .unwrap();
    file
}

const CLEAR: [u8; 4] = [255, 255, 255, 0];

fn seal() -> Vec<u8> {
    disc(360, RED, CLEAR)
}

fn sha256(file: &[u8]) -> String {
    let digest = CryptoProvider::aws_lc()
        .digest(DigestAlgorithm::Sha256, file)
        .unwrap();
    digest
        .as_bytes()
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect()
}

fn register(file: &[u8]) -> String {
    format!(
        "[[image]]\nid = \"dau\"\nkind = \"seal\"\nfile = \"dau.png\"\nsha256 = \"{}\"\nowner = \"Sở Mẫu\"\n\
         approved_by = \"Nguyễn Văn Mẫu\"\napproved_on = \"2024-01-02\"\nfrom = \"2024-01-03\"\nuntil = \"2025-07-01\"\n\
         width_mm = 36.0\nheight_mm = 36.0\n",
        sha256(file)
    )
}

fn day(text: &str) -> VietnamDay {
    text.parse().unwrap()
}

fn approved(register: &str, file: &[u8], on: &str) -> Result<ApprovedImage, ImageRefused> {
    let register = ImageRegister::from_toml(register).unwrap();
    register.approved("dau", ImageKind::Seal, day(on), |_| Ok(file.to_vec()))
}

#[test]
fn a_seal_is_used_from_its_first_day_until_its_body_ends() {
    let register = register(&seal());
    let refused = |on| approved(&register, &seal(), on).unwrap_err();
    assert!(matches!(refused("2024-01-02"), ImageRefused::NotYet { .. }));
    assert!(
        matches!(refused("2025-07-01"), ImageRefused::Ended { until, .. } if until == day("2025-07-01"))
    );
    for on in ["2024-01-03", "2025-06-30"] {
        let image = approved(&register, &seal(), on).unwrap();
        assert!((image.size.width - 36.0 * 72.0 / 25.4).abs() < 1e-9);
        assert_eq!(
            (image.entry.owner.as_str(), image.picture.pixels()),
            ("Sở Mẫu", (360, 360))
        );
    }
    // without an end it goes on
    let open = register.replace("until = \"2025-07-01\"\n", "");
    assert!(approved(&open, &seal(), "2031-01-01").is_ok());
}

#[test]
fn what_was_approved_is_what_is_used() {
    let other = disc(360, [201, 20, 30], CLEAR);
    let error = approved(&register(&seal()), &other, "2024-02-01").unwrap_err();
    assert_eq!(error, ImageRefused::Changed("dau".to_owned()));
    let broken = b"GIF89a".to_vec();
    let error = approved(&register(&broken), &broken, "2024-02-01").unwrap_err();
    assert!(matches!(error, ImageRefused::Picture { .. }), "{error}");
}

#[test]
fn wrong_colours_backgrounds_and_sizes_are_refused() {
    let refused = |file: Vec<u8>| approved(&register(&file), &file, "2024-02-01").unwrap_err();
    let id = || "dau".to_owned();
    let hue = |found| ImageRefused::Hue {
        id: id(),
        wanted: Hue::Red,
        found,
    };
    assert_eq!(refused(disc(360, BLUE, CLEAR)), hue(Hue::Blue));
    assert_eq!(refused(disc(360, [20, 20, 20], CLEAR)), hue(Hue::Grey));
    assert_eq!(refused(disc(360, [255, 255, 255], CLEAR)), hue(Hue::None));
    assert_eq!(
        refused(disc(360, RED, [255; 4])),
        ImageRefused::Opaque(id())
    );
    let size = refused(disc(366, RED, CLEAR));
    assert_eq!(
        size,
        ImageRefused::Size {
            id: id(),
            found: "36.6 × 36.6".to_owned(),
            stated: "36.0 × 36.0".to_owned()
        }
    );
    let near = disc(364, RED, CLEAR);
    assert!(approved(&register(&near), &near, "2024-02-01").is_ok());
}

#[test]
fn a_signature_is_no_seal() {
    let register = ImageRegister::from_toml(&register(&seal())).unwrap();
    let asked = |id, kind| {
        register
            .approved(id, kind, day("2024-02-01"), |_| {
                Ok::<_, ImageRefused>(seal())
            })
            .unwrap_err()
    };
    assert!(matches!(
        asked("dau", ImageKind::Signature),
        ImageRefused::Kind {
            found: ImageKind::Seal,
            ..
        }
    ));
    assert_eq!(
        asked("khac", ImageKind::Seal),
        ImageRefused::Unknown("khac".to_owned())
    );
    assert_eq!(register.entries().len(), 1);
}

#[test]
fn signatures_are_blue() {
    let file = disc(200, BLUE, CLEAR);
    let text = register(&file)
        .replace("\"seal\"", "\"signature\"")
        .replace("36.0", "20.0");
    let register = ImageRegister::from_toml(&text).unwrap();
    let image = register.approved("dau", ImageKind::Signature, day("2024-02-01"), |_| {
        Ok::<_, ImageRefused>(file)
    });
    assert_eq!(image.unwrap().entry.kind, ImageKind::Signature);
}

#[test]
fn entries_that_cannot_be_are_refused_when_read() {
    let whole = register(&seal());
    let refused =
        |old: &str, new: &str| ImageRegister::from_toml(&whole.replace(old, new)).unwrap_err();
    for (old, new) in [
        ("width_mm = 36.0", "width_mm = 0.0"),
        ("height_mm = 36.0", "height_mm = 211.0"),
        ("width_mm = 36.0", "width_mm = nan"),
        ("2025-07-01", "2024-01-03"),
        (
            "approved_on = \"2024-01-02\"",
            "approved_on = \"2024-01-04\"",
        ),
        ("dau.png", "../dau.png"),
        ("dau.png", ".dau"),
        ("file = \"dau.png\"", "file = \"\""),
    ] {
        assert!(
            matches!(refused(old, new), RegisterError::Impossible { .. }),
            "{new}"
        );
    }
    assert!(matches!(refused("kind", "kinds"), RegisterError::Toml(_)));
    let twice = ImageRegister::from_toml(&format!("{whole}{whole}")).unwrap_err();
    assert_eq!(twice, RegisterError::Twice("dau".to_owned()));
    assert!(ImageRegister::from_toml("").unwrap().entries().is_empty());
}
