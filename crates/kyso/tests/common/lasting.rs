//! A world in which signatures last: a root, a CA, signers, two time-stamp authorities one after the other, and a server on 127.0.0.1 that
//! stamps, answers and publishes lists.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "every test file uses its own part of this"
)]
#![allow(clippy::unwrap_used)]
#![allow(clippy::disallowed_methods, reason = "tests read the clock")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use assert_cmd::Command;
use demo_pki::{
    Authority, CertificateStatus, CrlProfile, Issued, KeyKind, OcspProfile, Profile, RevokedEntry,
    SingleAnswer, SubjectAttribute, TimestampProfile,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::common::{self, Desk, Ran, moment};
use crate::server::{Reply, Server};

/// Everything that stamps and answers.
pub(crate) struct Lasting {
    pub(crate) server: Server,
    pub(crate) desk: Desk,
    pub(crate) root: Authority,
    pub(crate) ca: Authority,
    pub(crate) signer: Issued,
    /// Ends in two days.
    pub(crate) first: Authority,
    /// Ends in 2059.
    pub(crate) second: Authority,
}

/// The signer's certificate ends in a day.
pub(crate) const SIGNER_LASTS: SignedDuration = SignedDuration::from_hours(24);
/// The first authority's in two.
pub(crate) const FIRST_LASTS: SignedDuration = SignedDuration::from_hours(48);

impl Lasting {
    /// The signer has this kind of key.
    pub(crate) fn new(key: KeyKind) -> Self {
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
        let now = Timestamp::now();
        let signer = Profile {
            ca_issuers: Some(server.address("/ca.crt")),
            ocsp: Some(server.address("/ocsp")),
            crl: None,
            not_after: now + SIGNER_LASTS,
            ..common::pki().leader().with_key(key)
        };
        let signer = ca.issue(&signer).unwrap();
        let authority = |name: &str, not_after| {
            let subject = vec![(SubjectAttribute::CommonName, name.to_owned())];
            let profile = Profile {
                subject,
                not_after,
                crl: Some(server.address("/root.crl")),
                ocsp: None,
                ca_issuers: None,
                ..common::pki().timestamp_authority().with_key(KeyKind::P256)
            };
            root.issue_authority(&profile).unwrap()
        };
        let first = authority("TSA 1", now + FIRST_LASTS);
        let second = authority("TSA 2", moment("2059-01-01T00:00:00Z"));
        let desk = Desk::new();
        desk.write("root.pem", root.issued().certificate_pem().as_bytes());
        desk.keep("signer", &signer);
        let lasting = Self {
            server,
            desk,
            root,
            ca,
            signer,
            first,
            second,
        };
        lasting.publish();
        lasting
    }

    fn publish(&self) {
        let ca = self.ca.issued().certificate_der.clone();
        self.server.put("/ca.crt", Reply::Bytes(ca));
        self.server
            .put("/root.crl", Reply::Bytes(list(&self.root, Vec::new())));
        self.server
            .put("/ocsp", self.responder(CertificateStatus::Good));
        self.server.put("/tsa1", stamping(&self.first, |_| ()));
        self.server.put("/tsa2", stamping(&self.second, |_| ()));
    }

    /// A delegate that answers about the signer, with the nonce asked.
    fn responder(&self, status: CertificateStatus) -> Reply {
        let profile = Profile::ocsp_responder(
            "responder",
            moment("2020-01-01T00:00:00Z"),
            moment("2060-01-01T00:00:00Z"),
        );
        let delegate = self.ca.issue_authority(&profile).unwrap();
        let (ca, serial) = (self.ca.clone(), self.signer.serial_number());
        Reply::Made(Arc::new(move |request| {
            let now = Timestamp::now();
            let single = SingleAnswer {
                next_update: Some(now + SignedDuration::from_hours(1)),
                ..SingleAnswer::new(&serial, status, now)
            };
            let profile = OcspProfile {
                nonce: crate::world::same(request),
                certificates: vec![delegate.issued().certificate_der.clone()],
                ..OcspProfile::new(now, vec![single])
            };
            delegate.ocsp(&profile, &ca).unwrap()
        }))
    }

    pub(crate) fn tsa(&self, path: &str) -> String {
        self.server.address(path)
    }

    /// Online, under the root, no cache.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let fixed = [
            "--trust",
            "root.pem",
            "--online",
            "--fetch-allow",
            "127.0.0.1",
            "--no-cache",
        ];
        let all = [arguments, &fixed[..]].concat();
        Ran::of(self.command(&all).output().unwrap(), &all)
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.desk.kyso(arguments);
        for name in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY"] {
            command.env_remove(name).env_remove(name.to_lowercase());
        }
        command
    }

    /// Signs the letter at B-B, with what else is said.
    pub(crate) fn sign(&self, output: &str, more: &[&str]) -> Ran {
        let fixed = [
            "sign",
            "letter.pdf",
            "-o",
            output,
            "--key",
            "signer.key",
            "--certificate",
            "signer.pem",
            "--json",
        ];
        self.run(&[&fixed[..], more].concat())
    }

    pub(crate) fn extend(&self, input: &str, output: &str, to: &str) -> Ran {
        let tsa = self.tsa("/tsa1");
        self.run(&[
            "extend", input, "-o", output, "--to", to, "--tsa", &tsa, "--json",
        ])
    }

    /// What the verifier says offline at a time: on the file, and the list of that day which tells of the newest time-stamp's authority.
    pub(crate) fn verified_at(&self, file: &str, at: Timestamp, more: &[&str]) -> Ran {
        let profile = CrlProfile::new(at, at + SignedDuration::from_hours(1));
        let list = self.root.crl(&profile).unwrap();
        self.desk.write("that-day.crl", &list);
        let at = at.to_string();
        let fixed = [
            "verify",
            file,
            "--trust",
            "root.pem",
            "--crl",
            "that-day.crl",
        ];
        let all = [&fixed[..], &["--offline", "--json", "--at", &at], more].concat();
        Ran::of(self.command(&all).output().unwrap(), &all)
    }
}

/// An authority that answers at the present moment, with one thing changed.
pub(crate) fn stamping(
    authority: &Authority,
    change: impl Fn(&mut TimestampProfile) + Send + Sync + 'static,
) -> Reply {
    let authority = authority.clone();
    let serial = AtomicU64::new(1);
    Reply::Made(Arc::new(move |request| {
        let mut profile = TimestampProfile {
            serial: serial.fetch_add(1, Ordering::SeqCst),
            ..TimestampProfile::new(Timestamp::now())
        };
        change(&mut profile);
        authority.timestamp(&profile, request).unwrap()
    }))
}

/// The root's list, for a day.
pub(crate) fn list(of: &Authority, entries: Vec<RevokedEntry>) -> Vec<u8> {
    let now = Timestamp::now();
    let profile = CrlProfile {
        entries,
        ..CrlProfile::new(now, now + SignedDuration::from_hours(24))
    };
    of.crl(&profile).unwrap()
}

/// The levels of the signatures of a report.
pub(crate) fn levels(report: &Value) -> Vec<String> {
    let all = report["signatures"].as_array().unwrap().iter();
    let levels = all.filter_map(|one| one["level"].as_str().map(str::to_owned));
    levels.collect()
}
