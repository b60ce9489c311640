//! Requests that wait for their person.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use serde_json::{Value, json};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use tokio::time::Instant;

use super::origins::Origin;
use super::reply::{Refused, Status};
use super::secret::{self, Kept};
use crate::document::Document;
use crate::limits::Limits;
use crate::office::Made;
use crate::problem::Problem;
use crate::signatory::{Act, Holder, Looked, Spot, Wish};

/// Requests of one origin that wait at once. Ours.
const OF_ONE: usize = 4;
/// Origins that were refused, remembered for a while. Ours.
const REFUSED: usize = 256;

/// All requests that wait, by their id.
pub(super) struct Waiting {
    seats: Arc<Semaphore>,
    /// Pages that were told to speak, until they heard their reply.
    voices: Arc<Semaphore>,
    all: Mutex<HashMap<String, Arc<Entry>>>,
    refused: Mutex<Vec<(Origin, Instant)>>,
    limits: Limits,
}

/// One request.
pub(super) struct Entry {
    pub(super) id: String,
    origin: Origin,
    token: Mutex<Option<Kept>>,
    cookie: OnceLock<Kept>,
    pub(super) actions: mpsc::Sender<Asked>,
    state: Mutex<State>,
}

/// What the person did, and who waits to hear whether it was taken.
pub(super) struct Asked {
    pub(super) action: Action,
    pub(super) answer: oneshot::Sender<Result<(), Problem>>,
}

/// What a person can do.
pub(super) enum Action {
    /// Lets the origin use the service, or not.
    Origin(bool),
    /// Chooses the document.
    Document(Document),
    /// Chooses certificate and place.
    Wish {
        document: usize,
        certificate: Option<String>,
        place: Option<Spot>,
    },
    /// Signs what was seen: the digests of the documents.
    Sign {
        pin: secrecy::SecretString,
        seen: Vec<String>,
    },
    /// Sends again what was not taken.
    Resend,
    /// Says no.
    Refuse,
}

/// How far a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Stage {
    /// The person is asked about the origin.
    Origin,
    /// The person chooses the document.
    Document,
    /// Documents are fetched and looked at.
    Fetching,
    /// The person looks, and signs or refuses.
    Ready,
    /// The device signs; documents are sent.
    Signing,
    /// Signed, and not taken by the document system.
    Unsent,
    /// All is done.
    Done,
    /// The person said no.
    Refused,
    /// It could not be done.
    Failed,
    /// Nobody answered in time.
    Expired,
}

/// What the page of a request shows.
pub(super) struct State {
    pub(super) operation: &'static str,
    pub(super) act: Option<Act>,
    pub(super) stage: Stage,
    pub(super) hosts: Vec<String>,
    pub(super) is_private: bool,
    pub(super) expires: String,
    pub(super) problem: Option<Refused>,
    pub(super) items: Vec<Item>,
    pub(super) text: Option<String>,
    pub(super) certificates: Vec<Holder>,
    pub(super) certificate: Option<String>,
}

/// One document of a request.
#[derive(Clone)]
pub(super) struct Item {
    pub(super) name: String,
    pub(super) id: Option<Value>,
    pub(super) document: Arc<Document>,
    pub(super) wish: Wish,
    pub(super) looked: Option<Looked>,
    pub(super) problem: Option<Refused>,
    pub(super) signed: Option<Made>,
    /// What the document system answered.
    pub(super) sent: Option<Value>,
}

/// A request in its seat; it leaves when this is dropped.
pub(super) struct Seat {
    pub(super) entry: Arc<Entry>,
    /// What opens its page, once.
    pub(super) token: String,
    waiting: Arc<Waiting>,
    _permit: OwnedSemaphorePermit,
}

