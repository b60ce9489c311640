//! The graphics state, as far as it decides on sizes, colours of text, and what is cut off (ISO 32000-2 §8.4, §9.3).

use std::rc::Rc;

use pdf_revisions::content::Operand;
use signature_appearance::Colour;

use crate::layout::colours::Space;
use crate::layout::fonts::Font;
use crate::layout::matrix::{IDENTITY, Matrix, Rect, apply, common, product};

#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) base: Matrix,
    /// Bounds of what the clipping path lets through; `None` when it is nothing.
    pub(super) clip: Option<Rect>,
    pub(super) fill: Option<Colour>,
    pub(super) space: Space,
    pub(super) font: Rc<Font>,
    pub(super) size: f64,
    /// The text matrix. Where the next glyph is does not matter here, only how large it is.
    pub(super) text: Matrix,
    pub(super) mode: u8,
}

impl State {
    pub(super) fn new(base: Matrix, clip: Rect) -> Self {
        Self {
            base,
            clip: Some(clip),
            fill: Some(Colour::BLACK),
            space: Space::Grey,
            font: Rc::default(),
            size: 0.0,
            text: IDENTITY,
            mode: 0,
        }
    }

    pub(super) fn cut(&mut self, bounds: &Rect) {
        self.clip = self.clip.and_then(|clip| common(&clip, bounds));
    }

    /// An operator that sets something; `false` when it is none.
    pub(super) fn set(&mut self, operator: &[u8], operands: &[Operand]) -> bool {
        match operator {
            b"cm" => {
                if let Some(matrix) = last(operands) {
                    self.base = product(&matrix, &self.base);
                }
            }
            b"BT" => self.text = IDENTITY,
            b"Tm" => self.text = last(operands).unwrap_or(self.text),
            b"Tr" => self.mode = last(operands).map_or(0, |[mode]| mode_of(mode)),
            b"g" => self.device(Space::Grey, operands),
            b"rg" => self.device(Space::Rgb, operands),
            b"k" => self.device(Space::Cmyk, operands),
            b"sc" | b"scn" => self.fill = self.space.of_operands(operands),
            _ => return false,
        }
        true
    }

    fn device(&mut self, space: Space, operands: &[Operand]) {
        self.fill = space.of_operands(operands);
        self.space = space;
    }
}

fn mode_of(number: f64) -> u8 {
    let mut modes = 0..=7;
    let found = modes.find(|mode| (f64::from(*mode) - number).abs() < 0.5);
    found.unwrap_or(0)
}

/// The path that may become a clipping path: its bounds.
#[derive(Debug, Default)]
pub(super) struct Clip {
    bounds: Option<Rect>,
    is_meant: bool,
}

impl Clip {
    /// An operator of paths; `false` when it is none.
    pub(super) fn build(
        &mut self,
        operator: &[u8],
        operands: &[Operand],
        state: &mut State,
    ) -> bool {
        match operator {
            b"m" | b"l" => self.points::<2>(operands, state),
            b"v" | b"y" => self.points::<4>(operands, state),
            b"c" => self.points::<6>(operands, state),
            b"re" => {
                if let Some([x, y, width, height]) = last(operands) {
                    for corner in [
                        [x, y],
                        [x + width, y],
                        [x, y + height],
                        [x + width, y + height],
                    ] {
                        self.reach(apply(&state.base, corner));
                    }
                }
            }
            b"h" => {}
            b"W" | b"W*" => self.is_meant = true,
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => {
                if let Some(bounds) = self.bounds.filter(|_| self.is_meant) {
                    state.cut(&bounds);
                }
                *self = Self::default();
            }
            _ => return false,
        }
        true
    }

    fn points<const N: usize>(&mut self, operands: &[Operand], state: &State) {
        for pair in last::<N>(operands)
            .iter()
            .flat_map(|all| all.chunks_exact(2))
        {
            self.reach(apply(&state.base, [pair[0], pair[1]]));
        }
    }

    fn reach(&mut self, [x, y]: [f64; 2]) {
        let [left, bottom, right, top] = self.bounds.unwrap_or([x, y, x, y]);
        self.bounds = Some([left.min(x), bottom.min(y), right.max(x), top.max(y)]);
    }
}

/// The last operands, if they are numbers.
fn last<const N: usize>(operands: &[Operand]) -> Option<[f64; N]> {
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
