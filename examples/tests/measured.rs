//! What is drawn is what is measured: every profile on every page rotation, and the scans.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_macros
)]

use std::path::Path;
use std::sync::Arc;

use cert_path::Evidence;
use gov_ca_model::VietnamDay;
use kyso_examples::set::{Scan, scan};
use pades_verify::{Policy, verify};
use page_view::PageView;
use pdf_revisions::PdfFile;
use regulation_rules::facts::{DocumentFacts, InkColour, Role};
use regulation_rules::{LawBook, Verdict};
use serde_json::Value;
use signing_workflow::copying::{self, Colours, Fitness};
use signing_workflow::layout::{Layout, PageBox, ShownSignature};
use signing_workflow::roles::{Look, PageLook, ToldRole};

/// What rounding of numbers in content streams may take away, in millimetres.
const NEARLY: f64 = 0.02;

struct Measured {
    layout: Layout,
    sheet: DocumentFacts,
}

/// The file, as if its only signature were of this role.
fn measure(bytes: Vec<u8>, role: Role) -> Measured {
    let file = PdfFile::open(Arc::new(bytes.clone())).unwrap();
    let view = PageView::open(bytes.into(), None).unwrap();
    let mut look = Look::default();
    for page in 0..view.page_count() {
        let text = view.text(page).map_err(|error| error.to_string());
        let geometry = view.page_geometry(page).unwrap();
        look.pages.insert(page, PageLook { geometry, text });
    }
    let now = "2026-11-22T07:30:05Z".parse().unwrap();
    let report = verify(&file, &Evidence::new(), &[], &Policy::default(), now).unwrap();
    let layout = Layout::read(&file, &report, &look);
    let fields = layout.signatures.iter().map(|shown| shown.field.clone());
    let roles: Vec<ToldRole> = fields.map(|field| ToldRole::stated(field, role)).collect();
    let sheet = layout.sheets(&roles).remove(0);
    Measured { layout, sheet }
}

fn role_of(profile: &str) -> Role {
    match profile {
        "nd30.person" | "angiang.person" | "angiang.multi" => Role::AuthorisedPerson,
        "nd30.attachment" => Role::Attachment,
        "nd30.copy" => Role::Copy,
        _ => Role::Agency,
    }
}

/// An Giang’s frame and a whole date find no room on the sample, and stand elsewhere; initials and the rest have no box.
fn box_of(profile: &str) -> Option<PageBox> {
    match profile {
        "number" => Some(PageBox::Number),
        "date.day" | "date.month" => Some(PageBox::Date),
        "nd30.person" => Some(PageBox::Signature),
        "nd30.agency" => Some(PageBox::Seal),
        "nd30.attachment" | "nd30.copy" | "tt01-2019.digitised" => Some(PageBox::TopRight),
        _ => None,
    }
}

fn near(found: f64, wanted: f64) -> bool {
    (found - wanted).abs() < NEARLY
}

