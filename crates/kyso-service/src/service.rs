//! The service: bound, running, stopped.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

use crate::desk::Desk;
use crate::limits::Limits;
use crate::listen::{self, Door};
use crate::office::Office;
use crate::rooms::Rooms;
use crate::v1;

/// Where and how it serves.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address; port 0 is one that is free.
    pub address: SocketAddr,
    /// The certificate and its key. Without one it serves this machine only.
    pub tls: Option<Arc<ServerConfig>>,
    /// Where large documents are while they are worked on; made where it is missing, and open to nobody else.
    pub folder: PathBuf,
    /// What a client may take.
    pub limits: Limits,
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
    /// The system gives no threads.
    #[error("no threads: {0}")]
    Threads(#[source] io::Error),
}

/// A service that has its address, and serves nobody yet.
pub struct Service {
    listener: TcpListener,
    address: SocketAddr,
    door: Door,
}

impl Service {
    /// Takes the address.
    ///
    /// # Errors
    /// [`ServeError`]: an address that others reach and no certificate, an address or a folder that cannot be had.
    pub fn bind(settings: Settings, office: Arc<dyn Office>) -> Result<Self, ServeError> {
        let Settings {
            address,
            tls,
            folder,
            limits,
        } = settings;
        if tls.is_none() && !address.ip().is_loopback() {
            return Err(ServeError::PlainOverNetwork(address));
        }
        let rooms = Rooms::open(&folder);
        let rooms = rooms.map_err(|source| ServeError::Folder { folder, source })?;
        let listener = listener(address);
        let (listener, address) =
            listener.map_err(|source| ServeError::Address { address, source })?;
        let desk = Desk::new(office, rooms, limits.clone());
        let door = Door {
            router: v1::router(Arc::new(desk)),
            tls: tls.map(TlsAcceptor::from),
            limits,
        };
        Ok(Self {
            listener,
            address,
            door,
        })
    }

    /// Where it will be found.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves, on threads of its own.
    ///
    /// # Errors
    /// [`ServeError::Threads`].
    pub fn start(self) -> Result<Running, ServeError> {
        let runtime = Builder::new_multi_thread().enable_all().build();
        let runtime = runtime.map_err(ServeError::Threads)?;
        let (stop, stopped) = oneshot::channel();
        let Self { listener, door, .. } = self;
        let serve = move || ended(runtime, listener, door, stopped);
        let thread = std::thread::Builder::new().name("kyso-serve".to_owned());
        let thread = thread.spawn(serve).map_err(ServeError::Threads)?;
        Ok(Running { stop, thread })
    }
}

fn listener(address: SocketAddr) -> io::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind(address)?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

fn ended(
    runtime: Runtime,
    listener: TcpListener,
    door: Door,
    stopped: oneshot::Receiver<()>,
) -> io::Result<bool> {
    let served = runtime.block_on(listen::serve(listener, door, stopped));
    runtime.shutdown_background();
    served
}

/// A service that serves.
pub struct Running {
    stop: oneshot::Sender<()>,
    thread: JoinHandle<io::Result<bool>>,
}

impl Running {
    /// Accepts nobody any more, and waits for what runs. Whether all of it ended within [`Limits::closing`].
    ///
    /// # Errors
    /// What the system said when it was to be served.
    pub fn stop(self) -> io::Result<bool> {
        let _ = self.stop.send(());
        let joined = self.thread.join();
        joined.unwrap_or_else(|_| Err(io::Error::other("the service's thread panicked")))
    }
}
