//! A drawing as a content stream with its resources, and as the objects of a form XObject.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pdf_writer::{Chunk, Content, Filter, Finish, Name, Rect, Ref};

use crate::drawing::Item;
use crate::error::AppearanceError;
use crate::fonts::Fonts;
use crate::length::Size;
use crate::objects::{COMPACT, Objects, deflated};
use crate::pen::{Pen, font_name, picture_name, single};
use crate::raster::Raster;
use crate::shape::Line;
use crate::subset::EmbeddedFont;

/// A drawing, ready to be placed.
pub struct Drawn {
    size: Size,
    content: Vec<u8>,
    used: Used,
}

/// What drawings name, and what they say.
pub(crate) struct Used {
    fonts: Vec<EmbeddedFont>,
    pictures: Vec<Arc<Raster>>,
    pub(crate) missing: Vec<char>,
    pub(crate) lines: Vec<String>,
}

/// The objects of a form XObject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormObjects {
    /// The number of the form XObject itself.
    pub form: i32,
    /// Object numbers, and what stands between `obj` and `endobj`.
    pub objects: Vec<(i32, Vec<u8>)>,
}

impl Drawn {
    /// Width and height, in points.
    #[must_use]
    pub const fn size(&self) -> Size {
        self.size
    }

    /// Characters that no font has: shown as a white square, and still there in copied text.
    #[must_use]
    pub fn missing(&self) -> &[char] {
        &self.used.missing
    }

    /// Does it need a soft mask: has a picture an alpha channel? PDF/A-1 forbids it (ISO 19005-1 §6.4).
    #[must_use]
    pub fn is_transparent(&self) -> bool {
        self.used
            .pictures
            .iter()
            .any(|picture| picture.alpha.is_some())
    }

    /// Has a picture more than 8 bits for each colour, which came with PDF 1.5 (ISO 32000-2 table 87)?
    #[must_use]
    pub fn has_deep_pictures(&self) -> bool {
        self.used.pictures.iter().any(|picture| picture.bits > 8)
    }

    /// The lines as drawn, composed (Unicode NFC).
    #[must_use]
    pub fn lines(&self) -> &[String] {
        &self.used.lines
    }

