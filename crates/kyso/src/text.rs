//! Two languages for what people read: Vietnamese first, English second.

use std::fmt;

/// The language a person reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Lang {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// The language asked for by `--lang` or `KYSO_LANG`, looked up before the command line is parsed,
    /// because help and usage errors are words too.
    pub(crate) fn of_this_call(arguments: &[std::ffi::OsString]) -> Self {
        let flag = arguments.iter().enumerate().find_map(|(index, argument)| {
            let argument = argument.to_str()?;
            match argument.strip_prefix("--lang") {
                Some("") => arguments.get(index + 1)?.to_str().map(str::to_owned),
                Some(rest) => rest.strip_prefix('=').map(str::to_owned),
                None => None,
            }
        });
        let word = flag.or_else(|| std::env::var("KYSO_LANG").ok());
        if word.as_deref() == Some("en") {
            Self::En
        } else {
            Self::Vi
        }
    }
}

impl From<Lang> for regulation_rules::Lang {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Vi => Self::Vi,
            Lang::En => Self::En,
        }
    }
}

/// One sentence in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) vi: String,
    pub(crate) en: String,
}

impl Text {
    pub(crate) fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            vi: vi.into(),
            en: en.into(),
        }
    }

    /// The sentence in one language.
    pub(crate) fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}

/// Words of a stranger's file as they may be shown on a terminal, blank for blank and whole: a path, a value. What a person
/// reads as a line is shortened by `lay::clean`.
pub(crate) fn harmless(text: &str) -> String {
    text.replace(hides, "\u{fffd}")
}

/// Controls, and the marks of Unicode that reorder or hide text (UAX #9; zero-width and tag characters): what moves the
/// cursor, ends the line or turns the direction of writing.
pub(crate) fn hides(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(character, '\u{e0000}'..='\u{e007f}')
}

/// Shorthand for a fixed sentence.
pub(crate) const fn words(vi: &'static str, en: &'static str) -> Words {
    Words { vi, en }
}

/// A fixed sentence in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) vi: &'static str,
    pub(crate) en: &'static str,
}

impl Words {
    pub(crate) const fn in_lang(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.vi,
            Lang::En => self.en,
        }
    }
}

impl From<Words> for Text {
    fn from(words: Words) -> Self {
        Self::new(words.vi, words.en)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.vi)
    }
}
