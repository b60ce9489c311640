//! The numbers of the decree.

/// How often a certificate may have been renewed before: it may be renewed once only (Điều 63 khoản 1).
pub(super) const RENEWALS_ALLOWED_BEFORE: u8 = 0;
/// Days of validity that must be left to ask for renewal or change (Điều 63 khoản 1, Điều 65 khoản 1).
pub(super) const DAYS_LEFT: i32 = 60;
