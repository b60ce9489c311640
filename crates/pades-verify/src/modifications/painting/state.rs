//! The graphics state (ISO 32000-2 §8.4), as far as it decides what is painted where and whether it hides.

use pdf_revisions::{Dict, Object, PdfError, View};

use super::geometry::{Area, IDENTITY, Matrix};
use pdf_revisions::content::Operand;

/// How light a colour is. White on paper is not seen, and hides what it is painted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Light,
    Dark,
    /// A pattern, or a colour space that is not read.
    Unknown,
}

/// How the colours of paint and page are mixed (ISO 32000-2 §11.3.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blend {
    Normal,
    /// `Multiply`, `Darken`: light paint leaves dark content as it is.
    Darkening,
    /// Anything else may turn content into its opposite.
    Other,
}

/// Brightness from which a colour is light. The number is ours: text so light is not read on paper.
const LIGHT: f64 = 0.8;

#[derive(Clone, Copy, Debug)]
pub(super) struct Paint {
    pub(super) tone: Tone,
    pub(super) alpha: f64,
    /// Components of the colour space that was chosen; 0 where it is not known.
    components: usize,
}

impl Paint {
    const BLACK: Self = Self {
        tone: Tone::Dark,
        alpha: 1.0,
        components: 1,
    };

    /// `sc` and `scn`, in the space that was chosen.
    pub(super) fn colour(&mut self, operands: &[Operand]) {
        let numbers: Vec<f64> = operands
            .iter()
            .filter_map(|operand| match operand {
                Operand::Number(number) => Some(number.clamp(0.0, 1.0)),
                _ => None,
            })
            .collect();
        let brightness = match (self.components, numbers.as_slice()) {
            (1, [grey]) => Some(*grey),
            (3, [red, green, blue]) => Some(0.3 * red + 0.59 * green + 0.11 * blue),
            (4, [cyan, magenta, yellow, black]) => {
                Some((1.0 - (0.3 * cyan + 0.59 * magenta + 0.11 * yellow)) * (1.0 - black))
            }
            _ => None,
        };
        self.tone = match brightness {
            None => Tone::Unknown,
            Some(brightness) if brightness >= LIGHT => Tone::Light,
            Some(_) => Tone::Dark,
        };
    }

    /// `cs`: the first colour of most spaces is black (ISO 32000-2 §8.6.5.1).
    pub(super) fn space(&mut self, components: Option<usize>) {
        self.components = components.unwrap_or(0);
        self.tone = components.map_or(Tone::Unknown, |_| Tone::Dark);
    }
}

/// Components of a colour space whose colours are read; `None` for patterns, inks and palettes.
pub(super) fn components(view: View<'_>, space: &Object) -> Result<Option<usize>, PdfError> {
    if let Some(name) = space.as_name() {
        return Ok(by_name(name.as_bytes()));
    }
    let Some([kind, rest @ ..]) = space.as_array() else {
        return Ok(None);
    };
    let Some(kind) = kind.as_name().map(|kind| kind.as_bytes()) else {
        return Ok(None);
    };
    if kind == b"ICCBased"
        && let Some(profile) = rest.first()
        && let Some(dict) = view.deref(profile)?.as_dict()
    {
        let count = view.value(dict, b"N")?.as_integer();
        return Ok(count
            .and_then(|count| usize::try_from(count).ok())
            .filter(|count| matches!(count, 1 | 3 | 4)));
    }
    Ok(by_name(kind))
}

const fn by_name(name: &[u8]) -> Option<usize> {
    match name {
        b"DeviceGray" | b"CalGray" => Some(1),
        b"DeviceRGB" | b"CalRGB" => Some(3),
        b"DeviceCMYK" => Some(4),
        _ => None,
    }
}

/// How lines are drawn (ISO 32000-2 §8.4.3).
#[derive(Clone, Copy, Debug)]
pub(super) struct Pen {
    pub(super) width: f64,
    /// 2 is square.
    pub(super) cap: f64,
    /// 0 is a mitre.
    pub(super) join: f64,
    pub(super) miter_limit: f64,
}

/// Graphics and text state.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) base: Matrix,
    /// Bounds of what the clipping path lets through; `None` when it is nothing.
    pub(super) clip: Option<Area>,
    pub(super) fill: Paint,
    pub(super) stroke: Paint,
    pub(super) pen: Pen,
    pub(super) blend: Blend,
    pub(super) group: Group,
    pub(super) text: TextState,
}

/// What the transparency groups around make of what is painted in them (ISO 32000-2 §11.4).
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    /// What they leave of every alpha.
    pub(super) alpha: f64,
    pub(super) blend: Blend,
    /// Paint in one of them does not mix with the page.
    pub(super) isolated: bool,
}

