//! A small HTTP server on 127.0.0.1: right answers, wrong ones, slow ones and endless ones.
#![allow(clippy::unwrap_used)]
#![allow(dead_code, reason = "every test file uses its own part of this")]

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Makes an answer of a request's body.
pub(crate) type Make = dyn Fn(&[u8]) -> Vec<u8> + Send + Sync;

/// What a path answers.
#[derive(Clone)]
pub(crate) enum Reply {
    /// 200 and these bytes.
    Bytes(Vec<u8>),
    /// 200 and what the request's body leads to.
    Made(Arc<Make>),
    /// A status without a body.
    Status(u16),
    /// 302 to another place.
    Moved(String),
    /// 200, and then nothing.
    Silent,
    /// 200, a length that is only announced.
    Announced(u64),
    /// 200, and bytes without end or length.
    Endless,
    /// Something that is not HTTP.
    Noise,
    /// 200 and the length of these bytes, which come one by one, so many milliseconds apart.
    Drip(Vec<u8>, u64),
    /// A head that never ends: a byte of it, so many milliseconds apart.
    SlowHead(u64),
    /// 200 and the length of these bytes, of which the first half comes.
    Half(Vec<u8>),
    /// The same without a length, in a chunk that announces all of them.
    HalfChunk(Vec<u8>),
}

#[derive(Clone, Default)]
struct Shared {
    replies: Arc<Mutex<HashMap<String, Reply>>>,
    asked: Arc<Mutex<Vec<String>>>,
    /// The last `Authorization` of each path.
    authorised: Arc<Mutex<HashMap<String, String>>>,
}

/// Listens until the test's process ends.
pub(crate) struct Server {
    port: u16,
    shared: Shared,
}

impl Server {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Shared::default();
        let of_thread = shared.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = of_thread.clone();
                thread::spawn(move || shared.serve(stream));
            }
        });
        Self { port, shared }
    }

    pub(crate) fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn put(&self, path: &str, reply: Reply) {
        let mut replies = self.shared.replies.lock().unwrap();
        replies.insert(path.to_owned(), reply);
    }

    /// The paths asked for, in order.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.shared.asked.lock().unwrap().clone()
    }

    /// What the last request for a path showed of an account.
    pub(crate) fn authorisation(&self, path: &str) -> Option<String> {
        self.shared.authorised.lock().unwrap().get(path).cloned()
    }
}

impl Shared {
    /// One request, one answer, the end. A client that has gone away is no error.
    fn serve(&self, mut stream: TcpStream) -> Option<()> {
        let mut reader = BufReader::new(stream.try_clone().ok()?);
        let mut first = String::new();
        reader.read_line(&mut first).ok()?;
        let path = first.split(' ').nth(1)?.to_owned();
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok()?;
            if let Some((name, value)) = line.trim().split_once(": ")
                && name.eq_ignore_ascii_case("authorization")
            {
                let mut authorised = self.authorised.lock().unwrap();
                authorised.insert(path.clone(), value.to_owned());
            }
            let line = line.trim().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().ok()?;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        self.asked.lock().unwrap().push(path.clone());
        let reply = self.replies.lock().unwrap().get(&path).cloned();
        answer(reply.unwrap_or(Reply::Status(404)), &body, &mut stream)
    }
}

fn answer(reply: Reply, asked: &[u8], stream: &mut TcpStream) -> Option<()> {
    let mut whole = |bytes: &[u8]| {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            bytes.len()
        );
        stream.write_all(head.as_bytes()).ok()?;
        stream.write_all(bytes).ok()
    };
    match reply {
        Reply::Bytes(bytes) => whole(&bytes),
        Reply::Made(make) => whole(&make(asked)),
        Reply::Status(status) => {
            let head = format!("HTTP/1.1 {status} no\r\nContent-Length: 0\r\n\r\n");
            stream.write_all(head.as_bytes()).ok()
        }
        Reply::Moved(to) => {
            let head = format!("HTTP/1.1 302 moved\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n");
            stream.write_all(head.as_bytes()).ok()
        }
        Reply::Announced(length) => {
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n");
            stream.write_all(head.as_bytes()).ok()
        }
        Reply::Silent => {
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n")
                .ok()?;
            thread::sleep(Duration::from_secs(30));
            Some(())
        }
        Reply::Endless => {
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
                .ok()?;
            while stream.write_all(&[0x30; 1 << 16]).is_ok() {}
            Some(())
        }
        Reply::Drip(bytes, pause) => {
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", bytes.len());
            stream.write_all(head.as_bytes()).ok()?;
            drip(stream, &bytes, pause)
        }
        Reply::SlowHead(pause) => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nX: ").ok()?;
            drip(stream, &[b'x'; 1 << 12], pause)
        }
        Reply::Half(bytes) => {
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", bytes.len());
            stream.write_all(head.as_bytes()).ok()?;
            stream.write_all(&bytes[..bytes.len() / 2]).ok()
        }
        Reply::HalfChunk(bytes) => {
            let head = format!(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n",
                bytes.len()
            );
            stream.write_all(head.as_bytes()).ok()?;
            stream.write_all(&bytes[..bytes.len() / 2]).ok()
        }
        Reply::Noise => stream.write_all(b"220 mail.example ESMTP\r\n").ok(),
    }
}

/// Byte by byte, for as long as anybody listens, and a minute at the most.
fn drip(stream: &mut TcpStream, bytes: &[u8], pause: u64) -> Option<()> {
    let began = std::time::Instant::now();
    for byte in bytes {
        stream.write_all(&[*byte]).ok()?;
        stream.flush().ok()?;
        thread::sleep(Duration::from_millis(pause));
        if began.elapsed() > Duration::from_secs(60) {
            return None;
        }
    }
    Some(())
}
