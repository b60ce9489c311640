//! Signatures of people who do not exist.

use super::mask::Mask;
use super::shape::{Point, Transform};

/// Who signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signatory {
    /// Nguyễn Văn Mẫu, Giám đốc.
    Director,
    /// Hoàng Văn Ví Dụ, Phó Chủ tịch.
    DeputyChair,
    /// Phạm Văn Nháp, who puts his initials (ký nháy).
    Official,
}

impl Signatory {
    /// Width and height in millimetres. Ours: real ones were drawn as 63.5 × 31.8 and 14.1 × 7.1 mm (`office-practice.md` §5).
    #[must_use]
    pub const fn size(self) -> (u16, u16) {
        match self {
            Self::Director | Self::DeputyChair => (50, 25),
            Self::Official => (14, 7),
        }
    }

    /// The way of the pen in millimetres, from the bottom left.
    const fn strokes(self) -> &'static [&'static [Point]] {
        match self {
            Self::Director => DIRECTOR,
            Self::DeputyChair => DEPUTY_CHAIR,
            Self::Official => OFFICIAL,
        }
    }

    const fn pen(self) -> f64 {
        match self {
            Self::Director => 0.38,
            Self::DeputyChair => 0.34,
            Self::Official => 0.2,
        }
    }
}

const DIRECTOR: &[&[Point]] = &[
    &[
        (3.0, 7.5),
        (5.0, 11.0),
        (9.5, 21.5),
        (10.6, 20.0),
        (10.0, 12.0),
        (10.6, 6.5),
        (13.0, 12.0),
        (17.5, 22.5),
        (18.6, 21.0),
        (17.6, 12.0),
        (18.4, 6.4),
        (20.6, 7.6),
        (23.2, 11.4),
        (22.6, 12.8),
        (21.2, 11.0),
        (21.8, 7.8),
        (24.0, 7.6),
        (26.2, 11.6),
        (26.4, 8.6),
        (27.6, 7.2),
        (29.6, 11.4),
        (30.0, 8.2),
        (31.6, 7.6),
        (34.0, 10.6),
        (34.8, 8.2),
        (37.5, 8.6),
        (47.0, 13.5),
    ],
    &[(21.0, 14.6), (23.4, 17.0), (25.6, 14.8)],
    &[(24.6, 18.4), (26.2, 19.4), (27.4, 18.6), (29.2, 19.8)],
    &[
        (44.5, 6.8),
        (33.0, 4.2),
        (16.0, 2.6),
        (5.0, 3.2),
        (2.4, 5.0),
        (6.0, 5.8),
        (22.0, 4.4),
        (39.0, 3.2),
    ],
];

const DEPUTY_CHAIR: &[&[Point]] = &[
    &[
        (3.5, 18.5),
        (6.0, 20.0),
        (7.6, 15.0),
        (9.4, 6.0),
        (10.4, 5.6),
        (13.0, 12.0),
        (18.0, 21.5),
        (17.4, 23.0),
        (15.6, 20.0),
        (17.0, 11.0),
        (18.6, 7.4),
        (20.2, 7.8),
        (21.6, 10.6),
    ],
    &[
        (25.4, 20.6),
        (24.2, 12.0),
        (24.4, 5.4),
        (28.0, 4.6),
        (34.4, 8.0),
        (37.0, 14.0),
        (33.0, 20.4),
        (24.0, 22.4),
        (19.8, 20.2),
        (22.6, 17.6),
        (31.0, 16.6),
        (36.4, 10.4),
        (38.2, 6.8),
        (39.0, 9.6),
        (39.8, 6.8),
        (41.4, 7.2),
        (42.4, 9.6),
        (42.8, 6.6),
        (48.0, 9.4),
    ],
    &[(40.0, 4.0), (40.4, 3.6)],
    &[(20.4, 13.6), (21.4, 15.0)],
    &[
        (46.6, 3.6),
        (30.0, 1.8),
        (12.0, 2.8),
        (9.4, 3.6),
        (15.0, 4.0),
    ],
];

const OFFICIAL: &[&[Point]] = &[
    &[
        (1.4, 1.4),
        (2.0, 3.6),
        (2.9, 5.8),
        (3.4, 4.4),
        (4.4, 1.5),
        (5.2, 3.2),
        (6.1, 6.2),
        (6.5, 5.6),
        (6.2, 3.0),
        (6.7, 1.5),
        (7.6, 2.8),
        (8.0, 3.4),
        (8.3, 1.8),
        (9.2, 2.0),
        (9.9, 3.2),
        (9.2, 3.3),
        (9.4, 1.9),
        (10.6, 2.1),
        (12.8, 3.6),
    ],
    &[(10.2, 0.8), (6.0, 0.6), (2.2, 0.9)],
];

/// Each stretch between two points is drawn in so many steps.
const STEPS: u8 = 24;

/// Draws it, in millimetres from the bottom left.
pub(crate) fn draw_signature(mask: &mut Mask, on_mask: Transform, signatory: Signatory) {
    for stroke in signatory.strokes() {
        draw_stroke(mask, on_mask, &curve(stroke), signatory.pen());
    }
}

/// A quick pen draws thin, and thinner still where it comes down and lifts.
fn draw_stroke(mask: &mut Mask, on_mask: Transform, points: &[(Point, f64)], pen: f64) {
    let steps = points.len().max(1);
    let radius = |index: usize, speed: f64| {
        #[allow(clippy::cast_precision_loss)] // some hundred steps
        let from_end = index.min(steps - 1 - index.min(steps - 1)) as f64;
        let lifted = (0.45 + from_end / 30.0).min(1.0);
        let slow = (1.25 - speed * 0.05).clamp(0.55, 1.15);
        pen * lifted * slow * on_mask.length()
    };
    for (index, pair) in points.windows(2).enumerate() {
        if let [(from, speed), (to, next)] = pair {
            let start = (on_mask.apply(*from), radius(index, *speed));
            mask.stroke(start, (on_mask.apply(*to), radius(index + 1, *next)));
        }
    }
}

/// A smooth way through all points (Catmull and Rom), with the speed at each step.
fn curve(points: &[Point]) -> Vec<(Point, f64)> {
    let at = |index: usize| {
        points
            .get(index.min(points.len() - 1))
            .copied()
            .unwrap_or_default()
    };
    let mut way = Vec::new();
    for index in 0..points.len().saturating_sub(1) {
        let near = [
            at(index.saturating_sub(1)),
            at(index),
            at(index + 1),
            at(index + 2),
        ];
        for step in 0..STEPS {
            let t = f64::from(step) / f64::from(STEPS);
            let (x, dx) = between(near.map(|point| point.0), t);
            let (y, dy) = between(near.map(|point| point.1), t);
            way.push(((x, y), (dx * dx + dy * dy).sqrt()));
        }
    }
    way.push((at(points.len() - 1), 0.0));
    way
}

/// The value and its change.
fn between([before, from, to, after]: [f64; 4], t: f64) -> (f64, f64) {
    let (start, end) = ((to - before) / 2.0, (after - from) / 2.0);
    let cubic = 2.0 * from - 2.0 * to + start + end;
    let square = 3.0 * to - 3.0 * from - 2.0 * start - end;
    let value = ((cubic * t + square) * t + start) * t + from;
    (value, (3.0 * cubic * t + 2.0 * square) * t + start)
}
