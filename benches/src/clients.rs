//! Clients that ask a service as fast as it answers: HTTP/1.1 by hand, so that they take little of the machine themselves.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

/// One connection, kept.
pub struct Client {
    stream: BufReader<TcpStream>,
}

impl Client {
    /// Connects to `host:port`.
    ///
    /// # Errors
    /// Nobody answers there.
    pub fn connect(address: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream: BufReader::with_capacity(64 << 10, stream),
        })
    }

    /// Sends a whole request; status and body of its answer.
    ///
    /// # Errors
    /// The connection broke, or the answer is not one of HTTP/1.1 with a length.
    pub fn ask(&mut self, request: &[u8]) -> io::Result<(u16, Vec<u8>)> {
        self.stream.get_mut().write_all(request)?;
        self.answer()
    }

    /// The answer to what was sent.
    ///
    /// # Errors
    /// As of [`ask`](Self::ask).
    pub fn answer(&mut self) -> io::Result<(u16, Vec<u8>)> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok());
        let status = status.ok_or_else(|| io::Error::other(format!("no answer: {line:?}")))?;
        let mut length = 0;
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            match line.trim_end().split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.trim().parse().map_err(io::Error::other)?;
                }
                Some(_) => {}
                None => break,
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok((status, body))
    }

    /// Where more is written to.
    pub fn stream(&mut self) -> &mut TcpStream {
        self.stream.get_mut()
    }
}

/// The head of a request with a PDF document.
#[must_use]
pub fn head(path: &str, length: u64) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: kyso\r\nContent-Type: application/pdf\r\nContent-Length: {length}\r\n\r\n"
    )
}

/// What a number of clients heard.
#[derive(Debug, Default)]
pub struct Heard {
    /// How long each answer took, the shortest first.
    pub times: Vec<Duration>,
}

impl Heard {
    /// So many of a hundred answers came within it.
    #[must_use]
    pub fn percentile(&self, percent: usize) -> Duration {
        let index = (self.times.len() * percent / 100).min(self.times.len().saturating_sub(1));
        self.times.get(index).copied().unwrap_or_default()
    }
}

/// So many connections ask for so long, each with one request after the other; `is_right` is asked of every answer.
///
/// # Errors
/// A connection broke, or an answer is wrong.
pub fn ask_for(
    time: Duration,
    connections: usize,
    address: &str,
    requests: &[Vec<u8>],
    is_right: impl Fn(u16, &[u8]) -> bool + Sync,
) -> io::Result<Heard> {
    let end = Instant::now() + time;
    let one = &|first: usize| -> io::Result<Vec<Duration>> {
        let mut client = Client::connect(address)?;
        let mut times = Vec::new();
        let requests = requests.iter().cycle().skip(first);
        for request in requests {
            let begun = Instant::now();
            if begun >= end {
                break;
            }
            let (status, body) = client.ask(request)?;
            times.push(begun.elapsed());
            if !is_right(status, &body) {
                let body = String::from_utf8_lossy(&body);
                return Err(io::Error::other(format!("{status}: {body}")));
            }
        }
        Ok(times)
    };
    let mut heard = Heard::default();
    thread::scope(|scope| {
        let clients: Vec<_> = (0..connections)
            .map(|first| scope.spawn(move || one(first)))
            .collect();
        for client in clients {
            let times = client.join();
            heard
                .times
                .extend(times.map_err(|_| io::Error::other("a client panicked"))??);
        }
        heard.times.sort_unstable();
        Ok(heard)
    })
}
