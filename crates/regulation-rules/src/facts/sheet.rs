//! What the engine asks of every sheet, and how a sheet is written down.

use std::collections::BTreeMap;

use gov_ca_model::CertificateKind;
use serde::Serialize;

use super::{Fact, LegalDay};
use crate::evidence::{Found, Missing};
use crate::rule::Basis;

/// A sheet of facts about one thing: a signature, a certificate.
pub trait FactSheet: Serialize {
    /// The day that counts under `basis`, or the fact that is missing to know it.
    ///
    /// # Errors
    ///
    /// [`Missing`] names the fact.
    fn legal_day(&self, basis: Basis) -> Result<LegalDay, Missing>;

    /// Which kind of certificate it is about.
    ///
    /// # Errors
    ///
    /// [`Missing`] when nobody has said.
    fn kind(&self) -> Result<CertificateKind, Missing>;

    /// The province whose regulation is to be applied as well, if any was named.
    fn province(&self) -> Option<&str>;

    /// Who says a fact.
    fn origin(&self, fact: Fact) -> Origin;

    /// A fact as evidence, if the sheet holds it.
    fn found(&self, fact: Fact) -> Option<Found>;
}

/// Who says a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "source", rename_all = "kebab-case")]
pub enum Origin {
    /// The file, the certificate or the evidence.
    Observed,
    /// A person.
    Person {
        /// Their name, where given.
        #[serde(skip_serializing_if = "Option::is_none")]
        by: Option<String>,
    },
}

/// Facts a person stated, with their name where they gave it.
pub(crate) type Said = BTreeMap<Fact, Option<String>>;

pub(crate) fn origin(said: &Said, fact: Fact) -> Origin {
    said.get(&fact)
        .map_or(Origin::Observed, |by| Origin::Person { by: by.clone() })
}

/// Writes a sheet: a struct of optional facts and, for each, a question that answers it or names it as missing.
macro_rules! sheet {
    ($(#[$doc:meta])* $name:ident { $($(#[$fact_doc:meta])* $field:ident: $type:ty = $fact:ident,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name {
            /// The province whose regulation is to be applied as well.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub province: Option<String>,
            $(
                $(#[$fact_doc])*
                #[doc = concat!("The fact is [`Fact::", stringify!($fact), "`](crate::facts::Fact::", stringify!($fact), ").")]
                #[serde(skip_serializing_if = "Option::is_none")]
                pub $field: Option<$type>,
            )*
            #[serde(skip)]
            pub(crate) said: $crate::facts::sheet::Said,
        }

        impl $name {
            /// The facts this sheet may hold.
            pub const FACTS: &'static [$crate::facts::Fact] = &[$($crate::facts::Fact::$fact,)*];

            /// Everything it holds now was said by a person; what is added later is observed.
            #[allow(dead_code, reason = "some sheets are never written by a person and added to by a program")]
            pub(crate) fn said_by(&mut self, by: Option<&str>) {
                for fact in Self::FACTS {
                    if self.held(*fact).is_some() {
                        self.said.entry(*fact).or_insert_with(|| by.map(str::to_owned));
                    }
                }
            }

            /// A fact it holds was stated by that person.
            #[allow(dead_code, reason = "as said_by")]
            pub fn attested(&mut self, fact: $crate::facts::Fact, by: &str) {
                self.said.insert(fact, Some(by.to_owned()));
            }

            /// A fact as evidence, if the sheet holds it.
            pub(crate) fn held(&self, fact: $crate::facts::Fact) -> Option<$crate::evidence::Found> {
                match fact {
                    $($crate::facts::Fact::$fact => self.$field.clone().map(Into::into),)*
                    _ => None,
                }
            }

            $($(#[$fact_doc])*
            #[doc = concat!("[`Fact::", stringify!($fact), "`](crate::facts::Fact::", stringify!($fact), "), if the sheet holds it.")]
            ///
            /// # Errors
            ///
            /// `Missing` when the sheet does not hold it.
            pub fn $field(&self) -> Result<$type, $crate::evidence::Missing> {
                self.$field.clone().ok_or($crate::evidence::Missing::of($crate::facts::Fact::$fact))
            })*
        }
    };
}
pub(crate) use sheet;

/// A sheet about the services of the government CA, on which a person states the day that counts.
macro_rules! stated_days {
    ($name:ident { $($basis:ident => $field:ident, $because:ident;)* }) => {
        impl $crate::facts::FactSheet for $name {
            fn legal_day(&self, basis: $crate::rule::Basis) -> Result<$crate::facts::LegalDay, $crate::evidence::Missing> {
                match basis {
                    $($crate::rule::Basis::$basis => Ok($crate::facts::LegalDay {
                        day: self.$field()?,
                        because: $crate::facts::DayReason::$because,
                    }),)*
                    other => Err($crate::evidence::Missing::of(other.fact())),
                }
            }

            fn kind(&self) -> Result<gov_ca_model::CertificateKind, $crate::evidence::Missing> {
                Ok(gov_ca_model::CertificateKind::Government)
            }

            fn province(&self) -> Option<&str> {
                self.province.as_deref()
            }

            fn origin(&self, fact: $crate::facts::Fact) -> $crate::facts::Origin {
                $crate::facts::sheet::origin(&self.said, fact)
            }

            fn found(&self, fact: $crate::facts::Fact) -> Option<$crate::evidence::Found> {
                self.held(fact)
            }
        }
    };
}
pub(crate) use stated_days;
