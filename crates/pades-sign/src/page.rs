//! The page that carries the widget: its visible box, its rotation, and the length of its unit.

use page_view::PageGeometry;
use pdf_revisions::{Dict, Object, PdfFile, Reference, View};
use signature_appearance::{Area, Size};

use crate::draft::wrong_type;
use crate::error::{SignError, UnsafeFile};

/// How a page is displayed. Lengths are in points of 1/72 inch, whatever unit the page itself counts in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageFrame {
    geometry: PageGeometry,
    /// Points in one unit of the page's user space (`/UserUnit`, ISO 32000-2 §7.7.3.3, table 31).
    unit: f64,
}

impl PageFrame {
    /// The page with this number, 1 for the first; in the newest revision.
    ///
    /// # Errors
    /// When there is no such page, or its boxes are not what they should be.
    pub fn of(file: &PdfFile, number: u32) -> Result<Self, SignError> {
        Page::find(&file.newest(), number).map(|page| page.frame)
    }

    /// Width and height as displayed.
    #[must_use]
    pub fn size(&self) -> Size {
        let (width, height) = self.geometry.size();
        Size::points(width * self.unit, height * self.unit)
    }

    /// Degrees clockwise by which the page is turned when displayed.
    #[must_use]
    pub const fn rotation(&self) -> u16 {
        self.geometry.rotation
    }

    /// Points in one unit of the page's user space.
    #[must_use]
    pub const fn unit(&self) -> f64 {
        self.unit
    }

    /// An area of the displayed page, whose origin is its lower left corner, in the page's own user space: `[left, bottom, right, top]`.
    #[must_use]
    pub fn to_user_space(&self, area: Area) -> [f64; 4] {
        let displayed =
            [area.left, area.bottom, area.right, area.top].map(|length| length / self.unit);
        self.geometry.from_displayed(displayed)
    }

    /// An area of the page's own user space as it is displayed.
    #[must_use]
    pub fn displayed(&self, rect: [f64; 4]) -> Area {
        let [left, bottom, right, top] = self
            .geometry
            .displayed(rect)
            .map(|length| length * self.unit);
        Area {
            left,
            bottom,
            right,
            top,
        }
    }

    /// Whether all of it can be seen.
    #[must_use]
    pub fn holds(&self, area: Area) -> bool {
        let size = self.size();
        area.left >= -NEARLY
            && area.bottom >= -NEARLY
            && area.right <= size.width + NEARLY
            && area.top <= size.height + NEARLY
    }
}

/// Points: what rounding of boxes may take away.
const NEARLY: f64 = 0.01;

/// A page and where it stands in the file.
pub(crate) struct Page {
    pub(crate) reference: Reference,
    pub(crate) dict: Dict,
    pub(crate) frame: PageFrame,
}

impl Page {
    pub(crate) fn find(view: &View<'_>, number: u32) -> Result<Self, SignError> {
        let (reference, dict) = find(view, number)?;
        let frame = frame(view, &dict)?;
        Ok(Self {
            reference,
            dict,
            frame,
        })
    }
}

/// The page with this number, 1 for the first.
pub(crate) fn find(view: &View<'_>, number: u32) -> Result<(Reference, Dict), SignError> {
    use pdf_revisions::{Malformed, PdfErrorKind};
    let missing = match number {
        1 => SignError::UnsafeFile(UnsafeFile::NoPage),
        _ => SignError::PageNotFound { number },
    };
    let index = number
        .checked_sub(1)
        .and_then(|index| usize::try_from(index).ok());
    let Some(index) = index else {
        return Err(SignError::PageNotFound { number });
    };
    view.page(index).map_err(|error| match error.kind {
        PdfErrorKind::Malformed(Malformed::PageMissing) => missing,
        _ => error.into(),
    })
}

fn frame(view: &View<'_>, page: &Dict) -> Result<PageFrame, SignError> {
    let media = corners(view, view.inherited(page, b"MediaBox")?, "/MediaBox")?;
    let media = media.ok_or_else(|| wrong_type("/MediaBox"))?;
    // §14.11.2: the crop box is clipped to the media box, and is the media box where it is missing
    let visible = match corners(view, view.inherited(page, b"CropBox")?, "/CropBox")? {
        Some(crop) => common(media, crop).ok_or_else(|| wrong_type("/CropBox"))?,
        None => media,
    };
    let turned = view
        .inherited(page, b"Rotate")?
        .as_integer()
        .unwrap_or(0)
        .rem_euclid(360);
    let unit = view
        .value(page, b"UserUnit")?
        .as_number()
        .filter(|unit| unit.is_finite() && *unit > 0.0);
    Ok(PageFrame {
        geometry: PageGeometry {
            visible,
            rotation: u16::try_from(turned - turned % 90).unwrap_or(0),
        },
        unit: unit.unwrap_or(1.0),
    })
}

/// A widget's own rectangle.
pub(crate) fn rectangle_of(view: &View<'_>, widget: &Dict) -> Result<Option<[f64; 4]>, SignError> {
    corners(view, view.value(widget, b"Rect")?, "/Rect")
}

/// A rectangle, its corners in order (§7.9.5); `None` where there is none, or one without area.
fn corners(
    view: &View<'_>,
    rectangle: Object,
    what: &'static str,
) -> Result<Option<[f64; 4]>, SignError> {
    let numbers = match rectangle {
        Object::Null => return Ok(None),
        Object::Array(numbers) => numbers,
        _ => return Err(wrong_type(what)),
    };
    let mut corners = [0.0; 4];
    if numbers.len() != corners.len() {
        return Err(wrong_type(what));
    }
    for (corner, number) in corners.iter_mut().zip(&numbers) {
        let number = view
            .deref(number)?
            .as_number()
            .filter(|number| number.is_finite());
        *corner = number.ok_or_else(|| wrong_type(what))?;
    }
    let [a, b, c, d] = corners;
    Ok(Some([a.min(c), b.min(d), a.max(c), b.max(d)]).filter(|rectangle| has_area(*rectangle)))
}

fn has_area([left, bottom, right, top]: [f64; 4]) -> bool {
    left < right && bottom < top
}

fn common(one: [f64; 4], other: [f64; 4]) -> Option<[f64; 4]> {
    let area = [
        one[0].max(other[0]),
        one[1].max(other[1]),
        one[2].min(other[2]),
        one[3].min(other[3]),
    ];
    has_area(area).then_some(area)
}
