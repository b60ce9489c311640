//! The numbers of the regulation.

use crate::facts::Millimetres;

/// Length of the frame (điểm d khoản 2 Điều 8).
pub(super) const FRAME_LENGTH: (Millimetres, Millimetres) =
    (Millimetres::new(65.0), Millimetres::new(80.0));
/// Width of the frame (điểm d khoản 2 Điều 8).
pub(super) const FRAME_WIDTH: (Millimetres, Millimetres) =
    (Millimetres::new(35.0), Millimetres::new(40.0));
/// Most years asked for (form 01).
pub(super) const YEARS_ASKED_MAX: u8 = 5;
