//! An operator's file: the parts of a [`CutOff`](super::CutOff) that serde cannot guess.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Refused;

/// As a [word](Refused::word).
impl Serialize for Refused {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.word())
    }
}

/// From a [word](Refused::word).
impl<'de> Deserialize<'de> for Refused {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        word.parse().map_err(D::Error::custom)
    }
}

/// A line that nobody answers for is no line.
pub(super) fn source<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let source = String::deserialize(deserializer)?;
    if source.trim().is_empty() {
        return Err(D::Error::custom("`source` is empty: who says so?"));
    }
    Ok(source)
}

/// `2014-01-01`, which begins in UTC, or a time with an offset.
pub(super) mod moment {
    use core::fmt;

    use jiff::Timestamp;
    use jiff::civil::{Date, Time};
    use jiff::tz::Offset;
    use serde::de::{Deserializer, Error, MapAccess, Visitor};
    use serde::ser::Serializer;
    use toml_datetime::de::VisitMap;

    pub(in crate::policy) fn serialize<S: Serializer>(
        moment: &Timestamp,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let day = Offset::UTC.to_datetime(*moment);
        if day.time() == Time::midnight() {
            serializer.collect_str(&day.date())
        } else {
            serializer.collect_str(moment)
        }
    }

    pub(in crate::policy) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Timestamp, D::Error> {
        deserializer.deserialize_any(Moment)
    }

    struct Moment;

    impl<'de> Visitor<'de> for Moment {
        type Value = Timestamp;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a day such as 2014-01-01, or a time with an offset")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Timestamp, E> {
            read(text).ok_or_else(|| {
                E::custom(format_args!(
                    "`{text}` is neither a day such as 2014-01-01 nor a time with an offset"
                ))
            })
        }

        /// TOML's own dates.
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Timestamp, A::Error> {
            match VisitMap::next_key_seed(&mut map)? {
                Some(VisitMap::Datetime(date)) => self.visit_str(&date.to_string()),
                _ => Err(A::Error::custom("a table where a day is due")),
            }
        }
    }

    fn read(text: &str) -> Option<Timestamp> {
        match Date::strptime("%Y-%m-%d", text) {
            Ok(day) => Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok(),
            Err(_) => text.parse().ok(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{AlgorithmPolicy, CutOff};
    use super::*;
    use crate::DigestAlgorithm;

    fn read(text: &str) -> Result<AlgorithmPolicy, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    fn line(refused: &str, from: &str) -> String {
        format!("[[cut-off]]\nrefused = \"{refused}\"\nfrom = {from}\nsource = \"us\"\n")
    }

    #[test]
    fn the_default_comes_back_from_its_own_file() {
        let policy = AlgorithmPolicy::default();
        let text = toml::to_string(&policy).unwrap();
        assert!(text.contains("[[cut-off]]"), "{text}");
        assert!(text.contains("refused = \"sha1\""), "{text}");
        assert!(text.contains("from = \"2024-02-04\""), "{text}");
        assert_eq!(read(&text), Ok(policy.clone()));
        let json = serde_json::to_string(&policy).unwrap();
        assert_eq!(
            serde_json::from_str::<AlgorithmPolicy>(&json).unwrap(),
            policy
        );
    }

    #[test]
    fn times_are_read_as_toml_writes_them_and_in_quotes() {
        let from = |text: &str| read(&line("sha1", text)).map(|policy| policy.cut_offs()[0].from);
        let midnight = Ok("2014-01-01T00:00:00Z".parse().unwrap());
        for text in [
            "2014-01-01",
            "\"2014-01-01\"",
            "2014-01-01T00:00:00Z",
            "2014-01-01T07:00:00+07:00",
            "\"2014-01-01T07:00:00+07:00\"",
        ] {
            assert_eq!(from(text), midnight, "{text}");
        }
        for text in [
            "2014-01-01T00:00:00", // no offset
            "00:00:00",
            "2014",
            "\"2014\"",
            "\"\"",
            "\"2014-02-30\"",
            "{ day = 1 }",
        ] {
            assert!(from(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_time_within_a_day_is_written_whole() {
        let policy = AlgorithmPolicy::new(vec![CutOff {
            refused: Refused::Digest(DigestAlgorithm::Sha1),
            from: "2014-01-01T12:30:00.5Z".parse().unwrap(),
            source: "us".into(),
        }]);
        let text = toml::to_string(&policy).unwrap();
        assert!(text.contains("\"2014-01-01T12:30:00.5Z\""), "{text}");
        assert_eq!(read(&text), Ok(policy));
    }

    #[test]
    fn what_is_not_a_policy_says_why() {
        let day = "2014-01-01";
        for (text, reason) in [
            (String::new(), "missing field `cut-off`"),
            (line("sha0", day), "unknown word `sha0`; known are sha1"),
            (line("sha1", day) + "until = 2015-01-01", "unknown field"),
            (
                line("sha1", day).replace("\"us\"", "\" \""),
                "`source` is empty",
            ),
            (
                line("sha1", day).replace("source =", "# "),
                "missing field `source`",
            ),
            ("[[cutoff]]".into(), "unknown field `cutoff`"),
        ] {
            let error = read(&text).unwrap_err();
            assert!(error.contains(reason), "{error}");
        }
        assert_eq!(read("cut-off = []"), Ok(AlgorithmPolicy::permissive()));
    }
}
