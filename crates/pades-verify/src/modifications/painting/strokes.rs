//! Stroked lines (ISO 32000-2 §8.5.3.2): the box of every straight piece, and what the ends and corners of thick lines add to it.

use super::geometry::{apply, bounds, inverse, scale, widened};
use super::state::State;
use super::{Ink, Mark};

/// A line from this width on, in points, can hide something, and is cut into pieces where it runs aslant.
const BROAD: f64 = 2.0;
/// Pieces of one line.
const CUTS: u32 = 256;

/// A straight line of a width, both in points; half the width is added on every side.
pub(super) fn line(
    from: [f64; 2],
    to: [f64; 2],
    width: f64,
    alpha: f64,
) -> impl Iterator<Item = Mark> {
    let [x, y] = [to[0] - from[0], to[1] - from[1]];
    let aslant = x.abs().min(y.abs()) > width && width >= BROAD;
    let wanted = x.abs().max(y.abs()) / width;
    let cuts = (1..=CUTS)
        .find(|cuts| !aslant || f64::from(*cuts) >= wanted)
        .unwrap_or(CUTS);
    let at = move |cut: u32| {
        let part = f64::from(cut) / f64::from(cuts);
        [from[0] + x * part, from[1] + y * part]
    };
    (0..cuts).filter_map(move |cut| {
        let area = widened(&bounds([at(cut), at(cut + 1)])?, width / 2.0);
        let size = (area[2] - area[0]) * (area[3] - area[1]);
        let length = x.hypot(y) / f64::from(cuts) + width;
        let density = (length * width / size).clamp(0.0, 1.0);
        Some(Mark {
            area,
            ink: Ink::Line { density },
            alpha,
        })
    })
}

/// With square caps the line goes on by half its width beyond its ends (ISO 32000-2 Table 53); round ones lie in the box.
pub(super) fn lengthened(points: &[[f64; 2]], width: f64) -> Vec<[f64; 2]> {
    let mut points = points.to_vec();
    for _ in 0..2 {
        points.reverse();
        if let [end, before, ..] = points.as_mut_slice() {
            let [x, y] = [end[0] - before[0], end[1] - before[1]];
            let by = width / 2.0 / x.hypot(y);
            if by.is_finite() {
                *end = [end[0] + x * by, end[1] + y * by];
            }
        }
    }
    points
}

/// So far, in points, a mitre may reach out of the box of its lines and not be looked at.
const TIP: f64 = 0.1;

/// Lines of the width that cover the mitres of corners (ISO 32000-2 §8.4.3.5): where joins are mitred, and not too sharp for the limit.
pub(super) fn mitres(
    points: &[[f64; 2]],
    closed: bool,
    state: &State,
    width: f64,
) -> Vec<[[f64; 2]; 2]> {
    // The angle is that of the user space, before the matrix.
    let Some(back) = inverse(&state.base).filter(|_| state.pen.join == 0.0) else {
        return Vec::new();
    };
    let mut points = points.to_vec();
    points.dedup();
    if closed && let [_, second, ..] = *points.as_slice() {
        points.push(second);
    }
    let corners = points.windows(3).filter_map(|three| {
        let [_, at, _] = *three else { return None };
        let user = [0, 1, 2].map(|index| three.get(index).map(|point| apply(&back, *point)));
        let tip = apply(&state.base, tip(user, state)?);
        let [x, y] = [tip[0] - at[0], tip[1] - at[1]];
        let half = width / 2.0;
        let part = (1.0 - half / x.hypot(y)).max(0.0);
        let reaches_out = x.abs().max(y.abs()) > half + TIP;
        reaches_out.then_some([at, [at[0] + x * part, at[1] + y * part]])
    });
    corners.collect()
}

/// The tip of the mitre at the second of three points, in user space.
fn tip(corner: [Option<[f64; 2]>; 3], state: &State) -> Option<[f64; 2]> {
    let [Some(before), Some(at), Some(after)] = corner else {
        return None;
    };
    let toward = |other: [f64; 2]| {
        let [x, y] = [other[0] - at[0], other[1] - at[1]];
        let length = x.hypot(y);
        [x / length, y / length]
    };
    let ([a, b], [c, d]) = (toward(before), toward(after));
    // Of the angle between the lines: twice the cosine and the sine of its half.
    let (along, across) = ((a + c).hypot(b + d), (a - c).hypot(b - d));
    if !(along.is_normal() && across.is_normal()) || 2.0 > across * state.pen.miter_limit {
        return None;
    }
    let reach = state.pen.width.abs() / across / along;
    Some([at[0] - (a + c) * reach, at[1] - (b + d) * reach])
}

/// The width of a line in the page.
pub(super) fn width(state: &State) -> f64 {
    state.pen.width.abs() * scale(&state.base)
}
