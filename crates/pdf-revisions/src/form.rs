//! The interactive form, read only (ISO 32000-2 §12.7).

use std::collections::HashSet;
use std::sync::Arc;

use crate::{Dict, Limit, Malformed, Object, PdfError, Reference, View};

/// The document's interactive form dictionary (§12.7.3).
#[derive(Clone, Debug)]
pub struct AcroForm {
    /// Its reference, if it is an indirect object.
    pub reference: Option<Reference>,
    /// The dictionary.
    pub dict: Dict,
}

/// A signature field (§12.7.5.5): attributes inherited from its ancestors resolved, its widget found.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SignatureField {
    /// The field's reference; `None` for the unusual field that is a direct object.
    pub reference: Option<Reference>,
    /// The fully qualified name (§12.7.4.2).
    pub name: String,
    /// The signature dictionary and its reference, if the field is signed. `None` also where `/V` is no dictionary:
    /// such a field shows nothing that could be checked.
    pub value: Option<(Option<Reference>, Dict)>,
    /// The field dictionary.
    pub dict: Dict,
    /// The reference of its (first) widget: the field itself where the two are merged.
    pub widget: Option<Reference>,
    /// The widget's rectangle.
    pub rect: Option<[f64; 4]>,
    /// The widget's page, where it says so.
    pub page: Option<Reference>,
    /// The field flags `/Ff`.
    pub flags: i64,
}

/// What a field has from its ancestors (§12.7.4.1): `/FT`, `/Ff`, `/V` are inheritable.
#[derive(Default)]
struct Inherited {
    name: String,
    is_signature: Option<bool>,
    flags: Option<i64>,
    value: Option<Arc<Object>>,
}

/// A field that waits to be looked at, and how deep it is.
struct Waiting {
    object: Object,
    inherited: Arc<Inherited>,
    depth: usize,
}

impl View<'_> {
    /// The interactive form (§12.7.3), if there is one.
    ///
    /// # Errors
    ///
    /// When the catalog or the form is malformed.
    pub fn acro_form(&self) -> Result<Option<AcroForm>, PdfError> {
        let catalog = self.catalog()?;
        let reference = catalog.reference(b"AcroForm");
        match self.value(&catalog, b"AcroForm")? {
            Object::Null => Ok(None),
            Object::Dictionary(dict) => Ok(Some(AcroForm { reference, dict })),
            _ => Err(self.malformed(Malformed::WrongType)),
        }
    }

    /// The signature fields of the form (§12.7.5.5), signed or not, in the form's order.
    ///
    /// # Errors
    ///
    /// When the field tree is malformed or circular.
    pub fn signature_fields(&self) -> Result<Vec<SignatureField>, PdfError> {
        Ok(self.walk(false)?.found)
    }

    /// The fully qualified names of the form's terminal fields (§12.7.4.2), of every type, in the form's order.
    ///
    /// # Errors
    ///
    /// As [`View::signature_fields`].
    pub fn field_names(&self) -> Result<Vec<String>, PdfError> {
        Ok(self.walk(true)?.names.unwrap_or_default())
    }

    fn walk(&self, every_name: bool) -> Result<Walk<'_, '_>, PdfError> {
        let mut walk = Walk {
            names: every_name.then(Vec::new),
            ..Walk::new(self)
        };
        let Some(form) = self.acro_form()? else {
            return Ok(walk);
        };
        let roots = match self.value(&form.dict, b"Fields")? {
            Object::Array(fields) => fields,
            Object::Null => Vec::new(),
            _ => return Err(self.malformed(Malformed::WrongType)),
        };
        let nothing = Arc::new(Inherited::default());
        let waiting = |object| Waiting {
            object,
            inherited: Arc::clone(&nothing),
            depth: 0,
        };
        walk.waiting = roots.into_iter().rev().map(waiting).collect();
        while let Some(next) = walk.waiting.pop() {
            walk.visit(&next)?;
        }
        Ok(walk)
    }
}

/// A widget annotation and its reference.
type Widget = (Option<Reference>, Dict);

struct Walk<'v, 'f> {
    view: &'v View<'f>,
    waiting: Vec<Waiting>,
    seen: HashSet<Reference>,
    visited: usize,
    /// Of all names found.
    name_bytes: usize,
    found: Vec<SignatureField>,
    /// Names of fields of every type, where they are wanted.
    names: Option<Vec<String>>,
}

impl<'v, 'f> Walk<'v, 'f> {
    fn new(view: &'v View<'f>) -> Self {
        Self {
            view,
            waiting: Vec::new(),
            seen: HashSet::new(),
            visited: 0,
            name_bytes: 0,
            found: Vec::new(),
            names: None,
        }
    }

    fn visit(&mut self, next: &Waiting) -> Result<(), PdfError> {
        let limits = &self.view.file.inner.limits;
        self.visited += 1;
        if self.visited > limits.fields || next.depth > limits.depth {
            return Err(PdfError::limit(
                Limit::Fields,
                self.view.revision().startxref,
            ));
        }
        let reference = next.object.as_reference();
        if reference.is_some_and(|reference| !self.seen.insert(reference)) {
            return Err(self.view.malformed(Malformed::FieldCycle));
        }
        let Object::Dictionary(dict) = self.view.deref(&next.object)?.into_owned() else {
            return Ok(());
        };
        let inherited = Arc::new(self.inherit(&next.inherited, &dict)?);
        let kids = self.kids(&dict)?;
        let (fields, widget) = self.fields_and_widget(kids)?;
        if fields.is_empty() {
            return self.terminal(reference, dict, &inherited, widget.as_ref());
        }
        let depth = next.depth + 1;
        let waiting = |object| Waiting {
            object,
            inherited: Arc::clone(&inherited),
            depth,
        };
        self.waiting.extend(fields.into_iter().rev().map(waiting));
        Ok(())
    }

