//! The interpreter of content streams.

use std::rc::Rc;

use pdf_revisions::{Dict, Object, PdfError, Stream, View};

use super::geometry::{Area, IDENTITY, UNIT, common, fitting, mapped, numbers, ordered, product};
use super::paths::{Path, last, transform};
use super::resources::Fonts;
use super::state::{Blend, State};
use super::{Ink, Mark, Matrix, Painting, Purpose, alpha, text};
use pdf_revisions::content::{Operand, Operators};

/// Form XObjects inside form XObjects; real pages stay below five.
const DEPTH: usize = 8;
/// Marks kept: a dense page has some ten thousand glyphs.
pub(super) const MARKS: usize = 200_000;
/// Operators read for one page or appearance, with those of its forms.
const OPERATORS: usize = 1_000_000;
/// Saved graphics states (ISO 32000-2 annex C: 28; writers that forget `Q` leave some hundred).
const SAVED: usize = 4_096;
/// Of numbers that a matrix may have; a page has no more than ten thousand points.
const HUGE: f64 = 1e12;
/// Everything: no page is larger (ISO 32000-2 annex C).
const PLANE: Area = [-1e7, -1e7, 1e7, 1e7];

/// What a page's content paints inside the window.
pub(super) fn walk(
    view: View<'_>,
    bytes: &[u8],
    resources: &Dict,
    purpose: Purpose,
    window: &Area,
) -> Painting {
    let mut walker = Walker::new(view, purpose, *window);
    walker.run(bytes, resources, State::new(IDENTITY, PLANE));
    walker.painting
}

/// ISO 32000-2 §12.5.5, algorithm 8.1: the box of the form, after its matrix, is fitted into the rectangle.
pub(super) fn walk_appearance(
    view: View<'_>,
    form: &Stream,
    rectangle: &Area,
    purpose: Purpose,
    window: &Area,
) -> Result<Painting, PdfError> {
    let mut walker = Walker::new(view, purpose, *window);
    if form.dict.contains(b"OC") {
        walker.doubt_above("a layer that can be switched off");
    }
    let (matrix, bounds) = placed(view, &form.dict)?;
    let fitted = bounds
        .and_then(|bounds| mapped(&matrix, &bounds))
        .and_then(|bounds| fitting(&bounds, rectangle));
    let Some(fitted) = fitted else {
        walker.doubt("the appearance has no box");
        return Ok(walker.painting);
    };
    walker.form(form, &Dict::new(), State::new(fitted, *rectangle))?;
    Ok(walker.painting)
}

/// `/Matrix` and `/BBox` of a form.
fn placed(view: View<'_>, form: &Dict) -> Result<(Matrix, Option<Area>), PdfError> {
    Ok((
        numbers(view, form, b"Matrix")?.unwrap_or(IDENTITY),
        numbers(view, form, b"BBox")?.map(ordered),
    ))
}

pub(super) struct Walker<'f> {
    pub(super) view: View<'f>,
    purpose: Purpose,
    /// Marks elsewhere do not matter.
    window: Area,
    painting: Painting,
    pub(super) fonts: Fonts,
    depth: usize,
    left: usize,
}

impl<'f> Walker<'f> {
    fn new(view: View<'f>, purpose: Purpose, window: Area) -> Self {
        Self {
            view,
            purpose,
            window,
            painting: Painting::default(),
            fonts: Fonts::default(),
            depth: DEPTH,
            left: OPERATORS,
        }
    }

    pub(super) fn doubt(&mut self, why: &'static str) {
        self.painting.doubt.get_or_insert(why);
    }

    /// What hides more of a new appearance than is read; earlier content is what it is without that.
    pub(super) fn doubt_above(&mut self, why: &'static str) {
        if self.purpose == Purpose::Above {
            self.doubt(why);
        }
    }

