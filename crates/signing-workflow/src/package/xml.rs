//! XML of a stranger as a small tree: bounded, without document types, without entities of its own.

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::error::PackageError;
use super::limits::PackageLimits;

/// An element by its local name; namespaces differ between the systems that write such files and decide nothing here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    text: String,
    pub(crate) children: Vec<Self>,
}

impl Element {
    /// The first child of this name.
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The children of this name.
    pub(crate) fn each<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first element of one of these names, here or below. The depth of a tree is bounded.
    pub(crate) fn find(&self, names: &[&str]) -> Option<&Self> {
        if names.contains(&self.name.as_str()) {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(names))
    }

    /// The attribute of this local name.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let known = self.attributes.iter().find(|(key, _)| key == name);
        known.map(|(_, value)| value.as_str())
    }

    /// Its text without the white space around it.
    pub(crate) fn text(&self) -> &str {
        self.text.trim()
    }

    /// The text of the first child of this name, unless it is empty.
    pub(crate) fn value(&self, name: &str) -> Option<String> {
        let text = self.child(name)?.text();
        (!text.is_empty()).then(|| text.to_owned())
    }
}

/// Reads a whole document.
pub(crate) fn read(bytes: &[u8], limits: &PackageLimits) -> Result<Element, PackageError> {
    if bytes.len() > limits.bytes {
        return Err(over("bytes", limits.bytes));
    }
    let text = core::str::from_utf8(bytes).map_err(|error| PackageError::NotUtf8 {
        offset: error.valid_up_to() as u64,
    })?;
    let mut tree = Tree::new(limits);
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    loop {
        let offset = reader.buffer_position();
        let event = reader
            .read_event()
            .map_err(|error| PackageError::Malformed {
                text: error.to_string(),
                offset,
            })?;
        match event {
            Event::Start(start) => tree.start(&start, offset)?,
            Event::Empty(start) => {
                tree.start(&start, offset)?;
                tree.end(offset)?;
            }
            Event::End(_) => tree.end(offset)?,
            Event::Text(text) => tree.text(&text.xml10_content(), offset)?,
            Event::CData(text) => tree.text(&text.xml10_content(), offset)?,
            Event::GeneralRef(reference) => tree.text(&character(&reference, offset)?, offset)?,
            Event::DocType(_) => return Err(PackageError::DocumentType { offset }),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => return tree.finish(offset),
        }
    }
}

/// The five entities of XML itself and numbered characters; everything else would be an entity of its own.
fn character(reference: &BytesRef<'_>, offset: u64) -> Result<String, PackageError> {
    let name = reference.xml10_content().into_owned();
    let refused = || PackageError::Entity {
        name: name.chars().take(40).collect(),
        offset,
    };
    if reference.is_char_ref() {
        let resolved = reference.resolve_char_ref().ok().flatten();
        return resolved.map(String::from).ok_or_else(refused);
    }
    resolve_xml_entity(&name)
        .map(str::to_owned)
        .ok_or_else(refused)
}

struct Tree<'a> {
    limits: &'a PackageLimits,
    /// From the root down to the element being read.
    open: Vec<Element>,
    root: Option<Element>,
    elements: usize,
}

impl<'a> Tree<'a> {
    const fn new(limits: &'a PackageLimits) -> Self {
        Self {
            limits,
            open: Vec::new(),
            root: None,
            elements: 0,
        }
    }

    fn start(&mut self, start: &BytesStart<'_>, offset: u64) -> Result<(), PackageError> {
        self.elements = self.elements.saturating_add(1);
        if self.elements > self.limits.elements {
            return Err(over("elements", self.limits.elements));
        }
        if self.open.len() >= self.limits.depth {
            return Err(over("nested elements", self.limits.depth));
        }
        if self.root.is_some() {
            return Err(malformed("more than one root element", offset));
        }
        let mut element = Element {
            name: start.local_name().as_ref().to_owned(),
            ..Element::default()
        };
        for (count, attribute) in start.attributes().enumerate() {
            // Each is compared with all before it.
            if count >= self.limits.attributes {
                return Err(over("attributes of one element", self.limits.attributes));
            }
            let attribute = attribute.map_err(|error| malformed(&error.to_string(), offset))?;
            let value = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| malformed(&error.to_string(), offset))?;
            let name = attribute.key.local_name().as_ref().to_owned();
            element.attributes.push((name, value.into_owned()));
        }
        self.open.push(element);
        Ok(())
    }

    fn end(&mut self, offset: u64) -> Result<(), PackageError> {
        let element = self
            .open
            .pop()
            .ok_or_else(|| malformed("an end without a start", offset))?;
        // Contents alone may be long.
        if element.text.len() > self.limits.text
            && element.name != "ContentTransferEncoded"
            && element.name != "Content"
        {
            return Err(over("bytes of one text", self.limits.text));
        }
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn text(&mut self, text: &str, offset: u64) -> Result<(), PackageError> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err(malformed("text outside the root element", offset)),
        }
        Ok(())
    }

    fn finish(self, offset: u64) -> Result<Element, PackageError> {
        if !self.open.is_empty() {
            return Err(malformed("it ends inside an element", offset));
        }
        self.root.ok_or_else(|| malformed("no element", offset))
    }
}

fn over(what: &'static str, limit: usize) -> PackageError {
    PackageError::Limit { what, limit }
}

fn malformed(text: &str, offset: u64) -> PackageError {
    PackageError::Malformed {
        text: text.to_owned(),
        offset,
    }
}
