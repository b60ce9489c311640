//! Just enough of the lexical rules (ISO 32000-2 §7.2) to pass over an object without reading it.

use std::collections::BTreeSet;

use pdf_revisions::Reference;

/// A set of object numbers that is asked often.
pub(super) struct Numbers {
    words: Vec<u64>,
}

/// Numbers up to this one are looked for by a table of bits, two megabytes of it; the reader's own limit on entries is lower.
const HIGHEST: u32 = 1 << 24;

impl Numbers {
    /// `None` when a number is too high for the table.
    pub(super) fn new(numbers: &BTreeSet<u32>) -> Option<Self> {
        let highest = numbers.last().copied().unwrap_or(0);
        if highest >= HIGHEST {
            return None;
        }
        let mut words = vec![0_u64; usize::try_from(highest / 64).ok()?.checked_add(1)?];
        for number in numbers {
            let word = words.get_mut(usize::try_from(number / 64).ok()?)?;
            *word |= 1 << (number % 64);
        }
        Some(Self { words })
    }

    fn contains(&self, number: u64) -> bool {
        let word = usize::try_from(number / 64)
            .ok()
            .and_then(|word| self.words.get(word));
        word.is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// Whether the bytes hold what may be a reference to one of the numbers.
    pub(super) fn mentioned_in(&self, bytes: &[u8]) -> bool {
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if byte.is_ascii_digit() {
                let (number, after) = digits(bytes, at);
                if self.contains(number) && may_be_reference(bytes, after) {
                    return true;
                }
                at = after;
            } else {
                at = at.saturating_add(1);
            }
        }
        false
    }
}

/// The number at a run of digits, and where it ends.
fn digits(bytes: &[u8], mut at: usize) -> (u64, usize) {
    let mut number = 0_u64;
    while let Some(byte) = bytes.get(at).filter(|byte| byte.is_ascii_digit()) {
        number = number
            .saturating_mul(10)
            .saturating_add(u64::from(byte.wrapping_sub(b'0')));
        at = at.saturating_add(1);
    }
    (number, at)
}

const fn is_white(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

/// What follows a number makes it a reference, or may: a comment stands between, or the bytes end.
fn may_be_reference(bytes: &[u8], at: usize) -> bool {
    let skip_white = |mut at: usize| {
        while bytes.get(at).is_some_and(|byte| is_white(*byte)) {
            at = at.saturating_add(1);
        }
        at
    };
    let second = skip_white(at);
    match bytes.get(second) {
        Some(b'%' | b'+' | b'-') | None => return true,
        Some(byte) if second > at && byte.is_ascii_digit() => {}
        Some(_) => return false,
    }
    let (_, after) = digits(bytes, second);
    matches!(bytes.get(skip_white(after)), Some(b'%' | b'R') | None)
}

/// What the bytes from the start of one object to that of the next are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Region {
    /// One whole object, the right one, that refers to none of the numbers.
    Silent,
    /// It refers to one of them, it is a stream, whose length may lead anywhere, or it is not clear what it is.
    Unclear,
}

/// Looks through the region of an object.
pub(super) fn region(bytes: &[u8], object: Reference, interest: &Numbers) -> Region {
    let mut depth = 0_usize;
    let Some(mut at) = header(bytes, object) else {
        return Region::Unclear;
    };
    while let Some(byte) = bytes.get(at) {
        at = match byte {
            b'(' => match string(bytes, at) {
                Some(after) => after,
                None => return Region::Unclear,
            },
            // A comment may hide what belongs together; no object has braces.
            b'%' | b'{' | b'}' | b')' => return Region::Unclear,
            b'<' | b'[' | b'>' | b']' => match bracket(bytes, at, &mut depth) {
                Some(after) => after,
                None => return Region::Unclear,
            },
            b'0'..=b'9' => {
                let (number, after) = digits(bytes, at);
                if interest.contains(number) && may_be_reference(bytes, after) {
                    return Region::Unclear;
                }
                after
            }
            b'e' | b's' if depth == 0 => {
                let rest = bytes.get(at..).unwrap_or_default();
                if rest.starts_with(b"stream") {
                    return Region::Unclear;
                }
                if rest.starts_with(b"endobj") {
                    let clean = |byte: &u8| is_white(*byte);
                    let after = rest.get(6..).unwrap_or_default();
                    // Between objects stand cross-reference tables, other revisions, and what nobody points to.
                    let alone = after.iter().find(|byte| !clean(byte));
                    return match alone {
                        None | Some(b'x' | b's' | b't' | b'%' | b'0'..=b'9') => Region::Silent,
                        Some(_) => Region::Unclear,
                    };
                }
                at.saturating_add(1)
            }
            _ => at.saturating_add(1),
        };
    }
    Region::Unclear
}

