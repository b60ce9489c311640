//! What a page or an appearance draws, and how large: images, and text with its font, size and colour. Nothing is rendered.
//!
//! A place of an image is its unit square through all matrices, cut by the bounds of the clipping path. What is not followed — layers that
//! can be switched off, broken content, more than the limits — makes the answer doubtful, and whoever measures says nothing then.

mod state;

use std::collections::BTreeMap;
use std::rc::Rc;

use pdf_revisions::content::{Operand, Operators, Piece};
use pdf_revisions::{Dict, Object, PdfError, Reference, Stream, View};
use signature_appearance::Colour;

use super::colours::Space;
use super::fonts::Font;
use super::matrix::{
    IDENTITY, Matrix, Rect, UNIT, common, fitting, mapped, numbers, ordered, product, sides,
};
use state::{Clip, State};

/// What is drawn.
#[derive(Debug, Default)]
pub(crate) struct Painted {
    pub(crate) images: Vec<DrawnImage>,
    pub(crate) texts: Vec<DrawnText>,
    /// Whether curves are drawn: a seal may be drawn without an image.
    pub(crate) has_curves: bool,
    /// Why there may be more, or less, than is listed.
    pub(crate) doubt: Option<&'static str>,
}

/// An image where it is drawn, in default user space.
#[derive(Debug)]
pub(crate) struct DrawnImage {
    pub(crate) image: Image,
    /// From the unit square.
    pub(crate) matrix: Matrix,
    /// What of it can be seen.
    pub(crate) area: Rect,
    /// What a stencil is painted in (ISO 32000-2 §8.9.6.2).
    pub(crate) fill: Option<Colour>,
}

/// Where the image's own data are.
#[derive(Debug)]
pub(crate) enum Image {
    Object(Stream),
    /// In the content itself (§8.9.7).
    Inline {
        pixels: Option<[u32; 2]>,
        space: Space,
        is_stencil: bool,
    },
}

/// Text of one font, size and colour; all of it together.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DrawnText {
    pub(crate) font: Rc<Font>,
    /// On the page, in its units.
    pub(crate) size: f64,
    pub(crate) colour: Option<Colour>,
    pub(crate) glyphs: usize,
}

/// Form XObjects inside form XObjects; real pages stay below five.
const DEPTH: usize = 8;
/// Operators of one page or appearance: a map drawn in vectors has some hundred thousand.
const OPERATORS: usize = 1_000_000;
/// Images of one page: strips of a scan are some hundred.
const IMAGES: usize = 10_000;
/// Fonts, sizes and colours of one page.
const TEXTS: usize = 2_000;
/// Saved graphics states (annex C: 28; writers that forget `Q` leave some hundred).
const SAVED: usize = 4_096;
/// Bytes of content of one page.
const CONTENT: usize = 32 << 20;

/// No page is larger (annex C): nothing is cut off.
pub(crate) const EVERYWHERE: Rect = [-1e7, -1e7, 1e7, 1e7];

/// What the page's own content draws inside its visible box.
pub(crate) fn page(view: View<'_>, page: &Dict, visible: &Rect) -> Result<Painted, PdfError> {
    let resources = view.inherited(page, b"Resources")?;
    let resources = resources.as_dict().cloned().unwrap_or_default();
    let mut walker = Walker::new(view);
    let mut bytes = Vec::new();
    for part in parts(view, page)? {
        bytes.extend(view.stream_data(&part)?);
        bytes.push(b' ');
        if bytes.len() > CONTENT {
            walker.doubt("the page has too much content");
            return Ok(walker.painted);
        }
    }
    walker.run(&bytes, &resources, State::new(IDENTITY, *visible));
    Ok(walker.painted)
}

/// What an appearance draws into the rectangle of its widget (§12.5.5, algorithm 8.1).
pub(crate) fn appearance(
    view: View<'_>,
    form: &Stream,
    rectangle: &Rect,
) -> Result<Painted, PdfError> {
    let mut walker = Walker::new(view);
    let matrix = numbers(view, &form.dict, b"Matrix")?.unwrap_or(IDENTITY);
    let bounds = numbers(view, &form.dict, b"BBox")?.map(ordered);
    let fitted = bounds
        .and_then(|bounds| mapped(&matrix, &bounds))
        .and_then(|bounds| fitting(&bounds, rectangle));
    match fitted {
        Some(fitted) => walker.form(form, &Dict::new(), State::new(fitted, *rectangle))?,
        None => walker.doubt("the appearance has no box"),
    }
    Ok(walker.painted)
}

