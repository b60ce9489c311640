//! A folder or an edXML file → the parts of a package, open and not yet believed.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use cert_path::{CryptoProvider, DigestAlgorithm};
use pdf_revisions::SharedSource;
use signing_workflow::package::{Edxml, Metadata, PackageError, PackageLimits};
use signing_workflow::receive::{Fact, Note, Place};

use crate::documents;
use crate::exit::{Exit, Failure};
use crate::failures;
use crate::text::Text;

const LIMITS: PackageLimits = PackageLimits::DEFAULT;

/// What came, as far as opening goes.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) parts: Vec<Part>,
    pub(super) metadata: Option<Metadata>,
    pub(super) problems: Vec<Fact>,
    pub(super) notes: Vec<Note>,
}

/// A file of the package.
pub(super) struct Part {
    pub(super) name: String,
    pub(super) content_id: Option<String>,
    pub(super) sha256: String,
    pub(super) body: Body,
}

/// What a file is.
pub(super) enum Body {
    Pdf(SharedSource),
    /// No PDF: what it looks like.
    Other(&'static str),
    /// It could not be opened.
    Closed(Failure),
}

/// Opens what is at `path`.
pub(super) fn gather(path: &Path) -> Result<Gathered, Failure> {
    let mut gathered = Gathered::default();
    let name = path.display().to_string();
    let about = fs::metadata(path).map_err(|error| failures::io(&name, &error))?;
    if about.is_dir() {
        gathered.folder(path)?;
    } else {
        gathered.file(path)?;
    }
    Ok(gathered)
}

impl Gathered {
    /// The files of a folder, by name. Folders inside, hidden files and links are not looked at, and told.
    fn folder(&mut self, folder: &Path) -> Result<(), Failure> {
        let failed = |error: io::Error| failures::io(&folder.display().to_string(), &error);
        let mut names = Vec::new();
        for entry in fs::read_dir(folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name();
            let hidden = name.to_string_lossy().starts_with('.');
            if hidden || !entry.file_type().map_err(failed)?.is_file() {
                let name = name.to_string_lossy();
                self.notes
                    .push(Note::new(Place::file(&name), Note::IGNORED_FILE, ""));
                continue;
            }
            names.push(name);
            if names.len() > LIMITS.files {
                return Err(over(folder));
            }
        }
        names.sort();
        for name in names {
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
            return self.message(path);
        }
        self.parts.push(opened(path, name, is_pdf, &head));
        Ok(())
    }

    /// An exchange message: what it states, and the files inside.
    fn message(&mut self, path: &Path) -> Result<(), Failure> {
        let name = path.display().to_string();
        let limit = u64::try_from(LIMITS.bytes)
            .unwrap_or(u64::MAX)
            .saturating_add(1);
        let mut bytes = Vec::new();
        File::open(path)
            .and_then(|file| file.take(limit).read_to_end(&mut bytes))
            .map_err(|error| failures::io(&name, &error))?;
        let message = Edxml::read(&bytes, &LIMITS).map_err(|error| unreadable(&name, &error))?;
        drop(bytes);
        if self.metadata.replace(message.metadata).is_some() {
            return Err(two_messages(&name));
        }
        self.problems.extend(message.problems);
        self.notes.extend(message.notes);
        for content in message.contents {
            let is_pdf = documents::has_header(&content.bytes)
                || content.name.to_lowercase().ends_with(".pdf");
            let sha256 = digest(&mut content.bytes.as_slice()).unwrap_or_default();
            let body = match is_pdf {
                true => Body::Pdf(Arc::new(content.bytes)),
                false => Body::Other(kind(&content.bytes)),
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
    let body = match is_pdf {
        false => Body::Other(kind(head)),
        true => documents::source(path).map_or_else(Body::Closed, Body::Pdf),
    };
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
