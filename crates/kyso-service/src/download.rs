//! A document that goes out: from its file, as fast as the client takes it.

use std::fs::File;
use std::io::{self, Read as _};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use http_body::{Body as HttpBody, Frame, SizeHint};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use crate::desk::Desk;
use crate::office::Made;
use crate::problem::Problem;

/// What is read at once, and how many of it wait for the client. Ours.
const PIECE: usize = 256 << 10;
const AHEAD: usize = 2;

/// The file, and the document whose room it stands in: both go when the client has it.
pub(crate) fn send(
    made: &Made,
    document: impl Send + 'static,
    desk: &Arc<Desk>,
) -> Result<Response, Problem> {
    let opened = File::open(&made.file).and_then(|file| {
        let length = file.metadata()?.len();
        Ok((file, length))
    });
    let (file, length) = opened.map_err(|_| Problem::storage())?;
    let (sender, pieces) = channel(AHEAD);
    tokio::spawn(read(file, sender, Arc::clone(desk), document));
    let body = Body::new(FileBody {
        pieces,
        left: length,
    });
    let headers = [
        (CONTENT_TYPE, "application/pdf".to_owned()),
        (CONTENT_LENGTH, length.to_string()),
    ];
    Ok((headers, body).into_response())
}

/// A client that takes nothing for as long as a document may be late is not waited for.
async fn read(
    mut file: File,
    sender: Sender<io::Result<Bytes>>,
    desk: Arc<Desk>,
    document: impl Send + 'static,
) {
    loop {
        let piece = spawn_blocking(move || {
            let mut octets = vec![0; PIECE];
            let read = file.read(&mut octets);
            (
                file,
                read.map(|length| {
                    octets.truncate(length);
                    octets
                }),
            )
        });
        let Ok((again, read)) = piece.await else {
            return;
        };
        file = again;
        let is_last = read.as_ref().map_or(true, Vec::is_empty);
        if read.as_ref().is_ok_and(Vec::is_empty) {
            break;
        }
        let sent = timeout(desk.limits.grace, sender.send(read.map(Bytes::from))).await;
        if is_last || !matches!(sent, Ok(Ok(()))) {
            break;
        }
    }
    // removing a large file takes a moment
    let _ = spawn_blocking(move || drop(document)).await;
}

struct FileBody {
    pieces: Receiver<io::Result<Bytes>>,
    left: u64,
}

impl HttpBody for FileBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let piece = self.pieces.poll_recv(context);
        if let Poll::Ready(Some(Ok(octets))) = &piece {
            self.left = self.left.saturating_sub(octets.len() as u64);
        }
        piece.map(|piece| piece.map(|octets| octets.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
