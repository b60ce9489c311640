//! Where an image lets through what lies below (ISO 32000-2 §8.9.6, §11.6.5.2), on a coarse grid.

use pdf_revisions::{Dict, Object, PdfError, Stream, View};

use super::colours::{Colours, keyed};
use super::geometry::{Area, Matrix, inverse, mapped, numbers};

/// How much an image covers, cell by cell.
#[derive(Debug)]
pub(in crate::modifications) struct Alpha {
    columns: usize,
    rows: usize,
    /// Sums from the upper left corner, one row and column of zeros first.
    all: Vec<f64>,
    /// The same, of pixels that have no strong colour or whose colour is not known: what a seal is not made of.
    plain: Vec<f64>,
}

/// Cells in each direction: a seal of 110 points has more than two to a point.
const CELLS: usize = 256;
/// Pixels in each direction; a page scanned at 1,200 dots to the inch has 14,000.
const PIXELS: usize = 16_384;

/// Reads the alpha of an image; `Ok(None)` when it has none, `Err` when it has one that cannot be read.
pub(super) fn read(view: View<'_>, image: &Stream) -> Result<Option<Alpha>, &'static str> {
    const UNREADABLE: &str = "the alpha of an image cannot be read";
    let of = |error: PdfError| {
        drop(error);
        UNREADABLE
    };
    let dict = &image.dict;
    if dict.contains(b"Alternates") {
        return Err("an image has alternates");
    }
    if view.value(dict, b"ImageMask").map_err(of)?.as_boolean() == Some(true) {
        let mask = Plane::stencil(view, image).ok_or(UNREADABLE)?;
        return Ok(Some(Alpha::sum(&mask, None)));
    }
    // ISO 32000-2 §8.9.5.1: the alpha lies in the image itself, and there shall be no other.
    let inside = view.value(dict, b"SMaskInData").map_err(of)?;
    if inside.as_integer().unwrap_or(0) != 0 {
        return Err(UNREADABLE);
    }
    let plane = match (
        view.value(dict, b"SMask").map_err(of)?,
        view.value(dict, b"Mask").map_err(of)?,
    ) {
        (Object::Stream(mask), _) => {
            let plane = Plane::soft(view, &mask).ok_or(UNREADABLE)?;
            let colours =
                Colours::read(view, image).filter(|colours| colours.stay_under(view, &mask));
            return Ok(Some(Alpha::sum(&plane, colours.as_ref())));
        }
        (_, Object::Stream(mask)) => Plane::stencil(view, &mask),
        (_, Object::Array(ranges)) => keyed(view, image, &ranges),
        _ => return Ok(None),
    };
    let plane = plane.ok_or(UNREADABLE)?;
    Ok(Some(Alpha::sum(
        &plane,
        Colours::read(view, image).as_ref(),
    )))
}

impl Alpha {
    /// Mask and image lie on each other whatever their sizes (ISO 32000-2 §11.6.5.2): the finer of the two is gone through.
    fn sum(plane: &Plane, colours: Option<&Colours>) -> Self {
        let [width, height] = colours.map_or([plane.width, plane.height], |colours| {
            [
                plane.width.max(colours.width),
                plane.height.max(colours.height),
            ]
        });
        let (columns, rows) = (width.min(CELLS), height.min(CELLS));
        let mut cells = vec![[0.0_f64; 3]; columns * rows];
        for y in 0..height {
            let row = y * rows / height;
            for x in 0..width {
                let alpha = plane.alpha(x * plane.width / width, y * plane.height / height);
                let coloured = colours.is_some_and(|colours| {
                    colours.is_coloured(x * colours.width / width, y * colours.height / height)
                });
                if let Some(cell) = cells.get_mut(row * columns + x * columns / width) {
                    cell[0] += alpha;
                    cell[1] += if coloured { 0.0 } else { alpha };
                    cell[2] += 1.0;
                }
            }
        }
        let mean = |index: usize| {
            let of = |cell: &[f64; 3]| cell[index] / cell[2].max(1.0);
            sums(&cells.iter().map(of).collect::<Vec<_>>(), columns)
        };
        Self {
            columns,
            rows,
            all: mean(0),
            plain: mean(1),
        }
    }

    /// How much of an area of the page is covered by the image that `place` puts there.
    pub(in crate::modifications) fn covered(&self, place: &Matrix, area: &Area) -> Covered {
        let unit = inverse(place).and_then(|back| Some((back, mapped(&back, area)?)));
        let Some((back, [left, bottom, right, top])) = unit else {
            return Covered {
                all: 1.0,
                plain: 1.0,
            };
        };
        // The first row is on top (ISO 32000-2 §8.9.5.1).
        let columns = span(left, right, self.columns);
        let rows = span(1.0 - top, 1.0 - bottom, self.rows);
        let cells = (columns[1] - columns[0]) * (rows[1] - rows[0]);
        let slant = slant(&back, area, (right - left) * (top - bottom));
        let of = |sums: &[f64]| (self.sum_of(sums, columns, rows) / cells * slant).clamp(0.0, 1.0);
        Covered {
            all: of(&self.all),
            plain: of(&self.plain),
        }
    }

    fn sum_of(&self, sums: &[f64], columns: [f64; 2], rows: [f64; 2]) -> f64 {
        let at = |column: usize, row: usize| {
            let sum = sums.get(row * (self.columns + 1) + column);
            sum.copied().unwrap_or(0.0)
        };
        // Inside a cell the ink is spread evenly: between its corners the sums are bilinear.
        let to = |column: f64, row: f64| {
            let (column, right) = split(column, self.columns);
            let (row, below) = split(row, self.rows);
            let along = |row| at(column, row) * (1.0 - right) + at(column + 1, row) * right;
            along(row) * (1.0 - below) + along(row + 1) * below
        };
        let [left, right] = columns;
        let [top, bottom] = rows;
        to(right, bottom) - to(left, bottom) - to(right, top) + to(left, top)
    }
}

/// Shares of an area, 0 to 1.
#[derive(Clone, Copy, Debug)]
pub(in crate::modifications) struct Covered {
    /// By anything.
    pub(in crate::modifications) all: f64,
    /// By ink without colour.
    pub(in crate::modifications) plain: f64,
}

/// How much larger the bounds of an area are in a turned image than the area itself: all ink in them may be the area's.
fn slant(back: &Matrix, area: &Area, bounds: f64) -> f64 {
    let [a, b, c, d, ..] = *back;
    let own = (area[2] - area[0]) * (area[3] - area[1]) * (a * d - b * c).abs();
    if own > 0.0 {
        (bounds / own).clamp(1.0, f64::MAX)
    } else {
        1.0
    }
}

/// Part of a cell that is looked at where an area has no size.
const LEAST: f64 = 0.01;

/// Two places of the unit square, in cells.
fn span(low: f64, high: f64, cells: usize) -> [f64; 2] {
    let [low, high] = [low, high].map(|place| place * as_float(cells));
    let missing = (LEAST - (high - low)).max(0.0) / 2.0;
    [low - missing, high + missing]
}

/// The cell of a place inside the grid, and how far into it the place lies.
fn split(place: f64, cells: usize) -> (usize, f64) {
    let place = place.clamp(0.0, as_float(cells));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the number of cells"
    )]
    let cell = place as usize;
    (cell, place - as_float(cell))
}