    fn run(&mut self, bytes: &[u8], resources: &Dict, mut state: State) {
        let (mut saved, mut path, mut clips) = (Vec::new(), Path::default(), false);
        for (operator, operands) in Operators::new(bytes) {
            let Some(left) = self.left.checked_sub(1) else {
                return self.doubt("too much content");
            };
            self.left = left;
            if self.painting.marks.len() > MARKS || saved.len() > SAVED {
                return self.doubt("too much content");
            }
            let operator = operator.as_slice();
            if !is_complete(operator, &operands) {
                self.doubt_above("an operator without its numbers");
            }
            match operator {
                b"q" => saved.push(state.clone()),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" => {
                    transform(&mut state, &operands);
                    self.measure(&state);
                }
                b"W" | b"W*" => clips = true,
                b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                    self.paint(operator, &mut path, &mut state, clips);
                    clips = false;
                }
                b"Tj" | b"TJ" | b"'" | b"\"" => self.show(operator, &operands, &mut state),
                _ if path.build(operator, &operands, &state)
                    || state.text.set(operator, &operands) => {}
                _ => {
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
            b"g" | b"rg" | b"k" | b"G" | b"RG" | b"K" => {
                let space = self.device(operator, resources)?;
                let fills = operator.iter().all(u8::is_ascii_lowercase);
                let paint = if fills {
                    &mut state.fill
                } else {
                    &mut state.stroke
                };
                paint.space(space);
                paint.colour(operands);
            }
            b"sc" | b"scn" => state.fill.colour(operands),
            b"SC" | b"SCN" => state.stroke.colour(operands),
            b"cs" => state.fill.space(self.space(operands, resources)?),
            b"CS" => state.stroke.space(self.space(operands, resources)?),
            b"w" => state.pen.width = last(operands).map_or(1.0, |[width]| width),
            b"J" => state.pen.cap = last(operands).map_or(0.0, |[cap]| cap),
            b"j" => state.pen.join = last(operands).map_or(0.0, |[join]| join),
            b"M" => state.pen.miter_limit = last(operands).map_or(10.0, |[limit]| limit),
            b"gs" => self.extended(operands, resources, state)?,
            b"Tf" => self.font(operands, resources, state)?,
            b"Do" => self.object(operands, resources, state)?,
            b"sh" => self.everything(state),
            b"BDC" if operands.contains(&Operand::Name(b"OC".to_vec())) => {
                self.doubt_above("a layer that can be switched off");
            }
            b"EI" => {
                self.doubt_above("an inline image");
                self.picture(state);
            }
            _ => {}
        }
        Ok(())
    }

    fn paint(&mut self, operator: &[u8], path: &mut Path, state: &mut State, clips: bool) {
        if matches!(operator, b"s" | b"b" | b"b*") {
            path.close();
        }
        let mut marks = Vec::new();
        let both = matches!(operator, b"B" | b"B*" | b"b" | b"b*");
        if both || matches!(operator, b"f" | b"F" | b"f*") {
            path.filled(state, self.purpose, &mut marks);
        }
        if both || matches!(operator, b"S" | b"s") {
            path.stroked(state, self.purpose, &mut marks);
        }
        if path.is_too_long() {
            self.doubt("too much content");
        }
        self.keep(marks, state);
        // Without a path to clip with, viewers leave the clipping path as it is, and that paints more.
        if clips && let Some(bounds) = path.bounds() {
            state.clip = state.clip.and_then(|clip| common(&clip, &bounds));
        }
        path.clear();
    }

    fn show(&mut self, operator: &[u8], operands: &[Operand], state: &mut State) {
        if state.text.font.is_drawn {
            self.doubt_above("text in a font whose glyphs are drawings");
        }
        if state.text.font.is_guessed {
            self.doubt_above("text in an encoding that is not read");
        }
        let mut marks = Vec::new();
        if !text::show(operator, operands, state, self.purpose, &mut marks) {
            self.doubt("too much content");
        }
        self.keep(marks, state);
    }

    /// What the clipping path lets through.
    fn keep(&mut self, marks: Vec<Mark>, state: &State) {
        if marks.len() > MARKS {
            self.doubt("too much content");
        }
        let Some(clip) = &state.clip else { return };
        for mark in marks.into_iter().filter(|mark| mark.alpha > 0.0) {
            if let Some(area) = common(&mark.area, clip)
                && common(&area, &self.window).is_some()
            {
                self.painting.marks.push(Mark { area, ..mark });
            }
        }
    }

    /// `Do` (ISO 32000-2 §8.8).
    fn object(
        &mut self,
        operands: &[Operand],
        resources: &Dict,
        state: &State,
    ) -> Result<(), PdfError> {
        let object = self.resource(b"XObject", operands, resources)?;
        let Object::Stream(object) = self.view.deref(&object)?.into_owned() else {
            self.doubt_above("an image or a form that is not there");
            return Ok(());
        };
        if object.dict.contains(b"OC") {
            self.doubt_above("a layer that can be switched off");
        }
        let kind = self.view.value(&object.dict, b"Subtype")?;
        match kind.as_name().map(|kind| kind.as_bytes()) {
            Some(b"Form") => self.form(&object, resources, state.clone()),
            Some(b"Image") => {
                self.image(&object, state);
                Ok(())
            }
            _ => {
                self.doubt_above("an object that is neither image nor form");
                Ok(())
            }
        }
    }

