//! A font cut down to the glyphs in use, and the objects that embed it (ISO 32000-2 §9.7.4, §9.8, §9.9).

use std::collections::BTreeMap;
use std::sync::Arc;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Chunk, Filter, Name, Rect, Ref, Str};
use subsetter::GlyphRemapper;

use crate::error::AppearanceError;
use crate::fonts::Fonts;
use crate::objects::{Objects, deflated};
use crate::typeface::Typeface;

/// The font file of a subset, compressed.
pub(crate) struct FontProgram {
    data: Vec<u8>,
    length: i32,
    remapper: GlyphRemapper,
}

impl FontProgram {
    pub(crate) fn cut(face: &Typeface<'_>, glyphs: &[u16]) -> Result<Self, AppearanceError> {
        let mut remapper = GlyphRemapper::new();
        for glyph in glyphs {
            remapper.remap(*glyph);
        }
        let cut = subsetter::subset(face.data(), 0, &remapper).map_err(|error| {
            AppearanceError::Font {
                name: face.name.clone(),
                why: error.to_string(),
            }
        })?;
        Ok(Self {
            data: deflated(&cut),
            length: i32::try_from(cut.len()).unwrap_or(i32::MAX),
            remapper,
        })
    }

    /// The number of a glyph in the subset.
    pub(crate) fn id(&self, glyph: u16) -> u16 {
        self.remapper.get(glyph).unwrap_or(0)
    }

    /// Six letters that tell one subset of a font from another (§9.9.2).
    fn tag(&self) -> String {
        // FNV-1a: the same glyphs give the same letters
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for glyph in self.remapper.remapped_gids() {
            for byte in glyph.to_be_bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
        let letter =
            |place: u32| char::from(b'A' + u8::try_from((hash >> (8 * place)) % 26).unwrap_or(0));
        (0..6).map(letter).collect()
    }
}

/// A face as one drawing uses it.
pub(crate) struct EmbeddedFont {
    pub(crate) program: Arc<FontProgram>,
    /// Glyph of the subset → what it stands for, where that is one character.
    letters: BTreeMap<u16, char>,
    widths: Vec<f32>,
    metrics: Metrics,
    name: String,
}

struct Metrics {
    bbox: [f32; 4],
    italic_angle: f32,
    ascent: f32,
    descent: f32,
    cap_height: f32,
    stem: f32,
    is_italic: bool,
}

impl EmbeddedFont {
    pub(crate) fn new(
        fonts: &Fonts<'_>,
        face: usize,
        glyphs: &[u16],
    ) -> Result<Self, AppearanceError> {
        let program = fonts.program(face, glyphs)?;
        let face = fonts.face(face);
        let widths = program
            .remapper
            .remapped_gids()
            .map(|glyph| face.width(glyph))
            .collect();
        Ok(Self {
            name: format!("{}+{}", program.tag(), face.name),
            program,
            letters: BTreeMap::new(),
            widths,
            metrics: Metrics::of(face),
        })
    }

    /// Notes what a glyph stands for. False where it already stands for something else.
    pub(crate) fn stands_for(&mut self, glyph: u16, letter: char) -> bool {
        *self.letters.entry(self.program.id(glyph)).or_insert(letter) == letter
    }

    pub(crate) fn width(&self, subset_glyph: u16) -> f32 {
        self.widths
            .get(usize::from(subset_glyph))
            .copied()
            .unwrap_or(0.0)
    }

