//! `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header-06): who lost the answer asks again and gets the same file.

use std::convert::Infallible;
use std::fmt::Debug;
use std::sync::{Arc, Weak};
use std::time::Duration;

use aws_lc_rs::digest::{Context, SHA256};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use tokio::task::spawn_blocking;
use tokio::time::sleep;
use utoipa::IntoParams;

use crate::access::{Known, unknown};
use crate::desk::Desk;
use crate::document::{Document, Filed};
use crate::download;
use crate::kept::{Begun, Digest, Kept, Turn};
use crate::office::Made;
use crate::problem::{Code, Problem};

const FIELD: HeaderName = HeaderName::from_static("idempotency-key");
/// Ours; the draft names none.
const LONGEST: usize = 255;

/// How the field is described.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "a description: `Once` reads it")]
pub(super) struct IdempotencyKey {
    /// A word of the client's own for this request; the same word with the same request gives the same file, once made. With an access token.
    #[param(
        rename = "Idempotency-Key",
        min_length = 1,
        max_length = 255,
        pattern = "^[!-~]+$"
    )]
    key: Option<String>,
}

/// What a client says of asking again.
pub(super) struct Once {
    given: Vec<HeaderValue>,
    client: Option<Arc<Known>>,
}

impl<S: Sync> FromRequestParts<S> for Once {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self {
            given: parts.headers.get_all(FIELD).iter().cloned().collect(),
            client: parts.extensions.get().cloned(),
        })
    }
}

/// What a request is about: the document, and all that the answer depends on beside it.
pub(super) struct About {
    fingerprint: Digest,
    octets: u64,
}

impl About {
    pub(super) fn new(document: &Document, asked: &impl Debug) -> Self {
        // the type's name is part of it, so that signing is not raising
        let text = format!("{} {asked:?}", document.sha256());
        Self {
            fingerprint: digest(&[text.as_bytes()]),
            octets: document.length(),
        }
    }
}

impl Once {
    /// What the work makes, or what it made before.
    pub(super) async fn made(
        &self,
        desk: &Arc<Desk>,
        about: About,
        work: impl Future<Output = Result<(Made, Document), Problem>> + Send + 'static,
    ) -> Result<Response, Problem> {
        let Some(key) = self.key()? else {
            let (made, document) = work.await?;
            return download::send(&made, document, desk);
        };
        let filed = match desk.kept.begin(key, about.fingerprint, about.octets)? {
            Begun::Again(filed) => filed,
            Begun::First(turn) => {
                // it ends also where the client went away: it will ask again
                let made = tokio::spawn(first(turn, Arc::clone(desk), work)).await;
                made.unwrap_or_else(|_| Err(Problem::defect()))?
            }
        };
        let made = Made {
            file: filed.path.clone(),
        };
        download::send(&made, filed, desk)
    }

    /// The client and its word.
    fn key(&self) -> Result<Option<Digest>, Problem> {
        let word = match self.given.as_slice() {
            [] => return Ok(None),
            [one] => one.as_bytes(),
            _ => return Err(wrong()),
        };
        let is_visible = word.iter().all(u8::is_ascii_graphic);
        if !is_visible || !(1..=LONGEST).contains(&word.len()) {
            return Err(wrong());
        }
        let client = self.client.as_ref().ok_or_else(|| unknown(false))?;
        Ok(Some(digest(&[client.token_sha256(), word])))
    }
}

async fn first(
    turn: Turn,
    desk: Arc<Desk>,
    work: impl Future<Output = Result<(Made, Document), Problem>>,
) -> Result<Arc<Filed>, Problem> {
    let (made, document) = work.await?;
    let rooms = Arc::clone(&desk.rooms);
    let kept = spawn_blocking(move || {
        let kept = turn.done(&made, &rooms);
        drop(document);
        kept
    });
    let filed = kept.await.map_err(|_| Problem::defect())?;
    tokio::spawn(forgotten(Arc::downgrade(&desk.kept), desk.kept.time()));
    filed.map_err(|_| Problem::storage())
}

/// The file goes when its time is over, also where nobody asks any more.
async fn forgotten(kept: Weak<Kept>, time: Duration) {
    sleep(time).await;
    if let Some(kept) = kept.upgrade() {
        let _ = spawn_blocking(move || kept.sweep()).await;
    }
}

fn digest(parts: &[&[u8]]) -> Digest {
    let mut context = Context::new(&SHA256);
    for part in parts {
        context.update(part);
    }
    let mut digest = Digest::default();
    digest.copy_from_slice(context.finish().as_ref());
    digest
}

fn wrong() -> Problem {
    Problem::ours(
        Code::Parameter,
        "Idempotency-Key: một lần, từ 1 đến 255 ký tự ASCII nhìn thấy được.",
        "Idempotency-Key: once, 1 to 255 visible characters of ASCII.",
    )
}
