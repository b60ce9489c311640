//! Values of the register as words of the command line. Each enum knows its words and names itself; nothing is repeated here.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, Command};
use gov_ca_model::{DeviceStep, OrganisationKind, PersonKind, RequestKind, RequestStep};
use gov_ca_registry::entries::ShortKind;
use gov_ca_registry::search::Sought;
use gov_ca_registry::sheet::{Content, Fault, Written};
use regulation_rules::facts::{
    BodyStanding, BodyTier, Channel, DeviceEvent, HolderStanding, Party, RevocationReason,
};

/// What is wrong with a value, as it would be in a list.
#[derive(Debug)]
pub(crate) struct Misread(pub(crate) Fault);

impl std::fmt::Display for Misread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.english())
    }
}

impl std::error::Error for Misread {}

/// Reads a value that may not be blank as a cell of a list is read.
pub(crate) fn written<T: Written>(text: &str) -> Result<T, Misread> {
    let content = Content::from(text);
    if content.is_blank() {
        return Err(Misread(Fault::Blank));
    }
    let value = T::read(&content).map_err(Misread)?;
    match value.spelling().is_empty() {
        true => Err(Misread(Fault::Blank)),
        false => Ok(value),
    }
}

/// A value with a word for programs and a name for people.
pub(crate) trait Word: Copy + Send + Sync + 'static {
    /// All of its kind.
    const ALL: &'static [Self];
    /// The word.
    fn word(self) -> &'static str;
    /// The name.
    fn vietnamese(self) -> &'static str;
}

macro_rules! words {
    ($($name:ident in $all:expr, named $named:expr;)*) => {
        $(impl Word for $name {
            const ALL: &'static [Self] = $all;

            fn word(self) -> &'static str {
                Self::word(self)
            }

            fn vietnamese(self) -> &'static str {
                $named(self)
            }
        })*
    };
}

words! {
    BodyStanding in Self::ALL, named |one: Self| one.text().vi;
    BodyTier in Self::ALL, named |one: Self| one.text().vi;
    Channel in Self::ALL, named |one: Self| one.text().vi;
    DeviceEvent in Self::ALL, named |one: Self| one.text().vi;
    DeviceStep in &Self::ALL, named Self::vietnamese;
    HolderStanding in Self::ALL, named |one: Self| one.text().vi;
    OrganisationKind in &Self::ALL, named Self::vietnamese;
    Party in Self::ALL, named |one: Self| one.text().vi;
    PersonKind in &Self::ALL, named Self::vietnamese;
    RequestKind in &Self::ALL, named Self::vietnamese;
    RequestStep in &Self::ALL, named Self::vietnamese;
    RevocationReason in Self::ALL, named |one: Self| one.text().vi;
    ShortKind in &Self::ALL, named Self::vietnamese;
    Sought in &Self::ALL, named Self::vietnamese;
}

/// Reads one of some values from its word; help lists them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<T: 'static>(&'static [T]);

impl<T: Word> Words<T> {
    /// Any value of the kind.
    pub(crate) const fn all() -> Self {
        Self(T::ALL)
    }

    /// One of these.
    pub(crate) const fn of(values: &'static [T]) -> Self {
        Self(values)
    }

    fn possible(&self) -> impl Iterator<Item = PossibleValue> {
        let named = |one: &T| PossibleValue::new(one.word()).help(one.vietnamese());
        self.0.iter().map(named)
    }
}

impl<T: Word> TypedValueParser for Words<T> {
    type Value = T;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        text: &OsStr,
    ) -> Result<T, clap::Error> {
        let words = PossibleValuesParser::new(self.possible());
        let word = words.parse_ref(command, argument, text)?;
        let found = self.0.iter().find(|one| one.word() == word);
        found
            .copied()
            .ok_or_else(|| clap::Error::new(clap::error::ErrorKind::InvalidValue))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.possible()))
    }
}
