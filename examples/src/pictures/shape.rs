//! Outlines: of glyphs, rings and stars, and how they are moved.

use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};

use crate::typeset::{Faces, Style};

pub(crate) type Point = (f64, f64);
/// A closed line.
pub(crate) type Contour = Vec<Point>;

/// Each curve of a glyph becomes so many straight lines.
const PARTS: u8 = 8;

/// Sine and cosine of an angle in degrees, by their series: the same last digit everywhere, which the system's are not.
pub(crate) fn turn(degrees: f64) -> (f64, f64) {
    let angle = degrees.rem_euclid(360.0) - 180.0;
    let x = angle * std::f64::consts::PI / 180.0;
    let (mut sine, mut cosine, mut term) = (0.0, 0.0, 1.0);
    for power in 0..40_u8 {
        match power % 4 {
            0 => cosine += term,
            1 => sine += term,
            2 => cosine -= term,
            _ => sine -= term,
        }
        term *= x / f64::from(power + 1);
    }
    (-sine, -cosine)
}

/// `x' = a·x + c·y + e`, `y' = b·x + d·y + f`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Transform([f64; 6]);

impl Transform {
    /// To pixels, from coordinates that grow upward; the origin goes to a pixel.
    pub(crate) const fn flip(scale: f64, x: f64, y: f64) -> Self {
        Self([scale, 0.0, 0.0, -scale, x, y])
    }

    pub(crate) const fn scale_and_move(scale: f64, x: f64, y: f64) -> Self {
        Self([scale, 0.0, 0.0, scale, x, y])
    }

    /// Anticlockwise, where coordinates grow upward.
    pub(crate) fn rotation(degrees: f64) -> Self {
        let (sine, cosine) = turn(degrees);
        Self([cosine, sine, -sine, cosine, 0.0, 0.0])
    }

    /// This one first, the other afterwards.
    pub(crate) fn then(self, other: Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let (x_axis, y_axis) = (other.direction((a, b)), other.direction((c, d)));
        let origin = other.apply((e, f));
        Self([x_axis.0, x_axis.1, y_axis.0, y_axis.1, origin.0, origin.1])
    }

    pub(crate) fn apply(self, point: Point) -> Point {
        let moved = self.direction(point);
        (moved.0 + self.0[4], moved.1 + self.0[5])
    }

    fn direction(self, (x, y): Point) -> Point {
        let [a, b, c, d, ..] = self.0;
        (a * x + c * y, b * x + d * y)
    }

    /// How much longer lengths become.
    pub(super) fn length(self) -> f64 {
        let (x, y) = self.direction((1.0, 0.0));
        (x * x + y * y).sqrt()
    }

    pub(crate) fn all(self, contours: &[Contour]) -> Vec<Contour> {
        let moved = |contour: &Contour| contour.iter().map(|point| self.apply(*point)).collect();
        contours.iter().map(moved).collect()
    }
}

/// The outline of a glyph of 1 unit size.
pub(crate) fn glyph_contours(faces: &Faces, style: Style, glyph: u16) -> Vec<Contour> {
    let face = &faces.get(style).face;
    let mut outline = Outline::default();
    face.outline_glyph(GlyphId(glyph), &mut outline);
    let unit = Transform::scale_and_move(1.0 / f64::from(face.units_per_em()), 0.0, 0.0);
    unit.all(&outline.contours)
}

/// A circle; the other way round it is a hole.
pub(super) fn circle(radius: f64, is_hole: bool) -> Contour {
    let direction = if is_hole { -1.0 } else { 1.0 };
    (0..360_u16)
        .map(|step| {
            let (sine, cosine) = turn(f64::from(step) * direction);
            (radius * cosine, radius * sine)
        })
        .collect()
}

/// A star of five points, one of them up.
pub(super) fn star(radius: f64) -> Contour {
    /// cos 72° / cos 36°: the inner corners of a pentagram.
    const INNER: f64 = 0.381_966_011_250_105;
    (0..10_u16)
        .map(|corner| {
            let (sine, cosine) = turn(f64::from(corner) * 36.0);
            let radius = if corner % 2 == 0 {
                radius
            } else {
                radius * INNER
            };
            (radius * sine, radius * cosine)
        })
        .collect()
}

#[derive(Default)]
struct Outline {
    contours: Vec<Contour>,
}

impl Outline {
    fn last(&self) -> Point {
        self.contours
            .last()
            .and_then(|contour| contour.last())
            .copied()
            .unwrap_or_default()
    }

    fn push(&mut self, point: Point) {
        if let Some(contour) = self.contours.last_mut() {
            contour.push(point);
        }
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.contours.push(vec![(f64::from(x), f64::from(y))]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.push((f64::from(x), f64::from(y)));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let from = self.last();
        let (control, to) = ((f64::from(x1), f64::from(y1)), (f64::from(x), f64::from(y)));
        for part in 1..=PARTS {
            let t = f64::from(part) / f64::from(PARTS);
            let mix = |a: f64, b: f64, c: f64| {
                (a * (1.0 - t) + b * t) * (1.0 - t) + (b * (1.0 - t) + c * t) * t
            };
            self.push((mix(from.0, control.0, to.0), mix(from.1, control.1, to.1)));
        }
    }

    /// The fonts are TrueType, whose curves are all quadratic.
    fn curve_to(&mut self, _: f32, _: f32, _: f32, _: f32, x: f32, y: f32) {
        self.line_to(x, y);
    }

    fn close(&mut self) {}
}
