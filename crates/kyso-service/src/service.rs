//! The service: bound, running, stopped.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use axum::middleware::from_fn;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

use crate::access::Access;
use crate::desk::Desk;
use crate::limits::Limits;
use crate::listen::{self, Door};
use crate::local::{self, Counter, Local};
use crate::log::Log;
use crate::office::Office;
use crate::rooms::Rooms;
use crate::v1;

/// How long threads are waited for when nothing runs any more. Ours.
const AT_THE_END: Duration = Duration::from_secs(5);

/// Where and how it serves.
pub struct Settings {
    /// The address; port 0 is one that is free.
    pub address: SocketAddr,
    /// The certificate and its key. Without one it serves this machine only.
    pub tls: Option<Arc<ServerConfig>>,
    /// Where large documents are while they are worked on; made where it is missing, and open to nobody else.
    pub folder: PathBuf,
    /// Who may do what.
    pub access: Access,
    /// What a client may take.
    pub limits: Limits,
    /// Who is told of every request that ended.
    pub log: Option<Log>,
    /// The person of this machine, where it serves one.
    pub local: Option<Local>,
}

/// Why it does not serve.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The address is taken, or not this machine's.
    #[error("{address}: {source}")]
    Address {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// The folder cannot be used.
    #[error("{}: {source}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Documents would go over a network that anybody reads.
    #[error("{0} is open to a network and has no certificate")]
    PlainOverNetwork(SocketAddr),
    /// What belongs to one person would be open to a network.
    #[error("{0} is open to a network; a person's own service is not")]
    LocalOverNetwork(SocketAddr),
    /// The system gives no threads.
    #[error("no threads: {0}")]
    Threads(#[source] io::Error),
}

/// A service that has its addresses, and serves nobody yet.
pub struct Service {
    /// The pages and `/v1`; then the socket of a local service.
    doors: Vec<(TcpListener, Door)>,
    address: SocketAddr,
    socket: Option<SocketAddr>,
    counter: Option<Arc<Counter>>,
    stop: watch::Sender<bool>,
    closing: Duration,
}

impl Service {
    /// Takes the addresses.
    ///
    /// # Errors
    /// [`ServeError`]: an address that others reach and no certificate, an address or a folder that cannot be had.
    pub fn bind(settings: Settings, office: Arc<dyn Office>) -> Result<Self, ServeError> {
        may_be_open(&settings)?;
        let Settings {
            address,
            tls,
            folder,
            access,
            limits,
            log,
            local,
        } = settings;
        let rooms = Rooms::open(&folder);
        let rooms = rooms.map_err(|source| ServeError::Folder { folder, source })?;
        let desk = Arc::new(Desk::new(office, access, rooms, limits.clone()));
        let (listener, address) = listener(address)?;
        let scheme = tls.as_ref().map_or("http", |_| "https");
        let closing = limits.closing;
        let door = |router| Door {
            router,
            tls: tls.clone().map(TlsAcceptor::from),
            limits: limits.clone(),
        };
        let (stop, stopped) = watch::channel(false);
        let mut service = Self {
            doors: Vec::new(),
            address,
            socket: None,
            counter: None,
            stop,
            closing,
        };
        let Some(local) = local else {
            let router = v1::router(desk, Router::new(), log);
            service.doors.push((listener, door(router)));
            return Ok(service);
        };
        let (second, socket) = self::listener(local.socket)?;
        let pages = format!("{scheme}://{address}");
        let counter = Counter::new(local, Arc::clone(&desk), pages, stopped);
        let router = v1::router(desk, local::pages(&counter), log);
        let router = router.layer(from_fn(local::here));
        service.doors.push((listener, door(router)));
        let router = local::socket(&counter);
        service.doors.push((second, door(router)));
        (service.socket, service.counter) = (Some(socket), Some(counter));
        Ok(service)
    }

    /// Where its pages and `/v1` will be found.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where pages of document systems will find a local service.
    pub const fn socket(&self) -> Option<SocketAddr> {
        self.socket
    }

    /// Serves, on threads of its own.
    ///
    /// # Errors
    /// [`ServeError::Threads`].
    pub fn start(self) -> Result<Running, ServeError> {
        let runtime = Builder::new_multi_thread().enable_all().build();
        let runtime = runtime.map_err(ServeError::Threads)?;
        let stop = self.stop.clone();
        let serve = move || ended(runtime, self);
        let thread = std::thread::Builder::new().name("kyso-serve".to_owned());
        let thread = thread.spawn(serve).map_err(ServeError::Threads)?;
        Ok(Running { stop, thread })
    }
}

/// A person's own service is for this machine; any other that others reach has a certificate.
fn may_be_open(settings: &Settings) -> Result<(), ServeError> {
    let address = settings.address;
    let is_open = |address: &SocketAddr| !address.ip().is_loopback();
    let Some(local) = &settings.local else {
        return match settings.tls.is_none() && is_open(&address) {
            true => Err(ServeError::PlainOverNetwork(address)),
            false => Ok(()),
        };
    };
    match [address, local.socket].into_iter().find(is_open) {
        Some(address) => Err(ServeError::LocalOverNetwork(address)),
        None => Ok(()),
    }
}

fn listener(address: SocketAddr) -> Result<(TcpListener, SocketAddr), ServeError> {
    let bound = || -> io::Result<_> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        Ok((listener, address))
    };
    bound().map_err(|source| ServeError::Address { address, source })
}

/// Its threads end before the program does: the library of a device frees what is theirs when they end, and all of it when the
/// program ends, and does not bear both at once. One that its device still holds is not waited for any longer.
fn ended(runtime: Runtime, service: Service) -> io::Result<bool> {
    let served = runtime.block_on(served(service));
    runtime.shutdown_timeout(AT_THE_END);
    served
}

async fn served(service: Service) -> io::Result<bool> {
    let Service {
        doors,
        counter,
        stop,
        closing,
        ..
    } = service;
    let doors = doors.into_iter().map(|(listener, door)| {
        let stopped = stop.subscribe();
        tokio::spawn(listen::serve(listener, door, stopped))
    });
    let doors: Vec<_> = doors.collect();
    let mut have_ended = true;
    for door in doors {
        have_ended &= door.await.map_err(io::Error::other)??;
    }
    // a request of a page lives as long as its person takes, not as its connection
    if let Some(counter) = counter {
        have_ended &= timeout(closing, counter.emptied()).await.is_ok();
    }
    Ok(have_ended)
}

/// A service that serves.
pub struct Running {
    stop: watch::Sender<bool>,
    thread: JoinHandle<io::Result<bool>>,
}

impl Running {
    /// Accepts nobody any more, and waits for what runs. Whether all of it ended within [`Limits::closing`].
    ///
    /// # Errors
    /// What the system said when it was to be served.
    pub fn stop(self) -> io::Result<bool> {
        self.stop.send_replace(true);
        let joined = self.thread.join();
        joined.unwrap_or_else(|_| Err(io::Error::other("the service's thread panicked")))
    }
}
