//! Who may ask: the origins that the person of this machine allowed, kept in a file.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use axum::http::Uri;
use serde::{Deserialize, Serialize};

/// Origins that are kept, hosts of each, and octets of the file. Ours.
const ORIGINS: usize = 500;
const HOSTS: usize = 32;
const LONGEST: u64 = 1 << 20;

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// A page, by scheme, host and port (RFC 6454 §6.1).
    Page(String),
    /// A program of this machine: browsers always say whose page it is. It is asked about every time.
    Program,
}

impl Origin {
    /// As a browser says it. `null` (a sandboxed page, a file) is nobody that could be allowed.
    pub(super) fn read(header: Option<&str>) -> Option<Self> {
        let Some(text) = header else {
            return Some(Self::Program);
        };
        let uri: Uri = text.parse().ok()?;
        let scheme = uri.scheme_str()?;
        let is_web = matches!(scheme, "http" | "https");
        let authority = uri.authority()?.as_str();
        let said = format!("{scheme}://{authority}");
        // nothing behind the port, no user before the host
        (is_web && said == text.to_ascii_lowercase() && !authority.contains('@'))
            .then_some(Self::Page(said))
    }

    /// The host, without its port.
    pub(super) fn host(&self) -> Option<String> {
        match self {
            Self::Page(origin) => host(origin),
            Self::Program => None,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Page(origin) => origin,
            Self::Program => "program",
        })
    }
}

/// The host of an address, in small letters.
pub(super) fn host(address: &str) -> Option<String> {
    let uri: Uri = address.parse().ok()?;
    let authority = uri.authority()?;
    if authority.as_str().contains('@') {
        return None;
    }
    let host = authority.host().to_ascii_lowercase();
    Some(host).filter(|host| !host.is_empty())
}

/// An origin that was allowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Allowed {
    /// Scheme, host and port.
    pub origin: String,
    /// Other hosts that its documents come from and go to.
    #[serde(default)]
    pub hosts: BTreeSet<String>,
    /// Whether one of its hosts was on a private network when it was allowed.
    #[serde(default)]
    pub is_private: bool,
    /// When it was allowed (RFC 3339).
    pub since: String,
}

/// The origins that were allowed, in a file that nobody else reads.
#[derive(Clone, Debug)]
pub struct Origins {
    file: PathBuf,
}

impl Origins {
    /// Those of this file; it need not be there yet.
    pub fn at(file: impl Into<PathBuf>) -> Self {
        Self { file: file.into() }
    }

    /// All of them. Read anew each time: another run may have changed the file.
    ///
    /// # Errors
    /// What the system says; a file that is none of ours.
    pub fn list(&self) -> io::Result<Vec<Allowed>> {
        let file = match fs::File::open(&self.file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            file => file?,
        };
        let mut text = String::new();
        io::Read::read_to_string(&mut io::Read::take(file, LONGEST), &mut text)?;
        serde_json::from_str(&text).map_err(io::Error::other)
    }

    /// Allows one, in place of what was allowed to it before.
    ///
    /// # Errors
    /// What the system says; more than can be kept.
    pub fn allow(&self, allowed: Allowed) -> io::Result<()> {
        self.change(|list| {
            list.retain(|one| one.origin != allowed.origin);
            list.push(allowed);
        })
    }

    /// Takes it back. Whether it had been allowed.
    ///
    /// # Errors
    /// What the system says.
    pub fn remove(&self, origin: &str) -> io::Result<bool> {
        let mut was_there = false;
        self.change(|list| {
            let before = list.len();
            list.retain(|one| one.origin != origin);
            was_there = list.len() < before;
        })?;
        Ok(was_there)
    }

    fn change(&self, change: impl FnOnce(&mut Vec<Allowed>)) -> io::Result<()> {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let gate = fs::File::create(self.file.with_extension("lock"))?;
        gate.lock()?;
        let mut list = self.list()?;
        change(&mut list);
        let is_too_much = list.len() > ORIGINS || list.iter().any(|one| one.hosts.len() > HOSTS);
        if is_too_much {
            return Err(io::Error::other("too many origins or hosts"));
        }
        let text = serde_json::to_string_pretty(&list).map_err(io::Error::other)?;
        // of tempfile: open to nobody else, and there as a whole or not at all
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(&self.file).map_err(|error| error.error)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_what_a_browser_says_and_nothing_else() {
        let page = |text: &str| Some(Origin::Page(text.to_owned()));
        assert_eq!(Origin::read(Some("https://vb.vn")), page("https://vb.vn"));
        assert_eq!(
            Origin::read(Some("http://10.1.2.3:8080")),
            page("http://10.1.2.3:8080")
        );
        assert_eq!(Origin::read(None), Some(Origin::Program));
        let none = [
            "null",
            "",
            "https://",
            "https://vb.vn/",
            "https://a@vb.vn",
            "file://",
            "ftp://vb.vn",
            "vb.vn",
            "https://vb.vn#x",
        ];
        for text in none {
            assert_eq!(Origin::read(Some(text)), None, "{text}");
        }
    }

    #[test]
    fn what_was_allowed_is_there_until_it_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let origins = Origins::at(folder.path().join("local/origins.json"));
        assert_eq!(origins.list().unwrap(), []);
        let allowed = |hosts: &[&str]| Allowed {
            origin: "https://vb.vn".to_owned(),
            hosts: hosts.iter().map(|&host| host.to_owned()).collect(),
            is_private: false,
            since: "2026-11-24T00:00:00Z".to_owned(),
        };
        origins.allow(allowed(&[])).unwrap();
        origins.allow(allowed(&["tep.vb.vn"])).unwrap();
        assert_eq!(origins.list().unwrap(), [allowed(&["tep.vb.vn"])]);
        assert!(origins.remove("https://vb.vn").unwrap());
        assert!(!origins.remove("https://vb.vn").unwrap());
        fs::write(folder.path().join("local/origins.json"), "{").unwrap();
        assert!(
            origins.list().is_err(),
            "a file that is none of ours allows nobody"
        );
        assert!(
            origins.allow(allowed(&[])).is_err(),
            "and is not written over"
        );
    }
}
