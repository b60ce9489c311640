//! Names for people (RFC 4514), in Unicode.

use core::fmt::{self, Write};

use super::name::{Attribute, DistinguishedName, types};

const SHORT: &[(der::asn1::ObjectIdentifier, &str)] = &[
    (types::COMMON_NAME, "CN"),
    (types::SURNAME, "SN"),
    (types::SERIAL_NUMBER, "serialNumber"),
    (types::COUNTRY, "C"),
    (types::LOCALITY, "L"),
    (types::STATE, "ST"),
    (types::STREET, "STREET"),
    (types::ORGANISATION, "O"),
    (types::ORGANISATIONAL_UNIT, "OU"),
    (types::TITLE, "T"),
    (types::GIVEN_NAME, "GN"),
    (types::ORGANISATION_IDENTIFIER, "organizationIdentifier"),
    (types::USER_ID, "UID"),
    (types::DOMAIN_COMPONENT, "DC"),
    (types::EMAIL, "emailAddress"),
];

/// RFC 4514: most specific part first, commas between, special characters escaped, control characters as `\XX`;
/// letters stay letters. A value that is no text is `#` and the hexadecimal of its DER.
impl fmt::Display for DistinguishedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // RFC 4514 §2.1
        for (index, part) in self.parts().iter().rev().enumerate() {
            if index > 0 {
                f.write_char(',')?;
            }
            // §2.2
            for (index, attribute) in part.attributes().iter().enumerate() {
                if index > 0 {
                    f.write_char('+')?;
                }
                write_attribute(f, attribute)?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for DistinguishedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DistinguishedName({self})")
    }
}

fn write_attribute(f: &mut fmt::Formatter<'_>, attribute: &Attribute) -> fmt::Result {
    // §2.3
    match SHORT.iter().find(|row| row.0 == *attribute.oid()) {
        Some((_, name)) => f.write_str(name)?,
        None => write!(f, "{}", attribute.oid())?,
    }
    f.write_char('=')?;
    match attribute.text() {
        Some(text) => write_escaped(f, text),
        None => write_hexadecimal(f, attribute),
    }
}

/// §2.4: a leading `#` or space, a trailing space, and `"+,;<>\` are escaped.
fn write_escaped(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let last = text.chars().count().saturating_sub(1);
    for (index, c) in text.chars().enumerate() {
        match c {
            '"' | '+' | ',' | ';' | '<' | '>' | '\\' => write!(f, "\\{c}")?,
            '#' if index == 0 => f.write_str("\\#")?,
            ' ' if index == 0 || index == last => f.write_str("\\ ")?,
            c if c.is_control() || is_bidirectional_control(c) => write_octets(f, c)?,
            c => f.write_char(c)?,
        }
    }
    Ok(())
}

