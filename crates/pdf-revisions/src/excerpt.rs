//! Some pages of one revision as a document of their own, for whoever shows them: it holds what the pages are made of and nothing else of
//! the file, decrypted, as this crate reads it.

use std::collections::{BTreeMap, VecDeque};

use crate::{Dict, Limit, Name, Object, PdfError, Reference, Stream, View};

/// What becomes of the images on the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Images {
    /// They are there.
    Kept,
    /// Nothing is in their place: for reading text.
    Left,
}

/// What a page is shown by (ISO 32000-2 Table 31), and what it may inherit.
const PAGE: [&[u8]; 4] = [b"Annots", b"Contents", b"Group", b"UserUnit"];
const INHERITED: [&[u8]; 4] = [b"CropBox", b"MediaBox", b"Resources", b"Rotate"];
/// What an annotation is shown by (ISO 32000-2 Table 166).
const ANNOTATION: [&[u8]; 7] = [b"AP", b"AS", b"F", b"OC", b"Rect", b"Subtype", b"Type"];

const CATALOG: Reference = Reference::new(1, 0);
const PAGES: Reference = Reference::new(2, 0);

impl View<'_> {
    /// A document of these pages alone, in this order, of at most about `most` bytes.
    ///
    /// A page keeps what it shows: contents, resources, boxes, rotation, the appearances of its annotations, the state of layers. It loses
    /// everything else: actions, fields, structure, metadata, names. What one asks a viewer about these pages can then be answered by
    /// nothing in the file that this crate does not see.
    ///
    /// # Errors
    ///
    /// When something that the pages are made of cannot be read, and when there is more of it than `most`.
    pub fn excerpt(
        &self,
        pages: &[Reference],
        images: Images,
        most: usize,
    ) -> Result<Vec<u8>, PdfError> {
        let mut excerpt = Excerpt {
            view: *self,
            images,
            most,
            numbers: BTreeMap::new(),
            waiting: VecDeque::new(),
            next: PAGES.number + 1,
            out: b"%PDF-2.0\n%\xE2\xE3\xCF\xD3\n".to_vec(),
            offsets: BTreeMap::new(),
        };
        excerpt.document(pages)?;
        excerpt.rest()?;
        Ok(excerpt.finish())
    }
}

struct Excerpt<'f> {
    view: View<'f>,
    images: Images,
    most: usize,
    /// What the objects of the file are called here.
    numbers: BTreeMap<Reference, Reference>,
    waiting: VecDeque<(Reference, Reference)>,
    next: u32,
    out: Vec<u8>,
    offsets: BTreeMap<u32, usize>,
}

