//! The typefaces a drawing may use: the four styles of one serif, and others for characters it lacks.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::error::AppearanceError;
use crate::subset::FontProgram;
use crate::typeface::Typeface;

/// The style of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    /// Upright.
    #[default]
    Upright,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Bold and italic.
    BoldItalic,
}

/// Typefaces, opened once, with the subsets made of them so far: one for a whole batch.
pub struct Fonts<'f> {
    faces: Vec<Typeface<'f>>,
    programs: Mutex<Programs>,
}

/// A subset for each face and set of glyphs.
type Programs = HashMap<(usize, Vec<u16>), Arc<FontProgram>>;

/// Subsets kept. Texts of one batch differ in few letters; a subset takes some 15 kB.
const PROGRAMS_KEPT: usize = 64;

impl Fonts<'static> {
    /// Liberation Serif: the widths of Times New Roman, every Vietnamese letter.
    #[must_use]
    #[allow(clippy::missing_panics_doc)] // the fonts are part of this program
    pub fn liberation() -> Self {
        use liberation_serif::{BOLD, BOLD_ITALIC, ITALIC, REGULAR};
        let open =
            |data| Typeface::open("Liberation Serif", data).expect("the bundled font is whole");
        Self {
            faces: [REGULAR, BOLD, ITALIC, BOLD_ITALIC].map(open).into(),
            programs: Mutex::default(),
        }
    }
}

impl<'f> Fonts<'f> {
    /// The same, with one more font for characters that those before it lack. `name` is for errors.
    ///
    /// # Errors
    /// When it is no TrueType font, or its licence flags forbid to embed it.
    pub fn with_fallback(mut self, name: &str, data: &'f [u8]) -> Result<Self, AppearanceError> {
        self.faces.push(Typeface::open(name, data)?);
        Ok(self)
    }

    /// The faces to try for a style, in order: the style itself, then the fallbacks.
    pub(crate) fn candidates(&self, style: Style) -> impl Iterator<Item = usize> + '_ {
        core::iter::once(style as usize).chain(STYLES..self.faces.len())
    }

    pub(crate) fn face(&self, index: usize) -> &Typeface<'f> {
        &self.faces[index]
    }

    /// The font cut down to these glyphs, made once for each set.
    pub(crate) fn program(
        &self,
        index: usize,
        glyphs: &[u16],
    ) -> Result<Arc<FontProgram>, AppearanceError> {
        let key = (index, glyphs.to_vec());
        let mut programs = self.programs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(program) = programs.get(&key) {
            return Ok(Arc::clone(program));
        }
        let program = Arc::new(FontProgram::cut(self.face(index), glyphs)?);
        if programs.len() >= PROGRAMS_KEPT {
            programs.clear();
        }
        programs.insert(key, Arc::clone(&program));
        Ok(program)
    }
}

const STYLES: usize = 4;

impl core::fmt::Debug for Fonts<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let names: Vec<&str> = self.faces.iter().map(|face| face.name.as_str()).collect();
        f.debug_tuple("Fonts").field(&names).finish()
    }
}
