use std::sync::Arc;

use pdf_revisions::{PdfFile, SharedSource};

use super::*;

impl Alpha {
    /// Of so many columns and rows, from the upper left: the alpha of a cell, and whether it has colour.
    pub(in crate::modifications) fn of(
        [columns, rows]: [usize; 2],
        ink: impl Fn(usize, usize) -> (f64, bool),
    ) -> Self {
        let cells = (0..columns * rows).map(|cell| ink(cell % columns, cell / columns));
        let (all, plain): (Vec<_>, Vec<_>) = cells
            .map(|(alpha, coloured)| (alpha, if coloured { 0.0 } else { alpha }))
            .unzip();
        Self {
            columns,
            rows,
            all: sums(&all, columns),
            plain: sums(&plain, columns),
        }
    }
}

fn plane(bits: usize, width: usize, height: usize, bytes: &[u8]) -> Plane {
    Plane {
        width,
        height,
        bits,
        ends: [0.0, 1.0],
        bytes: bytes.to_vec(),
    }
}

#[test]
fn an_image_covers_where_its_alpha_says() {
    // The left half opaque, the right half clear.
    let alpha = Alpha::sum(&plane(8, 2, 1, &[255, 0]), None);
    let place = [100.0, 0.0, 0.0, 100.0, 0.0, 0.0];
    let of = |area: Area| alpha.covered(&place, &area).all;
    assert!((of([10.0, 10.0, 20.0, 20.0]) - 1.0).abs() < 1e-9);
    assert!(of([60.0, 10.0, 70.0, 20.0]) < 1e-9);
    assert!((of([0.0, 0.0, 100.0, 100.0]) - 0.5).abs() < 1e-9);
    // What lies beside the image is not covered.
    assert!((of([-100.0, 0.0, 50.0, 100.0]) - 1.0 / 3.0).abs() < 1e-9);
}

#[test]
fn the_first_row_is_on_top() {
    let alpha = Alpha::sum(&plane(8, 1, 2, &[255, 0]), None);
    let place = [10.0, 0.0, 0.0, 10.0, 0.0, 0.0];
    assert!(alpha.covered(&place, &[0.0, 6.0, 10.0, 9.0]).all > 0.9);
    assert!(alpha.covered(&place, &[0.0, 1.0, 10.0, 4.0]).all < 0.1);
}

/// Dictionaries, and the data of their streams.
type Objects<'a> = &'a [(&'a str, &'a [u8])];

