//! The user's trust store, beside the configuration: `trust/anchors.toml`, `trust/certificates/<SHA-256>.pem`,
//! `trust/crl/<SHA-256>.crl`. All of it can be read, and mended, by hand.
//!
//! The index is the truth: a certificate's file is written before the line that names it, and every file is put in place
//! whole. Two programs that write at once wait for each other.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use cert_path::{Certificate, Crl, Purpose, TrustAnchor};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use signing_workflow::{Replace, durable};

use crate::certificates::{self, hex};
use crate::config::Config;
use crate::exit::Failure;
use crate::failures;
use crate::text::{Text, words};

const HEAD: &str = "# Chứng thư gốc thêm bằng `kyso trust add`. Chỉ dùng khi nêu tên nhóm (--trust-profile, use-profiles).\n\n";

/// One line of the index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Line {
    pub(super) fingerprint: String,
    pub(super) profile: String,
    pub(super) purpose: ServedPurpose,
    pub(super) from: Option<Timestamp>,
    pub(super) until: Option<Timestamp>,
    pub(super) note: Option<String>,
    pub(super) source: Option<String>,
    pub(super) added_at: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ServedPurpose {
    Signing,
    Timestamping,
    Both,
}

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Index {
    #[serde(default)]
    anchor: Vec<Line>,
}

/// What became of an addition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Added {
    New,
    AlreadyThere,
    /// There, with another purpose or other dates; nothing was changed.
    Differs,
}

pub(super) struct Store {
    folder: Option<PathBuf>,
}

impl Store {
    /// The store of this configuration; it need not exist.
    pub(super) fn of(config: &Config) -> Self {
        Self {
            folder: config.store.clone(),
        }
    }

    /// Every root that was added, with its profile.
    pub(super) fn anchors(&self) -> Result<Vec<TrustAnchor>, Failure> {
        let Some(folder) = &self.folder else {
            return Ok(Vec::new());
        };
        let lines = read_index(folder)?.anchor;
        lines.iter().map(|line| anchor(folder, line)).collect()
    }

    /// The files of the stored CRLs.
    pub(super) fn crl_files(&self) -> Result<Vec<PathBuf>, Failure> {
        match &self.folder {
            Some(folder) if folder.join("crl").is_dir() => {
                certificates::files(&folder.join("crl"), &["crl"])
            }
            _ => Ok(Vec::new()),
        }
    }

    /// Adds a root, with its certificate where it is at hand.
    pub(super) fn add(
        &self,
        line: &Line,
        certificate: Option<&Certificate>,
    ) -> Result<Added, Failure> {
        let folder = self.writable()?;
        let _lock = lock(folder)?;
        let mut index = read_index(folder)?;
        let known = index
            .anchor
            .iter()
            .find(|one| (&one.fingerprint, &one.profile) == (&line.fingerprint, &line.profile));
        if let Some(known) = known {
            let same =
                (known.purpose, known.from, known.until) == (line.purpose, line.from, line.until);
            return Ok(if same {
                Added::AlreadyThere
            } else {
                Added::Differs
            });
        }
        if let Some(certificate) = certificate {
            let path = certificate_file(folder, &line.fingerprint);
            write(&path, certificate.to_pem().as_bytes())?;
        }
        index.anchor.push(line.clone());
        write_index(folder, &index)?;
        Ok(Added::New)
    }

    /// Keeps a CRL; whether it was new.
    pub(super) fn add_crl(&self, crl: &Crl) -> Result<bool, Failure> {
        let folder = self.writable()?;
        let path = crl_file(folder, &hex(&crl.fingerprint()));
        if path.exists() {
            return Ok(false);
        }
        let _lock = lock(folder)?;
        make(&folder.join("crl"))?;
        copy(crl, &path).map_err(|error| failures::writing(&path, &error))?;
        Ok(true)
    }

    /// Takes out every line with this fingerprint (of one profile), or the CRL; how many.
    pub(super) fn remove(
        &self,
        fingerprint: &str,
        profile: Option<&str>,
    ) -> Result<usize, Failure> {
        let folder = self.writable()?;
        let _lock = lock(folder)?;
        let mut index = read_index(folder)?;
        let before = index.anchor.len();
        let goes = |line: &Line| {
            line.fingerprint == fingerprint && profile.is_none_or(|name| line.profile == name)
        };
        index.anchor.retain(|line| !goes(line));
        let mut removed = before - index.anchor.len();
        if removed > 0 {
            write_index(folder, &index)?;
            if index
                .anchor
                .iter()
                .all(|line| line.fingerprint != fingerprint)
            {
                let _ = fs::remove_file(certificate_file(folder, fingerprint)); // a file without a line is no anchor
            }
        }
        let crl = crl_file(folder, fingerprint);
        if profile.is_none() && crl.exists() {
            fs::remove_file(&crl).map_err(|error| failures::writing(&crl, &error))?;
            removed += 1;
        }
        Ok(removed)
    }

