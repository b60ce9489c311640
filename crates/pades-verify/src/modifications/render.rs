//! Values in PDF syntax, cut short: enough for a person to see what changed.

use pdf_revisions::{Dict, Object};

/// Characters of one rendering: two lines of a report.
const LENGTH: usize = 200;
/// Entries of an array or a dictionary, and levels of them, that are looked at.
const ENTRIES: usize = 16;
const DEPTH: usize = 4;

/// A value by itself; nothing for `null`.
pub(super) fn value(object: &Object) -> Option<String> {
    if object.is_null() {
        return None;
    }
    let mut text = Text::default();
    text.object(object, DEPTH);
    Some(text.finish())
}

/// Two values: of dictionaries only the entries that differ.
pub(super) fn both(old: &Object, new: &Object) -> (Option<String>, Option<String>) {
    match (old, new) {
        (Object::Dictionary(before), Object::Dictionary(after)) => {
            (differing(before, after), differing(after, before))
        }
        _ => (value(old), value(new)),
    }
}

fn differing(dict: &Dict, other: &Dict) -> Option<String> {
    let mut entries = dict
        .iter()
        .filter(|(key, value)| other.get(key.as_bytes()) != Some(value));
    let mut text = Text::default();
    text.entries(&mut entries, DEPTH);
    Some(text.finish())
}

#[derive(Default)]
struct Text {
    out: String,
    full: bool,
}

impl Text {
    fn finish(mut self) -> String {
        if self.full {
            self.out.push('…');
        }
        self.out
    }

    fn push(&mut self, text: &str) {
        for character in text.chars() {
            if self.out.chars().count() >= LENGTH {
                self.full = true;
                return;
            }
            let shown = if character.is_control() {
                '.'
            } else {
                character
            };
            self.out.push(shown);
        }
    }

    fn object(&mut self, object: &Object, depth: usize) {
        if self.full {
            return;
        }
        match object {
            Object::Array(items) => self.array(items, depth),
            Object::Dictionary(dict) => self.entries(&mut dict.iter(), depth),
            Object::Stream(stream) => {
                self.entries(&mut stream.dict.iter(), depth);
                let length = stream.data.end.saturating_sub(stream.data.start);
                self.push(&format!(" stream of {length} bytes"));
            }
            Object::String(string) => {
                let mut cut = string.clone();
                if cut.bytes.len() > LENGTH {
                    cut.bytes.truncate(LENGTH);
                    self.written(&Object::String(cut));
                    self.push("…");
                    return;
                }
                self.written(object);
            }
            _ => self.written(object),
        }
    }

    fn written(&mut self, object: &Object) {
        let mut bytes = Vec::new();
        object.write(&mut bytes);
        self.push(&String::from_utf8_lossy(&bytes));
    }

    fn array(&mut self, items: &[Object], depth: usize) {
        let Some(depth) = depth.checked_sub(1) else {
            return self.push("[…]");
        };
        self.push("[");
        for (index, item) in items.iter().enumerate() {
            if index >= ENTRIES {
                self.push(" …");
                break;
            }
            if index > 0 {
                self.push(" ");
            }
            self.object(item, depth);
        }
        self.push("]");
    }

    fn entries<'d>(
        &mut self,
        entries: &mut dyn Iterator<Item = (&'d pdf_revisions::Name, &'d Object)>,
        depth: usize,
    ) {
        let Some(depth) = depth.checked_sub(1) else {
            return self.push("<<…>>");
        };
        self.push("<<");
        for (index, (key, value)) in entries.enumerate() {
            if index >= ENTRIES || self.full {
                self.push(" …");
                break;
            }
            self.push(" ");
            self.written(&Object::Name(key.clone()));
            self.push(" ");
            self.object(value, depth);
        }
        self.push(" >>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use pdf_revisions::{Name, PdfString};

    #[test]
    fn renderings_are_short_whatever_the_value() {
        let long = Object::Array(vec![
            Object::from(PdfString::literal(vec![b'a'; 5_000]));
            5_000
        ]);
        let text = value(&long).unwrap_or_default();
        assert!(
            text.chars().count() <= LENGTH + 1 && text.ends_with('…'),
            "{text}"
        );
        let mut deep = Object::Integer(1);
        for _ in 0..50 {
            deep = Object::Array(vec![deep]);
        }
        assert_eq!(value(&deep).as_deref(), Some("[[[[[…]]]]]"));
    }

    #[test]
    fn of_dictionaries_only_what_differs_is_shown() {
        let dict = |flags: i64| -> Object {
            let entries = [
                ("Type", Object::from(Name::new("Annot"))),
                ("F", flags.into()),
            ];
            Object::Dictionary(entries.into_iter().collect())
        };
        let (before, after) = both(&dict(4), &dict(6));
        assert_eq!(before.as_deref(), Some("<< /F 4 >>"));
        assert_eq!(after.as_deref(), Some("<< /F 6 >>"));
    }
}
