//! What a province or an agency adds to the law as this program read it: days of force that the copies leave blank, an example it adopts,
//! its own days off and working Saturdays. Everything names who read it, when and where, and is shown as such.

mod asking;
mod stated;

use gov_ca_model::VietnamDay;
use serde::Deserialize;

use crate::calendar::OperatorDay;
use crate::instruments;
use crate::law::{End, Force, Instrument, Start};
use crate::register::SheetKind;

use stated::{StatedInstrument, StatedRuleFile};

pub(crate) use stated::StatedRule;

/// An operator's overlay.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Overlay {
    force: Vec<StatedForce>,
    day: Vec<OperatorDay>,
    instrument: Vec<StatedInstrument>,
    rule: Vec<StatedRuleFile>,
    #[serde(skip)]
    rules: Vec<StatedRule>,
}

/// The days of force of an instrument, as an operator read them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatedForce {
    /// The instrument, as in the codes of its rules.
    pub instrument: String,
    /// Its number, where the copy read leaves it blank.
    pub number: Option<String>,
    /// The first day of force.
    pub from: VietnamDay,
    /// The first day it is no longer in force.
    pub until: Option<VietnamDay>,
    /// For an example: the province that adopts it.
    pub province: Option<String>,
    /// Who read it.
    pub read_by: String,
    /// When.
    pub read_on: VietnamDay,
    /// Where.
    pub source: String,
}

/// Why an overlay could not be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OverlayError {
    /// Not readable, or with a key that is not known.
    #[error("the overlay is not readable: {message}")]
    Toml {
        /// What the reader says, with line and column.
        message: String,
    },
    /// No instrument has this name.
    #[error("[[force]]: no instrument is called {id:?}")]
    UnknownInstrument {
        /// The name.
        id: String,
    },
    /// The same instrument twice.
    #[error("{id:?} is stated twice")]
    Twice {
        /// The name.
        id: String,
    },
    /// The days of this instrument were read; an overlay does not change the law.
    #[error(
        "[[force]]: {id:?} is in force since {read}, as read in its text; an overlay only adds what the text leaves open"
    )]
    AlreadyRead {
        /// The name.
        id: String,
        /// The day that was read.
        read: VietnamDay,
    },
    /// The number of this instrument was read, and it is another one.
    #[error("[[force]]: {id:?} has the number {read}, as read in its text")]
    OtherNumber {
        /// The name.
        id: String,
        /// The number that was read.
        read: &'static str,
    },
    /// The first day comes before the day of issue, or the end is not after it.
    #[error("[[force]]: {id:?}: the days {from} to {until:?} cannot be")]
    ImpossibleDays {
        /// The name.
        id: String,
        /// The first day.
        from: VietnamDay,
        /// The end.
        until: Option<VietnamDay>,
    },
    /// A rule of the office's own that cannot be asked.
    #[error("[[rule]] {code:?}: {why}")]
    Rule {
        /// Its code.
        code: String,
        /// Why.
        why: String,
    },
    /// An example is adopted for a province, and only an example is.
    #[error(
        "[[force]]: {id:?}: `province` says who adopts an example, and is given for an example only"
    )]
    Province {
        /// The name.
        id: String,
    },
}

impl Overlay {
    pub(crate) fn from_toml(text: &str) -> Result<Self, OverlayError> {
        let mut overlay: Self = toml::from_str(text).map_err(|error| OverlayError::Toml {
            message: error.to_string(),
        })?;
        for (at, stated) in overlay.force.iter().enumerate() {
            stated.checked()?;
            if overlay.force[..at]
                .iter()
                .any(|earlier| earlier.instrument == stated.instrument)
            {
                return Err(OverlayError::Twice {
                    id: stated.instrument.clone(),
                });
            }
        }
        let known = stated::instruments_of(&overlay.instrument)?;
        let rules = overlay
            .rule
            .iter()
            .map(|rule| rule.rule(&known))
            .collect::<Result<Vec<_>, _>>()?;
        for (at, rule) in rules.iter().enumerate() {
            if rules[..at]
                .iter()
                .any(|earlier| earlier.meta.code == rule.meta.code)
            {
                return Err(OverlayError::Twice {
                    id: rule.meta.code.to_owned(),
                });
            }
        }
        overlay.rules = rules;
        Ok(overlay)
    }

