//! Exchange messages written: a document with its files, and the status that goes back.
//!
//! What stands in them is second-hand (see the module above): the elements, their names and their nesting are those that public
//! integration programs write, not those of the tables of QCVN 102:2016, which were not read. Nothing here is signed: the XML
//! signature of the message has not been read either. What is written is read back equal by [`Edxml::read`](super::Edxml::read).

use std::io::{self, Read, Write};

use base64ct::{Base64, Encoding};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use super::limits::PackageLimits;
use super::metadata::{Business, Metadata, Organisation, Signer};
use super::status::StatusMessage;

/// The namespace in which public programs write (second-hand).
const NAMESPACE: &str = "http://www.mic.gov.vn/TBT/QCVN_102_2016";
const LIMITS: PackageLimits = PackageLimits::DEFAULT;
/// A multiple of three, so that only the last piece of a file is padded.
const PIECE: usize = 3 << 14;

/// A file to be sent along.
pub struct Attachment<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Its media type: `application/pdf`.
    pub content_type: &'a str,
    /// Its bytes, read once, in pieces.
    pub bytes: &'a mut dyn Read,
}

impl core::fmt::Debug for Attachment<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Attachment")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Why no message came out. What was written before is no message.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// A file without a byte: readers take it for one that got lost.
    #[error("{name} is empty")]
    Empty {
        /// Its name.
        name: String,
    },
    /// Reading a file or writing the message failed.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// More than our own reader takes.
    #[error("limit reached: {what} (at most {limit})")]
    Limit {
        /// Of what.
        what: &'static str,
        /// How much there may be.
        limit: usize,
    },
}