impl Excerpt<'_> {
    fn document(&mut self, pages: &[Reference]) -> Result<(), PdfError> {
        let mut catalog = dict([
            ("Type", Name::new("Catalog").into()),
            ("Pages", PAGES.into()),
        ]);
        if let Some(layers) = self.view.catalog()?.get(b"OCProperties") {
            catalog.insert("OCProperties", self.renamed(layers));
        }
        self.write(CATALOG, &catalog.into());
        let mut kids = Vec::new();
        for page in pages {
            let own = self.allocate();
            let page = self.page(*page)?;
            self.write(own, &page.into());
            kids.push(Object::Reference(own));
        }
        let count = i64::try_from(kids.len()).unwrap_or(i64::MAX);
        let tree = dict([
            ("Type", Name::new("Pages").into()),
            ("Count", Object::Integer(count)),
            ("Kids", Object::Array(kids)),
        ]);
        self.write(PAGES, &tree.into());
        Ok(())
    }

    fn page(&mut self, page: Reference) -> Result<Dict, PdfError> {
        let page = match self.view.resolve(page)? {
            Object::Dictionary(page) => page,
            _ => Dict::new(),
        };
        let mut shown = dict([("Type", Name::new("Page").into()), ("Parent", PAGES.into())]);
        for key in PAGE {
            if let Some(value) = page.get(key) {
                let value = match key {
                    b"Annots" => self.annotations(value)?,
                    _ => self.renamed(value),
                };
                shown.insert(key, value);
            }
        }
        for key in INHERITED {
            let value = self.view.inherited(&page, key)?;
            if !value.is_null() {
                shown.insert(key, self.renamed(&value));
            }
        }
        Ok(shown)
    }

    fn annotations(&mut self, all: &Object) -> Result<Object, PdfError> {
        let all = self.view.deref(all)?;
        let mut shown = Vec::new();
        for one in all.as_array().unwrap_or_default() {
            let one = self.view.deref(one)?;
            let entries = one.as_dict().into_iter().flat_map(Dict::iter);
            let of_use = entries.filter(|(key, _)| ANNOTATION.contains(&key.as_bytes()));
            let dict = of_use
                .map(|(key, value)| (key.clone(), self.renamed(value)))
                .collect();
            shown.push(Object::Dictionary(dict));
        }
        Ok(Object::Array(shown))
    }

    /// Everything that was named so far and is not written yet.
    fn rest(&mut self) -> Result<(), PdfError> {
        while let Some((from, to)) = self.waiting.pop_front() {
            match self.view.resolve(from)? {
                Object::Stream(stream) => self.stream(to, &stream)?,
                // Other pages, and all that hangs on them, are nothing that a page is made of.
                Object::Dictionary(dict) if is_of_the_tree(&dict) => {
                    self.write(to, &Object::Null);
                }
                other => {
                    let other = self.renamed(&other);
                    self.write(to, &other);
                }
            }
            if self.out.len() > self.most {
                return Err(PdfError::limit_somewhere(Limit::DecodedBytes));
            }
        }
        Ok(())
    }

    fn stream(&mut self, to: Reference, stream: &Stream) -> Result<(), PdfError> {
        let kind = self.view.value(&stream.dict, b"Subtype")?;
        let is_image = kind.as_name().is_some_and(|kind| *kind == "Image");
        if is_image && self.images == Images::Left {
            self.write(to, &Object::Null);
            return Ok(());
        }
        let data = self.view.encoded_data(stream)?;
        let entries = stream.dict.iter();
        let mut dict: Dict = entries
            .map(|(key, value)| (key.clone(), self.renamed(value)))
            .collect();
        dict.insert(
            "Length",
            Object::Integer(i64::try_from(data.len()).unwrap_or(i64::MAX)),
        );
        self.begin(to);
        dict.write(&mut self.out);
        self.out.extend_from_slice(b"\nstream\n");
        self.out.extend_from_slice(&data);
        self.out.extend_from_slice(b"\nendstream\nendobj\n");
        Ok(())
    }

    /// The same value with the names that objects have here.
    fn renamed(&mut self, value: &Object) -> Object {
        match value {
            Object::Reference(reference) => Object::Reference(self.name(*reference)),
            Object::Array(items) => {
                Object::Array(items.iter().map(|item| self.renamed(item)).collect())
            }
            Object::Dictionary(dict) => Object::Dictionary(
                dict.iter()
                    .map(|(key, value)| (key.clone(), self.renamed(value)))
                    .collect(),
            ),
            other => other.clone(),
        }
    }

    fn name(&mut self, reference: Reference) -> Reference {
        if let Some(known) = self.numbers.get(&reference) {
            return *known;
        }
        let own = self.allocate();
        self.numbers.insert(reference, own);
        self.waiting.push_back((reference, own));
        own
    }

    fn allocate(&mut self) -> Reference {
        let own = Reference::new(self.next, 0);
        self.next = self.next.saturating_add(1);
        own
    }

    fn begin(&mut self, reference: Reference) {
        self.offsets.insert(reference.number, self.out.len());
        let head = format!("{} 0 obj\n", reference.number);
        self.out.extend_from_slice(head.as_bytes());
    }

    fn write(&mut self, reference: Reference, object: &Object) {
        self.begin(reference);
        object.write(&mut self.out);
        self.out.extend_from_slice(b"\nendobj\n");
    }

    /// The cross-reference table (ISO 32000-2 §7.5.4) and the trailer.
    fn finish(mut self) -> Vec<u8> {
        let start = self.out.len();
        let size = self.next;
        self.out
            .extend_from_slice(format!("xref\n0 {size}\n0000000000 65535 f \n").as_bytes());
        for number in 1..size {
            let entry = match self.offsets.get(&number) {
                Some(offset) => format!("{offset:010} 00000 n \n"),
                None => "0000000000 00000 f \n".to_owned(),
            };
            self.out.extend_from_slice(entry.as_bytes());
        }
        let trailer =
            format!("trailer\n<</Size {size}/Root {CATALOG}>>\nstartxref\n{start}\n%%EOF\n");
        self.out.extend_from_slice(trailer.as_bytes());
        self.out
    }
}

/// ISO 32000-2 Tables 29–31.
fn is_of_the_tree(dict: &Dict) -> bool {
    dict.name(b"Type")
        .is_some_and(|kind| *kind == "Page" || *kind == "Pages" || *kind == "Catalog")
}

fn dict<const N: usize>(entries: [(&str, Object); N]) -> Dict {
    entries.into_iter().collect()
}
