//! Where an image lets through what lies below (ISO 32000-2 §8.9.6, §11.6.5.2), on a coarse grid.

use pdf_revisions::{Dict, Object, PdfError, Stream, View};

use super::geometry::{Area, Matrix, inverse, mapped};

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
/// Difference between the strongest and the weakest of red, green and blue from which a pixel is coloured, of 255. The number is ours:
/// the red and blue of seals and pens have 150 and more, grey has none.
const CHROMA: u8 = 64;

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
        let mask = Plane::read(view, image).ok_or(UNREADABLE)?;
        return Ok(Some(Alpha::sum(&mask, true, None)));
    }
    if let Object::Stream(mask) = view.value(dict, b"SMask").map_err(of)? {
        let plane = Plane::read(view, &mask).ok_or(UNREADABLE)?;
        let colours = Colours::read(view, image);
        return Ok(Some(Alpha::sum(&plane, false, colours.as_ref())));
    }
    match view.value(dict, b"Mask").map_err(of)? {
        Object::Stream(mask) => {
            let plane = Plane::read(view, &mask).ok_or(UNREADABLE)?;
            let colours = Colours::read(view, image);
            Ok(Some(Alpha::sum(&plane, true, colours.as_ref())))
        }
        Object::Array(ranges) => {
            let plane = keyed(view, image, &ranges).ok_or(UNREADABLE)?;
            let colours = Colours::read(view, image);
            Ok(Some(Alpha::sum(&plane, false, colours.as_ref())))
        }
        _ if view
            .value(dict, b"SMaskInData")
            .map_err(of)?
            .as_integer()
            .unwrap_or(0)
            != 0 =>
        {
            Err(UNREADABLE)
        }
        _ => Ok(None),
    }
}

