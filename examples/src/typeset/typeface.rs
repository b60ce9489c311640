//! Liberation Serif in four styles: shaped with rustybuzz, embedded as the subset of the glyphs that were used.

use std::collections::BTreeMap;

use rustybuzz::{Face, Feature, UnicodeBuffer, ttf_parser::Tag};
use subsetter::GlyphRemapper;

use super::TypesetError;

/// The style of a run of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Upright.
    Upright,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Bold and italic.
    BoldItalic,
}

impl Style {
    pub(super) const ALL: [Self; 4] = [Self::Upright, Self::Bold, Self::Italic, Self::BoldItalic];

    /// The unmodified font file.
    const fn file(self) -> &'static [u8] {
        match self {
            Self::Upright => liberation_serif::REGULAR,
            Self::Bold => liberation_serif::BOLD,
            Self::Italic => liberation_serif::ITALIC,
            Self::BoldItalic => liberation_serif::BOLD_ITALIC,
        }
    }

    /// Its name in the page's resources.
    pub(super) const fn resource(self) -> &'static [u8] {
        match self {
            Self::Upright => b"F1",
            Self::Bold => b"F2",
            Self::Italic => b"F3",
            Self::BoldItalic => b"F4",
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

/// One glyph of a shaped run: its number in the subset and in the font, and how far it moves the pen, in thousandths of the size.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glyph {
    pub(super) id: u16,
    pub(crate) original: u16,
    pub(crate) advance: f32,
    pub(super) width: f32,
    pub(crate) is_space: bool,
}

/// One face and what of it was used.
pub(crate) struct Typeface {
    pub(crate) face: Face<'static>,
    data: &'static [u8],
    remapper: GlyphRemapper,
    /// Subset glyph → the character it stands for, and its width.
    pub(super) used: BTreeMap<u16, (char, f32)>,
}

impl Typeface {
    fn open(data: &'static [u8]) -> Result<Self, TypesetError> {
        let face = Face::from_slice(data, 0).ok_or(TypesetError::NotAFont)?;
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
    pub(crate) fn shape(&mut self, text: &str) -> Result<Vec<Glyph>, TypesetError> {
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
                .ok_or(TypesetError::NotAFont)?;
            let original = u16::try_from(info.glyph_id).map_err(|_| TypesetError::NotAFont)?;
            if original == 0 {
                return Err(TypesetError::GlyphAbsent(character));
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
            original,
            advance: self.thousandths(advance),
            width,
            is_space: character == ' ',
        }
    }

    /// The font file cut down to the glyphs used so far.
    pub(super) fn subset(&self) -> Result<Vec<u8>, TypesetError> {
        subsetter::subset(self.data, 0, &self.remapper)
            .map_err(|error| TypesetError::NotSubset(error.to_string()))
    }
}

/// The four styles.
pub(crate) struct Faces([Typeface; 4]);

impl Faces {
    pub(crate) fn open() -> Result<Self, TypesetError> {
        let [upright, bold, italic, bold_italic] = Style::ALL.map(Style::file).map(Typeface::open);
        Ok(Self([upright?, bold?, italic?, bold_italic?]))
    }

    pub(crate) const fn get(&self, style: Style) -> &Typeface {
        &self.0[style as usize]
    }

    pub(crate) const fn get_mut(&mut self, style: Style) -> &mut Typeface {
        &mut self.0[style as usize]
    }
}