/// ISO 32000-2 §9.3.
#[derive(Clone, Debug)]
pub(super) struct TextState {
    pub(super) at: Matrix,
    pub(super) line: Matrix,
    pub(super) font: std::rc::Rc<super::fonts::Font>,
    pub(super) size: f64,
    pub(super) leading: f64,
    pub(super) character_spacing: f64,
    pub(super) word_spacing: f64,
    /// 1 is the usual width.
    pub(super) stretch: f64,
    pub(super) rise: f64,
    pub(super) mode: u8,
}

impl State {
    pub(super) fn new(base: Matrix, clip: Area) -> Self {
        Self {
            base,
            clip: Some(clip),
            fill: Paint::BLACK,
            stroke: Paint::BLACK,
            pen: Pen {
                width: 1.0,
                cap: 0.0,
                join: 0.0,
                miter_limit: 10.0,
            },
            blend: Blend::Normal,
            group: Group {
                alpha: 1.0,
                blend: Blend::Normal,
                isolated: false,
            },
            text: TextState {
                at: IDENTITY,
                line: IDENTITY,
                font: std::rc::Rc::new(super::fonts::Font::UNKNOWN),
                size: 0.0,
                leading: 0.0,
                character_spacing: 0.0,
                word_spacing: 0.0,
                stretch: 1.0,
                rise: 0.0,
                mode: 0,
            },
        }
    }

    /// How paint mixes with the page, through the groups around it.
    pub(super) const fn mixing(&self) -> Blend {
        match (self.group.blend, self.blend) {
            (Blend::Other, _) | (_, Blend::Other) => Blend::Other,
            (Blend::Darkening, _) => Blend::Darkening,
            // White multiplied with nothing is white, and covers the page as the group does.
            (Blend::Normal, _) if self.group.isolated => Blend::Normal,
            (Blend::Normal, own) => own,
        }
    }

    /// Alpha of what fills, and of what strokes.
    pub(super) fn alphas(&self) -> [f64; 2] {
        [self.fill.alpha, self.stroke.alpha].map(|alpha| alpha * self.group.alpha)
    }

    /// Into a transparency group: it is painted as the state around it says, and begins anew inside (ISO 32000-2 §11.6.6).
    pub(super) fn enter_group(&mut self, isolated: bool) {
        self.group = Group {
            alpha: self.group.alpha * self.fill.alpha,
            blend: self.mixing(),
            isolated: self.group.isolated || isolated,
        };
        self.fill.alpha = 1.0;
        self.stroke.alpha = 1.0;
        self.blend = Blend::Normal;
    }

    /// An `ExtGState` dictionary (ISO 32000-2 §8.4.5). A soft mask is taken as if it were not there: it only ever shows less.
    pub(super) fn extended(&mut self, view: View<'_>, parameters: &Dict) -> Result<(), PdfError> {
        let number = |key: &[u8]| Ok::<_, PdfError>(view.value(parameters, key)?.as_number());
        if let Some(alpha) = number(b"ca")? {
            self.fill.alpha = alpha.clamp(0.0, 1.0);
        }
        if let Some(alpha) = number(b"CA")? {
            self.stroke.alpha = alpha.clamp(0.0, 1.0);
        }
        let pen = &mut self.pen;
        for (key, slot) in [
            (&b"LW"[..], &mut pen.width),
            (b"LC", &mut pen.cap),
            (b"LJ", &mut pen.join),
            (b"ML", &mut pen.miter_limit),
        ] {
            *slot = number(key)?.unwrap_or(*slot);
        }
        let blend = match view.value(parameters, b"BM")? {
            Object::Null => return Ok(()),
            Object::Array(modes) => modes.first().cloned().unwrap_or(Object::Null),
            mode => mode,
        };
        self.blend = match blend
            .as_name()
            .map(|name| name.as_bytes().to_vec())
            .as_deref()
        {
            Some(b"Normal" | b"Compatible") => Blend::Normal,
            Some(b"Multiply" | b"Darken") => Blend::Darkening,
            _ => Blend::Other,
        };
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(numbers: &[f64], components: Option<usize>) -> Tone {
        let operands: Vec<Operand> = numbers.iter().copied().map(Operand::Number).collect();
        let mut paint = Paint::BLACK;
        paint.space(components);
        paint.colour(&operands);
        paint.tone
    }

    #[test]
    fn white_is_light_in_every_space() {
        assert_eq!(tone(&[1.0], Some(1)), Tone::Light);
        assert_eq!(tone(&[0.95, 0.95, 0.95], Some(3)), Tone::Light);
        assert_eq!(tone(&[0.0, 0.0, 0.0, 0.05], Some(4)), Tone::Light);
        assert_eq!(tone(&[1.0, 0.0, 0.0], Some(3)), Tone::Dark);
        assert_eq!(tone(&[0.0, 0.0, 0.0, 1.0], Some(4)), Tone::Dark);
        assert_eq!(tone(&[0.5, 0.5], Some(2)), Tone::Unknown);
    }
}
