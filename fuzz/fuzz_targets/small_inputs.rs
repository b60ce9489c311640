//! Small files that an office keeps or receives, any bytes in them: a picture, the register of pictures, appearance profiles, a signature in a
//! file of its own. The first byte says which reader gets the others: one target, because building one costs more than running it.
#![no_main]

use std::sync::LazyLock;

use cert_path::Evidence;
use libfuzzer_sys::fuzz_target;
use pades_verify::{Policy, Verdict, etsi, json, verify_detached};
use regulation_rules::profiles::Profiles;
use signature_appearance::{Drawing, Fonts, Picture, PictureLimits, Size};
use signing_workflow::images::ImageRegister;

/// What the signatures among the seeds sign; `make-fuzz-seeds` names the same.
const CONTENT: &[u8] = b"a sheet of numbers";

static FONTS: LazyLock<Fonts<'static>> = LazyLock::new(Fonts::liberation);

fuzz_target!(|data: &[u8]| {
    let Some((which, rest)) = data.split_first() else { return };
    match (which % 4, std::str::from_utf8(rest)) {
        (0, _) => picture(rest),
        (1, Ok(text)) => {
            if let Ok(register) = ImageRegister::from_toml(text) {
                assert!(register.entries().iter().all(|entry| entry.width_mm > 0.0 && entry.height_mm > 0.0));
            }
        }
        // What was read stays for as long as the program runs; a run of hours needs more memory than a smoke run allows.
        (2, Ok(text)) => {
            if let Ok(profiles) = Profiles::from_toml(text) {
                assert!(profiles.iter().count() > 0);
            }
        }
        (3, _) => detached(rest),
        _ => {}
    }
});

/// One million pixels: a run is to be short.
fn picture(file: &[u8]) {
    let Ok(picture) = Picture::read(file, PictureLimits { pixels: 1_000_000 }) else { return };
    let (width, height) = picture.pixels();
    assert!(width > 0 && height > 0 && u64::from(width) * u64::from(height) <= 1_000_000);
    if let Some(ink) = picture.ink() {
        assert!((0.0..=1.0).contains(&ink.transparent));
    }
    let mut drawing = Drawing::new(Size::millimetres(30.0, 20.0));
    let area = drawing.area();
    drawing.picture(&picture, area.fitting(Size::millimetres(f64::from(width), f64::from(height))));
    if let Ok(drawn) = drawing.draw(&FONTS) {
        let mut number = 0;
        let objects = drawn.objects(90, || {
            number += 1;
            Ok::<i32, ()>(number)
        });
        assert!(objects.is_ok_and(|made| !made.objects.is_empty()));
    }
}

fn detached(container: &[u8]) {
    let now = "2026-11-23T00:00:00Z".parse().expect("a moment");
    let report = verify_detached(&CONTENT, container, &Evidence::new(), &[], &Policy::default(), now);
    let report = report.expect("what is signed can be read");
    assert_eq!(report.signatures.len(), 1);
    assert_ne!(report.verdict(), Verdict::Passed, "no root is trusted");
    let _ = json::file("x", &report, &|_| json::Role::default());
    let context = etsi::Context { at: now, policy: "vn-office", validator: "fuzz" };
    let _ = etsi::report(&report, &context);
}
