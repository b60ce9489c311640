//! A world to fetch from: certificates that name a server on 127.0.0.1, and a desk with the root and the signer alone.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "every test file uses its own part of this"
)]
#![allow(clippy::unwrap_used)]
#![allow(clippy::disallowed_methods, reason = "tests read the clock")]

use std::sync::Arc;

use assert_cmd::Command;
use demo_pki::{
    Authority, CertificateStatus as Status, CrlProfile, Issued, KeyKind, OcspProfile, Profile,
    RevokedEntry, SingleAnswer,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::common::{self, Desk, Ran, moment};
use crate::server::{Reply, Server};

/// Certificates that name addresses of the server, and a desk with the root and the signer alone.
pub(crate) struct World {
    pub(crate) server: Server,
    pub(crate) desk: Desk,
    pub(crate) ca: Authority,
    pub(crate) leaf: Issued,
}

impl World {
    /// The signer names a responder only if asked to.
    pub(crate) fn new(with_ocsp: bool) -> Self {
        let server = Server::start();
        let (from, until) = (
            moment("2020-01-01T00:00:00Z"),
            moment("2060-01-01T00:00:00Z"),
        );
        let root = Authority::self_signed(&Profile::authority("root", from, until)).unwrap();
        let ca = Profile {
            crl: Some(server.address("/root.crl")),
            ..Profile::authority("CA", from, until)
        };
        let ca = root.issue_authority(&ca).unwrap();
        let leaf = Profile {
            ca_issuers: Some(server.address("/ca.crt")),
            ocsp: with_ocsp.then(|| server.address("/ocsp")),
            crl: Some(server.address("/ca.crl")),
            ..common::pki().leader().with_key(KeyKind::P256)
        };
        let leaf = ca.issue(&leaf).unwrap();
        let desk = Desk::new();
        desk.write("root.pem", root.issued().certificate_pem().as_bytes());
        desk.write("sub-ca.pem", ca.issued().certificate_pem().as_bytes());
        desk.keep("signer", &leaf);
        server.put("/ca.crt", Reply::Bytes(ca.issued().certificate_der.clone()));
        server.put("/root.crl", Reply::Bytes(list(&root, Vec::new())));
        server.put("/ca.crl", Reply::Bytes(list(&ca, Vec::new())));
        Self {
            server,
            desk,
            ca,
            leaf,
        }
    }

    /// The responder answers with the time of the answer, and with the nonce that `nonce` makes of the one asked.
    pub(crate) fn answers(&self, status: Status, nonce: fn(&[u8]) -> Option<Vec<u8>>) {
        let answer = Answer {
            nonce,
            ..self.answer(status)
        };
        self.server.put("/ocsp", answer.reply());
    }

    /// What an honest responder says of the signer, for an hour.
    pub(crate) fn answer(&self, status: Status) -> Answer {
        Answer {
            serial: self.leaf.serial_number(),
            status,
            since: SignedDuration::ZERO,
            until: Some(SignedDuration::from_hours(1)),
            nonce: same,
            ca: self.ca.clone(),
            signer: self.ca.clone(),
        }
    }

    /// Signs the letter, and asks nobody for it.
    pub(crate) fn sign(&self, output: &str) {
        let offline = ["--revocation", "skip"];
        let signed = self.desk.sign("letter.pdf", output, "signer", &offline);
        signed.exits(0);
    }

    pub(crate) fn path(&self, more: &[&str]) -> Ran {
        let fixed = ["path", "signer.pem", "--trust", "root.pem", "--json"];
        self.run(&[&fixed[..], more].concat())
    }

    pub(crate) fn fetched(&self, more: &[&str]) -> Ran {
        self.path(&[&["--fetch", "--fetch-allow", "127.0.0.1"], more].concat())
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).output().unwrap(), arguments)
    }

    /// Proxies of the machine that tests run on are none of theirs.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.desk.kyso(arguments);
        for name in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY"] {
            command.env_remove(name).env_remove(name.to_lowercase());
        }
        command
    }
}

/// What a responder says of one certificate, true or not; times count from the moment of the answer.
pub(crate) struct Answer {
    pub(crate) serial: Vec<u8>,
    pub(crate) status: Status,
    pub(crate) since: SignedDuration,
    pub(crate) until: Option<SignedDuration>,
    /// Made of the request.
    pub(crate) nonce: fn(&[u8]) -> Option<Vec<u8>>,
    /// The issuer of the certificate.
    pub(crate) ca: Authority,
    pub(crate) signer: Authority,
}

impl Answer {
    pub(crate) fn to(&self, request: &[u8]) -> Vec<u8> {
        let now = Timestamp::now();
        let single = SingleAnswer {
            next_update: self.until.map(|until| now + until),
            ..SingleAnswer::new(&self.serial, self.status, now + self.since)
        };
        let profile = OcspProfile {
            nonce: (self.nonce)(request),
            ..OcspProfile::new(now + self.since, vec![single])
        };
        self.signer.ocsp(&profile, &self.ca).unwrap()
    }

    pub(crate) fn reply(self) -> Reply {
        Reply::Made(Arc::new(move |request| self.to(request)))
    }
}

/// A CA of the name of ours, with a key of its own.
pub(crate) fn stranger() -> Authority {
    let (from, until) = (
        moment("2020-01-01T00:00:00Z"),
        moment("2060-01-01T00:00:00Z"),
    );
    let profile = Profile::authority("CA", from, until).with_key(KeyKind::P256);
    Authority::self_signed(&profile).unwrap()
}

pub(crate) fn list(of: &Authority, entries: Vec<RevokedEntry>) -> Vec<u8> {
    let now = Timestamp::now();
    let hour = SignedDuration::from_hours(1);
    let profile = CrlProfile {
        entries,
        ..CrlProfile::new(now - hour, now + hour)
    };
    of.crl(&profile).unwrap()
}

/// The nonce is the last of a request.
pub(crate) fn same(request: &[u8]) -> Option<Vec<u8>> {
    Some(request[request.len() - 32..].to_vec())
}

pub(crate) fn other(_: &[u8]) -> Option<Vec<u8>> {
    Some(vec![1; 32])
}

/// What the array `fetched` says was wanted, and how it ended.
pub(crate) fn story(line: &Value) -> Vec<(String, String)> {
    let all = line["fetched"].as_array().unwrap().iter();
    let word = |value: &Value| value.as_str().unwrap_or("ok").to_owned();
    all.map(|one| (word(&one["wanted"]), word(&one["error"]["code"])))
        .collect()
}

pub(crate) fn told(story: &[(&str, &str)]) -> Vec<(String, String)> {
    let both = |(wanted, end): &(&str, &str)| ((*wanted).to_owned(), (*end).to_owned());
    story.iter().map(both).collect()
}
