//! Content and the marks that it has to paint by ISO 32000-2 §8, §9 and §11, on one sheet whose resources serve all tables.

use std::sync::Arc;

use pdf_revisions::{Object, PdfFile, Reference};

use super::*;

/// Objects from the fifth on: what the resources name.
const MORE: [&str; 28] = [
    // 5: fonts.
    "<</Subtype/Type1/BaseFont/Helvetica>>",
    "<</Subtype/Type1/BaseFont/Times-Roman>>",
    "<</Subtype/TrueType/BaseFont/ABCDEF+CourierNew>>",
    "<</Subtype/TrueType/BaseFont/X/FirstChar 65/Widths[500 250 13 0 R]/FontDescriptor 14 0 R>>",
    "<</Subtype/Type0/Encoding/Identity-H/DescendantFonts[15 0 R]/ToUnicode 16 0 R>>",
    // 10
    "<</Subtype/Type3/FontMatrix[-.01 0 0 .01 0 0]/FirstChar 65/Widths[50]>>",
    "<</Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[46/A]>>>>",
    "<</Subtype/Type0/Encoding/Identity-V/DescendantFonts[15 0 R]>>",
    "1000",
    "<</MissingWidth 300>>",
    // 15
    "<</DW 900/W[3[250 500]10 12 600 20[700]]>>",
    "%stream <003> <0020> endbfchar",
    "%stream/N 3%x",
    "%stream/Subtype/Form/Matrix[2 0 0 2 10 20]/BBox[0 0 50 50]%0 0 10 5 re f 40 40 100 100 re f",
    "%stream/Subtype/Form/BBox[0 0 50 50]/Group<</S/Transparency>>%0 0 10 10 re f 5 5 m 9 5 l S",
    // 20
    "%stream/Subtype/Form/BBox[0 0 50 50]/Group<</S/Transparency/I true>>/Resources<</ExtGState<</Multiply<</BM/Multiply>>/Screen<</BM/Screen>>>>>>%/Multiply gs 1 g 0 0 10 10 re f",
    "%stream/Subtype/Form/BBox[0 0 50 50]/Group<</S/Transparency/I false>>%/Multiply gs 1 g 0 0 10 10 re f",
    "%stream/Subtype/Form/BBox[0 0 50 50]/OC 2 0 R%0 0 10 10 re f",
    "%stream/Subtype/Form/BBox[0 0 9 9]%/Self Do",
    "%stream/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8%a",
    // 25
    "%stream/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/SMask 24 0 R%a",
    "%stream/Subtype/PS%a",
    "%stream/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Alternates[]%a",
    "%stream/Subtype/Form/BBox[0 0 50 50]/Group<</S/Transparency/I true>>%/Screen gs 1 g 0 0 10 10 re f",
    "%stream/Subtype/Form/BBox[50 40 0 0]%/NoState gs 0 0 90 10 re f",
    // 30
    "[/Separation/Black/DeviceGray 2 0 R]",
    "<</Subtype/Type0/Encoding/Identity-H/DescendantFonts[15 0 R]>>",
    "<</Subtype/TrueType/FirstChar 65/Widths[2000000]/FontDescriptor<</MissingWidth 250>>>>",
];

const RESOURCES: &str = "<<\
    /Font<</H 5 0 R/T 6 0 R/C 7 0 R/L 8 0 R/X 9 0 R/D3 10 0 R/R 11 0 R/V 12 0 R/N 31 0 R/W 32 0 R>>\
    /ExtGState<</Half<</ca .5/CA .25>>/Multiply<</BM/Multiply>>/Darken<</BM/Darken>>/Screen<</BM/Screen>>/Normal<</BM/Normal>>\
    /Compatible<</BM/Compatible>>/List<</BM[/Multiply/Screen]>>/Odd<</BM[]>>/Pen<</LW 4/LC 2/LJ 1/ML 3>>/Size<</Font[5 0 R 20]>>\
    /Beyond<</ca 7/CA -7>>/Clear<</ca 0>>>>\
    /ColorSpace<</Cal[/CalRGB<<>>]/CalGray[/CalGray<<>>]/Array[/DeviceCMYK]/Icc[/ICCBased 17 0 R]/Sep 30 0 R/G 30 0 R/Idx[/Indexed/DeviceGray 1(ab)]/Named/DeviceCMYK/Broken 7>>\
    /XObject<</Form 18 0 R/Group 19 0 R/Alone 20 0 R/Through 21 0 R/Layer 22 0 R/Self 23 0 R/Image 24 0 R/Soft 25 0 R/Ps 26 0 R/Alternates 27 0 R\
    /Screened 28 0 R/Boxed 29 0 R>>>>";

