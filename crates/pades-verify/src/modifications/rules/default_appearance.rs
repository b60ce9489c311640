//! Fields that readers draw themselves (ISO 32000-2 §12.7.4.3): with `/NeedAppearances`, or where no appearance is there. What they draw with
//! is the default appearance and a font of the default resources: a font that comes later under a name that was asked for, or a default
//! appearance where there was none, draws another value.

use std::collections::BTreeSet;

use pdf_revisions::{Dict, Object, PdfError};

use super::Shared;
use crate::modifications::fields::Field;

/// What the fields with a value, drawn by readers, ask for.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Names of fonts.
    pub(super) fonts: BTreeSet<Vec<u8>>,
    /// One has no default appearance of its own, and the form has none.
    pub(super) nothing: bool,
}

/// Of the earlier revision, whose form is `form`.
pub(super) fn asked(shared: &Shared<'_, '_>, form: &Dict) -> Result<Asked, PdfError> {
    let pair = shared.pair;
    let view = pair.old;
    let needs = view.value(form, b"NeedAppearances")?.as_boolean() == Some(true);
    let mut asked = Asked::default();
    for field in pair.old_fields.by_number.values() {
        let shown = !needs && field.dict.contains(b"AP");
        if field.is_signature || shown || !has_value(shared, field)? {
            continue;
        }
        let own = pair.old_fields.inherited(view, field, b"DA")?;
        let default = match own {
            Object::Null => view.value(form, b"DA")?,
            own => own,
        };
        match default.as_string() {
            Some(text) => asked.fonts.extend(names(&text.bytes)),
            None => asked.nothing = true,
        }
    }
    Ok(asked)
}

fn has_value(shared: &Shared<'_, '_>, field: &Field) -> Result<bool, PdfError> {
    let pair = shared.pair;
    Ok(match pair.old_fields.inherited(pair.old, field, b"V")? {
        Object::String(text) => !text.bytes.is_empty(),
        Object::Null | Object::Name(_) => false,
        _ => true,
    })
}

/// The names in a default appearance: a font, and in odd ones more.
fn names(appearance: &[u8]) -> Vec<Vec<u8>> {
    let tokens = appearance.split(|byte| byte.is_ascii_whitespace() || *byte == 0);
    let names = tokens.flat_map(|token| token.split(|byte| *byte == b'/').skip(1));
    names.map(unescaped).collect()
}

/// ISO 32000-2 §7.3.5: `#41` is an A.
fn unescaped(name: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = name;
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|_| *first == b'#');
        let byte = digits
            .and_then(|digits| core::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() {
            after.get(2..).unwrap_or_default()
        } else {
            after
        };
    }
    bytes
}

/// One of the standard fonts in its usual encoding draws what any reader takes for a font that is missing.
pub(super) fn is_plain(font: &Object) -> bool {
    let Object::Dictionary(font) = font else {
        return false;
    };
    let plain = |key: &[u8]| {
        matches!(
            key,
            b"Type" | b"Subtype" | b"BaseFont" | b"Name" | b"Encoding"
        )
    };
    let encoding = font.get(b"Encoding");
    font.iter().all(|(key, _)| plain(key.as_bytes()))
        && font.name(b"Subtype").is_some_and(|kind| *kind == "Type1")
        && encoding.is_none_or(|encoding| encoding.as_name().is_some())
        && font
            .name(b"BaseFont")
            .is_some_and(|name| STANDARD.iter().any(|known| *name == **known))
}

/// Standard fonts for text (ISO 32000-2 §9.6.2.2).
const STANDARD: [&str; 12] = [
    "Helvetica",
    "Helvetica-Bold",
    "Helvetica-Oblique",
    "Helvetica-BoldOblique",
    "Times-Roman",
    "Times-Bold",
    "Times-Italic",
    "Times-BoldItalic",
    "Courier",
    "Courier-Bold",
    "Courier-Oblique",
    "Courier-BoldOblique",
];
