//! The font of a text, by its name (ISO 32000-2 §9.6–9.8).

use pdf_revisions::{Dict, Object, PdfError, View};

/// A font, as far as its dictionary names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Font {
    /// Without the letters of a subset; `None` where the file gives none.
    pub(crate) name: Option<String>,
    is_composite: bool,
}

/// Typefaces with the letters and widths of Times New Roman. Ours: the first is the one the decree names (NĐ 30/2020 Phụ lục I), the others
/// are made to its measures, so that nobody who reads the paper can tell.
const TIMES: [&str; 6] = [
    "timesnewroman",
    "liberationserif",
    "tinos",
    "times-",
    "nimbusroman",
    "texgyretermes",
];

impl Font {
    pub(crate) fn read(view: View<'_>, dict: &Dict) -> Result<Self, PdfError> {
        let kind = view.value(dict, b"Subtype")?;
        let is_composite = kind.as_name().is_some_and(|kind| *kind == "Type0");
        let name = match view.value(dict, b"BaseFont")? {
            Object::Name(name) => Some(without_tag(&String::from_utf8_lossy(name.as_bytes()))),
            _ => None,
        };
        Ok(Self { name, is_composite })
    }

    /// Bytes of a character code. Composite fonts of documents have two (§9.7.5.2, `Identity-H`).
    pub(crate) const fn bytes(&self) -> usize {
        if self.is_composite { 2 } else { 1 }
    }

    /// Whether it is Times New Roman, or one of its measures. `None` where the file gives no name.
    pub(crate) fn is_times(&self) -> Option<bool> {
        let name = self.name.as_ref()?.to_lowercase().replace([' ', '_'], "");
        Some(name == "times" || TIMES.iter().any(|known| name.starts_with(known)))
    }

    /// Whether it is neither slanted nor bold, by its name.
    pub(crate) fn is_upright(&self) -> Option<bool> {
        let name = self.name.as_ref()?.to_lowercase();
        Some(
            !["italic", "oblique", "bold"]
                .iter()
                .any(|word| name.contains(word)),
        )
    }
}

/// §9.9.2: six capitals and a plus stand before the name of a subset.
fn without_tag(name: &str) -> String {
    match name.split_once('+') {
        Some((tag, rest))
            if tag.len() == 6 && tag.bytes().all(|byte| byte.is_ascii_uppercase()) =>
        {
            rest.to_owned()
        }
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn font(name: &str) -> Font {
        Font {
            name: Some(without_tag(name)),
            is_composite: false,
        }
    }

    #[test]
    fn times_new_roman_by_its_names() {
        for name in [
            "ABCDEF+TimesNewRomanPSMT",
            "Times New Roman",
            "TimesNewRomanPS-BoldMT",
            "ABCDEF+LiberationSerif-Italic",
            "Times-Roman",
            "TeXGyreTermes-Regular",
        ] {
            assert_eq!(font(name).is_times(), Some(true), "{name}");
        }
        for name in [
            "Arial",
            "ABCDEF+Calibri",
            "Timeless",
            "VNTimes",
            "DejaVuSerif",
        ] {
            assert_eq!(font(name).is_times(), Some(false), "{name}");
        }
        assert_eq!(Font::default().is_times(), None);
    }

    #[test]
    fn styles_by_name() {
        assert_eq!(font("TimesNewRomanPSMT").is_upright(), Some(true));
        assert_eq!(
            font("ABCDEF+LiberationSerif-BoldItalic").is_upright(),
            Some(false)
        );
        assert_eq!(without_tag("ABCDE+Name"), "ABCDE+Name");
    }
}