    /// The six objects of a composite font; gives the one that resources name.
    pub(crate) fn write<E>(&self, objects: &mut Objects<'_, E>) -> Result<Ref, E> {
        let [font, cid, descriptor, file, set, to_unicode] = objects.references()?;
        objects.put(font, |chunk| {
            self.write_font(chunk, [font, cid, to_unicode])
        });
        objects.put(cid, |chunk| self.write_cid_font(chunk, cid, descriptor));
        objects.put(descriptor, |chunk| {
            self.write_descriptor(chunk, descriptor, [file, set])
        });
        objects.put(file, |chunk| {
            let mut stream = chunk.stream(file, &self.program.data);
            stream
                .filter(Filter::FlateDecode)
                .pair(Name(b"Length1"), self.program.length);
        });
        objects.put(set, |chunk| {
            chunk
                .stream(set, &deflated(&self.cid_set()))
                .filter(Filter::FlateDecode);
        });
        objects.put(to_unicode, |chunk| {
            chunk
                .stream(to_unicode, &deflated(&self.cmap()))
                .filter(Filter::FlateDecode);
        });
        Ok(font)
    }

    fn write_font(&self, chunk: &mut Chunk, [font, cid, to_unicode]: [Ref; 3]) {
        chunk
            .type0_font(font)
            .base_font(Name(self.name.as_bytes()))
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(cid)
            .to_unicode(to_unicode);
    }

    fn write_cid_font(&self, chunk: &mut Chunk, cid: Ref, descriptor: Ref) {
        let mut font = chunk.cid_font(cid);
        font.subtype(CidFontType::Type2)
            .base_font(Name(self.name.as_bytes()))
            .system_info(IDENTITY)
            .font_descriptor(descriptor)
            .default_width(0.0)
            .cid_to_gid_map_predefined(Name(b"Identity"));
        font.widths().consecutive(0, self.widths.iter().copied());
    }

    /// Which glyphs are there: all of the subset, the first bit first (§9.8.3.3). PDF/A-1 asks for it (ISO 19005-1 §6.3.5).
    fn cid_set(&self) -> Vec<u8> {
        let mut set = vec![0xff; self.widths.len() / 8];
        match self.widths.len() % 8 {
            0 => {}
            rest => set.push(0xff_u8 << (8 - rest)),
        }
        set
    }

    fn write_descriptor(&self, chunk: &mut Chunk, descriptor: Ref, [file, set]: [Ref; 2]) {
        let Metrics {
            bbox: [left, bottom, right, top],
            ..
        } = self.metrics;
        chunk
            .font_descriptor(descriptor)
            .name(Name(self.name.as_bytes()))
            .flags(self.metrics.flags())
            .bbox(Rect::new(left, bottom, right, top))
            .italic_angle(self.metrics.italic_angle)
            .ascent(self.metrics.ascent)
            .descent(self.metrics.descent)
            .cap_height(self.metrics.cap_height)
            .stem_v(self.metrics.stem)
            .font_file2(file)
            .cid_set(set);
    }

    fn cmap(&self) -> Vec<u8> {
        let mut cmap = UnicodeCmap::new(Name(b"Unicode"), IDENTITY);
        for (glyph, letter) in &self.letters {
            cmap.pair(*glyph, *letter);
        }
        cmap.finish().to_vec()
    }
}

impl Metrics {
    fn of(typeface: &Typeface<'_>) -> Self {
        let face = typeface.face();
        let scaled = |units: i16| typeface.thousandths(i32::from(units));
        let bbox = face.global_bounding_box();
        Self {
            bbox: [bbox.x_min, bbox.y_min, bbox.x_max, bbox.y_max].map(scaled),
            italic_angle: face.italic_angle(),
            ascent: scaled(face.ascender()),
            descent: scaled(face.descender()),
            cap_height: face.capital_height().map_or(700.0, scaled),
            stem: if face.is_bold() { 140.0 } else { 80.0 },
            is_italic: face.is_italic(),
        }
    }

    /// ISO 32000-2 table 121: the letters are beyond the Standard Latin set, hence symbolic.
    fn flags(&self) -> FontFlags {
        let serif = FontFlags::SYMBOLIC | FontFlags::SERIF;
        if self.is_italic {
            serif | FontFlags::ITALIC
        } else {
            serif
        }
    }
}

const IDENTITY: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};
