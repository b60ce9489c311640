//! One font file: its glyphs, and how text is set in it.

use rustybuzz::{Face, Feature, UnicodeBuffer, ttf_parser::GlyphId, ttf_parser::Tag};

use crate::error::AppearanceError;

/// A face that can be shaped and embedded.
pub(crate) struct Typeface<'f> {
    face: Face<'f>,
    data: &'f [u8],
    /// The PostScript name, as it stands in the file.
    pub(crate) name: String,
}

/// One glyph of a shaped run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Glyph {
    /// Its number in the font.
    pub(crate) id: u16,
    /// The byte of the run's text with which its cluster begins.
    pub(crate) cluster: usize,
    /// How far it moves the pen, in thousandths of the size.
    pub(crate) advance: f32,
    /// Where it stands beside and above the pen, in thousandths.
    pub(crate) offset: (f32, f32),
}

impl<'f> Typeface<'f> {
    pub(crate) fn open(name: &str, data: &'f [u8]) -> Result<Self, AppearanceError> {
        let refused = |why: &str| AppearanceError::Font {
            name: name.to_owned(),
            why: why.to_owned(),
        };
        let face =
            Face::from_slice(data, 0).ok_or_else(|| refused("not a TrueType or OpenType font"))?;
        // §9.9: glyph descriptions are embedded as TrueType outlines only
        if face.tables().glyf.is_none() {
            return Err(refused("it has no TrueType outlines"));
        }
        if !may_be_embedded(&face) {
            return Err(refused("its licence flags (fsType) forbid to embed it"));
        }
        // a font names itself for several platforms; not every record is in Unicode
        let mut names = face.names().into_iter();
        let name = names.find_map(|name| {
            let is_it = name.name_id == POST_SCRIPT_NAME;
            name.to_string().filter(|_| is_it)
        });
        let name = name.unwrap_or_else(|| "Font".to_owned());
        Ok(Self {
            face,
            data,
            name: name
                .chars()
                .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-')
                .collect(),
        })
    }

    pub(crate) const fn data(&self) -> &'f [u8] {
        self.data
    }

    pub(crate) const fn face(&self) -> &Face<'f> {
        &self.face
    }

    pub(crate) fn has(&self, character: char) -> bool {
        self.face
            .glyph_index(character)
            .is_some_and(|glyph| glyph.0 != 0)
    }

    /// Font units in thousandths of the size.
    pub(crate) fn thousandths(&self, units: i32) -> f32 {
        #[allow(clippy::cast_precision_loss)] // font units are small
        let (units, per_em) = (units as f32, self.face.units_per_em() as f32);
        units * 1000.0 / per_em
    }

    /// The width of a glyph as the font has it, without kerning.
    pub(crate) fn width(&self, glyph: u16) -> f32 {
        let units = self.face.glyph_hor_advance(GlyphId(glyph)).unwrap_or(0);
        self.thousandths(i32::from(units))
    }

    /// Shapes a run. Ligatures are off, so that nearly every glyph stands for one character.
    pub(crate) fn shape(&self, text: &str) -> Vec<Glyph> {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        let no_ligatures = Feature::new(Tag::from_bytes(b"liga"), 0, ..);
        let shaped = rustybuzz::shape(&self.face, &[no_ligatures], buffer);
        let infos = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        infos
            .map(|(info, position)| Glyph {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                cluster: usize::try_from(info.cluster).unwrap_or(0),
                advance: self.thousandths(position.x_advance),
                offset: (
                    self.thousandths(position.x_offset),
                    self.thousandths(position.y_offset),
                ),
            })
            .collect()
    }
}

/// OpenType `name` table, nameID 6.
const POST_SCRIPT_NAME: u16 = 6;

/// OpenType `OS/2` table, fsType: bit 1 alone is "restricted licence embedding".
fn may_be_embedded(face: &Face<'_>) -> bool {
    use rustybuzz::ttf_parser::Permissions;
    face.permissions() != Some(Permissions::Restricted)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The first record of that name is of the Macintosh platform, which is not read.
    #[test]
    fn the_bundled_font_is_called_by_its_name() {
        let face = Typeface::open("it", liberation_serif::BOLD).unwrap();
        assert_eq!(face.name, "LiberationSerif-Bold");
    }
}
