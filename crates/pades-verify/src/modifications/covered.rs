//! Text of a page that later content of the same page hides: whoever signs it signs words that nobody sees, and that come back when what
//! lies on them is taken away.

use pdf_revisions::{Dict, Object, PdfError, Stream, View};

use super::painting::{self, Area, Ink, Mark, Painting, Purpose, rectangle, share};
use super::rules::is_visible;

/// Text of one page that cannot be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CoveredText {
    /// How many signs.
    pub glyphs: usize,
    /// Whether a part of the page was not looked at, so that there may be more.
    pub is_part: bool,
}

/// The part of a sign's box that has to be covered: boxes reach further than most signs. Ours.
const COVERED: f64 = 0.9;
/// What lets less through is taken to hide. Ours.
const OPAQUE: f64 = 0.95;
/// Lower or narrower rectangles are lines; in points. Ours.
const LINE: f64 = 3.0;
/// Signs times areas that are compared on one page; a dense page has some five thousand by a hundred. Ours.
const COMPARISONS: usize = 2_000_000;
/// Annotations of one page. Ours.
const ANNOTATIONS: usize = 200;
const EVERYWHERE: Area = [f64::MIN, f64::MIN, f64::MAX, f64::MAX];

/// Signs of a page's text and of its annotations on which a filled rectangle or a picture lies that lets nothing through.
///
/// # Errors
/// The page or its annotations are malformed.
pub fn covered_text(view: View<'_>, page: &Dict) -> Result<CoveredText, PdfError> {
    let mut painting = painting::page_for(view, page, Purpose::Layered, &EVERYWHERE)?;
    let is_part = annotations(view, page, &mut painting)?;
    Ok(judge(&painting, is_part))
}

/// Annotations lie on the page in their order (ISO 32000-2 §12.5.2).
fn annotations(view: View<'_>, page: &Dict, painting: &mut Painting) -> Result<bool, PdfError> {
    let Object::Array(all) = view.value(page, b"Annots")? else {
        return Ok(false);
    };
    for entry in all.iter().take(ANNOTATIONS) {
        let annotation = view.deref(entry)?;
        let Some(annotation) = annotation.as_dict().filter(|one| is_visible(one)) else {
            continue;
        };
        if let (Some(area), Some(form)) = (rectangle(view, annotation)?, normal(view, annotation)?)
        {
            let purpose = Purpose::Layered;
            let one = painting::appearance(view, &form, &area, purpose, &EVERYWHERE)?;
            painting.marks.extend(one.marks);
            painting.doubt = painting.doubt.or(one.doubt);
        }
    }
    Ok(all.len() > ANNOTATIONS)
}

/// The appearance an annotation has on paper, in the state it is in (ISO 32000-2 §12.5.5).
fn normal(view: View<'_>, annotation: &Dict) -> Result<Option<Stream>, PdfError> {
    let Object::Dictionary(looks) = view.value(annotation, b"AP")? else {
        return Ok(None);
    };
    let form = match (view.value(&looks, b"N")?, annotation.name(b"AS")) {
        (Object::Dictionary(states), Some(state)) => view.value(&states, state.as_bytes())?,
        (look, _) => look,
    };
    Ok(form.as_stream().cloned())
}

fn judge(painting: &Painting, is_part: bool) -> CoveredText {
    let marks = painting.marks.iter().enumerate();
    let areas: Vec<(usize, &Area)> = marks
        .filter(|(_, mark)| hides(mark))
        .map(|(index, mark)| (index, &mark.area))
        .collect();
    let glyph = |mark: &&Mark| matches!(mark.ink, Ink::Glyph);
    let compared = painting.marks.len().saturating_mul(areas.len());
    if compared > COMPARISONS {
        return CoveredText {
            glyphs: 0,
            is_part: true,
        };
    }
    let mut glyphs = 0;
    for (index, mark) in painting.marks.iter().enumerate() {
        let mut later = areas.iter().filter(|(area, _)| *area > index);
        if glyph(&mark) && later.any(|(_, area)| share(&mark.area, area) >= COVERED) {
            glyphs += 1;
        }
    }
    CoveredText {
        glyphs,
        is_part: is_part || painting.doubt.is_some(),
    }
}

fn hides(mark: &Mark) -> bool {
    let [left, bottom, right, top] = mark.area;
    matches!(mark.ink, Ink::Solid)
        && mark.alpha >= OPAQUE
        && right - left >= LINE
        && top - bottom >= LINE
}
