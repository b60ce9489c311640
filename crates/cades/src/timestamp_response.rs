//! TimeStampResp (RFC 3161 §2.4.2): a status, and a token where it is granted.

use core::fmt;

use crate::ber::{self, Elements};
use crate::error::{CadesError, Malformed};
use crate::limits::Limits;
use crate::timestamp_request::TimestampRefused;

/// Letters of an authority's own words that are repeated. Ours: two lines of a terminal.
const WORDS: usize = 200;
/// `BIT STRING`.
const BIT_STRING: u8 = 0x03;
/// `UTF8String`.
const UTF8_STRING: u8 = 0x0c;

/// What the authority says.
pub(crate) enum Answer<'a> {
    /// The token, not read yet.
    Granted(&'a [u8]),
    /// None, and why.
    Rejected(Rejection),
}

/// ```text
/// TimeStampResp ::= SEQUENCE { status PKIStatusInfo, timeStampToken TimeStampToken OPTIONAL }
/// PKIStatusInfo ::= SEQUENCE { status PKIStatus, statusString PKIFreeText OPTIONAL, failInfo PKIFailureInfo OPTIONAL }
/// ```
pub(crate) fn read(answer: &[u8]) -> Result<Answer<'_>, TimestampRefused> {
    if is_page(answer) {
        return Err(TimestampRefused::Html);
    }
    Ok(response(answer, &Limits::default())?)
}

/// No DER begins with `<`: a TimeStampResp begins with 0x30.
fn is_page(answer: &[u8]) -> bool {
    let start = answer.strip_prefix(b"\xef\xbb\xbf").unwrap_or(answer);
    start.trim_ascii_start().first() == Some(&b'<')
}

fn response<'a>(answer: &'a [u8], limits: &Limits) -> Result<Answer<'a>, CadesError> {
    let what = Malformed::TimestampResponse;
    let mut whole = Elements::new(answer);
    let response = whole.expect(ber::SEQUENCE, what, limits)?;
    whole.finish()?;
    let mut parts = response.children();
    let info = parts.expect(ber::SEQUENCE, what, limits)?;
    let mut info = info.children();
    let status = info.expect(ber::INTEGER, what, limits)?;
    let words = info.optional(ber::SEQUENCE, limits)?;
    let failure = info.optional(BIT_STRING, limits)?;
    let rejection = Rejection {
        status: match status.content {
            [number] => *number,
            _ => u8::MAX,
        },
        reasons: failure.map_or(0, |bits| failure_bits(bits.content)),
        words: words.map_or_else(String::new, |words| free_text(words.children(), limits)),
    };
    if !rejection.is_granted() {
        return Ok(Answer::Rejected(rejection));
    }
    // RFC 3161 §2.4.2: with status 0 or 1 the token MUST be there.
    let token = parts.expect(ber::SEQUENCE, what, limits)?;
    parts.finish()?;
    Ok(Answer::Granted(token.raw))
}

/// The first 32 named bits; bit 0 is the highest.
fn failure_bits(content: &[u8]) -> u32 {
    let octets = content.iter().skip(1).chain(core::iter::repeat(&0));
    octets
        .take(4)
        .fold(0, |bits, octet| bits << 8 | u32::from(*octet))
}

/// What the authority says in words: a line of a stranger, without control characters.
fn free_text(mut lines: Elements<'_>, limits: &Limits) -> String {
    let mut text = String::new();
    while let Ok(Some(line)) = lines.optional(UTF8_STRING, limits) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&String::from_utf8_lossy(line.content));
        if text.len() > 4 * WORDS {
            break;
        }
    }
    text.chars()
        .filter(|letter| !letter.is_control())
        .take(WORDS)
        .collect()
}

/// Why an authority does not stamp (RFC 3161 §2.4.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    status: u8,
    reasons: u32,
    words: String,
}

/// PKIFailureInfo: bit, name.
const REASONS: [(u32, &str); 8] = [
    (0, "badAlg"),
    (2, "badRequest"),
    (5, "badDataFormat"),
    (14, "timeNotAvailable"),
    (15, "unacceptedPolicy"),
    (16, "unacceptedExtension"),
    (17, "addInfoNotAvailable"),
    (25, "systemFailure"),
];

impl Rejection {
    fn is_granted(&self) -> bool {
        matches!(self.status, 0 | 1)
    }

    /// PKIStatus: 2 rejection, 3 waiting, 4 and 5 revocation.
    #[must_use]
    pub fn status(&self) -> u8 {
        self.status
    }

    /// The names of PKIFailureInfo.
    pub fn reasons(&self) -> impl Iterator<Item = &'static str> {
        let bits = self.reasons;
        REASONS
            .into_iter()
            .filter(move |(bit, _)| bits & (1 << (31 - bit)) != 0)
            .map(|(_, name)| name)
    }

    /// What the authority says in words, at most 200 letters; empty when it says nothing.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "status {}", self.status)?;
        for reason in self.reasons() {
            write!(f, ", {reason}")?;
        }
        match self.words.as_str() {
            "" => Ok(()),
            words => write!(f, " ({words})"),
        }
    }
}
