//! The sheet, the signature and the seal as pixels, one layer for each ink.

use super::scan::Scan;
use crate::pictures::{
    BLUE, Mask, RED, SEAL_DIAMETER, SealWords, Signatory, Transform, draw_seal, draw_signature,
    glyph_contours,
};
use crate::typeset::{Faces, Format, Item, Run, TypesetError, Typesetter};

const BLACK: [u8; 3] = [28, 28, 30];
/// How the sheet lay on the glass, in degrees.
const ASKEW: f64 = 0.35;
const POINTS_PER_MILLIMETRE: f64 = 72.0 / 25.4;

/// Layers, the lower ones first.
pub(super) struct Inks([(Mask, [u8; 3]); 4]);

impl Inks {
    /// The pixels, row by row.
    pub(super) fn colours(&self, paper: [u8; 3]) -> impl Iterator<Item = [u8; 3]> {
        let [(first, _), ..] = &self.0;
        (0..first.coverage().len()).map(move |at| {
            self.0.iter().fold(paper, |under, (mask, ink)| {
                let covered = mask.coverage().get(at).copied().unwrap_or(0);
                over(under, *ink, covered)
            })
        })
    }
}

fn over(under: [u8; 3], ink: [u8; 3], covered: u8) -> [u8; 3] {
    let covered = u32::from(covered);
    let mut mixed = under;
    for (value, ink) in mixed.iter_mut().zip(ink) {
        let sum = u32::from(*value) * (255 - covered) + u32::from(ink) * covered;
        *value = u8::try_from(sum / 255).unwrap_or(u8::MAX);
    }
    mixed
}

/// Draws all layers; `signature` is the middle of the room between title and name, in points.
pub(super) fn draw(
    setter: &Typesetter,
    signature: (f32, f32),
    scan: Scan,
) -> Result<Inks, TypesetError> {
    let (width, height) = scan.pixels();
    let blank = || Mask::new(usize::from(width), usize::from(height));
    let mut layers = Layers {
        faces: &setter.faces,
        black: blank(),
        red: blank(),
        on_mask: laid_down(scan),
    };
    for item in setter.sheets.iter().flat_map(|sheet| &sheet.items) {
        layers.item(item);
    }
    let (mut pen, mut stamp) = (blank(), blank());
    let corner = signature_corner(signature);
    let by_millimetre =
        |x, y| Transform::scale_and_move(POINTS_PER_MILLIMETRE, x, y).then(layers.on_mask);
    draw_signature(
        &mut pen,
        by_millimetre(corner.0, corner.1),
        Signatory::DeputyChair,
    );
    let (x, y) = seal_centre(corner);
    draw_seal(&mut stamp, by_millimetre(x, y), &SealWords::COMMITTEE)?;
    let Layers { black, red, .. } = layers;
    Ok(Inks([
        (black, BLACK),
        (red, RED),
        (pen, BLUE),
        (stamp, RED),
    ]))
}

/// From points on the sheet to pixels, turned about its middle.
fn laid_down(scan: Scan) -> Transform {
    let (width, height) = Format::Portrait.seen();
    let (x, y) = (f64::from(width) / 2.0, f64::from(height) / 2.0);
    let scale = f64::from(scan.dots_per_inch) / 72.0;
    Transform::scale_and_move(1.0, -x, -y)
        .then(Transform::rotation(ASKEW))
        .then(Transform::scale_and_move(1.0, x, y))
        .then(Transform::flip(scale, 0.0, f64::from(scan.pixels().1)))
}

fn signature_corner((x, y): (f32, f32)) -> (f64, f64) {
    let (width, height) = Signatory::DeputyChair.size();
    let half = |length: u16| f64::from(length) * POINTS_PER_MILLIMETRE / 2.0;
    (f64::from(x) - half(width), f64::from(y) - half(height))
}

/// Over a third of the signature, from its left (NĐ 30/2020 Điều 33(1)(b)).
fn seal_centre((x, y): (f64, f64)) -> (f64, f64) {
    let (width, height) = Signatory::DeputyChair.size();
    let right_edge = f64::from(width) / 3.0;
    let centre = right_edge - f64::from(SEAL_DIAMETER) / 2.0;
    (
        x + centre * POINTS_PER_MILLIMETRE,
        y + f64::from(height) * POINTS_PER_MILLIMETRE / 2.0,
    )
}

struct Layers<'f> {
    faces: &'f Faces,
    black: Mask,
    red: Mask,
    /// From points.
    on_mask: Transform,
}

impl Layers<'_> {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Text(run) => show(&mut self.black, self.on_mask, self.faces, run),
            Item::Rule { from, to } => rule(&mut self.black, self.on_mask, *from, *to),
            Item::Mark { frame, run } => {
                let [x, y, width, height] = *frame;
                let corners = [
                    (x, y),
                    (x + width, y),
                    (x + width, y + height),
                    (x, y + height),
                ];
                for (from, to) in corners.into_iter().zip(corners.into_iter().cycle().skip(1)) {
                    rule(&mut self.red, self.on_mask, from, to);
                }
                show(&mut self.red, self.on_mask, self.faces, run);
            }
        }
    }
}

/// A level or upright line of 0.8 pt.
fn rule(mask: &mut Mask, on_mask: Transform, from: (f32, f32), to: (f32, f32)) {
    const HALF: f64 = 0.4;
    let (left, right) = (
        f64::from(from.0.min(to.0)) - HALF,
        f64::from(from.0.max(to.0)) + HALF,
    );
    let (low, high) = (
        f64::from(from.1.min(to.1)) - HALF,
        f64::from(from.1.max(to.1)) + HALF,
    );
    let contour = vec![(left, low), (right, low), (right, high), (left, high)];
    mask.fill(&on_mask.all(&[contour]));
}

fn show(mask: &mut Mask, on_mask: Transform, faces: &Faces, run: &Run) {
    let mut x = f64::from(run.x);
    let size = f64::from(run.size);
    for glyph in &run.glyphs {
        let place = Transform::scale_and_move(size, x, f64::from(run.y)).then(on_mask);
        mask.fill(&place.all(&glyph_contours(faces, run.style, glyph.original)));
        let stretch = if glyph.is_space { run.per_space } else { 0.0 };
        x += f64::from(glyph.advance + stretch) * size / 1000.0;
    }
}
