//! Connections: accepted, bounded, encrypted, ended.

use std::net::TcpListener as StdListener;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
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
    mut stop: watch::Receiver<bool>,
) -> std::io::Result<bool> {
    let listener = TcpListener::from_std(listener)?;
    let door = Arc::new(door);
    let seats = u32::try_from(door.limits.connections.max(1)).unwrap_or(u32::MAX);
    let free = Arc::new(Semaphore::new(seats as usize));
    let stopped = stop.clone();
    tokio::select! {
        () = accept(&listener, &door, &free, &stopped) => {}
        () = is_stopped(&mut stop) => {}
    }
    drop(listener);
    // every seat is free when every connection has ended
    let ended = timeout(door.limits.closing, free.acquire_many(seats)).await;
    Ok(ended.is_ok())
}

async fn accept(
    listener: &TcpListener,
    door: &Arc<Door>,
    free: &Arc<Semaphore>,
    stopped: &watch::Receiver<bool>,
) {
    loop {
        let Ok(seat) = Arc::clone(free).acquire_owned().await else {
            return;
        };
        match listener.accept().await {
            Ok((stream, _)) => {
                let (door, stopped) = (Arc::clone(door), stopped.clone());
                tokio::spawn(connection(stream, door, stopped, seat));
            }
            Err(_) => sleep(BREATH).await,
        }
    }
}

async fn connection(
    stream: TcpStream,
    door: Arc<Door>,
    stopped: watch::Receiver<bool>,
    seat: OwnedSemaphorePermit,
) {
    // answers are written whole: nothing is gained by waiting for more
    let _ = stream.set_nodelay(true);
    match &door.tls {
        None => speak(stream, &door, stopped).await,
        Some(tls) => {
            let handshake = timeout(door.limits.head, tls.accept(stream)).await;
            if let Ok(Ok(stream)) = handshake {
                speak(stream, &door, stopped).await;
            }
        }
    }
    drop(seat);
}

async fn speak(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    door: &Door,
    mut stopped: watch::Receiver<bool>,
) {
    let service = TowerToHyperService::new(door.router.clone());
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(door.limits.head)
        .max_headers(FIELDS)
        .max_buf_size(HEAD)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    // a client that went away, or spoke no HTTP, is nobody's error
    tokio::select! {
        _ = connection.as_mut() => {}
        () = is_stopped(&mut stopped) => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
}

/// Also where nobody is left who could stop it.
async fn is_stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|&is_stopped| is_stopped).await;
}