fn drawn_as_told(shown: &ShownSignature, told: &Value) {
    let name = &told["file"];
    let area: Vec<f64> = told["area"]
        .as_array()
        .unwrap()
        .iter()
        .map(|side| side.as_f64().unwrap() * 25.4 / 72.0)
        .collect();
    let place = shown.place;
    let found = [
        place.left,
        place.bottom,
        place.left + place.width,
        place.bottom + place.height,
    ];
    for (found, wanted) in found.into_iter().zip(&area) {
        assert!(near(found, *wanted), "{name}: {place:?} {area:?}");
    }
    assert!(told["page"] == shown.page, "{name}");
    assert_eq!(shown.doubt, None, "{name}");
    let mut lines = shown.lines.clone().unwrap();
    let mut wanted: Vec<String> = told["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line.as_str().unwrap().to_owned())
        .collect();
    lines.sort();
    wanted.sort();
    assert_eq!(lines, wanted, "{name}");
    for text in &shown.types {
        assert!(
            text.font.as_deref().unwrap().starts_with("LiberationSerif"),
            "{name}"
        );
    }
}

#[test]
fn every_profile_measures_as_it_was_drawn_on_every_rotation() {
    let folder = tempfile::tempdir().unwrap();
    let all = kyso_examples::shown::write_all(folder.path()).unwrap();
    let mut count = 0;
    for told in all.iter().filter(|told| told["profile"] != "names") {
        let (profile, file) = (
            told["profile"].as_str().unwrap(),
            told["file"].as_str().unwrap(),
        );
        let bytes = std::fs::read(folder.path().join(file)).unwrap();
        let measured = measure(bytes, role_of(profile));
        let [shown] = measured.layout.signatures.as_slice() else {
            panic!("{file}: {:?}", measured.layout.signatures);
        };
        drawn_as_told(shown, told);
        assert_eq!(shown.page_box, box_of(profile), "{file}");
        as_the_profile_wants(profile, file, shown, &measured.sheet);
        let size = measured.layout.page.size.unwrap();
        let wanted = told["size"].as_array().unwrap();
        if told["page"] == 1 {
            for (side, wanted) in size.iter().zip(wanted) {
                assert!(
                    near(*side, wanted.as_f64().unwrap() * 25.4 / 72.0),
                    "{file}"
                );
            }
        }
        count += 1;
    }
    assert_eq!(count, 60);
}

fn as_the_profile_wants(profile: &str, file: &str, shown: &ShownSignature, sheet: &DocumentFacts) {
    let colours: Vec<_> = shown.images.iter().map(|image| image.colour).collect();
    let (blue, red) = (Some(InkColour::Blue), Some(InkColour::Red));
    match profile {
        "nd30.person" => {
            assert_eq!(colours, [blue], "{file}");
            assert_eq!(sheet.image_colour, blue, "{file}");
            assert_eq!(sheet.image_transparent_png, Some(true), "{file}");
            assert_eq!(sheet.between_title_and_name, Some(true), "{file}");
            assert_eq!(sheet.in_boxes_7c_and_8, Some(true), "{file}");
        }
        "nd30.agency" => {
            assert_eq!(colours, [red], "{file}");
            let width = sheet.seal_width.unwrap().get();
            assert!((width - 36.0).abs() < 0.3, "{file}: {width}");
            assert_eq!(sheet.image_transparent_png, Some(true), "{file}");
            assert_eq!(sheet.in_boxes_7c_and_8, Some(true), "{file}");
        }
        "nd30.attachment" | "nd30.copy" => {
            assert_eq!(sheet.stamp_top_right, Some(true), "{file}");
            assert_eq!(sheet.stamp_time_iso_8601, Some(true), "{file}");
            assert_eq!(sheet.stamp_type_as_prescribed, Some(true), "{file}");
            assert_eq!(sheet.stamp_shows_seal, Some(false), "{file}");
            let copy = profile == "nd30.copy";
            assert_eq!(sheet.stamp_shows_form_of_copy, Some(copy), "{file}");
            assert_eq!(sheet.stamp_shows_body, Some(copy), "{file}");
            assert_eq!(sheet.stamp_shows_number, Some(!copy), "{file}");
            assert_eq!(
                sheet.dated_on,
                Some(VietnamDay::new(2026, 11, 22)),
                "{file}"
            );
        }
        "angiang.person" | "angiang.org" | "angiang.multi" => {
            let (length, width) = (sheet.frame_length.unwrap(), sheet.frame_width.unwrap());
            assert!((65.0..=80.0).contains(&length.get()), "{file}: {length:?}");
            assert!((35.0..=40.0).contains(&width.get()), "{file}: {width:?}");
            assert_eq!(sheet.frame_shows_time, Some(true), "{file}");
            assert_eq!(
                sheet.frame_mail.as_deref(),
                Some("nvmau@lachong.example"),
                "{file}"
            );
            assert_eq!(
                sheet.frame_shows_seal_image,
                Some(colours.contains(&red)),
                "{file}"
            );
            assert_eq!(
                sheet.frame_shows_signature_image,
                Some(colours.contains(&blue)),
                "{file}"
            );
        }
        _ => {}
    }
}

#[test]
fn the_sample_letters_measure_as_the_decree_sets_them() {
    for name in ["quyet-dinh-mau.pdf", "thong-bao-mau.pdf"] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let measured = measure(std::fs::read(file).unwrap(), Role::Unknown);
        let page = &measured.layout.page;
        assert_eq!(
            (page.margin_left, page.margin_right),
            (Some(30.0), Some(18.0)),
            "{name}: {page:?}"
        );
        assert_eq!(page.margin_top, Some(20.5), "{name}: {page:?}");
        assert_eq!(page.times_new_roman, Some(true), "{name}");
        assert!(near(page.size.unwrap()[0], 210.0) && near(page.size.unwrap()[1], 297.0));
        assert!(
            measured.layout.day.is_some_and(|day| day.leading_zeros),
            "{name}"
        );
        assert_eq!(measured.layout.scan, None, "{name}");
    }
}

