//! A backup: the register as lines of JSON, the same from both engines and for both.
//!
//! ```text
//! {"register":{"format":1,"schema":2}}
//! {"event":{"seq":1,"at":"2026-11-23T07:30:00.000000Z","who":"pkt01",…,"hash":"5f…"}}
//! {"record":{"table":"organisation","id":1,"version":1,"salt":"9a…","body":"{…}"}}
//! {"end":{"events":1,"records":1,"digest":"c4…"}}
//! ```
//!
//! `digest` is SHA-256 over all octets before the last line: a backup that was cut or damaged is not restored. Columns are left
//! out: they follow from the body.

use serde::{Deserialize, Serialize};

use super::chain::Event;

/// The format that this program writes and reads.
pub(super) const FORMAT: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum Line {
    Register(Header),
    Event(Event),
    Record(Row),
    End(End),
}

#[derive(Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) format: u32,
    pub(super) schema: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    pub(super) table: String,
    pub(super) id: i64,
    pub(super) version: i64,
    /// `None`, as the body, where the record was erased.
    #[serde(with = "optional_hex")]
    pub(super) salt: Option<Vec<u8>>,
    pub(super) body: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct End {
    pub(super) events: u64,
    pub(super) records: u64,
    #[serde(with = "hex")]
    pub(super) digest: Vec<u8>,
}

/// What a backup holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BackupSummary {
    /// Events.
    pub events: u64,
    /// Records, also erased ones.
    pub records: u64,
    /// Hash of the last event: kept elsewhere it shows whether a chain is still the same.
    pub head: Vec<u8>,
}

/// Octets as hexadecimal digits.
pub(super) mod hex {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(in crate::store) fn serialize<S: Serializer>(
        octets: &[u8],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&written(octets))
    }

    pub(in crate::store) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        read(&text).ok_or_else(|| D::Error::custom("no hexadecimal digits"))
    }

    pub(super) fn written(octets: &[u8]) -> String {
        let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or('0');
        octets
            .iter()
            .flat_map(|octet| [digit(octet >> 4), digit(octet & 15)])
            .collect()
    }

    pub(super) fn read(text: &str) -> Option<Vec<u8>> {
        let digits = text.as_bytes();
        // One way of writing: what is backed up again is the same, octet by octet.
        let is_digit = |digit: &u8| matches!(digit, b'0'..=b'9' | b'a'..=b'f');
        if !digits.len().is_multiple_of(2) || !digits.iter().all(is_digit) {
            return None;
        }
        let octet = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
        digits.chunks(2).map(octet).collect()
    }
}

mod optional_hex {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::hex::{read, written};

    pub(super) fn serialize<S: Serializer>(
        octets: &Option<Vec<u8>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        octets.as_deref().map(written).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Vec<u8>>, D::Error> {
        let text: Option<String> = Option::deserialize(deserializer)?;
        let octets =
            |text: String| read(&text).ok_or_else(|| D::Error::custom("no hexadecimal digits"));
        text.map(octets).transpose()
    }
}
