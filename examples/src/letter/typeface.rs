//! Liberation Serif in four styles: shaped with rustybuzz, embedded as the subset of the glyphs that were used.

use std::collections::BTreeMap;
use std::path::Path;

use rustybuzz::{Face, Feature, UnicodeBuffer, ttf_parser::Tag};
use subsetter::GlyphRemapper;

use super::LetterError;

/// The style of a run of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Upright,
    Bold,
    Italic,
    BoldItalic,
}

impl Style {
    pub(super) const ALL: [Self; 4] = [Self::Upright, Self::Bold, Self::Italic, Self::BoldItalic];

    const fn file_name(self) -> &'static str {
        match self {
            Self::Upright => "LiberationSerif-Regular.ttf",
            Self::Bold => "LiberationSerif-Bold.ttf",
            Self::Italic => "LiberationSerif-Italic.ttf",
            Self::BoldItalic => "LiberationSerif-BoldItalic.ttf",
        }
    }

    /// Six letters and a plus sign mark a subset (ISO 32000-2 §9.9.2).
    pub(super) const fn subset_name(self) -> &'static str {
        match self {
            Self::Upright => "KYSOAA+LiberationSerif",
            Self::Bold => "KYSOAB+LiberationSerif-Bold",
            Self::Italic => "KYSOAC+LiberationSerif-Italic",
            Self::BoldItalic => "KYSOAD+LiberationSerif-BoldItalic",
        }
    }
}

/// The bytes of the four font files, upright, bold, italic, bold italic.
pub struct FontFiles([Vec<u8>; 4]);

impl FontFiles {
    /// Reads the four styles from a folder.
    ///
    /// # Errors
    /// When one of them is not there.
    pub fn read(folder: &Path) -> Result<Self, LetterError> {
        let read = |style: Style| {
            let path = folder.join(style.file_name());
            std::fs::read(&path).map_err(|source| LetterError::FontAbsent {
                path: path.display().to_string(),
                source,
            })
        };
        Ok(Self([
            read(Style::Upright)?,
            read(Style::Bold)?,
            read(Style::Italic)?,
            read(Style::BoldItalic)?,
        ]))
    }
}

/// One glyph of a shaped run: its number in the subset, and how far it moves the pen, in thousandths of the size.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    pub(super) id: u16,
    pub(super) advance: f32,
    pub(super) width: f32,
    pub(super) is_space: bool,
}

/// One face and what of it was used.
pub(super) struct Typeface<'f> {
    pub(super) face: Face<'f>,
    data: &'f [u8],
    remapper: GlyphRemapper,
    /// Subset glyph → the character it stands for, and its width.
    pub(super) used: BTreeMap<u16, (char, f32)>,
}

impl<'f> Typeface<'f> {
    fn open(data: &'f [u8]) -> Result<Self, LetterError> {
        let face = Face::from_slice(data, 0).ok_or(LetterError::NotAFont)?;
        Ok(Self {
            face,
            data,
            remapper: GlyphRemapper::new(),
            used: BTreeMap::new(),
        })
    }

    /// Font units → thousandths of the size.
    pub(super) fn thousandths(&self, units: i32) -> f32 {
        #[allow(clippy::cast_precision_loss)] // font units are small
        let units = units as f32;
        #[allow(clippy::cast_precision_loss)]
        let per_em = self.face.units_per_em() as f32;
        units * 1000.0 / per_em
    }

    /// Shapes one run. Ligatures are off, so every glyph stands for one character and copied text is exact.
    pub(super) fn shape(&mut self, text: &str) -> Result<Vec<Glyph>, LetterError> {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        let no_ligatures = Feature::new(Tag::from_bytes(b"liga"), 0, ..);
        let shaped = rustybuzz::shape(&self.face, &[no_ligatures], buffer);
        let mut glyphs = Vec::with_capacity(shaped.len());
        for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let at = usize::try_from(info.cluster).unwrap_or(usize::MAX);
            let character = text
                .get(at..)
                .and_then(|rest| rest.chars().next())
                .ok_or(LetterError::NotAFont)?;
            let original = u16::try_from(info.glyph_id).map_err(|_| LetterError::NotAFont)?;
            if original == 0 {
                return Err(LetterError::GlyphAbsent(character));
            }
            glyphs.push(self.use_glyph(original, character, position.x_advance));
        }
        Ok(glyphs)
    }

    fn use_glyph(&mut self, original: u16, character: char, advance: i32) -> Glyph {
        let id = self.remapper.remap(original);
        let units = self
            .face
            .glyph_hor_advance(rustybuzz::ttf_parser::GlyphId(original))
            .unwrap_or(0);
        let width = self.thousandths(i32::from(units));
        self.used.insert(id, (character, width));
        Glyph {
            id,
            advance: self.thousandths(advance),
            width,
            is_space: character == ' ',
        }
    }

    /// The font file cut down to the glyphs used so far.
    pub(super) fn subset(&self) -> Result<Vec<u8>, LetterError> {
        subsetter::subset(self.data, 0, &self.remapper)
            .map_err(|error| LetterError::NotSubset(error.to_string()))
    }
}

/// The four styles of the letter.
pub(super) struct Faces<'f>([Typeface<'f>; 4]);

impl<'f> Faces<'f> {
    pub(super) fn open(files: &'f FontFiles) -> Result<Self, LetterError> {
        let [upright, bold, italic, bold_italic] = &files.0;
        Ok(Self([
            Typeface::open(upright)?,
            Typeface::open(bold)?,
            Typeface::open(italic)?,
            Typeface::open(bold_italic)?,
        ]))
    }

    pub(super) const fn get(&self, style: Style) -> &Typeface<'f> {
        &self.0[style as usize]
    }

    pub(super) const fn get_mut(&mut self, style: Style) -> &mut Typeface<'f> {
        &mut self.0[style as usize]
    }
}
