//! Where a page shows text, roughly: enough to tell whether a new widget lies on it. No fonts are read; a sign counts half its size wide.

use pdf_revisions::{Dict, Limit, Object, PdfError, PdfErrorKind, View};

use super::content::{Operand, Operators};

/// A rectangle: left, bottom, right, top, in the page's default user space.
pub(super) type Area = [f64; 4];

/// A matrix as ISO 32000-2 §8.3.3 writes it.
type Matrix = [f64; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
/// Form XObjects inside form XObjects; real pages stay below five.
const DEPTH: usize = 8;
/// Texts kept for one page, and operators read: a dense page has some thousand.
const AREAS: usize = 100_000;
/// Bytes of content of one page. A map drawn in vectors takes some ten megabytes.
const CONTENT: usize = 32 << 20;
/// Operators read for one page, with those of its forms.
const OPERATORS: usize = 1_000_000;
/// Saved graphics states (ISO 32000-2 annex C: 28; writers that forget `Q` leave some hundred).
const SAVED: usize = 4_096;

/// The areas in which the page's own content shows text.
pub(super) fn areas(view: View<'_>, page: &Dict) -> Result<Vec<Area>, PdfError> {
    let mut found = Vec::new();
    let resources = view.inherited(page, b"Resources")?;
    let mut bytes = Vec::new();
    for part in parts(view, page)? {
        bytes.extend(view.stream_data(&part)?);
        bytes.push(b' ');
        if bytes.len() > CONTENT {
            return Err(too_much());
        }
    }
    let mut painter = Painter {
        view,
        found: &mut found,
        depth: DEPTH,
        left: OPERATORS,
    };
    painter.run(
        &bytes,
        resources.as_dict().unwrap_or(&Dict::new()),
        IDENTITY,
    )?;
    Ok(found)
}

/// Content that is not read to its end may show anything.
fn too_much() -> PdfError {
    PdfError {
        kind: PdfErrorKind::Limit(Limit::Work),
        offset: None,
    }
}

fn parts(view: View<'_>, page: &Dict) -> Result<Vec<pdf_revisions::Stream>, PdfError> {
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

struct Painter<'p, 'f> {
    view: View<'f>,
    found: &'p mut Vec<Area>,
    depth: usize,
    /// Operators that may still be read.
    left: usize,
}

/// Graphics and text state as far as places depend on it.
#[derive(Clone, Copy)]
struct State {
    base: Matrix,
    text: Matrix,
    line: Matrix,
    size: f64,
    leading: f64,
}

impl Painter<'_, '_> {
    fn run(&mut self, bytes: &[u8], resources: &Dict, base: Matrix) -> Result<(), PdfError> {
        let mut state = State {
            base,
            text: IDENTITY,
            line: IDENTITY,
            size: 0.0,
            leading: 0.0,
        };
        let mut saved = Vec::new();
        for (operator, operands) in Operators::new(bytes) {
            self.left = self.left.checked_sub(1).ok_or_else(too_much)?;
            match operator.as_slice() {
                b"q" if saved.len() >= SAVED => return Err(too_much()),
                b"q" => saved.push(state),
                b"Q" => state = saved.pop().unwrap_or(state),
                b"cm" => state.base = product(&matrix(&operands), &state.base),
                b"Do" => self.form(&operands, resources, &state)?,
                b"Tj" | b"TJ" | b"'" | b"\"" => {
                    if operator.len() == 1 {
                        state.next_line();
                    }
                    self.show(&operands, &mut state);
                }
                operator => state.place(operator, &operands),
            }
            if self.found.len() >= AREAS {
                return Err(too_much());
            }
        }
        Ok(())
    }

    /// ISO 32000-2 §8.10: a form XObject paints with its own matrix and resources.
    fn form(
        &mut self,
        operands: &[Operand],
        resources: &Dict,
        state: &State,
    ) -> Result<(), PdfError> {
        let Some(Operand::Name(name)) = operands.first() else {
            return Ok(());
        };
        let objects = self.view.value(resources, b"XObject")?;
        let form = objects
            .as_dict()
            .map_or(Ok(Object::Null), |objects| self.view.value(objects, name))?;
        let Object::Stream(form) = form else {
            return Ok(());
        };
        if form
            .dict
            .name(b"Subtype")
            .is_none_or(|subtype| *subtype != "Form")
            || self.depth == 0
        {
            return Ok(());
        }
        let inner = match self.view.value(&form.dict, b"Matrix")? {
            Object::Array(items) => matrix(
                &items
                    .iter()
                    .filter_map(Object::as_number)
                    .map(Operand::Number)
                    .collect::<Vec<_>>(),
            ),
            _ => IDENTITY,
        };
        let own = self.view.value(&form.dict, b"Resources")?;
        let bytes = self.view.stream_data(&form)?;
        self.depth -= 1;
        let painted = self.run(
            &bytes,
            own.as_dict().unwrap_or(resources),
            product(&inner, &state.base),
        );
        self.depth += 1;
        painted
    }

    fn show(&mut self, operands: &[Operand], state: &mut State) {
        let Some(signs) = operands.iter().rev().find_map(|operand| match operand {
            Operand::Text {
                signs,
                blank: false,
            } => Some(*signs),
            _ => None,
        }) else {
            return;
        };
        let width = signs * 0.5 * state.size;
        let corners = [(0.0, -0.2 * state.size), (width, 0.8 * state.size)];
        let at = product(&state.text, &state.base);
        let points = [
            corners[0],
            corners[1],
            (corners[0].0, corners[1].1),
            (corners[1].0, corners[0].1),
        ]
        .map(|point| apply(&at, point));
        let bound = |pick: fn(&(f64, f64)) -> f64, choose: fn(f64, f64) -> f64| {
            points.iter().map(pick).reduce(choose).unwrap_or(0.0)
        };
        let area = [
            bound(|p| p.0, f64::min),
            bound(|p| p.1, f64::min),
            bound(|p| p.0, f64::max),
            bound(|p| p.1, f64::max),
        ];
        if area.iter().all(|edge| edge.is_finite()) {
            self.found.push(area);
        }
        state.text = product(&[1.0, 0.0, 0.0, 1.0, width, 0.0], &state.text);
    }
}

impl State {
    /// Text positioning (ISO 32000-2 §9.4.2) and the parameters it uses.
    fn place(&mut self, operator: &[u8], operands: &[Operand]) {
        let number = |index: usize| match operands.get(index) {
            Some(Operand::Number(number)) => *number,
            _ => 0.0,
        };
        match operator {
            b"BT" => self.start(IDENTITY),
            b"Tf" => self.size = number(1),
            b"TL" => self.leading = number(0),
            b"Tm" => self.start(matrix(operands)),
            b"Td" => self.move_by(number(0), number(1)),
            b"TD" => {
                self.leading = -number(1);
                self.move_by(number(0), number(1));
            }
            b"T*" => self.next_line(),
            _ => {}
        }
    }

    fn start(&mut self, at: Matrix) {
        self.text = at;
        self.line = at;
    }

    fn move_by(&mut self, x: f64, y: f64) {
        self.start(product(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line.clone()));
    }

    fn next_line(&mut self) {
        self.move_by(0.0, -self.leading);
    }
}

fn matrix(operands: &[Operand]) -> Matrix {
    let mut matrix = IDENTITY;
    for (slot, operand) in matrix.iter_mut().zip(operands) {
        if let Operand::Number(number) = operand {
            *slot = *number;
        }
    }
    matrix
}

/// First `one`, then `other`.
fn product(one: &Matrix, other: &Matrix) -> Matrix {
    let [a, b, c, d, e, f] = *one;
    let [g, h, i, j, k, l] = *other;
    [
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    ]
}

fn apply(matrix: &Matrix, (x, y): (f64, f64)) -> (f64, f64) {
    let [a, b, c, d, e, f] = *matrix;
    (x * a + y * c + e, x * b + y * d + f)
}

/// Whether two areas share more than their borders.
pub(super) fn overlap(one: &Area, other: &Area) -> bool {
    let width = one[2].min(other[2]) - one[0].max(other[0]);
    let height = one[3].min(other[3]) - one[1].max(other[1]);
    width > 1.0 && height > 1.0
}