#[test]
fn only_the_good_scan_may_become_a_copy() {
    let law = LawBook::as_read();
    let day = VietnamDay::new(2026, 11, 22);
    for (how, fitness, resolution, colours, scale) in [
        (Scan::GOOD, Fitness::Fit, 200, Colours::Colour, 100),
        (Scan::COARSE, Fitness::Unfit, 150, Colours::Colour, 100),
        (Scan::GREY, Fitness::Unfit, 200, Colours::Grey, 100),
        (Scan::SMALLER, Fitness::Unfit, 222, Colours::Colour, 90),
    ] {
        let file = PdfFile::open(Arc::new(scan(how).unwrap())).unwrap();
        let look = copying::look_at(&file).unwrap();
        let [page] = look.pages.as_slice() else {
            panic!("{look:?}");
        };
        assert_eq!(page.resolution, Some(resolution), "{how:?}");
        assert_eq!(
            (page.colours, page.scale_percent),
            (colours, Some(scale)),
            "{how:?}"
        );
        assert_eq!((page.images, page.doubt.as_deref()), (1, None));
        let judged = look.judged(day, &law);
        assert_eq!(Fitness::of(&judged), fitness, "{how:?}");
        let against = judged
            .iter()
            .filter(|one| matches!(one.finding.verdict, Verdict::Violated(_)));
        let codes: Vec<_> = against.map(|one| (one.page, one.finding.code())).collect();
        let wanted = match fitness {
            Fitness::Fit => vec![],
            _ => vec![(1, "nd-30-2020/digitised-copy-quality-too-low")],
        };
        assert_eq!(codes, wanted, "{how:?}");
    }
}

/// Before the decree nothing was asked of scans.
#[test]
fn the_day_decides_which_rules_ask() {
    let file = PdfFile::open(Arc::new(scan(Scan::COARSE).unwrap())).unwrap();
    let look = copying::look_at(&file).unwrap();
    let law = LawBook::as_read();
    let fitness = |day| Fitness::of(&look.judged(day, &law));
    assert_eq!(fitness(VietnamDay::new(2020, 3, 4)), Fitness::Fit);
    assert_eq!(fitness(VietnamDay::new(2020, 3, 5)), Fitness::Unfit);
}

/// A typeset document is no scan: nothing can be told of its resolution.
#[test]
fn a_page_without_a_picture_is_left_open() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("thong-bao-mau.pdf");
    let file = PdfFile::open(Arc::new(std::fs::read(file).unwrap())).unwrap();
    let look = copying::look_at(&file).unwrap();
    assert!(look.pages.iter().all(|page| page.images == 0), "{look:?}");
    let judged = look.judged(VietnamDay::new(2026, 11, 22), &LawBook::as_read());
    assert_eq!(Fitness::of(&judged), Fitness::Open);
}
