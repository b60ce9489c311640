//! Sentences in two languages.

use gov_ca_model::VietnamDay;
use jiff::Timestamp;
use jiff::tz::Offset;
use serde::Serialize;

/// The language a reader asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Vietnamese, the language of the law.
    Vi,
    /// English.
    En,
}

/// One sentence or term in both languages; neither is ever empty in what this crate ships.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Text {
    /// Vietnamese.
    pub vi: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// The same in both languages.
    pub const fn new(vi: &'static str, en: &'static str) -> Self {
        Self { vi, en }
    }

    /// The text in one language.
    pub const fn in_language(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.vi,
            Lang::En => self.en,
        }
    }
}

/// A number with at most two decimals, with the comma of Vietnamese or the point of English.
pub(crate) fn decimal(number: f64, lang: Lang) -> String {
    let rounded = (number * 100.0).round() / 100.0;
    match lang {
        Lang::Vi => rounded.to_string().replace('.', ","),
        Lang::En => rounded.to_string(),
    }
}

/// The text with its first letter in upper case.
#[must_use]
pub fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// A day as a reader of the language expects it.
pub(crate) fn day(day: VietnamDay, lang: Lang) -> String {
    match lang {
        Lang::Vi => day.vietnamese(),
        Lang::En => day.to_string(),
    }
}

/// An instant on Vietnam's clock, as a reader of the language expects it; never UTC.
pub(crate) fn instant(at: Timestamp, lang: Lang) -> String {
    let local = Offset::constant(7).to_datetime(at);
    match lang {
        Lang::Vi => {
            let (h, m, s) = (local.hour(), local.minute(), local.second());
            format!(
                "{h:02}:{m:02}:{s:02} ngày {}",
                VietnamDay::of(at).vietnamese()
            )
        }
        Lang::En => format!("{} +07:00", local.strftime("%Y-%m-%d %H:%M:%S")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_shown_on_the_clock_of_vietnam() {
        let at: Timestamp = "2024-08-14T17:05:09Z".parse().unwrap();
        assert_eq!(instant(at, Lang::Vi), "00:05:09 ngày 15/08/2024");
        assert_eq!(instant(at, Lang::En), "2024-08-15 00:05:09 +07:00");
        assert_eq!(day(VietnamDay::of(at), Lang::En), "2024-08-15");
        assert_eq!(day(VietnamDay::of(at), Lang::Vi), "15/08/2024");
    }

    #[test]
    fn numbers_have_two_decimals_at_most() {
        let shown = |number| [Lang::Vi, Lang::En].map(|lang| decimal(number, lang));
        assert_eq!(shown(1.0 / 3.0), ["0,33", "0.33"]);
        assert_eq!(shown(65.0), ["65", "65"]);
        assert_eq!(shown(10.6), ["10,6", "10.6"]);
    }

    #[test]
    fn sentences_begin_with_a_capital() {
        assert_eq!(capital("đạt"), "Đạt");
        assert_eq!(capital(""), "");
    }
}
