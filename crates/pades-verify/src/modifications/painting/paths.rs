//! Paths (ISO 32000-2 §8.5): as areas when they are laid over something, as lines when something is laid over them.

use std::borrow::Cow;

use super::geometry::{Area, apply, bounds, product};
use super::state::{Blend, State, Tone};
use super::strokes::{lengthened, line, mitres, width};
use super::walker::MARKS;
use super::{Ink, Mark, Purpose, curves};
use pdf_revisions::content::Operand;

/// The path under construction, in the page's space.
#[derive(Debug, Default)]
pub(super) struct Path {
    parts: Vec<Part>,
    points: usize,
}

/// A subpath.
#[derive(Debug)]
struct Part {
    points: Vec<[f64; 2]>,
    /// The last point is the first one again.
    closed: bool,
}

/// Points of one path: more than a page may have marks.
const POINTS: usize = 5 * MARKS;
/// A filled shape up to so many points high and wide may be a letter drawn as a path.
const LETTER: f64 = 30.0;
/// The thinnest line, in points: what a printer makes of width 0.
const THIN: f64 = 0.5;

impl Path {
    /// A construction operator; `false` when it is none.
    pub(super) fn build(&mut self, operator: &[u8], operands: &[Operand], state: &State) -> bool {
        match operator {
            b"m" | b"l" => {
                if let Some(point) = last(operands) {
                    self.step(operator == b"m", point, state);
                }
            }
            b"c" => {
                if let Some([a, b, c, d, e, f]) = last(operands) {
                    self.curve(Some([a, b]), [c, d], [e, f], state);
                }
            }
            b"v" => {
                if let Some([c, d, e, f]) = last(operands) {
                    self.curve(None, [c, d], [e, f], state);
                }
            }
            b"y" => {
                if let Some([a, b, e, f]) = last(operands) {
                    self.curve(Some([a, b]), [e, f], [e, f], state);
                }
            }
            b"re" => {
                if let Some(rectangle) = last(operands) {
                    self.rectangle(rectangle, state);
                }
            }
            b"h" => self.close(),
            _ => return false,
        }
        true
    }

    fn step(&mut self, starts: bool, point: [f64; 2], state: &State) {
        if starts {
            self.start(point, state);
        } else {
            self.line(point, state);
        }
    }

    /// ISO 32000-2 Table 58: the same as `m`, three `l` and `h`.
    fn rectangle(&mut self, [x, y, width, height]: [f64; 4], state: &State) {
        self.start([x, y], state);
        let (right, top) = (x + width, y + height);
        for corner in [[right, y], [right, top], [x, top]] {
            self.line(corner, state);
        }
        self.close();
    }

    fn start(&mut self, point: [f64; 2], state: &State) {
        self.begin(apply(&state.base, point));
    }

    fn begin(&mut self, point: [f64; 2]) {
        self.points = self.points.saturating_add(1);
        if !self.is_too_long() {
            self.parts.push(Part {
                points: vec![point],
                closed: false,
            });
        }
    }

    fn line(&mut self, point: [f64; 2], state: &State) {
        self.push(apply(&state.base, point));
    }

    /// The next point; after `h` a new part begins where the last one did (ISO 32000-2 Table 58).
    fn push(&mut self, point: [f64; 2]) {
        if let Some(part) = self.parts.last()
            && part.closed
            && let Some(first) = part.points.first().copied()
        {
            self.begin(first);
        }
        match self.parts.last_mut() {
            Some(part) if self.points < POINTS => {
                self.points += 1;
                part.points.push(point);
            }
            _ => self.begin(point),
        }
    }

    fn current(&self) -> Option<[f64; 2]> {
        self.parts.last()?.points.last().copied()
    }

    /// A curve to `end`, from the current point; `one` is that point where the operator leaves it out.
    fn curve(&mut self, one: Option<[f64; 2]>, two: [f64; 2], end: [f64; 2], state: &State) {
        let [two, end] = [two, end].map(|point| apply(&state.base, point));
        let one = one.map(|point| apply(&state.base, point));
        let from = self.current().or(one).unwrap_or(two);
        for point in curves::points(&[from, one.unwrap_or(from), two, end]) {
            self.push(point);
        }
    }

    /// `h`, and the beginning of `s`, `b` and `b*`.
    pub(super) fn close(&mut self) {
        if let Some(part) = self.parts.last_mut()
            && !part.closed
            && let Some(first) = part.points.first().copied()
        {
            part.points.push(first);
            part.closed = true;
        }
    }

    pub(super) fn clear(&mut self) {
        self.parts.clear();
        self.points = 0;
    }

    /// Points were left out.
    pub(super) const fn is_too_long(&self) -> bool {
        self.points >= POINTS
    }

    /// Bounds of the whole path, as a clipping path.
    pub(super) fn bounds(&self) -> Option<Area> {
        bounds(
            self.parts
                .iter()
                .flat_map(|part| part.points.iter().copied()),
        )
    }

