//! What things were called on the day that counts for them (`office-practice` §3.2).

use cert_path::Certificate;
use gov_ca_model::Hierarchy;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use crate::text::{Text, Words, words};

/// NĐ 130/2018 is in force from this day.
const DECREE_130: Date = jiff::civil::date(2018, 11, 15);
/// NĐ 68/2024 is in force from this day.
const DECREE_68: Date = jiff::civil::date(2024, 8, 15);

fn day(moment: Timestamp) -> Date {
    Offset::constant(7).to_datetime(moment).date()
}

/// The certificate, by the day it was issued.
pub(crate) fn certificate(issued: Timestamp) -> Words {
    if day(issued) < DECREE_68 {
        words("chứng thư số", "certificate")
    } else {
        words("chứng thư chữ ký số", "certificate")
    }
}

/// The signature, by the day it was made and whose hierarchy the path leads to.
pub(crate) fn signature(signed: Timestamp, hierarchy: Hierarchy) -> Words {
    match hierarchy {
        Hierarchy::Government if day(signed) < DECREE_130 => {
            words("chữ ký số chuyên dùng", "government signature")
        }
        Hierarchy::Government if day(signed) < DECREE_68 => {
            words("chữ ký số chuyên dùng Chính phủ", "government signature")
        }
        Hierarchy::Government => words("chữ ký số chuyên dùng công vụ", "government signature"),
        Hierarchy::Public => words("chữ ký số công cộng", "public signature"),
        _ => words("chữ ký số", "signature"),
    }
}

/// A government certificate issued before NĐ 68/2024 and used since: it stays good by its Điều 42(1).
pub(crate) fn transitional(
    certificate: &Certificate,
    hierarchy: Hierarchy,
    signed: Timestamp,
) -> Option<Text> {
    let is_old = day(certificate.not_before()) < DECREE_68 && day(signed) >= DECREE_68;
    (is_old && hierarchy == Hierarchy::Government).then(|| {
        Text::new(
            "chứng thư số chuyên dùng Chính phủ, tiếp tục sử dụng theo khoản 1 Điều 42 Nghị định số 68/2024/NĐ-CP",
            "certificate of before Decree 68/2024/NĐ-CP, which stays in use by its Article 42(1)",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_change_at_midnight_in_vietnam() {
        let moment = |text: &str| text.parse::<Timestamp>().unwrap();
        let government = |at| signature(moment(at), Hierarchy::Government).vi;
        assert_eq!(government("2018-11-14T16:59:59Z"), "chữ ký số chuyên dùng");
        assert_eq!(
            government("2018-11-14T17:00:00Z"),
            "chữ ký số chuyên dùng Chính phủ"
        );
        assert_eq!(
            government("2024-08-14T16:59:59Z"),
            "chữ ký số chuyên dùng Chính phủ"
        );
        assert_eq!(
            government("2024-08-14T17:00:00Z"),
            "chữ ký số chuyên dùng công vụ"
        );
        assert_eq!(
            certificate(moment("2024-08-14T16:59:59Z")).vi,
            "chứng thư số"
        );
        assert_eq!(
            certificate(moment("2024-08-14T17:00:00Z")).vi,
            "chứng thư chữ ký số"
        );
    }
}
