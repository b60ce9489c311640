//! A folder or an edXML file → the parts of a package, open and not yet believed.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cert_path::{CryptoProvider, DigestAlgorithm};
use pdf_revisions::SharedSource;
use signing_workflow::package::{Edxml, Metadata, PackageError, PackageLimits};
use signing_workflow::receive::{Fact, Note, Place};
use signing_workflow::signed_by;

use crate::detached;
use crate::documents;
use crate::exit::{Exit, Failure};
use crate::failures;
use crate::text::Text;

const LIMITS: PackageLimits = PackageLimits::DEFAULT;

/// What came, as far as opening goes.
#[derive(Default)]
pub(crate) struct Gathered {
    pub(crate) parts: Vec<Part>,
    pub(crate) metadata: Option<Metadata>,
    pub(crate) problems: Vec<Fact>,
    pub(crate) notes: Vec<Note>,
    /// Whether a message that cannot be read is a part of which nothing is known, instead of the end of it all.
    takes_unread: bool,
}

/// A file of the package.
pub(crate) struct Part {
    pub(crate) name: String,
    pub(super) content_id: Option<String>,
    pub(crate) sha256: String,
    pub(crate) body: Body,
}

/// What a file is.
pub(crate) enum Body {
    Pdf(SharedSource),
    /// No PDF: what it looks like, and its bytes.
    Other(&'static str, SharedSource),
    /// The signature of another file, by its name.
    Signature(Vec<u8>),
    /// It could not be opened.
    Closed(Failure),
}

/// What is in a folder.
pub(crate) struct InFolder {
    /// Its files, in order.
    pub(crate) names: Vec<OsString>,
    /// Folders inside, hidden files and links.
    pub(crate) ignored: Vec<String>,
}

/// The files of a folder, by name.
pub(crate) fn listed(folder: &Path) -> Result<InFolder, Failure> {
    let failed = |error: io::Error| failures::io(&folder.display().to_string(), &error);
    let mut found = InFolder {
        names: Vec::new(),
        ignored: Vec::new(),
    };
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let hidden = name.to_string_lossy().starts_with('.');
        if hidden || !entry.file_type().map_err(failed)?.is_file() {
            found.ignored.push(name.to_string_lossy().into_owned());
            continue;
        }
        found.names.push(name);
        if found.names.len() > LIMITS.files {
            return Err(over(folder));
        }
    }
    found.names.sort();
    Ok(found)
}

/// Opens what is at `path`.
pub(crate) fn gather(path: &Path) -> Result<Gathered, Failure> {
    Gathered::default().of(path)
}

/// The same for the receiving desk: a message that cannot be read has arrived all the same, and is refused or held as such.
pub(crate) fn gather_arrived(path: &Path) -> Result<Gathered, Failure> {
    let new = Gathered {
        takes_unread: true,
        ..Gathered::default()
    };
    new.of(path)
}

impl Gathered {
    fn of(mut self, path: &Path) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let about = fs::metadata(path).map_err(|error| failures::io(&name, &error))?;
        if about.is_dir() {
            self.folder(path)?;
        } else {
            self.file(path)?;
        }
        Ok(self)
    }

    /// The signature in a file of its own of this part: `X.p7s` for `X`.
    pub(super) fn signature_of(&self, part: &Part) -> Option<&[u8]> {
        self.parts.iter().find_map(|one| match &one.body {
            Body::Signature(container) if signed_by(&one.name) == Some(part.name.as_str()) => {
                Some(container.as_slice())
            }
            _ => None,
        })
    }

    /// Whether this part is the signature of another that is there.
    pub(super) fn is_signature_of_another(&self, part: &Part) -> bool {
        let signed = signed_by(&part.name).filter(|_| matches!(part.body, Body::Signature(_)));
        signed.is_some_and(|name| self.parts.iter().any(|one| one.name == name))
    }

    /// The files of a folder, by name. Folders inside, hidden files and links are not looked at, and told.
    fn folder(&mut self, folder: &Path) -> Result<(), Failure> {
        let listed = listed(folder)?;
        for name in &listed.ignored {
            self.notes
                .push(Note::new(Place::file(name), Note::IGNORED_FILE, ""));
        }
        for name in listed.names {
            self.file(&folder.join(name))?;
        }
        Ok(())
    }

    fn file(&mut self, path: &Path) -> Result<(), Failure> {
        let name = path
            .file_name()
            .map_or_else(|| path.into(), PathBuf::from)
            .display()
            .to_string();
        let head = match documents::head(path) {
            Ok(head) => head,
            Err(error) => {
                self.parts.push(closed(
                    name,
                    failures::io(&path.display().to_string(), &error),
                ));
                return Ok(());
            }
        };
        let is_pdf = documents::has_header(&head) || name.to_lowercase().ends_with(".pdf");
        if !is_pdf && (Edxml::looks_like(&head) || name.to_lowercase().ends_with(".edxml")) {
            return self.message(path, name);
        }
        self.parts.push(opened(path, name, is_pdf, &head));
        Ok(())
    }

    /// An exchange message: what it states, and the files inside.
    fn message(&mut self, path: &Path, name: String) -> Result<(), Failure> {
        let limit = u64::try_from(LIMITS.bytes)
            .unwrap_or(u64::MAX)
            .saturating_add(1);
        let mut bytes = Vec::new();
        File::open(path)
            .and_then(|file| file.take(limit).read_to_end(&mut bytes))
            .map_err(|error| failures::io(&path.display().to_string(), &error))?;
        let message = match Edxml::read(&bytes, &LIMITS) {
            Ok(message) => message,
            Err(error) if self.takes_unread => {
                let sha256 = sha256(path)?;
                let failure = unreadable(&name, &error);
                let part = closed(name, failure);
                self.parts.push(Part { sha256, ..part });
                return Ok(());
            }
            Err(error) => return Err(unreadable(&name, &error)),
        };
        drop(bytes);
        if let Some(status) = message.status.filter(|_| message.contents.is_empty()) {
            return Err(only_a_status(&name, &status.code));
        }
        if self.metadata.replace(message.metadata).is_some() {
            return Err(two_messages(&name));
        }
        self.problems.extend(message.problems);
        self.notes.extend(message.notes);
        for content in message.contents {
            let is_pdf = documents::has_header(&content.bytes)
                || content.name.to_lowercase().ends_with(".pdf");
            let sha256 = digest(&mut content.bytes.as_slice()).unwrap_or_default();
            let body = match (is_pdf, signed_by(&content.name)) {
                (true, _) => Body::Pdf(Arc::new(content.bytes)),
                (false, Some(_)) => Body::Signature(content.bytes),
                (false, None) => Body::Other(kind(&content.bytes), Arc::new(content.bytes)),
            };
            self.parts.push(Part {
                name: content.name,
                content_id: content.content_id,
                sha256,
                body,
            });
        }
        Ok(())
    }
}