    /// What `f` and its like paint.
    pub(super) fn filled(&self, state: &State, purpose: Purpose, out: &mut Vec<Mark>) {
        let [alpha, _] = state.alphas();
        match (purpose, state.fill.tone, state.mixing()) {
            (Purpose::Above, Tone::Light, Blend::Darkening)
            | (Purpose::Beneath, Tone::Light, _) => {}
            (Purpose::Layered, _, blend) => {
                if blend == Blend::Normal {
                    let boxes = self.parts.iter().filter_map(Part::rectangle);
                    let marks = boxes.map(|area| Mark {
                        area,
                        ink: Ink::Solid,
                        alpha,
                    });
                    out.extend(marks.take(MARKS + 1));
                }
            }
            (Purpose::Above, _, blend) => {
                let alpha = if blend == Blend::Other { 1.0 } else { alpha };
                let marks = self.areas().map(|area| Mark {
                    area,
                    ink: Ink::Solid,
                    alpha,
                });
                out.extend(marks.take(MARKS + 1));
            }
            (Purpose::Beneath, tone, _) => {
                for area in self.areas() {
                    let ink = if tone == Tone::Unknown {
                        Ink::Picture
                    } else if is_small(&area) {
                        Ink::Glyph
                    } else {
                        continue;
                    };
                    out.push(Mark { area, ink, alpha });
                }
                let edges = self.parts.iter().flat_map(Part::edges);
                let edges = edges.flat_map(|[from, to]| line(from, to, THIN, alpha));
                out.extend(edges.take(MARKS + 1));
            }
        }
    }

    fn areas(&self) -> impl Iterator<Item = Area> + '_ {
        self.parts
            .iter()
            .filter_map(|part| bounds(part.points.iter().copied()))
    }

    /// What `S` and its like paint.
    pub(super) fn stroked(&self, state: &State, purpose: Purpose, out: &mut Vec<Mark>) {
        let hidden = match purpose {
            Purpose::Layered => true,
            Purpose::Beneath => state.stroke.tone == Tone::Light,
            Purpose::Above => {
                state.stroke.tone == Tone::Light && state.mixing() == Blend::Darkening
            }
        };
        if !hidden {
            let width = width(state).max(THIN);
            let other = purpose == Purpose::Above && state.mixing() == Blend::Other;
            let alpha = if other { 1.0 } else { state.alphas()[1] };
            let lines = self
                .parts
                .iter()
                .flat_map(|part| part.stroked(state, width, purpose));
            let marks = lines.flat_map(|[from, to]| line(from, to, width, alpha));
            out.extend(marks.take(MARKS + 1));
        }
    }
}

impl Part {
    /// The area of an upright rectangle; `None` of any other form.
    fn rectangle(&self) -> Option<Area> {
        let corners = self.points.get(..4)?;
        let rest = self.points.get(4..)?;
        let [a, b, c, d] = corners else { return None };
        let same = |one: f64, other: f64| (one - other).abs() < THIN;
        let upright = |[a, b, c, d]: [&[f64; 2]; 4]| {
            same(a[1], b[1]) && same(b[0], c[0]) && same(c[1], d[1]) && same(d[0], a[0])
        };
        let closes = rest.iter().all(|point| point == a) && rest.len() < 2;
        (closes && (upright([a, b, c, d]) || upright([b, c, d, a])))
            .then(|| bounds(corners.iter().copied()))
            .flatten()
    }

    /// The edges of what is filled: an open part is closed for it (ISO 32000-2 §8.5.3.3.1).
    fn edges(&self) -> impl Iterator<Item = [[f64; 2]; 2]> + '_ {
        let next = self.points.iter().skip(1).chain(self.points.first());
        let edges = self.points.iter().copied().zip(next.copied());
        edges.map(|(from, to)| [from, to]).take(if self.closed {
            self.points.len() - 1
        } else {
            self.points.len()
        })
    }

    fn stroked(&self, state: &State, width: f64, purpose: Purpose) -> Vec<[[f64; 2]; 2]> {
        let above = purpose == Purpose::Above;
        let mut points = Cow::Borrowed(&self.points);
        if above && !self.closed && state.pen.cap == 2.0 {
            points = Cow::Owned(lengthened(&points, width));
        }
        let pairs = points.windows(2);
        let mut lines: Vec<_> = pairs.filter_map(|pair| pair.try_into().ok()).collect();
        if above {
            lines.extend(mitres(&self.points, self.closed, state, width));
        }
        lines
    }
}

fn is_small(area: &Area) -> bool {
    area[2] - area[0] <= LETTER && area[3] - area[1] <= LETTER
}

/// The last numbers before an operator; `None` when one of them is missing or no number.
pub(super) fn last<const N: usize>(operands: &[Operand]) -> Option<[f64; N]> {
    let from = operands.len().checked_sub(N)?;
    let mut numbers = [0.0; N];
    for (slot, operand) in numbers.iter_mut().zip(operands.get(from..)?) {
        let Operand::Number(number) = operand else {
            return None;
        };
        *slot = *number;
    }
    Some(numbers)
}

/// `cm`.
pub(super) fn transform(state: &mut State, operands: &[Operand]) {
    if let Some(matrix) = last(operands) {
        state.base = product(&matrix, &state.base);
    }
}
