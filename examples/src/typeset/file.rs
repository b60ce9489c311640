//! The file around the sheets: catalog, metadata, pages, and the embedded font subsets.

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Date, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use super::TypesetError;
use super::setter::Typesetter;
use super::sheet::{Format, Item, Run, Sheet};
use super::typeface::{Faces, Style, Typeface};

const CATALOG: Ref = Ref::new(1);
pub(crate) const PAGES: Ref = Ref::new(2);
const FIRST_PAGE: i32 = 3;
const INFORMATION: Ref = Ref::new(5);
const FIRST_FONT: i32 = 6;
const OBJECTS_PER_FONT: i32 = 5;
const SECOND_PAGE: i32 = FIRST_FONT + 4 * OBJECTS_PER_FONT;
const RED: [f32; 3] = [0.8, 0.0, 0.0];

const IDENTITY: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// What a file says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Details {
    /// The first half of a file identifier never changes (ISO 32000-2 §14.4); given, so the file is reproducible.
    pub identifier: &'static [u8; 16],
    /// Kind, number, subject.
    pub title: &'static str,
    /// The agency.
    pub author: &'static str,
    /// What it is about.
    pub subject: &'static str,
    /// Year, month, day.
    pub written: (u16, u8, u8),
}

/// The sheets as a PDF 1.7 file.
///
/// # Errors
/// When a font cannot be subset.
pub fn write_pdf(setter: &Typesetter, details: &Details) -> Result<Vec<u8>, TypesetError> {
    let mut pdf = Pdf::new();
    pdf.set_version(1, 7);
    pdf.set_file_id((details.identifier.to_vec(), details.identifier.to_vec()));
    write_catalog(&mut pdf);
    write_page_tree(&mut pdf, setter.sheets.len());
    for (index, sheet) in (0..).zip(&setter.sheets) {
        write_page(&mut pdf, index, sheet, &setter.faces);
    }
    write_information(&mut pdf, INFORMATION, details);
    for style in used(&setter.faces) {
        write_font(&mut pdf, style, setter.faces.get(style))?;
    }
    Ok(pdf.finish())
}

fn used(faces: &Faces) -> impl Iterator<Item = Style> {
    Style::ALL
        .into_iter()
        .filter(|style| !faces.get(*style).used.is_empty())
}

pub(crate) fn write_catalog(pdf: &mut Pdf) {
    let mut catalog = pdf.catalog(CATALOG);
    catalog.pages(PAGES).lang(TextStr("vi-VN"));
    catalog.viewer_preferences().display_doc_title(true);
    catalog.finish();
}

/// Page `index` and, one further, its content.
const fn page_reference(index: i32) -> i32 {
    if index == 0 {
        FIRST_PAGE
    } else {
        SECOND_PAGE + (index - 1) * 2
    }
}

fn write_page_tree(pdf: &mut Pdf, sheets: usize) {
    let count = i32::try_from(sheets).unwrap_or(i32::MAX);
    let kids = (0..count).map(|index| Ref::new(page_reference(index)));
    pdf.pages(PAGES).kids(kids).count(count);
}

fn write_page(pdf: &mut Pdf, index: i32, sheet: &Sheet, faces: &Faces) {
    let content = Ref::new(page_reference(index) + 1);
    let (width, height) = sheet.format.written();
    let mut page = pdf.page(Ref::new(page_reference(index)));
    page.parent(PAGES)
        .media_box(Rect::new(0.0, 0.0, width, height))
        .contents(content);
    if sheet.format == Format::LandscapeByRotation {
        page.rotate(90);
    }
    let mut resources = page.resources();
    let mut fonts = resources.fonts();
    for style in used(faces) {
        fonts.pair(Name(style.resource()), font_reference(style, 0));
    }
    fonts.finish();
    resources.finish();
    page.finish();
    pdf.stream(content, &deflate(&draw(sheet)))
        .filter(Filter::FlateDecode);
}

/// The content stream of a page.
fn draw(sheet: &Sheet) -> Vec<u8> {
    let mut content = Content::new();
    if sheet.format == Format::LandscapeByRotation {
        // the reader turns the page clockwise; what is drawn is turned the other way first
        content.transform([0.0, 1.0, -1.0, 0.0, sheet.format.written().0, 0.0]);
    }
    for item in &sheet.items {
        draw_item(&mut content, item);
    }
    content.finish().into_vec()
}

fn draw_item(content: &mut Content, item: &Item) {
    match item {
        Item::Text(run) => show(content, run),
        Item::Rule { from, to } => {
            content
                .set_line_width(0.8)
                .move_to(from.0, from.1)
                .line_to(to.0, to.1)
                .stroke();
        }
        Item::Mark { frame, run } => {
            let [red, green, blue] = RED;
            let [x, y, width, height] = *frame;
            content
                .save_state()
                .set_stroke_rgb(red, green, blue)
                .set_fill_rgb(red, green, blue)
                .set_line_width(0.8);
            content.rect(x, y, width, height).stroke();
            show(content, run);
            content.restore_state();
        }
    }
}

