//! PDF/A: what a file claims to be, and what a signature must not add to it (ISO 19005).
//!
//! Nothing here says that a file *is* PDF/A. What it claims is taken at its word, and what the signature adds keeps to the rules of that
//! part. Most of them hold for everything that is written anyway: fonts embedded, colours calibrated, no script, no action, metadata
//! untouched, the file's own kind of cross-reference.

use std::fmt;

use pdf_revisions::{Dict, Object, View};
use signature_appearance::Drawn;

use crate::error::SignError;

/// What a file claims to be (ISO 19005-1 §6.7.11, ISO 19005-2 §6.6.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PdfA {
    /// The part of ISO 19005: 1 to 4.
    pub part: u8,
    /// The level of conformance, `A`, `B`, `U`, `E`, `F`; none where the part needs none.
    pub conformance: Option<char>,
}

/// What would make the file break its claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BreaksPdfA {
    /// ISO 19005-1 §6.1.1: PDF 1.4, whose pictures have at most 8 bits for each colour.
    #[error("a picture of 16 bits per colour")]
    DeepPicture,
    /// ISO 19005-1 §6.1.12, ISO 19005-2 §6.1.13.
    #[error("a signature value of more than {limit} bytes")]
    LongValue {
        /// The longest string.
        limit: usize,
    },
    /// ISO 19005-1 §6.4.
    #[error("transparency, which the picture has")]
    Transparency,
    /// ISO 19005-2 §6.2.10: neither the document nor the page says in which colours to blend.
    #[error("transparency, which the picture has, on a page without a colour space to blend in")]
    TransparencyWithoutColours,
}

impl PdfA {
    /// What the document's metadata say; `None` when they claim nothing that is known, or cannot be read.
    pub(crate) fn claimed(view: &View<'_>, catalog: &Dict) -> Option<Self> {
        let metadata = view.value(catalog, b"Metadata").ok()?;
        let xmp = view.stream_data(metadata.as_stream()?).ok()?;
        let xmp = String::from_utf8_lossy(&xmp);
        let part = value_of(&xmp, "pdfaid:part")?.parse().ok()?;
        let conformance = value_of(&xmp, "pdfaid:conformance").and_then(|text| text.chars().next());
        (1..=4)
            .contains(&part)
            .then_some(Self { part, conformance })
    }

    /// Must every form field have an appearance, seen or not (ISO 19005-1 §6.9)?
    pub(crate) const fn wants_an_appearance(self) -> bool {
        self.part == 1
    }

    /// May the signature's value take so many bytes?
    pub(crate) fn allows_value(self, bytes: usize) -> Result<(), SignError> {
        let limit = match self.part {
            1 => 65_535,
            2 | 3 => 32_767,
            _ => return Ok(()),
        };
        match bytes > limit {
            true => Err(self.breaks(BreaksPdfA::LongValue { limit })),
            false => Ok(()),
        }
    }

    /// May this be shown on this page?
    pub(crate) fn allows_drawing(
        self,
        view: &View<'_>,
        page: &Dict,
        drawn: &Drawn,
    ) -> Result<(), SignError> {
        if self.part == 1 && drawn.is_transparent() {
            return Err(self.breaks(BreaksPdfA::Transparency));
        }
        if self.part == 1 && drawn.has_deep_pictures() {
            return Err(self.breaks(BreaksPdfA::DeepPicture));
        }
        if drawn.is_transparent() && !(has_output_intent(view)? || has_blending_space(view, page)?)
        {
            return Err(self.breaks(BreaksPdfA::TransparencyWithoutColours));
        }
        Ok(())
    }

    const fn breaks(self, what: BreaksPdfA) -> SignError {
        SignError::BreaksPdfA { claim: self, what }
    }
}

impl fmt::Display for PdfA {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PDF/A-{}", self.part)?;
        match self.conformance {
            Some(level) => write!(f, "{}", level.to_ascii_lowercase()),
            None => Ok(()),
        }
    }
}

/// A simple property: an attribute, `name="value"`, or an element, `<name>value</name>` (ISO 16684-1 §7.4, §7.9.2). The prefix is fixed
/// (ISO 19005-2 §6.6.4).
fn value_of<'x>(xmp: &'x str, name: &str) -> Option<&'x str> {
    let after = xmp.split_once(name)?.1.trim_start();
    if let Some(element) = after.strip_prefix('>') {
        return Some(element.split_once('<')?.0.trim());
    }
    let value = after.strip_prefix('=')?.trim_start();
    let quote = value
        .chars()
        .next()
        .filter(|one| matches!(one, '"' | '\''))?;
    Some(value.get(1..)?.split_once(quote)?.0.trim())
}

/// ISO 19005-2 §6.2.3: an output intent of PDF/A gives its profile to what is blended.
fn has_output_intent(view: &View<'_>) -> Result<bool, SignError> {
    let intents = view.value(&view.catalog()?, b"OutputIntents")?;
    for intent in intents.as_array().unwrap_or_default() {
        if let Some(intent) = view.deref(intent)?.as_dict()
            && view
                .value(intent, b"S")?
                .as_name()
                .is_some_and(|of| *of == "GTS_PDFA1")
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn has_blending_space(view: &View<'_>, page: &Dict) -> Result<bool, SignError> {
    let group = view.value(page, b"Group")?;
    Ok(match group.as_dict() {
        Some(group) => view.value(group, b"CS")? != Object::Null,
        None => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_attributes_or_elements() {
        for xmp in [
            r#"<rdf:Description pdfaid:part="2" x="1">"#,
            "<rdf:Description pdfaid:part = '2'>",
            "<pdfaid:part> 2 </pdfaid:part>",
        ] {
            assert_eq!(value_of(xmp, "pdfaid:part"), Some("2"), "{xmp}");
        }
        for xmp in [
            "",
            "pdfaid:part",
            "pdfaid:part=",
            "pdfaid:part=2",
            "<pdfaid:part>",
            "pdfaid:part=\"2",
        ] {
            assert_eq!(value_of(xmp, "pdfaid:part"), None, "{xmp}");
        }
    }

    #[test]
    fn claims_are_named_as_people_name_them() {
        let claim = |part, conformance| PdfA { part, conformance }.to_string();
        assert_eq!(claim(1, Some('B')), "PDF/A-1b");
        assert_eq!(claim(4, None), "PDF/A-4");
    }
}
