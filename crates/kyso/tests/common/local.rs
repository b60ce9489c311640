//! A local service of this program, the page of a document system that asks it, and the person before their own page.
#![allow(dead_code, reason = "every test file uses its own part of this")]
#![allow(clippy::unwrap_used)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use cert_path::{CryptoProvider, DigestAlgorithm};
use serde_json::{Value, json};

use crate::common::Desk;

/// Nothing here takes longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// The service, ended with the test.
pub(crate) struct Served {
    child: Child,
    pages: String,
    socket: String,
    opened: PathBuf,
}

impl Served {
    /// Over plain http, with an opener that writes down what it is to show.
    pub(crate) fn new(desk: &Desk, more: &[&str]) -> Self {
        Self::start(desk, &[&["--plain"], more].concat())
    }

    /// With the machine's own certificate.
    pub(crate) fn by_tls(desk: &Desk) -> Self {
        Self::start(desk, &["--token", "/nonexistent.so"])
    }

    /// The pages, and the socket.
    pub(crate) fn addresses(&self) -> [&str; 2] {
        [&self.pages, &self.socket]
    }

    fn start(desk: &Desk, more: &[&str]) -> Self {
        let opened = desk.file("opened");
        let opener = desk.file("opener");
        let script = format!(
            "#!/bin/sh\nprintf '%s' \"$1\" > {0}.new && mv {0}.new {0}\n",
            opened.display()
        );
        desk.write("opener", script.as_bytes());
        let executable = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(&opener, executable).unwrap();
        desk.write("config.toml", b"");
        let mut command = Command::new(env!("CARGO_BIN_EXE_kyso"));
        command.current_dir(desk.path());
        command.args(["serve", "--local", "--json", "--config", "config.toml"]);
        command.args(["--http", "127.0.0.1:0", "--socket", "127.0.0.1:0"]);
        command.args([
            "--folder",
            "rooms",
            "--trust",
            "root.pem",
            "--intermediates",
            "sub-ca.pem",
        ]);
        command
            .args(["--fetch-allow", "127.0.0.1"])
            .arg("--opener")
            .arg(&opener);
        command.env_remove("KYSO_LANG");
        let mut child = command.args(more).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let out = child.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        let told: Value = serde_json::from_str(&line).unwrap();
        let at = |name: &str| {
            let (_, address) = told[name].as_str().unwrap().split_once("://").unwrap();
            address.trim_end_matches("/v1").to_owned()
        };
        Self {
            child,
            pages: at("address"),
            socket: at("socket"),
            opened,
        }
    }

    /// What a page of `http://vb.example` asks; the answer comes when the person has decided.
    pub(crate) fn asks(&self, operation: &str, message: &Value) -> Asking {
        self.asks_text(operation, &message.to_string())
    }

    /// The same with a message that is no JSON.
    pub(crate) fn asks_text(&self, operation: &str, message: &str) -> Asking {
        let mut stream = TcpStream::connect(&self.socket).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let head = format!(
            "GET /{operation} HTTP/1.1\r\nHost: {}\r\nOrigin: http://vb.example\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
            self.socket
        );
        stream.write_all(head.as_bytes()).unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            assert!(reader.read_line(&mut line).unwrap() > 0);
        }
        let text = message.as_bytes();
        // RFC 6455 §5.2: final, text, masked (with zeros), 16 bits of length
        let length = u16::try_from(text.len()).unwrap().to_be_bytes();
        let frame = [&[0x81, 0xfe][..], &length, &[0; 4], text].concat();
        stream.write_all(&frame).unwrap();
        Asking { reader }
    }

    /// The person's page, once it was opened.
    pub(crate) fn page(&self) -> Person<'_> {
        let began = Instant::now();
        let address = loop {
            if let Ok(address) = std::fs::read_to_string(&self.opened) {
                std::fs::remove_file(&self.opened).unwrap();
                break address;
            }
            assert!(began.elapsed() < PATIENCE, "no page was opened");
            std::thread::sleep(Duration::from_millis(20));
        };
        let (_, token) = address.split_once("/ky/").unwrap();
        let (status, head, _) = self.http("GET", &format!("/ky/{token}"), "", b"");
        assert_eq!(status, 303, "{head}");
        let header = |name: &str| {
            let mut lines = head.lines();
            let line = lines.find_map(|line| {
                let (known, value) = line.split_once(": ")?;
                known.eq_ignore_ascii_case(name).then_some(value)
            });
            line.unwrap().to_owned()
        };
        let id = header("location").split_once('#').unwrap().1.to_owned();
        let cookie = header("set-cookie").split(';').next().unwrap().to_owned();
        Person {
            served: self,
            id,
            cookie,
        }
    }

    fn http(&self, method: &str, path: &str, more: &str, body: &[u8]) -> (u16, String, Vec<u8>) {
        let mut stream = TcpStream::connect(&self.pages).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nConnection: close\r\n{more}Content-Length: {1}\r\n\r\n",
            self.pages,
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(body).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap();
        let (head, body) = answer.split_at(end + 4);
        let head = String::from_utf8(head.to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, head, body.to_vec())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A page of a document system that waits for its answer.
pub(crate) struct Asking {
    reader: BufReader<TcpStream>,
}

impl Asking {
    pub(crate) fn answer(mut self) -> Value {
        let mut head = [0; 2];
        self.reader.read_exact(&mut head).unwrap();
        assert_eq!(head[0], 0x81, "one text message");
        let length = match head[1] {
            126 => {
                let mut long = [0; 2];
                self.reader.read_exact(&mut long).unwrap();
                u16::from_be_bytes(long).into()
            }
            127 => {
                let mut long = [0; 8];
                self.reader.read_exact(&mut long).unwrap();
                usize::try_from(u64::from_be_bytes(long)).unwrap()
            }
            short => usize::from(short),
        };
        let mut text = vec![0; length];
        self.reader.read_exact(&mut text).unwrap();
        serde_json::from_slice(&text).unwrap()
    }
}

/// The person before the page of one request.
pub(crate) struct Person<'s> {
    served: &'s Served,
    id: String,
    cookie: String,
}

