//! The sample document a profile is for, turned, and what is printed on it.

use std::collections::BTreeMap;
use std::sync::Arc;

use pades_sign::{PageFrame, Place};
use page_view::PageView;
use pdf_revisions::PdfFile;
use pdf_writer::{Pdf, Rect, Ref};
use regulation_rules::profiles::{self, Profile, Purpose};
use signature_appearance::Fonts;
use signing_workflow::placing::Placing;
use signing_workflow::roles::{Look, PageLook, Printed};
use signing_workflow::showing;

use super::pictures::Office;
use super::turned::turned;
use crate::people::AnyError;

const DECISION: &[u8] = include_bytes!("../../quyet-dinh-mau-trong.pdf");
const ANNEX: &[u8] = include_bytes!("../../phu-luc-mau.pdf");
const SCAN: &[u8] = include_bytes!("../../ban-quet-mau.pdf");

pub(super) struct Draft {
    file: PdfFile,
    printed: Printed,
    frames: BTreeMap<u32, PageFrame>,
}

impl Draft {
    pub(super) fn for_profile(profile: &Profile, rotation: i64) -> Result<Self, AnyError> {
        let document = match (profile.purpose, profile.id) {
            (Purpose::Copy, _) => SCAN,
            (Purpose::Attachment, _) | (_, "dau-treo") => ANNEX,
            _ => DECISION,
        };
        Self::read(turned(document, rotation)?)
    }

    fn read(bytes: Vec<u8>) -> Result<Self, AnyError> {
        let file = PdfFile::open(Arc::new(bytes.clone()))?;
        let view = PageView::open(bytes.into(), None)?;
        let mut look = Look::default();
        let mut frames = BTreeMap::new();
        for (number, page) in (1_u32..).zip(0..view.page_count()) {
            let text = view.text(page).map_err(|error| error.to_string());
            let geometry = view.page_geometry(page)?;
            look.pages.insert(page, PageLook { geometry, text });
            frames.insert(number, PageFrame::of(&file, number)?);
        }
        Ok(Self {
            file,
            printed: Printed::read(&look),
            frames,
        })
    }

    /// An empty page of A4.
    pub(super) fn blank() -> Result<Self, AnyError> {
        let [catalog, pages, page] = [1, 2, 3].map(Ref::new);
        let mut pdf = Pdf::new();
        pdf.catalog(catalog).pages(pages);
        pdf.pages(pages).kids([page]).count(1);
        pdf.page(page)
            .parent(pages)
            .media_box(Rect::new(0.0, 0.0, 595.0, 842.0))
            .resources();
        Self::read(pdf.finish())
    }

    /// Width and height of a page as displayed, in points.
    pub(super) fn size(&self, page: u32) -> [f64; 2] {
        let size = self.frames.get(&page).map(PageFrame::size);
        size.map_or([0.0; 2], |size| [size.width, size.height])
    }

    pub(super) const fn file(&self) -> &PdfFile {
        &self.file
    }

    pub(super) const fn placing(&self) -> Placing<'_> {
        Placing {
            printed: &self.printed,
            frames: &self.frames,
        }
    }

    pub(super) fn last_page(&self) -> u32 {
        self.frames.keys().copied().max().unwrap_or(1)
    }

    /// Where the leader's picture stands, which the seal lies over.
    pub(super) fn person(&self, office: &Office, fonts: &Fonts<'_>) -> Option<Place> {
        let profile = profiles::by_id("nd30.person")?;
        let drawn = showing::draw(
            profile,
            office.pictures(),
            &profiles::Values::default(),
            fonts,
        )
        .ok()?;
        Some(self.placing().person(None, drawn.size(), 0.0).ok()?.place)
    }
}
