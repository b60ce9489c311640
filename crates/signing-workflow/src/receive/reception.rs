//! What came out: the outcome, and everything it rests on.

use gov_ca_model::VietnamDay;
use regulation_rules::law::Citation;
use serde::Serialize;
use serde::ser::SerializeStruct;

use super::again::{AgainBecause, CheckAgain};
use super::context::ReceiveContext;
use super::fact::{Fact, Place, Shown};
use super::law;
use super::note::Note;
use super::outcome::{Hold, HoldReason, Open, Outcome};
use super::reason::{self, Reason, RefusalReason};
use super::signature::Weighed;

/// The outcome for one file or one package.
#[derive(Clone, Debug)]
pub struct Reception {
    /// What to do.
    pub outcome: Outcome,
    /// Why it is not accepted: for the sender. Empty when it is accepted or held.
    pub reasons: Vec<Reason>,
    /// What to know beside it.
    pub notes: Vec<Note>,
    /// The clauses the outcome rests on.
    pub grounds: Vec<Citation>,
    /// The day by whose end the sender is told that the document arrived (NĐ 30/2020 Điều 21(2)(c)): the day of receiving.
    pub notice_due: VietnamDay,
}

impl Serialize for Reception {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let cited = |lang| {
            self.grounds
                .iter()
                .map(|one| one.text(lang))
                .collect::<Vec<_>>()
        };
        let mut shape = serializer.serialize_struct("Reception", 8)?;
        shape.serialize_field("outcome", self.outcome.word())?;
        shape.serialize_field(
            "check_again",
            &self.outcome.hold().and_then(|hold| hold.check_again),
        )?;
        shape.serialize_field(
            "held_because",
            &self.outcome.hold().map_or(&[][..], |hold| &hold.why),
        )?;
        shape.serialize_field("reasons", &self.reasons)?;
        shape.serialize_field("notes", &self.notes)?;
        shape.serialize_field("grounds", &cited(regulation_rules::Lang::Vi))?;
        shape.serialize_field("notice_due", &self.notice_due)?;
        shape.serialize_field("exchange_status", &self.outcome.exchange_status())?;
        shape.end()
    }
}

/// What is collected while a file or a package is looked at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Collected {
    reasons: Vec<Reason>,
    open: Vec<(Open, Option<CheckAgain>)>,
    pub(crate) notes: Vec<Note>,
    abnormal: bool,
}

impl Collected {
    pub(crate) fn against(&mut self, code: RefusalReason, place: Place, fact: Fact) {
        reason::add(&mut self.reasons, code, Shown { place, fact });
    }

    pub(crate) fn weighed(&mut self, place: &Place, weighed: Weighed) {
        let place = place.clone();
        match weighed {
            Weighed::Against {
                code,
                fact,
                abnormal,
            } => {
                self.abnormal |= abnormal;
                self.against(code, place, fact);
            }
            Weighed::Open { why, fact, again } => self.open(why, place, fact, again),
        }
    }

    /// Whether there is a reason that rests on this place.
    pub(crate) fn speaks_against(&self, place: &Place) -> bool {
        let mut shown = self.reasons.iter().flat_map(|reason| &reason.rests_on);
        shown.any(|shown| shown.place == *place)
    }

    /// The same with signs that are not those of a mistake.
    pub(crate) fn abnormal(&mut self, code: RefusalReason, place: Place, fact: Fact) {
        self.abnormal = true;
        self.against(code, place, fact);
    }

    pub(crate) fn open(
        &mut self,
        why: HoldReason,
        place: Place,
        fact: Fact,
        again: Option<CheckAgain>,
    ) {
        let shown = Shown { place, fact };
        self.open.push((Open { why, shown }, again));
    }

    pub(crate) fn note(&mut self, place: Place, code: impl Into<String>, text: impl Into<String>) {
        let note = Note::new(place, code, text);
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        for one in other.reasons {
            for shown in one.rests_on {
                reason::add(&mut self.reasons, one.code, shown);
            }
        }
        self.open.extend(other.open);
        self.notes.extend(other.notes);
        self.abnormal |= other.abnormal;
    }

    /// What people state who know more than the files show.
    pub(crate) fn state(&mut self, context: &ReceiveContext<'_>) {
        for one in context.statements {
            let fact = Fact::Stated {
                by: one.by.clone(),
                text: one.text.clone(),
            };
            self.against(one.code, Place::default(), fact);
        }
    }

    /// The outcome. Proven reasons come before open questions: what is wrong already does not get better by waiting.
    pub(crate) fn settle(self, context: &ReceiveContext<'_>) -> Reception {
        let wrong_addressee = self
            .reasons
            .iter()
            .any(|one| one.code == RefusalReason::WrongAddressee);
        let outcome = if self.abnormal {
            Outcome::Report
        } else if wrong_addressee {
            Outcome::Return
        } else if !self.reasons.is_empty() {
            Outcome::Refuse
        } else if self.open.is_empty() {
            Outcome::Accept
        } else {
            hold(self.open)
        };
        let today = VietnamDay::of(context.now);
        Reception {
            grounds: law::grounds(&outcome, context.province, today),
            outcome,
            reasons: self.reasons,
            notes: self.notes,
            notice_due: today,
        }
    }
}

/// Checked again when the first thing that time may bring can be there: each answer makes the next question smaller.
fn hold(open: Vec<(Open, Option<CheckAgain>)>) -> Outcome {
    let moments = open.iter().filter_map(|(_, again)| *again);
    let check_again =
        moments.min_by_key(|again| (again.at, again.because == AgainBecause::OurInterval));
    let why = open.into_iter().map(|(open, _)| open).collect();
    Outcome::Hold(Hold { check_again, why })
}
