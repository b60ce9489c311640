//! What every request is handled with.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;

use crate::access::{Access, Gate};
use crate::kept::Kept;
use crate::limits::Limits;
use crate::office::Office;
use crate::problem::Problem;
use crate::rooms::Rooms;

/// The office, the folders, and how many may work at once.
pub(crate) struct Desk {
    office: Arc<dyn Office>,
    at_once: Arc<Semaphore>,
    pub(crate) gate: Gate,
    pub(crate) kept: Arc<Kept>,
    pub(crate) rooms: Arc<Rooms>,
    pub(crate) limits: Limits,
}

impl Desk {
    pub(crate) fn new(
        office: Arc<dyn Office>,
        access: Access,
        rooms: Rooms,
        limits: Limits,
    ) -> Self {
        Self {
            office,
            at_once: Arc::new(Semaphore::new(limits.at_once.max(1))),
            gate: Gate::new(access),
            kept: Kept::new(&limits),
            rooms: Arc::new(rooms),
            limits,
        }
    }

    /// One call of the office, when its turn has come. Work that was begun ends, also where nobody waits for its answer any more.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        call: impl FnOnce(&dyn Office) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = Arc::clone(&self.at_once).acquire_owned().await;
        self.have(turn.map_err(|_| Problem::defect())?, call).await
    }

    /// One call of the office under another turn: that of a key, which may wait long for its device and works little.
    pub(crate) async fn have<T: Send + 'static>(
        &self,
        turn: OwnedSemaphorePermit,
        call: impl FnOnce(&dyn Office) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let office = Arc::clone(&self.office);
        let work = spawn_blocking(move || {
            let answer = call(office.as_ref());
            drop(turn);
            answer
        });
        // a panic of the office is its own: the next request is served
        work.await.unwrap_or_else(|_| Err(Problem::defect()))
    }
}
