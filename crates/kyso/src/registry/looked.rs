//! Changes that are looked at before they are made.

use std::convert::Infallible;

use gov_ca_registry::steps::StepError;
use gov_ca_registry::store::{Change, StoreError};

use super::Desk;
use super::failed::stepped;
use crate::exit::Failure;
use crate::text::Text;

/// How a change ends that is not made.
enum Ended<R> {
    Seen(Box<R>),
    Failed(StepError),
}

impl<R> From<StoreError> for Ended<R> {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl Desk<'_> {
    /// What a change would do: one that is given up at its end changed nothing.
    pub(super) fn look<R>(
        &self,
        work: impl FnOnce(&mut Change<'_>) -> Result<R, StepError>,
    ) -> Result<R, Failure> {
        let ended = self.open()?.change(&self.by()?, |change| {
            let seen = work(change).map(Box::new);
            Err::<Infallible, _>(seen.map_or_else(Ended::Failed, Ended::Seen))
        });
        match ended {
            Err(Ended::Seen(seen)) => Ok(*seen),
            Err(Ended::Failed(error)) => Err(stepped(&self.place, error)),
            Ok(never) => match never {},
        }
    }

    pub(super) fn only_looked(&self) {
        self.job.say(&Text::new(
            "Chỉ xem, chưa ghi gì vào sổ.",
            "This was a look: nothing was written.",
        ));
    }
}
