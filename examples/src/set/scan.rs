//! The notice as a scanner would deliver it: signed with a pen, sealed with a stamp, laid slightly askew, one picture on the page.
//!
//! Drawn from the same sheet as the typeset notice, by our own rasteriser: the same pixels on every machine.

use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref};

use super::notice::notice_sheet;
use super::scan_drawing::{Inks, draw};
use crate::typeset::{
    Details, Format, PAGES, TypesetError, deflate, write_catalog, write_information,
};

const PAGE: Ref = Ref::new(3);
const CONTENT: Ref = Ref::new(4);
const INFORMATION: Ref = Ref::new(5);
const IMAGE: Ref = Ref::new(6);
const PAPER: [u8; 3] = [250, 249, 245];

/// How the paper was scanned. NĐ 30/2020, Phụ lục I (box 14) asks for colour, 200 dpi or more, and 100 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scan {
    /// Pixels per inch of paper.
    pub dots_per_inch: u16,
    /// Otherwise grey.
    pub is_colour: bool,
    /// How large the sheet stands on the A4 page.
    pub percent: u16,
}

impl Scan {
    /// As the decree asks.
    pub const GOOD: Self = Self {
        dots_per_inch: 200,
        is_colour: true,
        percent: 100,
    };
    /// Too coarse.
    pub const COARSE: Self = Self {
        dots_per_inch: 150,
        ..Self::GOOD
    };
    /// Without colour.
    pub const GREY: Self = Self {
        is_colour: false,
        ..Self::GOOD
    };
    /// Made smaller.
    pub const SMALLER: Self = Self {
        percent: 90,
        ..Self::GOOD
    };

    /// Pixels across and down an A4 sheet, rounded up so that no less than the density is there.
    #[must_use]
    pub fn pixels(self) -> (u16, u16) {
        let pixels = |tenths: u32| (tenths * u32::from(self.dots_per_inch)).div_ceil(254);
        let fit = |pixels: u32| u16::try_from(pixels).unwrap_or(u16::MAX);
        (fit(pixels(2100)), fit(pixels(2970)))
    }
}

/// The scanned notice as a PDF file, without a text layer.
///
/// # Errors
/// When the font is missing a glyph.
pub fn scan(scan: Scan) -> Result<Vec<u8>, TypesetError> {
    let (setter, signature) = notice_sheet()?;
    let inks = draw(&setter, signature, scan)?;
    let mut pdf = Pdf::new();
    pdf.set_version(1, 7);
    let details = details();
    pdf.set_file_id((details.identifier.to_vec(), details.identifier.to_vec()));
    write_catalog(&mut pdf);
    write_page(&mut pdf, scan);
    write_information(&mut pdf, INFORMATION, &details);
    write_image(&mut pdf, scan, &inks);
    Ok(pdf.finish())
}

fn write_page(pdf: &mut Pdf, scan: Scan) {
    let (width, height) = Format::Portrait.seen();
    pdf.pages(PAGES).kids([PAGE]).count(1);
    let mut page = pdf.page(PAGE);
    page.parent(PAGES)
        .media_box(Rect::new(0.0, 0.0, width, height))
        .contents(CONTENT);
    page.resources().x_objects().pair(Name(b"Scan"), IMAGE);
    page.finish();
    let shown = |pixels: u16| {
        let points = f32::from(pixels) * 72.0 / f32::from(scan.dots_per_inch);
        points * f32::from(scan.percent) / 100.0
    };
    let (across, down) = scan.pixels();
    let (across, down) = (shown(across), shown(down));
    let mut content = Content::new();
    content
        .save_state()
        .transform([
            across,
            0.0,
            0.0,
            down,
            (width - across) / 2.0,
            (height - down) / 2.0,
        ])
        .x_object(Name(b"Scan"))
        .restore_state();
    pdf.stream(CONTENT, &content.finish());
}

fn write_image(pdf: &mut Pdf, scan: Scan, inks: &Inks) {
    let (width, height) = scan.pixels();
    // no predictor: flat paper and letters of few shades are smaller without
    let data = deflate(&pixels(inks, scan.is_colour));
    let mut image = pdf.image_xobject(IMAGE, &data);
    image.filter(Filter::FlateDecode);
    image
        .width(i32::from(width))
        .height(i32::from(height))
        .bits_per_component(8);
    if scan.is_colour {
        image.color_space().device_rgb();
    } else {
        image.color_space().device_gray();
    }
}

fn pixels(inks: &Inks, is_colour: bool) -> Vec<u8> {
    let colours = inks.colours(PAPER);
    if is_colour {
        colours.flatten().collect()
    } else {
        colours.map(grey).collect()
    }
}

/// Luminance (Rec. 601).
fn grey([red, green, blue]: [u8; 3]) -> u8 {
    let sum = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
    u8::try_from(sum / 1000).unwrap_or(u8::MAX)
}

const fn details() -> Details {
    Details {
        identifier: b"kyso-ban-quet-01",
        title: "Thông báo 87/TB-UBND, bản quét (bản thử nghiệm, không có giá trị pháp lý)",
        author: "Ủy ban nhân dân tỉnh Lạc Hồng (cơ quan giả định)",
        subject: "Ảnh quét văn bản giấy",
        written: (2026, 11, 17),
    }
}
