//! Paths (ISO 32000-2 §8.5): as areas when they are laid over something, as lines when something is laid over them.

use super::geometry::{Area, apply, bounds, product, scale, widened};
use super::operators::Operand;
use super::state::{Blend, State, Tone};
use super::{Ink, Mark, Purpose};

/// The path under construction, in the page's space.
#[derive(Debug, Default)]
pub(super) struct Path {
    parts: Vec<Vec<[f64; 2]>>,
    /// The current point, in the space of the stream.
    at: [f64; 2],
}

/// Straight pieces that stand for a curve.
const PIECES: u32 = 4;
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
                    self.curve([a, b], [c, d], [e, f], state);
                }
            }
            b"v" => {
                if let Some([c, d, e, f]) = last(operands) {
                    self.curve(self.at, [c, d], [e, f], state);
                }
            }
            b"y" => {
                if let Some([a, b, e, f]) = last(operands) {
                    self.curve([a, b], [e, f], [e, f], state);
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

    fn rectangle(&mut self, [x, y, width, height]: [f64; 4], state: &State) {
        self.start([x, y], state);
        let (right, top) = (x + width, y + height);
        for corner in [[right, y], [right, top], [x, top], [x, y]] {
            self.line(corner, state);
        }
    }

    fn start(&mut self, point: [f64; 2], state: &State) {
        self.at = point;
        self.parts.push(vec![apply(&state.base, point)]);
    }

    fn line(&mut self, point: [f64; 2], state: &State) {
        self.at = point;
        let mapped = apply(&state.base, point);
        match self.parts.last_mut() {
            Some(part) => part.push(mapped),
            None => self.parts.push(vec![mapped]),
        }
    }

    fn curve(&mut self, one: [f64; 2], two: [f64; 2], end: [f64; 2], state: &State) {
        let from = self.at;
        for piece in 1..=PIECES {
            let t = f64::from(piece) / f64::from(PIECES);
            let s = 1.0 - t;
            let along = |axis: usize| {
                s * s * s * from[axis]
                    + 3.0 * s * s * t * one[axis]
                    + 3.0 * s * t * t * two[axis]
                    + t * t * t * end[axis]
            };
            self.line([along(0), along(1)], state);
        }
    }

    fn close(&mut self) {
        if let Some(part) = self.parts.last_mut()
            && let Some(first) = part.first().copied()
        {
            part.push(first);
        }
    }

    pub(super) fn clear(&mut self) {
        self.parts.clear();
    }

    /// Bounds of the whole path, as a clipping path.
    pub(super) fn bounds(&self) -> Option<Area> {
        bounds(self.parts.iter().flatten().copied())
    }

    /// What `f` and its like paint.
    pub(super) fn filled(&self, state: &State, purpose: Purpose, out: &mut Vec<Mark>) {
        let alpha = state.fill.alpha * state.group_alpha;
        match (purpose, state.fill.tone, state.blend) {
            (Purpose::Above, Tone::Light, Blend::Darkening)
            | (Purpose::Beneath, Tone::Light, _) => {}
            (Purpose::Above, _, blend) => {
                let alpha = if blend == Blend::Other { 1.0 } else { alpha };
                out.extend(self.areas().map(|area| Mark {
                    area,
                    ink: Ink::Solid,
                    alpha,
                }));
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
                self.lines(THIN, alpha, out);
            }
        }
    }

    fn areas(&self) -> impl Iterator<Item = Area> + '_ {
        self.parts
            .iter()
            .filter_map(|part| bounds(part.iter().copied()))
    }

    /// What `S` and its like paint.
    pub(super) fn stroked(&self, state: &State, purpose: Purpose, out: &mut Vec<Mark>) {
        let hidden = match purpose {
            Purpose::Beneath => state.stroke.tone == Tone::Light,
            Purpose::Above => state.stroke.tone == Tone::Light && state.blend == Blend::Darkening,
        };
        if !hidden {
            let width = state.line_width.abs() * scale(&state.base);
            let other = purpose == Purpose::Above && state.blend == Blend::Other;
            let alpha = if other {
                1.0
            } else {
                state.stroke.alpha * state.group_alpha
            };
            self.lines(width.max(THIN), alpha, out);
        }
    }

    fn lines(&self, width: f64, alpha: f64, out: &mut Vec<Mark>) {
        for part in &self.parts {
            for pair in part.windows(2) {
                if let [from, to] = pair {
                    line(*from, *to, width, alpha, out);
                }
            }
        }
    }
}

/// A line from this width on, in points, can hide something, and is cut into pieces where it runs aslant.
const BROAD: f64 = 2.0;
/// Pieces of one line.
const CUTS: u32 = 256;

fn line(from: [f64; 2], to: [f64; 2], width: f64, alpha: f64, out: &mut Vec<Mark>) {
    let [x, y] = [to[0] - from[0], to[1] - from[1]];
    let aslant = x.abs().min(y.abs()) > width && width >= BROAD;
    let wanted = x.abs().max(y.abs()) / width;
    let cuts = (1..=CUTS)
        .find(|cuts| !aslant || f64::from(*cuts) >= wanted)
        .unwrap_or(CUTS);
    for cut in 0..cuts {
        let at = |cut: u32| {
            let part = f64::from(cut) / f64::from(cuts);
            [from[0] + x * part, from[1] + y * part]
        };
        let Some(tight) = bounds([at(cut), at(cut + 1)]) else {
            continue;
        };
        let area = widened(&tight, width / 2.0);
        let size = (area[2] - area[0]) * (area[3] - area[1]);
        let length = x.hypot(y) / f64::from(cuts) + width;
        let density = (length * width / size).clamp(0.0, 1.0);
        out.push(Mark {
            area,
            ink: Ink::Line { density },
            alpha,
        });
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
