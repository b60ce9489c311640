//! What a content stream names and finds in its resources: colour spaces, graphics states and fonts (ISO 32000-2 §7.8.3).

use std::collections::HashMap;
use std::rc::Rc;

use pdf_revisions::{Dict, Object, PdfError, Reference};

use super::fonts::Font;
use super::paths::last;
use super::state::{State, components};
use super::walker::Walker;
use pdf_revisions::content::Operand;

/// Fonts read; each may have a table of widths.
const FONTS: usize = 1_000;

/// The fonts of one painting.
#[derive(Debug)]
pub(super) struct Fonts {
    read: HashMap<Reference, Rc<Font>>,
    left: usize,
}

impl Default for Fonts {
    fn default() -> Self {
        Self {
            read: HashMap::new(),
            left: FONTS,
        }
    }
}

impl Walker<'_> {
    /// A resource by the name before the operator.
    pub(super) fn resource(
        &self,
        category: &[u8],
        operands: &[Operand],
        resources: &Dict,
    ) -> Result<Object, PdfError> {
        let name = operands.iter().rev().find_map(|operand| match operand {
            Operand::Name(name) => Some(name.as_slice()),
            _ => None,
        });
        let held = self.view.value(resources, category)?;
        Ok(name
            .zip(held.as_dict())
            .and_then(|(name, held)| held.get(name))
            .cloned()
            .unwrap_or(Object::Null))
    }

    pub(super) fn space(
        &self,
        operands: &[Operand],
        resources: &Dict,
    ) -> Result<Option<usize>, PdfError> {
        if let Some(Operand::Name(name)) = operands.last()
            && let b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK" = name.as_slice()
        {
            return self.device(name, resources);
        }
        let space = self.resource(b"ColorSpace", operands, resources)?;
        components(self.view, self.view.deref(&space)?.as_ref())
    }

    /// The components of a device space, by its name or an operator; `None` where the resources put another space, that is not read, in its
    /// place (ISO 32000-2 §8.6.5.6).
    pub(super) fn device(&self, name: &[u8], resources: &Dict) -> Result<Option<usize>, PdfError> {
        let (default, own) = match name {
            b"g" | b"G" | b"DeviceGray" => (&b"DefaultGray"[..], 1),
            b"rg" | b"RG" | b"DeviceRGB" => (&b"DefaultRGB"[..], 3),
            _ => (&b"DefaultCMYK"[..], 4),
        };
        let spaces = self.view.value(resources, b"ColorSpace")?;
        match spaces.as_dict().and_then(|spaces| spaces.get(default)) {
            Some(other) => components(self.view, self.view.deref(other)?.as_ref()),
            None => Ok(Some(own)),
        }
    }

    pub(super) fn extended(
        &mut self,
        operands: &[Operand],
        resources: &Dict,
        state: &mut State,
    ) -> Result<(), PdfError> {
        let parameters = self.resource(b"ExtGState", operands, resources)?;
        let parameters = self.view.deref(&parameters)?.into_owned();
        let Some(parameters) = parameters.as_dict() else {
            self.doubt_above("a graphics state that is not there");
            return Ok(());
        };
        state.extended(self.view, parameters)?;
        if let Object::Array(font) = self.view.value(parameters, b"Font")?
            && let [font, size] = font.as_slice()
        {
            let size = self.view.deref(size)?.as_number();
            state.text.size = size.unwrap_or(state.text.size);
            state.text.font = self.read_font(font)?;
        }
        Ok(())
    }

    pub(super) fn font(
        &mut self,
        operands: &[Operand],
        resources: &Dict,
        state: &mut State,
    ) -> Result<(), PdfError> {
        state.text.size = last(operands).map_or(0.0, |[size]| size);
        let font = self.resource(b"Font", operands, resources)?;
        state.text.font = self.read_font(&font)?;
        Ok(())
    }

    fn read_font(&mut self, font: &Object) -> Result<Rc<Font>, PdfError> {
        if let Some(known) = font
            .as_reference()
            .and_then(|reference| self.fonts.read.get(&reference))
        {
            return Ok(Rc::clone(known));
        }
        let Some(left) = self.fonts.left.checked_sub(1) else {
            self.doubt("too many fonts");
            return Ok(Rc::new(Font::UNKNOWN));
        };
        self.fonts.left = left;
        let read = match self.view.deref(font)?.as_dict() {
            Some(dict) => Font::read(self.view, dict)?,
            None => Font::UNKNOWN,
        };
        let read = Rc::new(read);
        if let Some(reference) = font.as_reference() {
            self.fonts.read.insert(reference, Rc::clone(&read));
        }
        Ok(read)
    }
}
