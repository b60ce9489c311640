//! Is it blue, is it red?

use signature_appearance::Colour;

/// What people call a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Hue {
    /// Ink blue.
    Blue,
    /// Seal red.
    Red,
    /// Black or grey.
    Grey,
    /// Another colour.
    Other,
    /// Nothing is drawn.
    None,
}

/// Degrees of the colour circle, red at 0, blue at 240; both ours: inks from violet blue to sky blue, seals from orange red to crimson.
const BLUE: core::ops::RangeInclusive<f64> = 195.0..=275.0;
const RED: [core::ops::RangeInclusive<f64>; 2] = [0.0..=20.0, 335.0..=360.0];
/// The least difference of the strongest and the weakest part, of 255, that is seen as a colour.
const SEEN: f64 = 40.0;

impl Hue {
    /// What a colour is called.
    #[must_use]
    pub fn of(colour: Colour) -> Self {
        let [red, green, blue] = [colour.red, colour.green, colour.blue].map(f64::from);
        let most = red.max(green).max(blue);
        let spread = most - red.min(green).min(blue);
        if spread < SEEN {
            return Self::Grey;
        }
        let degrees = if most == red {
            60.0 * (green - blue) / spread
        } else if most == green {
            60.0 * (blue - red) / spread + 120.0
        } else {
            60.0 * (red - green) / spread + 240.0
        };
        let degrees = degrees.rem_euclid(360.0);
        if BLUE.contains(&degrees) {
            Self::Blue
        } else if RED.iter().any(|range| range.contains(&degrees)) {
            Self::Red
        } else {
            Self::Other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inks_are_called_as_people_call_them() {
        let of = |red, green, blue| Hue::of(Colour::new(red, green, blue));
        for blue in [
            of(0, 0, 200),
            of(20, 60, 160),
            of(60, 40, 170),
            of(0, 120, 220),
        ] {
            assert_eq!(blue, Hue::Blue);
        }
        for red in [
            of(200, 0, 0),
            of(220, 40, 30),
            of(190, 20, 60),
            of(255, 60, 0),
        ] {
            assert_eq!(red, Hue::Red);
        }
        for grey in [of(0, 0, 0), of(90, 90, 100), of(60, 50, 60)] {
            assert_eq!(grey, Hue::Grey);
        }
        for other in [of(0, 160, 0), of(200, 200, 0), of(160, 0, 160)] {
            assert_eq!(other, Hue::Other);
        }
    }
}
