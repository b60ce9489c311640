//! Which field takes the signature.

use std::collections::HashSet;

use pdf_revisions::{Dict, Encryption, Object, PdfFile, Reference, SignatureField, View};

use crate::draft::{Draft, wrong_type};
use crate::error::{SignError, Unsupported};
use crate::form::{self, NewField};
use crate::lock::FieldLock;
use crate::page::{self, Page, PageFrame};
use crate::request::FieldChoice;
use crate::text::decode;
use crate::visible::{Place, Visible, VisibleSummary};

/// Longest partial name that is given to a new field: ISO 32000-2 annex C has 127 bytes for names, and readers show it.
const NAME_LIMIT: usize = 127;

/// The field to be signed.
pub(crate) struct Target {
    /// Fully qualified name.
    pub(crate) name: String,
    /// The field, if it exists already.
    existing: Option<(Reference, Dict)>,
    /// The lock dictionary of a field that is added.
    new_lock: Option<Object>,
}

impl Target {
    /// Finds the field, or a name for a new one.
    pub(crate) fn choose(
        view: &View<'_>,
        fields: &[SignatureField],
        choice: &FieldChoice,
    ) -> Result<Self, SignError> {
        match choice {
            FieldChoice::Existing { name } => Self::existing(fields, name),
            FieldChoice::New { name } => Self::new(view, "Signature", name.as_deref()),
        }
    }

    /// A new field: of that name, else the first free of `prefix` and a number.
    pub(crate) fn new(
        view: &View<'_>,
        prefix: &str,
        name: Option<&str>,
    ) -> Result<Self, SignError> {
        let name = new_name(&taken_names(view)?, prefix, name)?;
        Ok(Self {
            name,
            existing: None,
            new_lock: None,
        })
    }

    fn existing(fields: &[SignatureField], name: &str) -> Result<Self, SignError> {
        let field = fields.iter().find(|field| field.name == name);
        let field = field.ok_or_else(|| SignError::FieldNotFound {
            name: name.to_owned(),
        })?;
        if field.value.is_some() {
            return Err(SignError::FieldAlreadySigned {
                name: name.to_owned(),
            });
        }
        let direct = || SignError::Unsupported(Unsupported::DirectField(name.to_owned()));
        let reference = field.reference.ok_or_else(direct)?;
        Ok(Self {
            name: name.to_owned(),
            existing: Some((reference, field.dict.clone())),
            new_lock: None,
        })
    }

    /// The dictionary of an existing field.
    pub(crate) fn dict(&self) -> Option<&Dict> {
        self.existing.as_ref().map(|(_, dict)| dict)
    }

    /// Will the field be added?
    pub(crate) fn is_new(&self) -> bool {
        self.existing.is_none()
    }

    /// Does whoever opened the encrypted file hold the right to sign in this field (ISO 32000-2 §7.6.4.2, table 22)?
    pub(crate) fn allowed_by_password(&self, file: &PdfFile) -> Result<(), SignError> {
        let new_field = self.is_new();
        let allowed = |encryption: &Encryption| match new_field {
            true => encryption.allows_new_fields(),
            false => encryption.allows_filling_in(),
        };
        match file.encryption() {
            Some(encryption) if !allowed(encryption) => Err(SignError::ForbiddenByPassword {
                new_field,
                permissions: encryption.permissions,
            }),
            _ => Ok(()),
        }
    }

    /// What the signature locks: what the field's `/Lock` demands (ISO 32000-2 §12.7.5.5, table 236), else what is `wanted`. A new field
    /// gets a lock dictionary that says the same; one of the document stays as its author made it.
    pub(crate) fn lock(
        &mut self,
        view: &View<'_>,
        wanted: Option<&FieldLock>,
    ) -> Result<Option<FieldLock>, SignError> {
        let demanded = self.demanded_lock(view)?;
        match (demanded, wanted) {
            (Some(demanded), Some(wanted)) if !demanded.agrees_with(wanted) => {
                Err(SignError::LockDisagrees {
                    field: self.name.clone(),
                })
            }
            (Some(demanded), _) => Ok(Some(demanded)),
            (None, Some(wanted)) => {
                if let Some(name) = wanted.unknown_name(view, &self.name)? {
                    return Err(SignError::LockUnknownField { name });
                }
                self.new_lock = Some(wanted.dictionary());
                Ok(Some(wanted.clone()))
            }
            (None, None) => Ok(None),
        }
    }

    fn demanded_lock(&self, view: &View<'_>) -> Result<Option<FieldLock>, SignError> {
        let Some(dict) = self.dict() else {
            return Ok(None);
        };
        let lock = view.value(dict, b"Lock")?;
        if lock.is_null() {
            return Ok(None);
        }
        let lock = lock.as_dict().ok_or_else(|| wrong_type("/Lock"))?;
        let lock = FieldLock::read(view, lock)?;
        let unknown = || SignError::Unsupported(Unsupported::FieldLock(self.name.clone()));
        lock.ok_or_else(unknown).map(Some)
    }

    /// Makes `signature` the field's value, creating the field first if it is new. Says what is shown, and on which page.
    pub(crate) fn set_value(
        self,
        draft: &mut Draft<'_>,
        signature: Reference,
        visible: Option<&Visible>,
    ) -> Result<Option<VisibleSummary>, SignError> {
        let Some((reference, mut dict)) = self.existing else {
            let field = NewField {
                name: &self.name,
                value: signature,
                lock: self.new_lock,
            };
            let tagging = form::add_field(draft, field, visible)?;
            return Ok(visible.map(|visible| VisibleSummary {
                tagging,
                ..visible.summary(visible.place.page)
            }));
        };
        dict.insert("V", Object::Reference(signature));
        let shown = match visible {
            None => None,
            Some(visible) => {
                let widget = Widget::of(&draft.view, &self.name, reference, &dict)?;
                Some(widget.show(draft, &mut dict, visible)?)
            }
        };
        draft.update.put(reference, Object::Dictionary(dict))?;
        form::mark_signed(draft)?;
        Ok(shown)
    }
}