fn opened(path: &Path, name: String, is_pdf: bool, head: &[u8]) -> Part {
    let shown = path.display().to_string();
    let sha256 = match File::open(path).and_then(|mut file| digest(&mut file)) {
        Ok(sha256) => sha256,
        Err(error) => return closed(name, failures::io(&shown, &error)),
    };
    let body = match (is_pdf, signed_by(&name)) {
        (false, Some(_)) => detached::container(path).map(Body::Signature),
        (false, None) => documents::source(path).map(|source| Body::Other(kind(head), source)),
        (true, _) => documents::source(path).map(Body::Pdf),
    };
    let body = body.unwrap_or_else(Body::Closed);
    Part {
        name,
        content_id: None,
        sha256,
        body,
    }
}

fn closed(name: String, failure: Failure) -> Part {
    Part {
        name,
        content_id: None,
        sha256: String::new(),
        body: Body::Closed(failure),
    }
}

/// What the first bytes look like.
fn kind(bytes: &[u8]) -> &'static str {
    match bytes {
        [b'P', b'K', 3, 4, ..] => "zip", // Office documents too
        [0xd0, 0xcf, 0x11, 0xe0, ..] => "ole",
        [b'<', ..] => "xml",
        [0xff, 0xd8, 0xff, ..] | [0x89, b'P', b'N', b'G', ..] => "image",
        _ => "unknown",
    }
}

/// SHA-256 of a file, hexadecimal.
pub(crate) fn sha256(path: &Path) -> Result<String, Failure> {
    let digested = File::open(path).and_then(|mut file| digest(&mut file));
    digested.map_err(|error| failures::io(&path.display().to_string(), &error))
}

fn digest(bytes: &mut dyn Read) -> io::Result<String> {
    let hasher = CryptoProvider::aws_lc().hasher(DigestAlgorithm::Sha256);
    let mut hasher = hasher.map_err(|error| io::Error::other(error.to_string()))?;
    let mut buffer = vec![0; 64 << 10];
    loop {
        let read = bytes.read(&mut buffer)?;
        let Some(chunk) = buffer.get(..read).filter(|chunk| !chunk.is_empty()) else {
            break;
        };
        hasher.update(chunk);
    }
    let digest = hasher.finish();
    Ok(digest
        .as_bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

fn unreadable(name: &str, error: &PackageError) -> Failure {
    match error {
        PackageError::Limit { what, limit } => failures::limit(name, &format!("{what}: {limit}")),
        PackageError::Mime => failures::unsupported(name, "SOAP, MIME"),
        other => Failure::new(
            Exit::Unreadable,
            "malformed",
            Text::new(
                format!("Không đọc được tệp edXML “{name}”: {other}. Đề nghị nơi gửi gửi lại tệp gốc."),
                format!("edXML file “{name}” cannot be read: {other}. Ask the sender for the original file."),
            ),
        )
        .at(error.offset()),
    }
}

fn over(folder: &Path) -> Failure {
    failures::limit(
        &folder.display().to_string(),
        &format!("files: {}", LIMITS.files),
    )
}

/// The answer to a document, which is nothing to receive.
fn only_a_status(name: &str, code: &str) -> Failure {
    Failure::new(
        Exit::Unreadable,
        "status-message",
        Text::new(
            format!(
                "“{name}” là thông báo trạng thái ({code}) của một văn bản đã gửi, không phải văn bản."
            ),
            format!(
                "“{name}” tells the status ({code}) of a document that was sent; it is no document."
            ),
        ),
    )
}

fn two_messages(name: &str) -> Failure {
    Failure::new(
        Exit::Unreadable,
        "two-messages",
        Text::new(
            format!("Thư mục có nhiều hơn một tệp edXML (“{name}”); mỗi bộ văn bản chỉ có một."),
            format!("The folder holds more than one edXML file (“{name}”); a package has one."),
        ),
    )
}
