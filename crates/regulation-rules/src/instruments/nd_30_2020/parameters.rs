//! The numbers of the decree's Phụ lục I, and the tolerances that are ours.

use crate::facts::{Millimetres, Share};

/// A4, width and height.
pub(super) const A4: (Millimetres, Millimetres) =
    (Millimetres::new(210.0), Millimetres::new(297.0));
/// Ours.
pub(super) const PAGE_TOLERANCE: Millimetres = Millimetres::new(1.0);
/// Top and bottom margin.
pub(super) const MARGIN_TOP_BOTTOM: (Millimetres, Millimetres) =
    (Millimetres::new(20.0), Millimetres::new(25.0));
/// Left margin.
pub(super) const MARGIN_LEFT: (Millimetres, Millimetres) =
    (Millimetres::new(30.0), Millimetres::new(35.0));
/// Right margin.
pub(super) const MARGIN_RIGHT: (Millimetres, Millimetres) =
    (Millimetres::new(15.0), Millimetres::new(20.0));
/// Ours: how far the drawn seal may be off its registered size.
pub(super) const SEAL_TOLERANCE: Millimetres = Millimetres::new(0.5);
/// Ours: what counts as about a third.
pub(super) const SEAL_OVERLAP: (Share, Share) = (Share::new(0.25), Share::new(0.42));