#[expect(clippy::cast_precision_loss, reason = "at most some thousand")]
pub(in crate::modifications) const fn as_float(count: usize) -> f64 {
    count as f64
}

fn sums(cells: &[f64], columns: usize) -> Vec<f64> {
    let mut sums = vec![0.0; columns + 1];
    for row in cells.chunks(columns.max(1)) {
        let above = sums.len() - (columns + 1);
        let mut running = 0.0;
        sums.push(0.0);
        for (column, cell) in row.iter().enumerate() {
            running += cell;
            let over = sums.get(above + column + 1).copied().unwrap_or(0.0);
            sums.push(over + running);
        }
    }
    sums
}

/// The alpha of each pixel of a mask.
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) bits: usize,
    /// The alpha of the lowest sample and of the highest.
    pub(super) ends: [f64; 2],
    pub(super) bytes: Vec<u8>,
}

impl Plane {
    /// A mask of one bit: a sample that is 0 when it is decoded paints (ISO 32000-2 §8.9.6.2). Readers differ about what says it is none.
    fn stencil(view: View<'_>, mask: &Stream) -> Option<Self> {
        let dict = &mask.dict;
        if view.value(dict, b"ImageMask").ok()?.as_boolean() != Some(true) {
            return None;
        }
        let [low, high] = decode(view, dict)?;
        let is = |one: f64, other: f64| (one - other).abs() < f64::EPSILON;
        let one_way = is(low, 0.0) && is(high, 1.0) || is(low, 1.0) && is(high, 0.0);
        one_way.then_some(())?;
        Self::read(view, mask, 1, [1.0 - low, 1.0 - high])
    }

