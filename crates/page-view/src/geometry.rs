//! The page's box and rotation.

use serde::{Deserialize, Serialize};

/// What part of the default user space a page shows, and how it is turned (ISO 32000-2 §14.11.2, Table 31 `/Rotate`).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageGeometry {
    /// The visible box: crop box within media box, `[left, bottom, right, top]`.
    pub visible: [f64; 4],
    /// Degrees clockwise by which the page is turned when displayed: 0, 90, 180 or 270.
    pub rotation: u16,
}

impl PageGeometry {
    /// Width and height in points, as displayed.
    #[must_use]
    pub fn size(&self) -> (f64, f64) {
        let [left, bottom, right, top] = self.visible;
        let (width, height) = (right - left, top - bottom);
        match self.rotation {
            90 | 270 => (height, width),
            _ => (width, height),
        }
    }

    /// An area as the reader of the page sees it: the origin is the lower left corner of the displayed page.
    #[must_use]
    pub fn displayed(&self, area: [f64; 4]) -> [f64; 4] {
        let [left, bottom, right, top] = self.visible;
        let [x0, y0, x1, y1] = area;
        match self.rotation {
            90 => [y0 - bottom, right - x1, y1 - bottom, right - x0],
            180 => [right - x1, top - y1, right - x0, top - y0],
            270 => [top - y1, x0 - left, top - y0, x1 - left],
            _ => [x0 - left, y0 - bottom, x1 - left, y1 - bottom],
        }
    }

    /// An area of the displayed page, back in default user space.
    #[must_use]
    pub fn from_displayed(&self, area: [f64; 4]) -> [f64; 4] {
        let [left, bottom, right, top] = self.visible;
        let [x0, y0, x1, y1] = area;
        match self.rotation {
            90 => [right - y1, x0 + bottom, right - y0, x1 + bottom],
            180 => [right - x1, top - y1, right - x0, top - y0],
            270 => [y0 + left, top - x1, y1 + left, top - x0],
            _ => [x0 + left, y0 + bottom, x1 + left, y1 + bottom],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CORNER: [f64; 4] = [10.0, 20.0, 40.0, 30.0]; // low left, lying

    fn page(rotation: u16) -> PageGeometry {
        PageGeometry {
            visible: [10.0, 20.0, 210.0, 320.0],
            rotation,
        }
    }

    #[test]
    fn a_corner_goes_where_the_turned_page_shows_it() {
        // turned by 90° clockwise, what was low left is high left
        assert_eq!(page(0).displayed(CORNER), [0.0, 0.0, 30.0, 10.0]);
        assert_eq!(page(90).displayed(CORNER), [0.0, 170.0, 10.0, 200.0]);
        assert_eq!(page(180).displayed(CORNER), [170.0, 290.0, 200.0, 300.0]);
        assert_eq!(page(270).displayed(CORNER), [290.0, 0.0, 300.0, 30.0]);
        assert_eq!(page(90).size(), (300.0, 200.0));
        assert_eq!(page(180).size(), (200.0, 300.0));
    }

    #[test]
    fn there_and_back_is_the_same_area() {
        for rotation in [0, 90, 180, 270] {
            let page = page(rotation);
            let area = [33.0, 44.0, 77.5, 99.25];
            assert_eq!(
                page.from_displayed(page.displayed(area)),
                area,
                "{rotation}"
            );
        }
    }
}
