//! A fragment of a regulation, Điều 13 to 16: an example that an operator may adopt, never applied by itself.

pub mod device_not_kept_safe;
pub mod exposure_not_told_within_24_hours;
pub mod invalid_incoming_not_told;
pub mod periodic_report_missing;
pub mod system_device_without_custodian;

use crate::Text;
use crate::law::{Instrument, InstrumentKind};

/// Province, number and days are unknown.
pub static UNNAMED_FRAGMENT: Instrument = Instrument {
    id: "unnamed-fragment",
    title: Text::new(
        "Quy chế chưa rõ tên (đoạn văn bản không ghi tỉnh, số, ngày)",
        "an unnamed regulation (a fragment without province, number or day)",
    ),
    example: true,
    // Điều 13(5)
    department: Some("Sở Thông tin và Truyền thông"),
    source: "the fragment, read: the end of Điều 13, Điều 14, 15 and the beginning of 16",
    ..Instrument::usual(InstrumentKind::ProvincialDecision)
};