/// Characters that would reorder what a reader sees around them (UAX #9 §2) are shown as octets.
fn is_bidirectional_control(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn write_octets(f: &mut fmt::Formatter<'_>, c: char) -> fmt::Result {
    let mut buffer = [0; 4];
    c.encode_utf8(&mut buffer)
        .bytes()
        .try_for_each(|octet| write!(f, "\\{octet:02X}"))
}

/// The value's DER; contents of 128 octets and more have a long length, which is written as it would be encoded.
fn write_hexadecimal(f: &mut fmt::Formatter<'_>, attribute: &Attribute) -> fmt::Result {
    write!(f, "#{:02X}", attribute.tag())?;
    match u8::try_from(attribute.value().len()) {
        Ok(length @ 0..=0x7f) => write!(f, "{length:02X}")?,
        _ => {
            let octets = attribute.value().len().to_be_bytes();
            let octets = octets.iter().skip_while(|octet| **octet == 0);
            write!(f, "{:02X}", 0x80 + octets.clone().count())?;
            octets
                .copied()
                .try_for_each(|octet| write!(f, "{octet:02X}"))?;
        }
    }
    attribute
        .value()
        .iter()
        .try_for_each(|octet| write!(f, "{octet:02X}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(parts: &[(&str, u8, &[u8])]) -> DistinguishedName {
        fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
            let mut der = vec![tag];
            match u8::try_from(content.len()) {
                Ok(length @ 0..=0x7f) => der.push(length),
                Ok(length) => der.extend([0x81, length]),
                Err(_) => der.extend([0x82, 1, u8::try_from(content.len() - 256).unwrap()]),
            }
            der.extend_from_slice(content);
            der
        }
        let parts: Vec<u8> = parts
            .iter()
            .flat_map(|(oid, tag, value)| {
                let oid = der::asn1::ObjectIdentifier::new_unwrap(oid);
                let attribute = [tlv(6, oid.as_bytes()), tlv(*tag, value)].concat();
                tlv(0x31, &tlv(0x30, &attribute))
            })
            .collect();
        DistinguishedName::from_der(&tlv(0x30, &parts)).unwrap()
    }

    #[test]
    fn the_most_specific_part_comes_first_and_letters_stay() {
        let name = name(&[
            ("2.5.4.6", 0x13, b"VN"),
            ("2.5.4.10", 0x0c, "BỘ NỘI VỤ, \"A\" + B".as_bytes()),
            ("0.9.2342.19200300.100.1.1", 0x0c, b"MNS:000.00.00.H01"),
            ("2.5.4.3", 0x0c, " Nguyễn Văn A#".as_bytes()),
            ("1.2.3.4", 0x0c, b"#x\0"),
        ]);
        assert_eq!(
            name.to_string(),
            "1.2.3.4=\\#x\\00,CN=\\ Nguyễn Văn A#,UID=MNS:000.00.00.H01,O=BỘ NỘI VỤ\\, \\\"A\\\" \\+ B,C=VN"
        );
        assert_eq!(name.user_id(), Some("MNS:000.00.00.H01"));
        assert_eq!(name.common_name(), Some(" Nguyễn Văn A#"));
    }

    #[test]
    fn what_is_no_text_is_shown_as_der() {
        assert_eq!(
            name(&[("2.5.4.3", 0x04, &[1, 2, 0xff])]).to_string(),
            "CN=#04030102FF"
        );
        assert!(
            name(&[("2.5.4.3", 0x04, &[7; 200])])
                .to_string()
                .starts_with("CN=#0481C80707")
        );
    }

    #[test]
    fn old_string_types_are_read() {
        assert_eq!(
            name(&[("2.5.4.3", 0x1e, &[0x1e, 0xd8, 0, b'y'])]).common_name(),
            Some("Ộy")
        );
        assert_eq!(name(&[("2.5.4.3", 0x14, &[0xe9])]).common_name(), Some("é"));
        assert_eq!(
            name(&[("2.5.4.3", 0x1c, &[0, 0, 0x1e, 0xd8])]).common_name(),
            Some("Ộ")
        );
        assert_eq!(
            name(&[("2.5.4.3", 0x1e, &[0xd8, 0x00])]).common_name(),
            None
        );
        assert_eq!(name(&[("2.5.4.3", 0x0c, &[0xff])]).common_name(), None);
    }

    #[test]
    fn the_string_type_does_not_count_when_comparing() {
        let printable = name(&[("2.5.4.10", 0x13, b"Kyso Demo")]);
        assert_eq!(printable, name(&[("2.5.4.10", 0x0c, b"KYSO  demo ")]));
        assert_ne!(printable, name(&[("2.5.4.11", 0x13, b"Kyso Demo")]));
        assert_ne!(
            name(&[("2.5.4.10", 0x0c, &[0xff])]),
            name(&[("2.5.4.10", 0x0c, &[0xfe])])
        );
    }

    #[test]
    fn a_name_is_within_its_own_beginning() {
        let base = name(&[("2.5.4.6", 0x13, b"VN"), ("2.5.4.10", 0x0c, b"A")]);
        let inside = name(&[
            ("2.5.4.6", 0x13, b"vn"),
            ("2.5.4.10", 0x0c, b"a"),
            ("2.5.4.3", 0x0c, b"x"),
        ]);
        assert!(inside.is_within(&base) && base.is_within(&base) && !base.is_within(&inside));
    }
}
