//! The few DER values that extensions need.

use crate::error::DemoPkiError;

pub(crate) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;
/// `uniformResourceIdentifier [6] IA5String` (RFC 5280 §4.2.1.6).
pub(crate) const URI: u8 = 0x86;

/// Tag, length, contents.
pub(crate) fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut der = vec![tag];
    match u8::try_from(content.len()) {
        Ok(length @ 0..=0x7f) => der.push(length),
        _ => {
            let octets: Vec<u8> = content
                .len()
                .to_be_bytes()
                .into_iter()
                .skip_while(|octet| *octet == 0)
                .collect();
            der.push(0x80 | u8::try_from(octets.len()).unwrap_or(8));
            der.extend(octets);
        }
    }
    der.extend_from_slice(content);
    der
}

pub(crate) fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    tlv(SEQUENCE, &parts.concat())
}

/// The arcs of a dotted identifier.
pub(crate) fn arcs(text: &str) -> Result<Vec<u64>, DemoPkiError> {
    let fail = || DemoPkiError::ObjectIdentifier(text.to_owned());
    let arcs = text
        .split('.')
        .map(str::parse)
        .collect::<Result<Vec<u64>, _>>()
        .map_err(|_| fail())?;
    match arcs.as_slice() {
        [0..=1, 0..=39, ..] | [2, 0..=0xffff, ..] => Ok(arcs),
        _ => Err(fail()),
    }
}

/// An OBJECT IDENTIFIER (X.690 §8.19).
pub(crate) fn object_identifier(text: &str) -> Result<Vec<u8>, DemoPkiError> {
    let arcs = arcs(text)?;
    let (first, rest) = arcs.split_at(2);
    let mut content = Vec::new();
    base_128(
        first
            .iter()
            .rev()
            .zip([1, 40])
            .map(|(arc, weight)| arc * weight)
            .sum(),
        &mut content,
    );
    rest.iter().for_each(|arc| base_128(*arc, &mut content));
    Ok(tlv(OBJECT_IDENTIFIER, &content))
}

fn base_128(arc: u64, content: &mut Vec<u8>) {
    let digits: Vec<u8> = (0..10)
        .rev()
        .map(|place| u8::try_from((arc >> (7 * place)) & 0x7f).unwrap_or(0))
        .collect();
    let start = digits.iter().position(|digit| *digit != 0).unwrap_or(9);
    content.extend(
        digits
            .iter()
            .enumerate()
            .skip(start)
            .map(|(index, digit)| if index < 9 { digit | 0x80 } else { *digit }),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_encoded_as_everybody_does() {
        assert_eq!(
            object_identifier("1.2.840.113549").unwrap(),
            [6, 6, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d]
        );
        assert_eq!(
            object_identifier("2.5.29.37.0").unwrap(),
            [6, 4, 0x55, 0x1d, 0x25, 0x00]
        );
        assert_eq!(
            object_identifier("2.16.704").unwrap(),
            [6, 3, 0x60, 0x85, 0x40]
        );
        for wrong in ["", "1", "3.1", "1.40.1", "1.2.x"] {
            assert!(object_identifier(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn long_contents_have_long_lengths() {
        assert_eq!(tlv(4, &[0; 127])[..2], [4, 127]);
        assert_eq!(tlv(4, &[0; 128])[..3], [4, 0x81, 128]);
        assert_eq!(tlv(4, &[0; 300])[..4], [4, 0x82, 1, 44]);
    }
}
