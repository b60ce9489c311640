//! Rectangles and matrices (ISO 32000-2 §8.3).

use pdf_revisions::{Object, PdfError, View};

/// A rectangle: left, bottom, right, top.
pub(in crate::modifications) type Area = [f64; 4];

/// A matrix as ISO 32000-2 §8.3.3 writes it.
pub(in crate::modifications) type Matrix = [f64; 6];

pub(super) const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];
pub(super) const UNIT: Area = [0.0, 0.0, 1.0, 1.0];

/// First `one`, then `other`.
pub(super) fn product(one: &Matrix, other: &Matrix) -> Matrix {
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

pub(super) fn apply(matrix: &Matrix, [x, y]: [f64; 2]) -> [f64; 2] {
    let [a, b, c, d, e, f] = *matrix;
    [x * a + y * c + e, x * b + y * d + f]
}

/// The way back, where there is one.
pub(super) fn inverse(matrix: &Matrix) -> Option<Matrix> {
    let [a, b, c, d, e, f] = *matrix;
    let determinant = a * d - b * c;
    if !determinant.is_normal() {
        return None;
    }
    let [a, b, c, d] = [
        d / determinant,
        -b / determinant,
        -c / determinant,
        a / determinant,
    ];
    Some([a, b, c, d, -(e * a + f * c), -(e * b + f * d)])
}

/// How far a unit reaches, in the longer direction.
pub(super) fn scale(matrix: &Matrix) -> f64 {
    let [a, b, c, d, ..] = *matrix;
    a.hypot(b).max(c.hypot(d))
}

/// The bounds of some points; `None` when there is none, or one that is no number.
pub(super) fn bounds(points: impl IntoIterator<Item = [f64; 2]>) -> Option<Area> {
    let mut found: Option<Area> = None;
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
pub(super) fn mapped(matrix: &Matrix, area: &Area) -> Option<Area> {
    let [left, bottom, right, top] = *area;
    let corners = [[left, bottom], [left, top], [right, bottom], [right, top]];
    bounds(corners.map(|corner| apply(matrix, corner)))
}

/// What two rectangles share; `None` when they are apart.
pub(in crate::modifications) fn common(one: &Area, other: &Area) -> Option<Area> {
    let shared = [
        one[0].max(other[0]),
        one[1].max(other[1]),
        one[2].min(other[2]),
        one[3].min(other[3]),
    ];
    (shared[0] <= shared[2] && shared[1] <= shared[3]).then_some(shared)
}

/// Points by which rectangles may overlap and still only touch: borders of neighbours lie on each other.
const TOUCH: f64 = 1.0;

/// Whether two rectangles share more than their borders.
pub(in crate::modifications) fn overlaps(one: &Area, other: &Area) -> bool {
    common(one, other)
        .is_some_and(|[left, bottom, right, top]| right - left > TOUCH && top - bottom > TOUCH)
}

/// How much of `area` lies in `other`, 0 to 1; of a line without width, of its length.
pub(in crate::modifications) fn share(area: &Area, other: &Area) -> f64 {
    let Some(shared) = common(area, other) else {
        return 0.0;
    };
    let part = |low: usize, high: usize| {
        let whole = area[high] - area[low];
        if whole <= 0.0 {
            1.0
        } else {
            ((shared[high] - shared[low]) / whole).clamp(0.0, 1.0)
        }
    };
    part(0, 2) * part(1, 3)
}

/// A line has no width of its own that could overlap: with so much around it, it overlaps what reaches over its middle.
pub(in crate::modifications) fn grown(area: &Area) -> Area {
    widened(area, 0.6 * TOUCH)
}

/// The rectangle of an annotation; `None` when it has none.
pub(in crate::modifications) fn rectangle(
    view: View<'_>,
    annotation: &pdf_revisions::Dict,
) -> Result<Option<Area>, PdfError> {
    Ok(numbers(view, annotation, b"Rect")?.map(ordered))
}

/// `area` with a margin on every side.
pub(super) fn widened(area: &Area, margin: f64) -> Area {
    [
        area[0] - margin,
        area[1] - margin,
        area[2] + margin,
        area[3] + margin,
    ]
}

/// An array of numbers at a key, references followed; `None` when it is no such array.
pub(super) fn numbers<const N: usize>(
    view: View<'_>,
    dict: &pdf_revisions::Dict,
    key: &[u8],
) -> Result<Option<[f64; N]>, PdfError> {
    let Object::Array(items) = view.value(dict, key)? else {
        return Ok(None);
    };
    let mut numbers = [0.0; N];
    if items.len() != N {
        return Ok(None);
    }
    for (slot, item) in numbers.iter_mut().zip(&items) {
        match view.deref(item)?.as_number() {
            Some(number) if number.is_finite() => *slot = number,
            _ => return Ok(None),
        }
    }
    Ok(Some(numbers))
}

/// A rectangle with its corners in order (ISO 32000-2 §7.9.5).
pub(super) const fn ordered([left, bottom, right, top]: Area) -> Area {
    [
        left.min(right),
        bottom.min(top),
        left.max(right),
        bottom.max(top),
    ]
}

/// The matrix that moves and stretches `from` into `into` (ISO 32000-2 §12.5.5, algorithm 8.1, step b).
pub(super) fn fitting(from: &Area, into: &Area) -> Option<Matrix> {
    let (width, height) = (from[2] - from[0], from[3] - from[1]);
    if !(width.is_normal() && height.is_normal()) {
        return None;
    }
    let (x, y) = ((into[2] - into[0]) / width, (into[3] - into[1]) / height);
    Some([x, 0.0, 0.0, y, into[0] - from[0] * x, into[1] - from[1] * y])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_matrix_and_its_inverse_lead_back() {
        let matrix = [2.0, 1.0, -1.0, 3.0, 5.0, -7.0];
        let back = apply(&inverse(&matrix).unwrap(), apply(&matrix, [4.0, 9.0]));
        assert!((back[0] - 4.0).abs() < 1e-9 && (back[1] - 9.0).abs() < 1e-9);
        assert_eq!(inverse(&[0.0; 6]), None);
    }

    #[test]
    fn shares_are_of_the_first() {
        assert!((share(&[0.0, 0.0, 10.0, 10.0], &[5.0, 5.0, 99.0, 99.0]) - 0.25).abs() < 1e-9);
        assert!((share(&[0.0, 5.0, 10.0, 5.0], &[5.0, 0.0, 99.0, 99.0]) - 0.5).abs() < 1e-9);
        assert!(share(&[0.0, 0.0, 1.0, 1.0], &[2.0, 2.0, 3.0, 3.0]) < 1e-9);
        assert!(!overlaps(&[0.0, 0.0, 10.0, 10.0], &[9.5, 0.0, 20.0, 10.0]));
    }

    #[test]
    fn a_box_is_fitted_into_the_rectangle() {
        let matrix = fitting(&[0.0, 0.0, 10.0, 10.0], &[100.0, 100.0, 120.0, 140.0]).unwrap();
        assert_eq!(apply(&matrix, [5.0, 5.0]), [110.0, 120.0]);
        assert_eq!(fitting(&[0.0; 4], &UNIT), None);
    }
}
