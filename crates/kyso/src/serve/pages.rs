//! What a document looks like: its pages, where signatures show, what was changed after each, and pictures.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use kyso_service::{PageAsked, Picture};
use pades_verify::codes::Detailed as _;
use pades_verify::{Change, ChangeVerdict, DocumentReport};
use page_view::PageGeometry;
use pdf_revisions::{PdfFile, Reference, SharedSource};
use serde_json::{Value, json};
use signing_workflow::roles;

use crate::diff::{not_shown, told};
use crate::exit::Failure;
use crate::extract::covered;
use crate::failures;
use crate::pages::PagesError;
use crate::text::{Lang, Text};
use crate::verify::Verifier;

/// Pages of one document that are told; that there are more is told. Official documents have some tens. Ours.
const MOST: usize = 300;

/// A document, and what stands in it.
pub(super) struct Looked<'v> {
    name: String,
    verifier: &'v Verifier,
    file: PdfFile,
    report: DocumentReport,
}

impl<'v> Looked<'v> {
    pub(super) fn at(
        name: &str,
        source: &SharedSource,
        verifier: &'v Verifier,
    ) -> Result<Self, Failure> {
        let (file, report) = verifier.structure(name, source)?;
        Ok(Self {
            name: name.to_owned(),
            verifier,
            file,
            report,
        })
    }

    /// `{"file","pages","more_pages","signatures","changes"}`: a public interface, described in `docs/http.md`.
    pub(super) fn told(&self, lang: Lang) -> Result<Value, Failure> {
        let mut all = self.pages(None)?;
        let more = all.len().saturating_sub(MOST);
        all.truncate(MOST);
        let geometry = self.verifier.pages().geometry(self.file.newest(), &all);
        let geometry = geometry.map_err(|error| self.unread(&error))?;
        let sizes: Vec<Value> = geometry
            .iter()
            .map(PageGeometry::size)
            .map(|(width, height)| json!({ "width": width, "height": height }))
            .collect();
        let paper = Paper {
            newest: &all,
            geometry: &geometry,
        };
        Ok(json!({
            "file": self.name,
            "pages": sizes,
            "more_pages": more,
            "signatures": self.signatures(&paper)?,
            "changes": self.changes(&paper, lang)?,
        }))
    }

    /// The pages of the revision with this index, or of the newest.
    fn pages(&self, revision: Option<usize>) -> Result<Vec<Reference>, Failure> {
        let view = revision.map_or_else(|| self.file.newest(), |index| self.file.at(index));
        view.pages()
            .map_err(|error| failures::pdf(&self.name, &error))
    }

    fn unread(&self, error: &PagesError) -> Failure {
        match error {
            PagesError::File(error) => failures::pdf(&self.name, error),
            _ => not_shown(&self.name, &error.to_string()),
        }
    }

    fn signatures(&self, paper: &Paper<'_>) -> Result<Vec<Value>, Failure> {
        let widgets = roles::widgets(&self.file.newest());
        let widgets = widgets.map_err(|error| failures::pdf(&self.name, &error))?;
        let told = (1..).zip(&self.report.signatures).map(|(number, one)| {
            let widget = widgets.get(&one.field);
            json!({
                "number": number,
                "field": one.field,
                "revision": one.revision.map(|index| index + 1),
                "page": widget.map(|widget| widget.page + 1),
                "area": widget.and_then(|widget| paper.area(widget.page, widget.area)),
            })
        });
        Ok(told.collect())
    }