impl Alpha {
    /// `stencil`: a sample of 0 paints (ISO 32000-2 §8.9.6.2), else the sample is the alpha.
    fn sum(plane: &Plane, stencil: bool, colours: Option<&Colours>) -> Self {
        let (columns, rows) = (plane.width.min(CELLS), plane.height.min(CELLS));
        let mut cells = vec![[0.0_f64; 3]; columns * rows];
        for y in 0..plane.height {
            let row = y * rows / plane.height;
            for x in 0..plane.width {
                let sample = plane.sample(x, y);
                let alpha = if stencil { 1.0 - sample } else { sample };
                let coloured = colours.is_some_and(|colours| colours.is_coloured(x, y, plane));
                if let Some(cell) = cells.get_mut(row * columns + x * columns / plane.width) {
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
        let unit = inverse(place).and_then(|back| mapped(&back, area));
        let Some([left, bottom, right, top]) = unit else {
            return Covered {
                all: 1.0,
                plain: 1.0,
            };
        };
        // The first row is on top (ISO 32000-2 §8.9.5.1).
        let columns = span(left, right, self.columns);
        let rows = span(1.0 - top, 1.0 - bottom, self.rows);
        let cells = ((right - left) * as_float(self.columns)).max(1e-9)
            * ((top - bottom) * as_float(self.rows)).max(1e-9);
        let whole = as_float(columns.1 - columns.0) * as_float(rows.1 - rows.0);
        let of =
            |sums: &[f64]| (self.sum_of(sums, columns, rows) / cells.max(whole)).clamp(0.0, 1.0);
        Covered {
            all: of(&self.all),
            plain: of(&self.plain),
        }
    }

    fn sum_of(&self, sums: &[f64], columns: (usize, usize), rows: (usize, usize)) -> f64 {
        let at = |column: usize, row: usize| {
            sums.get(row * (self.columns + 1) + column)
                .copied()
                .unwrap_or(0.0)
        };
        at(columns.1, rows.1) - at(columns.0, rows.1) - at(columns.1, rows.0)
            + at(columns.0, rows.0)
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

/// The cells between two places of the unit square, whole ones.
fn span(low: f64, high: f64, cells: usize) -> (usize, usize) {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the number of cells"
    )]
    let cell =
        |place: f64, round: fn(f64) -> f64| round(place.clamp(0.0, 1.0) * as_float(cells)) as usize;
    let (low, high) = (cell(low, f64::floor), cell(high, f64::ceil));
    (low, high.max(low))
}

#[expect(clippy::cast_precision_loss, reason = "at most some thousand")]
const fn as_float(count: usize) -> f64 {
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

/// Samples of one component.
struct Plane {
    width: usize,
    height: usize,
    bits: usize,
    stride: usize,
    inverted: bool,
    bytes: Vec<u8>,
}

impl Plane {
    fn read(view: View<'_>, image: &Stream) -> Option<Self> {
        let dict = &image.dict;
        let (width, height) = size(view, dict)?;
        let bits = match view.value(dict, b"ImageMask").ok()?.as_boolean() {
            Some(true) => 1,
            _ => integer(view, dict, b"BitsPerComponent")?,
        };
        if !matches!(bits, 1 | 2 | 4 | 8 | 16) {
            return None;
        }
        let stride = (width * bits).div_ceil(8);
        let bytes = view.stream_data(image).ok()?;
        let inverted = super::geometry::numbers::<2>(view, dict, b"Decode")
            .ok()?
            .is_some_and(|decode| decode[0] > decode[1]);
        (bytes.len() >= stride * height).then_some(Self {
            width,
            height,
            bits,
            stride,
            inverted,
            bytes,
        })
    }

    fn sample(&self, x: usize, y: usize) -> f64 {
        let bit = x * self.bits;
        let byte = self
            .bytes
            .get(y * self.stride + bit / 8)
            .copied()
            .unwrap_or(0);
        let value = match self.bits {
            8 | 16 => f64::from(byte) / 255.0,
            bits => {
                let most = u8::MAX >> (8 - bits);
                f64::from(byte >> (8 - bits - bit % 8) & most) / f64::from(most)
            }
        };
        if self.inverted { 1.0 - value } else { value }
    }
}

/// Samples unpacked: those of the largest scan, in three colours.
const SAMPLES: usize = 64 << 20;

/// The samples of an image as they are numbered, one to a byte; of up to eight bits.
fn samples(view: View<'_>, image: &Stream, components: usize) -> Option<Vec<u8>> {
    let (width, height) = size(view, &image.dict)?;
    let bits = integer(view, &image.dict, b"BitsPerComponent")?;
    let row = width * components;
    if !matches!(bits, 1 | 2 | 4 | 8) || row.checked_mul(height)? > SAMPLES {
        return None;
    }
    let bytes = view.stream_data(image).ok()?;
    let stride = (row * bits).div_ceil(8);
    let most = u8::MAX >> (8 - bits);
    let mut samples = Vec::with_capacity(row * height);
    for line in bytes.get(..stride * height)?.chunks(stride) {
        samples.extend((0..row).map(|sample| {
            let bit = sample * bits;
            let byte = line.get(bit / 8).copied().unwrap_or(0);
            byte >> (8 - bits - bit % 8) & most
        }));
    }
    Some(samples)
}

/// Masking by colour: what lies in the ranges is not painted (ISO 32000-2 §8.9.6.4).
fn keyed(view: View<'_>, image: &Stream, ranges: &[Object]) -> Option<Plane> {
    let (width, height) = size(view, &image.dict)?;
    let limits: Vec<i64> = ranges.iter().filter_map(Object::as_integer).collect();
    let components = limits.len() / 2;
    if !matches!(components, 1..=4) || limits.len() != ranges.len() {
        return None;
    }
    let samples = samples(view, image, components)?;
    let is_masked = |pixel: &[u8]| {
        let mut parts = pixel.iter().zip(limits.chunks(2));
        parts.all(|(sample, range)| {
            matches!(range, [low, high] if (*low..=*high).contains(&i64::from(*sample)))
        })
    };
    let alpha = |pixel| if is_masked(pixel) { 0 } else { u8::MAX };
    Some(Plane {
        width,
        height,
        bits: 8,
        stride: width,
        inverted: false,
        bytes: samples.chunks(components).map(alpha).collect(),
    })
}

/// The colours of an image, where they can be read: up to eight bits, red, green and blue, CMYK, or a palette of these.
struct Colours {
    width: usize,
    height: usize,
    components: usize,
    palette: Option<(usize, Vec<u8>)>,
    bytes: Vec<u8>,
}

impl Colours {
    fn read(view: View<'_>, image: &Stream) -> Option<Self> {
        let (width, height) = size(view, &image.dict)?;
        let space = view.value(&image.dict, b"ColorSpace").ok()?;
        let (components, palette) = match indexed(view, &space) {
            Some(palette) => (1, Some(palette)),
            None => (super::state::components(view, &space).ok()??, None),
        };
        if palette.is_none() && integer(view, &image.dict, b"BitsPerComponent")? != 8 {
            return None;
        }
        Some(Self {
            width,
            height,
            components,
            bytes: samples(view, image, components)?,
            palette,
        })
    }

    /// Of the pixel that lies where this one of the mask lies.
    fn is_coloured(&self, x: usize, y: usize, mask: &Plane) -> bool {
        let (x, y) = (x * self.width / mask.width, y * self.height / mask.height);
        let at = (y * self.width + x) * self.components;
        match &self.palette {
            None => is_coloured(self.bytes.get(at..at + self.components)),
            Some((components, palette)) => {
                let index = usize::from(self.bytes.get(at).copied().unwrap_or(0)) * components;
                is_coloured(palette.get(index..index + components))
            }
        }
    }
}

fn is_coloured(pixel: Option<&[u8]>) -> bool {
    match pixel {
        Some([red, green, blue]) => red.max(green).max(blue) - red.min(green).min(blue) >= CHROMA,
        Some([cyan, magenta, yellow, black]) => {
            let spread = cyan.max(magenta).max(yellow) - cyan.min(magenta).min(yellow);
            // Black ink takes the colour away.
            spread >= CHROMA && *black < 128
        }
        _ => false,
    }
}

/// `[/Indexed base high table]` (ISO 32000-2 §8.6.6.3).
fn indexed(view: View<'_>, space: &Object) -> Option<(usize, Vec<u8>)> {
    let [kind, base, _, table] = space.as_array()? else {
        return None;
    };
    if *kind.as_name()? != "Indexed" && *kind.as_name()? != "I" {
        return None;
    }
    let base = view.deref(base).ok()?;
    let components = super::state::components(view, &base).ok()??;
    let table = match view.deref(table).ok()?.into_owned() {
        Object::String(table) => table.bytes.to_vec(),
        Object::Stream(table) => view.stream_data(&table).ok()?,
        _ => return None,
    };
    Some((components, table))
}

fn size(view: View<'_>, dict: &Dict) -> Option<(usize, usize)> {
    let (width, height) = (
        integer(view, dict, b"Width")?,
        integer(view, dict, b"Height")?,
    );
    let fits = |length: usize| (1..=PIXELS).contains(&length);
    (fits(width) && fits(height)).then_some((width, height))
}

fn integer(view: View<'_>, dict: &Dict, key: &[u8]) -> Option<usize> {
    usize::try_from(view.value(dict, key).ok()?.as_integer()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plane(bits: usize, width: usize, height: usize, bytes: &[u8]) -> Plane {
        Plane {
            width,
            height,
            bits,
            stride: (width * bits).div_ceil(8),
            inverted: false,
            bytes: bytes.to_vec(),
        }
    }

    #[test]
    fn an_image_covers_where_its_alpha_says() {
        // The left half opaque, the right half clear.
        let alpha = Alpha::sum(&plane(8, 2, 1, &[255, 0]), false, None);
        let place = [100.0, 0.0, 0.0, 100.0, 0.0, 0.0];
        let of = |area: Area| alpha.covered(&place, &area).all;
        assert!((of([10.0, 10.0, 20.0, 20.0]) - 1.0).abs() < 1e-9);
        assert!(of([60.0, 10.0, 70.0, 20.0]) < 1e-9);
        assert!((of([0.0, 0.0, 100.0, 100.0]) - 0.5).abs() < 1e-9);
        // What lies beside the image is not covered.
        assert!((of([-100.0, 0.0, 50.0, 100.0]) - 1.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn the_first_row_is_on_top() {
        let alpha = Alpha::sum(&plane(8, 1, 2, &[255, 0]), false, None);
        let place = [10.0, 0.0, 0.0, 10.0, 0.0, 0.0];
        assert!(alpha.covered(&place, &[0.0, 6.0, 10.0, 9.0]).all > 0.9);
        assert!(alpha.covered(&place, &[0.0, 1.0, 10.0, 4.0]).all < 0.1);
    }

    #[test]
    fn a_bit_of_a_stencil_paints_where_it_is_0() {
        let alpha = Alpha::sum(&plane(1, 8, 1, &[0b0000_1111]), true, None);
        let place = [8.0, 0.0, 0.0, 8.0, 0.0, 0.0];
        assert!(alpha.covered(&place, &[0.0, 0.0, 4.0, 8.0]).all > 0.9);
        assert!(alpha.covered(&place, &[4.0, 0.0, 8.0, 8.0]).all < 0.1);
    }

    #[test]
    fn red_is_a_colour_and_grey_is_none() {
        assert!(is_coloured(Some(&[220, 20, 30])));
        assert!(!is_coloured(Some(&[200, 190, 210])));
        assert!(is_coloured(Some(&[0, 255, 255, 0])));
        assert!(!is_coloured(Some(&[0, 255, 255, 255])));
        assert!(!is_coloured(None));
    }
}
