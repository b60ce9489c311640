//! Before signing: what in this document may show something else later, to others, or by itself; and will other readers accept it?
//!
//! [`lint`] reads structure, within [`LintLimits`]: every object once, the content of the first pages, the appearances of fields. It is run
//! by every signature before the key is used, and by `kyso lint`. What [`pades_verify`] says of a file's structure at verification is said
//! here under the same codes. Nothing is judged: a finding is for the signer to see, and honest documents have some.
//!
//! What it is *not*: a look at what the document says, or a proof that it is harmless.

mod actions;
mod fields;
mod fonts;
mod kind;
mod layers;
mod objects;
mod pages;
mod readers;

use std::collections::BTreeMap;

use pades_verify::{Extent, Severity};
use pdf_revisions::{PdfError, PdfFile};

pub use kind::LintKind;
use objects::Objects;

/// How much of a document is looked at. What is more is told as [`LintKind::NotLookedAtWhole`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LintLimits {
    /// Entries of the cross-reference, and steps into the objects. An official document has some hundred objects, a
    /// report of a thousand pages some ten thousand. Ours.
    pub objects: Extent,
    /// Pages whose content is read for covered text. Ours: signing must not wait for it.
    pub pages: usize,
    /// Bytes of one page's content, as they are in the file; a page of text has some five thousand. Ours.
    pub content_bytes: u64,
    /// Fields whose values are compared with what they show. Ours.
    pub fields: usize,
    /// Fonts looked up. Ours.
    pub fonts: usize,
}

impl Default for LintLimits {
    fn default() -> Self {
        Self {
            objects: Extent {
                objects: 20_000,
                steps: 1_000_000,
            },
            pages: 30,
            content_bytes: 256 << 10,
            fields: 500,
            fonts: 500,
        }
    }
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LintFinding {
    /// A stable kebab-case code: of [`LintKind`], or an anomaly of [`pades_verify`].
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// One English line without a full stop.
    pub text: String,
    /// Where in the file, if at one place.
    pub offset: Option<u64>,
}

/// What was found in one document, the grave first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LintReport {
    /// What was found.
    pub findings: Vec<LintFinding>,
}

impl LintReport {
    /// What a person should look at before signing.
    pub fn warnings(&self) -> impl Iterator<Item = &LintFinding> {
        let findings = self.findings.iter();
        findings.filter(|finding| finding.severity > Severity::Info)
    }

    /// Whether nothing of that kind was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.warnings().next().is_none()
    }
}

/// Looks at the newest revision of a file.
///
/// # Errors
/// The file is so malformed that nobody could sign it.
pub fn lint(file: &PdfFile, limits: &LintLimits) -> Result<LintReport, PdfError> {
    let view = file.newest();
    let mut found = Found::default();
    let mut objects = Objects::new(limits);
    let prepared = pades_verify::look_through(view, limits.objects, &mut objects)?;
    let whole = prepared.is_whole && objects.is_whole();
    objects.tell(&mut found);
    actions::at_opening(view, &mut found)?;
    layers::look(view, &mut found)?;
    fonts::look(view, &objects.fonts, &mut found);
    fields::look(view, &objects.widgets, &mut found)?;
    readers::look(file, &mut found)?;
    let pages = pages::look(view, limits, &mut found)?;
    if !(whole && pages) {
        found.note(LintKind::NotLookedAtWhole);
    }
    let mut findings = found.into_findings();
    let noticed = pades_verify::noticed(file);
    for anomaly in noticed.into_iter().chain(prepared.anomalies) {
        findings.push(LintFinding {
            code: anomaly.code,
            severity: anomaly.severity,
            text: anomaly.text,
            offset: anomaly.offset,
        });
    }
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    Ok(LintReport { findings })
}

/// What was found so far: each kind once, with where.
#[derive(Debug, Default)]
struct Found(BTreeMap<LintKind, Place>);

#[derive(Debug, Default)]
struct Place {
    /// Object numbers, pages or names, as they are told.
    at: Vec<String>,
    /// How many there are, told or not.
    count: usize,
    offset: Option<u64>,
}

/// Places named in one finding. Ours.
const NAMED: usize = 16;

impl Found {
    fn note(&mut self, kind: LintKind) {
        self.0.entry(kind).or_default();
    }

    fn at(&mut self, kind: LintKind, place: &impl ToString) {
        let places = self.0.entry(kind).or_default();
        places.count += 1;
        if places.at.len() < NAMED {
            places.at.push(place.to_string());
        }
    }

    fn offset(&mut self, kind: LintKind, offset: u64) {
        self.0.entry(kind).or_default().offset.get_or_insert(offset);
    }

    fn into_findings(self) -> Vec<LintFinding> {
        let told = |(kind, place): (LintKind, Place)| LintFinding {
            code: kind.code(),
            severity: kind.severity(),
            text: place.told(kind),
            offset: place.offset,
        };
        self.0.into_iter().map(told).collect()
    }
}

impl Place {
    fn told(&self, kind: LintKind) -> String {
        let more = match self.count.checked_sub(self.at.len()) {
            Some(more) if more > 0 => format!(" and {more} more"),
            _ => String::new(),
        };
        match self.at.is_empty() {
            true => kind.text().to_owned(),
            false => format!("{}: {}{more}", kind.text(), self.at.join(", ")),
        }
    }
}
