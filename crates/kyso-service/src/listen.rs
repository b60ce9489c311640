//! Connections: accepted, bounded, encrypted, ended.

use std::net::TcpListener as StdListener;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use crate::limits::Limits;

/// Header fields of a request, and octets of its head. Ours.
const FIELDS: usize = 64;
const HEAD: usize = 32 << 10;
/// After the system refused a connection (too many files open, say). Ours.
const BREATH: Duration = Duration::from_millis(100);

/// What connections are served with.
pub(crate) struct Door {
    pub(crate) router: Router,
    pub(crate) tls: Option<TlsAcceptor>,
    pub(crate) limits: Limits,
}

/// Accepts until it is stopped, then lets what runs end. Whether all ended in time.
pub(crate) async fn serve(
    listener: StdListener,
    door: Door,
    stop: oneshot::Receiver<()>,
) -> std::io::Result<bool> {
    let listener = TcpListener::from_std(listener)?;
    let graceful = GracefulShutdown::new();
    let door = Arc::new(door);
    tokio::select! {
        () = accept(&listener, &door, &graceful) => {}
        _ = stop => {}
    }
    drop(listener);
    let ended = timeout(door.limits.closing, graceful.shutdown()).await;
    Ok(ended.is_ok())
}

async fn accept(listener: &TcpListener, door: &Arc<Door>, graceful: &GracefulShutdown) {
    let free = Arc::new(Semaphore::new(door.limits.connections.max(1)));
    loop {
        let Ok(seat) = Arc::clone(&free).acquire_owned().await else {
            return;
        };
        match listener.accept().await {
            Ok((stream, _)) => {
                let (door, watcher) = (Arc::clone(door), graceful.watcher());
                tokio::spawn(connection(stream, door, watcher, seat));
            }
            Err(_) => sleep(BREATH).await,
        }
    }
}

async fn connection(
    stream: TcpStream,
    door: Arc<Door>,
    watcher: Watcher,
    seat: OwnedSemaphorePermit,
) {
    // answers are written whole: nothing is gained by waiting for more
    let _ = stream.set_nodelay(true);
    match &door.tls {
        None => speak(stream, &door, watcher).await,
        Some(tls) => {
            let handshake = timeout(door.limits.head, tls.accept(stream)).await;
            if let Ok(Ok(stream)) = handshake {
                speak(stream, &door, watcher).await;
            }
        }
    }
    drop(seat);
}

async fn speak(
    stream: impl AsyncRead + AsyncWrite + Unpin + 'static,
    door: &Door,
    watcher: Watcher,
) {
    let service = TowerToHyperService::new(door.router.clone());
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(door.limits.head)
        .max_headers(FIELDS)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(stream), service);
    // a client that went away, or spoke no HTTP, is nobody's error
    let _ = watcher.watch(connection).await;
}
