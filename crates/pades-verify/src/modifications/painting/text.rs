//! Text (ISO 32000-2 §9.4): a box for every glyph.

use super::fonts::Code;
use super::geometry::{Area, IDENTITY, Matrix, mapped, product, scale, widened};
use super::paths::last;
use super::state::{Blend, State, TextState, Tone};
use super::strokes::width;
use super::unicode::Class;
use super::walker::MARKS;
use super::{Ink, Mark, Purpose};
use pdf_revisions::content::{Operand, Piece};

/// How far glyphs reach below and above the line, in ems: descenders, and capitals with the accents of Vietnamese.
const BELOW: f64 = -0.22;
const ABOVE: f64 = 0.9;
/// Full stops that make a row to be filled in, not the point of a number.
const ROW: usize = 3;
/// A stroke of so many ems fills the letter that it draws.
const BOLD: f64 = 0.15;

impl TextState {
    /// An operator that sets text state or moves; `false` when it is none.
    pub(super) fn set(&mut self, operator: &[u8], operands: &[Operand]) -> bool {
        let number = || last::<1>(operands).map_or(0.0, |[number]| number);
        match operator {
            b"BT" => self.start(IDENTITY),
            b"Tc" => self.character_spacing = number(),
            b"Tw" => self.word_spacing = number(),
            b"Tz" => self.stretch = number() / 100.0,
            b"TL" => self.leading = number(),
            b"Ts" => self.rise = number(),
            b"Tr" => self.mode = mode(number()),
            b"Tm" => self.start(last(operands).unwrap_or(self.line)),
            b"Td" | b"TD" => {
                let [x, y] = last(operands).unwrap_or([0.0, 0.0]);
                if operator == b"TD" {
                    self.leading = -y;
                }
                self.move_by(x, y);
            }
            b"T*" => self.next_line(),
            _ => return false,
        }
        true
    }

    fn start(&mut self, at: Matrix) {
        self.at = at;
        self.line = at;
    }

    fn move_by(&mut self, x: f64, y: f64) {
        self.start(product(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line.clone()));
    }

    fn next_line(&mut self) {
        self.move_by(0.0, -self.leading);
    }

    fn advance(&mut self, by: f64) {
        self.at = product(&[1.0, 0.0, 0.0, 1.0, by, 0.0], &self.at);
    }
}

fn mode(number: f64) -> u8 {
    (0..=7)
        .find(|mode| (f64::from(*mode) - number).abs() < 0.5)
        .unwrap_or(0)
}

/// `Tj`, `TJ`, `'` and `"`: the glyphs that are shown; `false` when there are too many.
pub(super) fn show(
    operator: &[u8],
    operands: &[Operand],
    state: &mut State,
    purpose: Purpose,
    out: &mut Vec<Mark>,
) -> bool {
    if operator == b"\"" {
        let spacing = operands
            .len()
            .checked_sub(1)
            .and_then(|last_one| last::<2>(operands.get(..last_one).unwrap_or_default()));
        if let Some([word, character]) = spacing {
            state.text.word_spacing = word;
            state.text.character_spacing = character;
        }
    }
    if matches!(operator, b"'" | b"\"") {
        state.text.next_line();
    }
    let mut shown = Vec::new();
    match operands.last() {
        Some(Operand::Text(text)) => string(text, state, &mut shown),
        Some(Operand::Pieces(pieces)) => {
            for piece in pieces {
                match piece {
                    Piece::Text(text) => string(text, state, &mut shown),
                    Piece::Shift(by) => {
                        let by = -by / 1000.0 * state.text.size * state.text.stretch;
                        state.text.advance(by);
                    }
                }
            }
        }
        _ => {}
    }
    marks(&shown, state, purpose, out);
    shown.len() <= MARKS
}

fn string(text: &[u8], state: &mut State, shown: &mut Vec<(Class, Area)>) {
    let font = std::rc::Rc::clone(&state.text.font);
    for code in font.codes(text) {
        if shown.len() > MARKS {
            return;
        }
        glyph(code, state, shown);
    }
}

fn glyph(code: Code, state: &mut State, shown: &mut Vec<(Class, Area)>) {
    let text = &mut state.text;
    let width = code.width * text.size;
    let area = [
        0.0,
        BELOW * text.size + text.rise,
        width * text.stretch,
        ABOVE * text.size + text.rise,
    ];
    let at = product(&text.at, &state.base);
    let area = mapped(&at, &super::geometry::ordered(area));
    shown.extend(area.map(|area| (code.class, area)));
    let spacing = text.character_spacing
        + if code.is_space {
            text.word_spacing
        } else {
            0.0
        };
    text.advance((width + spacing) * text.stretch);
}

/// ISO 32000-2 Table 104: what the rendering mode leaves of the glyphs.
fn marks(shown: &[(Class, Area)], state: &State, purpose: Purpose, out: &mut Vec<Mark>) {
    let (fills, strokes) = (
        matches!(state.text.mode, 0 | 2 | 4 | 6),
        matches!(state.text.mode, 1 | 2 | 5 | 6),
    );
    if !fills && !strokes {
        return;
    }
    let paint = if fills { state.fill } else { state.stroke };
    let em = state.text.size.abs() * scale(&product(&state.text.at, &state.base));
    let pen = width(state);
    let bold = strokes && pen > BOLD * em;
    let dense = purpose == Purpose::Above
        && (paint.tone != Tone::Dark || bold || state.mixing() == Blend::Other);
    let alpha = match (fills, strokes, state.alphas()) {
        (true, true, [fill, stroke]) => fill.max(stroke),
        (true, false, [fill, _]) => fill,
        (false, _, [_, stroke]) => stroke,
    };
    for (index, (class, area)) in shown.iter().enumerate() {
        let ink = match class {
            Class::Blank => continue,
            Class::Row => Ink::Filler,
            Class::Dot if row(shown, index) >= ROW => Ink::Filler,
            Class::Dot | Class::Sign => Ink::Glyph,
        };
        out.push(if dense {
            // The glyph of a font that nobody read may be larger than the box.
            Mark {
                area: widened(area, em + pen),
                ink: Ink::Solid,
                alpha: if state.mixing() == Blend::Other {
                    1.0
                } else {
                    alpha
                },
            }
        } else {
            Mark {
                area: *area,
                ink,
                alpha,
            }
        });
    }
}

/// How many dots stand together around this one.
fn row(shown: &[(Class, Area)], index: usize) -> usize {
    let dots = |one: &&(Class, Area)| one.0 == Class::Dot;
    let before = shown.get(..index).unwrap_or_default().iter().rev();
    let after = shown.get(index..).unwrap_or_default().iter();
    before.take(ROW).take_while(dots).count() + after.take(ROW).take_while(dots).count()
}
