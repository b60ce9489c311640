//! Texts: those that cells share, and how a text is put together.

use super::super::error::SheetError;
use super::super::limits::SheetLimits;
use super::part::{Node, Part};

/// The shared strings (ECMA-376 Part 1 §18.4.9), in their order. How many there are is counted, not believed.
pub(super) fn read(mut part: Part<'_>, limits: &SheetLimits) -> Result<Vec<String>, SheetError> {
    let mut strings = Vec::new();
    let mut left = limits.text;
    loop {
        match part.next()? {
            Node::Start(tag) if tag.name() == "si" => {}
            Node::Finished => return Ok(strings),
            _ => continue,
        }
        let string = text(&mut part, "si", limits)?;
        // an empty one takes memory, too
        let size = string.len() + size_of::<String>();
        left = left.checked_sub(size).ok_or(SheetError::Limit {
            what: "bytes of text",
            limit: limits.text,
        })?;
        strings.push(string);
    }
}

/// The text of an element that was just started, up to its end: its runs put together, without the reading aids (`rPh`) beside
/// East Asian texts.
pub(super) fn text(
    part: &mut Part<'_>,
    element: &str,
    limits: &SheetLimits,
) -> Result<String, SheetError> {
    let mut text = String::new();
    let mut in_text = false;
    let mut aside = false;
    loop {
        match part.next()? {
            Node::Start(tag) => match tag.name() {
                "rPh" => aside = true,
                "t" => in_text = true,
                _ => {}
            },
            Node::End(tag) => match tag.name() {
                "rPh" => aside = false,
                "t" => in_text = false,
                name if name == element => break,
                _ => {}
            },
            Node::Text(piece) if in_text && !aside => text.push_str(&piece),
            Node::Text(_) => {}
            Node::Finished => return Err(part.broken("it ends inside a text")),
        }
        // four octets are the most a character has
        if text.len() > limits.cell * 4 {
            return Err(too_long(limits));
        }
    }
    let text = unescaped(&text);
    if text.chars().count() > limits.cell {
        return Err(too_long(limits));
    }
    Ok(text)
}

const fn too_long(limits: &SheetLimits) -> SheetError {
    SheetError::Limit {
        what: "characters in one cell",
        limit: limits.cell,
    }
}

/// `_x000D_` is how a character that XML does not allow is written (ECMA-376 Part 1 §22.9.2.19, `ST_Xstring`).
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        plain += before;
        let code = from
            .get(2..6)
            .filter(|_| from.as_bytes().get(6) == Some(&b'_'));
        let code = code.filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        match code
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32)
        {
            Some(character) => {
                plain.push(character);
                rest = &from[7..];
            }
            None => {
                plain += "_x";
                rest = &from[2..];
            }
        }
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaped_characters_are_themselves() {
        assert_eq!(unescaped("a_x000D__x000a_b_x005F_x0041_"), "a\r\nb_x0041_");
        assert_eq!(unescaped("_x00"), "_x00");
        assert_eq!(unescaped("_xD800_ _xđđđđ_ _x12"), "_xD800_ _xđđđđ_ _x12");
    }
}
