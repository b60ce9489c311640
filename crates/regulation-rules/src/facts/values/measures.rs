//! Lengths and shares.

use serde::{Deserialize, Serialize};

use crate::evidence::Found;

/// A length in millimetres.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millimetres(f64);

/// A part of a whole, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Share(f64);

impl Millimetres {
    /// So many millimetres.
    pub const fn new(millimetres: f64) -> Self {
        Self(millimetres)
    }

    /// The number of millimetres.
    pub const fn get(self) -> f64 {
        self.0
    }

    /// Whether it is no further from `wanted` than `tolerance`.
    pub fn within(self, wanted: Self, tolerance: Self) -> bool {
        (self.0 - wanted.0).abs() <= tolerance.0
    }
}

impl Share {
    /// This part of the whole.
    pub const fn new(share: f64) -> Self {
        Self(share)
    }

    /// The number, from 0 to 1.
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl From<Millimetres> for Found {
    fn from(length: Millimetres) -> Self {
        Self::Millimetres(length)
    }
}

impl From<Share> for Found {
    fn from(share: Share) -> Self {
        Self::Share(share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tolerance_belongs_to_the_window() {
        let (wanted, tolerance) = (Millimetres::new(36.0), Millimetres::new(0.5));
        for (found, fits) in [(35.5, true), (36.5, true), (35.4, false), (36.6, false)] {
            assert_eq!(
                Millimetres::new(found).within(wanted, tolerance),
                fits,
                "{found}"
            );
        }
        assert_eq!(
            (Millimetres::new(3.5).get(), Share::new(0.25).get()),
            (3.5, 0.25)
        );
    }
}
