//! What files of other tools show, measured. The numbers were read by hand: rectangles and content streams with `qpdf`, colours from the
//! pixels that `qpdf --filtered-stream-data` gives.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read files and say what did not run"
)]

use std::path::PathBuf;
use std::sync::Arc;

use cert_path::Evidence;
use pades_verify::{Policy, verify};
use pdf_revisions::PdfFile;
use regulation_rules::facts::InkColour;
use signing_workflow::layout::{Layout, Measured, ShownSignature};
use signing_workflow::roles::Look;

fn measured(name: &str) -> Option<Layout> {
    let Some(folder) = std::env::var_os("KYSO_CORPUS").map(PathBuf::from) else {
        println!("NOT RUN: KYSO_CORPUS does not name the conformance corpus");
        return None;
    };
    let bytes = std::fs::read(folder.join("pdf/dss/validation").join(name)).unwrap();
    let file = PdfFile::open(Arc::new(bytes)).unwrap();
    let now = "2026-11-22T03:00:00Z".parse().unwrap();
    let report = verify(&file, &Evidence::new(), &[], &Policy::default(), now).unwrap();
    Some(Layout::read(&file, &report, &Look::default()))
}

fn field<'a>(layout: &'a Layout, name: &str) -> &'a ShownSignature {
    let mut all = layout.signatures.iter();
    all.find(|shown| shown.field == name).unwrap()
}

/// Points to millimetres, and a hundredth of a millimetre of rounding.
fn is(place: Measured, points: [f64; 4]) {
    let found = [place.left, place.bottom, place.width, place.height];
    for (found, points) in found.into_iter().zip(points) {
        assert!(
            (found - points * 25.4 / 72.0).abs() < 0.01,
            "{place:?} {points}"
        );
    }
}

/// An envelope service: `/Rect [428.41998 656.26001 509.67999 696.04001]`; in it, `1 0 0 1 .5 .5 cm`, `1 0 0 1 .52137 0 cm`,
/// `.165726 0 0 .165726 0 0 cm`, `478 0 0 234 0 0 cm`; black ink under a soft mask, 94 % clear.
#[test]
fn an_image_through_four_matrices() {
    let Some(layout) = measured("DSS-3577.pdf") else {
        return;
    };
    let shown = field(&layout, "SignHere_4c04142c-ee5a-448b-a3d5-b4c6d5063e59");
    assert_eq!((shown.page, shown.doubt.as_deref()), (1, None));
    is(shown.place, [428.41998, 656.26001, 81.26, 39.78]);
    let image = &shown.images[0];
    assert_eq!(shown.images.len(), 1);
    is(
        image.place,
        [429.44135, 656.76001, 478.0 * 0.165726, 234.0 * 0.165726],
    );
    assert_eq!(image.pixels, Some([478, 234]));
    assert_eq!(image.colour, Some(InkColour::Black));
    assert!(image.has_alpha && image.lossless);
    assert_eq!(
        layout.page.size.map(|size| size.map(f64::round)),
        Some([210.0, 297.0])
    );
}

/// iText with a picture of 349 × 100 pixels in a form made smaller by .562607, under text of 22 points in Roboto.
#[test]
fn a_form_within_a_form_makes_type_smaller() {
    let Some(layout) = measured("pades-ocsp-sign-cert.pdf") else {
        return;
    };
    let shown = field(&layout, "Signature1");
    is(shown.place, [398.65, 785.739255, 196.35, 56.260745]);
    is(
        shown.images[0].place,
        [398.65, 785.739255, 349.0 * 0.562607, 56.2607],
    );
    // nearly as light as paper, hardly coloured
    assert_eq!(shown.images[0].colour, Some(InkColour::Other));
    let [text] = shown.types.as_slice() else {
        panic!("{shown:?}");
    };
    assert_eq!(text.font.as_deref(), Some("Roboto-Regular"));
    assert!((text.size - 22.0 * 0.562607).abs() < 1e-3, "{text:?}");
    assert_eq!(text.colour, Some(InkColour::Black));
}

/// A box of 83 × 65 stretched to a rectangle of 83.52 × 65.34 on a page of 8½ × 11 inches; the ink is (49, 83, 116).
#[test]
fn a_box_is_stretched_to_its_rectangle() {
    let Some(layout) = measured("lt-short.pdf") else {
        return;
    };
    assert!(layout.signatures.len() > 20, "{}", layout.signatures.len());
    let shown = field(&layout, "Signature1");
    is(shown.place, [220.0, 426.66, 83.52002, 65.34]);
    is(shown.images[0].place, [220.0, 426.66, 83.52002, 65.34]);
    assert_eq!(shown.images[0].colour, Some(InkColour::Blue));
    assert_eq!(
        shown.page_size.map(|side| (side * 10.0).round()),
        [2159.0, 2794.0]
    );
    // no page was read: nothing is said of lines, margins and places
    assert_eq!(
        (shown.lines.as_ref(), layout.page.margin_left),
        (None, None)
    );
}
