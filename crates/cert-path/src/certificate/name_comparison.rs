//! When two names are the same (RFC 5280 §7.1).
//!
//! The preparation is RFC 4518 §2 as far as it has an effect on names: transcode to Unicode, map (case folding,
//! ignorable characters, kinds of space), normalise to NFKC, handle insignificant spaces. Prohibited characters
//! (§2.4) are not refused: a name that holds one is equal to itself and to nothing else.

use core::hash::{Hash, Hasher};

use unicode_normalization::UnicodeNormalization;

use super::name::{Attribute, DistinguishedName, RelativeDistinguishedName};
use crate::provider::sha256;

/// What two equal names have in common.
#[derive(Clone, Debug)]
pub(crate) struct ComparisonKey {
    parts: Vec<Vec<AttributeKey>>,
    /// Of all parts: searches compare and look up names a hundred thousand times, and a name may have 200 kB.
    digest: [u8; 32],
}

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
        let parts: Vec<_> = parts.iter().map(part_key).collect();
        let digest = digest(&parts);
        Self { parts, digest }
    }

    pub(super) fn starts_with(&self, base: &Self) -> bool {
        self.parts.starts_with(&base.parts)
    }
}

impl PartialEq for ComparisonKey {
    fn eq(&self, other: &Self) -> bool {
        self.digest == other.digest
    }
}

impl Eq for ComparisonKey {}

impl Hash for ComparisonKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digest.hash(state);
    }
}

/// SHA-256 over all parts, each thing with its length before it, so that different names are different messages.
fn digest(parts: &[Vec<AttributeKey>]) -> [u8; 32] {
    let mut message = Vec::new();
    let mut write = |octets: &[u8]| {
        message.extend_from_slice(&(octets.len() as u64).to_be_bytes());
        message.extend_from_slice(octets);
    };
    for part in parts {
        write(&(part.len() as u64).to_be_bytes());
        for attribute in part {
            write(&attribute.oid);
            match &attribute.value {
                ValueKey::Text(text) => {
                    write(b"text");
                    write(text.as_bytes());
                }
                ValueKey::Octets(tag, octets) => {
                    write(&[*tag]);
                    write(octets);
                }
            }
        }
    }
    sha256(&message)
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
/// ss and both sigmas. The dotless ı is a letter of its own (RFC 3454 table B.2 does not map it), though its upper case
/// is that of i.
pub(super) fn prepare(text: &str) -> String {
    let mapped = text
        .chars()
        .filter(|c| !is_ignorable(*c))
        .map(|c| if is_space(c) { ' ' } else { c });
    let mut folded = String::with_capacity(text.len());
    match text.is_ascii() {
        // What NFKC leaves as it is, and folding maps one to one.
        true => folded.extend(mapped.map(|c| c.to_ascii_lowercase())),
        false => folded.extend(
            mapped
                .nfkc()
                .flat_map(upper)
                .flat_map(char::to_lowercase)
                .nfkc(),
        ),
    }
    let mut prepared = String::with_capacity(folded.len());
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        if !prepared.is_empty() {
            prepared.push(' ');
        }
        prepared.push_str(word);
    }
    prepared
}

fn upper(c: char) -> impl Iterator<Item = char> {
    let dotless = (c == 'ı').then_some(c);
    let others = (c != 'ı').then(|| c.to_uppercase());
    dotless.into_iter().chain(others.into_iter().flatten())
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
    #[test]
    fn ascii_is_prepared_as_all_text_is() {
        for c in '\0'..='\u{7f}' {
            let text = format!("a{c}B");
            let beside_another = prepare(&format!("{text} ế"));
            assert_eq!(beside_another, format!("{} ế", prepare(&text)), "{c:?}");
        }
    }
}
