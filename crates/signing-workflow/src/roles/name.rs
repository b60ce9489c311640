//! Vietnamese names: the same under Unicode forms, tone mark habits, i and y, case.

use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::NameMatch;

/// Whether two names are the same, and how.
#[must_use]
pub fn same_name(one: &str, other: &str) -> Option<NameMatch> {
    let composed = |name: &str| words(&name.nfc().collect::<String>()).join(" ");
    if composed(one).is_empty() {
        return None;
    }
    if composed(one) == composed(other) {
        return Some(NameMatch::Exact);
    }
    (fold(one) == fold(other)).then_some(NameMatch::Habit)
}

/// A form in which the same words are equal: lower case, tones after their syllable, y as i where both are written.
pub(crate) fn fold(text: &str) -> String {
    folded(text.split_whitespace())
}

fn folded<'t>(words: impl Iterator<Item = &'t str>) -> String {
    let mut folded = String::new();
    for (index, word) in words.enumerate() {
        if index > 0 {
            folded.push(' ');
        }
        fold_syllable(&word.to_lowercase(), &mut folded);
    }
    folded
}

/// Words that are looked for: folded once, however many lines are held against them.
pub(crate) struct Known {
    spelled: &'static [&'static str],
    folded: OnceLock<Vec<String>>,
}

impl Known {
    pub(crate) const fn new(spelled: &'static [&'static str]) -> Self {
        Self {
            spelled,
            folded: OnceLock::new(),
        }
    }

    /// As they are written here.
    pub(crate) const fn spelled(&self) -> &'static [&'static str] {
        self.spelled
    }

    /// In the same order, as [`fold`] makes them.
    pub(crate) fn folded(&self) -> &[String] {
        self.folded
            .get_or_init(|| self.spelled.iter().map(|words| fold(words)).collect())
    }

    /// Whether a text, folded, begins with one of them; no more of it is folded than the longest has.
    pub(crate) fn begin(&self, text: &str) -> bool {
        let longest = self.folded().iter().map(|words| words.split(' ').count());
        let longest = longest.max().unwrap_or_default();
        let folded = folded(text.split_whitespace().take(longest));
        let mut known = self.folded().iter();
        known.any(|words| folded.starts_with(words.as_str()))
    }
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// Grave, acute, hook, tilde, dot below. Circumflex, breve and horn are letters, not tones.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{309}', '\u{303}', '\u{323}'];

/// Appends a word in lower case. One without tones, and there are many, is left as it is but for its y.
fn fold_syllable(syllable: &str, to: &mut String) {
    if !syllable.is_ascii() {
        return to.extend(with_tones(syllable).nfc());
    }
    let last = syllable.rfind(|c: char| c.is_alphabetic());
    match last.map(|last| syllable.split_at(last)) {
        Some((before, from)) if from.starts_with('y') && is_i_as_well(before.chars()) => {
            to.push_str(before);
            to.push('i');
            to.push_str(&from[1..]);
        }
        _ => to.push_str(syllable),
    }
}

/// The letters of a syllable, then its tones, then what is not of it.
fn with_tones(syllable: &str) -> std::vec::IntoIter<char> {
    let decomposed: Vec<char> = syllable.nfd().collect();
    let (mut tones, mut letters): (Vec<char>, Vec<char>) =
        decomposed.into_iter().partition(|c| TONES.contains(c));
    // What follows the last letter, a colon say, is not of the syllable.
    let last = letters.iter().rposition(|c| c.is_alphabetic());
    if let Some(last) = last.filter(|last| letters.get(*last) == Some(&'y'))
        && is_i_as_well(letters.iter().take(last).copied())
        && let Some(letter) = letters.get_mut(last)
    {
        *letter = 'i';
    }
    let of_syllable = |c: &char| c.is_alphabetic() || is_combining_mark(*c);
    let end = letters
        .iter()
        .rposition(of_syllable)
        .map_or(0, |last| last + 1);
    tones.sort_unstable();
    letters.splice(end..end, tones);
    letters.into_iter()
}

/// A final y is written i as well after consonants and after “qu” (Lý, Lí; Quý, Quí), not after other vowels (Thúy is not Thúi).
fn is_i_as_well(mut before: impl DoubleEndedIterator<Item = char>) -> bool {
    match (before.next_back(), before.next_back()) {
        (None, _) | (Some('u'), Some('q')) => true,
        (Some(last), _) => !"aeiouăâêôơư\u{302}\u{306}\u{31B}".contains(last),
    }
}

/// Whether a text has the form of a person's name: two to six words, each beginning with a capital, letters only.
pub(crate) fn is_personal(text: &str) -> bool {
    let words = words(text);
    let is_word = |word: &&str| {
        let mut letters = word.chars().filter(|c| !is_combining_mark(*c));
        letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_alphabetic)
    };
    (2..=6).contains(&words.len()) && words.iter().all(is_word) && !super::body::is_body(text)
}

