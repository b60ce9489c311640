//! Several drawings that share their fonts: the pages of a document.

use crate::drawing::Drawing;
use crate::drawn::{Used, set, write_form};
use crate::error::AppearanceError;
use crate::fonts::Fonts;
use crate::length::Size;
use crate::objects::Objects;

/// Drawings, ready to be placed, one after another: each font is embedded once for all of them.
pub struct DrawnPages {
    pages: Vec<(Size, Vec<u8>)>,
    used: Used,
}

/// The objects of several form XObjects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageObjects {
    /// The numbers of the form XObjects, in the order of the drawings.
    pub forms: Vec<i32>,
    /// Object numbers, and what stands between `obj` and `endobj`.
    pub objects: Vec<(i32, Vec<u8>)>,
}

impl DrawnPages {
    /// Shapes the text of all drawings and writes their contents.
    ///
    /// # Errors
    /// As [`Drawing::draw`].
    pub fn draw(drawings: &[Drawing<'_>], fonts: &Fonts<'_>) -> Result<Self, AppearanceError> {
        if !drawings.iter().all(|drawing| drawing.size.is_visible()) {
            return Err(AppearanceError::NoSize {
                what: "the drawing",
            });
        }
        let items: Vec<_> = drawings.iter().map(|drawing| &*drawing.items).collect();
        let (contents, used) = set(&items, fonts)?;
        let sizes = drawings.iter().map(|drawing| drawing.size);
        Ok(Self {
            pages: sizes.zip(contents).collect(),
            used,
        })
    }

    /// Width and height of each, in points.
    pub fn sizes(&self) -> impl ExactSizeIterator<Item = Size> + '_ {
        self.pages.iter().map(|(size, _)| *size)
    }

    /// Characters that no font has, of all drawings: see [`crate::Drawn::missing`].
    #[must_use]
    pub fn missing(&self) -> &[char] {
        &self.used.missing
    }

    /// The lines of all drawings as drawn, composed (Unicode NFC).
    #[must_use]
    pub fn lines(&self) -> &[String] {
        &self.used.lines
    }

    /// The objects of one form XObject for each drawing. `allocate` gives a free object number each time it is called.
    ///
    /// # Errors
    /// What `allocate` says.
    pub fn objects<E>(
        &self,
        mut allocate: impl FnMut() -> Result<i32, E>,
    ) -> Result<PageObjects, E> {
        let mut objects = Objects {
            allocate: &mut allocate,
            bodies: Vec::new(),
        };
        let resources = self.used.write(&mut objects)?;
        let mut forms = Vec::new();
        for (size, content) in &self.pages {
            let [form] = objects.references()?;
            objects.put(form, |chunk| {
                write_form(chunk, form, (content, *size, 0), &resources);
            });
            forms.push(form.get());
        }
        Ok(PageObjects {
            forms,
            objects: objects.bodies,
        })
    }
}
