//! One part of a workbook as XML events: bounded, without document types.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, BufRead, BufReader, Read};
use std::rc::Rc;

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::super::error::SheetError;

/// The most bytes of one event: ours, ten times the longest cell (a cell's text in UTF-8 is at most 131,068 bytes).
const EVENT: usize = 1 << 20;

/// The source of a part.
pub(super) type Source<'z> = Bounded<BufReader<Box<dyn Read + 'z>>>;

/// One part being read.
pub(super) struct Part<'z> {
    name: String,
    reader: Reader<Source<'z>>,
    buffer: Vec<u8>,
}

/// What comes next in a part. Namespaces decide nothing: the strict and the transitional form of the standard differ in them.
pub(super) enum Node<'a> {
    Start(Tag<'a>),
    End(Tag<'a>),
    Text(Cow<'a, str>),
    Finished,
}

impl<'z> Part<'z> {
    pub(super) fn new(name: String, source: Box<dyn Read + 'z>, unpacked: Rc<Unpacked>) -> Self {
        let source = Bounded {
            source: BufReader::new(source),
            event: EVENT,
            unpacked,
        };
        let mut reader = Reader::from_reader(source);
        reader.config_mut().expand_empty_elements = true;
        Self {
            name,
            reader,
            buffer: Vec::new(),
        }
    }

    pub(super) fn next(&mut self) -> Result<Node<'_>, SheetError> {
        self.reader.get_mut().event = EVENT;
        self.buffer.clear();
        let name = &self.name;
        let event = self.reader.read_event_into(&mut self.buffer);
        match event.map_err(|error| refused(name, &error))? {
            Event::Start(start) | Event::Empty(start) => Ok(Node::Start(Tag { start })),
            Event::End(end) => Ok(Node::End(Tag {
                start: BytesStart::new(end.local_name().as_ref().to_owned()),
            })),
            Event::Text(text) => Ok(Node::Text(text.xml10_content())),
            Event::CData(text) => Ok(Node::Text(text.xml10_content())),
            Event::GeneralRef(reference) => {
                let character = match reference.resolve_char_ref() {
                    Ok(Some(character)) => Some(String::from(character)),
                    Ok(None) => resolve_xml_entity(&reference.xml10_content()).map(str::to_owned),
                    Err(_) => None,
                };
                let character = character.ok_or_else(|| malformed(name, "an entity of its own"))?;
                Ok(Node::Text(Cow::Owned(character)))
            }
            Event::DocType(_) => Err(malformed(name, "a document type")),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => Ok(Node::Text(Cow::Borrowed(""))),
            Event::Eof => Ok(Node::Finished),
        }
    }

    /// That this part is not what it should be.
    pub(super) fn broken(&self, reason: &str) -> SheetError {
        malformed(&self.name, reason)
    }
}

/// A start or an end.
pub(super) struct Tag<'a> {
    start: BytesStart<'a>,
}

impl Tag<'_> {
    /// Its local name.
    pub(super) fn name(&self) -> &str {
        self.start.local_name().into_inner()
    }

    /// The attribute of this local name.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let known = attributes
            .with_checks(false)
            .flatten()
            .find(|one| one.key.local_name().as_ref() == name)?;
        known
            .normalized_value(XmlVersion::Implicit1_0)
            .ok()
            .map(Cow::into_owned)
    }

    /// An attribute that is a number.
    pub(super) fn number(&self, name: &str) -> Option<usize> {
        self.attribute(name)?.parse().ok()
    }

    /// An attribute that is true or false; false where there is none.
    pub(super) fn is(&self, name: &str) -> bool {
        matches!(self.attribute(name).as_deref(), Some("1" | "true" | "on"))
    }
}

fn malformed(part: &str, reason: &str) -> SheetError {
    SheetError::Malformed {
        part: part.to_owned(),
        reason: reason.to_owned(),
    }
}

fn refused(part: &str, error: &quick_xml::Error) -> SheetError {
    if let quick_xml::Error::Io(io) = error
        && let Some(Beyond { what, limit }) = io.get_ref().and_then(|inner| inner.downcast_ref())
    {
        return SheetError::Limit {
            what,
            limit: *limit,
        };
    }
    malformed(part, &error.to_string())
}

/// How many bytes may be unpacked from one archive.
pub(super) struct Unpacked {
    limit: u64,
    left: Cell<u64>,
}

impl Unpacked {
    pub(super) const fn at_most(limit: u64) -> Self {
        Self {
            limit,
            left: Cell::new(limit),
        }
    }
}

/// A source that ends in an error where one event, or all parts together, grow beyond their bound: the reader of XML keeps a whole
/// event in memory.
pub(super) struct Bounded<R> {
    source: R,
    event: usize,
    unpacked: Rc<Unpacked>,
}

/// What was too much.
#[derive(Debug, thiserror::Error)]
#[error("more than {limit} {what}")]
struct Beyond {
    what: &'static str,
    limit: usize,
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let beyond = |what, limit| Err(io::Error::other(Beyond { what, limit }));
        if self.event == 0 {
            return beyond("characters in one cell", EVENT);
        }
        let Unpacked { limit, left } = &*self.unpacked;
        if left.get() == 0 {
            return beyond("bytes unpacked", bounded(*limit));
        }
        let left = bounded(left.get());
        let most = self.event.min(left);
        let bytes = self.source.fill_buf()?;
        Ok(&bytes[..bytes.len().min(most)])
    }

    fn consume(&mut self, amount: usize) {
        self.event = self.event.saturating_sub(amount);
        let left = &self.unpacked.left;
        left.set(left.get().saturating_sub(amount as u64));
        self.source.consume(amount);
    }
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self.fill_buf()?;
        let count = bytes.len().min(buffer.len());
        buffer[..count].copy_from_slice(&bytes[..count]);
        self.consume(count);
        Ok(count)
    }
}

fn bounded(bytes: u64) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX)
}
