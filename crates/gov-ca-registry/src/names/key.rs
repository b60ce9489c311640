//! Keys by which names are compared.

use unicode_normalization::UnicodeNormalization as _;

use super::words::words;

/// Equal for all ways to write one name. What it looks like is our affair and may change; it is stored only beside the name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NameKey(String);

impl NameKey {
    /// The key of a name of a person or a body.
    pub fn of(name: &str) -> Self {
        let folded: Vec<String> = words(name)
            .into_iter()
            .map(|word| one_final_vowel(word.letters) + &word.tones)
            .collect();
        Self(folded.join(" "))
    }

    /// The key as text, for a column of a table.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether two names are the same but for the ways of writing.
pub fn same_name(one: &str, other: &str) -> bool {
    NameKey::of(one) == NameKey::of(other)
}

/// The words of a text in small letters without any marks, one space between them: what people type who search, and how
/// headings are compared. Different names may have one plain text.
pub fn plain(text: &str) -> String {
    let bare = |letters: String| -> String {
        let letters = letters.nfd();
        let letters = letters.filter(|c| !unicode_normalization::char::is_combining_mark(*c));
        letters.map(|c| if c == 'đ' { 'd' } else { c }).collect()
    };
    let words: Vec<String> = words(text)
        .into_iter()
        .map(|word| bare(word.letters))
        .collect();
    words.join(" ")
}

/// A final `y` that is the only vowel becomes `i`: mỹ, mĩ; quý, quí. In `thúy` and `thúi`, `tay` and `tai` they are different sounds.
fn one_final_vowel(letters: String) -> String {
    let Some(onset) = letters.strip_suffix('y') else {
        return letters;
    };
    let consonants = onset.strip_suffix("qu").unwrap_or(onset);
    if consonants.chars().all(|c| "bcdđghklmnpqrstvx".contains(c)) {
        return format!("{onset}i");
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn habits_of_writing_make_no_difference() {
        for (one, other) in [
            ("Nguyễn Văn Hòa", "NGUYỄN  VĂN HOÀ"),
            ("Lê Thị Thúy", "Lê Thị Thuý"),
            ("Trần Quí Mĩ", "Trần Quý Mỹ"),
            ("Đỗ Kỳ", "đỗ kì"),
            ("\u{d0}ào", "Đào"),
            ("Bà Rịa - Vũng Tàu", "Bà Rịa–Vũng Tàu"),
            ("H'Hen Niê", "H’Hen Niê"),
            ("Ý", "Í"),
            ("Nguyễn", "Nguyê\u{303}n"),
            ("Hà\u{200b}", "Ha\u{340}"),
        ] {
            assert!(same_name(one, other), "{one} {other}");
        }
    }

    #[test]
    fn other_names_stay_apart() {
        for (one, other) in [
            ("Thúy", "Thúi"),
            ("Tay", "Tai"),
            ("Hoa", "Hòa"),
            ("Hóa", "Hòa"),
            ("Đan", "Dan"),
            ("Tân", "Tăn"),
            ("Nguy", "Ngui"),
            ("Lan Anh", "Anh Lan"),
            ("Yến", "Iến"),
        ] {
            assert!(!same_name(one, other), "{one} {other}");
        }
    }

    #[test]
    fn plain_texts_have_no_marks() {
        assert_eq!(plain(" Số CMTND/ Ngày cấp "), "so cmtnd/ ngay cap");
        assert_eq!(plain("ĐẶNG THỊ ƯỚT"), "dang thi uot");
    }
}
