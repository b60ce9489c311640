//! The file around the page: catalog, metadata, and the embedded font subsets.

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Date, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use super::LetterError;
use super::page::{HEIGHT, WIDTH, font_name};
use super::text::{AUTHOR, SUBJECT, TITLE};
use super::typeface::{Faces, Style, Typeface};

const CATALOG: Ref = Ref::new(1);
const PAGES: Ref = Ref::new(2);
const PAGE: Ref = Ref::new(3);
const CONTENT: Ref = Ref::new(4);
const INFORMATION: Ref = Ref::new(5);
const FIRST_FONT: i32 = 6;
const OBJECTS_PER_FONT: i32 = 5;

/// The first half of a file identifier never changes (ISO 32000-2 §14.4); ours is fixed, so the file is reproducible.
const IDENTIFIER: &[u8; 16] = b"kyso-cong-van-01";
const IDENTITY: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

pub(super) fn assemble(faces: &Faces<'_>, content: &[u8]) -> Result<Vec<u8>, LetterError> {
    let mut pdf = Pdf::new();
    pdf.set_version(1, 7);
    pdf.set_file_id((IDENTIFIER.to_vec(), IDENTIFIER.to_vec()));
    write_catalog(&mut pdf);
    pdf.stream(CONTENT, &deflate(content))
        .filter(Filter::FlateDecode);
    write_information(&mut pdf);
    for style in Style::ALL {
        write_font(&mut pdf, style, faces.get(style))?;
    }
    Ok(pdf.finish())
}

fn write_catalog(pdf: &mut Pdf) {
    let mut catalog = pdf.catalog(CATALOG);
    catalog.pages(PAGES).lang(TextStr("vi-VN"));
    catalog.viewer_preferences().display_doc_title(true);
    catalog.finish();
    pdf.pages(PAGES).kids([PAGE]).count(1);
    let mut page = pdf.page(PAGE);
    page.parent(PAGES)
        .media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT))
        .contents(CONTENT);
    let mut resources = page.resources();
    let mut fonts = resources.fonts();
    for style in Style::ALL {
        fonts.pair(Name(font_name(style)), font_reference(style, 0));
    }
}

fn write_information(pdf: &mut Pdf) {
    let written = Date::new(2026)
        .month(11)
        .day(20)
        .hour(8)
        .minute(0)
        .second(0)
        .utc_offset_hour(7);
    let mut information = pdf.document_info(INFORMATION);
    information
        .title(TextStr(TITLE))
        .author(TextStr(AUTHOR))
        .subject(TextStr(SUBJECT));
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
fn write_font(pdf: &mut Pdf, style: Style, typeface: &Typeface<'_>) -> Result<(), LetterError> {
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
    let length = i32::try_from(subset.len()).map_err(|_| LetterError::NotAFont)?;
    let mut stream_bytes = deflate(&subset);
    stream_bytes.shrink_to_fit();
    let mut stream = pdf.stream(file, &stream_bytes);
    stream.filter(Filter::FlateDecode);
    stream.pair(Name(b"Length1"), length);
    Ok(())
}

fn write_descriptor(
    pdf: &mut Pdf,
    reference: Ref,
    file: Ref,
    style: Style,
    typeface: &Typeface<'_>,
) {
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
fn deflate(data: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(data, 9)
}
