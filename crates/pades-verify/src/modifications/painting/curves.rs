//! Cubic curves (ISO 32000-2 §8.5.2.2) as points on them: so many that the lines between them are nowhere far from the curve, and its extremes
//! in both directions, so that the bounds of the points are the bounds of the curve.

/// The fewest pieces of a curve, and the most.
const PIECES: [u32; 2] = [4, 256];
/// How far a piece may be from the curve, in points.
const FLAT: f64 = 0.25;

/// The points after the first, in order.
pub(super) fn points(curve: &[[f64; 2]; 4]) -> Vec<[f64; 2]> {
    let pieces = pieces(curve);
    let mut cuts: Vec<f64> = (1..=pieces)
        .map(|piece| f64::from(piece) / f64::from(pieces))
        .chain(extremes(curve.map(|[x, _]| x)))
        .chain(extremes(curve.map(|[_, y]| y)))
        .collect();
    cuts.sort_by(f64::total_cmp);
    cuts.into_iter()
        .map(|cut| [0, 1].map(|axis| at(curve.map(|point| point[axis]), cut)))
        .collect()
}

fn at([from, one, two, end]: [f64; 4], t: f64) -> f64 {
    let s = 1.0 - t;
    s * s * s * from + 3.0 * s * s * t * one + 3.0 * s * t * t * two + t * t * t * end
}

/// A chord over 1/n of a curve leaves it by an eighth of its second derivative over n² at most.
fn pieces(curve: &[[f64; 2]; 4]) -> u32 {
    let bend = |[one, two, three]: [[f64; 2]; 3]| {
        let axis = |axis: usize| one[axis] - 2.0 * two[axis] + three[axis];
        6.0 * axis(0).hypot(axis(1))
    };
    let [from, one, two, end] = *curve;
    let bend = bend([from, one, two]).max(bend([one, two, end]));
    let [least, most] = PIECES;
    (least..most)
        .find(|pieces| 8.0 * FLAT * f64::from(*pieces).powi(2) >= bend)
        .unwrap_or(most)
}

/// Where the derivative is 0 inside the curve: `a t² + 2 b t + c`.
fn extremes([from, one, two, end]: [f64; 4]) -> impl Iterator<Item = f64> {
    let (a, b, c) = (
        end - from + 3.0 * (one - two),
        from - 2.0 * one + two,
        one - from,
    );
    let root = b.mul_add(b, -a * c).sqrt();
    // The sum that does not cancel; the other root is what is left of the product.
    let q = -(b + root.copysign(b));
    [q / a, c / q]
        .into_iter()
        .filter(|cut| *cut > 0.0 && *cut < 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(curve: &[[f64; 2]; 4]) -> [f64; 4] {
        let points = points(curve).into_iter().chain([curve[0]]);
        super::super::geometry::bounds(points).unwrap()
    }

    fn near(found: [f64; 4], expected: [f64; 4]) {
        let same = found.iter().zip(expected);
        assert!(
            same.into_iter()
                .all(|(one, other)| (one - other).abs() < 1e-6),
            "{found:?}, not {expected:?}"
        );
    }

    /// The extremes of Bernstein's polynomials: 4/9 of the height of one handle at 1/3, 3/4 of two equal ones at 1/2, √3/6 of opposite ones.
    #[test]
    fn the_bounds_of_the_points_are_those_of_the_curve() {
        let third = 3.0_f64.sqrt() / 6.0;
        for (curve, expected) in [
            (
                [[0.0, 0.0], [0.0, 900.0], [90.0, 0.0], [90.0, 0.0]],
                [0.0, 0.0, 90.0, 400.0],
            ),
            (
                [[0.0, 0.0], [0.0, 0.0], [90.0, 900.0], [90.0, 0.0]],
                [0.0, 0.0, 90.0, 400.0],
            ),
            (
                [[0.0, 0.0], [0.0, 100.0], [80.0, 100.0], [80.0, 0.0]],
                [0.0, 0.0, 80.0, 75.0],
            ),
            (
                [[0.0, 0.0], [100.0, 0.0], [100.0, 80.0], [0.0, 80.0]],
                [0.0, 0.0, 75.0, 80.0],
            ),
            (
                [[0.0, 0.0], [10.0, 100.0], [20.0, -100.0], [30.0, 0.0]],
                [0.0, -100.0 * third, 30.0, 100.0 * third],
            ),
            (
                [[7.0, 8.0], [4.0, 6.0], [1.0, 4.0], [-2.0, 2.0]],
                [-2.0, 2.0, 7.0, 8.0],
            ),
            (
                [[7.0, 30.0], [7.0, 930.0], [97.0, 30.0], [97.0, 30.0]],
                [7.0, 30.0, 97.0, 430.0],
            ),
            ([[5.0, 5.0]; 4], [5.0, 5.0, 5.0, 5.0]),
        ] {
            near(bounds(&curve), expected);
        }
    }

    #[test]
    fn chords_stay_by_the_curve_and_are_no_more_than_they_need() {
        // Of the largest second derivative 6·|p0 - 2 p1 + p2|: 4 pieces up to 32 of it, and then its root.
        let count = |height: f64| {
            let curve = [[0.0, 0.0], [100.0, height], [200.0, height], [300.0, 0.0]];
            let points = points(&curve);
            let piece = |index: usize| {
                let from = index
                    .checked_sub(1)
                    .map_or(curve[0], |before| points[before]);
                let end = points[index];
                [from, end]
            };
            for index in 0..points.len() {
                let [from, end] = piece(index);
                // x runs evenly: the curve at the middle of a piece against the chord.
                let middle = f64::midpoint(from[0], end[0]);
                let curved = at([0.0, height, height, 0.0], middle / 300.0);
                assert!((curved - f64::midpoint(from[1], end[1])).abs() <= FLAT);
            }
            points.len()
        };
        // One more for the extreme, which here lies on a cut of an even number of pieces.
        assert_eq!([5.0, 6.0, 1000.0].map(count), [5, 6, 56]);
        let across = [[0.0, 0.0], [0.0, 5.0], [0.0, 5.0], [0.0, 1e9]];
        assert_eq!(points(&across).len(), 256);
        assert_eq!(
            points(&[[0.0, 0.0], [f64::INFINITY, 0.0], [0.0, 0.0], [0.0, 0.0]]).len(),
            256
        );
    }

    #[test]
    fn the_last_point_is_the_end() {
        let curve = [[1.0, 2.0], [3.0, 50.0], [70.0, 8.0], [9.0, 10.0]];
        assert_eq!(points(&curve).last(), Some(&[9.0, 10.0]));
    }
}