/// A file whose objects are dictionaries with the data of a stream; the first is the image.
fn read_image(objects: Objects<'_>) -> Result<Option<Alpha>, &'static str> {
    let mut bytes = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n".to_vec();
    let mut at = vec![9, 57];
    for (index, (dict, data)) in objects.iter().enumerate() {
        at.push(bytes.len());
        let length = data.len();
        let head = format!("{} 0 obj\n<<{dict}/Length {length}>>\nstream\n", index + 3);
        bytes.extend(head.as_bytes());
        bytes.extend(*data);
        bytes.extend(b"\nendstream\nendobj\n");
    }
    let table = bytes.len();
    let head = format!("xref\n0 {}\n0000000000 65535 f \n", at.len() + 1);
    bytes.extend(head.as_bytes());
    for place in &at {
        bytes.extend(format!("{place:010} 00000 n \n").as_bytes());
    }
    let size = at.len() + 1;
    let tail = format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
    bytes.extend(tail.as_bytes());
    let source: SharedSource = Arc::new(bytes);
    let file = PdfFile::open(source).unwrap();
    let view = file.newest();
    let first = pdf_revisions::Reference {
        number: 3,
        generation: 0,
    };
    let image = view.resolve(first).unwrap();
    read(view, image.as_stream().unwrap())
}

/// What each cell covers, row by row from the upper left, in hundredths: of all ink, and of ink without colour.
fn cells(alpha: &Alpha) -> [Vec<i32>; 2] {
    let place = [
        as_float(alpha.columns),
        0.0,
        0.0,
        as_float(alpha.rows),
        0.0,
        0.0,
    ];
    let (mut all, mut plain) = (Vec::new(), Vec::new());
    for row in (0..alpha.rows).rev() {
        for column in 0..alpha.columns {
            let (left, bottom) = (as_float(column) + 0.25, as_float(row) + 0.25);
            let covered = alpha.covered(&place, &[left, bottom, left + 0.5, bottom + 0.5]);
            let hundredths = |share: f64| format!("{:.0}", share * 100.0).parse::<i32>().unwrap();
            all.push(hundredths(covered.all));
            plain.push(hundredths(covered.plain));
        }
    }
    [all, plain]
}

#[track_caller]
fn all_ink(rows: &[(&str, Objects<'_>, &[i32])]) {
    for (name, objects, expected) in rows {
        let alpha = read_image(objects).unwrap().unwrap();
        assert_eq!(cells(&alpha)[0], *expected, "{name}");
    }
}

#[track_caller]
fn unreadable(rows: &[(&str, Objects<'_>)]) {
    for (name, objects) in rows {
        let why = read_image(objects).map(|alpha| alpha.map(|alpha| cells(&alpha)));
        assert_eq!(why, Err("the alpha of an image cannot be read"), "{name}");
    }
}

const GREY: &str = "/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/SMask 4 0 R";

fn masked(mask: (&str, &[u8])) -> [Vec<i32>; 2] {
    cells(&read_image(&[(GREY, b"\0"), mask]).unwrap().unwrap())
}

#[test]
fn the_samples_of_a_soft_mask_are_the_alpha() {
    // Rows begin with a byte of their own; the bits behind a row are none of it.
    let rows: [(&str, &[u8], &[i32]); 7] = [
        (
            "/Width 3/Height 2/BitsPerComponent 1",
            &[0b1011_1111, 0b0100_0000],
            &[100, 0, 100, 0, 100, 0],
        ),
        (
            "/Width 9/Height 1/BitsPerComponent 1",
            &[0b0000_0001, 0b1000_0000],
            &[0, 0, 0, 0, 0, 0, 0, 100, 100],
        ),
        (
            "/Width 5/Height 1/BitsPerComponent 2",
            &[0b0001_1011, 0b0111_1111],
            &[0, 33, 67, 100, 33],
        ),
        (
            "/Width 3/Height 2/BitsPerComponent 4",
            &[0x0F, 0x5F, 0xA3, 0xF0],
            &[0, 100, 33, 67, 20, 100],
        ),
        (
            "/Width 2/Height 2/BitsPerComponent 8",
            &[0, 51, 102, 255],
            &[0, 20, 40, 100],
        ),
        (
            "/Width 2/Height 2/BitsPerComponent 16",
            &[0, 255, 51, 51, 102, 0, 255, 0],
            &[0, 20, 40, 100],
        ),
        (
            "/Width 1/Height 1/BitsPerComponent 8/Decode[0 1]",
            &[51, 9, 9],
            &[20],
        ),
    ];
    for (dict, data, expected) in rows {
        let dict = format!("{dict}/ColorSpace/DeviceGray");
        assert_eq!(masked((&dict, data))[0], expected, "{dict}");
    }
}

#[test]
fn a_soft_mask_is_decoded() {
    let rows: [(&str, &[i32]); 6] = [
        ("[0 1]", &[0, 20, 100]),
        ("[1 0]", &[100, 80, 0]),
        ("[1 1]", &[100, 100, 100]),
        ("[0 0]", &[0, 0, 0]),
        ("[0.5 1]", &[50, 60, 100]),
        ("[-1 2]", &[0, 0, 100]),
    ];
    for (decode, expected) in rows {
        let dict =
            format!("/Width 3/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Decode{decode}");
        assert_eq!(masked((&dict, &[0, 51, 255]))[0], expected, "{decode}");
    }
}

#[test]
fn a_stencil_paints_where_it_is_0() {
    const IMAGE: &str = "/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Mask 4 0 R";
    all_ink(&[
        (
            "an image that is one",
            &[("/Width 4/Height 1/ImageMask true", &[0b0011_0000])],
            &[100, 100, 0, 0],
        ),
        (
            "whose bits are said",
            &[(
                "/Width 2/Height 2/ImageMask true/BitsPerComponent 1",
                &[0b0100_0000, 0b1000_0000],
            )],
            &[100, 0, 0, 100],
        ),
        (
            "the other way",
            &[(
                "/Width 4/Height 1/ImageMask true/Decode[1 0]",
                &[0b0011_0000],
            )],
            &[0, 0, 100, 100],
        ),
        (
            "the usual way",
            &[(
                "/Width 4/Height 1/ImageMask true/Decode[0 1]",
                &[0b0011_0000],
            )],
            &[100, 100, 0, 0],
        ),
        (
            "of an image",
            &[
                (IMAGE, b"\0"),
                ("/Width 2/Height 1/ImageMask true", &[0b0100_0000]),
            ],
            &[100, 0],
        ),
        (
            "a soft mask goes before it",
            &[
                (
                    "/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Mask 4 0 R/SMask 5 0 R",
                    b"\0",
                ),
                ("/Width 2/Height 1/ImageMask true", &[0b0100_0000]),
                (
                    "/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
                    &[51],
                ),
            ],
            &[20],
        ),
    ]);
    unreadable(&[
        (
            "neither way",
            &[("/Width 1/Height 1/ImageMask true/Decode[1 1]", b"\0")],
        ),
        (
            "half a way",
            &[("/Width 1/Height 1/ImageMask true/Decode[0 0.5]", b"\0")],
        ),
        (
            "from the middle",
            &[("/Width 1/Height 1/ImageMask true/Decode[0.5 0]", b"\0")],
        ),
        (
            "no way at all",
            &[("/Width 1/Height 1/ImageMask true/Decode[0 0]", b"\0")],
        ),
        (
            "a way of three",
            &[("/Width 1/Height 1/ImageMask true/Decode[1 0 1]", b"\0")],
        ),
        (
            "not said to be one",
            &[
                (IMAGE, b"\0"),
                ("/Width 1/Height 1/BitsPerComponent 1", b"\0"),
            ],
        ),
        (
            "said not to be one",
            &[
                (IMAGE, b"\0"),
                (
                    "/Width 1/Height 1/BitsPerComponent 1/ImageMask false",
                    b"\0",
                ),
            ],
        ),
    ]);
}

#[test]
fn what_has_no_alpha_and_what_cannot_be_read() {
    let none = read_image(&[(
        "/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
        b"\0",
    )]);
    assert!(none.unwrap().is_none());
    let none = read_image(&[("/Width 1/Height 1/SMaskInData 0", b"\0")]);
    assert!(none.unwrap().is_none());
    let alternates = read_image(&[("/Width 1/Height 1/ImageMask true/Alternates[]", b"\0")]);
    assert_eq!(alternates.err(), Some("an image has alternates"));
    let mask = |dict: &'static str| [(GREY, b"\0".as_slice()), (dict, b"\xFF".as_slice())];
    unreadable(&[
        ("inside", &[("/Width 1/Height 1/SMaskInData 1", b"\0")]),
        (
            "inside as well",
            &[
                ("/Width 1/Height 1/SMaskInData 1/SMask 4 0 R", b"\0"),
                (
                    "/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
                    b"\0",
                ),
            ],
        ),
        (
            "no size",
            &mask("/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"),
        ),
        (
            "no width",
            &mask("/Width 0/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"),
        ),
        (
            "no height",
            &mask("/Width 1/Height 0/BitsPerComponent 8/ColorSpace/DeviceGray"),
        ),
        (
            "below nothing",
            &mask("/Width -1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"),
        ),
        (
            "three bits",
            &mask("/Width 1/Height 1/BitsPerComponent 3/ColorSpace/DeviceGray"),
        ),
        ("no bits", &mask("/Width 1/Height 1/ColorSpace/DeviceGray")),
        (
            "too few data",
            &mask("/Width 2/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"),
        ),
        (
            "too few rows",
            &mask("/Width 3/Height 2/BitsPerComponent 1/ColorSpace/DeviceGray"),
        ),
        (
            "a palette",
            &mask("/Width 1/Height 1/BitsPerComponent 8/ColorSpace[/Indexed/DeviceGray 255 <00>]"),
        ),
        (
            "three colours",
            &mask("/Width 1/Height 1/BitsPerComponent 1/ColorSpace/DeviceRGB"),
        ),
        (
            "a stencil",
            &mask("/Width 1/Height 1/ImageMask true/BitsPerComponent 1/ColorSpace/DeviceGray"),
        ),
        (
            "a way of four",
            &mask("/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Decode[1 0 1 0]"),
        ),
        (
            "photographed",
            &mask("/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode"),
        ),
    ]);
    // Without a space it can only be grey.
    assert_eq!(
        masked(("/Width 1/Height 1/BitsPerComponent 8", &[51]))[0],
        [20]
    );
}

#[test]
fn a_mask_may_be_as_large_as_a_scan() {
    let row = |width: usize| {
        let dict = format!("/Width {width}/Height 1/ImageMask true");
        let data = vec![0; width.div_ceil(8)];
        read_image(&[(&dict, &data)]).map(|alpha| alpha.map(|alpha| (alpha.columns, alpha.rows)))
    };
    assert_eq!(row(PIXELS), Ok(Some((256, 1))));
    assert!(row(PIXELS + 1).is_err());
    let column = format!("/Width 1/Height {}/ImageMask true", PIXELS + 1);
    assert!(read_image(&[(&column, &[0; PIXELS + 1])]).is_err());
}

#[test]
fn pixels_are_shared_out_to_the_grid() {
    // 300 pixels in 256 cells: cell 0 has the first pixel and the second, cell 255 the last.
    let alphas = |white: usize| {
        let mut data = vec![0; 300];
        data[white] = 255;
        Alpha::sum(&plane(8, 300, 1, &data), None)
    };
    let place = [256.0, 0.0, 0.0, 1.0, 0.0, 0.0];
    let cell = |alpha: &Alpha, left: f64| alpha.covered(&place, &[left, 0.0, left + 1.0, 1.0]).all;
    let first = alphas(1);
    assert!((cell(&first, 0.0) - 0.5).abs() < 1e-9, "half of two pixels");
    assert!(cell(&first, 1.0) < 1e-9);
    assert!(cell(&alphas(299), 255.0) > 0.49);
    let tall = |white: usize| {
        let mut data = vec![0; 300];
        data[white] = 255;
        Alpha::sum(&plane(8, 1, 300, &data), None)
    };
    let place = [1.0, 0.0, 0.0, 256.0, 0.0, 0.0];
    let cell = |alpha: &Alpha, top: f64| alpha.covered(&place, &[0.0, top - 1.0, 1.0, top]).all;
    assert!((cell(&tall(1), 256.0) - 0.5).abs() < 1e-9);
    assert!(cell(&tall(299), 1.0) > 0.49);
}

const RGB: &str = "/BitsPerComponent 8/ColorSpace/DeviceRGB/SMask 4 0 R";
const OPAQUE: (&str, &[u8]) = (
    "/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
    &[255],
);

/// What ink without colour covers, under a mask that is opaque.
#[track_caller]
fn plain(rows: &[(&str, &str, &[u8], &[i32])]) {
    for (name, dict, data, expected) in rows {
        let alpha = read_image(&[(dict, data), OPAQUE]).unwrap().unwrap();
        let [all, plain] = cells(&alpha);
        assert!(all.iter().all(|one| *one == 100), "{name}");
        assert_eq!(plain, *expected, "{name}");
    }
}

#[test]
fn colours_are_told_from_grey() {
    let rgb = |size: &str| format!("{size}{RGB}");
    let seal = [200, 20, 30, 60, 60, 60];
    plain(&[
        ("red and grey", &rgb("/Width 2/Height 1"), &seal, &[0, 100]),
        (
            "one above the other",
            &rgb("/Width 1/Height 2"),
            &seal,
            &[0, 100],
        ),
        (
            "four",
            &rgb("/Width 2/Height 2"),
            &[&seal[..], &[9, 9, 9, 9, 9, 200]].concat(),
            &[0, 100, 100, 0],
        ),
        (
            "as little as there may be",
            &rgb("/Width 2/Height 1"),
            &[64, 0, 0, 63, 0, 0],
            &[0, 100],
        ),
        (
            "grey of one component",
            "/Width 2/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/SMask 4 0 R",
            &[0, 255],
            &[100, 100],
        ),
        (
            "cyan, and black on it",
            "/Width 2/Height 1/BitsPerComponent 8/ColorSpace/DeviceCMYK/SMask 4 0 R",
            &[255, 0, 0, 127, 255, 0, 0, 128],
            &[0, 100],
        ),
        (
            "pale",
            "/Width 2/Height 1/BitsPerComponent 8/ColorSpace/DeviceCMYK/SMask 4 0 R",
            &[64, 0, 0, 0, 63, 0, 0, 0],
            &[0, 100],
        ),
        (
            "of four bits",
            "/Width 2/Height 1/BitsPerComponent 4/ColorSpace/DeviceRGB/SMask 4 0 R",
            &[0xF0, 0x0F, 0x00],
            &[100],
        ),
        (
            "of an unknown space",
            "/Width 1/Height 1/BitsPerComponent 8/ColorSpace[/Separation/Red/DeviceRGB 5 0 R]/SMask 4 0 R",
            &[255],
            &[100],
        ),
        (
            "too few data",
            &rgb("/Width 2/Height 1"),
            &[200, 20, 30],
            &[100],
        ),
        (
            "decoded as usual",
            &rgb("/Width 1/Height 1/Decode[0 1 0 1 0 1]"),
            &[200, 20, 30],
            &[0],
        ),
        (
            "decoded to black",
            &rgb("/Width 1/Height 1/Decode[0 0 0 0 0 0]"),
            &[200, 20, 30],
            &[100],
        ),
        (
            "decoded too little",
            &rgb("/Width 1/Height 1/Decode[0 1]"),
            &[200, 20, 30],
            &[100],
        ),
        (
            "decoded by something else",
            &rgb("/Width 1/Height 1/Decode/Red"),
            &[200, 20, 30],
            &[100],
        ),
    ]);
}

#[test]
fn a_palette_gives_the_colours() {
    let of = |bits: u8, size: &str, more: &str| {
        format!("/BitsPerComponent {bits}{size}/ColorSpace[{more}]/SMask 4 0 R")
    };
    // Grey, red.
    let two = "/Indexed/DeviceRGB 1 <202020 C01020>";
    let four = "/Indexed/DeviceRGB 3 <202020 C01020 404040 1020C0>";
    plain(&[
        (
            "one bit",
            &of(1, "/Width 9/Height 1", two),
            &[0b0100_0001, 0b1000_0000],
            &[100, 0, 100, 100, 100, 100, 100, 0, 0],
        ),
        (
            "one bit, two rows",
            &of(1, "/Width 3/Height 2", two),
            &[0b0101_1111, 0b1010_0000],
            &[100, 0, 100, 0, 100, 0],
        ),
        (
            "two bits",
            &of(2, "/Width 5/Height 1", four),
            &[0b0001_1011, 0b0100_0000],
            &[100, 0, 100, 0, 0],
        ),
        (
            "four bits",
            &of(4, "/Width 3/Height 1", four),
            &[0x01, 0x20],
            &[100, 0, 100],
        ),
        (
            "eight bits",
            &of(8, "/Width 4/Height 1", four),
            &[0, 1, 2, 3],
            &[100, 0, 100, 0],
        ),
        (
            "a short name",
            &of(8, "/Width 2/Height 1", "/I/DeviceRGB 1 <202020 C01020>"),
            &[0, 1],
            &[100],
        ),
        (
            "of ink",
            &of(
                8,
                "/Width 2/Height 1",
                "/Indexed/DeviceCMYK 1 <FF000000 FF0000FF>",
            ),
            &[0, 1],
            &[0, 100],
        ),
        (
            "beyond the highest",
            &of(
                8,
                "/Width 2/Height 1",
                "/Indexed/DeviceRGB 0 <202020 C01020>",
            ),
            &[0, 1],
            &[100, 100],
        ),
        (
            "beyond the highest, red",
            &of(
                8,
                "/Width 2/Height 1",
                "/Indexed/DeviceRGB 1 <202020 C01020 202020>",
            ),
            &[1, 2],
            &[0, 0],
        ),
        (
            "beyond the table",
            &of(
                8,
                "/Width 2/Height 1",
                "/Indexed/DeviceRGB 2 <202020 C01020>",
            ),
            &[1, 2],
            &[0, 100],
        ),
        (
            "too short",
            &of(8, "/Width 1/Height 1", "/Indexed/DeviceRGB <C01020>"),
            &[0],
            &[100],
        ),
        (
            "of no table",
            &of(8, "/Width 1/Height 1", "/Indexed/DeviceRGB 0 7"),
            &[0],
            &[100],
        ),
        (
            "another kind",
            &of(8, "/Width 1/Height 1", "/Pattern/DeviceRGB 0 <C01020>"),
            &[0],
            &[100],
        ),
        (
            "sixteen bits",
            &of(16, "/Width 1/Height 1", two),
            &[0, 1],
            &[100],
        ),
        (
            "decoded as usual",
            &of(1, "/Width 2/Height 1/Decode[0 1]", two),
            &[0b0100_0000],
            &[100, 0],
        ),
        (
            "of two bits, as usual",
            &of(2, "/Width 2/Height 1/Decode[0 3]", four),
            &[0b0001_0000],
            &[100, 0],
        ),
        (
            "the other way",
            &of(1, "/Width 2/Height 1/Decode[1 0]", two),
            &[0b0100_0000],
            &[100],
        ),
    ]);
    let table: Objects<'_> = &[
        (
            "/Width 2/Height 1/BitsPerComponent 8/ColorSpace[/Indexed/DeviceRGB 1 5 0 R]/SMask 4 0 R",
            &[0, 1],
        ),
        OPAQUE,
        ("", &[0x20, 0x20, 0x20, 0xC0, 0x10, 0x20]),
    ];
    assert_eq!(cells(&read_image(table).unwrap().unwrap())[1], [100, 0]);
}

/// Mask and image lie on each other whatever their sizes.
#[test]
fn every_pixel_counts_under_a_mask_of_another_size() {
    let red = [200, 20, 30];
    let image = |size: &str, pixels: &[[u8; 3]], mask: (&str, &[u8])| {
        let dict = format!("{size}{RGB}");
        cells(
            &read_image(&[(&dict, pixels.as_flattened()), mask])
                .unwrap()
                .unwrap(),
        )
    };
    let wide: (&str, &[u8]) = (
        "/Width 4/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
        &[255, 0, 255, 0],
    );
    let tall: (&str, &[u8]) = (
        "/Width 1/Height 4/BitsPerComponent 8/ColorSpace/DeviceGray",
        &[255, 0, 255, 0],
    );
    let [grey, blue] = [[9; 3], [10, 20, 200]];
    assert_eq!(
        image("/Width 4/Height 1", &[red, grey, grey, blue], OPAQUE),
        [vec![100; 4], vec![0, 100, 100, 0]]
    );
    assert_eq!(
        image("/Width 1/Height 4", &[red, grey, grey, blue], OPAQUE),
        [vec![100; 4], vec![0, 100, 100, 0]]
    );
    assert_eq!(
        image("/Width 2/Height 1", &[red, grey], wide),
        [vec![100, 0, 100, 0], vec![0, 0, 100, 0]]
    );
    assert_eq!(
        image("/Width 1/Height 2", &[red, grey], tall),
        [vec![100, 0, 100, 0], vec![0, 0, 100, 0]]
    );
    assert_eq!(
        image("/Width 1/Height 2", &[red, grey], wide),
        [[100, 0, 100, 0].repeat(2), vec![0, 0, 0, 0, 100, 0, 100, 0]]
    );
}

#[test]
fn a_matte_takes_no_part_in_the_colours_unless_it_is_grey() {
    let dict = format!("/Width 1/Height 1{RGB}");
    let plain = |matte: &str| {
        let mask = format!("{}{matte}", OPAQUE.0);
        cells(
            &read_image(&[(&dict, &[200, 20, 30]), (&mask, &[255])])
                .unwrap()
                .unwrap(),
        )[1]
        .clone()
    };
    assert_eq!(plain("/Matte[0 0 0]"), [0]);
    assert_eq!(plain("/Matte[1 1 1]"), [0]);
    assert_eq!(plain("/Matte[1 0 0]"), [100]);
    assert_eq!(plain("/Matte[1 1 0]"), [100]);
    assert_eq!(plain("/Matte[0]"), [100]);
}

#[test]
fn colours_in_the_ranges_are_not_painted() {
    const FOUR: &str = "/Width 4/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray";
    let grey = format!("{FOUR}/Mask[10 20]");
    let rgb = "/Width 2/Height 1/BitsPerComponent 8/ColorSpace/DeviceRGB/Mask[250 255 250 255 0 9]";
    let palette = "/Width 3/Height 2/BitsPerComponent 1/ColorSpace[/Indexed/DeviceRGB 1 <FFFFFF C01020>]/Mask[0 0]";
    all_ink(&[
        ("grey", &[(&grey, &[9, 10, 20, 21])], &[100, 0, 0, 100]),
        (
            "red, green and blue",
            &[(rgb, &[255, 255, 0, 255, 255, 10])],
            &[0, 100],
        ),
        (
            "a palette",
            &[(palette, &[0b0101_1111, 0b1010_0000])],
            &[0, 100, 0, 100, 0, 100],
        ),
        (
            "two bits",
            &[(
                "/Width 5/Height 1/BitsPerComponent 2/ColorSpace/DeviceGray/Mask[1 2]",
                &[0b0001_1011, 0b1100_0000],
            )],
            &[100, 0, 0, 100, 100],
        ),
        (
            "four bits of three colours",
            &[(
                "/Width 2/Height 2/BitsPerComponent 4/ColorSpace/DeviceRGB/Mask[15 15 0 0 15 15]",
                &[0xF0, 0xFF, 0x00, 0x0F, 0xF0, 0xFF],
            )],
            &[0, 100, 100, 100],
        ),
    ]);
    let found = cells(
        &read_image(&[(palette, &[0b0101_1111, 0b1010_0000])])
            .unwrap()
            .unwrap(),
    );
    assert!(
        found[1].iter().all(|one| *one == 0),
        "what is painted is red"
    );
    unreadable(&[
        (
            "too many",
            &[(
                "/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Mask[0 0 0 0 0 0 0 0 0 0]",
                b"\0\0\0\0\0",
            )],
        ),
        (
            "none",
            &[(
                "/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Mask[]",
                b"\0",
            )],
        ),
        (
            "no numbers",
            &[(
                "/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Mask[0 255 /A]",
                b"\0",
            )],
        ),
        (
            "fewer than colours",
            &[(
                "/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceRGB/Mask[0 255]",
                b"\0\0\0",
            )],
        ),
        (
            "more than a palette has",
            &[(
                "/Width 1/Height 1/BitsPerComponent 8/ColorSpace[/Indexed/DeviceRGB 0 <FFFFFF>]/Mask[0 0 0 0 0 0]",
                b"\0\0\0",
            )],
        ),
        (
            "an unknown space",
            &[(
                "/Width 1/Height 1/BitsPerComponent 8/ColorSpace[/Separation/Red/DeviceRGB 5 0 R]/Mask[0 0]",
                b"\0",
            )],
        ),
        (
            "sixteen bits",
            &[(
                "/Width 1/Height 1/BitsPerComponent 16/ColorSpace/DeviceGray/Mask[0 0]",
                b"\0\0",
            )],
        ),
        (
            "too few data",
            &[(
                "/Width 2/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Mask[0 0]",
                b"\0",
            )],
        ),
    ]);
}

#[test]
fn an_image_is_turned_and_mirrored_with_its_matrix() {
    // Only the upper left quarter is opaque.
    let alpha = Alpha::sum(&plane(8, 2, 2, &[255, 0, 0, 0]), None);
    // Lower left, lower right, upper left, upper right.
    let quarters: [Area; 4] = [
        [10.0, 20.0, 15.0, 25.0],
        [15.0, 20.0, 20.0, 25.0],
        [10.0, 25.0, 15.0, 30.0],
        [15.0, 25.0, 20.0, 30.0],
    ];
    for (name, place, expected) in [
        ("upright", [10.0, 0.0, 0.0, 10.0, 10.0, 20.0], [0, 0, 1, 0]),
        (
            "mirrored",
            [-10.0, 0.0, 0.0, 10.0, 20.0, 20.0],
            [0, 0, 0, 1],
        ),
        (
            "upside down",
            [10.0, 0.0, 0.0, -10.0, 10.0, 30.0],
            [1, 0, 0, 0],
        ),
        (
            "turned by a half",
            [-10.0, 0.0, 0.0, -10.0, 20.0, 30.0],
            [0, 1, 0, 0],
        ),
        (
            "turned to the left",
            [0.0, 10.0, -10.0, 0.0, 20.0, 20.0],
            [1, 0, 0, 0],
        ),
        (
            "turned to the right",
            [0.0, -10.0, 10.0, 0.0, 10.0, 30.0],
            [0, 0, 0, 1],
        ),
    ] {
        for (area, expected) in quarters.iter().zip(expected) {
            let inside = [area[0] + 0.1, area[1] + 0.1, area[2] - 0.1, area[3] - 0.1];
            let found = alpha.covered(&place, &inside).all;
            assert!(
                (found - f64::from(expected)).abs() < 1e-9,
                "{name} {area:?} {found}"
            );
        }
    }
    // No size: nobody knows what it covers.
    assert!(alpha.covered(&[0.0; 6], &quarters[0]).plain > 0.99);
}

/// What is opaque in a turned image is not thinned by what lies in the corners of its bounds.
#[test]
fn a_patch_in_an_image_turned_by_an_eighth_hides_as_much() {
    // Opaque: the diamond in the middle, which is a square of 10 points when it stands on the page.
    let side = 10.0 * std::f64::consts::SQRT_2;
    let far = |at: usize| (as_float(at) + 0.5 - 128.0).abs();
    let alpha = Alpha::of([256, 256], |x, y| {
        (f64::from(u8::from(far(x) + far(y) <= 128.0)), false)
    });
    let leg = side * std::f64::consts::FRAC_1_SQRT_2;
    let place = [leg, leg, -leg, leg, 0.0, -leg];
    let covered = |area: Area| alpha.covered(&place, &area).all;
    assert!(covered([-5.0, -5.0, 5.0, 5.0]) > 0.98);
    assert!(covered([-4.0, -4.0, 4.0, 4.0]) > 0.98);
    assert!(covered([6.0, -1.0, 8.0, 1.0]) < 0.02);
    // The guess is too large, by as much as the bounds are.
    let light = Alpha::of([4, 4], |_, _| (0.2, false));
    let found = light.covered(&place, &[-1.0, -1.0, 1.0, 1.0]).all;
    assert!((found - 0.4).abs() < 1e-6, "{found}");
}

#[test]
fn a_part_of_a_cell_is_as_its_cell() {
    let alpha = Alpha::of([4, 4], |x, _| (f64::from(u8::from(x == 1)), false));
    let place = [4.0, 0.0, 0.0, 4.0, 0.0, 0.0];
    for (area, expected) in [
        ([1.2, 1.2, 1.8, 1.8], 1.0),
        ([1.0, 0.0, 2.0, 4.0], 1.0),
        ([0.0, 0.0, 4.0, 4.0], 0.25),
        ([0.5, 0.0, 1.5, 4.0], 0.5),
        ([2.2, 0.0, 2.8, 4.0], 0.0),
        ([-4.0, 0.0, 4.0, 4.0], 0.125),
        ([1.0, -4.0, 2.0, 4.0], 0.5),
        ([1.0, 0.0, 2.0, 8.0], 0.5),
        ([9.0, 0.0, 12.0, 4.0], 0.0),
        ([1.5, 2.0, 1.5, 2.0], 1.0),
    ] {
        let found = alpha.covered(&place, &area).all;
        assert!((found - expected).abs() < 1e-9, "{area:?} {found}");
    }
}