fn show(content: &mut Content, run: &Run) {
    content
        .begin_text()
        .set_font(Name(run.style.resource()), run.size)
        .set_text_matrix([1.0, 0.0, 0.0, 1.0, run.x, run.y]);
    let mut shown = content.show_positioned();
    let mut items = shown.items();
    let mut bytes = Vec::new();
    for glyph in &run.glyphs {
        bytes.extend_from_slice(&glyph.id.to_be_bytes());
        let stretch = if glyph.is_space { run.per_space } else { 0.0 };
        let moved = glyph.advance - glyph.width + stretch;
        if moved.abs() > 0.01 {
            items.show(Str(&bytes)).adjust(-moved);
            bytes.clear();
        }
    }
    items.show(Str(&bytes));
    items.finish();
    shown.finish();
    content.end_text();
}

pub(crate) fn write_information(pdf: &mut Pdf, reference: Ref, details: &Details) {
    let (year, month, day) = details.written;
    let written = Date::new(year)
        .month(month)
        .day(day)
        .hour(8)
        .minute(0)
        .second(0)
        .utc_offset_hour(7);
    let mut information = pdf.document_info(reference);
    information
        .title(TextStr(details.title))
        .author(TextStr(details.author))
        .subject(TextStr(details.subject));
    information
        .producer(TextStr("kyso-examples"))
        .creation_date(written);
}

fn font_reference(style: Style, part: i32) -> Ref {
    let index = Style::ALL
        .iter()
        .position(|other| *other == style)
        .and_then(|index| i32::try_from(index).ok());
    Ref::new(FIRST_FONT + index.unwrap_or(0) * OBJECTS_PER_FONT + part)
}

/// A composite font: glyph numbers in the text are glyph numbers in the file (ISO 32000-2 §9.7).
fn write_font(pdf: &mut Pdf, style: Style, typeface: &Typeface) -> Result<(), TypesetError> {
    let [composite, descendant, descriptor, to_unicode, file] =
        [0, 1, 2, 3, 4].map(|part| font_reference(style, part));
    let name = Name(style.subset_name().as_bytes());
    let mut font = pdf.type0_font(composite);
    font.base_font(name)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(descendant)
        .to_unicode(to_unicode);
    font.finish();
    let mut cid_font = pdf.cid_font(descendant);
    cid_font
        .subtype(CidFontType::Type2)
        .base_font(name)
        .system_info(IDENTITY)
        .font_descriptor(descriptor);
    cid_font
        .cid_to_gid_map_predefined(Name(b"Identity"))
        .default_width(0.0);
    let mut widths = cid_font.widths();
    for (id, (_, width)) in &typeface.used {
        widths.consecutive(*id, [*width]);
    }
    widths.finish();
    cid_font.finish();
    write_descriptor(pdf, descriptor, file, style, typeface);
    let mut cmap = UnicodeCmap::new(Name(b"kyso-to-unicode"), IDENTITY);
    for (id, (character, _)) in &typeface.used {
        cmap.pair(*id, *character);
    }
    pdf.stream(to_unicode, &deflate(&cmap.finish().into_vec()))
        .filter(Filter::FlateDecode);
    let subset = typeface.subset()?;
    let length = i32::try_from(subset.len()).map_err(|_| TypesetError::NotAFont)?;
    let mut stream_bytes = deflate(&subset);
    stream_bytes.shrink_to_fit();
    let mut stream = pdf.stream(file, &stream_bytes);
    stream.filter(Filter::FlateDecode);
    stream.pair(Name(b"Length1"), length);
    Ok(())
}

fn write_descriptor(pdf: &mut Pdf, reference: Ref, file: Ref, style: Style, typeface: &Typeface) {
    let face = &typeface.face;
    let bounds = face.global_bounding_box();
    let unit = |value: i16| typeface.thousandths(i32::from(value));
    let italic = matches!(style, Style::Italic | Style::BoldItalic);
    let flags = FontFlags::SERIF
        | FontFlags::NON_SYMBOLIC
        | if italic {
            FontFlags::ITALIC
        } else {
            FontFlags::empty()
        };
    let mut descriptor = pdf.font_descriptor(reference);
    descriptor
        .name(Name(style.subset_name().as_bytes()))
        .flags(flags)
        .bbox(Rect::new(
            unit(bounds.x_min),
            unit(bounds.y_min),
            unit(bounds.x_max),
            unit(bounds.y_max),
        ))
        .italic_angle(face.italic_angle())
        .ascent(unit(face.ascender()))
        .descent(unit(face.descender()))
        .cap_height(unit(
            face.capital_height().unwrap_or_else(|| face.ascender()),
        ))
        .stem_v(if matches!(style, Style::Bold | Style::BoldItalic) {
            120.0
        } else {
            80.0
        })
        .font_file2(file);
}

/// Always the same bytes: what `flate2` writes depends on the features that other crates of the build turn on.
pub(crate) fn deflate(data: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(data, 9)
}
