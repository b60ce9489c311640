//! Fields that show something else than they hold: the value is what programs take, the look is what people sign (ISO 32000-2 §12.7.4).

use std::collections::BTreeSet;

use pdf_revisions::content::{Operand, Operators, Piece};
use pdf_revisions::{Dict, Object, PdfError, Stream, View};

use super::objects::is;
use super::{Found, LintKind};

/// Ancestors of a field; the tree of a form is a few deep. Ours.
const DEPTH: usize = 8;
/// Bytes of an appearance, as they are in the file. Ours.
const LOOK: u64 = 64 << 10;
/// Table 228, bit 17; Table 231, bit 14.
const PUSH_BUTTON: i64 = 1 << 16;
const PASSWORD: i64 = 1 << 13;

pub(super) fn look(
    view: View<'_>,
    widgets: &[(u32, Dict)],
    found: &mut Found,
) -> Result<(), PdfError> {
    if let Some(form) = view.acro_form()? {
        if form.dict.contains(b"XFA") {
            found.note(LintKind::Xfa);
        }
        if form.dict.boolean(b"NeedAppearances") == Some(true) {
            found.note(LintKind::NeedAppearances);
        }
    }
    for (number, widget) in widgets {
        if differs(view, widget).unwrap_or(false) {
            found.at(LintKind::FieldShowsOtherValue, &number);
        }
    }
    Ok(())
}

fn differs(view: View<'_>, widget: &Dict) -> Result<bool, PdfError> {
    let kind = inherited(view, widget, b"FT")?;
    let value = inherited(view, widget, b"V")?;
    let flags = inherited(view, widget, b"Ff")?.as_integer().unwrap_or(0);
    Ok(match kind.as_name().map(|kind| kind.as_bytes()) {
        Some(b"Tx") if flags & PASSWORD == 0 => text_differs(view, widget, &value)?,
        Some(b"Ch") => text_differs(view, widget, &value)?,
        Some(b"Btn") if flags & PUSH_BUTTON == 0 => state_differs(view, widget, &value)?,
        _ => false,
    })
}

/// §12.7.4.1: of the field or of the nearest ancestor that has it.
fn inherited(view: View<'_>, widget: &Dict, key: &[u8]) -> Result<Object, PdfError> {
    let mut node = widget.clone();
    for _ in 0..DEPTH {
        let value = view.value(&node, key)?;
        if !value.is_null() {
            return Ok(value);
        }
        match view.value(&node, b"Parent")? {
            Object::Dictionary(parent) => node = parent,
            _ => break,
        }
    }
    Ok(Object::Null)
}

/// Compared only where both are plain ASCII: what a code of a font means is not looked up here, and a form of Vietnamese text has fonts
/// whose codes are glyphs.
fn text_differs(view: View<'_>, widget: &Dict, value: &Object) -> Result<bool, PdfError> {
    let Some(form) = normal(view, widget)? else {
        return Ok(false);
    };
    let held = match value {
        Object::String(text) => text.to_text(),
        Object::Null => String::new(),
        _ => return Ok(false),
    };
    if has_subset(view, &form)? {
        return Ok(false);
    }
    let shown = shown(&view.stream_data(&form)?);
    let plain = |byte: u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    if !held.bytes().all(plain) || !shown.iter().copied().all(plain) {
        return Ok(false);
    }
    let letters = |bytes: &[u8]| -> Vec<u8> {
        let graphic = bytes.iter().copied().filter(u8::is_ascii_graphic);
        graphic.collect()
    };
    Ok(letters(held.as_bytes()) != letters(&shown))
}

/// A check box or radio button is in the state that its field has, or off (§12.7.5.2).
fn state_differs(view: View<'_>, widget: &Dict, value: &Object) -> Result<bool, PdfError> {
    let Some(state) = widget.name(b"AS").filter(|state| **state != "Off") else {
        let Some(value) = value.as_name().filter(|value| **value != "Off") else {
            return Ok(false);
        };
        return has_state(view, widget, value.as_bytes());
    };
    Ok(value.as_name().is_none_or(|value| value != state))
}

/// The state of the field is one of this widget's, which is off.
fn has_state(view: View<'_>, widget: &Dict, state: &[u8]) -> Result<bool, PdfError> {
    let Object::Dictionary(looks) = view.value(widget, b"AP")? else {
        return Ok(false);
    };
    let normal = view.value(&looks, b"N")?;
    Ok(matches!(normal, Object::Dictionary(states) if states.contains(state)))
}

fn normal(view: View<'_>, widget: &Dict) -> Result<Option<Stream>, PdfError> {
    let Object::Dictionary(looks) = view.value(widget, b"AP")? else {
        return Ok(None);
    };
    let form = view.value(&looks, b"N")?;
    let small = |form: &&Stream| form.data.end.saturating_sub(form.data.start) <= LOOK;
    Ok(form.as_stream().filter(small).cloned())
}

/// The codes of a subset (§9.9.2: six letters and a plus sign) may mean anything.
fn has_subset(view: View<'_>, form: &Stream) -> Result<bool, PdfError> {
    let Object::Dictionary(resources) = view.value(&form.dict, b"Resources")? else {
        return Ok(false);
    };
    let Object::Dictionary(fonts) = view.value(&resources, b"Font")? else {
        return Ok(false);
    };
    let mut subset = BTreeSet::new();
    for (_, font) in fonts.iter().take(DEPTH) {
        let font = view.deref(font)?;
        let font = font.as_dict();
        subset.extend(font.map(|font| {
            let name = font.name(b"BaseFont").map(|name| name.as_bytes());
            is(font, b"Subtype", "Type0") || name.is_some_and(|name| name.get(6) == Some(&b'+'))
        }));
    }
    Ok(subset.contains(&true))
}

/// The bytes of all strings that are shown.
fn shown(content: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (operator, operands) in Operators::new(content) {
        if !matches!(operator.as_slice(), b"Tj" | b"TJ" | b"'" | b"\"") {
            continue;
        }
        match operands.last() {
            Some(Operand::Text(text)) => bytes.extend(text),
            Some(Operand::Pieces(pieces)) => {
                for piece in pieces {
                    if let Piece::Text(text) = piece {
                        bytes.extend(text);
                    }
                }
            }
            _ => {}
        }
    }
    bytes
}
