//! What the lint can find, as data: a stable code, how grave it is, one English line.

use pades_verify::Severity;

/// One kind of finding. The codes are a public interface: kebab case, never renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum LintKind {
    /// Something happens by itself when the document or a page is opened (`/OpenAction`, `/AA`; ISO 32000-2 §12.6.3).
    ActionAutomatic,
    /// An action starts a program, opens another file, sends or imports data (§12.6.4).
    ActionExternal,
    /// A certifying signature that others precede (§12.8.2.2.1: it has to be the first).
    CertificationAfterApproval,
    /// Text that later content of the same page hides.
    CoveredText,
    /// Another file inside the file (§7.11.4).
    EmbeddedFile,
    /// Content that is in another file (§7.3.8.2 `/F`, §8.10.4 `/Ref`).
    ExternalData,
    /// A field shows another value than it has (§12.7.4).
    FieldShowsOtherValue,
    /// The first cross-reference table has more than one subsection (§7.5.4).
    FirstTableSegmented,
    /// A font's glyphs are filed under another name than the font's (§9.8.1 Table 120): they may be of another font, or made for this file.
    FontNameDiffers,
    /// A font is not in the file (§9.9): another machine takes another one.
    FontNotEmbedded,
    /// A cross-reference table with a stream beside it (§7.5.8.4): readers may see two documents.
    HybridCrossReference,
    /// JavaScript (§12.6.4.17).
    Javascript,
    /// A layer that is switched off, or switched by viewing and printing (§8.11.4).
    LayerHidden,
    /// Layers, all of them shown.
    Layers,
    /// Cross-reference tables and streams in one file.
    MixedCrossReference,
    /// Sound, film or three-dimensional content (§13).
    Multimedia,
    /// Readers are told to draw the fields anew (§12.7.3 `/NeedAppearances`).
    NeedAppearances,
    /// The document is larger than what the lint looks at.
    NotLookedAtWhole,
    /// An update holds objects that its cross-reference does not list.
    ObjectsInGaps,
    /// One of the fourteen standard fonts is not in the file (§9.6.2.2).
    StandardFontNotEmbedded,
    /// Content or forms that the document does not use, and that a later update may show.
    UnusedContent,
    /// Other objects that the document does not use.
    UnusedObject,
    /// The version that the file names is too low for how it is written, or not known (§7.5.2).
    VersionUnfit,
    /// A form of another kind (XFA; §12.7.8), which few readers show.
    Xfa,
}

/// Code, severity and words of each.
const fn told(kind: LintKind) -> (&'static str, Severity, &'static str) {
    use LintKind as K;
    use Severity::{Info, Warning};
    match kind {
        K::ActionAutomatic => (
            "action-automatic",
            Warning,
            "something happens by itself when the document is opened, closed or printed",
        ),
        K::ActionExternal => (
            "action-external",
            Warning,
            "an action starts a program, opens another file, sends or imports data",
        ),
        K::CertificationAfterApproval => (
            "certification-after-approval",
            Warning,
            "a certifying signature is not the first one",
        ),
        K::CoveredText => ("covered-text", Warning, "later content hides text of pages"),
        K::EmbeddedFile => ("embedded-file", Warning, "the file holds other files"),
        K::ExternalData => (
            "external-data",
            Warning,
            "content is taken from another file",
        ),
        K::FieldShowsOtherValue => (
            "field-shows-other-value",
            Warning,
            "a field shows another value than it has",
        ),
        K::FirstTableSegmented => (
            "first-table-segmented",
            Warning,
            "the first cross-reference table has more than one subsection",
        ),
        K::FontNameDiffers => (
            "font-name-differs",
            Warning,
            "the glyphs of a font are filed under another name than the font's",
        ),
        K::FontNotEmbedded => ("font-not-embedded", Warning, "a font is not in the file"),
        K::HybridCrossReference => (
            "hybrid-cross-reference",
            Warning,
            "a cross-reference table has a stream beside it",
        ),
        K::Javascript => ("javascript", Warning, "the document holds JavaScript"),
        K::LayerHidden => (
            "layer-hidden",
            Warning,
            "a layer is switched off, or is switched by viewing and printing",
        ),
        K::Layers => ("layers", Info, "the document has layers, all of them shown"),
        K::MixedCrossReference => (
            "mixed-cross-reference",
            Warning,
            "the file has both cross-reference tables and streams",
        ),
        K::Multimedia => (
            "multimedia",
            Warning,
            "the document holds sound, film or three-dimensional content",
        ),
        K::NeedAppearances => (
            "need-appearances",
            Warning,
            "readers are told to draw the fields anew",
        ),
        K::NotLookedAtWhole => (
            "not-looked-at-whole",
            Info,
            "the document is larger than what is looked at",
        ),
        K::ObjectsInGaps => (
            "objects-in-gaps",
            Warning,
            "an update holds bytes that its cross-reference does not list",
        ),
        K::StandardFontNotEmbedded => (
            "standard-font-not-embedded",
            Info,
            "a standard font is not in the file",
        ),
        K::UnusedContent => (
            "unused-content",
            Warning,
            "the file holds content that the document does not use",
        ),
        K::UnusedObject => (
            "unused-object",
            Info,
            "the file holds objects that the document does not use",
        ),
        K::VersionUnfit => (
            "version-unfit",
            Info,
            "the version that the file names does not fit how it is written",
        ),
        K::Xfa => (
            "xfa",
            Warning,
            "the document holds a form of another kind (XFA)",
        ),
    }
}

impl LintKind {
    /// All of them, for tables and tests.
    pub const ALL: [Self; 24] = [
        Self::ActionAutomatic,
        Self::ActionExternal,
        Self::CertificationAfterApproval,
        Self::CoveredText,
        Self::EmbeddedFile,
        Self::ExternalData,
        Self::FieldShowsOtherValue,
        Self::FirstTableSegmented,
        Self::FontNameDiffers,
        Self::FontNotEmbedded,
        Self::HybridCrossReference,
        Self::Javascript,
        Self::LayerHidden,
        Self::Layers,
        Self::MixedCrossReference,
        Self::Multimedia,
        Self::NeedAppearances,
        Self::NotLookedAtWhole,
        Self::ObjectsInGaps,
        Self::StandardFontNotEmbedded,
        Self::UnusedContent,
        Self::UnusedObject,
        Self::VersionUnfit,
        Self::Xfa,
    ];

    /// The fixed code, for reports.
    #[must_use]
    pub const fn code(self) -> &'static str {
        told(self).0
    }

    /// How grave it is; never an error: the signer decides.
    #[must_use]
    pub const fn severity(self) -> Severity {
        told(self).1
    }

    /// One English line without a full stop.
    #[must_use]
    pub const fn text(self) -> &'static str {
        told(self).2
    }
}