/// A printed name without what stands before it: “TS. ”, “PGS.TS. ”, “Thượng tướng ”.
pub(crate) fn without_degree(text: &str) -> &str {
    let mut rest = text.trim();
    while let Some((first, after)) = rest.split_once(' ')
        && first.ends_with('.')
    {
        rest = after.trim_start();
    }
    let folded = fold(rest);
    for (rank, as_folded) in RANKS.spelled().iter().zip(RANKS.folded()) {
        if folded.starts_with(as_folded.as_str()) {
            let skip = rank.split(' ').count();
            let mut left = rest.splitn(skip + 1, ' ');
            return left.nth(skip).unwrap_or(rest).trim();
        }
    }
    rest
}

/// Ranks printed before a name (army, police).
static RANKS: Known = Known::new(&[
    "Đại tướng",
    "Thượng tướng",
    "Trung tướng",
    "Thiếu tướng",
    "Đại tá",
    "Thượng tá",
    "Trung tá",
    "Thiếu tá",
    "Đại úy",
    "Thượng úy",
    "Trung úy",
    "Thiếu úy",
]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_in_both_unicode_forms() {
        let decomposed: String = "Nguyễn Thị Thúy".nfd().collect();
        assert_eq!(
            same_name("Nguyễn  Thị Thúy", &decomposed),
            Some(NameMatch::Exact)
        );
    }

    #[test]
    fn names_are_the_same_under_both_tone_mark_habits() {
        for (one, other) in [
            ("Trần Văn Hòa", "Trần Văn Hoà"),
            ("NGUYỄN THỊ THÚY", "Nguyễn Thị Thuý"),
            ("Lý Quý", "Lí Quí"),
            ("Mỹ", "Mĩ"),
            ("Đặng Văn Khỏe", "ĐẶNG VĂN KHOẺ"),
            ("Nguyễn Văn Hòa", "NGUYỄN  VĂN HOÀ"),
            ("Trần Thị Thúy", "Trần Thị Thuý"),
        ] {
            assert_eq!(
                same_name(one, other),
                Some(NameMatch::Habit),
                "{one} {other}"
            );
        }
    }

    #[test]
    fn a_word_without_tones_is_folded_as_one_with_them() {
        for word in [
            "ly", "quy", "thuy", "y", "yen", "my:", "tay,", "12/2024", "(kem", "-", "ky.", "day",
            "qy", "u", "uy",
        ] {
            let mut folded = String::new();
            fold_syllable(word, &mut folded);
            assert_eq!(folded, with_tones(word).nfc().collect::<String>(), "{word}");
        }
    }

    #[test]
    fn a_text_begins_with_words_as_its_fold_does() {
        static WORDS: Known = Known::new(&["Nơi nhận", "Lý do", "kèm theo"]);
        for (text, begins) in [
            ("NƠI  NHẬN: các sở", true),
            ("nơi nhậnx", false),
            ("Lí do khác", true),
            ("nơi", false),
            ("các nơi nhận", false),
            ("", false),
        ] {
            assert_eq!(WORDS.begin(text), begins, "{text}");
            let folded = fold(text);
            let mut known = WORDS.folded().iter();
            assert_eq!(
                known.any(|words| folded.starts_with(words.as_str())),
                begins
            );
        }
    }

    #[test]
    fn what_follows_a_syllable_does_not_move_its_tone() {
        assert_eq!(fold("Số:"), format!("{}:", fold("số")));
        assert!(fold("Nơi nhận:").starts_with(&fold("nơi nhận")));
        assert_eq!(fold("(Kèm"), format!("({}", fold("kèm")));
    }

    #[test]
    fn other_names_are_other_names() {
        for (one, other) in [
            ("Nguyễn Văn Mẫu", "Nguyễn Văn Mậu"),
            ("Nguyễn Văn Mẫu", "Nguyen Van Mau"),
            ("Đỗ An", "Do An"),
            ("Thúy", "Thúi"),
            ("Tay", "Tai"),
            ("Trần Hoa", "Trần Hòa"),
            ("Lê Văn Ân", "Lê Văn An"),
            ("Lê Văn Hoa", "Lê Văn Hòa"),
            ("Đỗ Văn A", "Do Van A"),
            ("", ""),
        ] {
            assert_eq!(same_name(one, other), None, "{one} {other}");
        }
    }

    #[test]
    fn persons_and_bodies_are_told_apart() {
        assert!(is_personal("Nguyễn Văn Mẫu"));
        assert!(is_personal("NGUYỄN THỊ A"));
        for other in [
            "BỘ VÍ DỤ",
            "Sở Khoa Học",
            "mẫu",
            "Nguyễn",
            "Phòng 12",
            "Nguyễn văn Mẫu",
        ] {
            assert!(!is_personal(other), "{other}");
        }
    }

    #[test]
    fn degrees_and_ranks_are_not_the_name() {
        assert_eq!(without_degree("PGS.TS. Nguyễn Văn Mẫu"), "Nguyễn Văn Mẫu");
        assert_eq!(without_degree("TS. BS. Trần Thị B"), "Trần Thị B");
        assert_eq!(without_degree("Thiếu tướng Lê Văn C"), "Lê Văn C");
        assert_eq!(without_degree("Nguyễn Văn Mẫu"), "Nguyễn Văn Mẫu");
    }
}
