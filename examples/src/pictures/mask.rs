//! How much of each pixel the ink covers.
//!
//! Only additions, multiplications, divisions and square roots of IEEE numbers: the same pixels on every machine.

use super::shape::{Contour, Point};

/// Each pixel is looked at in so many rows of so many places; coverage has 17 steps, which also keeps files small.
const PLACES: usize = 4;
const STEPS: f64 = 16.0;

/// Coverage, 0 to 255, row by row from the top.
pub(crate) struct Mask {
    width: usize,
    height: usize,
    coverage: Vec<u8>,
}

impl Mask {
    pub(crate) fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            coverage: vec![0; width * height],
        }
    }

    pub(super) fn of_millimetres(width: u16, height: u16, dots: u32) -> Self {
        let pixels = |length: u16| usize::try_from(u32::from(length) * dots).unwrap_or(0);
        Self::new(pixels(width), pixels(height))
    }

    pub(crate) const fn pixels(&self) -> (usize, usize) {
        (self.width, self.height)
    }

    /// As a coordinate: where a picture drawn from its bottom begins.
    #[allow(clippy::cast_precision_loss)] // thousands of pixels
    pub(super) const fn height(&self) -> f64 {
        self.height as f64
    }

    pub(crate) fn coverage(&self) -> &[u8] {
        &self.coverage
    }

    /// Fills contours by the non-zero rule.
    pub(crate) fn fill(&mut self, contours: &[Contour]) {
        let points = || contours.iter().flatten();
        let across = range(points().map(|point| point.0), self.width);
        let down = range(points().map(|point| point.1), self.height);
        for row in down {
            let mut counts = vec![0_u8; across.len()];
            for place in 0..PLACES {
                let y = position(row * PLACES + place);
                cover_row(&mut counts, across.start, &crossings(contours, y));
            }
            for (column, count) in across.clone().zip(counts) {
                self.raise(column, row, f64::from(count) / STEPS);
            }
        }
    }

    /// A stroke of a round pen from one point to another, its radius going over from one to the other.
    pub(super) fn stroke(&mut self, from: (Point, f64), to: (Point, f64)) {
        let reach = from.1.max(to.1) + 1.0;
        let (a, b) = (from.0, to.0);
        let across = range(
            [a.0 - reach, a.0 + reach, b.0 - reach, b.0 + reach].into_iter(),
            self.width,
        );
        let down = range(
            [a.1 - reach, a.1 + reach, b.1 - reach, b.1 + reach].into_iter(),
            self.height,
        );
        for row in down {
            for column in across.clone() {
                let centre = (middle(column), middle(row));
                let (distance, share) = distance_to_segment(centre, a, b);
                let radius = from.1 + (to.1 - from.1) * share;
                let covered = (radius - distance + 0.5).clamp(0.0, 1.0);
                self.raise(column, row, (covered * STEPS).round() / STEPS);
            }
        }
    }

    fn raise(&mut self, column: usize, row: usize, covered: f64) {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 0 to 255
        let value = (covered * 255.0).round() as u8;
        if let Some(pixel) = self.coverage.get_mut(row * self.width + column) {
            *pixel = (*pixel).max(value);
        }
    }
}

/// The pixels that a set of coordinates spans.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss
)] // clamped to the mask
fn range(coordinates: impl Iterator<Item = f64>, limit: usize) -> std::ops::Range<usize> {
    let (low, high) = coordinates.fold((f64::MAX, f64::MIN), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    let clamp = |value: f64| value.clamp(0.0, limit as f64) as usize;
    let start = clamp(low.floor());
    start..clamp(high.ceil()).max(start)
}

/// The coordinate of a place.
#[allow(clippy::cast_precision_loss)]
const fn position(place: usize) -> f64 {
    (place as f64 + 0.5) / PLACES as f64
}

#[allow(clippy::cast_precision_loss)]
const fn middle(pixel: usize) -> f64 {
    pixel as f64 + 0.5
}

/// Where the contours cross a row, sorted, each with its direction.
fn crossings(contours: &[Contour], y: f64) -> Vec<(f64, i32)> {
    let mut found = Vec::new();
    for contour in contours {
        let next = contour.iter().cycle().skip(1);
        for (from, to) in contour.iter().zip(next) {
            if (from.1 <= y) == (to.1 <= y) {
                continue;
            }
            let x = from.0 + (y - from.1) / (to.1 - from.1) * (to.0 - from.0);
            found.push((x, if from.1 <= y { 1 } else { -1 }));
        }
    }
    found.sort_by(|one, other| one.0.total_cmp(&other.0));
    found
}

/// Counts the places of a row that lie inside.
fn cover_row(counts: &mut [u8], first: usize, crossings: &[(f64, i32)]) {
    let mut winding = 0;
    for pair in crossings.windows(2) {
        let [(start, direction), (end, _)] = pair else {
            continue;
        };
        winding += direction;
        if winding != 0 {
            cover_span(counts, first, *start, *end);
        }
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss
)] // places of one row
fn cover_span(counts: &mut [u8], first: usize, start: f64, end: f64) {
    let place = |x: f64| ((x - first as f64) * PLACES as f64 - 0.5).ceil().max(0.0) as usize;
    for place in place(start)..place(end) {
        if let Some(count) = counts.get_mut(place / PLACES) {
            *count += 1;
        }
    }
}

/// How far a point is from a segment, and how far along the nearest place is, 0 to 1.
fn distance_to_segment(point: Point, from: Point, to: Point) -> (f64, f64) {
    let along = (to.0 - from.0, to.1 - from.1);
    let off = (point.0 - from.0, point.1 - from.1);
    let length = along.0 * along.0 + along.1 * along.1;
    let share = if length > 0.0 {
        ((off.0 * along.0 + off.1 * along.1) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let rest = (off.0 - along.0 * share, off.1 - along.1 * share);
    ((rest.0 * rest.0 + rest.1 * rest.1).sqrt(), share)
}
