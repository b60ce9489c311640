//! The visible part of a signature: what was drawn, put on a page (ISO 32000-2 §12.5.5, §12.5.6.19).

use std::sync::Arc;

use pdf_revisions::{Dict, Object, Real, Reference};
use serde::{Deserialize, Serialize};
use signature_appearance::{Area, Drawn};

use crate::dictionary::{dict, text};
use crate::draft::Draft;
use crate::error::{SignError, UnsafeFile};
use crate::page::PageFrame;
use crate::structure::Tagging;

/// What is drawn, and where.
#[derive(Clone)]
pub struct Visible {
    /// The drawing; it fills the place it is given.
    pub drawn: Arc<Drawn>,
    /// Where a new field stands. A field of the document keeps its own place.
    pub place: Place,
    /// What the field is, in words, for those who cannot see it (`/TU`, ISO 32000-2 §14.9.3).
    pub description: String,
}

/// A place on a page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// The number of the page, 1 for the first.
    pub page: u32,
    /// The area, in points of the page as it is displayed, from its lower left corner.
    pub area: Area,
}

/// What the record says about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisibleSummary {
    /// The number of the page, 1 for the first.
    pub page: u32,
    /// The lines of text shown.
    pub lines: Vec<String>,
    /// Characters for which no font was there; a white square stands in their place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<char>,
    /// What became of a new field's place in the structure of a tagged document; `None`: it is not tagged, or the field was there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tagging: Option<Tagging>,
}

impl Visible {
    /// What stands for it where it is not seen: the description, else the field's name.
    pub(crate) fn words<'a>(&'a self, field_name: &'a str) -> &'a str {
        match self.description.is_empty() {
            true => field_name,
            false => &self.description,
        }
    }

    pub(crate) fn summary(&self, page: u32) -> VisibleSummary {
        VisibleSummary {
            page,
            lines: self.drawn.lines().to_vec(),
            missing: self.drawn.missing().to_vec(),
            tagging: None,
        }
    }

    /// Does what the file claims to be allow this drawing on the page?
    pub(crate) fn check_claim(&self, draft: &Draft<'_>, page: &Dict) -> Result<(), SignError> {
        match draft.archive {
            Some(claim) => claim.allows_drawing(&draft.view, page, &self.drawn),
            None => Ok(()),
        }
    }

    /// Writes the appearance and enters it, with the description, into the widget.
    pub(crate) fn enter(
        &self,
        draft: &mut Draft<'_>,
        widget: &mut Dict,
        rotation: u16,
    ) -> Result<(), SignError> {
        let form = self.write(draft, rotation)?;
        widget.insert("AP", dict([("N", Object::Reference(form))]));
        if !self.description.is_empty() {
            widget.insert("TU", text(&self.description));
        }
        Ok(())
    }

    fn write(&self, draft: &mut Draft<'_>, rotation: u16) -> Result<Reference, SignError> {
        let allocate = || {
            let reference = draft.update.allocate()?;
            i32::try_from(reference.number)
                .map_err(|_| SignError::UnsafeFile(UnsafeFile::ObjectNumbers))
        };
        let written = self.drawn.objects(rotation, allocate)?;
        let reference = |number: i32| Reference::new(number.unsigned_abs(), 0);
        for (number, body) in written.objects {
            draft.update.put_raw(reference(number), body);
        }
        Ok(reference(written.form))
    }
}

impl Place {
    /// The widget's `/Rect` on its page.
    ///
    /// # Errors
    /// When the area has no size, or leaves the page.
    pub(crate) fn rect(&self, frame: &PageFrame) -> Result<Object, SignError> {
        if !self.area.size().is_visible() || !frame.holds(self.area) {
            return Err(SignError::PlaceOutsidePage { page: self.page });
        }
        let numbers = frame
            .to_user_space(self.area)
            .map(|number| Object::Real(Real::new(number)));
        Ok(Object::Array(numbers.into()))
    }
}

impl PartialEq for Visible {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.drawn, &other.drawn)
            && self.place == other.place
            && self.description == other.description
    }
}

impl core::fmt::Debug for Visible {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Visible")
            .field("place", &self.place)
            .field("lines", &self.drawn.lines())
            .finish_non_exhaustive()
    }
}