fn parts(view: View<'_>, page: &Dict) -> Result<Vec<Stream>, PdfError> {
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

struct Walker<'f> {
    view: View<'f>,
    painted: Painted,
    fonts: BTreeMap<Reference, Rc<Font>>,
    depth: usize,
    left: usize,
}

impl<'f> Walker<'f> {
    fn new(view: View<'f>) -> Self {
        Self {
            view,
            painted: Painted::default(),
            fonts: BTreeMap::new(),
            depth: DEPTH,
            left: OPERATORS,
        }
    }

    fn doubt(&mut self, why: &'static str) {
        self.painted.doubt.get_or_insert(why);
    }

    fn run(&mut self, bytes: &[u8], resources: &Dict, mut state: State) {
        let (mut saved, mut clip) = (Vec::new(), Clip::default());
        for (operator, operands) in Operators::new(bytes) {
            let Some(left) = self.left.checked_sub(1) else {
                return self.doubt("too much content");
            };
            self.left = left;
            self.painted.has_curves |= matches!(operator.as_slice(), b"c" | b"v" | b"y");
            match operator.as_slice() {
                b"q" if saved.len() >= SAVED => return self.doubt("too much content"),
                b"q" => saved.push(state.clone()),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"Tj" | b"TJ" | b"'" | b"\"" => self.show(&operands, &state),
                operator
                    if clip.build(operator, &operands, &mut state)
                        || state.set(operator, &operands) => {}
                operator => {
                    if self
                        .other(operator, &operands, resources, &mut state)
                        .is_err()
                    {
                        self.doubt("a part of the content cannot be read");
                    }
                }
            }
        }
    }

    fn other(
        &mut self,
        operator: &[u8],
        operands: &[Operand],
        resources: &Dict,
        state: &mut State,
    ) -> Result<(), PdfError> {
        match operator {
            b"cs" => {
                if let Some(Operand::Name(name)) = operands.last() {
                    state.space = Space::named(self.view, name, resources)?;
                    state.fill = state.space.first();
                }
            }
            b"Tf" => {
                if let [.., Operand::Name(name), Operand::Number(size)] = operands {
                    state.size = *size;
                    state.font = self.font(name, resources)?;
                }
            }
            b"gs" => self.extended(operands, resources)?,
            b"Do" => self.object(operands, resources, state)?,
            b"BDC" if operands.contains(&Operand::Name(b"OC".to_vec())) => {
                self.doubt("a layer that can be switched off");
            }
            b"EI" => self.inline(operands, resources, state)?,
            _ => {}
        }
        Ok(())
    }

    /// The same text again, or text of another look. Invisible text (§9.3.6, mode 3) is not drawn.
    fn show(&mut self, operands: &[Operand], state: &State) {
        let bytes: usize = match operands.last() {
            Some(Operand::Text(text)) => text.len(),
            Some(Operand::Pieces(pieces)) => pieces.iter().map(length).sum(),
            _ => 0,
        };
        let glyphs = bytes / state.font.bytes();
        if glyphs == 0 || matches!(state.mode, 3 | 7) {
            return;
        }
        let [_, upright] = sides(&product(&state.text, &state.base));
        let text = DrawnText {
            font: Rc::clone(&state.font),
            size: state.size.abs() * upright,
            colour: state.fill,
            glyphs,
        };
        let texts = &mut self.painted.texts;
        let same = |one: &DrawnText| {
            one.font == text.font
                && (one.size - text.size).abs() < 1e-3
                && one.colour == text.colour
        };
        match texts.iter().position(same) {
            Some(known) => texts[known].glyphs = texts[known].glyphs.saturating_add(glyphs),
            None if texts.len() < TEXTS => texts.push(text),
            None => self.doubt("too much content"),
        }
    }

    fn resource(
        &self,
        kind: &[u8],
        name: &[u8],
        resources: &Dict,
    ) -> Result<Option<Object>, PdfError> {
        let all = self.view.value(resources, kind)?;
        Ok(all.as_dict().and_then(|all| all.get(name)).cloned())
    }

    fn font(&mut self, name: &[u8], resources: &Dict) -> Result<Rc<Font>, PdfError> {
        let Some(object) = self.resource(b"Font", name, resources)? else {
            return Ok(Rc::default());
        };
        let known = object.as_reference();
        if let Some(font) = known.and_then(|reference| self.fonts.get(&reference)) {
            return Ok(Rc::clone(font));
        }
        let dict = self.view.deref(&object)?;
        let font = dict.as_dict().map(|dict| Font::read(self.view, dict));
        let font = Rc::new(font.transpose()?.unwrap_or_default());
        if let Some(reference) = known.filter(|_| self.fonts.len() < TEXTS) {
            self.fonts.insert(reference, Rc::clone(&font));
        }
        Ok(font)
    }

