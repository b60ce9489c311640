//! The address that pages know: one text message in, one out, then it is closed (RFC 6455).

use std::sync::Arc;

use axum::extract::ws::{Message as Frame, WebSocket, WebSocketUpgrade};
use axum::extract::{Path, State};
use axum::http::header::ORIGIN;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;
use tokio::sync::watch;
use tokio::time::timeout;

use super::Counter;
use super::message::Message;
use super::operation::Operation;
use super::origins::Origin;
use super::reply::{Refused, Status};
use super::run::{self, Wanted};

/// Octets of a message: a text of 1 MiB to be verified, in Base64, with its signature. Ours.
pub(super) const LONGEST: usize = 4 << 20;

/// For how long the other side may take to close. Ours.
const FAREWELL: std::time::Duration = std::time::Duration::from_secs(2);

/// Whether the service is there: pages look before they ask.
pub(super) async fn probe() -> &'static str {
    concat!("kyso ", env!("CARGO_PKG_VERSION"), "\n")
}

/// One operation. An origin that is none is told so before anything else.
pub(super) async fn operation(
    State(counter): State<Arc<Counter>>,
    Path(name): Path<String>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    let Some((name, operation)) = Operation::named(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut origins = headers.get_all(ORIGIN).iter().map(|value| value.to_str());
    let origin = match (origins.next(), origins.next()) {
        (None, _) => Origin::read(None),
        (Some(Ok(origin)), None) => Origin::read(Some(origin)),
        _ => None,
    };
    let Some(origin) = origin else {
        return StatusCode::FORBIDDEN.into_response();
    };
    // a connection that was upgraded holds no seat of the listener any more
    let Some(voice) = counter.waiting.voice() else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let upgrade = upgrade.max_message_size(LONGEST).max_frame_size(LONGEST);
    upgrade.on_upgrade(move |socket| async move {
        converse(socket, counter, origin, (name, operation)).await;
        drop(voice);
    })
}

async fn converse(
    mut socket: WebSocket,
    counter: Arc<Counter>,
    origin: Origin,
    (name, operation): (&'static str, Operation),
) {
    let first = timeout(counter.desk.limits.head, text(&mut socket)).await;
    let Ok(Some(text)) = first else {
        return;
    };
    let reply = match Message::read(&text, operation) {
        Err(refused) => refused.reply(),
        Ok(message) => {
            let wanted = |gone| Wanted {
                origin,
                name,
                operation,
                message,
                gone,
            };
            match attended(&mut socket, counter, wanted).await {
                Some(reply) => reply,
                None => return,
            }
        }
    };
    let _ = socket.send(Frame::Text(reply.to_string().into())).await;
    let _ = socket.send(Frame::Close(None)).await;
    // until the other side has closed too, for a moment: a reply in flight is not cut off
    let _ = timeout(FAREWELL, async {
        while let Some(Ok(_)) = socket.recv().await {}
    })
    .await;
}

/// The reply; none where who asked went away. What was begun with the device ends all the same.
async fn attended(
    socket: &mut WebSocket,
    counter: Arc<Counter>,
    wanted: impl FnOnce(watch::Receiver<bool>) -> Wanted,
) -> Option<Value> {
    let (went, gone) = watch::channel(false);
    let mut work = tokio::spawn(run::answered(counter, wanted(gone)));
    loop {
        tokio::select! {
            reply = &mut work => return Some(reply.unwrap_or_else(|_| defect())),
            frame = socket.recv() => match frame {
                // a second message is nothing that was agreed; pings are answered below us
                Some(Ok(Frame::Close(_)) | Err(_)) | None => {
                    let _ = went.send(true);
                    return None;
                }
                Some(Ok(_)) => {}
            }
        }
    }
}

async fn text(socket: &mut WebSocket) -> Option<String> {
    loop {
        match socket.recv().await? {
            Ok(Frame::Text(text)) => return Some(text.to_string()),
            Ok(Frame::Ping(_) | Frame::Pong(_)) => {}
            Ok(Frame::Binary(_) | Frame::Close(_)) | Err(_) => return None,
        }
    }
}

fn defect() -> Value {
    Refused::of(Status::Sign, &crate::problem::Problem::defect()).reply()
}
