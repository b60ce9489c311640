//! Fonts that are not in the file: whoever opens it sees whatever the machine has by that name (ISO 32000-2 §9.9).

use pdf_revisions::{Dict, Object, View};

use super::objects::is;
use super::{Found, LintKind};

/// §9.6.2.2, with the names that readers take for the same.
const STANDARD: [&str; 5] = ["Courier", "Helvetica", "Times", "Symbol", "ZapfDingbats"];
/// Kinds of fonts that have their glyphs in a descriptor. A composite font (`Type0`) has them in its descendant, one of drawings
/// (`Type3`) in itself.
const KINDS: [&str; 5] = [
    "CIDFontType0",
    "CIDFontType2",
    "MMType1",
    "TrueType",
    "Type1",
];
/// Table 124.
const PROGRAMS: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];

pub(super) fn look(view: View<'_>, fonts: &[(u32, Dict)], found: &mut Found) {
    for (number, font) in fonts {
        if !KINDS.iter().any(|kind| is(font, b"Subtype", kind)) {
            continue;
        }
        let name = name(font, b"BaseFont");
        let descriptor = view.value(font, b"FontDescriptor").ok();
        let descriptor = descriptor.as_ref().and_then(Object::as_dict);
        let embedded = descriptor.filter(|one| PROGRAMS.iter().any(|key| one.contains(key)));
        match embedded {
            Some(descriptor) if self::name(descriptor, b"FontName") != name => {
                found.at(
                    LintKind::FontNameDiffers,
                    &format!("{} ({number})", shown(&name)),
                );
            }
            Some(_) => {}
            None if is_standard(&name) => {
                found.at(LintKind::StandardFontNotEmbedded, &shown(&name));
            }
            None => found.at(
                LintKind::FontNotEmbedded,
                &format!("{} ({number})", shown(&name)),
            ),
        }
    }
}

/// Characters of a name that are told. Ours.
const LONGEST: usize = 64;

fn name(dict: &Dict, key: &[u8]) -> String {
    let name = dict.name(key).map(|name| name.as_bytes());
    String::from_utf8_lossy(name.unwrap_or_default()).into_owned()
}

fn shown(name: &str) -> String {
    let shown = name.chars().filter(|letter| !letter.is_control());
    shown.take(LONGEST).collect()
}

/// `Times` and its styles (`Times-Roman`), not `TimesNewRoman`.
fn is_standard(name: &str) -> bool {
    let family = name.split('-').next().unwrap_or_default();
    STANDARD.contains(&family)
}
