//! A round seal of an agency that does not exist.

use super::mask::Mask;
use super::shape::{Transform, circle, glyph_contours, star};
use crate::typeset::{Faces, Style, TypesetError};

/// In millimetres. Ours: the real diameters are a matter of the rules on seals, which nobody here has read; four real files drew 38.8 mm.
pub const SEAL_DIAMETER: u16 = 36;

/// What a seal says.
pub(crate) struct SealWords {
    /// Over the top of the rim.
    over: &'static str,
    /// Along the bottom of the rim.
    under: &'static str,
    middle: [&'static str; 2],
}

impl SealWords {
    pub(crate) const DEPARTMENT: Self = Self {
        over: "U.B.N.D TỈNH LẠC HỒNG",
        under: "CON DẤU MẪU",
        middle: ["SỞ KHOA HỌC", "VÀ CÔNG NGHỆ"],
    };
    pub(crate) const COMMITTEE: Self = Self {
        over: "TỈNH LẠC HỒNG",
        under: "CON DẤU MẪU",
        middle: ["ỦY BAN", "NHÂN DÂN"],
    };
}

/// Radii in millimetres, outer and inner.
const RINGS: [(f64, f64); 3] = [(18.0, 17.1), (16.5, 16.2), (11.5, 11.2)];
const OVER: f64 = 12.5;
const UNDER: f64 = 15.1;
const RIM_SIZE: f64 = 3.9;
const MIDDLE_SIZE: f64 = 2.15;
const MARK_SIZE: f64 = 4.8;
const SMALL_SIZE: f64 = 1.75;

/// Draws it around the origin, in millimetres.
pub(crate) fn draw_seal(
    mask: &mut Mask,
    on_mask: Transform,
    words: &SealWords,
) -> Result<(), TypesetError> {
    for (outer, inner) in RINGS {
        mask.fill(&on_mask.all(&[circle(outer, false), circle(inner, true)]));
    }
    let mut pen = Pen {
        faces: Faces::open()?,
        mask,
        on_mask,
    };
    pen.over(words.over)?;
    pen.under(words.under)?;
    pen.stars();
    let [first, second] = words.middle;
    pen.level(4.9, MIDDLE_SIZE, first)?;
    pen.level(1.9, MIDDLE_SIZE, second)?;
    pen.level(-3.4, MARK_SIZE, "MẪU")?;
    pen.level(-6.3, SMALL_SIZE, "KHÔNG CÓ GIÁ TRỊ")?;
    pen.level(-8.5, SMALL_SIZE, "PHÁP LÝ")
}

struct Pen<'m> {
    faces: Faces,
    mask: &'m mut Mask,
    on_mask: Transform,
}

impl Pen<'_> {
    /// A level line, centred.
    fn level(&mut self, y: f64, size: f64, text: &str) -> Result<(), TypesetError> {
        for (centre, half, glyph) in self.places(size, text)? {
            let place = Transform::scale_and_move(size, centre - half, y);
            self.glyph(glyph, place);
        }
        Ok(())
    }

    /// Letters with their feet to the middle of the seal.
    fn over(&mut self, text: &str) -> Result<(), TypesetError> {
        for (centre, half, glyph) in self.places(RIM_SIZE, text)? {
            let place = Transform::scale_and_move(RIM_SIZE, -half, OVER);
            let angle = -degrees(centre, OVER);
            self.glyph(glyph, place.then(Transform::rotation(angle)));
        }
        Ok(())
    }

    /// Letters with their feet to the rim.
    fn under(&mut self, text: &str) -> Result<(), TypesetError> {
        for (centre, half, glyph) in self.places(RIM_SIZE * 0.8, text)? {
            let place = Transform::scale_and_move(RIM_SIZE * 0.8, -half, -UNDER);
            let angle = degrees(centre, UNDER);
            self.glyph(glyph, place.then(Transform::rotation(angle)));
        }
        Ok(())
    }

    /// One on each side, between the two lines of the rim.
    fn stars(&mut self) {
        for angle in [122.0, -122.0] {
            let place = Transform::scale_and_move(1.5, 0.0, 13.8);
            let place = place.then(Transform::rotation(angle)).then(self.on_mask);
            self.mask.fill(&place.all(&[star(1.0)]));
        }
    }

    fn glyph(&mut self, glyph: u16, place: Transform) {
        let contours = glyph_contours(&self.faces, Style::Bold, glyph);
        self.mask.fill(&place.then(self.on_mask).all(&contours));
    }

    /// Of each glyph: its centre from the middle of the text, half its width, and its number.
    fn places(&mut self, size: f64, text: &str) -> Result<Vec<(f64, f64, u16)>, TypesetError> {
        let glyphs = self.faces.get_mut(Style::Bold).shape(text)?;
        let width = |advance: f32| f64::from(advance) * size / 1000.0;
        let whole: f64 = glyphs.iter().map(|glyph| width(glyph.advance)).sum();
        let mut x = -whole / 2.0;
        Ok(glyphs
            .iter()
            .map(|glyph| {
                let half = width(glyph.advance) / 2.0;
                let centre = x + half;
                x = centre + half;
                (centre, half, glyph.original)
            })
            .collect())
    }
}

/// The angle under which an arc is seen.
fn degrees(arc: f64, radius: f64) -> f64 {
    arc / radius * 180.0 / std::f64::consts::PI
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn its_outer_ring_is_as_wide_as_the_seal_is_said_to_be() {
        let dots = 12;
        let mut mask = Mask::of_millimetres(SEAL_DIAMETER + 4, SEAL_DIAMETER + 4, dots);
        let (width, height) = mask.pixels();
        let middle = mask.height() / 2.0;
        let on_mask = Transform::flip(f64::from(dots), middle, middle);
        draw_seal(&mut mask, on_mask, &SealWords::DEPARTMENT).unwrap();
        let row = &mask.coverage()[height / 2 * width..][..width];
        let first = row.iter().position(|covered| *covered > 127).unwrap();
        let last = row.iter().rposition(|covered| *covered > 127).unwrap();
        let expected = usize::from(SEAL_DIAMETER) * 12;
        assert!((last + 1 - first).abs_diff(expected) <= 1);
    }
}
