//! The order of lists.

use super::words::{Word, words};

/// The Vietnamese alphabet, with the Latin letters it lacks at their places.
const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// By which lists are sorted: word by word, in each the letters by the alphabet first and then the tone (level, huyền, hỏi,
/// ngã, sắc, nặng). Numbers come before letters, in the order of their values.
///
/// It is ASCII, and its order is that of its octets: the same in Rust, in SQLite (`BINARY`) and in PostgreSQL where the column has
/// `COLLATE "C"`. Names that differ only as ways of writing do are equal; who needs one order for them adds another key.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SortKey(String);

impl SortKey {
    /// Of a person: by the given name, which stands last, then by the family name and the names between.
    pub fn of_person(name: &str) -> Self {
        let mut words = words(name);
        if let Some(given) = words.pop() {
            words.insert(0, given);
        }
        Self::of_words(&words)
    }

    /// Of a body, a place or anything else: from the first word on.
    pub fn of_text(text: &str) -> Self {
        Self::of_words(&words(text))
    }

    /// The key as text, for a column of a table.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn of_words(words: &[Word]) -> Self {
        let keys: Vec<String> = words.iter().map(word_key).collect();
        Self(keys.join(" "))
    }
}

/// A space (between words) sorts before the mark before the tones, this before digits, these before letters.
fn word_key(word: &Word) -> String {
    let mut key = String::new();
    let mut rest = word.letters.as_str();
    while let Some(first) = rest.chars().next() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits > 0 {
            let (number, after) = rest.split_at(digits);
            key += &number_key(number);
            rest = after;
        } else {
            key += &letter_key(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    key + "!" + &word.tones
}

/// Its length comes before its digits, so that 9 is before 10.
fn number_key(number: &str) -> String {
    let number = number.trim_start_matches('0');
    format!("{:04}{number}", number.len())
}

fn letter_key(letter: char) -> String {
    match (b'A'..)
        .zip(ALPHABET.chars())
        .find(|(_, known)| *known == letter)
    {
        Some((rank, _)) => char::from(rank).to_string(),
        None => format!("~{:06X}", u32::from(letter)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_order(names: &[&str], key: fn(&str) -> SortKey) {
        for pair in names.windows(2) {
            assert!(
                key(pair[0]) < key(pair[1]),
                "{} before {}",
                pair[0],
                pair[1]
            );
        }
    }

    #[test]
    fn the_alphabet_has_its_order_and_every_key_one_octet() {
        let letters: Vec<String> = ALPHABET.chars().map(|c| c.to_string()).collect();
        let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
        in_order(&letters, SortKey::of_text);
        assert_eq!(SortKey::of_text("z").as_str(), "a!");
    }

    #[test]
    fn tones_decide_after_the_letters_of_their_word() {
        in_order(
            &["Ma", "Mà", "Mả", "Mã", "Má", "Mạ", "Man", "Mán", "Mănh"],
            SortKey::of_text,
        );
        in_order(&["Hòa An", "Hòa Bình", "Hóa An"], SortKey::of_text);
    }

    #[test]
    fn persons_are_sorted_by_given_name_then_family_name() {
        in_order(
            &[
                "Trần Văn An",
                "Lê Thị Ánh",
                "Nguyễn Bình",
                "Đỗ Văn Dũng",
                "Bùi Văn Đức",
                "Đặng Thị Hoa",
                "Lê Hòa",
                "Lê Văn Hòa",
                "Lý Hòa",
            ],
            SortKey::of_person,
        );
        assert_eq!(
            SortKey::of_person("An").as_str(),
            SortKey::of_text("An").as_str()
        );
        assert_eq!(SortKey::of_person("Lê Hoà"), SortKey::of_person("LÊ HÒA"));
    }

    #[test]
    fn numbers_are_sorted_by_value_and_before_letters() {
        in_order(
            &[
                "Phường 1",
                "Phường 2",
                "Phường 09",
                "Phường 10",
                "Phường 10A",
                "Phường 100",
                "Phường An",
            ],
            SortKey::of_text,
        );
        in_order(&["", "1", "a", "ω"], SortKey::of_text);
    }
}