impl Waiting {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            seats: Arc::new(Semaphore::new(limits.waiting.max(1))),
            voices: Arc::new(Semaphore::new(limits.connections.max(1))),
            all: Mutex::default(),
            refused: Mutex::default(),
            limits: limits.clone(),
        }
    }

    /// A seat for a request.
    ///
    /// # Errors
    /// Too many wait already, of all or of this origin.
    pub(super) fn sit(
        self: &Arc<Self>,
        origin: &Origin,
        actions: mpsc::Sender<Asked>,
        state: State,
    ) -> Result<Seat, Refused> {
        let permit = Arc::clone(&self.seats).try_acquire_owned();
        let permit = permit.map_err(|_| busy())?;
        let (id, token) = (fresh()?, fresh()?);
        let entry = Arc::new(Entry {
            id: id.clone(),
            origin: origin.clone(),
            token: Mutex::new(Some(Kept::of(&token))),
            cookie: OnceLock::new(),
            actions,
            state: Mutex::new(state),
        });
        let mut all = locked(&self.all);
        let of_one = all.values().filter(|entry| entry.is_waiting_for(origin));
        if of_one.count() >= OF_ONE {
            return Err(busy());
        }
        all.insert(id, Arc::clone(&entry));
        Ok(Seat {
            entry,
            token,
            waiting: Arc::clone(self),
            _permit: permit,
        })
    }

    /// The request whose page this token opens, and the cookie it is opened with. Once.
    pub(super) fn opened(&self, token: &str) -> Option<(Arc<Entry>, String)> {
        let entries: Vec<_> = locked(&self.all).values().cloned().collect();
        let entry = entries.into_iter().find(|entry| entry.takes(token))?;
        let cookie = secret::fresh().ok()?;
        entry.cookie.set(Kept::of(&cookie)).ok()?;
        Some((entry, cookie))
    }

    /// The request of this id, for who holds its cookie.
    pub(super) fn of(&self, id: &str, cookie: &str) -> Option<Arc<Entry>> {
        let entry = locked(&self.all).get(id).cloned()?;
        entry.cookie.get()?.is(cookie).then_some(entry)
    }

    /// The person said no to this origin: it does not ask again at once.
    pub(super) fn mute(&self, origin: &Origin) {
        let mut refused = locked(&self.refused);
        if refused.len() >= REFUSED {
            refused.remove(0);
        }
        refused.push((origin.clone(), Instant::now()));
    }

    /// Whether the person said no to it a short while ago, or is being asked about it.
    pub(super) fn is_muted(&self, origin: &Origin) -> bool {
        let mut refused = locked(&self.refused);
        refused.retain(|(_, since)| since.elapsed() < self.limits.patience);
        refused.iter().any(|(one, _)| one == origin)
    }

    /// A page that speaks; held until its reply was written.
    pub(super) fn voice(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.voices).try_acquire_owned().ok()
    }

    /// Waits until nobody sits any more, and everybody has heard.
    pub(super) async fn emptied(&self) {
        let all = |number: usize| u32::try_from(number.max(1)).unwrap_or(u32::MAX);
        let _ = self.seats.acquire_many(all(self.limits.waiting)).await;
        let _ = self.voices.acquire_many(all(self.limits.connections)).await;
    }
}

impl Seat {
    /// What it ended with stays to be seen for a while; its seat is free.
    pub(super) fn leave(self) {
        let Self { entry, waiting, .. } = self;
        let kept = waiting.limits.patience;
        tokio::spawn(async move {
            tokio::time::sleep(kept).await;
            locked(&waiting.all).remove(&entry.id);
        });
    }
}

impl Entry {
    fn is_waiting_for(&self, origin: &Origin) -> bool {
        self.origin == *origin && !self.state().stage.is_over()
    }

    fn takes(&self, token: &str) -> bool {
        let mut kept = locked(&self.token);
        let is_it = kept.as_ref().is_some_and(|kept| kept.is(token));
        if is_it {
            *kept = None;
        }
        is_it
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        locked(&self.state)
    }

    /// What its page is told.
    pub(super) fn told(&self) -> Value {
        let mut told = self.state().told();
        told["id"] = json!(self.id);
        told["origin"] = json!(self.origin.to_string());
        told
    }
}

impl Stage {
    pub(super) const fn is_over(self) -> bool {
        matches!(
            self,
            Self::Done | Self::Refused | Self::Failed | Self::Expired
        )
    }
}

impl State {
    fn told(&self) -> Value {
        let documents: Vec<_> = self.items.iter().map(Item::told).collect();
        let certificates: Vec<_> = self.certificates.iter().map(shown).collect();
        let first = self.items.first().map(|item| &item.wish);
        json!({
            "operation": self.operation,
            "act": self.act,
            "stage": self.stage,
            "hosts": self.hosts,
            "origin_is_private": self.is_private,
            "expires": self.expires,
            "problem": self.problem.as_ref().map(Refused::told),
            "number": first.and_then(|wish| wish.number.clone()),
            "dated": first.and_then(|wish| wish.dated).map(|day| day.to_string()),
            "documents": documents,
            "text": self.text,
            "text_sha256": self.text.as_deref().map(super::sha256),
            "certificates": certificates,
            "certificate": self.certificate,
        })
    }
}

impl Item {
    fn told(&self) -> Value {
        json!({
            "name": self.name,
            "length": self.document.length(),
            "sha256": self.document.sha256(),
            "looked": self.looked,
            "problem": self.problem.as_ref().map(Refused::told),
            "is_signed": self.signed.is_some(),
            "is_sent": self.sent.is_some(),
        })
    }
}

/// Without the octets of the certificate: nobody reads them on a page.
fn shown(holder: &Holder) -> Value {
    let mut shown = json!(holder);
    if let Some(shown) = shown.as_object_mut() {
        shown.remove("certificate");
    }
    shown
}

fn fresh() -> Result<String, Refused> {
    secret::fresh().map_err(|problem| Refused::of(Status::Sign, &problem))
}

fn busy() -> Refused {
    Refused::new(
        Status::Busy,
        "Đang có quá nhiều yêu cầu chờ người ký xem; đề nghị xử lý các yêu cầu đó trước.",
        "Too many requests wait for the person; answer those first.",
    )
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
