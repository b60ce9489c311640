//! Signatures that show: where the widget stands on pages of every kind, and what it carries.

use std::sync::Arc;

use crate::common::{
    KINDS, Key, Pdf, Signer, Xref, field, in_field, open, refusal, request, sign_recorded,
};
use pades_sign::{PageFrame, Place, SignError, SignatureRequest, Unsupported, Visible, place_of};
use pdf_revisions::{Dict, Object};
use signature_appearance::{Area, Drawing, Drawn, Fonts, Size, Text};

fn signer() -> Signer {
    Signer::new(Key::P256)
}

fn drawn(line: &str) -> Arc<Drawn> {
    let mut drawing = Drawing::new(Size::points(160.0, 40.0));
    drawing.text(Text {
        lines: vec![line.to_owned()],
        ..Text::in_area(drawing.area())
    });
    Arc::new(drawing.draw(&Fonts::liberation()).unwrap())
}

/// 160 × 40 points, 20 from the left and 30 from the foot of the page as displayed.
const AREA: Area = Area {
    left: 20.0,
    bottom: 30.0,
    right: 180.0,
    top: 70.0,
};

fn showing(page: u32, area: Area) -> SignatureRequest {
    let mut request = request();
    request.visible = Some(Visible {
        drawn: drawn("Nguyễn Thị Thùy Dương"),
        place: Place { page, area },
        description: "Chữ ký của người có thẩm quyền".to_owned(),
    });
    request
}

fn rect(dict: &Dict) -> Vec<f64> {
    let numbers = dict.array(b"Rect").unwrap().iter();
    numbers.map(|number| number.as_number().unwrap()).collect()
}

/// The form XObject that the widget shows.
fn form(bytes: &[u8], widget: &Dict) -> Dict {
    let file = open(bytes);
    let view = file.newest();
    let appearance = widget.get(b"AP").and_then(Object::as_dict).unwrap();
    let form = view.resolve(appearance.reference(b"N").unwrap()).unwrap();
    match form {
        Object::Stream(stream) => stream.dict,
        other => panic!("{other:?}"),
    }
}

fn matrix(form: &Dict) -> Vec<f64> {
    let numbers = form.array(b"Matrix").unwrap().iter();
    numbers.map(|number| number.as_number().unwrap()).collect()
}

#[test]
fn a_widget_stands_upright_where_it_is_wanted_on_turned_pages() {
    let expected = [
        (0, [20.0, 30.0, 180.0, 70.0], [1.0, 0.0, 0.0, 1.0]),
        (90, [525.0, 20.0, 565.0, 180.0], [0.0, 1.0, -1.0, 0.0]),
        (180, [415.0, 772.0, 575.0, 812.0], [-1.0, 0.0, 0.0, -1.0]),
        (-90, [30.0, 662.0, 70.0, 822.0], [0.0, -1.0, 1.0, 0.0]),
    ];
    for (rotation, place, turned) in expected {
        for xref in KINDS {
            let base = Pdf::new(xref)
                .page_entries(&format!("/Rotate {rotation}"))
                .build();
            let (signed, record) = sign_recorded(&base, &showing(1, AREA), &signer());
            let widget = field(&signed, "Signature1").dict;
            assert_eq!(rect(&widget), place, "{rotation}");
            assert_eq!(matrix(&form(&signed, &widget))[..4], turned, "{rotation}");
            let shown = record.visible.unwrap();
            assert_eq!((shown.page, shown.missing.len()), (1, 0));
            assert_eq!(shown.lines, ["Nguyễn Thị Thùy Dương"]);
        }
    }
}

#[test]
fn boxes_and_units_of_the_page_count() {
    // displayed: 400 × 500 units of 2 points, the lower left corner at 100, 200
    let entries = "/CropBox [100 200 500 700] /UserUnit 2";
    let base = Pdf::new(Xref::Table).page_entries(entries).build();
    let (signed, _) = sign_recorded(&base, &showing(1, AREA), &signer());
    let widget = field(&signed, "Signature1").dict;
    assert_eq!(rect(&widget), [110.0, 215.0, 190.0, 235.0]);
    let frame = PageFrame::of(&open(&base), 1).unwrap();
    assert_eq!(frame.size(), Size::points(800.0, 1000.0));
    assert_eq!(frame.displayed([110.0, 215.0, 190.0, 235.0]), AREA);
}

#[test]
fn the_description_is_there_for_those_who_do_not_see() {
    let base = Pdf::new(Xref::Stream).build();
    let (signed, _) = sign_recorded(&base, &showing(1, AREA), &signer());
    let widget = field(&signed, "Signature1").dict;
    let Some(Object::String(told)) = widget.get(b"TU") else {
        panic!("{widget:?}");
    };
    assert_eq!(told.to_text(), "Chữ ký của người có thẩm quyền");
}

#[test]
fn a_letter_without_a_font_is_told_and_does_not_stop_the_signature() {
    let base = Pdf::new(Xref::Table).build();
    let mut request = showing(1, AREA);
    request.visible.as_mut().unwrap().drawn = drawn("Vũ 越");
    let (_, record) = sign_recorded(&base, &request, &signer());
    assert_eq!(record.visible.unwrap().missing, ['越']);
}

