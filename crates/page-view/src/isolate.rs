//! One job on a thread of its own: panics stay inside, and who waits does not wait for ever.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;

use crate::{LimitReached, Limits, PageViewError};

/// Set when nobody waits any more.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stop(Arc<AtomicBool>);

impl Stop {
    pub(crate) fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Leaves the depths of a job at once, without the noise of a panic.
pub(crate) fn halt(limit: LimitReached) -> ! {
    resume_unwind(Box::new(limit))
}

/// Runs `work` on a thread of its own. Work that does not look at [`Stop`] goes on after the time is up, unheard.
pub(crate) fn run<T: Send + 'static>(
    limits: &Limits,
    work: impl FnOnce(&Stop) -> Result<T, PageViewError> + Send + 'static,
) -> Result<T, PageViewError> {
    let stop = Stop::default();
    let (tell, hear) = mpsc::sync_channel(1);
    let inside = stop.clone();
    thread::Builder::new()
        .name("page-view".to_owned())
        .stack_size(limits.stack_bytes)
        .spawn(move || {
            // What the work leaves behind after a panic is never looked at again, or guarded by locks that say so.
            let result = catch_unwind(AssertUnwindSafe(|| work(&inside)));
            let _ = tell.send(result.unwrap_or_else(|panic| Err(why(panic.as_ref()))));
        })
        .map_err(|_| PageViewError::NoThread)?;
    match hear.recv_timeout(limits.time) {
        Ok(result) => result,
        Err(mpsc::RecvTimeoutError::Timeout) => {
            stop.set();
            Err(PageViewError::Limit(LimitReached::Time))
        }
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(PageViewError::Panicked(String::new())),
    }
}

fn why(panic: &(dyn Any + Send)) -> PageViewError {
    if let Some(limit) = panic.downcast_ref::<LimitReached>() {
        return PageViewError::Limit(*limit);
    }
    let text = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned());
    PageViewError::Panicked(text.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_panic_is_an_error_that_says_what_it_said() {
        let run =
            |text: &'static str| run::<()>(&Limits::default(), move |_| panic!("{text}, and more"));
        assert_eq!(
            run("no such glyph"),
            Err(PageViewError::Panicked(
                "no such glyph, and more".to_owned()
            ))
        );
    }

    #[test]
    fn a_limit_deep_inside_comes_out_as_that_limit() {
        let result = run::<()>(&Limits::default(), |_| halt(LimitReached::Glyphs));
        assert_eq!(result, Err(PageViewError::Limit(LimitReached::Glyphs)));
    }

    #[test]
    fn who_waits_hears_that_the_time_is_up_and_the_work_is_told() {
        let limits = Limits {
            time: Duration::from_millis(20),
            ..Limits::default()
        };
        let (tell, hear) = mpsc::channel();
        let result = run::<()>(&limits, move |stop| {
            while !stop.is_set() {
                thread::yield_now();
            }
            let _ = tell.send("stopped");
            halt(LimitReached::Time)
        });
        assert_eq!(result, Err(PageViewError::Limit(LimitReached::Time)));
        assert_eq!(
            hear.recv_timeout(Duration::from_secs(10)),
            Ok("stopped"),
            "the work goes on for ever"
        );
    }

    #[test]
    fn the_stack_is_as_deep_as_the_limit_says() {
        fn down(left: usize) -> usize {
            let here = std::hint::black_box([left; 128]);
            if left == 0 {
                return here[0];
            }
            down(left - 1) + here[127] - left
        }
        // 20,000 frames of 1 KiB are 20 MiB and more: too deep for an ordinary thread
        assert_eq!(run(&Limits::default(), |_| Ok(down(20_000))), Ok(0));
    }
}