    pub(crate) fn of(
        size: Size,
        items: &[Item<'_>],
        fonts: &Fonts<'_>,
    ) -> Result<Self, AppearanceError> {
        let (mut contents, used) = set(&[items], fonts)?;
        Ok(Self {
            size,
            content: contents.pop().unwrap_or_default(),
            used,
        })
    }

    /// The objects of a form XObject that shows the drawing upright on a page turned by `rotation` degrees clockwise (`/Rotate`).
    /// `allocate` gives a free object number each time it is called.
    ///
    /// # Errors
    /// What `allocate` says.
    pub fn objects<E>(
        &self,
        rotation: u16,
        mut allocate: impl FnMut() -> Result<i32, E>,
    ) -> Result<FormObjects, E> {
        let mut objects = Objects {
            allocate: &mut allocate,
            bodies: Vec::new(),
        };
        let resources = self.used.write(&mut objects)?;
        let [form] = objects.references()?;
        objects.put(form, |chunk| {
            write_form(
                chunk,
                form,
                (&self.content, self.size, rotation),
                &resources,
            );
        });
        Ok(FormObjects {
            form: form.get(),
            objects: objects.bodies,
        })
    }
}

/// The content of each drawing, and what they name together.
pub(crate) fn set(
    drawings: &[&[Item<'_>]],
    fonts: &Fonts<'_>,
) -> Result<(Vec<Vec<u8>>, Used), AppearanceError> {
    let shaped: Vec<Vec<Vec<Line>>> = drawings
        .iter()
        .map(|items| items.iter().map(|item| shaped(item, fonts)).collect())
        .collect();
    let lines = shaped.iter().flatten().flatten();
    let mut pen = Pen {
        content: Content::with_settings(COMPACT),
        faces: embedded(lines.clone(), fonts)?,
        pictures: Vec::new(),
    };
    let mut contents = Vec::new();
    for (items, shaped) in drawings.iter().zip(&shaped) {
        pen.content
            .set_fill_color_space(Name(RGB))
            .set_stroke_color_space(Name(RGB));
        for (item, lines) in items.iter().zip(shaped) {
            pen.item(item, lines, fonts)?;
        }
        let content = core::mem::replace(&mut pen.content, Content::with_settings(COMPACT));
        contents.push(content.finish().into_vec());
    }
    let used = Used {
        missing: lines
            .clone()
            .flat_map(|line| line.missing.iter().copied())
            .collect(),
        lines: lines
            .map(|line| line.runs.iter().map(|run| run.text.as_str()).collect())
            .collect(),
        fonts: pen.faces.into_values().collect(),
        pictures: pen.pictures,
    };
    Ok((contents, used))
}

impl Used {
    /// The objects of what is named.
    pub(crate) fn write<E>(&self, objects: &mut Objects<'_, E>) -> Result<Resources, E> {
        let fonts = self.fonts.iter().map(|font| font.write(objects));
        let fonts = fonts.collect::<Result<Vec<_>, E>>()?;
        let pictures = self.pictures.iter().map(|picture| picture.write(objects));
        let pictures = pictures.collect::<Result<Vec<_>, E>>()?;
        let [space] = objects.references()?;
        objects.put(space, |chunk| chunk.color_space(space).srgb());
        Ok(Resources {
            space,
            fonts,
            pictures,
        })
    }
}

/// A form XObject of this content, this size and this rotation.
pub(crate) fn write_form(
    chunk: &mut Chunk,
    form: Ref,
    (content, size, rotation): (&[u8], Size, u16),
    resources: &Resources,
) {
    let content = deflated(content);
    let mut xobject = chunk.form_xobject(form, &content);
    xobject.filter(Filter::FlateDecode);
    let (width, height) = (single(size.width), single(size.height));
    xobject
        .bbox(Rect::new(0.0, 0.0, width, height))
        .matrix(turned(rotation));
    resources.write(&mut xobject.resources());
}

pub(crate) struct Resources {
    space: Ref,
    fonts: Vec<Ref>,
    pictures: Vec<Ref>,
}

impl Resources {
    fn write(&self, resources: &mut pdf_writer::writers::Resources<'_>) {
        resources.color_spaces().pair(Name(RGB), self.space);
        let mut fonts = resources.fonts();
        for (index, font) in self.fonts.iter().enumerate() {
            fonts.pair(Name(&font_name(index)), font);
        }
        fonts.finish();
        let mut pictures = resources.x_objects();
        for (index, picture) in self.pictures.iter().enumerate() {
            pictures.pair(Name(&picture_name(index)), picture);
        }
    }
}

/// The name of the one colour space, calibrated sRGB: independent of what the file's devices mean (ISO 19005-2 §6.2.4).
const RGB: &[u8] = b"RGB";

/// The rotation that makes a drawing upright on a turned page (ISO 32000-2 §12.5.5, algorithm 8: `/Rect` gives place and scale).
const fn turned(rotation: u16) -> [f32; 6] {
    match rotation % 360 {
        90 => [0.0, 1.0, -1.0, 0.0, 0.0, 0.0],
        180 => [-1.0, 0.0, 0.0, -1.0, 0.0, 0.0],
        270 => [0.0, -1.0, 1.0, 0.0, 0.0, 0.0],
        _ => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
    }
}

fn shaped(item: &Item<'_>, fonts: &Fonts<'_>) -> Vec<Line> {
    let Item::Text(text) = item else {
        return Vec::new();
    };
    let lines = text.lines.iter();
    lines
        .map(|line| Line::shape(line, text.style, fonts))
        .collect()
}

/// The faces in use, each with its subset.
fn embedded<'l>(
    lines: impl Iterator<Item = &'l Line>,
    fonts: &Fonts<'_>,
) -> Result<BTreeMap<usize, EmbeddedFont>, AppearanceError> {
    let mut used: BTreeMap<usize, BTreeSet<u16>> = BTreeMap::new();
    for run in lines.flat_map(|line| &line.runs) {
        let glyphs = used
            .entry(run.face)
            .or_insert_with(|| always(run.face, fonts));
        glyphs.extend(run.glyphs.iter().map(|glyph| glyph.id));
    }
    let embed = |(face, glyphs): (usize, BTreeSet<u16>)| {
        let glyphs: Vec<u16> = glyphs.into_iter().collect();
        EmbeddedFont::new(fonts, face, &glyphs).map(|font| (face, font))
    };
    used.into_iter().map(embed).collect()
}

/// The figures and signs of a time are in every subset, so the documents of a batch, which differ in them, share one.
fn always(face: usize, fonts: &Fonts<'_>) -> BTreeSet<u16> {
    let glyph = |character| fonts.face(face).face().glyph_index(character);
    let signs = "0123456789:-+/T".chars().filter_map(glyph);
    signs.map(|glyph| glyph.0).collect()
}
