//! Looks that are made to mislead or to hold up: nothing is guessed of them, and none is waited for.
#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use cert_path::Evidence;
use pades_verify::{Policy, verify};
use pdf_revisions::PdfFile;
use regulation_rules::facts::{DocumentFacts, InkColour, Role};
use signing_workflow::copying;
use signing_workflow::layout::{Layout, ShownSignature};
use signing_workflow::roles::{Look, ToldRole};

const RED: &str = "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceRGB/BitsPerComponent 8/Length 3";

/// A page with a widget of 200 × 100 points at 100, 100, whose look is this content with these resources; further objects from number 7.
fn document(page: &str, content: &str, resources: &str, more: &[&[u8]]) -> Vec<u8> {
    let stream = |dict: &str, data: &str| {
        format!("<<{dict}/Length {}>>stream\n{data}\nendstream", data.len()).into_bytes()
    };
    let form = format!("/Type/XObject/Subtype/Form/BBox[0 0 200 100]/Resources<<{resources}>>");
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/SigFlags 3>>>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[4 0 R]{page}>>").into_bytes(),
        b"<</Type/Annot/Subtype/Widget/FT/Sig/T(S)/Rect[100 100 300 200]/P 3 0 R/F 132/V 6 0 R/AP<</N 5 0 R>>>>".to_vec(),
        stream(&form, content),
        b"<</Type/Sig/Filter/Adobe.PPKLite>>".to_vec(),
    ];
    objects.extend(more.iter().map(|object| object.to_vec()));
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = String::from("0000000000 65535 f \n");
    for (index, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", bytes.len()).unwrap();
        bytes.extend(format!("{} 0 obj\n", index + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let (start, size) = (bytes.len(), objects.len() + 1);
    let end = format!(
        "xref\n0 {size}\n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    );
    bytes.extend(end.bytes());
    bytes
}

fn image(entries: &str, pixel: [u8; 3]) -> Vec<u8> {
    let mut object = format!("{RED}{entries}>>stream\n").into_bytes();
    object.extend(pixel);
    object.extend(b"\nendstream");
    object
}

fn measured(bytes: Vec<u8>, role: Role) -> (ShownSignature, DocumentFacts) {
    let file = PdfFile::open(Arc::new(bytes)).unwrap();
    let now = "2026-11-22T03:00:00Z".parse().unwrap();
    let report = verify(&file, &Evidence::new(), &[], &Policy::default(), now).unwrap();
    let layout = Layout::read(&file, &report, &Look::default());
    let sheet = layout.sheets(&[ToldRole::stated("S", role)]).remove(0);
    (layout.signatures[0].clone(), sheet)
}

fn look(content: &str, resources: &str, more: &[&[u8]]) -> (ShownSignature, DocumentFacts) {
    measured(document("", content, resources, more), Role::Agency)
}

/// Width and height in whole points.
fn size(shown: &ShownSignature) -> [f64; 2] {
    let place = shown.images[0].place;
    [place.width, place.height].map(|side| (side * 72.0 / 25.4).round())
}

const IMAGE: &str = "/XObject<</I 7 0 R>>";

#[test]
fn what_is_cut_off_is_not_measured() {
    let red = image("", [200, 20, 30]);
    let (shown, sheet) = look("q 120 0 0 80 0 0 cm /I Do Q", IMAGE, &[&red]);
    assert_eq!(size(&shown), [120.0, 80.0]);
    assert_eq!(sheet.image_colour, Some(InkColour::Red));
    assert_eq!(sheet.image_transparent_png, Some(false));
    let (shown, _) = look(
        "0 0 50 100 re W n q 120 0 0 80 0 0 cm /I Do Q",
        IMAGE,
        &[&red],
    );
    assert_eq!(size(&shown), [50.0, 80.0]);
    // beyond the widget nothing is seen
    let (shown, _) = look("q 900 0 0 900 -10 -10 cm /I Do Q", IMAGE, &[&red]);
    assert_eq!(size(&shown), [200.0, 100.0]);
    let (shown, _) = look("q 10 0 0 10 500 0 cm /I Do Q", IMAGE, &[&red]);
    assert!(shown.images.is_empty());
}

#[test]
fn units_and_turned_pages_count() {
    let red = image("", [200, 20, 30]);
    let bytes = document(
        "/UserUnit 2/Rotate 90",
        "q 120 0 0 80 0 0 cm /I Do Q",
        IMAGE,
        &[&red],
    );
    let (shown, sheet) = measured(bytes, Role::Agency);
    assert_eq!(size(&shown), [160.0, 240.0]);
    let width = sheet.seal_width.unwrap().get();
    assert!((width - 160.0 * 25.4 / 72.0).abs() < 1e-6, "{width}");
    let page = sheet.page_width.unwrap().get();
    assert!((page - 2.0 * 842.0 * 25.4 / 72.0).abs() < 1e-6, "{page}");
}

#[test]
fn what_may_be_switched_off_or_is_painted_otherwise_is_not_told() {
    let (red, layer) = (image("", [200, 20, 30]), image("/OC 8 0 R", [200, 20, 30]));
    let draw = "q 120 0 0 80 0 0 cm /I Do Q";
    let group: &[u8] = b"<</Type/OCG/Name(x)>>";
    let (shown, sheet) = look(draw, IMAGE, &[&layer, group]);
    assert!(shown.doubt.is_some());
    assert_eq!((sheet.image_colour, sheet.seal_width), (None, None));
    let (shown, _) = look(&format!("/OC /L BDC {draw} EMC"), IMAGE, &[&red]);
    assert!(shown.doubt.is_some());
    // two images: nobody knows which is the seal
    let (_, sheet) = look(&format!("{draw} {draw}"), IMAGE, &[&red]);
    assert_eq!((sheet.image_colour, sheet.seal_width), (None, None));
    // a stencil, an inverted image, a JPEG: their ink is not read
    for entries in [
        "/ImageMask true",
        "/Decode[1 0 1 0 1 0]",
        "/Filter/DCTDecode",
    ] {
        let (shown, sheet) = look(draw, IMAGE, &[&image(entries, [200, 20, 30])]);
        assert_eq!(shown.images[0].colour, None, "{entries}");
        assert_eq!(sheet.image_colour, None, "{entries}");
    }
    // under a soft mask only what is kept without loss may have been a PNG
    let mask: &[u8] = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n\xff\nendstream";
    let (_, sheet) = look(draw, IMAGE, &[&image("/SMask 8 0 R", [200, 20, 30]), mask]);
    assert_eq!(sheet.image_transparent_png, Some(true));
    let (_, sheet) = look(
        draw,
        IMAGE,
        &[&image("/SMask 8 0 R/Filter/DCTDecode", [0; 3]), mask],
    );
    assert_eq!(sheet.image_transparent_png, None);
}

#[test]
fn a_stamp_shows_its_type_and_no_seal() {
    let fonts = "/Font<</T<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>/H<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>/B<</Type/Font/Subtype/Type1/BaseFont/Times-Bold>>>>";
    let stamp = |content: &str| {
        let bytes = document("", content, fonts, &[]);
        let (_, sheet) = measured(bytes, Role::Copy);
        (sheet.stamp_type_as_prescribed, sheet.stamp_shows_seal)
    };
    assert_eq!(
        stamp("BT /T 10 Tf (SAO Y) Tj ET"),
        (Some(true), Some(false))
    );
    // half the size, doubled
    assert_eq!(
        stamp("2 0 0 2 0 0 cm BT /T 5 Tf (SAO Y) Tj ET").0,
        Some(true)
    );
    assert_eq!(
        stamp("BT 1 0 0 1 5 5 Tm /T 10.2 Tf [(SAO) -250 (Y)] TJ ET").0,
        Some(true)
    );
    for wrong in [
        "BT /T 12 Tf (SAO Y) Tj ET",
        "BT /H 10 Tf (SAO Y) Tj ET",
        "BT /B 10 Tf (SAO Y) Tj ET",
        "1 0 0 rg BT /T 10 Tf (SAO Y) Tj ET",
        "BT /T 10 Tf (SAO Y) Tj /T 14 Tf (x) Tj ET",
    ] {
        assert_eq!(stamp(wrong).0, Some(false), "{wrong}");
    }
    // invisible text is no text, an unknown colour no black one, and a curve may be a seal
    assert_eq!(stamp("BT 3 Tr /H 12 Tf (x) Tj ET").0, None);
    assert_eq!(stamp("/P cs /x scn BT /T 10 Tf (SAO Y) Tj ET").0, None);
    assert_eq!(
        stamp("BT /T 10 Tf (SAO Y) Tj ET 0 0 m 1 1 2 2 3 3 c f").1,
        None
    );
}

#[test]
fn loops_and_floods_end() {
    let began = Instant::now();
    let (shown, _) = look("/F Do", "/XObject<</F 5 0 R>>", &[]);
    assert_eq!(shown.doubt.as_deref(), Some("forms within forms"));
    for content in [
        "q ".repeat(50_000),
        "q Q ".repeat(1_000_000),
        "1e9 0 0 1e9 0 0 cm ".repeat(1_000) + "/I Do",
        "[[[[((((<<<<".to_owned(),
        "BT /T 99999999999999999999999 Tf (x) Tj ET".to_owned(),
    ] {
        let red = image("", [200, 20, 30]);
        let (shown, _) = look(&content, IMAGE, &[&red]);
        assert_eq!(shown.page, 1);
    }
    assert!(began.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_scan_that_says_nothing_of_its_pixels_is_left_open() {
    let page = |image: &str| {
        let content: &[u8] = b"<</Length 31>>stream\nq 595 0 0 842 0 0 cm /I Do Q   \nendstream";
        let entries = "/Contents 7 0 R/Resources<</XObject<</I 8 0 R>>>>";
        let image = format!("<</Type/XObject/Subtype/Image{image}/Length 0>>stream\n\nendstream");
        let bytes = document(entries, "", "", &[content, image.as_bytes()]);
        let file = PdfFile::open(Arc::new(bytes)).unwrap();
        copying::look_at(&file).unwrap().pages.remove(0)
    };
    let whole = page("/Width 2000/Height 3000/ColorSpace/DeviceRGB/BitsPerComponent 8");
    assert_eq!((whole.resolution, whole.images), (Some(242), 1));
    let silent = page("/Width -5/Height 3000/ColorSpace/DeviceRGB");
    assert_eq!((silent.resolution, silent.images), (None, 1));
    let lab = page("/Width 2000/Height 3000/ColorSpace[/Lab<<>>]");
    assert_eq!(lab.colours, copying::Colours::Unknown);
    let grey = page(
        "/Width 2000/Height 3000/ColorSpace[/Indexed/DeviceRGB 1(\\000\\000\\000\\377\\377\\377)]",
    );
    assert_eq!(grey.colours, copying::Colours::Grey);
}
