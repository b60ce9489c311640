//! What is not as it was when a record is replayed.

use serde::Serialize;
use serde_json::Value;

use super::conclusion::Conclusion;

/// One thing that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Difference {
    /// A kept file has other bytes, is gone, or was added.
    File {
        /// Its name, from the folder of the arrival.
        name: String,
        /// SHA-256 as recorded.
        kept: Option<String>,
        /// SHA-256 as found; empty for a file that was added and not looked at.
        found: Option<String>,
    },
    /// The record is not the one of which the register has the SHA-256, or the register does not hang together.
    Register {
        /// One English line.
        text: String,
    },
    /// It cannot be checked again.
    Unread {
        /// One line.
        text: String,
    },
    /// Something was concluded otherwise.
    Conclusion {
        /// Where: a JSON pointer (RFC 6901) into `conclusion` of the record.
        place: String,
        /// As recorded.
        kept: Value,
        /// As concluded now.
        now: Value,
    },
}

/// Every place at which two conclusions differ.
#[must_use]
pub fn between(kept: &Conclusion, now: &Conclusion) -> Vec<Difference> {
    let data = |one: &Conclusion| serde_json::to_value(one).unwrap_or_default();
    let mut found = Vec::new();
    compare("", &data(kept), &data(now), &mut found);
    found
}

/// How deep a record goes is bounded by whoever read it (serde_json: 128).
fn compare(place: &str, kept: &Value, now: &Value, found: &mut Vec<Difference>) {
    match (kept, now) {
        (Value::Object(a), Value::Object(b)) => {
            let only_now = b.keys().filter(|key| !a.contains_key(*key));
            for key in a.keys().chain(only_now) {
                let place = format!("{place}/{}", key.replace('~', "~0").replace('/', "~1"));
                let value =
                    |of: &serde_json::Map<String, Value>| of.get(key).cloned().unwrap_or_default();
                compare(&place, &value(a), &value(b), found);
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            for index in 0..a.len().max(b.len()) {
                let place = format!("{place}/{index}");
                let value = |of: &[Value]| of.get(index).cloned().unwrap_or_default();
                compare(&place, &value(a), &value(b), found);
            }
        }
        (a, b) if a == b => {}
        _ => found.push(Difference::Conclusion {
            place: place.to_owned(),
            kept: kept.clone(),
            now: now.clone(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(reception: Value) -> Conclusion {
        Conclusion {
            reception,
            parts: Vec::new(),
        }
    }

    #[test]
    fn every_difference_is_named_and_nothing_else() {
        let kept = of(json!({"outcome": "accept", "reasons": [], "a/b": 1, "same": {"x": [1, 2]}}));
        assert!(between(&kept, &kept).is_empty());
        let now = of(
            json!({"outcome": "refuse", "reasons": [{"code": "R04"}], "same": {"x": [1, 2]}, "new": null}),
        );
        let places: Vec<String> = between(&kept, &now)
            .into_iter()
            .map(|one| match one {
                Difference::Conclusion { place, .. } => place,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(
            places,
            [
                "/reception/a~1b",
                "/reception/outcome",
                "/reception/reasons/0"
            ]
        );
    }
}
