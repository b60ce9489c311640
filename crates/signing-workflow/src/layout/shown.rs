//! One signature as it shows on the page: where, how large, with which images and which text.

use pades_sign::PageFrame;
use page_view::{Origin, PageText};
use pdf_revisions::{Object, PdfError, Reference, Stream, View};
use regulation_rules::facts::InkColour;
use serde::Serialize;
use signature_appearance::{Area, Colour, to_millimetres};

use super::matrix::Rect;
use super::paint::{self, DrawnImage, DrawnText, Painted};
use super::place::PageBox;
use crate::images::Hue;
use crate::roles::{Look, PageLook, Widget};

/// A place on the page as displayed, in millimetres from its lower left corner.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Measured {
    /// From the left edge of the page.
    pub left: f64,
    /// From its lower edge.
    pub bottom: f64,
    /// From left to right.
    pub width: f64,
    /// From bottom to top.
    pub height: f64,
}

impl Measured {
    pub(super) fn of(area: Area) -> Self {
        Self {
            left: to_millimetres(area.left),
            bottom: to_millimetres(area.bottom),
            width: to_millimetres(area.right - area.left),
            height: to_millimetres(area.top - area.bottom),
        }
    }

    pub(super) const fn right(self) -> f64 {
        self.left + self.width
    }

    pub(super) const fn top(self) -> f64 {
        self.bottom + self.height
    }

    pub(super) const fn middle(self) -> [f64; 2] {
        [
            self.left + self.width / 2.0,
            self.bottom + self.height / 2.0,
        ]
    }
}

/// An image of a signature. What its data do not tell, or tell in a way that is not read here (JPEG), is missing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShownImage {
    /// Where it is drawn, as far as it can be seen.
    pub place: Measured,
    /// Pixels across and down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pixels: Option<[u32; 2]>,
    /// The colour it is drawn in: the mean of what is neither clear nor nearly white.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colour: Option<InkColour>,
    /// Whether the page may show through.
    pub has_alpha: bool,
    /// Whether its pixels are kept without loss, as in a PNG.
    pub lossless: bool,
}

/// A font, size and colour of a signature's text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShownType {
    /// The font's name in the file, without the letters of a subset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub font: Option<String>,
    /// In points of 1/72 inch, on the page.
    pub size: f64,
    /// Its colour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colour: Option<InkColour>,
    #[serde(skip)]
    pub(super) is_times: Option<bool>,
    #[serde(skip)]
    pub(super) is_upright: Option<bool>,
}

/// A signature as it shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ShownSignature {
    /// Its field.
    pub field: String,
    /// The page, 1 for the first.
    pub page: usize,
    /// Its widget.
    pub place: Measured,
    /// Width and height of the page.
    pub page_size: [f64; 2],
    /// The box of the layout that its middle stands in, where what is printed shows one.
    #[serde(rename = "box", skip_serializing_if = "Option::is_none")]
    pub page_box: Option<PageBox>,
    /// Its images, in the order they are drawn.
    pub images: Vec<ShownImage>,
    /// Its text, line by line; missing where the page's text was not read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<Vec<String>>,
    /// Fonts, sizes and colours of its text.
    pub types: Vec<ShownType>,
    /// Why it may show more, or less, than is listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doubt: Option<String>,
    #[serde(skip)]
    pub(super) has_curves: bool,
}

/// How far outside the widget the middle of a word may lie, in points: accents and rounding. Ours.
const NEARLY: f64 = 1.0;

