//! Lengths and areas. Inside, everything is in points of 1/72 inch, from the lower left corner, as PDF has it.

use serde::{Deserialize, Serialize};

const POINTS_PER_MILLIMETRE: f64 = 72.0 / 25.4;

/// Millimetres in points.
#[must_use]
pub const fn millimetres(length: f64) -> f64 {
    length * POINTS_PER_MILLIMETRE
}

/// Points in millimetres.
#[must_use]
pub const fn to_millimetres(points: f64) -> f64 {
    points / POINTS_PER_MILLIMETRE
}

/// Width and height, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Size {
    /// From left to right.
    pub width: f64,
    /// From bottom to top.
    pub height: f64,
}

impl Size {
    /// A size in points.
    #[must_use]
    pub const fn points(width: f64, height: f64) -> Self {
        Self { width, height }
    }

    /// A size in millimetres.
    #[must_use]
    pub const fn millimetres(width: f64, height: f64) -> Self {
        Self {
            width: millimetres(width),
            height: millimetres(height),
        }
    }

    /// Whether anything can be seen in it.
    #[must_use]
    pub fn is_visible(self) -> bool {
        self.width > 0.0 && self.height > 0.0 && self.width.is_finite() && self.height.is_finite()
    }
}

/// A rectangle, in points.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// Smallest x.
    pub left: f64,
    /// Smallest y.
    pub bottom: f64,
    /// Largest x.
    pub right: f64,
    /// Largest y.
    pub top: f64,
}

impl Area {
    /// The area of this size whose lower left corner is here.
    #[must_use]
    pub const fn at(left: f64, bottom: f64, size: Size) -> Self {
        Self {
            left,
            bottom,
            right: left + size.width,
            top: bottom + size.height,
        }
    }

    /// Its width and height.
    #[must_use]
    pub const fn size(self) -> Size {
        Size {
            width: self.right - self.left,
            height: self.top - self.bottom,
        }
    }

    /// The same area without a border of this breadth.
    #[must_use]
    pub const fn inside(self, border: f64) -> Self {
        Self {
            left: self.left + border,
            bottom: self.bottom + border,
            right: self.right - border,
            top: self.top - border,
        }
    }

    /// The largest area of the proportions of `size` that fits in, in the middle.
    #[must_use]
    pub fn fitting(self, size: Size) -> Self {
        let room = self.size();
        let scale = (room.width / size.width).min(room.height / size.height);
        self.amid(Size::points(size.width * scale, size.height * scale))
    }

    /// The area of this size in its middle.
    #[must_use]
    pub const fn amid(self, size: Size) -> Self {
        let room = self.size();
        Self::at(
            self.left + (room.width - size.width) / 2.0,
            self.bottom + (room.height - size.height) / 2.0,
            size,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_fits_in_the_middle() {
        let area = Area::at(10.0, 20.0, Size::points(100.0, 40.0));
        let square = area.fitting(Size::points(3.0, 3.0));
        assert_eq!(square, Area::at(40.0, 20.0, Size::points(40.0, 40.0)));
        let wide = area.fitting(Size::points(10.0, 1.0));
        assert_eq!(wide, Area::at(10.0, 35.0, Size::points(100.0, 10.0)));
    }

    #[test]
    fn a_millimetre_is_2_83_points() {
        assert!((millimetres(25.4) - 72.0).abs() < 1e-9);
        assert!((to_millimetres(72.0) - 25.4).abs() < 1e-9);
        assert!(Size::millimetres(1.0, 1.0).is_visible());
        for size in [
            Size::points(0.0, 1.0),
            Size::points(1.0, -1.0),
            Size::points(f64::NAN, 1.0),
        ] {
            assert!(!size.is_visible(), "{size:?}");
        }
    }
}