    /// The office's own rules about such a sheet.
    pub(crate) fn rules_about(&self, sheet: SheetKind) -> impl Iterator<Item = &StatedRule> {
        self.rules.iter().filter(move |rule| rule.sheet == sheet)
    }

    pub(crate) fn force_of(&self, id: &str) -> Option<&StatedForce> {
        self.force.iter().find(|stated| stated.instrument == id)
    }

    pub(crate) fn days(&self) -> &[OperatorDay] {
        &self.day
    }
}

impl StatedForce {
    /// As a force.
    pub const fn force(&self) -> Force {
        let end = match self.until {
            Some(day) => End::Before(day),
            None => End::Open,
        };
        Force {
            start: Start::On(self.from),
            end,
        }
    }

    fn checked(&self) -> Result<(), OverlayError> {
        let id = || self.instrument.clone();
        let known = instruments::all().find(|instrument| instrument.id == self.instrument);
        let instrument = known.ok_or_else(|| OverlayError::UnknownInstrument { id: id() })?;
        self.number_checked(instrument)?;
        let only_number = instrument.number.is_none() && self.number.is_some();
        match instrument.force.first_day() {
            Some(read) if !only_number || read != self.from => {
                return Err(OverlayError::AlreadyRead { id: id(), read });
            }
            _ => {}
        }
        if instrument.example != self.province.is_some() {
            return Err(OverlayError::Province { id: id() });
        }
        let early = instrument.issued.is_some_and(|issued| self.from < issued);
        let read_end = instrument.force.first_day_without();
        let ended = self
            .until
            .or(read_end)
            .is_some_and(|until| until <= self.from)
            || (read_end.is_some() && self.until.is_some_and(|until| Some(until) != read_end));
        if early || ended {
            return Err(OverlayError::ImpossibleDays {
                id: id(),
                from: self.from,
                until: self.until,
            });
        }
        Ok(())
    }

