//! How fresh CRL and OCSP must be, as words of the command line and of the configuration.

use cert_path::Freshness;
use jiff::SignedDuration;

/// The longest age that can be asked for: a hundred years. Ours.
const LONGEST_HOURS: i64 = 100 * 365 * 24;

/// `issuers-window`, `after-time`, or an age: `<N>h`, `<N>d`.
pub(crate) fn parse(text: &str) -> Result<Freshness, String> {
    match text {
        "issuers-window" => return Ok(Freshness::IssuersWindow),
        "after-time" => return Ok(Freshness::AfterTime),
        _ => {}
    }
    age(text).map(Freshness::MaxAge).ok_or_else(|| {
        let shown: String = text.chars().take(32).collect();
        format!("{shown}: issuers-window | after-time | <N>h | <N>d")
    })
}

fn age(text: &str) -> Option<SignedDuration> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let number: u32 = number.parse().ok()?;
    let hours = match unit {
        "h" => i64::from(number),
        "d" => i64::from(number) * 24,
        _ => return None,
    };
    (hours <= LONGEST_HOURS).then(|| SignedDuration::from_hours(hours))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_ages_are_read_and_nothing_else() {
        let hours = |count| Ok(Freshness::MaxAge(SignedDuration::from_hours(count)));
        assert_eq!(parse("issuers-window"), Ok(Freshness::IssuersWindow));
        assert_eq!(parse("after-time"), Ok(Freshness::AfterTime));
        assert_eq!(
            (parse("25h"), parse("7d"), parse("0h")),
            (hours(25), hours(168), hours(0))
        );
        for text in ["", "h", "7", "-1h", "7w", "36501d", "99999999999d", "é"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