    /// ISO 32000-2 §8.10: a form XObject paints with its own matrix and resources, inside its box.
    fn form(&mut self, form: &Stream, resources: &Dict, mut state: State) -> Result<(), PdfError> {
        let Some(depth) = self.depth.checked_sub(1) else {
            self.doubt("forms within forms");
            return Ok(());
        };
        let (matrix, bounds) = placed(self.view, &form.dict)?;
        state.base = product(&matrix, &state.base);
        self.measure(&state);
        if let Some(bounds) = bounds.and_then(|bounds| mapped(&state.base, &bounds)) {
            state.clip = state.clip.and_then(|clip| common(&clip, &bounds));
        }
        if let Object::Dictionary(group) = self.view.value(&form.dict, b"Group")? {
            let isolated = self.view.value(&group, b"I")?.as_boolean();
            state.enter_group(isolated == Some(true));
        }
        let own = self.view.value(&form.dict, b"Resources")?;
        let bytes = self.view.stream_data(form)?;
        let outer = std::mem::replace(&mut self.depth, depth);
        self.run(&bytes, own.as_dict().unwrap_or(resources), state);
        self.depth = outer;
        Ok(())
    }

    fn image(&mut self, image: &Stream, state: &State) {
        if self.purpose == Purpose::Beneath {
            return self.picture(state);
        }
        if self.purpose == Purpose::Layered {
            let clear = [&b"SMask"[..], b"Mask", b"ImageMask"];
            let shows_through = clear.iter().any(|key| image.dict.contains(key));
            if !shows_through && state.mixing() == Blend::Normal {
                self.place(Ink::Solid, state);
            }
            return;
        }
        let ink = match alpha::read(self.view, image) {
            Ok(Some(alpha)) if state.mixing() != Blend::Other => {
                Ink::Image(Rc::new(alpha), state.base)
            }
            Ok(_) => Ink::Solid,
            Err(why) => {
                self.doubt(why);
                Ink::Solid
            }
        };
        self.place(ink, state);
    }

    fn picture(&mut self, state: &State) {
        if self.purpose == Purpose::Layered {
            return;
        }
        self.place(self.whole(), state);
    }

    /// What fills its place, and nobody knows with what.
    const fn whole(&self) -> Ink {
        match self.purpose {
            Purpose::Beneath | Purpose::Layered => Ink::Picture,
            Purpose::Above => Ink::Solid,
        }
    }

    fn place(&mut self, ink: Ink, state: &State) {
        if let Some(area) = mapped(&state.base, &UNIT) {
            let [alpha, _] = state.alphas();
            self.keep(vec![Mark { area, ink, alpha }], state);
        }
    }

    /// `sh` paints all that the clipping path lets through.
    fn everything(&mut self, state: &State) {
        if self.purpose == Purpose::Layered {
            return;
        }
        let mark = Mark {
            area: PLANE,
            ink: self.whole(),
            alpha: state.alphas()[0],
        };
        self.keep(vec![mark], state);
    }

    /// Beyond such numbers sums are lost or have no end, here and in viewers.
    fn measure(&mut self, state: &State) {
        if !state.base.iter().all(|number| number.abs() < HUGE) {
            self.doubt_above("numbers that are larger than any page");
        }
    }
}

/// Whether an operator that decides on a place has its numbers. Without them readers do not agree what it does.
fn is_complete(operator: &[u8], operands: &[Operand]) -> bool {
    match operator {
        b"m" | b"l" | b"Td" | b"TD" => last::<2>(operands).is_some(),
        b"v" | b"y" | b"re" => last::<4>(operands).is_some(),
        b"c" | b"cm" | b"Tm" => last::<6>(operands).is_some(),
        b"w" | b"J" | b"j" | b"M" | b"Tf" | b"Tc" | b"Tw" | b"Tz" | b"TL" | b"Ts" | b"Tr" => {
            last::<1>(operands).is_some()
        }
        _ => true,
    }
}
