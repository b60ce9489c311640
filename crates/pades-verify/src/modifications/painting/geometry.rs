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

    /// ISO 32000-2 §8.3.4: rows of numbers, by hand.
    #[test]
    fn products_and_points_by_hand() {
        let one = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        let other = [7.0, 8.0, 9.0, 10.0, 11.0, 12.0];
        let expected = [25.0, 28.0, 57.0, 64.0, 100.0, 112.0];
        assert_eq!(product(&one, &other), expected);
        assert_eq!(apply(&one, [7.0, 8.0]), [36.0, 52.0]);
        let back = [-2.0, 1.0, 1.5, -0.5, 1.0, -2.0];
        assert_eq!(inverse(&one), Some(back));
        assert_eq!(inverse(&[1.0, 2.0, 2.0, 4.0, 5.0, 6.0]), None);
        assert_eq!(
            scale(&[3.0, 4.0, 0.0, 2.0, 99.0, 99.0]).to_bits(),
            5.0_f64.to_bits()
        );
        assert_eq!(
            scale(&[0.0, 2.0, 6.0, 8.0, 99.0, 99.0]).to_bits(),
            10.0_f64.to_bits()
        );
    }

    #[test]
    fn bounds_are_of_numbers() {
        assert_eq!(bounds([]), None);
        assert_eq!(
            bounds([[1.0, 9.0], [5.0, 2.0], [3.0, 4.0]]),
            Some([1.0, 2.0, 5.0, 9.0])
        );
        for odd in [f64::NAN, f64::INFINITY] {
            assert_eq!(bounds([[1.0, 2.0], [odd, 3.0]]), None);
            assert_eq!(bounds([[1.0, 2.0], [3.0, odd]]), None);
        }
        let turned = mapped(&[0.0, 1.0, -1.0, 0.0, 0.0, 0.0], &[1.0, 2.0, 3.0, 5.0]);
        assert_eq!(turned, Some([-5.0, 1.0, -2.0, 3.0]));
        let slanted = mapped(&[1.0, 0.0, 1.0, 1.0, 0.0, 0.0], &[0.0, 0.0, 2.0, 3.0]);
        assert_eq!(slanted, Some([0.0, 0.0, 5.0, 3.0]));
        assert_eq!(ordered([4.0, 3.0, 2.0, 1.0]), [2.0, 1.0, 4.0, 3.0]);
        assert_eq!(widened(&[1.0, 2.0, 3.0, 4.0], 0.5), [0.5, 1.5, 3.5, 4.5]);
        assert_eq!(grown(&[1.0, 2.0, 3.0, 4.0]), [0.4, 1.4, 3.6, 4.6]);
    }

    #[test]
    fn borders_are_shared_but_do_not_overlap() {
        let one = [0.0, 0.0, 10.0, 10.0];
        assert_eq!(common(&one, &[10.0, 10.0, 20.0, 20.0]), Some([10.0; 4]));
        assert_eq!(common(&one, &[10.1, 0.0, 20.0, 10.0]), None);
        assert_eq!(common(&one, &[0.0, 10.1, 10.0, 20.0]), None);
        assert_eq!(
            common(&one, &[-5.0, 2.0, 3.0, 30.0]),
            Some([0.0, 2.0, 3.0, 10.0])
        );
        for (other, expected) in [
            ([9.0, 0.0, 20.0, 10.0], false),
            ([8.9, 0.0, 20.0, 10.0], true),
            ([0.0, 9.0, 10.0, 20.0], false),
            ([0.0, 8.9, 10.0, 20.0], true),
            ([8.9, 8.9, 20.0, 20.0], true),
            ([8.9, 9.0, 20.0, 20.0], false),
            ([9.0, 8.9, 20.0, 20.0], false),
            ([5.0, 5.0, 5.0, 9.0], false),
        ] {
            assert_eq!(overlaps(&one, &other), expected, "{other:?}");
        }
        for (other, expected) in [
            ([2.0, 0.0, 6.0, 10.0], 0.4),
            ([2.0, 3.0, 6.0, 8.0], 0.2),
            ([-5.0, -5.0, 50.0, 50.0], 1.0),
        ] {
            assert!((share(&one, &other) - expected).abs() < 1e-9, "{other:?}");
        }
        assert!((share(&[5.0, 0.0, 5.0, 10.0], &[0.0, 2.0, 9.0, 5.0]) - 0.3).abs() < 1e-9);
    }

    #[test]
    fn a_box_away_from_the_corner_is_fitted() {
        let matrix = fitting(&[10.0, 20.0, 14.0, 25.0], &[100.0, 200.0, 108.0, 215.0]);
        assert_eq!(matrix, Some([2.0, 0.0, 0.0, 3.0, 80.0, 140.0]));
        assert_eq!(fitting(&[0.0, 0.0, 5.0, 0.0], &UNIT), None);
        assert_eq!(fitting(&[0.0, 0.0, 0.0, 5.0], &UNIT), None);
    }
}