    /// A mask whose samples are the alpha, grey without a mask of its own (ISO 32000-2 §11.6.5.2, table 143).
    fn soft(view: View<'_>, mask: &Stream) -> Option<Self> {
        let dict = &mask.dict;
        let space = view.value(dict, b"ColorSpace").ok()?;
        let is_grey = matches!(space, Object::Null)
            || super::state::components(view, &space).ok()? == Some(1);
        if !is_grey || view.value(dict, b"ImageMask").ok()?.as_boolean() == Some(true) {
            return None;
        }
        let bits = integer(view, dict, b"BitsPerComponent")?;
        Self::read(view, mask, bits, decode(view, dict)?)
    }

    fn read(view: View<'_>, mask: &Stream, bits: usize, ends: [f64; 2]) -> Option<Self> {
        if !matches!(bits, 1 | 2 | 4 | 8 | 16) {
            return None;
        }
        let (width, height) = size(view, &mask.dict)?;
        let bytes = view.stream_data(mask).ok()?;
        let plane = Self {
            width,
            height,
            bits,
            ends,
            bytes,
        };
        (plane.bytes.len() >= plane.stride() * height).then_some(plane)
    }

    /// Bytes of a row: each begins with a byte of its own (ISO 32000-2 §8.9.5.2).
    const fn stride(&self) -> usize {
        (self.width * self.bits).div_ceil(8)
    }

    fn alpha(&self, x: usize, y: usize) -> f64 {
        let bit = x * self.bits;
        let byte = self.bytes.get(y * self.stride() + bit / 8);
        let byte = byte.copied().unwrap_or(0);
        let value = match self.bits {
            8 | 16 => f64::from(byte) / 255.0,
            bits => {
                let most = u8::MAX >> (8 - bits);
                f64::from(byte >> (8 - bits - bit % 8) & most) / f64::from(most)
            }
        };
        let [low, high] = self.ends;
        (low + value * (high - low)).clamp(0.0, 1.0)
    }
}

/// What the lowest and the highest sample stand for (ISO 32000-2 §8.9.5.2); `None` when readers may differ about it.
fn decode(view: View<'_>, dict: &Dict) -> Option<[f64; 2]> {
    match view.value(dict, b"Decode").ok()? {
        Object::Null => Some([0.0, 1.0]),
        _ => numbers(view, dict, b"Decode").ok()?,
    }
}

pub(super) fn size(view: View<'_>, dict: &Dict) -> Option<(usize, usize)> {
    let (width, height) = (
        integer(view, dict, b"Width")?,
        integer(view, dict, b"Height")?,
    );
    let fits = |length: usize| (1..=PIXELS).contains(&length);
    (fits(width) && fits(height)).then_some((width, height))
}

pub(super) fn integer(view: View<'_>, dict: &Dict, key: &[u8]) -> Option<usize> {
    usize::try_from(view.value(dict, key).ok()?.as_integer()?).ok()
}

#[cfg(test)]
mod tests;
