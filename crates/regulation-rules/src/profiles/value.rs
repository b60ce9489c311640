//! A value of a profile, and who set it.

use gov_ca_model::VietnamDay;
use serde::{Serialize, Serializer};

use crate::law::Citation;
use crate::rule::Reading;
use crate::{Lang, Text, text};

/// A value and who set it.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Value<T> {
    /// The value.
    pub value: T,
    /// Who set it.
    pub set: Set,
}

/// Who set a value. What nobody has read is no law: it is [`Set::Ours`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// The law.
    Law {
        /// Where; at least one place.
        cites: &'static [Citation],
        /// How well the text is known.
        reading: Reading,
        /// What of the value is this program's all the same: the millimetres of a corner, the order of lines.
        ours: Option<Text>,
    },
    /// This program, for this reason.
    Ours(Text),
    /// An office, in its own profile; its name.
    Office(&'static str),
}

impl Set {
    /// The law, in whole.
    pub(crate) const fn law(cites: &'static [Citation], reading: Reading) -> Self {
        Self::Law {
            cites,
            reading,
            ours: None,
        }
    }

    /// The law, but for a part that is ours.
    pub(crate) const fn law_but(
        cites: &'static [Citation],
        reading: Reading,
        ours: (&'static str, &'static str),
    ) -> Self {
        Self::Law {
            cites,
            reading,
            ours: Some(Text::new(ours.0, ours.1)),
        }
    }

    /// Ours, for this reason.
    pub(crate) const fn ours(vi: &'static str, en: &'static str) -> Self {
        Self::Ours(Text::new(vi, en))
    }

    /// The places of the law it rests on; none where the law did not set it.
    pub const fn cites(self) -> &'static [Citation] {
        match self {
            Self::Law { cites, .. } => cites,
            Self::Ours(_) | Self::Office(_) => &[],
        }
    }

    /// In brackets behind the value. Ours is never told as law.
    pub fn text(self, lang: Lang) -> String {
        match self {
            Self::Law {
                cites,
                reading,
                ours,
            } => law_text(cites, reading, ours, lang),
            Self::Ours(why) => format!("{}: {}", OURS.in_language(lang), why.in_language(lang)),
            Self::Office(name) => format!("{} ({name})", OFFICE.in_language(lang)),
        }
    }

    /// This value, set so.
    pub(crate) const fn on<T: Copy>(self, value: T) -> Value<T> {
        Value { value, set: self }
    }
}

const OURS: Text = Text::new("theo chương trình", "ours");
const OFFICE: Text = Text::new("theo cấu hình của cơ quan", "set by the office");

fn law_text(cites: &[Citation], reading: Reading, ours: Option<Text>, lang: Lang) -> String {
    let places: Vec<String> = cites.iter().map(|citation| citation.text(lang)).collect();
    let (known, day) = (
        reading.text().in_language(lang),
        text::day(reading.day(), lang),
    );
    let rest = ours.map_or_else(String::new, |part| {
        format!("; {}: {}", OURS.in_language(lang), part.in_language(lang))
    });
    format!("{}; {known} {day}{rest}", places.join("; "))
}

/// As data.
#[derive(Serialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
enum SetData {
    Law {
        cites: Vec<String>,
        reading: &'static str,
        read_on: VietnamDay,
        #[serde(skip_serializing_if = "Option::is_none")]
        ours: Option<Text>,
    },
    Ours {
        because: Text,
    },
    Office {
        name: &'static str,
    },
}

impl Serialize for Set {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let data = match *self {
            Self::Law {
                cites,
                reading,
                ours,
            } => SetData::Law {
                cites: cites.iter().map(ToString::to_string).collect(),
                reading: reading.word(),
                read_on: reading.day(),
                ours,
            },
            Self::Ours(because) => SetData::Ours { because },
            Self::Office(name) => SetData::Office { name },
        };
        data.serialize(serializer)
    }
}
