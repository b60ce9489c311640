//! Pages made here, byte by byte: where text stands, what is visible, what a picture shows.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::time::Duration;

use page_view::{LimitReached, Limits, Origin, PageView, PageViewError};

/// A one-page file: the page's own entries, its content, and the content of a widget at `[100 700 200 720]`.
fn file(page: &str, content: &str, widget: Option<&str>) -> Arc<[u8]> {
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
    let annots = if widget.is_some() {
        "/Annots [5 0 R]"
    } else {
        ""
    };
    let stream = |entries: &str, content: &str| {
        format!(
            "<< {entries} /Length {} >>\nstream\n{content}\nendstream",
            content.len()
        )
    };
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /Contents 4 0 R {annots} /Resources << /Font << /F {font} >> >> {page} >>"
        ),
        stream("", content),
        "<< /Type /Annot /Subtype /Widget /Rect [100 700 200 720] /AP << /N 6 0 R >> >>".to_owned(),
        stream(
            &format!("/Subtype /Form /BBox [0 0 100 20] /Resources << /Font << /F {font} >> >>"),
            widget.unwrap_or_default(),
        ),
    ];
    let mut out = "%PDF-1.4\n".to_owned();
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        out += &format!("{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let table = out.len();
    out += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for offset in offsets {
        out += &format!("{offset:010} 00000 n \n");
    }
    out += &format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    );
    out.into_bytes().into()
}

const A4: &str = "/MediaBox [0 0 595 842]";

fn open(bytes: Arc<[u8]>) -> PageView {
    PageView::open(bytes, None).unwrap()
}

