//! What a finished file shows, measured: pages, margins, typeface, and every signature with its place, size, images and text.
//!
//! [`Layout::read`] measures; [`Layout::fill`] and [`Layout::sheets`] give the rules what was measured, each fact **only where it can really
//! be told**. A fact that is missing was not found, or was found in a way that is not read here (JPEG pixels, seals drawn as paths, layers):
//! nothing is guessed, and nothing is judged. Lengths are in millimetres of the page as displayed. Whatever bounds are in here, beside what
//! the law sets, are ours and say so.
//!
//! Sizes come from the matrices of the content, not from a rendering; text is what the file says its glyphs mean (`page-view`).

pub(crate) mod colours;
mod facts;
mod fonts;
mod head;
mod image;
pub(crate) mod matrix;
mod page;
pub(crate) mod paint;
mod place;
mod shown;
mod stamp;

use std::collections::BTreeMap;

use pades_verify::DocumentReport;
use pdf_revisions::PdfFile;
use serde::Serialize;

pub use colours::Colours;
pub use head::PrintedDay;
pub use page::PageMeasures;
pub use place::PageBox;
pub use shown::{Measured, ShownImage, ShownSignature, ShownType};

use crate::copying::{self, ScanPage};
use crate::roles::{self, Look, Printed};
use place::Places;

/// What was measured of the newest revision of a file.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Layout {
    /// The PDF version, times ten: 17 for 1.7.
    pub pdf_version: u8,
    /// Page, margins, typeface.
    pub page: PageMeasures,
    /// The day that stands in its head.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<PrintedDay>,
    /// The first page as a scan, where images take most of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scan: Option<ScanPage>,
    /// The visible signatures, by their fields.
    pub signatures: Vec<ShownSignature>,
    /// Where each of them stands among what is printed.
    #[serde(skip)]
    places: BTreeMap<String, Places>,
    /// The names in the certificates, by field.
    #[serde(skip)]
    names: BTreeMap<String, String>,
}

/// How much of the page's size a scan takes, in percent. Ours.
const SCAN: u8 = 50;

impl Layout {
    /// Measures a file. `look`: the pages whose text was read; an empty one leaves open what is told from text.
    #[must_use]
    pub fn read(file: &PdfFile, report: &DocumentReport, look: &Look) -> Self {
        let view = file.newest();
        let widgets = roles::widgets(&view).unwrap_or_default();
        let printed = Printed::read(look);
        let mut signatures: Vec<ShownSignature> = widgets
            .iter()
            .filter_map(|(field, widget)| ShownSignature::measure(view, field, widget, look))
            .collect();
        let mut places = BTreeMap::new();
        for shown in &mut signatures {
            let of = Places::of(shown, &printed, file);
            shown.page_box = of.page_box;
            places.insert(shown.field.clone(), of);
        }
        Self {
            pdf_version: copying::version(file),
            page: PageMeasures::read(file, look),
            day: head::day(look),
            scan: scan(file),
            signatures,
            places,
            names: names(report),
        }
    }
}

/// The first page, where images take most of it.
fn scan(file: &PdfFile) -> Option<ScanPage> {
    let page = copying::page(file, 0, false).ok()?;
    let takes = page.scale_percent.is_some_and(|percent| percent >= SCAN);
    takes.then_some(page)
}

fn names(report: &DocumentReport) -> BTreeMap<String, String> {
    let signatures = report.signatures.iter();
    let named = signatures.filter_map(|signature| {
        let holder = gov_ca_model::GovCertificate::from(signature.signer.as_ref()?);
        Some((signature.field.clone(), holder.common_name?))
    });
    named.collect()
}
