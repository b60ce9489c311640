//! One edXML file.

use super::contents;
use super::error::PackageError;
use super::limits::PackageLimits;
use super::metadata::{Listed, Metadata, without_scheme};
use super::status::StatusMessage;
use super::vocabulary;
use super::written;
use super::xml::{self, Element};
use crate::receive::{Fact, Note, Place};

/// An exchange message: what it states, and the files it brings.
#[derive(Clone, Debug, Default)]
pub struct Edxml {
    /// The header and the list of files.
    pub metadata: Metadata,
    /// The status it brings, when it is no document but the answer to one.
    pub status: Option<StatusMessage>,
    /// The files, in the order they come.
    pub contents: Vec<Content>,
    /// What is wrong with parts of it: contents that cannot be decoded, or that nobody listed.
    pub problems: Vec<Fact>,
    /// What is odd and decides nothing.
    pub notes: Vec<Note>,
}

/// A file of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// What binds it to the list.
    pub content_id: Option<String>,
    /// What it is called, for showing: never a path.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Edxml {
    /// Whether bytes look like an exchange message: XML whose first kilobyte names one of its elements.
    #[must_use]
    pub fn looks_like(bytes: &[u8]) -> bool {
        let head = String::from_utf8_lossy(bytes.get(..1024).unwrap_or(bytes));
        head.trim_start_matches('\u{feff}')
            .trim_start()
            .starts_with('<')
            && ["edXML", "EdXML", "MessageHeader"]
                .iter()
                .any(|word| head.contains(word))
    }

    /// Reads a message.
    ///
    /// # Errors
    /// It is not XML, not such a message, or over a limit. What is wrong with single contents is in [`Self::problems`].
    pub fn read(bytes: &[u8], limits: &PackageLimits) -> Result<Self, PackageError> {
        if is_mime(bytes) {
            return Err(PackageError::Mime);
        }
        let root = xml::read(bytes, limits)?;
        let attachments = attachments(&root);
        let status = StatusMessage::of(&root);
        let is_message = root.find(&["MessageHeader"]).is_some() || status.is_some();
        if !is_message && attachments.is_empty() {
            return Err(PackageError::NotEdxml { root: root.name });
        }
        let mut message = Self {
            metadata: Metadata::of(&root),
            status,
            ..Self::default()
        };
        message.note_unknown(&root, limits);
        if attachments.len().max(message.metadata.listed.len()) > limits.files {
            return Err(PackageError::Limit {
                what: "attachments",
                limit: limits.files,
            });
        }
        let mut left = limits.decoded_bytes;
        for (index, attachment) in attachments.iter().enumerate() {
            message.take(attachment, index, &mut left);
        }
        Ok(message)
    }

    fn note_unknown(&mut self, root: &Element, limits: &PackageLimits) {
        let (paths, count) = vocabulary::unknown(root, limits);
        let more = count.saturating_sub(paths.len());
        let notes = paths
            .into_iter()
            .map(|path| Note::new(Place::default(), Note::UNKNOWN_ELEMENT, path));
        self.notes.extend(notes);
        if more > 0 {
            self.notes.push(Note::new(
                Place::default(),
                Note::UNKNOWN_ELEMENT,
                format!("{more} more"),
            ));
        }
        let signed = root
            .find(&["SignatureValue"])
            .is_some_and(|value| !value.text().is_empty());
        if signed {
            let text = "the message carries an XML signature, which is not checked";
            self.notes
                .push(Note::new(Place::default(), Note::NOT_COMPARED, text));
        }
    }

    /// One content: decoded, named, and bound to the list.
    fn take(&mut self, attachment: &Element, index: usize, left: &mut usize) {
        let content_id = attachment.value("ContentId").map(|id| without_scheme(&id));
        let listed = self.listed(content_id.as_deref());
        let stated = attachment
            .value("AttachmentName")
            .map(|name| written::shown_name(&name));
        let name = stated
            .or_else(|| listed.and_then(|one| one.name.clone()))
            .unwrap_or_else(|| format!("#{}", index.saturating_add(1)));
        let unlisted = listed.is_none() && !self.metadata.listed.is_empty();
        let media = attachment.value("ContentType").unwrap_or_default();
        let expects_pdf =
            name.to_lowercase().ends_with(".pdf") || media.to_lowercase().contains("pdf");
        if written::leads_away(&name) {
            let text = "the name has parts of a path; it is only shown";
            self.notes
                .push(Note::new(Place::file(&name), Note::STRANGE_NAME, text));
        }
        if unlisted {
            self.problems
                .push(Fact::PartUnlisted { name: name.clone() });
        }
        let encoded = attachment
            .child("ContentTransferEncoded")
            .or_else(|| attachment.child("Content"));
        match contents::decode(encoded.map_or("", Element::text), expects_pdf, *left) {
            Ok(bytes) => {
                *left = left.saturating_sub(bytes.len());
                self.contents.push(Content {
                    content_id,
                    name,
                    bytes,
                });
            }
            Err(text) => self.problems.push(Fact::PartUndecodable { name, text }),
        }
    }

    fn listed(&self, content_id: Option<&str>) -> Option<&Listed> {
        let id = content_id?;
        let mut listed = self.metadata.listed.iter();
        listed.find(|one| one.content_id.as_deref() == Some(id))
    }
}

/// `AttachmentEncoded/Attachment`, and `Manifest/Attachment` of other writers.
fn attachments(root: &Element) -> Vec<&Element> {
    let places = [
        root.find(&["AttachmentEncoded"]),
        root.find(&["Manifest", "edXMLManifest"]),
    ];
    places
        .into_iter()
        .flatten()
        .flat_map(|place| place.each("Attachment"))
        .collect()
}

/// The head of a MIME message (RFC 2045).
fn is_mime(bytes: &[u8]) -> bool {
    let head = bytes.get(..200).unwrap_or(bytes).to_ascii_lowercase();
    [
        b"mime-version:".as_slice(),
        b"content-type: multipart",
        b"------=",
    ]
    .iter()
    .any(|start| head.starts_with(start))
}
