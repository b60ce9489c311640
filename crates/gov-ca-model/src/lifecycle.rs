//! How the things of the register live: which state may follow which, and what happened so far.
//!
//! A [`History`] is what happened, day by day; the state is read from it and nowhere stored, so that the two cannot disagree. A history in
//! which something happened that could not is not made, and not read from data either. Whether the *law* lets something happen on that day is
//! told by `regulation-rules`; here stands only what cannot be otherwise: nothing is recovered that is not locked, nothing revoked twice.

mod certificate;
mod device;
mod request;

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::VietnamDay;

pub use certificate::{CertificateState, CertificateStep};
pub use device::{DeviceState, DeviceStep};
pub use request::{RequestState, RequestStep};

/// States, and what may happen in each.
pub trait Life: Copy + fmt::Debug + PartialEq + 'static {
    /// What may happen.
    type Step: Copy + fmt::Debug + PartialEq;
    /// What the life depends on beside its state: the kind of a request.
    type Of: Copy + fmt::Debug + PartialEq;

    /// The first state.
    const BEGINS: Self;

    /// The state after a step; `None` when it cannot happen now.
    fn after(self, step: Self::Step, of: Self::Of) -> Option<Self>;

    /// The word in data.
    fn word(self) -> &'static str;

    /// The Vietnamese word for the state.
    fn vietnamese(self) -> &'static str;
}

/// What happened to one thing, day by day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    try_from = "Told<L>",
    into = "Told<L>",
    bound(
        serialize = "L::Step: Serialize, L::Of: Serialize",
        deserialize = "L::Step: Deserialize<'de>, L::Of: Deserialize<'de>"
    )
)]
pub struct History<L: Life> {
    told: Told<L>,
    state: L,
}

/// A history as data: without the state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(bound(
    serialize = "L::Step: Serialize, L::Of: Serialize",
    deserialize = "L::Step: Deserialize<'de>, L::Of: Deserialize<'de>"
))]
struct Told<L: Life> {
    of: L::Of,
    since: VietnamDay,
    steps: Vec<Happened<L::Step>>,
}

/// One thing that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened<S> {
    /// The day.
    pub on: VietnamDay,
    /// What.
    pub step: S,
}

/// What cannot happen.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum StepRefused<L: Life> {
    /// Not in this state.
    #[error("{step:?} cannot happen in the state {state:?}")]
    Impossible {
        /// The state.
        state: L,
        /// What was to happen.
        step: L::Step,
    },
    /// Not before what happened already.
    #[error("{step:?} on {on} would be before {latest}, when the latest thing happened")]
    TooEarly {
        /// What was to happen.
        step: L::Step,
        /// When.
        on: VietnamDay,
        /// The day of the latest step, or of the beginning.
        latest: VietnamDay,
    },
}

impl<L: Life> History<L> {
    /// A life that begins on a day.
    pub const fn begun(of: L::Of, since: VietnamDay) -> Self {
        let steps = Vec::new();
        Self {
            told: Told { of, since, steps },
            state: L::BEGINS,
        }
    }

    /// The state now.
    pub const fn state(&self) -> L {
        self.state
    }

    /// What it depends on.
    pub const fn of(&self) -> L::Of {
        self.told.of
    }

    /// The day it began.
    pub const fn since(&self) -> VietnamDay {
        self.told.since
    }

    /// The day of the latest step, or of the beginning.
    pub fn latest(&self) -> VietnamDay {
        self.told
            .steps
            .last()
            .map_or(self.told.since, |last| last.on)
    }

    /// What happened, oldest first.
    pub fn steps(&self) -> &[Happened<L::Step>] {
        &self.told.steps
    }

    /// The day a step happened, the last time.
    pub fn day_of(&self, step: L::Step) -> Option<VietnamDay> {
        let mut steps = self.told.steps.iter().rev();
        steps.find(|one| one.step == step).map(|one| one.on)
    }

    /// The state at the end of `day`; `None` before the beginning.
    pub fn on(&self, day: VietnamDay) -> Option<L> {
        let steps = self.told.steps.iter().take_while(|one| one.on <= day);
        let state = steps.fold(L::BEGINS, |state, one| {
            state.after(one.step, self.told.of).unwrap_or(state)
        });
        (self.told.since <= day).then_some(state)
    }

