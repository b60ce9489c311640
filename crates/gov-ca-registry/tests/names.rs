//! Names compared and sorted, over generated names.
#![allow(clippy::unwrap_used)]

use gov_ca_registry::names::{NameKey, SortKey, plain, same_name};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization as _;

const TONES: [&str; 6] = ["", "\u{300}", "\u{309}", "\u{303}", "\u{301}", "\u{323}"];
const ONSETS: [&str; 12] = [
    "", "b", "ch", "đ", "g", "h", "kh", "l", "ngh", "qu", "th", "x",
];
const RHYMES: [&str; 14] = [
    "a", "ăn", "âu", "e", "êm", "i", "y", "oa", "ôi", "ơ", "u", "uy", "ươ", "uyê",
];

/// Onset, rhyme, tone.
type Syllable = (usize, usize, usize);

fn syllable() -> impl Strategy<Value = Syllable> {
    (0..ONSETS.len(), 0..RHYMES.len(), 0..TONES.len())
}

fn name() -> impl Strategy<Value = Vec<Syllable>> {
    prop::collection::vec(syllable(), 1..5)
}

/// The syllable with its tone on the vowel of that number.
fn written((onset, rhyme, tone): Syllable, vowel: usize) -> String {
    let letters: Vec<char> = RHYMES[rhyme].chars().collect();
    let vowels: Vec<usize> = (0..letters.len())
        .filter(|at| !matches!(letters[*at], 'm' | 'n'))
        .collect();
    let chosen = vowels[vowel % vowels.len()];
    let mut text = ONSETS[onset].to_owned();
    for (at, letter) in letters.iter().enumerate() {
        text.push(*letter);
        if at == chosen {
            text += TONES[tone];
        }
    }
    text
}

fn spelt(name: &[Syllable], vowel: usize) -> String {
    let words: Vec<String> = name.iter().map(|one| written(*one, vowel)).collect();
    words.join(" ")
}

/// The order once more, compared step by step without keys.
fn reference(name: &[Syllable]) -> Vec<(Vec<usize>, usize)> {
    let alphabet: Vec<char> = "aăâbcdđeêghiklmnoôơpqrstuưvxy".chars().collect();
    let ranks = |text: String| -> Vec<usize> {
        text.chars()
            .map(|c| alphabet.iter().position(|known| *known == c).unwrap())
            .collect()
    };
    let word = |(onset, rhyme, tone): &Syllable| {
        (ranks(ONSETS[*onset].to_owned() + RHYMES[*rhyme]), *tone)
    };
    name.iter().map(word).collect()
}

proptest! {
    #[test]
    fn a_name_is_itself_in_every_way_of_writing(name in name(), one in 0..3_usize, other in 0..3_usize) {
        let first = spelt(&name, one).nfc().collect::<String>();
        let second = spelt(&name, other).nfd().collect::<String>().to_uppercase().replace(' ', " \u{a0} ");
        prop_assert!(same_name(&first, &second), "{first} {second}");
        prop_assert_eq!(SortKey::of_person(&first), SortKey::of_person(&second));
        prop_assert_eq!(plain(&first), plain(&second));
    }

    #[test]
    fn names_of_one_key_have_one_order_but_for_i_and_y(a in name(), b in name()) {
        let (a, b) = (spelt(&a, 0), spelt(&b, 0));
        let same_letters = SortKey::of_text(&a) == SortKey::of_text(&b);
        if same_letters {
            prop_assert_eq!(NameKey::of(&a), NameKey::of(&b));
        }
        if same_name(&a, &b) {
            prop_assert_eq!(SortKey::of_text(&a.replace('y', "i")), SortKey::of_text(&b.replace('y', "i")));
        }
    }

    #[test]
    fn the_order_of_keys_is_the_order_of_letters_and_tones(a in name(), b in name()) {
        let keys = SortKey::of_text(&spelt(&a, 0)).cmp(&SortKey::of_text(&spelt(&b, 1)));
        prop_assert_eq!(keys, reference(&a).cmp(&reference(&b)));
    }

    #[test]
    fn any_text_has_keys(text in any::<String>()) {
        prop_assert!(SortKey::of_person(&text).as_str().is_ascii());
        prop_assert!(SortKey::of_text(&text).as_str().is_ascii());
        prop_assert!(same_name(&text, &text.nfd().collect::<String>()));
        prop_assert!(!plain(&text).contains("  "));
    }
}