/// A document whose page has the content; its form of the same content is object 4.
fn sheet(content: &str, entries: &str, resources: &str) -> PdfFile {
    let stream = |entries: &str, data: &str| {
        format!(
            "<<{entries}/Length {}>>stream\n{data}\nendstream",
            data.len()
        )
    };
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Kids[3 0 R]/Count 1/Resources{resources}>>"),
        "<</Type/Page/Parent 2 0 R/Contents[4 0 R]>>".to_owned(),
        stream(&format!("/Resources{resources}{entries}"), content),
    ];
    objects.extend(MORE.map(|object| match object.strip_prefix("%stream") {
        Some(" <003> <0020> endbfchar") => stream(
            "",
            "2 beginbfchar <0003> <0020> <0004> <002E> endbfchar 1 beginbfrange <0014> <0014> <2026> endbfrange",
        ),
        Some(parts) => parts.split_once('%').map(|(entries, data)| stream(entries, data)).unwrap(),
        None => object.to_owned(),
    }));
    let (mut bytes, mut table) = (b"%PDF-1.7\n".to_vec(), String::new());
    for (index, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let (start, size) = (bytes.len(), objects.len() + 1);
    let end = format!(
        "xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    );
    bytes.extend(end.bytes());
    PdfFile::open(Arc::new(bytes)).unwrap()
}

const SHEET: Area = [-500.0, -500.0, 500.0, 500.0];
const BOX: &str = "/BBox[-500 -500 500 500]";

fn form(content: &str, entries: &str, rectangle: &Area, purpose: Purpose) -> Painting {
    let file = sheet(content, entries, RESOURCES);
    let view = file.newest();
    let Object::Stream(form) = view.resolve(Reference::new(4, 0)).unwrap() else {
        panic!("no form");
    };
    appearance(view, &form, rectangle, purpose, &SHEET).unwrap()
}

fn number(number: f64) -> String {
    let text = format!("{:.6}", if number.abs() < 5e-7 { 0.0 } else { number });
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Marks as text, to six digits.
fn told(painting: &Painting) -> Vec<String> {
    let mark = |mark: &Mark| {
        let area = mark.area.map(number).join(" ");
        let ink = match &mark.ink {
            Ink::Glyph => "glyph".to_owned(),
            Ink::Filler => "filler".to_owned(),
            Ink::Line { density } if (density - 1.0).abs() < 1e-9 => "line".to_owned(),
            Ink::Line { density } => format!("line*{}", number(*density)),
            Ink::Solid => "solid".to_owned(),
            Ink::Image(_, place) => format!("image({})", place.map(number).join(" ")),
            Ink::Picture => "picture".to_owned(),
        };
        let alpha = if (mark.alpha - 1.0).abs() < 1e-9 {
            String::new()
        } else {
            format!(" @{}", number(mark.alpha))
        };
        format!("{ink} {area}{alpha}")
    };
    let doubt = painting.doubt.map(|why| format!("? {why}"));
    painting.marks.iter().map(mark).chain(doubt).collect()
}

type Rows<'r> = &'r [(&'r str, &'r [&'r str])];

fn paints(purpose: Purpose, rows: Rows<'_>) {
    for (content, expected) in rows {
        let painting = form(content, BOX, &SHEET, purpose);
        assert_eq!(told(&painting), *expected, "{purpose:?}: {content}");
    }
}

fn above(rows: Rows<'_>) {
    paints(Purpose::Above, rows);
}

fn beneath(rows: Rows<'_>) {
    paints(Purpose::Beneath, rows);
}

#[test]
fn a_fill_is_the_bounds_of_each_part() {
    above(&[
        ("10 20 30 40 re f", &["solid 10 20 40 60"]),
        ("40 60 -30 -40 re F", &["solid 10 20 40 60"]),
        (
            "0 0 9 9 re 20 20 5 5 re f*",
            &["solid 0 0 9 9", "solid 20 20 25 25"],
        ),
        ("1 2 m 11 2 l 6 22 l f", &["solid 1 2 11 22"]),
        (
            "1 2 m 11 2 l 6 22 l h 50 60 l f",
            &["solid 1 2 11 22", "solid 1 2 50 60"],
        ),
        ("0 0 9 9 re n", &[]),
        ("0 0 9 9 re n 20 20 5 5 re f", &["solid 20 20 25 25"]),
        ("2 0 0 3 5 7 cm 10 20 30 40 re f", &["solid 25 67 85 187"]),
        ("0 1 -1 0 0 0 cm 10 20 30 40 re f", &["solid -60 10 -20 40"]),
        (
            "2 0 0 2 0 0 cm 1 0 0 1 5 5 cm 0 0 1 1 re f",
            &["solid 10 10 12 12"],
        ),
        ("q 2 0 0 2 0 0 cm Q 0 0 1 1 re f", &["solid 0 0 1 1"]),
        ("Q 2 0 0 2 0 0 cm Q 0 0 1 1 re f", &["solid 0 0 2 2"]),
    ]);
}

/// Extremes: 3/4 of the height of two equal handles, 4/9 of one alone; `v` begins with the current point, `y` ends with the last.
#[test]
fn a_curve_reaches_to_its_extremes() {
    above(&[
        ("0 0 m 0 100 80 100 80 0 c f", &["solid 0 0 80 75"]),
        ("0 0 m 0 90 80 0 80 0 c f", &["solid 0 0 80 40"]),
        ("0 0 m 80 90 80 0 v f", &["solid 0 0 80 40"]),
        ("0 0 m 0 90 80 0 y f", &["solid 0 0 80 40"]),
        ("0 0 m 80 0 80 90 v f", &["solid 0 0 80 90"]),
        ("0 0 m 0 90 80 90 y f", &["solid 0 0 80 90"]),
        (
            "2 0 0 2 10 0 cm 0 0 m 0 100 80 100 80 0 c f",
            &["solid 10 0 170 150"],
        ),
        // After `h` the current point is where the part began.
        (
            "0 0 m 50 0 l h 80 90 80 0 v f",
            &["solid 0 0 50 0", "solid 0 0 80 40"],
        ),
        (
            "0 0 9 9 re 80 90 80 0 v f",
            &["solid 0 0 9 9", "solid 0 0 80 40"],
        ),
        // A circle of Bézier's handles.
        (
            "100 0 m 100 55.2 55.2 100 0 100 c -55.2 100 -100 55.2 -100 0 c -100 -55.2 -55.2 -100 0 -100 c 55.2 -100 100 -55.2 100 0 c f",
            &["solid -100 -100 100 100"],
        ),
    ]);
}

#[test]
fn a_stroke_is_its_lines_of_the_width_in_the_page() {
    above(&[
        ("4 w 10 10 m 60 10 l S", &["line 8 8 62 12"]),
        ("4 w 10 10 m 10 60 l S", &["line 8 8 12 62"]),
        ("-4 w 10 10 m 10 60 l S", &["line 8 8 12 62"]),
        // The thinnest line is ours.
        ("0 w 10 10 m 60 10 l S", &["line 9.75 9.75 60.25 10.25"]),
        ("10 10 m 60 10 l S", &["line 9.5 9.5 60.5 10.5"]),
        (
            "3 0 0 2 0 0 cm 2 w 10 10 m 20 10 l S",
            &["line 27 17 63 23"],
        ),
        (
            "0 3 -3 0 0 0 cm 2 w 10 10 m 20 10 l S",
            &["line -33 27 -27 63"],
        ),
        // Open and closed.
        (
            "1 j 4 w 0 0 m 40 0 l 40 40 l S",
            &["line -2 -2 42 2", "line 38 -2 42 42"],
        ),
        (
            "1 j 4 w 0 0 40 40 re S",
            &[
                "line -2 -2 42 2",
                "line 38 -2 42 42",
                "line -2 38 42 42",
                "line -2 -2 2 42",
            ],
        ),
        (
            "1 j 4 w 0 0 m 40 0 l 40 40 l 0 40 l s",
            &[
                "line -2 -2 42 2",
                "line 38 -2 42 42",
                "line -2 38 42 42",
                "line -2 -2 2 42",
            ],
        ),
        (
            "1 j 4 w 0 0 m 40 0 l 40 40 l 0 40 l h s",
            &[
                "line -2 -2 42 2",
                "line 38 -2 42 42",
                "line -2 38 42 42",
                "line -2 -2 2 42",
            ],
        ),
        // A point that is closed is a dot (§8.5.3.2); one that is not is nothing.
        ("4 w 7 8 m s", &["line 5 6 9 10"]),
        ("4 w 7 8 m S", &[]),
        ("/Pen gs 10 10 m 60 10 l S", &["line 6 8 64 12"]),
    ]);
    let open: &[&str] = &["solid 0 0 40 40", "line -2 -2 42 2", "line 38 -2 42 42"];
    for (operator, closed) in [("B", false), ("B*", false), ("b", true), ("b*", true)] {
        let content = format!("1 j 4 w 0 0 m 40 0 l 40 40 l {operator}");
        let found = told(&form(&content, BOX, &SHEET, Purpose::Above));
        assert_eq!(found[..3], *open, "{operator}");
        assert_eq!(found.len() > 3, closed, "{operator}");
    }
}

/// Thin lines are one box; of it the line inks its length and width: 5 by 1 of 4 by 5, with half a width at each end.
#[test]
fn a_slanting_line_inks_part_of_its_box() {
    above(&[
        ("0 0 m 3 4 l S", &["line*0.3 -0.5 -0.5 3.5 4.5"]),
        ("1 w 0 0 m -6 8 l S", &["line*0.174603 -6.5 -0.5 0.5 8.5"]),
        // From two points on, pieces no longer than the line is wide: here 3.
        (
            "2 w 0 0 m 6 6 l S",
            &[
                "line*0.603553 -1 -1 3 3",
                "line*0.603553 1 1 5 5",
                "line*0.603553 3 3 7 7",
            ],
        ),
        (
            "2 w 0 0 m 3 -6 l S",
            &[
                "line*0.706011 -1 -3 2 1",
                "line*0.706011 0 -5 3 -1",
                "line*0.706011 1 -7 4 -3",
            ],
        ),
        // Hardly aslant: no wider than the line itself.
        ("2 w 0 0 m 2 6 l S", &["line*0.520285 -1 -1 3 7"]),
        (
            "1.99 w 0 0 m 6 6 l S",
            &["line*0.326532 -0.995 -0.995 6.995 6.995"],
        ),
    ]);
    let long = form("2 w -500 -500 m 500 500 l S", BOX, &SHEET, Purpose::Above);
    assert_eq!(long.marks.len(), 256);
    let last = long.marks.last().unwrap();
    assert_eq!(last.area[2..], [500.0, 500.0]);
}

/// The tip of a mitre is half a width over the sine of half the angle from the corner (§8.4.3.5), up to the limit: 10 if nothing is said.
#[test]
fn corners_and_ends_of_thick_lines_are_drawn() {
    // How high they reach; and the same turned to the left, away from the corner.
    let tip = |content: &str| {
        let moved = form(
            &format!("1 0 0 1 30 40 cm {content}"),
            BOX,
            &SHEET,
            Purpose::Above,
        );
        let top = moved.marks.iter().map(|mark| mark.area[3] - 40.0);
        let top = number(top.fold(f64::MIN, f64::max));
        let turned = form(
            &format!("0 1 -1 0 30 40 cm {content}"),
            BOX,
            &SHEET,
            Purpose::Above,
        );
        let left = turned.marks.iter().map(|mark| 30.0 - mark.area[0]);
        assert_eq!(number(left.fold(f64::MIN, f64::max)), top, "{content}");
        top
    };
    // A corner at 0,0 whose lines fall 12 to either side over 5: half the angle has a cosine of 12/13 and a sine of 5/13.
    for (content, expected) in [
        ("10 w -50 -120 m 0 0 l 50 -120 l S", "13"),
        ("10 w 50 -120 m 0 0 l -50 -120 l S", "13"),
        ("10 w -25 -60 m 0 0 l 50 -120 l S", "13"),
        ("10 w 20 -60 m 70 60 l 120 -60 l S", "73"),
        ("10 w -20 -60 m 30 60 l 55 0 l S", "73"),
        ("-10 w -50 -120 m 0 0 l 0 0 l 50 -120 l S", "13"),
        ("1 j 10 w -50 -120 m 0 0 l 50 -120 l S", "5"),
        ("2 j 10 w -50 -120 m 0 0 l 50 -120 l S", "5"),
        ("2.6 M 10 w -50 -120 m 0 0 l 50 -120 l S", "13"),
        ("2.59 M 10 w -50 -120 m 0 0 l 50 -120 l S", "5"),
        ("2 0 0 2 0 0 cm 5 w -25 -60 m 0 0 l 25 -60 l S", "13"),
        // 24/25 and 7/25: a limit of 25/7 is reached.
        ("10 w -70 -240 m 0 0 l 70 -240 l S", "17.857143"),
        // A half angle of 1/10 is within the limit of 10, of 1/11 beyond.
        ("10 w -10 -99.4 m 0 0 l 10 -99.4 l S", "49.950876"),
        ("10 w -10 -99.6 m 0 0 l 10 -99.6 l S", "5"),
        ("/Pen gs 10 w 10 M -50 -120 m 0 0 l 50 -120 l S", "5"),
        // Closed, the first corner too; back upon itself none.
        ("10 w 0 0 m 50 -120 l -50 -120 l s", "13"),
        ("10 w 0 0 m 50 -120 l -50 -120 l S", "5"),
        ("10 w 0 -50 m 0 0 l 0 -50 l S", "5"),
        ("10 w 0 -50 m 0 0 l 0 50 l S", "55"),
        // Stretched upwards by two: the angle is the one before that.
        ("1 0 0 2 0 0 cm 10 w -50 -120 m 0 0 l 50 -120 l S", "26"),
        // Square caps reach out by half a width along the line.
        ("2 J 10 w 0 -50 m 0 0 l S", "10"),
        ("0 J 10 w 0 0 m 0 -50 l S", "5"),
        ("2 J 10 w 0 0 m 0 -50 l S", "10"),
        ("2 J 10 w 30 -40 m 0 0 l S", "9"),
        ("1 J 10 w 30 -40 m 0 0 l S", "5"),
        ("2 J 10 w 0 0 m 0 0 l S", "5"),
    ] {
        assert_eq!(tip(content), expected, "{content}");
    }
    // A tip aside: 13 along 5/13 and 12/13, of which the last 5 are the line's own margin.
    above(&[(
        "10 w 0 -120 m 0 0 l -6 -5.95 l S",
        &[
            "line -5 -125 5 5",
            "line*0.722962 -11 -10.95 5 5",
            "line*0.791775 -5 -5 8.076923 12.384615",
        ],
    )]);
    // A right angle and a bend reach no further than the boxes of their lines; below, tips are not looked at.
    above(&[
        (
            "4 w 0 0 m 40 0 l 40 40 l S",
            &["line -2 -2 42 2", "line 38 -2 42 42"],
        ),
        (
            "4 w 0 0 m 40 0 l 80 0 l S",
            &["line -2 -2 42 2", "line 38 -2 82 2"],
        ),
    ]);
    beneath(&[(
        "2 J .5 w -50 -120 m 0 0 l 50 -120 l S",
        &[
            "line*0.010723 -50.25 -120.25 0.25 0.25",
            "line*0.010723 -0.25 -120.25 50.25 0.25",
        ],
    )]);
}

#[test]
fn what_is_below_a_fill_is_its_outline_and_small_shapes_are_letters() {
    let outline: &[&str] = &[
        "line -0.25 -0.25 31.25 0.25",
        "line 30.75 -0.25 31.25 5.25",
        "line -0.25 4.75 31.25 5.25",
        "line -0.25 -0.25 0.25 5.25",
    ];
    beneath(&[
        ("0 0 31 5 re f", outline),
        // An open part is closed to be filled.
        ("0 0 m 31 0 l 31 5 l 0 5 l f", outline),
        (
            "0 0 30 30 re f",
            &[
                "glyph 0 0 30 30",
                "line -0.25 -0.25 30.25 0.25",
                "line 29.75 -0.25 30.25 30.25",
                "line -0.25 29.75 30.25 30.25",
                "line -0.25 -0.25 0.25 30.25",
            ],
        ),
        ("1 g 0 0 9 9 re f", &[]),
        ("1 G 0 0 9 9 re S", &[]),
        (
            "/Sep cs 1 scn 5 5 m 9 5 l f",
            &[
                "picture 5 5 9 5",
                "line 4.75 4.75 9.25 5.25",
                "line 4.75 4.75 9.25 5.25",
            ],
        ),
    ]);
    let shapes = |content| form(content, BOX, &SHEET, Purpose::Beneath).marks;
    for (content, letter) in [
        ("10 10 5 30.1 re f", false),
        ("10 10 30 30 re f", true),
        ("-40 -40 30 5 re f", true),
    ] {
        let marks = shapes(content);
        assert_eq!(
            marks.iter().any(|mark| matches!(mark.ink, Ink::Glyph)),
            letter,
            "{content}"
        );
    }
}

#[test]
fn colours_are_light_in_their_own_spaces() {
    let hidden: &[&str] = &[];
    let shown: &[&str] = &["solid 0 0 9 9"];
    let rows = [
        ("1 g", hidden),
        (".8 g", hidden),
        (".79 g", shown),
        ("0 g", shown),
        ("1 1 0 rg", hidden),
        ("1 0 0 rg", shown),
        ("0 1 1 rg", shown),
        ("0 0 0 .2 k", hidden),
        ("0 0 0 .21 k", shown),
        ("0 0 1 0 k", hidden),
        (".5 0 0 0 k", hidden),
        ("0 .5 0 0 k", shown),
        ("1 G", shown),
        ("1 1 1 RG", shown),
        ("0 0 0 0 K", shown),
        ("/DeviceRGB cs 1 1 1 sc", hidden),
        ("/DeviceRGB cs", shown),
        ("/DeviceGray cs 1 scn", hidden),
        ("/DeviceCMYK cs 0 0 0 0 scn", hidden),
        ("/DeviceRGB CS 1 1 1 SCN", shown),
        ("/Cal cs 1 1 1 scn", hidden),
        ("/Icc cs 1 1 1 scn", hidden),
        ("/Icc cs 1 scn", shown),
        ("/Named cs 0 0 0 0 scn", hidden),
        // Ink, a palette, a pattern, and what is no space: nobody knows. A name of the resources is no abbreviation.
        ("1 g /Sep cs 1 scn", shown),
        ("1 g /G cs 1 scn", shown),
        ("1 g /Idx cs 1 scn", shown),
        ("1 g /Pattern cs /P scn", shown),
        ("1 g /Broken cs 1 scn", shown),
        ("1 g /CalRGB cs 1 scn", shown),
        ("/CalGray cs 1 scn", hidden),
        ("/Array cs 0 0 0 0 scn", hidden),
        ("0 .3 1 0 k", shown),
        ("0 .1 .3 0 k", hidden),
        (".2 .1 .5 0 k", hidden),
        ("1 g q 0 g Q", hidden),
        ("7 g", hidden),
        ("-7 g", shown),
        ("1 1 g", shown),
    ];
    for (colour, expected) in rows {
        let content = format!("/Multiply gs {colour} 0 0 9 9 re f");
        let found = told(&form(&content, BOX, &SHEET, Purpose::Above));
        assert_eq!(found, expected, "{colour}");
    }
    let stroked = [
        ("1 G", false),
        (".79 G", true),
        ("1 1 1 RG", false),
        ("0 0 0 0 K", false),
        ("1 1 1 rg", true),
        ("/DeviceRGB CS 1 1 1 SC", false),
        ("/DeviceGray CS 1 SCN", false),
        ("/DeviceGray CS", true),
        ("1 G /Sep CS 1 SCN", true),
    ];
    for (colour, shown) in stroked {
        let content = format!("/Multiply gs {colour} 0 0 m 9 0 l S");
        let found = form(&content, BOX, &SHEET, Purpose::Above);
        assert_eq!(!found.is_blank(), shown, "{colour}");
    }
}

/// §8.6.5.6: what the resources put in place of the device spaces.
#[test]
fn a_default_space_is_the_space() {
    let blank = |defaults: &str, colour: &str| {
        let resources = format!("<</ExtGState<</M<</BM/Darken>>>>/ColorSpace<<{defaults}>>>>");
        let content = format!("/M gs {colour} 0 0 9 9 re f");
        let file = sheet(&content, BOX, &resources);
        let form = file.newest().resolve(Reference::new(4, 0)).unwrap();
        let form = form.as_stream().unwrap().clone();
        appearance(file.newest(), &form, &SHEET, Purpose::Above, &SHEET)
            .unwrap()
            .is_blank()
    };
    for (key, colour, named) in [
        ("DefaultGray", "1 g", "/DeviceGray cs 1 sc"),
        ("DefaultRGB", "1 1 1 rg", "/DeviceRGB cs 1 1 1 sc"),
        ("DefaultCMYK", "0 0 0 0 k", "/DeviceCMYK cs 0 0 0 0 sc"),
    ] {
        for content in [colour, named] {
            assert!(blank("", content), "{content}");
            assert!(!blank(&format!("/{key} 30 0 R"), content), "{content}");
        }
    }
    assert!(blank("/DefaultRGB[/ICCBased 17 0 R]", "1 1 1 rg"));
    assert!(blank("/DefaultGray 30 0 R", "1 1 1 rg"));
}

#[test]
fn blend_modes_and_alpha() {
    let light = |state: &str| format!("{state} 1 g 0 0 9 9 re f");
    for (state, expected) in [
        ("/Multiply gs", None),
        ("/Darken gs", None),
        ("/List gs", None),
        ("/Half gs", Some("solid 0 0 9 9 @0.5")),
        ("/Half gs /Half gs", Some("solid 0 0 9 9 @0.5")),
        ("/Half gs /Normal gs", Some("solid 0 0 9 9 @0.5")),
        ("/Clear gs", None),
        ("/Beyond gs", Some("solid 0 0 9 9")),
        ("/Normal gs", Some("solid 0 0 9 9")),
        ("/Multiply gs /Compatible gs", Some("solid 0 0 9 9")),
        ("/Multiply gs /Normal gs", Some("solid 0 0 9 9")),
        ("/Multiply gs /Odd gs", Some("solid 0 0 9 9")),
        ("/Multiply gs /Half gs", None),
        // Any other mode may turn content into its opposite, whatever its alpha.
        ("/Half gs /Screen gs", Some("solid 0 0 9 9")),
        ("q /Multiply gs Q", Some("solid 0 0 9 9")),
    ] {
        let found = told(&form(&light(state), BOX, &SHEET, Purpose::Above));
        assert_eq!(found, Vec::from_iter(expected), "{state}");
    }
    above(&[
        ("/Half gs 0 0 m 9 0 l S", &["line -0.5 -0.5 9.5 0.5 @0.25"]),
        (
            "/Half gs /Screen gs 0 0 m 9 0 l S",
            &["line -0.5 -0.5 9.5 0.5"],
        ),
        ("/Beyond gs 0 0 m 9 0 l S", &[]),
        ("/Multiply gs 0 0 m 9 0 l S", &["line -0.5 -0.5 9.5 0.5"]),
        ("1 G 0 0 m 9 0 l S", &["line -0.5 -0.5 9.5 0.5"]),
        (
            "/None gs 0 0 9 9 re f",
            &["solid 0 0 9 9", "? a graphics state that is not there"],
        ),
    ]);
    beneath(&[
        ("/None gs", &[]),
        (
            "/Half gs /Screen gs 0 0 m 9 0 l S",
            &["line -0.5 -0.5 9.5 0.5 @0.25"],
        ),
    ]);
}

/// §11.4.5, §11.6.6: what is painted in an isolated group does not mix with the page.
#[test]
fn groups() {
    above(&[
        (
            "/Half gs /Group Do",
            &["solid 0 0 10 10 @0.5", "line 4.5 4.5 9.5 5.5 @0.5"],
        ),
        ("/Group Do", &["solid 0 0 10 10", "line 4.5 4.5 9.5 5.5"]),
        (
            "/Screen gs /Half gs /Group Do",
            &["solid 0 0 10 10", "line 4.5 4.5 9.5 5.5"],
        ),
        ("/Alone Do", &["solid 0 0 10 10"]),
        ("/Through Do", &[]),
        ("/Multiply gs /Alone Do", &[]),
        ("/Multiply gs /Through Do", &[]),
        ("/Screen gs /Alone Do", &["solid 0 0 10 10"]),
        ("/Screen gs /Through Do", &["solid 0 0 10 10"]),
        ("/Multiply gs /Screened Do", &["solid 0 0 10 10"]),
        ("/Half gs /Screened Do", &["solid 0 0 10 10"]),
        // The state around it is what it was.
        (
            "/Half gs /Group Do 20 20 5 5 re f",
            &[
                "solid 0 0 10 10 @0.5",
                "line 4.5 4.5 9.5 5.5 @0.5",
                "solid 20 20 25 25 @0.5",
            ],
        ),
    ]);
    let alone = |group: &str| {
        let entries = format!("{BOX}/Group{group}");
        told(&form(
            "/Multiply gs 1 g 0 0 9 9 re f",
            &entries,
            &SHEET,
            Purpose::Above,
        ))
    };
    assert_eq!(alone("<</I true>>"), ["solid 0 0 9 9"]);
    assert!(
        alone("<</I false>>").is_empty() && alone("<<>>").is_empty() && alone("/No").is_empty()
    );
}

#[test]
fn clips() {
    above(&[
        ("0 0 5 5 re W n 0 0 9 9 re f", &["solid 0 0 5 5"]),
        ("0 0 5 5 re W* n 3 3 9 9 re f", &["solid 3 3 5 5"]),
        // After the operator that paints the path.
        (
            "0 0 5 5 re W f 0 0 9 9 re f",
            &["solid 0 0 5 5", "solid 0 0 5 5"],
        ),
        ("0 0 5 5 re n 0 0 9 9 re f", &["solid 0 0 9 9"]),
        (
            "0 0 5 5 re W n 3 3 9 9 re W n 0 0 99 99 re f",
            &["solid 3 3 5 5"],
        ),
        ("0 0 5 5 re W n 6 6 1 1 re W n 0 0 99 99 re f", &[]),
        ("q 0 0 5 5 re W n Q 0 0 9 9 re f", &["solid 0 0 9 9"]),
        (
            "0 0 5 5 re 10 10 5 5 re W n 0 0 99 99 re f",
            &["solid 0 0 15 15"],
        ),
        // Nothing to clip with.
        ("W n 0 0 9 9 re f", &["solid 0 0 9 9"]),
        (
            "0 0 m 0 100 80 100 80 0 c W n 0 0 99 99 re f",
            &["solid 0 0 80 75"],
        ),
        ("0 0 5 5 re W n /S sh", &["solid 0 0 5 5"]),
        ("/Half gs /S sh", &["solid -500 -500 500 500 @0.5"]),
    ]);
    beneath(&[("0 0 5 5 re W n /S sh", &["picture 0 0 5 5"])]);
}

#[test]
fn forms_and_images() {
    above(&[
        ("/Form Do", &["solid 10 20 30 30", "solid 90 100 110 120"]),
        (
            "1 0 0 1 5 5 cm /Form Do 0 0 1 1 re f",
            &["solid 15 25 35 35", "solid 95 105 115 125", "solid 5 5 6 6"],
        ),
        ("0 0 20 99 re W n /Form Do", &["solid 10 20 20 30"]),
        // Resources of the one who names it.
        (
            "/Boxed Do",
            &["solid 0 0 50 10", "? a graphics state that is not there"],
        ),
        (
            "/Layer Do",
            &["solid 0 0 10 10", "? a layer that can be switched off"],
        ),
        ("/Self Do", &["? forms within forms"]),
        ("/Ps Do", &["? an object that is neither image nor form"]),
        ("/None Do", &["? an image or a form that is not there"]),
        ("20 0 0 10 5 5 cm /Image Do", &["solid 5 5 25 15"]),
        (
            "/Half gs 20 0 0 10 5 5 cm /Image Do",
            &["solid 5 5 25 15 @0.5"],
        ),
        (
            "20 0 0 10 5 5 cm /Soft Do",
            &["image(20 0 0 10 5 5) 5 5 25 15"],
        ),
        ("/Screen gs 20 0 0 10 5 5 cm /Soft Do", &["solid 5 5 25 15"]),
        (
            "0 20 -10 0 5 5 cm /Soft Do",
            &["image(0 20 -10 0 5 5) -5 5 5 25"],
        ),
        (
            "/Alternates Do",
            &["solid 0 0 1 1", "? an image has alternates"],
        ),
        (
            "9 0 0 9 0 0 cm BI /W 1 /H 1 ID x EI 0 0 1 2 re f",
            &["solid 0 0 9 9", "solid 0 0 9 18", "? an inline image"],
        ),
        ("/OC /M BDC EMC", &["? a layer that can be switched off"]),
        ("1 /OC /M BDC EMC", &["? a layer that can be switched off"]),
        (
            "/Span <</Lang(vi)>> BDC 0 0 9 9 re f EMC",
            &["solid 0 0 9 9"],
        ),
    ]);
    beneath(&[
        (
            "/Layer Do",
            &[
                "glyph 0 0 10 10",
                "line 0 0 10.25 0.25",
                "line 9.75 0 10.25 10.25",
                "line 0 9.75 10.25 10.25",
                "line 0 0 0.25 10.25",
            ],
        ),
        ("/Ps Do /None Do /OC /M BDC EMC", &[]),
        ("20 0 0 10 5 5 cm /Soft Do", &["picture 5 5 25 15"]),
        (
            "/Half gs 20 0 0 10 5 5 cm /Alternates Do",
            &["picture 5 5 25 15 @0.5"],
        ),
        ("9 0 0 9 0 0 cm BI /W 1 /H 1 ID x EI", &["picture 0 0 9 9"]),
    ]);
}

/// Boxes are from 0.22 ems below the line to 0.9 above it; widths of Helvetica: A 667, B 667, i 222, space 278.
#[test]
fn text_goes_on_by_its_widths_and_spacings() {
    let font = "BT /H 100 Tf";
    for (content, expected) in [
        ("(AB) Tj", &["0 -22 66.7 90", "66.7 -22 133.4 90"][..]),
        ("<4142> Tj", &["0 -22 66.7 90", "66.7 -22 133.4 90"]),
        ("(A B) Tj", &["0 -22 66.7 90", "94.5 -22 161.2 90"]),
        // §9.3.2, §9.3.3: spacings are stretched as well.
        ("5 Tc (AB) Tj", &["0 -22 66.7 90", "71.7 -22 138.4 90"]),
        (
            "5 Tc 50 Tz (AB) Tj",
            &["0 -22 33.35 90", "35.85 -22 69.2 90"],
        ),
        ("7 Tw (A B) Tj", &["0 -22 66.7 90", "101.5 -22 168.2 90"]),
        (
            "7 Tw 200 Tz (A B) Tj",
            &["0 -22 133.4 90", "203 -22 336.4 90"],
        ),
        ("9 Ts (A) Tj", &["0 -13 66.7 99"]),
        // §9.4.3: thousandths of the size to the left.
        ("[(A)100(B)] TJ", &["0 -22 66.7 90", "56.7 -22 123.4 90"]),
        ("[-100(A)] TJ", &["10 -22 76.7 90"]),
        (
            "50 Tz [(A)100(B)] TJ",
            &["0 -22 33.35 90", "28.35 -22 61.7 90"],
        ),
        ("(A) Tj (B) Tj", &["0 -22 66.7 90", "66.7 -22 133.4 90"]),
        // Lines.
        ("10 20 Td (A) Tj", &["10 -2 76.7 110"]),
        (
            "10 20 Td (A) Tj 10 20 Td (A) Tj",
            &["10 -2 76.7 110", "20 18 86.7 130"],
        ),
        (
            "10 -20 TD (A) Tj T* (A) Tj",
            &["10 -42 76.7 70", "10 -62 76.7 50"],
        ),
        ("30 TL T* (A) Tj", &["0 -52 66.7 60"]),
        ("30 TL (A) Tj (B) '", &["0 -22 66.7 90", "0 -52 66.7 60"]),
        (
            "30 TL 7 5 (A B) \"",
            &["0 -52 66.7 60", "111.5 -52 178.2 60"],
        ),
        (
            "30 TL 7 5 (A) \" (B) Tj",
            &["0 -52 66.7 60", "71.7 -52 138.4 60"],
        ),
        (
            "2 0 0 1 5 6 Tm (AB) Tj",
            &["5 -16 138.4 96", "138.4 -16 271.8 96"],
        ),
        (
            "0 1 -1 0 0 0 Tm (AB) Tj",
            &["-90 0 22 66.7", "-90 66.7 22 133.4"],
        ),
        ("2 0 0 2 0 0 Tm 10 20 Td (A) Tj", &["20 -4 153.4 220"]),
        ("2 0 0 2 0 0 Tm 10 TL T* (A) Tj", &["0 -64 133.4 160"]),
        ("10 20 Td 1 0 0 1 0 0 Tm (A) Tj", &["0 -22 66.7 90"]),
        ("10 20 Td ET BT (A) Tj", &["0 -22 66.7 90"]),
        ("1 0 0 1 5 6 cm (A) Tj", &["5 -16 71.7 96"]),
        (
            "2 0 0 2 0 0 cm 1 0 0 1 5 6 Tm (A) Tj",
            &["10 -32 143.4 192"],
        ),
        ("/H -100 Tf (A) Tj", &["-66.7 -90 0 22"]),
        ("/H 10 Tf (A) Tj", &["0 -2.2 6.67 9"]),
        ("/Size gs (A) Tj", &["0 -4.4 13.34 18"]),
        ("-100 Tz (A) Tj", &["-66.7 -22 0 90"]),
        // Operators that set something back.
        (
            "5 Tc 0 Tc 7 Tw 0 Tw 9 Ts 0 Ts 50 Tz 100 Tz (A B) Tj",
            &["0 -22 66.7 90", "94.5 -22 161.2 90"],
        ),
        ("q 5 Tc Q (AB) Tj", &["0 -22 66.7 90", "66.7 -22 133.4 90"]),
        ("(A) 5 (B) Tj", &["0 -22 66.7 90"]),
        ("5 Tj", &[]),
        ("/A Tj", &[]),
    ] {
        for purpose in [Purpose::Above, Purpose::Beneath] {
            let found = told(&form(&format!("{font} {content}"), BOX, &SHEET, purpose));
            let expected: Vec<String> = expected
                .iter()
                .map(|area| format!("glyph {area}"))
                .collect();
            assert_eq!(found, expected, "{content}");
        }
    }
}

#[test]
fn fonts_of_each_kind() {
    for (content, expected) in [
        // Times: A 722, i 278, ~ 541; beyond the table 500.
        (
            "/T 100 Tf (Ai~) Tj",
            &["0 -22 72.2 90", "72.2 -22 100 90", "100 -22 154.1 90"][..],
        ),
        ("/T 100 Tf <E0> Tj", &["0 -22 50 90"]),
        (
            "/W .001 Tf (Ai) Tj",
            &["0 -0.00022 2 0.0009", "2 -0.00022 2.00025 0.0009"],
        ),
        ("/C 100 Tf (Ai) Tj", &["0 -22 60 90", "60 -22 120 90"]),
        ("/None 100 Tf (i) Tj", &["0 -22 22.2 90"]),
        // Listed from A on; a reference; one that is missing, before and behind.
        (
            "/L 100 Tf (ABC) Tj",
            &["0 -22 50 90", "50 -22 75 90", "75 -22 175 90"],
        ),
        ("/L 100 Tf (@D) Tj", &["0 -22 30 90", "30 -22 60 90"]),
        // Composite: lists, ranges, the default; the third code is blank.
        ("/N 100 Tf <00030004> Tj", &["0 -22 25 90", "25 -22 75 90"]),
        (
            "/N 100 Tf <000A000C000D> Tj",
            &["0 -22 60 90", "60 -22 120 90", "120 -22 210 90"],
        ),
        ("/N 100 Tf <01030303> Tj", &["0 -22 90 90", "90 -22 180 90"]),
        ("/N 100 Tf <00090014> Tj", &["0 -22 90 90", "90 -22 160 90"]),
        (
            "/N 100 Tf 7 Tw <00200001> Tj",
            &["0 -22 90 90", "90 -22 180 90"],
        ),
        ("/X 100 Tf <00030001> Tj", &["25 -22 115 90"]),
        // An encoding of its own: what was a full stop is a letter; the space stays one.
        (
            "/R 100 Tf (...) Tj",
            &["0 -22 27.8 90", "27.8 -22 55.6 90", "55.6 -22 83.4 90"],
        ),
        ("/R 100 Tf ( A) Tj", &["27.8 -22 94.5 90"]),
    ] {
        let found = told(&form(&format!("BT {content}"), BOX, &SHEET, Purpose::Above));
        let expected: Vec<String> = expected
            .iter()
            .map(|area| format!("glyph {area}"))
            .collect();
        assert_eq!(found, expected, "{content}");
    }
    above(&[
        (
            "BT /V 100 Tf <0003> Tj",
            &[
                "glyph 0 -22 25 90",
                "? text in an encoding that is not read",
            ],
        ),
        // A unit of its own: a hundredth.
        (
            "BT /D3 100 Tf (A) Tj",
            &[
                "glyph 0 -22 50 90",
                "? text in a font whose glyphs are drawings",
            ],
        ),
    ]);
    beneath(&[
        ("BT /V 100 Tf <0003> Tj", &["glyph 0 -22 25 90"]),
        ("BT /D3 100 Tf (A) Tj", &["glyph 0 -22 50 90"]),
    ]);
}

/// Three full stops together are a row, wherever among them one stands; a line and an ellipsis are one by themselves.
#[test]
fn rows_that_are_there_to_be_written_on() {
    let kinds = |content: &str| {
        let painting = form(
            &format!("BT /H 10 Tf {content}"),
            BOX,
            &SHEET,
            Purpose::Beneath,
        );
        let kind = |mark: &Mark| match mark.ink {
            Ink::Filler => '_',
            Ink::Glyph => 'x',
            _ => '?',
        };
        painting.marks.iter().map(kind).collect::<String>()
    };
    for (content, expected) in [
        ("(.) Tj", "x"),
        ("(..) Tj", "xx"),
        ("(...) Tj", "___"),
        ("(......) Tj", "______"),
        ("(A...B) Tj", "x___x"),
        ("(..A..) Tj", "xxxxx"),
        ("(A..) Tj", "xxx"),
        ("(.A..) Tj", "xxxx"),
        ("(. ..) Tj", "xxx"),
        ("[(.)9(.)9(.)] TJ", "___"),
        ("(.) Tj (..) Tj", "xxx"),
        ("(A_B) Tj", "x_x"),
        ("<8541> Tj", "_x"),
        ("/L 10 Tf <85A0> Tj", "_"),
        ("/X 10 Tf <000400040004> Tj", "___"),
        ("/X 10 Tf <00140041> Tj", "_x"),
        ("/N 10 Tf <002E002E002E> Tj", "xxx"),
        ("/N 10 Tf <0085> Tj", "x"),
    ] {
        assert_eq!(kinds(content), expected, "{content}");
    }
}

/// Table 104. Text that is not dark, or whose strokes fill it, is an area, a size and a pen wider on every side.
#[test]
fn text_is_filled_and_stroked_as_its_mode_says() {
    let one = |state: &str| {
        let content = format!("{state} BT /H 10 Tf (A) Tj");
        told(&form(&content, BOX, &SHEET, Purpose::Above)).join(", ")
    };
    let (glyph, half) = ("glyph 0 -2.2 6.67 9", "glyph 0 -2.2 6.67 9 @0.5");
    let quarter = "glyph 0 -2.2 6.67 9 @0.25";
    let (solid, pen) = ("solid -11 -13.2 17.67 20", "solid -12.6 -14.8 19.27 21.6");
    for (state, expected) in [
        ("", glyph),
        ("3 Tr", ""),
        ("7 Tr", ""),
        ("/Half gs 0 Tr", half),
        ("/Half gs 1 Tr", quarter),
        ("/Half gs 2 Tr", half),
        ("/Half gs 4 Tr", half),
        ("/Half gs 5 Tr", quarter),
        ("/Half gs 6 Tr", half),
        ("1 g", solid),
        ("1 G", glyph),
        ("1 g 1 Tr", glyph),
        ("1 G 1 Tr", solid),
        ("1 G 5 Tr", solid),
        ("1 g 2 Tr", solid),
        ("1 g 4 Tr", solid),
        ("1 g 6 Tr", solid),
        ("/Sep cs", solid),
        ("/Half gs 1 g", "solid -11 -13.2 17.67 20 @0.5"),
        ("/Half gs /Screen gs", solid),
        ("/Screen gs", solid),
        ("/Multiply gs", glyph),
        // A stroke of more than 0.15 ems.
        ("1.5 w 1 Tr", glyph),
        ("1.6 w", glyph),
        (
            "1.6 w 0 0 m n 1 Tr",
            &pen.replace("12.6", "11.6")
                .replace("14.8", "13.8")
                .replace("19.27", "18.27")
                .replace("21.6", "20.6"),
        ),
        ("2.6 w 2 Tr", pen),
        ("-2.6 w 2 Tr", pen),
    ] {
        assert_eq!(one(state), expected, "{state}");
    }
    let scaled = |content: &str| told(&form(content, BOX, &SHEET, Purpose::Above)).join(", ");
    for (content, expected) in [
        (
            "2 0 0 2 0 0 cm 1 g BT /H 10 Tf (A) Tj",
            "solid -22 -26.4 35.34 40",
        ),
        (
            "1 g BT /H 10 Tf 2 0 0 2 0 0 Tm (A) Tj",
            "solid -21 -25.4 34.34 39",
        ),
        ("1 g BT /H -10 Tf (A) Tj", "solid -17.67 -20 11 13.2"),
        (
            "2 0 0 2 0 0 cm 1.6 w 1 Tr BT /H 10 Tf (A) Tj",
            "solid -23.2 -27.6 36.54 41.2",
        ),
        (
            "1.6 w 1 Tr BT /H 10 Tf 2 0 0 2 0 0 Tm (A) Tj",
            "glyph 0 -4.4 13.34 18",
        ),
    ] {
        assert_eq!(scaled(content), expected, "{content}");
    }
    let below = told(&form(
        "1 g 9 w 2 Tr BT /H 10 Tf (A) Tj",
        BOX,
        &SHEET,
        Purpose::Beneath,
    ));
    assert_eq!(below, [glyph]);
}

#[test]
fn the_box_of_an_appearance_is_fitted_into_its_rectangle() {
    let content = "0 0 10 10 re f";
    for (entries, rectangle, expected) in [
        (
            "/BBox[0 0 20 20]",
            [100.0, 100.0, 140.0, 160.0],
            "solid 100 100 120 130",
        ),
        (
            "/BBox[20 20 0 0]",
            [100.0, 100.0, 140.0, 160.0],
            "solid 100 100 120 130",
        ),
        (
            "/BBox[5 0 15 10]",
            [100.0, 100.0, 110.0, 110.0],
            "solid 100 100 105 110",
        ),
        (
            "/BBox[0 0 20 20]/Matrix[0 1 -1 0 0 0]",
            [100.0, 100.0, 120.0, 120.0],
            "solid 110 100 120 110",
        ),
        (
            "/BBox[0 0 20 20]/Matrix[2 0 0 1 7 8]",
            [100.0, 100.0, 120.0, 120.0],
            "solid 100 100 110 110",
        ),
        (
            "/BBox[0 0 20 20]/OC 2 0 R",
            [0.0, 0.0, 20.0, 20.0],
            "solid 0 0 10 10, ? a layer that can be switched off",
        ),
        ("", [0.0, 0.0, 20.0, 20.0], "? the appearance has no box"),
        (
            "/BBox[0 0 0 20]",
            [0.0, 0.0, 20.0, 20.0],
            "? the appearance has no box",
        ),
        (
            "/BBox[0 0 20]",
            [0.0, 0.0, 20.0, 20.0],
            "? the appearance has no box",
        ),
        ("/BBox[0 0 20 20]", [600.0, 0.0, 620.0, 20.0], ""),
    ] {
        let found = told(&form(content, entries, &rectangle, Purpose::Above)).join(", ");
        assert_eq!(found, expected, "{entries}");
    }
    let below = form(
        content,
        "/BBox[0 0 20 20]/OC 2 0 R",
        &SHEET,
        Purpose::Beneath,
    );
    assert_eq!(below.doubt, None);
}

/// What readers do not agree on is painted by one of them.
#[test]
fn operators_without_their_numbers_are_doubtful() {
    const MISSING: &str = "an operator without its numbers";
    let doubt = |content: &str, purpose| form(content, BOX, &SHEET, purpose).doubt;
    for (operator, count) in [
        ("m", 2),
        ("l", 2),
        ("Td", 2),
        ("TD", 2),
        ("v", 4),
        ("y", 4),
        ("re", 4),
        ("c", 6),
        ("cm", 6),
        ("Tm", 6),
        ("w", 1),
        ("J", 1),
        ("j", 1),
        ("M", 1),
        ("Tf", 1),
        ("Tc", 1),
        ("Tw", 1),
        ("Tz", 1),
        ("TL", 1),
        ("Ts", 1),
        ("Tr", 1),
    ] {
        let content = |count: usize| format!("{} {operator}", "1 ".repeat(count));
        assert_eq!(doubt(&content(count), Purpose::Above), None, "{operator}");
        assert_eq!(
            doubt(&content(count - 1), Purpose::Above),
            Some(MISSING),
            "{operator}"
        );
        assert_eq!(
            doubt(&content(count - 1), Purpose::Beneath),
            None,
            "{operator}"
        );
        let odd = format!("{} 1-1 {operator}", "1 ".repeat(count - 1));
        assert_eq!(doubt(&odd, Purpose::Above), Some(MISSING), "{odd}");
    }
    for (content, doubtful) in [
        ("1e12 0 0 1 0 0 cm", true),
        ("999999999999 0 0 1 0 0 cm", false),
        ("1000000000000 0 0 1 0 0 cm", true),
        ("1 0 0 -1000000000000 0 0 cm", true),
        ("10000000 0 0 1 0 0 cm 10000000 0 0 1 0 0 cm", true),
    ] {
        assert_eq!(
            doubt(content, Purpose::Above).is_some(),
            doubtful,
            "{content}"
        );
        assert_eq!(doubt(content, Purpose::Beneath), None);
    }
}

#[test]
fn a_page_is_all_its_contents_in_the_window() {
    let told_page = |contents: &str, window: &Area| {
        let file = sheet("BT /H 100 Tf (A) Tj ET 0 0 m 400 0 l S", "", RESOURCES);
        let view = file.newest();
        let mut dict = view
            .resolve(Reference::new(3, 0))
            .unwrap()
            .as_dict()
            .unwrap()
            .clone();
        let reference = |number| Object::Reference(Reference::new(number, 0));
        let contents = match contents {
            "one" => reference(4),
            "twice" => Object::Array(vec![reference(4), reference(13), reference(4)]),
            _ => Object::Null,
        };
        dict.insert(pdf_revisions::Name::new(b"Contents"), contents);
        told(&page(view, &dict, window).unwrap())
    };
    let both = ["glyph 0 -22 66.7 90", "line -0.5 -0.5 400.5 0.5"];
    assert_eq!(told_page("one", &SHEET), both);
    assert_eq!(told_page("twice", &SHEET), [both, both].concat());
    assert!(told_page("none", &SHEET).is_empty());
    assert_eq!(told_page("one", &[100.0, -9.0, 110.0, 9.0]), both[1..]);
    assert!(told_page("one", &[100.0, 9.0, 110.0, 19.0]).is_empty());
}

#[test]
fn a_page_of_too_much_content_is_not_read() {
    let content = " ".repeat(1 << 20) + "0 0 m 9 0 l S";
    let file = sheet(&content, "", RESOURCES);
    let mut dict = Dict::new();
    let parts = vec![Object::Reference(Reference::new(4, 0)); 33];
    dict.insert(pdf_revisions::Name::new(b"Contents"), Object::Array(parts));
    let found = told(&page(file.newest(), &dict, &SHEET).unwrap());
    assert_eq!(found, ["? the page has too much content"]);
}

#[test]
fn a_part_of_a_painting_is_what_reaches_into_the_window() {
    let painting = form(
        "0 0 9 9 re 20 0 9 9 re f /Ps Do",
        BOX,
        &SHEET,
        Purpose::Above,
    );
    let part = painting.within(&[9.0, 9.0, 15.0, 15.0]);
    assert_eq!(
        told(&part),
        [
            "solid 0 0 9 9",
            "? an object that is neither image nor form"
        ]
    );
    assert!(!part.is_blank() && !painting.is_blank() && Painting::default().is_blank());
    let marks = form("0 0 9 9 re f", BOX, &SHEET, Purpose::Above);
    assert!(!marks.is_blank());
    assert!(!form("/Ps Do", BOX, &SHEET, Purpose::Above).is_blank());
    let has_areas = |content| form(content, BOX, &SHEET, Purpose::Above).has_areas();
    assert!(has_areas("0 0 9 9 re f") && has_areas("/Ps Do"));
    assert!(!has_areas("") && !has_areas("0 0 m 9 9 l S"));
    let has_areas = |content| form(content, BOX, &SHEET, Purpose::Above).has_areas();
    assert!(has_areas("0 0 9 9 re f") && has_areas("/Ps Do"));
    assert!(!has_areas("") && !has_areas("0 0 m 9 9 l S"));
    assert!(marks.within(&[10.0, 10.0, 15.0, 15.0]).is_blank());
}

#[test]
fn the_rectangle_of_an_annotation() {
    let file = sheet("", "", RESOURCES);
    let of = |items: Option<Vec<Object>>| {
        let mut dict = Dict::new();
        if let Some(items) = items {
            dict.insert(pdf_revisions::Name::new(b"Rect"), Object::Array(items));
        }
        rectangle(file.newest(), &dict).unwrap()
    };
    let whole = |numbers: &[i64]| {
        numbers
            .iter()
            .copied()
            .map(Object::Integer)
            .collect::<Vec<_>>()
    };
    assert_eq!(of(None), None);
    assert_eq!(
        of(Some(whole(&[30, 40, 10, 20]))),
        Some([10.0, 20.0, 30.0, 40.0])
    );
    assert_eq!(of(Some(whole(&[30, 40, 10]))), None);
    assert_eq!(of(Some(whole(&[30, 40, 10, 20, 50]))), None);
    let mut odd = whole(&[30, 40, 10]);
    odd.push(Object::Reference(Reference::new(13, 0)));
    assert_eq!(of(Some(odd.clone())), Some([10.0, 40.0, 30.0, 1000.0]));
    odd[3] = Object::Null;
    assert_eq!(of(Some(odd)), None);
}

#[test]
fn limits_are_doubts() {
    let doubt = |content: &str| form(content, BOX, &SHEET, Purpose::Above).doubt;
    let too_much = Some("too much content");
    // 4,096 saved states, and one more before the next operator sees them.
    assert_eq!(doubt(&"q ".repeat(4_097)), None);
    assert_eq!(doubt(&"q ".repeat(4_098)), too_much);
    assert_eq!(doubt(&"i ".repeat(1_000_001)), too_much);
    // Glyphs of one string, lines of one path, also where they are not seen.
    let string = |count: usize| format!("BT /H 1 Tf ({}) Tj", "A".repeat(count));
    assert_eq!(doubt(&string(200_000)), None);
    assert_eq!(doubt(&string(200_001)), too_much);
    let cut = |count: usize| {
        let lines = "600 600 l 5 5 l ".repeat(count);
        format!("0 0 1 1 re W n 1 j 5 5 m 2 w {lines} S")
    };
    assert_eq!(doubt(&cut(390)), None);
    assert_eq!(doubt(&cut(391)), too_much);
    let curves = |count: usize| {
        let curves = "0 9000000 9 9000000 9 0 c ".repeat(count);
        format!("0 0 m {curves} n")
    };
    assert_eq!(doubt(&curves(3_800)), None);
    assert_eq!(doubt(&curves(3_920)), too_much);
    let marks = |count: usize| doubt(&"0 0 1 1 re f ".repeat(count));
    assert_eq!(marks(100_000), None);
    assert_eq!(marks(200_002), too_much);
    let below = form(&"q ".repeat(4_098), BOX, &SHEET, Purpose::Beneath);
    assert_eq!(below.doubt, too_much);
}
