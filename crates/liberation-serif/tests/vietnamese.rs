//! What the faces are taken for: the letters and the widths.
#![allow(missing_docs, clippy::unwrap_used)]

use liberation_serif::{BOLD, BOLD_ITALIC, ITALIC, REGULAR};
use rustybuzz::Face;
use unicode_normalization::UnicodeNormalization;

fn faces() -> [Face<'static>; 4] {
    [REGULAR, BOLD, ITALIC, BOLD_ITALIC].map(|data| Face::from_slice(data, 0).unwrap())
}

/// Twelve vowels with six tones, in both cases, and đ: composed, as documents hold them.
fn letters() -> Vec<char> {
    let tones = ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"];
    let mut letters = vec!['đ', 'Đ'];
    for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY".chars() {
        for tone in tones {
            let composed: Vec<char> = format!("{vowel}{tone}").nfc().collect();
            assert_eq!(composed.len(), 1, "{vowel}{tone}");
            letters.extend(composed);
        }
    }
    letters
}

#[test]
fn every_style_has_every_vietnamese_letter() {
    let letters = letters();
    assert_eq!(letters.len(), 146);
    let signs = "₫–—“”‘’…0123456789:;.,/()-+\u{300}\u{301}\u{303}\u{309}\u{323}";
    for face in faces() {
        for character in letters.iter().copied().chain(signs.chars()) {
            assert!(face.glyph_index(character).is_some(), "{character:?}");
        }
    }
}

/// The usual widths of Times New Roman, in units of 2048 to the em; that the regular style has them was read in a public table of widths.
#[test]
fn the_widths_are_those_of_times() {
    let [regular, ..] = faces();
    assert_eq!(regular.units_per_em(), 2048);
    let width = |letter| regular.glyph_hor_advance(regular.glyph_index(letter).unwrap());
    assert_eq!(
        ['a', 'W', 'n', '0'].map(|letter| width(letter).unwrap()),
        [909, 1933, 1024, 1024]
    );
}