impl ShownSignature {
    /// Measures the widget of a field; `None` where its page or its look cannot be read.
    pub(super) fn measure(
        view: View<'_>,
        field: &str,
        widget: &Widget,
        look: &Look,
    ) -> Option<Self> {
        let number = u32::try_from(widget.page).ok()?.checked_add(1)?;
        let frame = PageFrame::of(view.file(), number).ok()?;
        let (painted, doubt) = match painted(view, widget) {
            Ok(painted) => {
                let doubt = painted.doubt.map(str::to_owned);
                (painted, doubt)
            }
            Err(error) => (Painted::default(), Some(error.to_string())),
        };
        let place = |area: Rect| Measured::of(frame.displayed(area));
        let size = frame.size();
        let page = look.pages.get(&widget.page);
        Some(Self {
            field: field.to_owned(),
            page: widget.page + 1,
            place: place(widget.area),
            page_size: [size.width, size.height].map(to_millimetres),
            page_box: None,
            images: painted
                .images
                .iter()
                .map(|image| shown_image(view, image, place(image.area)))
                .collect(),
            lines: page.and_then(|page| lines(page, widget.area)),
            types: painted
                .texts
                .iter()
                .map(|text| shown_type(text, frame.unit()))
                .collect(),
            doubt,
            has_curves: painted.has_curves,
        })
    }

    /// Its only image; `None` where there are several, none, or it is not known.
    pub(super) fn only_image(&self) -> Option<&ShownImage> {
        match self.images.as_slice() {
            [only] if self.doubt.is_none() => Some(only),
            _ => None,
        }
    }
}

/// What the normal appearance of the widget draws (ISO 32000-2 §12.5.5).
fn painted(view: View<'_>, widget: &Widget) -> Result<Painted, PdfError> {
    let Some(form) = normal(view, widget.reference)? else {
        return Ok(Painted::default());
    };
    paint::appearance(view, &form, &widget.area)
}

fn normal(view: View<'_>, widget: Reference) -> Result<Option<Stream>, PdfError> {
    let widget = view.resolve(widget)?;
    let Some(widget) = widget.as_dict() else {
        return Ok(None);
    };
    let looks = view.value(widget, b"AP")?;
    let Some(looks) = looks.as_dict() else {
        return Ok(None);
    };
    Ok(match view.value(looks, b"N")? {
        Object::Stream(form) => Some(form),
        Object::Dictionary(states) => {
            let state = view.value(widget, b"AS")?;
            let state = state.as_name().map(|name| name.as_bytes().to_vec());
            match state {
                Some(state) => view.value(&states, &state)?.as_stream().cloned(),
                None => None,
            }
        }
        _ => None,
    })
}

fn shown_image(view: View<'_>, image: &DrawnImage, place: Measured) -> ShownImage {
    ShownImage {
        place,
        pixels: image.pixels(view),
        colour: image.ink(view).and_then(|ink| ink.colour).map(ink_colour),
        has_alpha: image.has_alpha(view),
        lossless: image.is_lossless(view),
    }
}

fn shown_type(text: &DrawnText, unit: f64) -> ShownType {
    ShownType {
        font: text.font.name.clone(),
        size: text.size * unit,
        colour: text.colour.map(ink_colour),
        is_times: text.font.is_times(),
        is_upright: text.font.is_upright(),
    }
}

/// Each part of a colour that still is black to people, of 255. Ours.
const BLACK: u8 = 70;

fn ink_colour(colour: Colour) -> InkColour {
    let parts = [colour.red, colour.green, colour.blue];
    match Hue::of(colour) {
        Hue::Blue => InkColour::Blue,
        Hue::Red => InkColour::Red,
        Hue::Grey if parts.iter().all(|part| *part <= BLACK) => InkColour::Black,
        _ => InkColour::Other,
    }
}

/// The text of annotations inside the widget, line by line.
fn lines(page: &PageLook, area: Rect) -> Option<Vec<String>> {
    let text = page.text.as_ref().ok()?;
    let mut inside: PageText = text.clone();
    inside.words.retain(|word| {
        let [x, y] = [
            f64::midpoint(word.area[0], word.area[2]),
            f64::midpoint(word.area[1], word.area[3]),
        ];
        word.visible
            && word.origin == Origin::Annotation
            && (area[0] - NEARLY..=area[2] + NEARLY).contains(&x)
            && (area[1] - NEARLY..=area[3] + NEARLY).contains(&y)
    });
    // what is turned with the page is sorted across it: lines of one direction come from the top
    let lines = inside.lines_with_annotations();
    Some(lines.into_iter().map(|line| line.text).collect())
}
