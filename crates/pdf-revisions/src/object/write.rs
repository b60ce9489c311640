//! Objects as bytes (ISO 32000-2 §7.3).

use super::{Dict, Name, Object, PdfString, StringKind};

impl Object {
    /// Appends the object as it stands in a file. Of a stream, only the dictionary: the data are not here.
    pub fn write(&self, out: &mut Vec<u8>) {
        match self {
            Self::Null => out.extend_from_slice(b"null"),
            Self::Boolean(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
            Self::Integer(value) => out.extend_from_slice(value.to_string().as_bytes()),
            Self::Real(real) => out.extend_from_slice(real.text().as_bytes()),
            Self::String(string) => string.write(out),
            Self::Name(name) => name.write(out),
            Self::Array(items) => write_array(items, out),
            Self::Dictionary(dict) => dict.write(out),
            Self::Stream(stream) => stream.dict.write(out),
            Self::Reference(reference) => out.extend_from_slice(reference.to_string().as_bytes()),
        }
    }
}

fn write_array(items: &[Object], out: &mut Vec<u8>) {
    out.push(b'[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(b' ');
        }
        item.write(out);
    }
    out.push(b']');
}

impl Dict {
    /// Appends `<<…>>`.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"<<");
        for (key, value) in self.iter() {
            key.write(out);
            out.push(b' ');
            value.write(out);
        }
        out.extend_from_slice(b">>");
    }
}

impl Name {
    /// Appends the name with its slash; anything but regular printable characters is escaped (§7.3.5).
    pub fn write(&self, out: &mut Vec<u8>) {
        out.push(b'/');
        for &byte in self.as_bytes() {
            if matches!(byte, b'!'..=b'~') && !b"()<>[]{}/%#".contains(&byte) {
                out.push(byte);
            } else {
                out.push(b'#');
                push_hex(byte, out);
            }
        }
    }
}

impl PdfString {
    /// Appends the string in its spelling (§7.3.4).
    pub fn write(&self, out: &mut Vec<u8>) {
        match self.kind {
            StringKind::Literal => self.write_literal(out),
            StringKind::Hexadecimal => self.write_hexadecimal(out),
        }
    }

    fn write_literal(&self, out: &mut Vec<u8>) {
        out.push(b'(');
        for &byte in &self.bytes {
            match byte {
                b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
                // An unescaped end of line reads as LF (§7.3.4.2), so CR has to be escaped.
                b'\r' => out.extend_from_slice(b"\\r"),
                _ => out.push(byte),
            }
        }
        out.push(b')');
    }

    fn write_hexadecimal(&self, out: &mut Vec<u8>) {
        out.push(b'<');
        for &byte in &self.bytes {
            push_hex(byte, out);
        }
        out.push(b'>');
    }
}

fn push_hex(byte: u8, out: &mut Vec<u8>) {
    const DIGITS: [u8; 16] = *b"0123456789ABCDEF";
    out.push(DIGITS[usize::from(byte >> 4)]);
    out.push(DIGITS[usize::from(byte & 15)]);
}