    /// Something more happened.
    ///
    /// # Errors
    ///
    /// [`StepRefused`]: it cannot happen now, or lies before what happened already.
    pub fn then(mut self, on: VietnamDay, step: L::Step) -> Result<Self, StepRefused<L>> {
        let latest = self.latest();
        if on < latest {
            return Err(StepRefused::TooEarly { step, on, latest });
        }
        let state = self.state;
        let next = state.after(step, self.told.of);
        self.state = next.ok_or(StepRefused::Impossible { state, step })?;
        self.told.steps.push(Happened { on, step });
        Ok(self)
    }
}

impl<L: Life> TryFrom<Told<L>> for History<L> {
    type Error = StepRefused<L>;

    fn try_from(told: Told<L>) -> Result<Self, StepRefused<L>> {
        let begun = Self::begun(told.of, told.since);
        let mut steps = told.steps.into_iter();
        steps.try_fold(begun, |history, one| history.then(one.on, one.step))
    }
}

impl<L: Life> From<History<L>> for Told<L> {
    fn from(history: History<L>) -> Self {
        history.told
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{OrganisationKind, PersonKind, RequestKind};

    const DAY: VietnamDay = VietnamDay::new(2026, 3, 2);

    fn sent() -> History<RequestState> {
        let begun = History::begun(RequestKind::Renew, DAY);
        let confirmed = begun.then(DAY.next(), RequestStep::Confirm).unwrap();
        confirmed.then(DAY.plus_days(3), RequestStep::Send).unwrap()
    }

    #[test]
    fn the_state_is_read_from_what_happened() {
        let history = sent();
        assert_eq!(history.state(), RequestState::Sent);
        assert_eq!(history.day_of(RequestStep::Confirm), Some(DAY.next()));
        assert_eq!(history.day_of(RequestStep::Accept), None);
        assert_eq!(history.on(DAY.previous()), None);
        assert_eq!(history.on(DAY), Some(RequestState::Drafted));
        assert_eq!(history.on(DAY.plus_days(2)), Some(RequestState::Confirmed));
        assert_eq!(history.latest(), DAY.plus_days(3));
    }

    #[test]
    fn words_are_those_of_the_data() {
        fn is_its_word<L: Life + Serialize>(state: L) {
            let json = serde_json::to_string(&state).unwrap();
            assert_eq!(json, format!("\"{}\"", state.word()));
        }
        RequestState::ALL.into_iter().for_each(is_its_word);
        DeviceState::ALL.into_iter().for_each(is_its_word);
        CertificateState::ALL.into_iter().for_each(is_its_word);
        fn is_said(value: impl Serialize, word: &str) {
            let json = serde_json::to_string(&value).unwrap();
            assert_eq!(json, format!("\"{word}\""));
        }
        RequestKind::ALL
            .into_iter()
            .for_each(|one| is_said(one, one.word()));
        RequestStep::ALL
            .into_iter()
            .for_each(|one| is_said(one, one.word()));
        DeviceStep::ALL
            .into_iter()
            .for_each(|one| is_said(one, one.word()));
        OrganisationKind::ALL
            .into_iter()
            .for_each(|one| is_said(one, one.word()));
        PersonKind::ALL
            .into_iter()
            .for_each(|one| is_said(one, one.word()));
    }

    #[test]
    fn nothing_happens_before_what_happened() {
        let refused = sent().then(DAY, RequestStep::Accept);
        assert!(
            matches!(refused, Err(StepRefused::TooEarly { latest, .. }) if latest == DAY.plus_days(3))
        );
        assert!(sent().then(DAY.plus_days(3), RequestStep::Accept).is_ok());
    }

    #[test]
    fn a_history_in_which_the_impossible_happened_is_not_read() {
        let json = serde_json::to_string(&sent()).unwrap();
        let read: History<RequestState> = serde_json::from_str(&json).unwrap();
        assert_eq!(read, sent());
        for wrong in [
            json.replace("\"confirm\"", "\"accept\""),
            json.replace("03-03", "03-09"),
        ] {
            assert_ne!(wrong, json);
            assert!(
                serde_json::from_str::<History<RequestState>>(&wrong).is_err(),
                "{wrong}"
            );
        }
    }
}