#[test]
fn places_outside_are_refused() {
    let base = Pdf::new(Xref::Table).build();
    let moved = |left: f64, bottom: f64| Area::at(left, bottom, AREA.size());
    for area in [
        moved(-1.0, 0.0),
        moved(0.0, -1.0),
        moved(436.0, 0.0),
        moved(0.0, 803.0),
    ] {
        let error = refusal(&base, &showing(1, area), &signer());
        assert!(
            matches!(error, SignError::PlaceOutsidePage { page: 1 }),
            "{error}"
        );
    }
    assert!(
        sign_recorded(&base, &showing(1, moved(435.0, 802.0)), &signer())
            .1
            .visible
            .is_some()
    );
    let flat = Area::at(1.0, 1.0, Size::points(0.0, 5.0));
    assert!(matches!(
        refusal(&base, &showing(1, flat), &signer()),
        SignError::PlaceOutsidePage { .. }
    ));
    for number in [0, 2, u32::MAX] {
        let error = refusal(&base, &showing(number, AREA), &signer());
        assert!(
            matches!(error, SignError::PageNotFound { .. }),
            "{number}: {error}"
        );
    }
}

const WIDGET: &str = "/Type /Annot /Subtype /Widget /P 3 0 R /F 132";

/// One merged field, one with its widget as a kid, one with two widgets, one without area, one on no page.
fn fields() -> Vec<u8> {
    Pdf::new(Xref::Table)
        .catalog("/AcroForm << /Fields [8 0 R 9 0 R 11 0 R 14 0 R 15 0 R] >>")
        .page_entries("/Annots [8 0 R 10 0 R 12 0 R 13 0 R 14 0 R] /Rotate 90")
        .with(
            8,
            &format!("<< {WIDGET} /FT /Sig /T (merged) /Rect [565 20 525 180] >>"),
        )
        .with(9, "<< /FT /Sig /T (split) /Kids [10 0 R] >>")
        .with(
            10,
            &format!("<< {WIDGET} /Parent 9 0 R /Rect [25 20 65 180] >>"),
        )
        .with(11, "<< /FT /Sig /T (twice) /Kids [12 0 R 13 0 R] >>")
        .with(
            12,
            &format!("<< {WIDGET} /Parent 11 0 R /Rect [25 20 65 180] >>"),
        )
        .with(
            13,
            &format!("<< {WIDGET} /Parent 11 0 R /Rect [125 20 165 180] >>"),
        )
        .with(
            14,
            &format!("<< {WIDGET} /FT /Sig /T (flat) /Rect [0 0 0 0] >>"),
        )
        .with(
            15,
            &format!("<< {WIDGET} /FT /Sig /T (nowhere) /Rect [0 0 9 9] >>"),
        )
        .build()
}

#[test]
fn a_field_of_the_document_keeps_its_place() {
    let base = fields();
    let place = place_of(&open(&base), "merged").unwrap();
    assert_eq!(
        place,
        Place {
            page: 1,
            area: AREA
        }
    );
    for name in ["merged", "split"] {
        let mut request = showing(7, AREA);
        request.field = in_field(name).field;
        let (signed, record) = sign_recorded(&base, &request, &signer());
        assert_eq!(
            record.visible.unwrap().page,
            1,
            "where the field is, not where a new one would be"
        );
        let file = open(&signed);
        let widget = match name {
            "merged" => field(&signed, name).dict,
            _ => file
                .newest()
                .resolve(pdf_revisions::Reference::new(10, 0))
                .unwrap()
                .as_dict()
                .unwrap()
                .clone(),
        };
        assert_eq!(matrix(&form(&signed, &widget))[..4], [0.0, 1.0, -1.0, 0.0]);
    }
}

#[test]
fn a_field_without_a_single_place_shows_nothing() {
    let base = fields();
    for name in ["twice", "flat", "nowhere"] {
        let mut request = showing(1, AREA);
        request.field = in_field(name).field;
        let error = refusal(&base, &request, &signer());
        assert!(
            matches!(&error, SignError::Unsupported(Unsupported::FieldPlace(field)) if field == name),
            "{error}"
        );
        let error = place_of(&open(&base), name).unwrap_err();
        assert!(
            matches!(error, SignError::Unsupported(Unsupported::FieldPlace(_))),
            "{error}"
        );
        // invisibly it can be signed
        assert!(
            sign_recorded(&base, &in_field(name), &signer())
                .1
                .visible
                .is_none()
        );
    }
    let error = place_of(&open(&base), "none").unwrap_err();
    assert!(matches!(error, SignError::FieldNotFound { .. }), "{error}");
}

/// The preview differs from the signed file in nothing that is seen.
#[test]
fn a_preview_shows_what_will_be_signed() {
    let base = Pdf::new(Xref::Table).page_entries("/Rotate 90").build();
    let request = showing(1, AREA);
    let shown = pades_sign::preview(&open(&base), &request).unwrap();
    let mut bytes = vec![0; usize::try_from(pdf_revisions::Source::len(&shown)).unwrap()];
    pdf_revisions::Source::read_at(&shown, 0, &mut bytes).unwrap();
    let (signed, _) = sign_recorded(&base, &request, &signer());
    let (seen, real) = (
        field(&bytes, "Signature1").dict,
        field(&signed, "Signature1").dict,
    );
    assert_eq!(rect(&seen), rect(&real));
    assert_eq!(form(&bytes, &seen), form(&signed, &real));
    let mut outside = request.clone();
    outside.visible.as_mut().unwrap().place.page = 2;
    assert!(matches!(
        pades_sign::preview(&open(&base), &outside),
        Err(SignError::PageNotFound { number: 2 })
    ));
}
