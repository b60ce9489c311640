//! The day that picks the law, and why it is that day.

use gov_ca_model::VietnamDay;
use serde::Serialize;

use super::TimeProof;
use crate::{Lang, Text, text};

/// A calendar day in Vietnam, with the reason why it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LegalDay {
    /// The day.
    pub day: VietnamDay,
    /// Why this day.
    pub because: DayReason,
}

/// Why a day counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayReason {
    /// The day of signing, proven by a time-stamp over the signature.
    SignatureTimestamp,
    /// The day of signing, proven by a document time-stamp.
    DocumentTimestamp,
    /// The day of signing as the signer's machine wrote it: it picks the law, it proves nothing.
    ClaimedSigningDay,
    /// The day of issue as somebody stated it.
    StatedIssueDay,
    /// The certificate's first day of validity, standing for the day of issue, which X.509 does not hold.
    FirstDayOfValidity,
    /// The day on which things are looked at, as somebody stated it.
    StatedDay,
    /// The day a request was sent, as stated.
    StatedSendingDay,
    /// The day of an event, as stated.
    StatedEventDay,
    /// The day of issue that the document bears.
    DayOnTheDocument,
    /// The day a document arrived, as stated.
    StatedArrivalDay,
}

impl LegalDay {
    /// The day of signing.
    pub const fn of_signing(day: VietnamDay, proof: TimeProof) -> Self {
        let because = match proof {
            TimeProof::SignatureTimestamp => DayReason::SignatureTimestamp,
            TimeProof::DocumentTimestamp => DayReason::DocumentTimestamp,
            TimeProof::Claimed => DayReason::ClaimedSigningDay,
        };
        Self { day, because }
    }

    /// As a sentence: `xét theo ngày ký số 15/08/2024 (do máy của người ký ghi, không có dấu thời gian xác nhận)`.
    pub fn text(&self, lang: Lang) -> String {
        let (what, why) = self.because.texts();
        let day = text::day(self.day, lang);
        let lead = Text {
            vi: "xét theo",
            en: "judged by",
        }
        .in_language(lang);
        format!(
            "{lead} {} {day} ({})",
            what.in_language(lang),
            why.in_language(lang)
        )
    }
}

const STATED: Text = Text::new("do người kiểm tra khai", "as stated by the person checking");

impl DayReason {
    const fn texts(self) -> (Text, Text) {
        let signing = Text {
            vi: "ngày ký số",
            en: "the day of signing",
        };
        let issue = Text {
            vi: "ngày cấp",
            en: "the day of issue",
        };
        match self {
            Self::SignatureTimestamp => (
                signing,
                Text {
                    vi: "dấu thời gian của chữ ký số xác nhận",
                    en: "proven by the signature time-stamp",
                },
            ),
            Self::DocumentTimestamp => (
                signing,
                Text {
                    vi: "dấu thời gian của văn bản xác nhận",
                    en: "proven by a document time-stamp",
                },
            ),
            Self::ClaimedSigningDay => (signing, TimeProof::Claimed.text()),
            Self::StatedIssueDay => (issue, STATED),
            Self::StatedDay => (Text::new("ngày xem xét", "the day looked at"), STATED),
            Self::StatedSendingDay => (
                Text::new("ngày gửi yêu cầu", "the day the request was sent"),
                STATED,
            ),
            Self::StatedEventDay => (
                Text::new("ngày xảy ra sự việc", "the day of the event"),
                STATED,
            ),
            Self::StatedArrivalDay => (
                Text::new("ngày văn bản đến", "the day the document arrived"),
                STATED,
            ),
            Self::DayOnTheDocument => (
                Text::new("ngày ban hành", "the day of issue"),
                Text::new("ghi trên văn bản", "as the document bears it"),
            ),
            Self::FirstDayOfValidity => (
                issue,
                Text {
                    vi: "lấy ngày bắt đầu thời hạn của chứng thư làm ngày cấp, theo chương trình",
                    en: "first day of validity taken as the day of issue, by this program",
                },
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claimed_day_is_shown_as_claimed() {
        let day = LegalDay::of_signing(VietnamDay::new(2024, 8, 15), TimeProof::Claimed);
        let expected = "xét theo ngày ký số 15/08/2024 (do máy của người ký ghi, không có dấu thời gian xác nhận)";
        assert_eq!(day.text(Lang::Vi), expected);
        assert!(day.text(Lang::En).contains("claimed"));
    }

    #[test]
    fn each_reason_has_its_own_words() {
        use DayReason::{
            ClaimedSigningDay, DocumentTimestamp, FirstDayOfValidity, SignatureTimestamp,
            StatedIssueDay,
        };
        let day = VietnamDay::new(2024, 8, 15);
        let reasons = [
            SignatureTimestamp,
            DocumentTimestamp,
            ClaimedSigningDay,
            StatedIssueDay,
            FirstDayOfValidity,
        ];
        let mut texts: Vec<String> = reasons
            .iter()
            .map(|because| {
                LegalDay {
                    day,
                    because: *because,
                }
                .text(Lang::En)
            })
            .collect();
        texts.sort();
        texts.dedup();
        assert_eq!(texts.len(), 5);
        assert_eq!(
            LegalDay::of_signing(day, TimeProof::SignatureTimestamp).because,
            SignatureTimestamp
        );
        assert_eq!(
            LegalDay::of_signing(day, TimeProof::DocumentTimestamp).because,
            DocumentTimestamp
        );
    }
}
