//! What the text of a stamp says: number and symbol, form of copy, body, time, mail (NĐ 30/2020 Phụ lục I, An Giang Điều 8(2)(d)).

use gov_ca_model::VietnamDay;
use jiff::Timestamp;
use jiff::fmt::strtime;
use jiff::tz::Offset;

use crate::roles::{fold, is_body};

/// Forms of copy, folded (NĐ 30/2020 Phụ lục I).
const FORMS: [&str; 3] = ["sao y", "sao lục", "trích sao"];
/// How guides print the time; the decree names the standard, not a layout. That they are accepted, too, is ours.
const PRINTED: [&str; 2] = ["%d/%m/%Y %H:%M:%S %:z", "%d.%m.%Y %H:%M:%S %:z"];
/// Vietnam's clock.
const VIETNAM: Offset = Offset::constant(7);

/// The lines of a stamp; nothing is said of glyphs without meaning.
pub(super) struct Stamp<'a>(&'a [String]);

impl<'a> Stamp<'a> {
    /// `None` where a glyph has no known meaning: what it says is not known then.
    pub(super) fn of(lines: Option<&'a Vec<String>>) -> Option<Self> {
        let lines = lines?;
        let unread = |line: &String| line.contains(char::REPLACEMENT_CHARACTER);
        (!lines.iter().any(unread)).then_some(Self(lines))
    }

    fn words(&self) -> impl Iterator<Item = &'a str> {
        self.0.iter().flat_map(|line| line.split_whitespace())
    }

    /// `12/QĐ-UBND`.
    pub(super) fn shows_number(&self) -> bool {
        self.words().any(|word| {
            let Some((number, symbol)) = word.trim_matches([',', ';', ':']).split_once('/') else {
                return false;
            };
            let digits = number.trim_end_matches(char::is_alphabetic);
            !digits.is_empty()
                && digits.chars().all(|digit| digit.is_ascii_digit())
                && symbol.chars().next().is_some_and(char::is_uppercase)
        })
    }

    pub(super) fn shows_form_of_copy(&self) -> bool {
        self.0.iter().any(|line| {
            let line = fold(line);
            FORMS
                .iter()
                .any(|form| fold(form) == line || line.starts_with(&format!("{} ", fold(form))))
        })
    }

    pub(super) fn shows_body(&self) -> bool {
        self.0.iter().any(|line| is_body(line))
    }

    /// Date, time and the zone of Vietnam, as ISO 8601 has them or as guides print them.
    pub(super) fn shows_iso_8601(&self) -> bool {
        self.time().is_some()
    }

    /// The day of that time.
    pub(super) fn day(&self) -> Option<VietnamDay> {
        self.time().map(VietnamDay::of)
    }

    fn time(&self) -> Option<Timestamp> {
        self.0.iter().find_map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let mut together = words.iter();
            let iso = together.find_map(|word| iso(word.trim_matches(['.', ',', ';'])));
            iso.or_else(|| words.windows(3).find_map(|three| printed(&three.join(" "))))
        })
    }

    /// Some time of the day, with a day: `14:30` beside a year.
    pub(super) fn shows_time(&self) -> bool {
        self.shows_iso_8601()
            || self.0.iter().any(|line| {
                let clock = line.split([' ', 'T', ',']).any(is_clock);
                clock
                    && line
                        .split(|letter: char| !letter.is_ascii_digit())
                        .any(|run| run.len() == 4)
            })
    }

    /// Whether the name is among the words.
    pub(super) fn shows(&self, name: &str) -> bool {
        let all = fold(&self.0.join(" "));
        let name = fold(name);
        !name.is_empty() && format!(" {all} ").contains(&format!(" {name} "))
    }

    /// Plain letters only: it is shown to people.
    pub(super) fn mail(&self) -> Option<String> {
        let mut words = self.words();
        let mail = words.find(|word| {
            let plain = word.chars().all(|letter| letter.is_ascii_graphic());
            let parts = word.split_once('@').filter(|_| plain);
            parts.is_some_and(|(person, place)| !person.is_empty() && place.contains('.'))
        });
        mail.map(|mail| mail.trim_matches([',', ';', '<', '>', '.']).to_owned())
    }
}

