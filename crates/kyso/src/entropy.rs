//! The first random number of a process costs some 40 ms: aws-lc seeds itself from the jitter of the CPU. It is drawn
//! while the file is copied, so that the signature need not wait for it.

use std::thread::{Builder, JoinHandle};

/// The draw under way; waited for when dropped, so that no thread outlives the run.
pub(crate) struct Seeding(Option<JoinHandle<()>>);

impl Seeding {
    /// Starts drawing. Where no thread can be had, the signature waits instead.
    pub(crate) fn start() -> Self {
        let draw = || {
            // Failing here changes nothing: whoever needs randomness asks again and reports it.
            let _ = aws_lc_rs::rand::fill(&mut [0; 1]);
        };
        Self(Builder::new().name("seed".to_owned()).spawn(draw).ok())
    }
}

impl Drop for Seeding {
    fn drop(&mut self) {
        if let Some(thread) = self.0.take() {
            let _ = thread.join();
        }
    }
}
