//! Pictures an office keeps: two leaders' signatures, an official's initials, a round seal. All invented, all drawn by us.
//!
//! One ink on a see-through ground, with the size on paper in the file (`pHYs`). The law asks for blue and red, PNG, a see-through
//! ground and the seal's real size (NĐ 30/2020, Phụ lục I, read second-hand); the sizes in millimetres are ours. The seal says in its rim and
//! in its middle that it is a sample: no agency has one like it.

mod mask;
mod png;
mod seal;
mod shape;
mod signature;

pub(crate) use mask::Mask;
pub use seal::SEAL_DIAMETER;
pub(crate) use seal::{SealWords, draw_seal};
pub(crate) use shape::{Transform, glyph_contours};
pub use signature::Signatory;
pub(crate) use signature::draw_signature;

use crate::typeset::TypesetError;

/// Ours: 304.8 dots per inch, so that a millimetre is a whole number of them.
const DOTS_PER_MILLIMETRE: u32 = 12;
const DOTS: f64 = DOTS_PER_MILLIMETRE as f64;
/// The ink of a pen, and of a seal.
pub(crate) const BLUE: [u8; 3] = [20, 50, 170];
pub(crate) const RED: [u8; 3] = [214, 22, 30];

/// The picture of a signature as a PNG file.
///
/// # Errors
/// Never so far; the set makes its files alike.
pub fn signature(signatory: Signatory) -> Result<Vec<u8>, TypesetError> {
    let (width, height) = signatory.size();
    let mut mask = Mask::of_millimetres(width, height, DOTS_PER_MILLIMETRE);
    let on_mask = Transform::flip(DOTS, 0.0, mask.height());
    draw_signature(&mut mask, on_mask, signatory);
    Ok(png::write(
        &mask,
        BLUE,
        DOTS_PER_MILLIMETRE,
        "Chu ky mau (sample signature of an invented person)",
    ))
}

/// The picture of the fictional department's seal as a PNG file.
///
/// # Errors
/// When the font is missing a glyph.
pub fn seal() -> Result<Vec<u8>, TypesetError> {
    let mut mask = Mask::of_millimetres(SEAL_DIAMETER, SEAL_DIAMETER, DOTS_PER_MILLIMETRE);
    let half = f64::from(SEAL_DIAMETER) * DOTS / 2.0;
    let on_mask = Transform::flip(DOTS, half, half);
    draw_seal(&mut mask, on_mask, &SealWords::DEPARTMENT)?;
    Ok(png::write(
        &mask,
        RED,
        DOTS_PER_MILLIMETRE,
        "Con dau mau, co quan gia dinh (sample seal of an invented agency)",
    ))
}