/// The size of a PNG, from its header.
fn png_size(png: &[u8]) -> (u32, u32) {
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn words_stand_where_the_page_puts_them() {
    let view = open(file(A4, "BT /F 10 Tf 100 500 Td (So: 12) Tj ET", None));
    assert_eq!(
        (view.page_count(), view.page_size(0)),
        (1, Ok((595.0, 842.0)))
    );
    let text = view.text(0).unwrap();
    let told: Vec<_> = text.words.iter().map(|word| word.text.as_str()).collect();
    assert_eq!(told, ["So:", "12"]);
    assert_eq!((text.confidence(), text.unread), (1.0, 0));
    let [x0, y0, x1, y1] = text.words[0].area;
    // Helvetica: S 667, o 556, colon 278 thousandths
    assert!(
        (x0 - 100.0).abs() < 0.01 && (x1 - 115.01).abs() < 0.01,
        "{x0} {x1}"
    );
    assert!(y0 < 500.0 && y1 > 505.0 && y1 < 512.0, "{y0} {y1}");
    assert_eq!(view.lines(0).unwrap()[0].text, "So: 12");
}

#[test]
fn rotation_is_undone_in_areas_and_shown_in_pictures() {
    let content = "BT /F 10 Tf 100 500 Td (abc) Tj ET";
    let plain = open(file(A4, content, None));
    let turned = open(file(&format!("{A4} /Rotate 90"), content, None));
    let area = |view: &PageView| view.words(0).unwrap()[0].area;
    assert_eq!(area(&plain), area(&turned));
    assert_eq!(turned.page_size(0), Ok((842.0, 595.0)));
    assert_eq!(png_size(&turned.render(0, 72.0).unwrap()), (842, 595));
    assert_eq!(png_size(&plain.render(0, 36.0).unwrap()), (298, 421));
    // the same letters are in the cutout, lying on the one and standing on the other
    let area = [95.0, 495.0, 125.0, 515.0];
    assert_eq!(
        png_size(&plain.render_area(0, area, 72.0).unwrap()),
        (30, 20)
    );
    assert_eq!(
        png_size(&turned.render_area(0, area, 72.0).unwrap()),
        (20, 30)
    );
}

#[test]
fn a_picture_shows_what_is_there_and_only_that() {
    let view = open(file(A4, "1 0 0 rg 100 500 50 50 re f", None));
    let red = view
        .render_area(0, [110.0, 510.0, 120.0, 520.0], 72.0)
        .unwrap();
    let white = view
        .render_area(0, [210.0, 510.0, 220.0, 520.0], 72.0)
        .unwrap();
    let black = open(file(A4, "0 g 100 500 50 50 re f", None));
    let black = black
        .render_area(0, [110.0, 510.0, 120.0, 520.0], 72.0)
        .unwrap();
    assert_ne!(red, white);
    assert_ne!(red, black);
    let turned = open(file(
        &format!("{A4} /Rotate 180"),
        "1 0 0 rg 100 500 50 50 re f",
        None,
    ));
    let same = turned
        .render_area(0, [110.0, 510.0, 120.0, 520.0], 72.0)
        .unwrap();
    assert_eq!(same, red, "the area is of the page, however it is turned");
}

#[test]
fn what_annotations_lay_over_the_page_is_told_apart() {
    let content = "BT /F 10 Tf 80 706 Td (So:) Tj 60 0 Td (/ABC) Tj ET";
    let view = open(file(A4, content, Some("BT /F 10 Tf 5 6 Td (1234) Tj ET")));
    let text = view.text(0).unwrap();
    let own: Vec<_> = text.lines().into_iter().map(|line| line.text).collect();
    assert_eq!(own, ["So:", "/ABC"]);
    let seen: Vec<_> = text
        .lines_with_annotations()
        .into_iter()
        .map(|line| line.text)
        .collect();
    assert_eq!(seen, ["So: 1234 /ABC"]);
    let stamped = text.words.iter().find(|word| word.text == "1234").unwrap();
    assert_eq!(stamped.origin, Origin::Annotation);
    assert!((stamped.area[0] - 105.0).abs() < 0.01, "{:?}", stamped.area);
}

#[test]
fn what_nobody_sees_is_not_in_the_lines() {
    let shown = |content: &str| {
        let view = open(file(A4, content, None));
        let lines = view.lines(0).unwrap().into_iter().map(|line| line.text);
        (lines.collect::<Vec<_>>(), view.words(0).unwrap().len())
    };
    let text = "/F 10 Tf 100 500 Td (abc) Tj ET";
    assert_eq!(shown(&format!("BT {text}")), (vec!["abc".to_owned()], 1));
    assert_eq!(shown(&format!("BT 3 Tr {text}")), (vec![], 1)); // invisible
    assert_eq!(shown(&format!("0 0 50 50 re W n BT {text}")), (vec![], 1)); // clipped away
    assert_eq!(shown("BT /F 10 Tf 700 500 Td (abc) Tj ET"), (vec![], 1)); // beside the page
}

#[test]
fn what_is_asked_for_in_vain_is_an_error_that_says_why() {
    let view = open(file(A4, "", None));
    assert_eq!(view.text(0).unwrap().words, []);
    assert_eq!(
        view.render(1, 72.0),
        Err(PageViewError::NoSuchPage { page: 1, count: 1 })
    );
    let pixels = Err(PageViewError::Limit(LimitReached::Pixels));
    assert_eq!(view.render(0, 1e9), pixels);
    assert_eq!(view.render(0, 600.0), pixels);
    for dpi in [0.0, -72.0, f64::NAN] {
        assert_eq!(view.render(0, dpi), Err(PageViewError::EmptyArea), "{dpi}");
    }
    let beside = view.render_area(0, [600.0, 0.0, 700.0, 100.0], 72.0);
    assert_eq!(beside, Err(PageViewError::EmptyArea));
    assert!(matches!(
        PageView::open(Arc::from(&b"no PDF"[..]), None),
        Err(PageViewError::Malformed)
    ));
}

#[test]
fn limits_hold() {
    let letters = "BT /F 10 Tf 10 500 Td (0123456789) Tj ET\n".repeat(50);
    let within = |limits: Limits| {
        let view = PageView::open_within(file(A4, &letters, None), None, limits)?;
        view.text(0)
    };
    let limit = |reached| Err(PageViewError::Limit(reached));
    assert!(within(Limits::default()).is_ok());
    let few = Limits {
        glyphs: 499,
        ..Limits::default()
    };
    assert_eq!(within(few), limit(LimitReached::Glyphs));
    let few = Limits {
        drawings: 49,
        ..Limits::default()
    };
    assert_eq!(within(few), limit(LimitReached::Drawings));
    let few = Limits {
        pages: 0,
        ..Limits::default()
    };
    assert_eq!(within(few), limit(LimitReached::Pages));
    let small = Limits {
        file_bytes: 100,
        ..Limits::default()
    };
    assert_eq!(within(small), limit(LimitReached::FileBytes));
}

#[test]
fn a_page_that_takes_too_long_is_given_up() {
    // forms that call each other twice, thirty deep: 2^30 glyph runs
    let view = PageView::open_within(
        bomb(30),
        None,
        Limits {
            time: Duration::from_millis(300),
            drawings: usize::MAX,
            ..Limits::default()
        },
    )
    .unwrap();
    assert_eq!(view.text(0), Err(PageViewError::Limit(LimitReached::Time)));
    let few = Limits {
        drawings: 10_000,
        ..Limits::default()
    };
    let view = PageView::open_within(bomb(30), None, few).unwrap();
    assert_eq!(
        view.render(0, 72.0),
        Err(PageViewError::Limit(LimitReached::Drawings))
    );
}

/// A page whose form shows two forms, each of which shows two, `depth` times over.
fn bomb(depth: usize) -> Arc<[u8]> {
    let mut out = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
        2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
        3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R \
        /Resources << /XObject << /X 5 0 R >> >> >>\nendobj\n\
        4 0 obj\n<< /Length 5 >>\nstream\n/X Do\nendstream\nendobj\n"
        .to_owned();
    for level in 0..depth {
        let (number, next) = (5 + level, 6 + level);
        out += &format!(
            "{number} 0 obj\n<< /Subtype /Form /BBox [0 0 100 100] /Length 11 \
             /Resources << /XObject << /X {next} 0 R >> >> >>\nstream\n/X Do /X Do\nendstream\nendobj\n"
        );
    }
    out += &format!(
        "{} 0 obj\n<< /Subtype /Form /BBox [0 0 100 100] /Length 12 >>\nstream\n0 0 9 9 re f\nendstream\nendobj\n",
        5 + depth
    );
    out += "trailer\n<< /Root 1 0 R >>\n%%EOF\n";
    out.into_bytes().into()
}
