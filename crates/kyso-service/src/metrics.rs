//! What Prometheus reads: counts and times of requests, by address and status; no names, no documents.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use tokio::time::Instant;

/// Upper bounds of the histogram, in milliseconds: from one small document to a large one. Ours.
const BOUNDS: [u64; 10] = [5, 10, 25, 50, 100, 250, 1000, 5000, 30_000, 120_000];

/// Counts since the service began.
#[derive(Debug, Default)]
pub(crate) struct Metrics {
    now: AtomicI64,
    by_address: Mutex<BTreeMap<(String, u16), Counted>>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Counted {
    requests: u64,
    /// Those that took at most the bound of that place, each in one place only.
    within: [u64; BOUNDS.len()],
    taken: Duration,
}

impl Counted {
    fn count(&mut self, taken: Duration) {
        self.requests += 1;
        self.taken += taken;
        let place = BOUNDS
            .iter()
            .position(|bound| taken <= Duration::from_millis(*bound));
        if let Some(within) = place.and_then(|place| self.within.get_mut(place)) {
            *within += 1;
        }
    }
}

/// Counts every request. What matches no address counts as one: a stranger's words make no new line.
pub(crate) async fn counted(
    State(metrics): State<Arc<Metrics>>,
    request: Request,
    next: Next,
) -> Response {
    let address = request.extensions().get::<MatchedPath>();
    let address = address.map_or("other", MatchedPath::as_str).to_owned();
    let running = Running::new(&metrics);
    let begun = Instant::now();
    let response = next.run(request).await;
    drop(running);
    let status = response.status().as_u16();
    let mut all = metrics.all();
    all.entry((address, status))
        .or_default()
        .count(begun.elapsed());
    drop(all);
    response
}

/// A request that is worked on, also one whose client goes away.
struct Running<'m>(&'m Metrics);

impl<'m> Running<'m> {
    fn new(metrics: &'m Metrics) -> Self {
        metrics.now.fetch_add(1, Ordering::Relaxed);
        Self(metrics)
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Metrics {
    fn all(&self) -> std::sync::MutexGuard<'_, BTreeMap<(String, u16), Counted>> {
        self.by_address
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The text exposition format of Prometheus, version 0.0.4.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        let now = self.now.load(Ordering::Relaxed);
        let _ = writeln!(
            text,
            "# TYPE kyso_requests_running gauge\nkyso_requests_running {now}"
        );
        let _ = writeln!(text, "# TYPE kyso_request_seconds histogram");
        for ((address, status), counted) in self.all().iter() {
            let labels = format!("address=\"{address}\",status=\"{status}\"");
            let mut sum = 0;
            for (bound, within) in BOUNDS.iter().zip(counted.within) {
                sum += within;
                let bound = Duration::from_millis(*bound).as_secs_f64();
                let _ = writeln!(
                    text,
                    "kyso_request_seconds_bucket{{{labels},le=\"{bound}\"}} {sum}"
                );
            }
            let (requests, taken) = (counted.requests, counted.taken.as_secs_f64());
            let _ = writeln!(
                text,
                "kyso_request_seconds_bucket{{{labels},le=\"+Inf\"}} {requests}\n\
                 kyso_request_seconds_sum{{{labels}}} {taken}\n\
                 kyso_request_seconds_count{{{labels}}} {requests}"
            );
        }
        text
    }
}
