//! The mark of secrecy (dấu chỉ độ mật) that a page prints.

use regulation_rules::facts::SecrecyLevel;
use unicode_normalization::UnicodeNormalization as _;

/// The mark of secrecy that a page prints in box 10a: a line of its own, in capitals.
#[must_use]
pub fn secrecy<'a>(lines: impl IntoIterator<Item = &'a str>) -> SecrecyLevel {
    let level = |line: &str| match line
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .as_str()
    {
        "MẬT" => SecrecyLevel::Confidential,
        "TỐI MẬT" => SecrecyLevel::Secret,
        "TUYỆT MẬT" => SecrecyLevel::TopSecret,
        _ => SecrecyLevel::None,
    };
    let composed = |line: &str| line.nfc().collect::<String>();
    let levels = lines.into_iter().map(|line| level(&composed(line)));
    levels
        .max_by_key(|level| rank(*level))
        .unwrap_or(SecrecyLevel::None)
}

/// The higher, the more secret.
const fn rank(level: SecrecyLevel) -> u8 {
    match level {
        SecrecyLevel::None => 0,
        SecrecyLevel::Confidential => 1,
        SecrecyLevel::Secret => 2,
        SecrecyLevel::TopSecret => 3,
    }
}
