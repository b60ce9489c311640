//! So many a minute.

use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

const MINUTE: Duration = Duration::from_secs(60);

/// A bucket that is full at first and fills again within a minute.
pub(crate) struct Rate {
    each: Option<Duration>,
    /// When all that was taken will have come back.
    full: Mutex<Option<Instant>>,
}

impl Rate {
    pub(crate) fn new(per_minute: Option<NonZeroU32>) -> Self {
        Self {
            each: per_minute.map(|number| MINUTE / number.get()),
            full: Mutex::new(None),
        }
    }

    /// Takes one.
    ///
    /// # Errors
    /// After which time there will be one again.
    pub(crate) fn take(&self, now: Instant) -> Result<(), Duration> {
        let Some(each) = self.each else {
            return Ok(());
        };
        let mut full = self.full.lock().unwrap_or_else(PoisonError::into_inner);
        let after = full.unwrap_or(now).max(now) + each;
        let over = after.duration_since(now).saturating_sub(MINUTE);
        if over.is_zero() {
            *full = Some(after);
            return Ok(());
        }
        Err(over)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minutes_worth_at_once_and_then_one_after_the_other() {
        let rate = Rate::new(NonZeroU32::new(60));
        let begin = Instant::now();
        assert!((0..60).all(|_| rate.take(begin).is_ok()));
        let over = rate.take(begin).unwrap_err();
        assert!(over <= Duration::from_secs(1) && !over.is_zero());
        assert!(rate.take(begin + over).is_ok());
        assert!(rate.take(begin + over).is_err());
        let later = begin + Duration::from_secs(600);
        assert!(
            (0..60).all(|_| rate.take(later).is_ok()),
            "never more than full"
        );
        assert!(rate.take(later).is_err());
    }

    #[test]
    fn no_number_is_no_bound() {
        let rate = Rate::new(None);
        let now = Instant::now();
        assert!((0..10_000).all(|_| rate.take(now).is_ok()));
    }
}