/// After `N G obj` with the right numbers.
fn header(bytes: &[u8], object: Reference) -> Option<usize> {
    let skip_white = |at: usize| {
        let rest = bytes.get(at..).unwrap_or_default();
        let white = rest.iter().take_while(|byte| is_white(**byte)).count();
        at.checked_add(white).filter(|_| white > 0)
    };
    let (number, after) = digits(bytes, 0);
    let (generation, after) = digits(bytes, skip_white(after)?);
    let keyword = skip_white(after)?;
    let right = number == u64::from(object.number) && generation == u64::from(object.generation);
    let begins = bytes.get(keyword..)?.starts_with(b"obj");
    (right && begins).then(|| keyword.saturating_add(3))
}

/// After a bracket, or after a hexadecimal string (ISO 32000-2 §7.3.4.3); `None` when it is neither.
fn bracket(bytes: &[u8], at: usize, depth: &mut usize) -> Option<usize> {
    let next = at.checked_add(1)?;
    let double = bytes.get(next) == bytes.get(at);
    match bytes.get(at)? {
        b'[' => *depth = depth.checked_add(1)?,
        b']' => *depth = depth.checked_sub(1)?,
        b'<' if double => {
            *depth = depth.checked_add(1)?;
            return next.checked_add(1);
        }
        b'>' if double => {
            *depth = depth.checked_sub(1)?;
            return next.checked_add(1);
        }
        b'<' => {
            let rest = bytes.get(next..)?;
            let end = rest.iter().position(|byte| *byte == b'>')?;
            let digits = rest.get(..end)?;
            let plain = |byte: &u8| byte.is_ascii_hexdigit() || is_white(*byte);
            return digits
                .iter()
                .all(plain)
                .then(|| next.saturating_add(end).saturating_add(1));
        }
        _ => return None,
    }
    Some(next)
}

/// After a literal string (ISO 32000-2 §7.3.4.2); `None` when it does not end.
fn string(bytes: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = start;
    loop {
        match bytes.get(at)? {
            b'\\' => at = at.checked_add(1)?,
            b'(' => depth = depth.checked_add(1)?,
            b')' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        at = at.checked_add(1)?;
        if depth == 0 {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As object 1 0, with 7 and 12 of interest.
    fn look(bytes: &[u8]) -> Region {
        let numbers = [7, 12].into_iter().collect();
        let numbers = Numbers::new(&numbers).expect("low numbers");
        region(bytes, Reference::new(1, 0), &numbers)
    }

    #[test]
    fn objects_without_the_numbers_are_passed_over() {
        for silent in [
            &b"1 0 obj\n<</A 3 0 R/B(12 0 R)/C[7 12 0]>>\nendobj\n"[..],
            b"1 0 obj<</N/a12>>endobj ",
            b"1 0 obj [1 2 (a\\)b) <1234>] endobj xref 0 1",
            b"1 0 obj 5 endobj",
        ] {
            assert_eq!(look(silent), Region::Silent, "{}", silent.escape_ascii());
        }
    }

    #[test]
    fn whatever_may_refer_is_looked_at() {
        for unclear in [
            &b"1 0 obj<</A 12 0 R>>endobj"[..],
            b"1 0 obj<</A 0012\n00\r\nR>>endobj",
            b"1 0 obj<</A 7\t0 R>>endobj",
            b"1 0 obj<</A 12 %x\n0 R>>endobj",
            b"1 0 obj<</A 12 0%x\nR>>endobj",
            b"1 0 obj<</Length 3>>stream\n123\nendstream endobj",
            b"1 0 obj<</H<12(34>/A 12 0 R/B<)>>>endobj",
            b"1 0 obj<</A -12 -0 R>>endobj",
            b"1 0 obj<</A(unfinished endobj ",
            b"1 0 obj<</A[1 2 endobj ",
            b"1 0 obj<</A 1>>",
            b"1 0 obj<</A 1>>endobj )/B 3 0 R>>",
            b"1 0 obj % <<\n<</A 1>> endobj",
            b"1 0 obj<</A 1%>>endobj x\n/B 12 0 R>>endobj",
            b"1 0 obj<</A 1> /B 3 0 R endobj",
            b"1 0obj<</A 1>>endobj",
            b"2 0 obj<</A 1>> endobj",
            b"1 1 obj<</A 1>> endobj",
            b"",
        ] {
            assert_eq!(look(unclear), Region::Unclear, "{}", unclear.escape_ascii());
        }
    }

    #[test]
    fn numbers_in_a_stream_of_objects_are_found() {
        let numbers = Numbers::new(&[12].into_iter().collect()).expect("low numbers");
        assert!(numbers.mentioned_in(b"1 0 2 9 <</A 1>> <</B 12 0 R>>"));
        assert!(numbers.mentioned_in(b"<</B 12 0"));
        assert!(!numbers.mentioned_in(b"12 0 13 9 <</A 12>> <</B 112 0 R>>"));
        assert!(Numbers::new(&[u32::MAX].into_iter().collect()).is_none());
    }
}