    /// Every change once: a signature alone changes four objects.
    fn changes(&self, paper: &Paper<'_>, lang: Lang) -> Result<Vec<Value>, Failure> {
        let mut then = BTreeMap::new();
        let mut told = Vec::new();
        for (number, signature) in (1..).zip(&self.report.signatures) {
            let mut known = BTreeSet::new();
            for change in &signature.changes {
                let pages = match then.entry(change.revision) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(new) => new.insert(self.pages(Some(change.revision))?),
                };
                let page = change.place.and_then(|place| {
                    let reference = pages.get(place.page)?;
                    paper.newest.iter().position(|one| one == reference)
                });
                let value = self::change(number, change, page, paper, lang);
                if known.insert(value.to_string()) {
                    told.push(value);
                }
            }
        }
        Ok(told)
    }

    /// A picture of a page of the newest revision; with a signature, as it was when that was made.
    pub(super) fn page(&self, asked: &PageAsked) -> Result<Picture, Failure> {
        let index = (asked.number as usize).checked_sub(1);
        let newest = self.pages(None)?;
        let page = index.and_then(|index| newest.get(index));
        let page = *page.ok_or_else(|| no_such_page(asked.number, newest.len()))?;
        let revision = asked.signature.map(|number| self.signed(number));
        let revision = revision.transpose()?;
        if let (Some(index), Some(number)) = (revision, asked.signature)
            && !self.pages(Some(index))?.contains(&page)
        {
            return Err(not_signed(asked.number, number));
        }
        let view = revision.map_or_else(|| self.file.newest(), |index| self.file.at(index));
        let drawn = self.verifier.pages().open(view, &[page]);
        let drawn = drawn.and_then(|mut opened| opened.render(0, None, f64::from(asked.dpi)));
        drawn.map(Picture).map_err(|error| self.unread(&error))
    }

    /// The revision that a signature covers.
    fn signed(&self, number: u32) -> Result<usize, Failure> {
        let index = (number as usize).checked_sub(1);
        let signature = index.and_then(|index| self.report.signatures.get(index));
        let signature = signature.ok_or_else(|| no_such_signature(number))?;
        covered(signature, number as usize).map(pades_verify::Coverage::revision)
    }
}

/// The pages as they are now.
struct Paper<'a> {
    newest: &'a [Reference],
    geometry: &'a [PageGeometry],
}

impl Paper<'_> {
    /// An area of a page as it is read; none where nothing shows.
    fn area(&self, page: usize, area: [f64; 4]) -> Option<[f64; 4]> {
        let [left, bottom, right, top] = self.geometry.get(page)?.displayed(area);
        let ordered = [
            left.min(right),
            bottom.min(top),
            left.max(right),
            bottom.max(top),
        ];
        let [left, bottom, right, top] = ordered;
        (right > left && top > bottom).then_some(ordered)
    }
}

fn change(
    number: usize,
    change: &Change,
    page: Option<usize>,
    paper: &Paper<'_>,
    lang: Lang,
) -> Value {
    let (rule, reason) = match &change.verdict {
        ChangeVerdict::Allowed { rule, .. } => (Some(*rule), None),
        ChangeVerdict::Disallowed(reason) => (None, Some(reason.code())),
    };
    let place = change.place.zip(page);
    json!({
        "signature": number,
        "revision": change.revision + 1,
        "page": page.map(|page| page + 1),
        "area": place.and_then(|(place, page)| paper.area(page, place.area)),
        "allowed": change.verdict.is_allowed(),
        "rule": rule,
        "reason": reason,
        "text": told::verdict_in_words(&change.verdict, lang),
    })
}

fn no_such_page(number: u32, pages: usize) -> Failure {
    Failure::usage(
        "no-such-page",
        Text::new(
            format!("Văn bản không có trang {number} (số trang: {pages})."),
            format!("There is no page {number} (pages: {pages})."),
        ),
    )
}

fn no_such_signature(number: u32) -> Failure {
    Failure::usage(
        "no-such-signature",
        Text::new(
            format!("Văn bản không có chữ ký số thứ {number}."),
            format!("There is no signature {number}."),
        ),
    )
}

/// A page that came later is no page the signer saw.
fn not_signed(page: u32, signature: u32) -> Failure {
    Failure::usage(
        "page-not-signed",
        Text::new(
            format!("Trang {page} chưa có khi ký chữ ký số thứ {signature}."),
            format!("Page {page} was not there when signature {signature} was made."),
        ),
    )
}