/// Writes a document for the exchange: what `metadata` states, and the files.
///
/// [`Metadata::listed`] is not looked at: the list is that of the files written, numbered from 1. Characters that XML cannot carry
/// (control characters) become U+FFFD.
///
/// # Errors
/// [`WriteError`].
pub fn write(
    metadata: &Metadata,
    attachments: &mut [Attachment<'_>],
    out: impl Write,
) -> Result<(), WriteError> {
    if attachments.len() > LIMITS.files {
        return Err(over("attachments", LIMITS.files));
    }
    let mut xml = Xml::begin(out)?;
    xml.open("edXML:edXMLHeader")?;
    xml.header(metadata)?;
    xml.business(&metadata.business)?;
    xml.close("edXML:edXMLHeader")?;
    xml.list(attachments)?;
    xml.close("edXML:edXMLEnvelope")?;
    xml.open("AttachmentEncoded")?;
    let mut left = LIMITS.decoded_bytes;
    for (index, attachment) in (1_usize..).zip(attachments) {
        xml.content(index, attachment, &mut left)?;
    }
    xml.close("AttachmentEncoded")?;
    xml.close("edXML")
}

/// Writes the status of a document that was received (refusal: 02), for whoever sent it.
///
/// # Errors
/// [`WriteError::Io`], [`WriteError::Limit`].
pub fn write_status(status: &StatusMessage, out: impl Write) -> Result<(), WriteError> {
    let mut xml = Xml::begin(out)?;
    xml.open("edXML:edXMLHeader")?;
    xml.open("edXML:Status")?;
    xml.open("edXML:ResponseFor")?;
    let of = &status.response_for;
    xml.value("edXML:OrganId", of.organisation.as_deref())?;
    xml.value("edXML:Code", of.code.as_deref())?;
    xml.value("edXML:PromulgationDate", of.date_as_written.as_deref())?;
    xml.value("edXML:DocumentId", of.document_id.as_deref())?;
    xml.close("edXML:ResponseFor")?;
    xml.party("edXML:From", &status.from)?;
    xml.value("edXML:StatusCode", Some(&status.code))?;
    xml.value("edXML:Description", status.description.as_deref())?;
    xml.value("edXML:Timestamp", status.timestamp.as_deref())?;
    if status.staff.is_some() {
        xml.open("edXML:StaffInfo")?;
        xml.value("edXML:Staff", status.staff.as_deref())?;
        xml.close("edXML:StaffInfo")?;
    }
    xml.close("edXML:Status")?;
    xml.close("edXML:edXMLHeader")?;
    xml.close("edXML:edXMLEnvelope")?;
    xml.close("edXML")
}

struct Xml<W: Write> {
    writer: Writer<W>,
}

impl<W: Write> Xml<W> {
    /// The declaration, and the two elements around everything.
    fn begin(out: W) -> Result<Self, WriteError> {
        let mut xml = Self {
            writer: Writer::new(out),
        };
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        let mut root = BytesStart::new("edXML");
        root.push_attribute(("xmlns", NAMESPACE));
        xml.event(Event::Start(root))?;
        let mut envelope = BytesStart::new("edXML:edXMLEnvelope");
        envelope.push_attribute(("xmlns:edXML", NAMESPACE));
        xml.event(Event::Start(envelope))?;
        Ok(xml)
    }

    fn event(&mut self, event: Event<'_>) -> Result<(), WriteError> {
        Ok(self.writer.write_event(event)?)
    }

    fn open(&mut self, name: &'static str) -> Result<(), WriteError> {
        self.event(Event::Start(BytesStart::new(name)))
    }

    fn close(&mut self, name: &'static str) -> Result<(), WriteError> {
        self.event(Event::End(BytesEnd::new(name)))
    }

    /// An element with a text; nothing, where there is none.
    fn value(&mut self, name: &'static str, text: Option<&str>) -> Result<(), WriteError> {
        let Some(text) = text else { return Ok(()) };
        if text.len() > LIMITS.text {
            return Err(over("bytes of one text", LIMITS.text));
        }
        self.open(name)?;
        self.event(Event::Text(BytesText::new(&carried(text))))?;
        self.close(name)
    }

    fn header(&mut self, stated: &Metadata) -> Result<(), WriteError> {
        self.open("edXML:MessageHeader")?;
        self.party("edXML:From", &stated.from)?;
        for to in &stated.to {
            self.party("edXML:To", to)?;
        }
        self.group(
            "edXML:Code",
            &[
                ("edXML:CodeNumber", stated.number.as_deref()),
                ("edXML:CodeNotation", stated.symbol.as_deref()),
            ],
        )?;
        let day = stated.date.map(|day| day.to_string().replace('-', "/"));
        let date = stated.date_as_written.as_deref().or(day.as_deref());
        self.group(
            "edXML:PromulgationInfo",
            &[
                ("edXML:Place", stated.place.as_deref()),
                ("edXML:PromulgationDate", date),
            ],
        )?;
        let kind = stated.type_name.as_deref();
        self.group("edXML:DocumentType", &[("edXML:TypeName", kind)])?;
        self.value("edXML:Subject", stated.subject.as_deref())?;
        self.signer(&stated.signer)?;
        self.other(stated)?;
        self.value("edXML:DocumentId", stated.document_id.as_deref())?;
        self.close("edXML:MessageHeader")
    }

    /// Elements in a group of their own; nothing, where there is none of them.
    fn group(
        &mut self,
        name: &'static str,
        values: &[(&'static str, Option<&str>)],
    ) -> Result<(), WriteError> {
        if values.iter().all(|(_, text)| text.is_none()) {
            return Ok(());
        }
        self.open(name)?;
        for (name, text) in values {
            self.value(name, *text)?;
        }
        self.close(name)
    }

    /// A party stands there even where nothing is known of it: parties are counted.
    fn party(&mut self, name: &'static str, party: &Organisation) -> Result<(), WriteError> {
        self.open(name)?;
        self.value("edXML:OrganId", party.code.as_deref())?;
        self.value("edXML:OrganName", party.name.as_deref())?;
        self.close(name)
    }

    fn signer(&mut self, signer: &Signer) -> Result<(), WriteError> {
        self.group(
            "edXML:SignerInfo",
            &[
                ("edXML:Competence", signer.competence.as_deref()),
                ("edXML:Position", signer.position.as_deref()),
                ("edXML:FullName", signer.name.as_deref()),
            ],
        )
    }

    fn other(&mut self, stated: &Metadata) -> Result<(), WriteError> {
        if stated.priority.is_none() && stated.appendixes.is_empty() {
            return Ok(());
        }
        self.open("edXML:OtherInfo")?;
        self.value("edXML:Priority", stated.priority.as_deref())?;
        if !stated.appendixes.is_empty() {
            self.open("edXML:Appendixes")?;
            for name in &stated.appendixes {
                self.value("edXML:Appendix", Some(name))?;
            }
            self.close("edXML:Appendixes")?;
        }
        self.close("edXML:OtherInfo")
    }

    /// Programs write the word with two s.
    fn business(&mut self, business: &Business) -> Result<(), WriteError> {
        if *business == Business::default() {
            return Ok(());
        }
        self.open("edXML:TraceHeaderList")?;
        self.group(
            "edXML:Bussiness",
            &[
                ("edXML:BussinessDocType", business.kind.as_deref()),
                ("edXML:BussinessDocReason", business.reason.as_deref()),
            ],
        )?;
        self.close("edXML:TraceHeaderList")
    }

    fn list(&mut self, attachments: &[Attachment<'_>]) -> Result<(), WriteError> {
        self.open("edXML:edXMLBody")?;
        self.open("edXML:edXMLManifest")?;
        for (index, attachment) in (1_usize..).zip(attachments) {
            self.open("edXML:Reference")?;
            self.value("edXML:ContentId", Some(&format!("cid:{index}")))?;
            self.value("edXML:ContentType", Some(attachment.content_type))?;
            self.value("edXML:AttachmentName", Some(attachment.name))?;
            self.close("edXML:Reference")?;
        }
        self.close("edXML:edXMLManifest")?;
        self.close("edXML:edXMLBody")
    }

    /// One file as base64, in pieces.
    fn content(
        &mut self,
        index: usize,
        attachment: &mut Attachment<'_>,
        left: &mut usize,
    ) -> Result<(), WriteError> {
        self.open("Attachment")?;
        self.value("ContentType", Some(attachment.content_type))?;
        self.value("ContentId", Some(&index.to_string()))?;
        self.value("AttachmentName", Some(attachment.name))?;
        self.open("ContentTransferEncoded")?;
        let mut piece = vec![0; PIECE];
        let mut is_empty = true;
        loop {
            let filled = fill(attachment.bytes, &mut piece)?;
            let Some(bytes) = piece.get(..filled).filter(|bytes| !bytes.is_empty()) else {
                break;
            };
            is_empty = false;
            *left = left
                .checked_sub(filled)
                .ok_or_else(|| over("bytes of all contents", LIMITS.decoded_bytes))?;
            let encoded = Base64::encode_string(bytes);
            self.writer.get_mut().write_all(encoded.as_bytes())?;
        }
        if is_empty {
            let name = attachment.name.to_owned();
            return Err(WriteError::Empty { name });
        }
        self.close("ContentTransferEncoded")?;
        self.close("Attachment")
    }
}

/// As many bytes as there are, up to the length of the buffer.
fn fill(from: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(room) = buffer.get_mut(filled..).filter(|room| !room.is_empty()) {
        match from.read(room) {
            Ok(0) => break,
            Ok(read) => filled = filled.saturating_add(read),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// XML 1.0 §2.2: what is no character of XML cannot be written, not even as a reference; a carriage return would be read as a line end.
fn carried(text: &str) -> String {
    let can_be = |c: char| match c {
        '\t' | '\n' => c,
        '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    text.chars().map(can_be).collect()
}

const fn over(what: &'static str, limit: usize) -> WriteError {
    WriteError::Limit { what, limit }
}