    fn inherit(&self, above: &Inherited, dict: &Dict) -> Result<Inherited, PdfError> {
        let mut name = above.name.clone();
        if let Object::String(partial) = self.view.value(dict, b"T")? {
            // §12.7.4.2: partial names joined by full stops.
            if !name.is_empty() {
                name.push('.');
            }
            name.push_str(&partial.to_text());
            if name.len() > NAME_BYTES {
                return Err(PdfError::limit(
                    Limit::StringBytes,
                    self.view.revision().startxref,
                ));
            }
        }
        let field_type = self.view.value(dict, b"FT")?;
        let is_signature = field_type.as_name().map(|name| *name == "Sig");
        let flags = self.view.value(dict, b"Ff")?.as_integer();
        let value = dict.get(b"V").map(|value| Arc::new(value.clone()));
        Ok(Inherited {
            name,
            is_signature: is_signature.or(above.is_signature),
            flags: flags.or(above.flags),
            value: value.or_else(|| above.value.clone()),
        })
    }

    fn kids(&self, dict: &Dict) -> Result<Vec<Object>, PdfError> {
        match self.view.value(dict, b"Kids")? {
            Object::Array(kids) => Ok(kids),
            _ => Ok(Vec::new()),
        }
    }

    /// Kids with a partial name are fields, others are widgets of this field (§12.7.4.1); of those the first counts.
    fn fields_and_widget(
        &mut self,
        kids: Vec<Object>,
    ) -> Result<(Vec<Object>, Option<Widget>), PdfError> {
        let (mut fields, mut widget) = (Vec::new(), None);
        for kid in kids {
            self.visited += 1;
            if self.visited > self.view.file.inner.limits.fields {
                return Err(PdfError::limit(
                    Limit::Fields,
                    self.view.revision().startxref,
                ));
            }
            let Object::Dictionary(dict) = self.view.deref(&kid)?.into_owned() else {
                continue;
            };
            if dict.contains(b"T") || dict.contains(b"Kids") {
                fields.push(kid);
            } else if widget.is_none() {
                widget = Some((kid.as_reference(), dict));
            }
        }
        Ok((fields, widget))
    }

    fn terminal(
        &mut self,
        reference: Option<Reference>,
        dict: Dict,
        inherited: &Inherited,
        widget: Option<&Widget>,
    ) -> Result<(), PdfError> {
        if self.names.is_none() && inherited.is_signature != Some(true) {
            return Ok(());
        }
        self.name_bytes += inherited.name.len();
        if self.name_bytes > ALL_NAMES {
            return Err(PdfError::limit(
                Limit::Fields,
                self.view.revision().startxref,
            ));
        }
        if let Some(names) = &mut self.names {
            names.push(inherited.name.clone());
            return Ok(());
        }
        let (widget, widget_dict) = match widget {
            Some((widget, widget_dict)) => (*widget, widget_dict),
            None => (reference, &dict),
        };
        self.found.push(SignatureField {
            reference,
            name: inherited.name.clone(),
            value: self.signature(inherited.value.as_deref())?,
            widget,
            rect: self.rectangle(widget_dict)?,
            page: widget_dict.reference(b"P"),
            flags: inherited.flags.unwrap_or(0),
            dict,
        });
        Ok(())
    }

    fn signature(
        &self,
        value: Option<&Object>,
    ) -> Result<Option<(Option<Reference>, Dict)>, PdfError> {
        let Some(value) = value else {
            return Ok(None);
        };
        // A direct value may be inherited by any number of fields.
        self.view
            .file
            .inner
            .charge(weight(value), self.view.revision().startxref)?;
        match self.view.deref(value)?.into_owned() {
            Object::Dictionary(dict) => Ok(Some((value.as_reference(), dict))),
            _ => Ok(None),
        }
    }

    /// §7.9.5: two opposite corners, in any order.
    fn rectangle(&self, widget: &Dict) -> Result<Option<[f64; 4]>, PdfError> {
        let Object::Array(items) = self.view.value(widget, b"Rect")? else {
            return Ok(None);
        };
        let mut corners = [0.0; 4];
        if items.len() != corners.len() {
            return Ok(None);
        }
        for (corner, item) in corners.iter_mut().zip(&items) {
            let Some(number) = self.view.deref(item)?.as_number() else {
                return Ok(None);
            };
            *corner = number;
        }
        let [x1, y1, x2, y2] = corners;
        Ok(Some([x1.min(x2), y1.min(y2), x1.max(x2), y1.max(y2)]))
    }
}

/// About how many bytes an object takes.
fn weight(object: &Object) -> u64 {
    match object {
        Object::Array(items) => 32 + items.iter().map(weight).sum::<u64>(),
        Object::Dictionary(dict) => {
            32 + dict
                .iter()
                .map(|(_, value)| 32 + weight(value))
                .sum::<u64>()
        }
        Object::String(string) => 32 + string.bytes.len() as u64,
        _ => 32,
    }
}

/// A field tree may repeat long names at every level; nobody reads a name of more than this.
const NAME_BYTES: usize = 4 << 10;

/// Ten thousand signatures with long names.
const ALL_NAMES: usize = 4 << 20;
