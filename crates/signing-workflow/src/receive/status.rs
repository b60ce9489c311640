//! The status codes that go back over the exchange axis (trục liên thông văn bản).

use serde::Serialize;

/// How well the meaning of a code is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatusSource {
    /// From what public integration programs write about the axis. The text of QĐ 28/2018/QĐ-TTg and of the connection guides
    /// was not read: nothing here is law.
    Secondary,
}

/// A status of a document on the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ExchangeStatus {
    /// Two digits.
    pub code: &'static str,
    /// What integrators call it.
    pub meaning: &'static str,
    /// How well that is known.
    pub source: StatusSource,
}

impl ExchangeStatus {
    /// 02: a refusal that is not sent as this status is not known to the sender (office practice, finding 13).
    pub const REFUSED: Self = Self::known("02", "từ chối tiếp nhận");
    /// 03
    pub const RECEIVED: Self = Self::known("03", "đã tiếp nhận");
    /// All that are known, second-hand.
    pub const ALL: &[Self] = &[
        Self::known("01", "đã đến"),
        Self::REFUSED,
        Self::RECEIVED,
        Self::known("04", "đã phân công"),
        Self::known("05", "đang xử lý"),
        Self::known("06", "hoàn thành"),
        Self::known("13", "yêu cầu lấy lại"),
        Self::known("15", "đồng ý lấy lại, cập nhật"),
        Self::known("16", "từ chối lấy lại, cập nhật"),
    ];

    const fn known(code: &'static str, meaning: &'static str) -> Self {
        Self {
            code,
            meaning,
            source: StatusSource::Secondary,
        }
    }
}
