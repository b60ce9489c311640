//! When two names are the same (RFC 5280 §7.1).
//!
//! The preparation is RFC 4518 §2 as far as it has an effect on names: transcode to Unicode, map (case folding,
//! ignorable characters, kinds of space), normalise to NFKC, handle insignificant spaces. Prohibited characters
//! (§2.4) are not refused: a name that holds one is equal to itself and to nothing else.

use core::hash::{Hash, Hasher};

use unicode_normalization::UnicodeNormalization;

use super::name::{Attribute, DistinguishedName, RelativeDistinguishedName};

/// What two equal names have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ComparisonKey(Vec<Vec<AttributeKey>>);

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct AttributeKey {
    oid: Vec<u8>,
    value: ValueKey,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum ValueKey {
    Text(String),
    /// No text: compared as encoded.
    Octets(u8, Vec<u8>),
}

impl ComparisonKey {
    pub(super) fn of(parts: &[RelativeDistinguishedName]) -> Self {
        Self(parts.iter().map(part_key).collect())
    }

    pub(super) fn starts_with(&self, base: &Self) -> bool {
        self.0.starts_with(&base.0)
    }
}

/// RFC 5280 §7.1: an RDN is a set, so order does not count.
fn part_key(part: &RelativeDistinguishedName) -> Vec<AttributeKey> {
    let mut keys: Vec<_> = part.attributes().iter().map(attribute_key).collect();
    keys.sort();
    keys
}

fn attribute_key(attribute: &Attribute) -> AttributeKey {
    let value = match attribute.text() {
        Some(text) => ValueKey::Text(prepare(text)),
        None => ValueKey::Octets(attribute.tag(), attribute.value().to_vec()),
    };
    AttributeKey {
        oid: attribute.oid().as_bytes().to_vec(),
        value,
    }
}

/// RFC 4518 §2.2 (map), §2.3 (normalise), §2.6.1 (insignificant spaces).
///
/// Full case folding is approximated by upper- and then lower-casing between two normalisations, which joins ß with
/// ss and both sigmas.
pub(super) fn prepare(text: &str) -> String {
    let mapped = text
        .chars()
        .filter(|c| !is_ignorable(*c))
        .map(|c| if is_space(c) { ' ' } else { c });
    let folded: String = mapped
        .nfkc()
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .nfkc()
        .collect();
    let mut prepared = String::with_capacity(folded.len());
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        if !prepared.is_empty() {
            prepared.push(' ');
        }
        prepared.push_str(word);
    }
    prepared
}

/// RFC 4518 §2.2, mapped to nothing: soft hyphens, joiners, variation selectors, controls.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{1806}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2063}' | '\u{206a}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffc}' | '\u{0}'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}'
        | '\u{86}'..='\u{9f}' | '\u{6dd}' | '\u{70f}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0001}'
        | '\u{e0020}'..='\u{e007f}')
}

/// RFC 4518 §2.2, mapped to SPACE: the controls that break lines, and every separator.
fn is_space(c: char) -> bool {
    matches!(c, '\u{9}'..='\u{d}' | '\u{85}') || c.is_whitespace()
}

impl PartialEq for DistinguishedName {
    fn eq(&self, other: &Self) -> bool {
        self.der() == other.der() || self.comparison_key() == other.comparison_key()
    }
}

impl Eq for DistinguishedName {}

impl Hash for DistinguishedName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.comparison_key().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composed_and_decomposed_vietnamese_are_the_same() {
        let decomposed: String = "ỦY BAN NHÂN DÂN TỈNH".nfd().collect();
        assert_ne!(decomposed, "ỦY BAN NHÂN DÂN TỈNH");
        assert_eq!(prepare(&decomposed), prepare("Ủy  ban nhân dân tỉnh "));
    }

    #[test]
    fn letters_that_differ_stay_different() {
        assert_ne!(prepare("Hòa"), prepare("Hoà"));
        assert_ne!(prepare("Đà Nẵng"), prepare("Da Nang"));
        assert_ne!(prepare("ab c"), prepare("a bc"));
    }

    #[test]
    fn spaces_case_and_invisible_characters_do_not_count() {
        assert_eq!(prepare("  Bộ\u{a0}\tNội\u{ad} vụ\u{200b}\n"), "bộ nội vụ");
        assert_eq!(prepare("a\u{e0041}\u{6dd}\u{fffc}\u{1d173}b"), "ab");
        assert_eq!(prepare("STRASSE"), prepare("Straße"));
        assert_eq!(prepare(""), prepare("   "));
    }
}
