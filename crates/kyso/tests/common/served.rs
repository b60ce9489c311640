//! `kyso serve` on a port of its own, and a client that writes requests by hand.
#![allow(dead_code, unreachable_pub, reason = "each test binary uses its part")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::common::Desk;

pub const PDF: &str = "application/pdf";
/// What a service that logs writes on stderr, in the folder of the test.
pub const LOG: &str = "log";
const FORM: &str = "multipart/form-data; boundary=kyso";

/// A service of this program, ended with the test.
pub struct Served {
    pub child: Child,
    pub address: String,
}

/// An answer.
pub struct Heard {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Heard {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self}"))
    }

    /// The octets, where it is no problem.
    #[track_caller]
    pub fn made(self) -> Vec<u8> {
        assert_eq!(self.status, 200, "{self}");
        self.body
    }

    /// It is a problem with this code.
    #[track_caller]
    pub fn is_problem(&self, status: u16, code: &str) -> Value {
        let value = self.json();
        assert_eq!(
            (self.status, value["code"].as_str()),
            (status, Some(code)),
            "{self}"
        );
        value
    }
}

impl std::fmt::Display for Heard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.head, String::from_utf8_lossy(&self.body))
    }
}

impl Served {
    pub fn new(desk: &Desk, more: &[&str]) -> Self {
        Self::with(desk, more, &[])
    }

    pub fn with(desk: &Desk, more: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kyso"));
        command.current_dir(desk.path());
        command.args(["serve", "--json", "--http", "127.0.0.1:0"]);
        command.args(["--folder", "rooms", "--trust", "root.pem"]);
        command
            .env("XDG_CONFIG_HOME", "/nonexistent")
            .env_remove("KYSO_LANG")
            .envs(variables.iter().copied());
        if more.contains(&"--log") {
            command.stderr(std::fs::File::create(desk.file(LOG)).unwrap());
        }
        let mut child = command.args(more).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let out = child.stdout.take().unwrap();
        BufReader::new(out).read_line(&mut line).unwrap();
        let told: Value = serde_json::from_str(&line).unwrap();
        let address = told["address"].as_str().unwrap();
        let (_, address) = address.split_once("://").unwrap();
        let address = address.strip_suffix("/v1").unwrap().to_owned();
        Self { child, address }
    }

    /// Status and body.
    pub fn verify(&self, query: &str, more: &str, octets: &[u8]) -> (u16, String) {
        let heard = self.send(&format!("verify?{query}"), PDF, more, octets);
        (heard.status, String::from_utf8(heard.body).unwrap())
    }

    /// A form: status and body.
    pub fn fill(&self, what: &str, parts: &[(&str, &[u8])]) -> (u16, Vec<u8>) {
        self.ask(what, FORM, "", &form(parts))
    }

    pub fn ask(&self, what: &str, kind: &str, more: &str, octets: &[u8]) -> (u16, Vec<u8>) {
        let heard = self.send(what, kind, more, octets);
        (heard.status, heard.body)
    }

    /// A form, with header fields.
    pub fn send_form(&self, what: &str, more: &str, parts: &[(&str, &[u8])]) -> Heard {
        self.send(what, FORM, more, &form(parts))
    }

    pub fn send(&self, what: &str, kind: &str, more: &str, octets: &[u8]) -> Heard {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let limit = Some(Duration::from_secs(60));
        stream.set_read_timeout(limit).unwrap();
        let head = format!(
            "POST /v1/{what} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: {kind}\r\n{more}Content-Length: {}\r\n\r\n",
            octets.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        stream.write_all(octets).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
        let (head, body) = answer.split_at(end.unwrap() + 4);
        let head = std::str::from_utf8(head).unwrap();
        let status = head.split(' ').nth(1).unwrap();
        Heard {
            status: status.parse().unwrap(),
            head: head.to_owned(),
            body: body.to_vec(),
        }
    }

    /// What a process gets that is to end.
    pub fn told_to_end(&self) {
        let process = self.child.id().to_string();
        let ended = Command::new("kill").arg(&process).status().unwrap();
        assert!(ended.success());
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `multipart/form-data` with these parts.
pub fn form(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut octets = Vec::new();
    for (name, part) in parts {
        let head = format!(
            "--kyso\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{name}\"\r\n\r\n"
        );
        octets.extend([head.as_bytes(), part, b"\r\n"].concat());
    }
    octets.extend(b"--kyso--\r\n");
    octets
}
