//! Matrices and areas of content streams (ISO 32000-2 §8.3).

use pdf_revisions::{Dict, Object, PdfError, View};

/// A matrix as ISO 32000-2 §8.3.3 writes it.
pub(crate) type Matrix = [f64; 6];
/// Left, bottom, right, top.
pub(crate) type Rect = [f64; 4];

pub(crate) const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
/// Where an image is drawn before its matrix (§8.9.5.1).
pub(crate) const UNIT: Rect = [0.0, 0.0, 1.0, 1.0];

/// First `one`, then `other`.
pub(crate) fn product(one: &Matrix, other: &Matrix) -> Matrix {
    let [a, b, c, d, e, f] = *one;
    let [g, h, i, j, k, l] = *other;
    [
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    ]
}

pub(crate) fn apply(matrix: &Matrix, [x, y]: [f64; 2]) -> [f64; 2] {
    let [a, b, c, d, e, f] = *matrix;
    [x * a + y * c + e, x * b + y * d + f]
}

/// How long the two sides of the unit square become.
pub(crate) fn sides(matrix: &Matrix) -> [f64; 2] {
    let [a, b, c, d, ..] = *matrix;
    [a.hypot(b), c.hypot(d)]
}

/// The bounds of points; `None` when there is none, or one that is no number.
pub(crate) fn bounds(points: impl IntoIterator<Item = [f64; 2]>) -> Option<Rect> {
    let mut found: Option<Rect> = None;
    for [x, y] in points {
        if !(x.is_finite() && y.is_finite()) {
            return None;
        }
        found = Some(match found {
            None => [x, y, x, y],
            Some([left, bottom, right, top]) => {
                [left.min(x), bottom.min(y), right.max(x), top.max(y)]
            }
        });
    }
    found
}

/// The bounds of a rectangle after a matrix.
pub(crate) fn mapped(matrix: &Matrix, area: &Rect) -> Option<Rect> {
    let [left, bottom, right, top] = *area;
    let corners = [[left, bottom], [left, top], [right, bottom], [right, top]];
    bounds(corners.map(|corner| apply(matrix, corner)))
}

/// What two rectangles share; `None` when they are apart.
pub(crate) fn common(one: &Rect, other: &Rect) -> Option<Rect> {
    let shared = [
        one[0].max(other[0]),
        one[1].max(other[1]),
        one[2].min(other[2]),
        one[3].min(other[3]),
    ];
    (shared[0] < shared[2] && shared[1] < shared[3]).then_some(shared)
}

pub(crate) const fn extent(area: &Rect) -> f64 {
    (area[2] - area[0]) * (area[3] - area[1])
}

/// The matrix that moves and stretches `from` into `into` (§12.5.5, algorithm 8.1, step b).
pub(crate) fn fitting(from: &Rect, into: &Rect) -> Option<Matrix> {
    let (width, height) = (from[2] - from[0], from[3] - from[1]);
    if !(width.is_normal() && height.is_normal()) {
        return None;
    }
    let (x, y) = ((into[2] - into[0]) / width, (into[3] - into[1]) / height);
    Some([x, 0.0, 0.0, y, into[0] - from[0] * x, into[1] - from[1] * y])
}

/// The numbers of an array at a key, references followed; `None` when it is no such array.
pub(crate) fn numbers<const N: usize>(
    view: View<'_>,
    dict: &Dict,
    key: &[u8],
) -> Result<Option<[f64; N]>, PdfError> {
    let Object::Array(items) = view.value(dict, key)? else {
        return Ok(None);
    };
    if items.len() != N {
        return Ok(None);
    }
    let mut numbers = [0.0; N];
    for (slot, item) in numbers.iter_mut().zip(&items) {
        match view.deref(item)?.as_number() {
            Some(number) if number.is_finite() => *slot = number,
            _ => return Ok(None),
        }
    }
    Ok(Some(numbers))
}

/// A rectangle with its corners in order (§7.9.5).
pub(crate) const fn ordered([left, bottom, right, top]: Rect) -> Rect {
    [
        left.min(right),
        bottom.min(top),
        left.max(right),
        bottom.max(top),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ISO 32000-2 §8.3.4: rows of numbers, by hand.
    #[test]
    fn products_points_and_sides_by_hand() {
        let one = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let other = [7.0, 8.0, 9.0, 10.0, 11.0, 12.0];
        assert_eq!(
            product(&one, &other),
            [25.0, 28.0, 57.0, 64.0, 100.0, 112.0]
        );
        assert_eq!(apply(&one, [7.0, 8.0]), [36.0, 52.0]);
        assert_eq!(sides(&[3.0, 4.0, 0.0, 2.0, 9.0, 9.0]), [5.0, 2.0]);
    }

    #[test]
    fn a_box_is_fitted_and_turned() {
        let matrix = fitting(&[10.0, 20.0, 14.0, 25.0], &[100.0, 200.0, 108.0, 215.0]);
        assert_eq!(matrix, Some([2.0, 0.0, 0.0, 3.0, 80.0, 140.0]));
        assert_eq!(fitting(&[0.0; 4], &UNIT), None);
        let turned = mapped(&[0.0, 1.0, -1.0, 0.0, 0.0, 0.0], &[1.0, 2.0, 3.0, 5.0]);
        assert_eq!(turned, Some([-5.0, 1.0, -2.0, 3.0]));
        assert_eq!(mapped(&[f64::NAN; 6], &UNIT), None);
    }

    #[test]
    fn borders_are_not_shared() {
        let one = [0.0, 0.0, 10.0, 10.0];
        assert_eq!(common(&one, &[10.0, 0.0, 20.0, 10.0]), None);
        assert_eq!(
            common(&one, &[-5.0, 2.0, 3.0, 30.0]),
            Some([0.0, 2.0, 3.0, 10.0])
        );
        assert_eq!(ordered([4.0, 3.0, 2.0, 1.0]), [2.0, 1.0, 4.0, 3.0]);
    }
}
