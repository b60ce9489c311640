//! What a content stream paints, and where: of a page, to know what lies there; of a signature's appearance, to know what it does to that.
//!
//! No fonts and no pictures are drawn. A glyph is a box, a filled path its bounds, an image its alpha on a coarse grid. For what is painted
//! later every guess is made too large, so that a guess never lets something through; what cannot be read is a [`Painting::doubt`].

mod alpha;
mod colours;
mod curves;
mod fonts;
mod geometry;
mod paths;
mod resources;
mod state;
mod strokes;
#[cfg(test)]
mod tests;
mod text;
mod unicode;
mod walker;
mod widths;

use std::rc::Rc;

use pdf_revisions::{Dict, PdfError, Stream, View};

pub(super) use alpha::{Alpha, as_float};
pub(super) use geometry::{Area, Matrix, common, grown, overlaps, rectangle, share};

/// Why a painting is painted: what matters of a path is its lines when something is laid over it, and its area when it is laid over something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Earlier content.
    Beneath,
    /// A new appearance.
    Above,
    /// One document, in the order it is painted: glyphs, and what lets nothing of them through for certain.
    Layered,
}

/// What one operation paints.
#[derive(Clone, Debug)]
pub(super) enum Ink {
    /// A glyph, or a character as far as it can be told; `area` is from descenders to accents.
    Glyph,
    /// A dot or a line of a row that is there to be written on.
    Filler,
    /// A line of a path. `density`: how much of the area it inks when it is no upright one.
    Line { density: f64 },
    /// A filled path, a shading, an image without alpha, white text: all of the area.
    Solid,
    /// An image with alpha, placed by the matrix from the unit square.
    Image(Rc<Alpha>, Matrix),
    /// An image as content, whatever it shows.
    Picture,
}

/// Something painted, in the default user space of the page.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) area: Area,
    pub(super) ink: Ink,
    /// Constant alpha, 0 to 1.
    pub(super) alpha: f64,
}

/// What was painted.
#[derive(Clone, Debug, Default)]
pub(super) struct Painting {
    pub(super) marks: Vec<Mark>,
    /// Why it may paint more than the marks.
    pub(super) doubt: Option<&'static str>,
}

impl Painting {
    /// Nothing is painted, for certain.
    pub(super) fn is_blank(&self) -> bool {
        self.marks.is_empty() && self.doubt.is_none()
    }

    /// Something more than text and lines is painted, or may be.
    pub(super) fn has_areas(&self) -> bool {
        let thin = |ink: &Ink| matches!(ink, Ink::Glyph | Ink::Filler | Ink::Line { .. });
        self.doubt.is_some() || self.marks.iter().any(|mark| !thin(&mark.ink))
    }

    /// What of it reaches into the window.
    pub(super) fn within(&self, window: &Area) -> Self {
        let marks = self.marks.iter();
        let marks = marks.filter(|mark| common(&mark.area, window).is_some());
        Self {
            marks: marks.cloned().collect(),
            doubt: self.doubt,
        }
    }
}

/// Bytes of content of one page. A map drawn in vectors takes some ten megabytes.
const CONTENT: usize = 32 << 20;

/// What a page's own content shows in the window.
pub(super) fn page(view: View<'_>, page: &Dict, window: &Area) -> Result<Painting, PdfError> {
    page_for(view, page, Purpose::Beneath, window)
}

/// The same, painted for another purpose.
pub(super) fn page_for(
    view: View<'_>,
    page: &Dict,
    purpose: Purpose,
    window: &Area,
) -> Result<Painting, PdfError> {
    let resources = view.inherited(page, b"Resources")?;
    let mut bytes = Vec::new();
    for part in parts(view, page)? {
        bytes.extend(view.stream_data(&part)?);
        bytes.push(b' ');
        if bytes.len() > CONTENT {
            return Ok(Painting {
                marks: Vec::new(),
                doubt: Some("the page has too much content"),
            });
        }
    }
    let resources = resources.as_dict().cloned().unwrap_or_default();
    Ok(walker::walk(view, &bytes, &resources, purpose, window))
}

/// What an appearance stream paints into the rectangle of its annotation, inside the window (ISO 32000-2 §12.5.5, algorithm 8.1).
pub(super) fn appearance(
    view: View<'_>,
    form: &Stream,
    rectangle: &Area,
    purpose: Purpose,
    window: &Area,
) -> Result<Painting, PdfError> {
    walker::walk_appearance(view, form, rectangle, purpose, window)
}

fn parts(view: View<'_>, page: &Dict) -> Result<Vec<Stream>, PdfError> {
    use pdf_revisions::Object;
    let mut streams = Vec::new();
    match view.value(page, b"Contents")? {
        Object::Stream(stream) => streams.push(stream),
        Object::Array(items) => {
            for item in &items {
                streams.extend(view.deref(item)?.as_stream().cloned());
            }
        }
        _ => {}
    }
    Ok(streams)
}
