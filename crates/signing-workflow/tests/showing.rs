//! What signatures show: every profile of the law, drawn with an agency's pictures.
#![allow(clippy::unwrap_used)]

use cert_path::{CryptoProvider, DigestAlgorithm};
use gov_ca_model::VietnamDay;
use regulation_rules::profiles::{self, FormOfCopy, Values};
use signature_appearance::Size;
use signature_appearance::{AppearanceError, Fonts, to_millimetres};
use signing_workflow::images::{ApprovedImage, ImageKind, ImageRefused, ImageRegister};
use signing_workflow::showing::{Pictures, ShowingError, draw, draw_in};

/// A picture of one colour in the middle of a clear background, so many millimetres large.
fn image(kind: ImageKind, (width, height): (u32, u32)) -> ApprovedImage {
    let (ink, word) = match kind {
        ImageKind::Seal => ([200, 20, 30, 255], "seal"),
        ImageKind::Signature => ([20, 40, 190, 255], "signature"),
    };
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
    let digest = CryptoProvider::aws_lc()
        .digest(DigestAlgorithm::Sha256, &file)
        .unwrap();
    let sha256: String = digest
        .as_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let register = format!(
        "[[image]]\nid = \"x\"\nkind = \"{word}\"\nfile = \"x.png\"\nsha256 = \"{sha256}\"\nowner = \"Mẫu\"\napproved_by = \"Mẫu\"\n\
         approved_on = \"2024-01-02\"\nfrom = \"2024-01-03\"\nwidth_mm = {width}.0\nheight_mm = {height}.0\n"
    );
    let register = ImageRegister::from_toml(&register).unwrap();
    let day = VietnamDay::new(2026, 1, 1);
    register
        .approved("x", kind, day, |_| Ok::<_, ImageRefused>(file))
        .unwrap()
}

fn values() -> Values {
    Values {
        number: Some("12".to_owned()),
        symbol: Some("QĐ-UBND".to_owned()),
        signed_at: Some("2026-11-22T07:30:05Z".parse().unwrap()),
        dated_on: Some(VietnamDay::new(2026, 2, 5)),
        name: Some("Nguyễn Thị Thùy Dương".to_owned()),
        mail: Some("duongntt@mau.gov.vn".to_owned()),
        agency: Some("SỞ KHOA HỌC VÀ CÔNG NGHỆ TỈNH LẠC HỒNG".to_owned()),
        form_of_copy: Some(FormOfCopy::SaoY),
    }
}

#[test]
fn every_profile_is_drawn_in_its_size() {
    let (signature, seal) = (
        image(ImageKind::Signature, (40, 20)),
        image(ImageKind::Seal, (36, 36)),
    );
    let pictures = Pictures {
        signature: Some(&signature),
        seal: Some(&seal),
    };
    let fonts = Fonts::liberation();
    for profile in profiles::all() {
        let drawn = draw(profile, pictures, &values(), &fonts)
            .unwrap_or_else(|error| panic!("{}: {error}", profile.id));
        assert!(drawn.missing().is_empty(), "{}", profile.id);
        let millimetres = [drawn.size().width, drawn.size().height].map(to_millimetres);
        match profile.size.value {
            profiles::Size::Registered => {
                assert!((millimetres[1] - 36.0).abs() < 1e-9, "{}", profile.id);
                let alone = profile.text.value.is_empty();
                assert_eq!(
                    (millimetres[0] - 36.0).abs() < 1e-9,
                    alone,
                    "{}",
                    profile.id
                );
            }
            profiles::Size::Millimetres { width, height } => {
                assert!(
                    (millimetres[0] - width.get()).abs() < 1e-9,
                    "{}",
                    profile.id
                );
                assert!(millimetres[1] >= height.get() - 1e-9, "{}", profile.id);
            }
        }
        if let Some(bounds) = profile.bounds.map(|bounds| bounds.value) {
            let within = |it: f64, (from, to): (regulation_rules::facts::Millimetres, _)| {
                let to: regulation_rules::facts::Millimetres = to;
                (from.get()..=to.get()).contains(&it)
            };
            assert!(
                within(millimetres[0], bounds.width) && within(millimetres[1], bounds.height),
                "{}",
                profile.id
            );
        }
    }
}

#[test]
fn a_long_agency_makes_a_stamp_higher_not_smaller() {
    let fonts = Fonts::liberation();
    let copy = profiles::by_id("nd30.copy").unwrap();
    let short = draw(copy, Pictures::default(), &values(), &fonts).unwrap();
    let mut long = values();
    long.agency = Some(
        "ỦY BAN NHÂN DÂN HUYỆN MẪU VÀ CÁC XÃ, PHƯỜNG, THỊ TRẤN TRỰC THUỘC TỈNH LẠC HỒNG".to_owned(),
    );
    let drawn = draw(copy, Pictures::default(), &long, &fonts).unwrap();
    assert!(drawn.lines().len() > short.lines().len());
    assert!(drawn.size().height > short.size().height);
    let mut word = values();
    word.agency = Some("Ủ".repeat(80));
    assert!(matches!(
        draw(copy, Pictures::default(), &word, &fonts)
            .err()
            .unwrap(),
        ShowingError::Appearance(AppearanceError::TextTooLarge { .. })
    ));
}

#[test]
fn what_is_missing_is_named() {
    let fonts = Fonts::liberation();
    let seal = image(ImageKind::Seal, (36, 36));
    let pictures = Pictures {
        signature: None,
        seal: Some(&seal),
    };
    let missing = |id: &str, pictures, values: &Values| {
        draw(profiles::by_id(id).unwrap(), pictures, values, &fonts)
            .err()
            .unwrap()
    };
    assert!(matches!(
        missing("nd30.person", pictures, &values()),
        ShowingError::MissingPicture {
            profile: "nd30.person",
            kind: ImageKind::Signature
        }
    ));
    assert!(matches!(
        missing("nd30.agency", Pictures::default(), &values()),
        ShowingError::MissingPicture {
            kind: ImageKind::Seal,
            ..
        }
    ));
    let unsigned = Values {
        signed_at: None,
        ..values()
    };
    assert!(matches!(
        missing("nd30.attachment", pictures, &unsigned),
        ShowingError::MissingValue(_)
    ));
}

/// A seal is not scaled to a field, and An Giang's frame stays within its bounds.
#[test]
fn a_field_does_not_change_what_is_set() {
    let (signature, seal) = (
        image(ImageKind::Signature, (40, 20)),
        image(ImageKind::Seal, (36, 36)),
    );
    let pictures = Pictures {
        signature: Some(&signature),
        seal: Some(&seal),
    };
    let fonts = Fonts::liberation();
    let within = |id: &str, width: f64, height: f64| {
        let profile = profiles::by_id(id).unwrap();
        draw_in(
            profile,
            pictures,
            &values(),
            &fonts,
            Size::millimetres(width, height),
        )
    };
    assert!(within("nd30.agency", 36.0, 36.0).is_ok() && within("nd30.agency", 50.0, 40.0).is_ok());
    assert!(matches!(
        within("nd30.agency", 35.0, 40.0),
        Err(ShowingError::Field { .. })
    ));
    assert!(within("angiang.person", 65.0, 40.0).is_ok());
    for (width, height) in [(64.0, 37.0), (81.0, 37.0), (70.0, 34.0), (70.0, 41.0)] {
        assert!(
            matches!(
                within("angiang.person", width, height),
                Err(ShowingError::Field { .. })
            ),
            "{width} × {height}"
        );
    }
    // a size of ours gives way to the field
    assert!(within("nd30.person", 20.0, 10.0).is_ok());
}