impl Person<'_> {
    fn ask(&self, method: &str, what: &str, body: &[u8]) -> (u16, Vec<u8>) {
        let path = format!("/ky/api/{}{what}", self.id);
        let more = format!(
            "Cookie: {}\r\nContent-Type: application/json\r\n",
            self.cookie
        );
        let (status, _, body) = self.served.http(method, &path, &more, body);
        (status, body)
    }

    /// The state, once it is at one of these stages.
    pub(crate) fn at(&self, stages: &[&str]) -> Value {
        let began = Instant::now();
        loop {
            let (status, body) = self.ask("GET", "", b"");
            let state: Value = serde_json::from_slice(&body).unwrap();
            assert_eq!(status, 200, "{state}");
            if stages.iter().any(|stage| state["stage"] == *stage) {
                return state;
            }
            assert!(began.elapsed() < PATIENCE, "{state}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    pub(crate) fn does(&self, what: &str, said: &Value) -> Value {
        let (_, body) = self.ask("POST", what, said.to_string().as_bytes());
        serde_json::from_slice(&body).unwrap_or_default()
    }

    /// Lets the page use the service; the state when all was fetched and looked at.
    pub(crate) fn allows(&self) -> Value {
        self.at(&["origin"]);
        self.does("/origin", &json!({ "allow": true }));
        self.at(&["ready", "failed"])
    }

    /// Takes the person's or the agency's certificate of this token, and a place; the state after another look.
    pub(crate) fn takes(&self, token: &str, is_agency: bool, place: &Value) -> Value {
        let state = self.at(&["ready"]);
        let mut all = state["certificates"].as_array().unwrap().iter();
        let of_it = |one: &&Value| {
            let device = one["device"].as_str().unwrap();
            device.starts_with(token) && one["is_agency"] == is_agency
        };
        let id = all.find(of_it).unwrap_or_else(|| panic!("{state}"))["id"].clone();
        let wish = json!({ "document": 0, "certificate": id, "place": place });
        self.does("/wish", &wish)
    }

    /// Signs all that is there.
    pub(crate) fn signs(&self, pin: &str) -> Value {
        let state = self.at(&["ready"]);
        let documents = state["documents"].as_array().unwrap();
        let mut seen: Vec<_> = documents.iter().map(|one| one["sha256"].clone()).collect();
        if state["text"].is_string() {
            let text = state["text"].as_str().unwrap().as_bytes();
            let digest = CryptoProvider::aws_lc().digest(DigestAlgorithm::Sha256, text);
            let digest = digest.unwrap();
            let octets = digest.as_bytes().iter();
            seen = vec![Value::String(
                octets.map(|octet| format!("{octet:02x}")).collect(),
            )];
        }
        self.does("/sign", &json!({ "pin": pin, "seen": seen }))
    }

    /// A page as it will look: PNG.
    pub(crate) fn sees(&self, page: u32) -> Vec<u8> {
        let (status, picture) = self.ask("GET", &format!("/page/0/{page}?v=1"), b"");
        assert_eq!(status, 200, "{}", String::from_utf8_lossy(&picture));
        picture
    }
}
