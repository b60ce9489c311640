//! Which profiles may be used on a day in a province, and which one is the default for a purpose.

use gov_ca_model::VietnamDay;
use serde::{Serialize, Serializer};

use super::{Profile, Purpose};
use crate::Text;
use crate::instruments::unread;
use crate::law::{Applies, Citation, InForce, Instrument};
use crate::law_book::LawBook;
use crate::register::SheetKind;

/// What decides on which days and where a profile may be used.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(tag = "by", content = "of", rename_all = "kebab-case")]
pub enum Governed {
    /// An instrument: its days and its territory, as the law book has them. Without a territory: the whole country.
    #[serde(serialize_with = "instrument_id")]
    Law(&'static Instrument),
    /// No text that was read: what offices do.
    Practice,
    /// An office.
    Office {
        /// Its name.
        name: &'static str,
        /// The first day, where it names one.
        from: Option<VietnamDay>,
        /// The first day it is no longer used.
        until: Option<VietnamDay>,
        /// The province, where it names one.
        province: Option<&'static str>,
    },
}

/// A higher or later text on the same thing: beside it a profile is for a person to choose, and no default.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct GivesWay {
    /// That text.
    #[serde(serialize_with = "instrument_id")]
    pub to: &'static Instrument,
    /// Why.
    pub because: Text,
}

/// A place of a law that leaves no room for a profile where it applies.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Bar {
    /// The place.
    #[serde(serialize_with = "place")]
    pub by: Citation,
    /// The text from whose first day the place no longer stands alone.
    #[serde(serialize_with = "instrument_id")]
    pub until: &'static Instrument,
}

fn instrument_id<S: Serializer>(
    instrument: &&'static Instrument,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(instrument.id)
}

fn place<S: Serializer>(citation: &Citation, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(citation)
}

/// A profile that may be used.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Offer {
    /// The profile.
    pub profile: &'static Profile,
    /// What stands behind it that day there.
    pub availability: Availability,
    /// Whether it is the one to take for its purpose where nobody chooses. Never one that is open.
    pub is_default: bool,
}

/// What stands behind a profile on a day in a province.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "as", content = "because", rename_all = "kebab-case")]
pub enum Availability {
    /// A law in force.
    InForce,
    /// What offices do.
    Practice,
    /// The office's own settings.
    Office,
    /// Whether it may be used is for a person to decide, for this reason.
    Open(Text),
}

const FORCE_UNKNOWN: Text = Text::new(
    "ngày có hiệu lực của văn bản chưa đọc được",
    "the first day of the text has not been read",
);
const AFTER_MERGER: Text = Text::new(
    "tỉnh đã sáp nhập; chưa rõ văn bản còn áp dụng hay không",
    "the province was merged; whether its text still applies has not been read",
);

/// A day and a place.
pub(crate) struct Case<'a> {
    pub(crate) day: VietnamDay,
    pub(crate) province: Option<&'a str>,
    pub(crate) law: &'a LawBook,
}

/// What decides whether something may be used on a day in a province.
pub(crate) struct Ground {
    pub(crate) governed: Governed,
    pub(crate) gives_way: Option<GivesWay>,
    pub(crate) barred: &'static [Bar],
}

/// Something on offer: what it is for, what stands behind it, and whether it is preferred among its kind.
pub(crate) struct Candidate<P> {
    pub(crate) purpose: P,
    pub(crate) availability: Availability,
    pub(crate) preferred: bool,
}

pub(super) fn offers(
    profiles: impl Iterator<Item = &'static Profile>,
    case: &Case<'_>,
) -> Vec<Offer> {
    let offered = profiles.filter_map(|profile| {
        Some(Offer {
            profile,
            availability: case.availability(&profile.ground())?,
            is_default: false,
        })
    });
    let mut offers: Vec<Offer> = offered.collect();
    let candidates: Vec<Candidate<Purpose>> = offers
        .iter()
        .map(|offer| Candidate {
            purpose: offer.profile.purpose,
            availability: offer.availability,
            preferred: offer.profile.preferred,
        })
        .collect();
    for (offer, candidate) in offers.iter_mut().zip(&candidates) {
        offer.is_default = candidate.is_default(&candidates);
    }
    offers
}

impl<P: PartialEq> Candidate<P> {
    /// Whether it is taken where nobody chooses: preferred, not open, and set aside by no preference of an office.
    pub(crate) fn is_default(&self, among: &[Self]) -> bool {
        let by_office = |other: &Self| other.availability == Availability::Office;
        let open = matches!(self.availability, Availability::Open(_));
        let set_aside = !by_office(self)
            && among
                .iter()
                .any(|other| by_office(other) && other.preferred && other.purpose == self.purpose);
        self.preferred && !open && !set_aside
    }
}

/// Texts on documents that may be in force that day there and were not read, or only in a few places: they may ask for something else.
pub(super) fn unread_beside(case: &Case<'_>) -> Vec<&'static Instrument> {
    let stands = |instrument: &&'static Instrument| {
        matches!(
            case.law.force(instrument).on(case.day),
            InForce::Yes | InForce::Unknown
        ) && case.applies(instrument) != Applies::Elsewhere
    };
    unread::concerning(SheetKind::Document)
        .filter(stands)
        .collect()
}

impl Case<'_> {
    /// `None`: it may not be used.
    pub(crate) fn availability(&self, it: &Ground) -> Option<Availability> {
        if it.barred.iter().any(|bar| self.bars(bar)) {
            return None;
        }
        let availability = match it.governed {
            Governed::Law(instrument) => self.under(instrument)?,
            Governed::Practice => Availability::Practice,
            Governed::Office {
                from,
                until,
                province,
                ..
            } => self.of_office(from, until, province)?,
        };
        match (availability, it.gives_way) {
            (Availability::InForce, Some(way)) if self.in_force(way.to) => {
                Some(Availability::Open(way.because))
            }
            _ => Some(availability),
        }
    }

    fn under(&self, instrument: &Instrument) -> Option<Availability> {
        let open = match self.law.force(instrument).on(self.day) {
            InForce::NotYet | InForce::Ended => return None,
            InForce::Unknown => Some(FORCE_UNKNOWN),
            InForce::Yes => None,
        };
        match self.applies(instrument) {
            Applies::Elsewhere => None,
            Applies::AfterMerger => Some(Availability::Open(AFTER_MERGER)),
            Applies::Yes => Some(open.map_or(Availability::InForce, Availability::Open)),
        }
    }

    fn of_office(
        &self,
        from: Option<VietnamDay>,
        until: Option<VietnamDay>,
        province: Option<&str>,
    ) -> Option<Availability> {
        let begun = from.is_none_or(|first| first <= self.day);
        let ended = until.is_some_and(|end| end <= self.day);
        let here = province.is_none() || province == self.province;
        (begun && !ended && here).then_some(Availability::Office)
    }

    fn bars(&self, bar: &Bar) -> bool {
        let by = bar.by.instrument;
        self.in_force(by) && self.applies(by) == Applies::Yes && !self.in_force(bar.until)
    }

    fn in_force(&self, instrument: &Instrument) -> bool {
        self.law.force(instrument).on(self.day) == InForce::Yes
    }

    fn applies(&self, instrument: &Instrument) -> Applies {
        instrument.territory.map_or(Applies::Yes, |territory| {
            territory.applies(self.province, self.day)
        })
    }
}