    /// A number fills a blank; it does not replace one that was read.
    fn number_checked(&self, instrument: &Instrument) -> Result<(), OverlayError> {
        let differs = |read: &&'static str| self.number.as_deref().is_some_and(|it| it != *read);
        match instrument.number.filter(differs) {
            Some(read) => Err(OverlayError::OtherNumber {
                id: self.instrument.clone(),
                read,
            }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(instrument: &str, rest: &str) -> Result<Overlay, OverlayError> {
        Overlay::from_toml(&format!(
            "[[force]]\ninstrument = \"{instrument}\"\nread_by = \"Mẫu\"\nread_on = \"2026-11-20\"\nsource = \"Công báo\"\n{rest}"
        ))
    }

    #[test]
    fn days_that_the_text_leaves_open_may_be_stated() {
        let overlay = stated("binh-dinh-2021", "from = \"2021-09-20\"").unwrap();
        let force = overlay.force_of("binh-dinh-2021").unwrap().force();
        assert_eq!(force, Force::since(VietnamDay::new(2021, 9, 20)));
        assert!(overlay.force_of("vinh-phuc-25-2020").is_none());
        let ended = stated(
            "vinh-phuc-25-2020",
            "from = \"2020-06-25\"\nuntil = \"2025-07-01\"",
        )
        .unwrap();
        let force = ended.force_of("vinh-phuc-25-2020").unwrap().force();
        assert_eq!(force.first_day_without(), Some(VietnamDay::new(2025, 7, 1)));
    }

    #[test]
    fn an_overlay_does_not_change_the_law() {
        let refused = |instrument, rest| stated(instrument, rest).unwrap_err();
        assert!(matches!(
            refused("nd-68-2024", "from = \"2024-01-01\""),
            OverlayError::AlreadyRead { .. }
        ));
        assert!(matches!(
            refused("nd-1-1999", "from = \"2024-01-01\""),
            OverlayError::UnknownInstrument { .. }
        ));
        assert!(
            stated("vinh-phuc-25-2020", "from = \"2020-06-11\"").is_ok(),
            "the day of issue"
        );
        let early = refused("vinh-phuc-25-2020", "from = \"2020-06-10\"");
        assert!(
            matches!(early, OverlayError::ImpossibleDays { .. }),
            "{early}"
        );
        let ended = refused(
            "vinh-phuc-25-2020",
            "from = \"2020-06-25\"\nuntil = \"2020-06-25\"",
        );
        assert!(
            matches!(ended, OverlayError::ImpossibleDays { .. }),
            "{ended}"
        );
        let late = refused("qcvn-102-2016", "from = \"2022-09-15\"");
        assert!(
            matches!(late, OverlayError::ImpossibleDays { .. }),
            "{late}"
        );
        let longer = refused(
            "qcvn-102-2016",
            "from = \"2016-10-01\"\nuntil = \"2023-01-01\"",
        );
        assert!(
            matches!(longer, OverlayError::ImpossibleDays { .. }),
            "{longer}"
        );
        let typed = refused("vinh-phuc-25-2020", "form = \"2020-06-25\"");
        assert!(matches!(typed, OverlayError::Toml { .. }), "{typed}");
    }

    #[test]
    fn a_number_fills_a_blank_only() {
        let blank = "from = \"2025-12-01\"\nnumber = \"00/2025/QĐ-UBND\"";
        assert!(stated("tay-ninh-2025", blank).is_ok());
        let other_day = stated("tay-ninh-2025", &blank.replace("12-01", "12-02")).unwrap_err();
        assert!(matches!(other_day, OverlayError::AlreadyRead { .. }));
        let nothing_new = stated("tay-ninh-2025", "from = \"2025-12-01\"").unwrap_err();
        assert!(matches!(nothing_new, OverlayError::AlreadyRead { .. }));
        let number = |number: &str| {
            let days = format!("from = \"2020-06-25\"\nnumber = \"{number}\"");
            stated("vinh-phuc-25-2020", &days)
        };
        assert!(number("25/2020/QĐ-UBND").is_ok());
        let other = number("26/2020/QĐ-UBND").unwrap_err();
        let id = "vinh-phuc-25-2020".to_owned();
        let read = "25/2020/QĐ-UBND";
        assert_eq!(other, OverlayError::OtherNumber { id, read });
        let known = "from = \"2024-08-15\"\nnumber = \"68/2024/NĐ-CP\"";
        let known = stated("nd-68-2024", known).unwrap_err();
        assert!(matches!(known, OverlayError::AlreadyRead { .. }));
    }

    #[test]
    fn an_example_names_who_adopts_it() {
        assert!(
            stated(
                "unnamed-fragment",
                "from = \"2022-01-01\"\nprovince = \"tay-ninh\""
            )
            .is_ok()
        );
        let nobody = stated("unnamed-fragment", "from = \"2022-01-01\"").unwrap_err();
        assert!(matches!(nobody, OverlayError::Province { .. }));
        let other = stated(
            "binh-dinh-2021",
            "from = \"2022-01-01\"\nprovince = \"tay-ninh\"",
        )
        .unwrap_err();
        assert!(matches!(other, OverlayError::Province { .. }));
    }

    #[test]
    fn one_instrument_is_stated_once() {
        let one = "[[force]]\ninstrument = \"binh-dinh-2021\"\nfrom = \"2021-09-20\"\nread_by = \"M\"\nread_on = \"2026-11-20\"\nsource = \"S\"\n";
        let twice = Overlay::from_toml(&format!("{one}{one}")).unwrap_err();
        assert_eq!(
            twice,
            OverlayError::Twice {
                id: "binh-dinh-2021".to_owned()
            }
        );
    }
}