    fn writable(&self) -> Result<&Path, Failure> {
        let folder = self.folder.as_deref().ok_or_else(|| {
            Failure::environment(
                "trust-store",
                words(
                    "Không xác định được thư mục cấu hình của người dùng; đề nghị dùng --config.",
                    "The user's configuration folder is not known; use --config.",
                ),
            )
        })?;
        make(folder)?;
        Ok(folder)
    }
}

/// A line of the index as a root: the certificate beside it, or its fingerprint alone.
fn anchor(folder: &Path, line: &Line) -> Result<TrustAnchor, Failure> {
    let sha256 = certificates::sha256(&line.fingerprint)
        .ok_or_else(|| unusable(&index_file(folder), "fingerprint: SHA-256"))?;
    let path = certificate_file(folder, &hex(&sha256));
    let mut anchor = if path.exists() {
        TrustAnchor::new(stored_certificate(&path, sha256)?)
    } else {
        TrustAnchor::pinned(sha256)
    };
    anchor = match line.purpose {
        ServedPurpose::Signing => anchor.only_for(Purpose::DocumentSigning),
        ServedPurpose::Timestamping => anchor.only_for(Purpose::Timestamping),
        ServedPurpose::Both => anchor,
    };
    if let Some(from) = line.from {
        anchor = anchor.from(from);
    }
    if let Some(until) = line.until {
        anchor = anchor.until(until);
    }
    if let Some(note) = &line.note {
        anchor = anchor.with_note(note);
    }
    if let Some(source) = &line.source {
        anchor = anchor.with_source(source);
    }
    Ok(anchor.in_profile(&line.profile))
}

/// The file must hold the certificate that its name promises.
fn stored_certificate(path: &Path, sha256: [u8; 32]) -> Result<Certificate, Failure> {
    let found = certificates::read(path)?;
    found
        .into_iter()
        .find(|certificate| certificate.fingerprint() == sha256)
        .ok_or_else(|| unusable(path, "SHA-256"))
}

fn index_file(folder: &Path) -> PathBuf {
    folder.join("anchors.toml")
}

fn certificate_file(folder: &Path, fingerprint: &str) -> PathBuf {
    folder
        .join("certificates")
        .join(format!("{fingerprint}.pem"))
}

fn crl_file(folder: &Path, fingerprint: &str) -> PathBuf {
    folder.join("crl").join(format!("{fingerprint}.crl"))
}

fn read_index(folder: &Path) -> Result<Index, Failure> {
    let path = index_file(folder);
    match fs::read_to_string(&path) {
        Ok(text) => {
            toml::from_str(&text).map_err(|error| unusable(&path, error.to_string().trim()))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Index::default()),
        Err(error) => Err(failures::io(&path.display().to_string(), &error)),
    }
}

fn write_index(folder: &Path, index: &Index) -> Result<(), Failure> {
    let text = toml::to_string(index).expect("an index is plain data");
    write(&index_file(folder), format!("{HEAD}{text}").as_bytes())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    make(path.parent().unwrap_or(Path::new("")))?;
    durable::write(path, bytes, Replace::Allowed).map_err(|error| failures::writing(path, &error))
}

/// In pieces: a CRL may be larger than memory.
fn copy(crl: &Crl, path: &Path) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut file = durable::DurableFile::beside(path, Replace::Allowed)?;
    let source = crl.source();
    let mut piece = vec![0; 1 << 16];
    let mut offset = 0;
    while offset < source.length() {
        let left = usize::try_from(source.length() - offset).unwrap_or(usize::MAX);
        let count = left.min(piece.len());
        source.read_at(offset, &mut piece[..count])?;
        file.write_all(&piece[..count])?;
        offset += count as u64;
    }
    file.sync()?;
    file.commit()
}

fn make(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder).map_err(|error| failures::writing(folder, &error))
}

/// Held until it is dropped.
fn lock(folder: &Path) -> Result<File, Failure> {
    let path = folder.join(".lock");
    let file = File::create(&path).map_err(|error| failures::writing(&path, &error))?;
    file.lock()
        .map_err(|error| failures::writing(&path, &error))?;
    Ok(file)
}

fn unusable(path: &Path, why: &str) -> Failure {
    Failure::environment(
        "trust-store",
        Text::new(
            format!(
                "Kho chứng thư gốc: “{}” không dùng được: {why}",
                path.display()
            ),
            format!("Trust store: “{}” cannot be used: {why}", path.display()),
        ),
    )
}