/// `2026-11-21T14:30:05+07:00`.
fn iso(word: &str) -> Option<Timestamp> {
    let zoned = ["+07:00", "+0700", "+07"]
        .iter()
        .any(|zone| word.ends_with(zone));
    let time = word.parse().ok();
    time.filter(|_| zoned && word.contains('T'))
}

fn printed(words: &str) -> Option<Timestamp> {
    PRINTED.iter().find_map(|layout| {
        let read = strtime::parse(layout, words).ok()?;
        read.to_timestamp()
            .ok()
            .filter(|_| read.offset() == Some(VIETNAM))
    })
}

fn is_clock(word: &str) -> bool {
    let mut parts = word.split(':');
    let two = |part: Option<&str>| {
        part.is_some_and(|part| {
            let digits = part.get(..2).unwrap_or_default();
            digits.len() == 2 && digits.chars().all(|digit| digit.is_ascii_digit())
        })
    };
    two(parts.next()) && two(parts.next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(line: &str, what: impl Fn(&Stamp<'_>) -> bool) -> bool {
        let lines = vec![line.to_owned()];
        Stamp::of(Some(&lines)).is_some_and(|stamp| what(&stamp))
    }

    #[test]
    fn times_of_vietnam_in_the_ways_they_are_printed() {
        for good in [
            "2026-11-22T14:30:05+07:00",
            "Thời gian ký: 2026-11-22T14:30:05.123+07:00",
            "22/11/2026 14:30:05 +07:00",
            "22.11.2026 14:30:05 +07:00",
        ] {
            assert!(says(good, |stamp| stamp.shows_iso_8601()), "{good}");
        }
        for bad in [
            "2026-11-22T14:30:05Z",
            "2026-11-22T14:30:05",
            "2026-11-22 14:30",
            "22/11/2026 14:30:05",
            "22/13/2026 14:30:05 +07:00",
            "22/11/2026 14:30:05 +01:00",
        ] {
            assert!(!says(bad, |stamp| stamp.shows_iso_8601()), "{bad}");
        }
        assert!(says("22/11/2026 14:30", |stamp| stamp.shows_time()));
        assert!(
            !says("năm 2026", |stamp| stamp.shows_time())
                && !says("14:30", |stamp| stamp.shows_time())
        );
    }

    #[test]
    fn numbers_forms_bodies_and_mail() {
        for good in ["12/QĐ-UBND", "Số: 05a/TB-SNV; ngày ký"] {
            assert!(says(good, |stamp| stamp.shows_number()), "{good}");
        }
        for bad in ["22/11/2026", "QĐ/12", "và/hoặc"] {
            assert!(!says(bad, |stamp| stamp.shows_number()), "{bad}");
        }
        assert!(says("SAO Y", |stamp| stamp.shows_form_of_copy()));
        assert!(says("Trích sao", |stamp| stamp.shows_form_of_copy()));
        assert!(!says("sao yên", |stamp| stamp.shows_form_of_copy()));
        assert!(says("Sở Nội vụ tỉnh Lạc Hồng", |stamp| stamp
            .shows_body()));
        assert!(says("Ký bởi Nguyễn Văn Mẫu", |stamp| stamp
            .shows("NGUYỄN VĂN MẪU")));
        assert!(!says("Nguyễn Văn Mẫu", |stamp| stamp.shows("Văn M")));
        let lines = vec!["Email: mau@angiang.gov.vn;".to_owned()];
        let stamp = Stamp::of(Some(&lines));
        assert_eq!(
            stamp.and_then(|stamp| stamp.mail()).as_deref(),
            Some("mau@angiang.gov.vn")
        );
        assert!(Stamp::of(Some(&vec!["\u{FFFD}".to_owned()])).is_none());
    }
}
