//! Drawings as their callers see them.
#![allow(missing_docs, clippy::unwrap_used)]

use proptest::prelude::*;
use signature_appearance::{
    Align, AppearanceError, Area, Colour, Drawing, Drawn, DrawnPages, Fonts, FormObjects, Frame,
    Picture, PictureLimits, Size, Text, to_millimetres,
};

fn text(line: &str, width: f64) -> Drawing<'static> {
    let mut drawing = Drawing::new(Size::points(width, 30.0));
    drawing.text(Text {
        lines: vec![line.to_owned()],
        align: Align::Centre,
        ..Text::in_area(drawing.area())
    });
    drawing
}

fn objects(drawn: &Drawn) -> FormObjects {
    let mut next = 0;
    let allocated = drawn.objects(0, || {
        next += 1;
        Ok::<i32, core::convert::Infallible>(next)
    });
    allocated.unwrap()
}

/// The object whose bytes hold this.
fn with(objects: &FormObjects, mark: &str) -> Vec<u8> {
    let holds = |body: &&(i32, Vec<u8>)| {
        body.1
            .windows(mark.len())
            .any(|window| window == mark.as_bytes())
    };
    objects.objects.iter().find(holds).unwrap().1.clone()
}

#[test]
fn text_that_does_not_fit_is_refused() {
    let fonts = Fonts::liberation();
    // twenty figures of half an em at 10 points: 100 points
    let line = "00000000000000000000";
    assert!(text(line, 100.0).draw(&fonts).is_ok());
    let refused = text(line, 99.0).draw(&fonts).err().unwrap();
    let AppearanceError::TextTooLarge { needed, room, .. } = refused else {
        panic!("{refused}");
    };
    assert!((needed - to_millimetres(100.0)).abs() < 1e-3, "{needed}");
    assert!((room - to_millimetres(99.0)).abs() < 1e-9, "{room}");
    let mut lines = text(line, 200.0);
    let area = lines.area();
    lines.text(Text {
        lines: vec![String::new(); 3],
        ..Text::in_area(area)
    });
    let refused = lines.draw(&fonts).err().unwrap();
    assert!(
        matches!(refused, AppearanceError::TextTooLarge { room, .. } if (room - to_millimetres(30.0)).abs() < 1e-9),
        "{refused}"
    );
}

#[test]
fn documents_that_differ_in_time_share_a_font() {
    let fonts = Fonts::liberation();
    let drawn = |time: &str| text(time, 300.0).draw(&fonts).unwrap();
    let one = objects(&drawn("Thời gian ký: 2026-11-21T14:30:05+07:00"));
    let other = objects(&drawn("Thời gian ký: 2025-08-09T00:00:00+07:00"));
    assert_eq!(with(&one, "/Length1"), with(&other, "/Length1"));
    assert_ne!(one, other);
}

#[test]
fn what_is_added_is_small() {
    let fonts = Fonts::liberation();
    let mut drawing = Drawing::new(Size::millimetres(80.0, 40.0));
    let area = drawing.area();
    drawing.fill(area, Colour::WHITE).frame(Frame {
        area,
        width: 0.5,
        colour: Colour::BLACK,
    });
    drawing.text(Text {
        lines: [
            "Người ký: Nguyễn Thị Thùy Dương",
            "Cơ quan: SỞ KHOA HỌC VÀ CÔNG NGHỆ TỈNH MẪU",
            "Chức vụ: Phó Giám đốc phụ trách",
            "Email: duongntt@mau.gov.vn",
            "Thời gian ký: 21.11.2026 14:30:05 +07:00",
        ]
        .map(str::to_owned)
        .into(),
        size: 9.0,
        ..Text::in_area(area)
    });
    let drawn = drawing.draw(&fonts).unwrap();
    let bytes: usize = objects(&drawn)
        .objects
        .iter()
        .map(|(_, body)| body.len())
        .sum();
    assert!(bytes < 40_000, "{bytes} bytes");
}

