//! The interpreter of content streams.

use std::collections::HashMap;
use std::rc::Rc;

use pdf_revisions::{Dict, Object, PdfError, Reference, Stream, View};

use super::fonts::Font;
use super::geometry::{Area, IDENTITY, UNIT, common, fitting, mapped, numbers, ordered, product};
use super::operators::{Operand, Operators};
use super::paths::{Path, last, transform};
use super::state::{Blend, State, components};
use super::{Ink, Mark, Matrix, Painting, Purpose, alpha, text};

/// Form XObjects inside form XObjects; real pages stay below five.
const DEPTH: usize = 8;
/// Marks kept: a dense page has some ten thousand glyphs.
const MARKS: usize = 200_000;
/// Operators read for one page or appearance, with those of its forms.
const OPERATORS: usize = 1_000_000;
/// Saved graphics states (ISO 32000-2 annex C: 28; writers that forget `Q` leave some hundred).
const SAVED: usize = 4_096;
/// Fonts read; each may have a table of widths.
const FONTS: usize = 1_000;
/// Everything: no page is larger (ISO 32000-2 annex C).
const PLANE: Area = [-1e7, -1e7, 1e7, 1e7];

/// What a page's content paints inside the window.
pub(super) fn walk(view: View<'_>, bytes: &[u8], resources: &Dict, window: &Area) -> Painting {
    let mut walker = Walker::new(view, Purpose::Beneath, *window);
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

struct Walker<'f> {
    view: View<'f>,
    purpose: Purpose,
    /// Marks elsewhere do not matter.
    window: Area,
    painting: Painting,
    fonts: HashMap<Reference, Rc<Font>>,
    fonts_left: usize,
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
            fonts: HashMap::new(),
            fonts_left: FONTS,
            depth: DEPTH,
            left: OPERATORS,
        }
    }

    fn doubt(&mut self, why: &'static str) {
        self.painting.doubt.get_or_insert(why);
    }

    /// What hides more of a new appearance than is read; earlier content is what it is without that.
    fn doubt_above(&mut self, why: &'static str) {
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
            match operator {
                b"q" => saved.push(state.clone()),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" => transform(&mut state, &operands),
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
            b"g" => state.fill.colour(operands, Some(1)),
            b"G" => state.stroke.colour(operands, Some(1)),
            b"rg" => state.fill.colour(operands, Some(3)),
            b"RG" => state.stroke.colour(operands, Some(3)),
            b"k" => state.fill.colour(operands, Some(4)),
            b"K" => state.stroke.colour(operands, Some(4)),
            b"sc" | b"scn" => state.fill.colour(operands, None),
            b"SC" | b"SCN" => state.stroke.colour(operands, None),
            b"cs" => state.fill.space(self.space(operands, resources)?),
            b"CS" => state.stroke.space(self.space(operands, resources)?),
            b"w" => state.line_width = last(operands).map_or(1.0, |[width]| width),
            b"gs" => self.extended(operands, resources, state)?,
            b"Tf" => self.font(operands, resources, state)?,
            b"Do" => self.object(operands, resources, state)?,
            b"sh" => self.everything(state),
            b"BDC" if operands.first() == Some(&Operand::Name(b"OC".to_vec())) => {
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
        let mut marks = Vec::new();
        let both = matches!(operator, b"B" | b"B*" | b"b" | b"b*");
        if both || matches!(operator, b"f" | b"F" | b"f*") {
            path.filled(state, self.purpose, &mut marks);
        }
        if both || matches!(operator, b"S" | b"s") {
            path.stroked(state, self.purpose, &mut marks);
        }
        self.keep(marks, state);
        if clips {
            state.clip = match (&state.clip, path.bounds()) {
                (Some(clip), Some(bounds)) => common(clip, &bounds),
                _ => None,
            };
        }
        path.clear();
    }

    fn show(&mut self, operator: &[u8], operands: &[Operand], state: &mut State) {
        if state.text.font.is_drawn {
            self.doubt_above("text in a font whose glyphs are drawings");
        }
        let mut marks = Vec::new();
        text::show(operator, operands, state, self.purpose, &mut marks);
        self.keep(marks, state);
    }

    /// What the clipping path lets through.
    fn keep(&mut self, marks: Vec<Mark>, state: &State) {
        let Some(clip) = &state.clip else { return };
        for mark in marks.into_iter().filter(|mark| mark.alpha > 0.0) {
            if let Some(area) = common(&mark.area, clip)
                && common(&area, &self.window).is_some()
            {
                self.painting.marks.push(Mark { area, ..mark });
            }
        }
    }

    /// A resource by the name before the operator.
    fn resource(
        &self,
        category: &[u8],
        operands: &[Operand],
        resources: &Dict,
    ) -> Result<Object, PdfError> {
        let name = operands.iter().rev().find_map(|operand| match operand {
            Operand::Name(name) => Some(name.as_slice()),
            _ => None,
        });
        let held = self.view.value(resources, category)?;
        Ok(name
            .zip(held.as_dict())
            .and_then(|(name, held)| held.get(name))
            .cloned()
            .unwrap_or(Object::Null))
    }

    fn space(&self, operands: &[Operand], resources: &Dict) -> Result<Option<usize>, PdfError> {
        if let Some(Operand::Name(name)) = operands.last() {
            let device = Object::Name(pdf_revisions::Name::new(name));
            if let Some(components) = components(self.view, &device)? {
                return Ok(Some(components));
            }
        }
        let space = self.resource(b"ColorSpace", operands, resources)?;
        components(self.view, self.view.deref(&space)?.as_ref())
    }

    fn extended(
        &mut self,
        operands: &[Operand],
        resources: &Dict,
        state: &mut State,
    ) -> Result<(), PdfError> {
        let parameters = self.resource(b"ExtGState", operands, resources)?;
        let parameters = self.view.deref(&parameters)?.into_owned();
        let Some(parameters) = parameters.as_dict() else {
            self.doubt_above("a graphics state that is not there");
            return Ok(());
        };
        state.extended(self.view, parameters)?;
        if let Object::Array(font) = self.view.value(parameters, b"Font")?
            && let [font, size] = font.as_slice()
        {
            state.text.size = size.as_number().unwrap_or(state.text.size);
            state.text.font = self.read_font(font)?;
        }
        Ok(())
    }

    fn font(
        &mut self,
        operands: &[Operand],
        resources: &Dict,
        state: &mut State,
    ) -> Result<(), PdfError> {
        state.text.size = last(operands).map_or(0.0, |[size]| size);
        let font = self.resource(b"Font", operands, resources)?;
        state.text.font = self.read_font(&font)?;
        Ok(())
    }

    fn read_font(&mut self, font: &Object) -> Result<Rc<Font>, PdfError> {
        if let Some(known) = font
            .as_reference()
            .and_then(|reference| self.fonts.get(&reference))
        {
            return Ok(Rc::clone(known));
        }
        let Some(left) = self.fonts_left.checked_sub(1) else {
            self.doubt("too many fonts");
            return Ok(Rc::new(Font::UNKNOWN));
        };
        self.fonts_left = left;
        let read = match self.view.deref(font)?.as_dict() {
            Some(dict) => Font::read(self.view, dict)?,
            None => Font::UNKNOWN,
        };
        let read = Rc::new(read);
        if let Some(reference) = font.as_reference() {
            self.fonts.insert(reference, Rc::clone(&read));
        }
        Ok(read)
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
        if let Some(bounds) = bounds.and_then(|bounds| mapped(&state.base, &bounds)) {
            state.clip = state.clip.and_then(|clip| common(&clip, &bounds));
        }
        if form.dict.contains(b"Group") {
            // ISO 32000-2 §11.6.6: the group is painted with the alpha around it, and begins anew inside.
            state.group_alpha *= state.fill.alpha;
            state.fill.alpha = 1.0;
            state.stroke.alpha = 1.0;
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
        let ink = match alpha::read(self.view, image) {
            Ok(Some(alpha)) if state.blend != Blend::Other => {
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
        self.place(self.whole(), state);
    }

    /// What fills its place, and nobody knows with what.
    const fn whole(&self) -> Ink {
        match self.purpose {
            Purpose::Beneath => Ink::Picture,
            Purpose::Above => Ink::Solid,
        }
    }

    fn place(&mut self, ink: Ink, state: &State) {
        if let Some(area) = mapped(&state.base, &UNIT) {
            let alpha = state.fill.alpha * state.group_alpha;
            self.keep(vec![Mark { area, ink, alpha }], state);
        }
    }

    /// `sh` paints all that the clipping path lets through.
    fn everything(&mut self, state: &State) {
        let mark = Mark {
            area: PLANE,
            ink: self.whole(),
            alpha: state.fill.alpha * state.group_alpha,
        };
        self.keep(vec![mark], state);
    }
}