    /// A state that sets a font (§8.4.5) is rare; what it sets is not followed.
    fn extended(&mut self, operands: &[Operand], resources: &Dict) -> Result<(), PdfError> {
        if let Some(Operand::Name(name)) = operands.last()
            && let Some(state) = self.resource(b"ExtGState", name, resources)?
            && let Some(state) = self.view.deref(&state)?.as_dict()
            && state.contains(b"Font")
        {
            self.doubt("a font that a graphics state sets");
        }
        Ok(())
    }

    /// `Do` (§8.8).
    fn object(
        &mut self,
        operands: &[Operand],
        resources: &Dict,
        state: &State,
    ) -> Result<(), PdfError> {
        let Some(Operand::Name(name)) = operands.last() else {
            return Ok(());
        };
        let Some(object) = self.resource(b"XObject", name, resources)? else {
            return Ok(());
        };
        let Object::Stream(object) = self.view.deref(&object)?.into_owned() else {
            return Ok(());
        };
        if object.dict.contains(b"OC") {
            self.doubt("a layer that can be switched off");
        }
        let kind = self.view.value(&object.dict, b"Subtype")?;
        match kind.as_name().map(|kind| kind.as_bytes()) {
            Some(b"Form") => self.form(&object, resources, state.clone())?,
            Some(b"Image") => self.image(Image::Object(object), state),
            _ => {}
        }
        Ok(())
    }

    /// §8.10: a form paints with its own matrix and resources, inside its box.
    fn form(&mut self, form: &Stream, resources: &Dict, mut state: State) -> Result<(), PdfError> {
        let Some(depth) = self.depth.checked_sub(1) else {
            self.doubt("forms within forms");
            return Ok(());
        };
        let matrix = numbers(self.view, &form.dict, b"Matrix")?.unwrap_or(IDENTITY);
        let bounds = numbers(self.view, &form.dict, b"BBox")?.map(ordered);
        state.base = product(&matrix, &state.base);
        if let Some(bounds) = bounds.and_then(|bounds| mapped(&state.base, &bounds)) {
            state.cut(&bounds);
        }
        let own = self.view.value(&form.dict, b"Resources")?;
        let bytes = self.view.stream_data(form)?;
        let outer = std::mem::replace(&mut self.depth, depth);
        self.run(&bytes, own.as_dict().unwrap_or(resources), state);
        self.depth = outer;
        Ok(())
    }

    fn image(&mut self, image: Image, state: &State) {
        let Some(whole) = mapped(&state.base, &UNIT) else {
            return self.doubt("an image without a place");
        };
        let Some(area) = state.clip.and_then(|clip| common(&clip, &whole)) else {
            return;
        };
        if self.painted.images.len() >= IMAGES {
            return self.doubt("too much content");
        }
        self.painted.images.push(DrawnImage {
            image,
            matrix: state.base,
            area,
            fill: state.fill,
        });
    }

    /// §8.9.7: keys and values stand before the data.
    fn inline(
        &mut self,
        operands: &[Operand],
        resources: &Dict,
        state: &State,
    ) -> Result<(), PdfError> {
        let value = |keys: [&[u8]; 2]| {
            let mut pairs = operands.chunks_exact(2);
            pairs.find_map(|pair| match pair {
                [Operand::Name(key), value] if keys.contains(&key.as_slice()) => Some(value),
                _ => None,
            })
        };
        let pixels = |keys: [&[u8]; 2]| match value(keys) {
            Some(Operand::Number(pixels)) => whole_pixels(*pixels),
            _ => None,
        };
        let space = match value([b"CS", b"ColorSpace"]) {
            Some(Operand::Name(name)) => Space::named(self.view, name, resources)?,
            _ => Space::Other,
        };
        let image = Image::Inline {
            pixels: pixels([b"W", b"Width"])
                .zip(pixels([b"H", b"Height"]))
                .map(|(across, down)| [across, down]),
            is_stencil: value([b"IM", b"ImageMask"]).is_some(),
            space,
        };
        self.image(image, state);
        Ok(())
    }
}

fn length(piece: &Piece) -> usize {
    match piece {
        Piece::Text(text) => text.len(),
        Piece::Shift(_) => 0,
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bounds are checked"
)]
fn whole_pixels(number: f64) -> Option<u32> {
    (1.0..=1e6).contains(&number).then_some(number as u32)
}