/// The one widget of a field that exists: the field itself, or its only kid (ISO 32000-2 §12.5.6.19).
struct Widget {
    /// The kid; `None` where field and widget are one dictionary.
    kid: Option<(Reference, Dict)>,
    page: u32,
    frame: PageFrame,
    rect: [f64; 4],
}

impl Widget {
    fn of(view: &View<'_>, name: &str, field: Reference, dict: &Dict) -> Result<Self, SignError> {
        let no_place = || SignError::Unsupported(Unsupported::FieldPlace(name.to_owned()));
        let kids = view.value(dict, b"Kids")?;
        let kid = match kids.as_array().unwrap_or_default() {
            [] => None,
            [only] => {
                let reference = only.as_reference().ok_or_else(no_place)?;
                let kid = view.resolve(reference)?;
                Some((reference, kid.as_dict().ok_or_else(no_place)?.clone()))
            }
            _ => return Err(no_place()),
        };
        let (reference, widget) = kid
            .as_ref()
            .map_or((field, dict), |(reference, kid)| (*reference, kid));
        let page = page_of(view, reference)?.ok_or_else(no_place)?;
        let frame = Page::find(view, page)?.frame;
        let rect = page::rectangle_of(view, widget)?.ok_or_else(no_place)?;
        Ok(Self {
            kid,
            page,
            frame,
            rect,
        })
    }

    /// Draws on the widget; `field` is the dictionary of the field, about to be written.
    fn show(
        self,
        draft: &mut Draft<'_>,
        field: &mut Dict,
        visible: &Visible,
    ) -> Result<VisibleSummary, SignError> {
        let rotation = self.frame.rotation();
        visible.check_claim(draft, &page::find(&draft.view, self.page)?.1)?;
        match self.kid {
            None => visible.enter(draft, field, rotation)?,
            Some((reference, mut widget)) => {
                visible.enter(draft, &mut widget, rotation)?;
                draft.update.put(reference, Object::Dictionary(widget))?;
            }
        }
        Ok(visible.summary(self.page))
    }
}

/// Where a signature field of the document stands: what is drawn for it should have that size.
///
/// # Errors
/// When there is no such unsigned field, or it has no single place on a page.
pub fn place_of(file: &PdfFile, field: &str) -> Result<Place, SignError> {
    let view = file.newest();
    let target = Target::existing(&view.signature_fields()?, field)?;
    let (reference, dict) = target.existing.ok_or_else(|| SignError::FieldNotFound {
        name: field.to_owned(),
    })?;
    let widget = Widget::of(&view, field, reference, &dict)?;
    Ok(Place {
        page: widget.page,
        area: widget.frame.displayed(widget.rect),
    })
}

/// The number of the page that lists the widget among its annotations; `/P` is optional and may be wrong (§12.5.2).
fn page_of(view: &View<'_>, widget: Reference) -> Result<Option<u32>, SignError> {
    for (number, page) in (1_u32..).zip(view.pages()?) {
        let page = view.resolve(page)?;
        let Some(page) = page.as_dict() else { continue };
        let annotations = view.value(page, b"Annots")?;
        let mut listed = annotations.as_array().unwrap_or_default().iter();
        if listed.any(|annotation| annotation.as_reference() == Some(widget)) {
            return Ok(Some(number));
        }
    }
    Ok(None)
}

/// The partial names of the form's topmost fields, of every kind.
fn taken_names(view: &View<'_>) -> Result<HashSet<String>, SignError> {
    let Some(form) = view.acro_form()? else {
        return Ok(HashSet::new());
    };
    let mut names = HashSet::new();
    for field in view
        .value(&form.dict, b"Fields")?
        .as_array()
        .unwrap_or_default()
    {
        if let Some(field) = view.deref(field)?.as_dict()
            && let Object::String(name) = view.value(field, b"T")?
        {
            names.insert(decode(&name));
        }
    }
    Ok(names)
}

fn new_name(
    taken: &HashSet<String>,
    prefix: &str,
    wanted: Option<&str>,
) -> Result<String, SignError> {
    let Some(name) = wanted.map(str::to_owned) else {
        let mut numbered = (1_u64..).map(|number| format!("{prefix}{number}"));
        return Ok(numbered
            .find(|name| !taken.contains(name))
            .expect("there are fewer fields than numbers"));
    };
    // ISO 32000-2 §12.7.4.2: a partial name has no full stop.
    if name.is_empty() || name.contains('.') || name.len() > NAME_LIMIT {
        return Err(SignError::FieldNameInvalid { name });
    }
    if taken.contains(&name) {
        return Err(SignError::FieldExists { name });
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_without_full_stop() {
        let taken = HashSet::from(["Signature1".to_owned(), "Signature3".to_owned()]);
        assert_eq!(new_name(&taken, "Signature", None).unwrap(), "Signature2");
        assert_eq!(new_name(&taken, "", Some("Lãnh đạo")).unwrap(), "Lãnh đạo");
        assert!(matches!(
            new_name(&taken, "", Some("Signature1")),
            Err(SignError::FieldExists { .. })
        ));
        for bad in ["", "a.b", &"x".repeat(128)] {
            assert!(
                matches!(
                    new_name(&taken, "", Some(bad)),
                    Err(SignError::FieldNameInvalid { .. })
                ),
                "{bad:?}"
            );
        }
    }
}