/// A grey JPEG of one pixel row, as far as a header goes.
const JPEG: &[u8] =
    b"\xff\xd8\xff\xc0\x00\x0b\x08\x00\x02\x00\x03\x01\x01\x11\x00\xff\xda\x00\x02\x55\x66\xff\xd9";

#[test]
fn a_jpeg_file_is_embedded_as_it_is() {
    let picture = Picture::read(JPEG, PictureLimits::default()).unwrap();
    assert_eq!(
        (picture.pixels(), picture.is_transparent(), picture.ink()),
        ((3, 2), false, None)
    );
    let mut drawing = Drawing::new(Size::points(30.0, 20.0));
    let area = drawing.area();
    drawing
        .picture(&picture, area)
        .picture(&picture, area.inside(5.0));
    let objects = objects(&drawing.draw(&Fonts::liberation()).unwrap());
    let image = with(&objects, "/DCTDecode");
    assert!(image.windows(JPEG.len()).any(|window| window == JPEG));
    let pictures = objects
        .objects
        .iter()
        .filter(|(_, body)| body.windows(9).any(|window| window == b"DCTDecode"));
    assert_eq!(
        pictures.count(),
        1,
        "a picture shown twice is embedded once"
    );
}

#[test]
fn nothing_is_drawn_on_nothing() {
    let fonts = Fonts::liberation();
    let refused = |drawing: &Drawing<'_>| drawing.draw(&fonts).err().unwrap();
    assert!(matches!(
        refused(&Drawing::new(Size::points(0.0, 9.0))),
        AppearanceError::NoSize { .. }
    ));
    let mut drawing = Drawing::new(Size::points(9.0, 9.0));
    let flat = Area::at(0.0, 0.0, Size::points(9.0, 0.0));
    drawing.fill(flat, Colour::BLACK);
    assert!(matches!(refused(&drawing), AppearanceError::NoSize { .. }));
    assert!(matches!(
        Fonts::liberation().with_fallback("mine", b"no font").err().unwrap(),
        AppearanceError::Font { name, .. } if name == "mine"
    ));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_drawn(line in any::<String>()) {
        let drawn = text(&line, 1.0e6).draw(&Fonts::liberation()).unwrap();
        prop_assert!(!objects(&drawn).objects.is_empty());
    }

    #[test]
    fn no_picture_file_panics(mut file in proptest::collection::vec(any::<u8>(), 0..300), kind in 0..3) {
        let head: &[u8] = match kind {
            0 => b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            1 => b"\xff\xd8\xff",
            _ => b"",
        };
        file.splice(0..0, head.iter().copied());
        drop(Picture::read(&file, PictureLimits::default()));
    }
}

#[test]
fn pages_share_one_font() {
    let fonts = Fonts::liberation();
    let pages = DrawnPages::draw(&[text("Số 12", 200.0), text("Nơi nhận", 90.0)], &fonts).unwrap();
    let mut next = 0;
    let drawn = pages
        .objects(|| {
            next += 1;
            Ok::<i32, core::convert::Infallible>(next)
        })
        .unwrap();
    let holds = |mark: &str| {
        let holds = |body: &&(i32, Vec<u8>)| String::from_utf8_lossy(&body.1).contains(mark);
        drawn.objects.iter().filter(holds).count()
    };
    assert_eq!((drawn.forms.len(), holds("/Subtype/Form")), (2, 2));
    assert_eq!(holds("/FontFile2"), 1);
    assert_eq!(pages.lines(), ["Số 12", "Nơi nhận"]);
    assert!(pages.missing().is_empty());
    let widths: Vec<f64> = pages.sizes().map(|size| size.width).collect();
    assert_eq!(widths, [200.0, 90.0]);
    let nothing = [Drawing::new(Size::points(0.0, 1.0))];
    assert!(DrawnPages::draw(&nothing, &fonts).is_err());
}
