//! Why a file of an office's own profiles cannot be used.

/// Names the profile and the key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProfileError {
    /// Two defaults for one purpose on the same day in the same province.
    #[error(
        "[[profile]] {id:?}: `default`: {other:?} is the default for the same purpose on the same days"
    )]
    Defaults {
        /// The profile.
        id: String,
        /// The other one.
        other: String,
    },
    /// A profile is not readable: a key is missing, unknown or of another kind.
    #[error("[[profile]] {id:?}: {message}")]
    Profile {
        /// The profile; its number where it has no id.
        id: String,
        /// What the reader says; it names the key.
        message: String,
    },
    /// The file is larger, or holds more profiles, than one is read.
    #[error("the profiles are too large: {what}, at most {most}")]
    TooLarge {
        /// What.
        what: &'static str,
        /// How many are read.
        most: usize,
    },
    /// Not readable as TOML, or with a key that is not known.
    #[error("the profiles are not readable: {message}")]
    Toml {
        /// What the reader says, with line and column.
        message: String,
    },
    /// The same id twice, or one of this program's.
    #[error("[[profile]] {id:?}: `id` is used already")]
    Twice {
        /// The id.
        id: String,
    },
    /// A value that cannot be.
    #[error("[[profile]] {id:?}: `{key}`: {why}")]
    Value {
        /// The profile.
        id: String,
        /// The key.
        key: &'static str,
        /// Why.
        why: &'static str,
    },
}
