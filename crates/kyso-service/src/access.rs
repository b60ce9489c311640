//! Who may sign with which key, and how often.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::desk::Desk;
use crate::log::Traced;
use crate::problem::{Code, Problem};
use crate::rate::Rate;
use crate::upload::linger;

/// What everyone may ask without being known, whatever is required.
const HEALTH: &str = "/v1/health";

/// Who may do what. By default nobody may sign, and everybody may do the rest.
#[derive(Clone, Debug, Default)]
pub struct Access {
    /// The clients that are known.
    pub clients: Vec<Client>,
    /// The keys of this service, by their names.
    pub keys: BTreeMap<String, KeyLimits>,
    /// Whether everything but the health of the service is for clients that are known.
    pub is_required: bool,
}

/// A client that shows an access token (RFC 6750).
#[derive(Clone, Debug)]
pub struct Client {
    /// What the operator calls it.
    pub name: String,
    /// SHA-256 of its token. The token is random, so that its digest says nothing of it.
    pub token_sha256: [u8; 32],
    /// The keys it may sign with.
    pub keys: BTreeSet<String>,
    /// Requests a minute; no bound where none is named.
    pub per_minute: Option<NonZeroU32>,
}

/// How much a key may be used.
#[derive(Clone, Copy, Debug)]
pub struct KeyLimits {
    /// Signatures at once; more wait.
    pub at_once: usize,
    /// Signatures a minute; no bound where none is named.
    pub per_minute: Option<NonZeroU32>,
}

/// A client, and what it has left.
pub(crate) struct Known {
    client: Client,
    rate: Rate,
}

impl Known {
    pub(crate) const fn token_sha256(&self) -> &[u8; 32] {
        &self.client.token_sha256
    }
}

struct Key {
    turns: Arc<Semaphore>,
    rate: Rate,
}

/// [`Access`], and what is left of it now.
pub(crate) struct Gate {
    clients: Vec<Arc<Known>>,
    keys: BTreeMap<String, Key>,
    is_required: bool,
}

impl Gate {
    pub(crate) fn new(access: Access) -> Self {
        let clients = access.clients.into_iter().map(|client| {
            let rate = Rate::new(client.per_minute);
            Arc::new(Known { client, rate })
        });
        let keys = access.keys.into_iter().map(|(name, limits)| {
            let turns = Arc::new(Semaphore::new(limits.at_once.max(1)));
            let rate = Rate::new(limits.per_minute);
            (name, Key { turns, rate })
        });
        Self {
            clients: clients.collect(),
            keys: keys.collect(),
            is_required: access.is_required,
        }
    }

    /// The client whose token is shown, if one is.
    fn client(&self, headers: &HeaderMap) -> Result<Option<Arc<Known>>, Problem> {
        let Some(shown) = headers.get(AUTHORIZATION) else {
            return Ok(None);
        };
        let token = bearer(shown.as_bytes()).ok_or_else(|| unknown(true))?;
        let shown = digest(&SHA256, token);
        // all of them are compared, each in the same time
        let mut found = None;
        for known in &self.clients {
            if verify_slices_are_equal(&known.client.token_sha256, shown.as_ref()).is_ok() {
                found = Some(known);
            }
        }
        found.cloned().map(Some).ok_or_else(|| unknown(true))
    }

    fn admit(&self, request: &Request) -> Result<Option<Arc<Known>>, Problem> {
        let client = self.client(request.headers())?;
        if let (Some(client), Some(traced)) = (&client, request.extensions().get::<Arc<Traced>>()) {
            let _ = traced.client.set(client.client.name.clone());
        }
        match &client {
            Some(client) => client.rate.take(Instant::now()).map_err(too_many)?,
            None if self.is_required && request.uri().path() != HEALTH => {
                return Err(unknown(false));
            }
            None => {}
        }
        Ok(client)
    }

    /// Whether this client may sign with this key, now.
    pub(crate) fn may_sign(&self, client: Option<&Arc<Known>>, key: &str) -> Result<(), Problem> {
        let client = client.ok_or_else(|| unknown(false))?;
        // a key that is not there and one that is not theirs look the same
        let key = self
            .keys
            .get(key)
            .filter(|_| client.client.keys.contains(key));
        let key = key.ok_or_else(refused)?;
        key.rate.take(Instant::now()).map_err(too_many)
    }

    /// A turn of a key, when it has come.
    pub(crate) async fn turn(&self, key: &str) -> Result<OwnedSemaphorePermit, Problem> {
        let key = self.keys.get(key).ok_or_else(refused)?;
        let turn = Arc::clone(&key.turns).acquire_owned().await;
        turn.map_err(|_| Problem::defect())
    }
}

/// RFC 6750 §2.1; the scheme in any case (RFC 9110 §11.1).
fn bearer(value: &[u8]) -> Option<&[u8]> {
    let (scheme, token) = value.split_at_checked(7)?;
    (scheme.eq_ignore_ascii_case(b"Bearer ") && !token.is_empty()).then(|| token.trim_ascii())
}

/// Lets in who is known, and who need not be; the request says who it is.
pub(crate) async fn admitted(
    State(desk): State<Arc<Desk>>,
    mut request: Request,
    next: Next,
) -> Response {
    match desk.gate.admit(&request) {
        Ok(Some(client)) => {
            request.extensions_mut().insert(client);
            next.run(request).await
        }
        Ok(None) => next.run(request).await,
        Err(problem) => {
            linger(&mut request.into_body()).await;
            problem.into_response()
        }
    }
}

/// RFC 6750 §3.1: the reason is told only to who showed something.
pub(crate) fn unknown(is_shown: bool) -> Problem {
    let problem = Problem::ours(
        Code::AccessToken,
        "Cần mã truy cập đúng (Authorization: Bearer …).",
        "A valid access token is needed (Authorization: Bearer …).",
    );
    let challenge = match is_shown {
        true => "Bearer realm=\"kyso\", error=\"invalid_token\"",
        false => "Bearer realm=\"kyso\"",
    };
    problem.with(WWW_AUTHENTICATE, challenge.to_owned())
}

fn refused() -> Problem {
    Problem::ours(
        Code::Access,
        "Mã truy cập này không được dùng khóa đã nêu.",
        "This access token may not use the key that is named.",
    )
}

fn too_many(after: Duration) -> Problem {
    let seconds = after.as_secs() + 1;
    let problem = Problem::ours(
        Code::TooMany,
        format!("Quá số yêu cầu cho phép mỗi phút; thử lại sau {seconds} giây."),
        format!("More requests than are allowed a minute; try again in {seconds} s."),
    );
    problem.with(RETRY_AFTER, seconds.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_stands_behind_its_scheme() {
        assert_eq!(bearer(b"Bearer abc"), Some(&b"abc"[..]));
        assert_eq!(bearer(b"bearer  abc "), Some(&b"abc"[..]));
        for none in ["", "Bearer", "Bearer ", "Basic abc", "abc"] {
            assert_eq!(bearer(none.as_bytes()), None, "{none}");
        }
    }
}
