//! A text as words, each with its tones apart from its letters.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The tones in the order of Vietnamese dictionaries (as in the Unicode collation of `vi`), the level one left out.
const TONES: [(char, char); 5] = [
    ('\u{300}', '1'), // huyền
    ('\u{309}', '2'), // hỏi
    ('\u{303}', '3'), // ngã
    ('\u{301}', '4'), // sắc
    ('\u{323}', '5'), // nặng
];

/// One word in small letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// Its letters, composed, with the marks that make another letter (`ă`, `ô`, `ư`), without tones.
    pub(super) letters: String,
    /// Its tones, a digit each: none for the level tone, one for a Vietnamese syllable.
    pub(super) tones: String,
}

/// The words of a text. White space, dots, commas and dashes part them.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut word = Word::default();
    let mut on_vowel = false;
    for character in text.nfkd().flat_map(char::to_lowercase) {
        match unified(character) {
            None => {}
            Some(between) if parts_words(between) => finish(&mut word, &mut words),
            Some(mark) if on_vowel && tone(mark).is_some() => word.tones.extend(tone(mark)),
            // a mark before any letter is on nothing
            Some(mark) if is_combining_mark(mark) && word.letters.is_empty() => {}
            Some(mark) if is_combining_mark(mark) => word.letters.push(mark),
            Some(letter) => {
                on_vowel = "aeiouy".contains(letter);
                word.letters.push(letter);
            }
        }
    }
    finish(&mut word, &mut words);
    words
}

fn finish(word: &mut Word, words: &mut Vec<Word>) {
    let Word { letters, tones } = core::mem::take(word);
    if !letters.is_empty() {
        let letters = letters.nfc().collect();
        words.push(Word { letters, tones });
    }
}

fn tone(mark: char) -> Option<char> {
    let known = TONES.iter().find(|(tone, _)| *tone == mark);
    known.map(|(_, digit)| *digit)
}

fn parts_words(character: char) -> bool {
    character.is_whitespace() || matches!(character, '-' | '\u{2010}'..='\u{2015}' | '.' | ',')
}

/// One character for those that look alike; none for those that are not seen.
const fn unified(character: char) -> Option<char> {
    match character {
        // Eth and African D, taken for Đ in older files
        'ð' | 'ɖ' => Some('đ'),
        '’' | '‘' | 'ʼ' | '`' | '´' => Some('\''),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => None,
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(String, String)> {
        let words = words(text).into_iter();
        words.map(|word| (word.letters, word.tones)).collect()
    }

    #[test]
    fn tones_stand_apart_from_letters() {
        let expected = [("nguyên", "3"), ("thi", "5"), ("hoa", "1"), ("ưng", "4")];
        let expected: Vec<_> = expected.map(|(l, t)| (l.to_owned(), t.to_owned())).into();
        assert_eq!(told("NGUYỄN  Thị\u{a0}Hòa-Ứng"), expected);
        let decomposed: String = "Nguyễn Thị Hoà Ứng".nfd().collect();
        assert_eq!(told(&decomposed), expected);
    }

    #[test]
    fn marks_on_consonants_are_no_tones() {
        assert_eq!(told("Ñ"), [("ñ".to_owned(), String::new())]);
        assert_eq!(told("\u{301}x \u{301}"), [("x".to_owned(), String::new())]);
    }

    #[test]
    fn unseen_characters_are_dropped() {
        assert_eq!(
            told("\u{feff}An\u{200b}h \u{ad}"),
            [("anh".to_owned(), String::new())]
        );
        assert!(told(" - . ").is_empty());
    }
}
