//! The numbers of the regulation.

use crate::facts::Millimetres;

/// Length of the frame (điểm d khoản 2 Điều 8).
pub(crate) const FRAME_LENGTH: (Millimetres, Millimetres) =
    (Millimetres::new(65.0), Millimetres::new(80.0));
/// Width of the frame (điểm d khoản 2 Điều 8).
pub(crate) const FRAME_WIDTH: (Millimetres, Millimetres) =
    (Millimetres::new(35.0), Millimetres::new(40.0));
/// Most years asked for (form 01).
pub(super) const YEARS_ASKED_MAX: u8 = 5;
/// The domain of the province's mail, as in the regulation's own address sotttt@angiang.gov.vn (điểm b khoản 4 Điều 10).
const DOMAIN: &str = "angiang.gov.vn";

/// An address at the province's domain, or below it.
pub(super) fn of_the_province(mail: &str) -> bool {
    let mail = mail.to_ascii_lowercase();
    mail.rsplit_once('@').is_some_and(|(_, host)| {
        host.strip_suffix(DOMAIN)
            .is_some_and(|below| below.is_empty() || below.ends_with('.'))
    })
}
