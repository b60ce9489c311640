//! The file, opened to be looked at.

use std::sync::Arc;

use hayro::hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, RenderContent, interpret_page,
};
use hayro::hayro_syntax::page::{Page, Rotation};
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::kurbo::{Affine, Rect};

use crate::collect::{Collector, Placed};
use crate::isolate::{self, Stop};
use crate::render::{self, Cutout};
use crate::text::{Line, Origin, PageText, Word};
use crate::words;
use crate::{LimitReached, Limits, PageGeometry, PageViewError};

/// A PDF, opened to be looked at.
#[derive(Clone)]
pub struct PageView {
    pdf: Arc<Pdf>,
    pages: Arc<[PageGeometry]>,
    limits: Limits,
}

impl std::fmt::Debug for PageView {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("PageView")
            .field("pages", &self.pages.len())
            .finish_non_exhaustive()
    }
}

/// A slice that is shared, in the form the reader takes.
struct Bytes(Arc<[u8]>);

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl PageView {
    /// Opens a file under the default [`Limits`]. Without a password the empty one is tried.
    ///
    /// # Errors
    ///
    /// When the file is not a PDF even after repair, is encrypted for another password, or is over a limit.
    pub fn open(bytes: Arc<[u8]>, password: Option<&[u8]>) -> Result<Self, PageViewError> {
        Self::open_within(bytes, password, Limits::default())
    }

    /// The same under limits of the caller's.
    ///
    /// # Errors
    ///
    /// As [`Self::open`].
    pub fn open_within(
        bytes: Arc<[u8]>,
        password: Option<&[u8]>,
        limits: Limits,
    ) -> Result<Self, PageViewError> {
        if bytes.len() > limits.file_bytes {
            return Err(PageViewError::Limit(LimitReached::FileBytes));
        }
        // The reader takes text only; a password of other bytes opens nothing here.
        let password = std::str::from_utf8(password.unwrap_or_default())
            .map_err(|_| PageViewError::Encrypted)?
            .to_owned();
        let most = limits.pages;
        let (pdf, pages) = isolate::run(&limits, move |_| {
            let pdf = Pdf::new_with_password(Arc::new(Bytes(bytes)), &password).map_err(load)?;
            if pdf.pages().len() > most {
                return Err(PageViewError::Limit(LimitReached::Pages));
            }
            let pages = pdf.pages().iter().map(geometry).collect();
            Ok((Arc::new(pdf), pages))
        })?;
        Ok(Self { pdf, pages, limits })
    }

    /// How many pages there are.
    #[must_use]
    pub fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// The box and rotation of a page, 0 for the first.
    ///
    /// # Errors
    ///
    /// When there is no such page.
    pub fn page_geometry(&self, page: usize) -> Result<PageGeometry, PageViewError> {
        let count = self.pages.len();
        let found = self.pages.get(page).copied();
        found.ok_or(PageViewError::NoSuchPage { page, count })
    }

    /// Width and height of a page in points, as displayed.
    ///
    /// # Errors
    ///
    /// When there is no such page.
    pub fn page_size(&self, page: usize) -> Result<(f64, f64), PageViewError> {
        Ok(self.page_geometry(page)?.size())
    }

    /// The text placed on a page.
    ///
    /// # Errors
    ///
    /// When there is no such page, a limit is reached, or the reader panics.
    pub fn text(&self, page: usize) -> Result<PageText, PageViewError> {
        self.page_geometry(page)?;
        let (pdf, limits) = (Arc::clone(&self.pdf), self.limits.clone());
        isolate::run(&self.limits, move |stop| {
            let page = pdf.pages().get(page).ok_or(PageViewError::Malformed)?;
            Ok(read(page, &limits, stop))
        })
    }

    /// The words placed on a page; see [`PageText::words`].
    ///
    /// # Errors
    ///
    /// As [`Self::text`].
    pub fn words(&self, page: usize) -> Result<Vec<Word>, PageViewError> {
        Ok(self.text(page)?.words)
    }

    /// The visible lines of the page's own content; see [`PageText::lines`].
    ///
    /// # Errors
    ///
    /// As [`Self::text`].
    pub fn lines(&self, page: usize) -> Result<Vec<Line>, PageViewError> {
        Ok(self.text(page)?.lines())
    }

    /// A picture of a page as displayed, annotations included, on white, as PNG.
    ///
    /// # Errors
    ///
    /// When there is no such page, the picture would be empty or too large, the time is up, or the renderer panics.
    pub fn render(&self, page: usize, dpi: f64) -> Result<Vec<u8>, PageViewError> {
        self.render_area(page, self.page_geometry(page)?.visible, dpi)
    }

    /// A picture of a part of a page: of what `[left, bottom, right, top]` in default user space holds of it.
    ///
    /// # Errors
    ///
    /// As [`Self::render`].
    pub fn render_area(
        &self,
        page: usize,
        area: [f64; 4],
        dpi: f64,
    ) -> Result<Vec<u8>, PageViewError> {
        let geometry = self.page_geometry(page)?;
        let cutout = Cutout::new(&geometry, area, dpi, &self.limits)?;
        let (pdf, limits) = (Arc::clone(&self.pdf), self.limits.clone());
        isolate::run(&self.limits, move |stop| {
            let page = pdf.pages().get(page).ok_or(PageViewError::Malformed)?;
            // The renderer cannot be stopped; a page with more drawings than the limit never gets to it.
            collect(page, RenderContent::all(), &limits, stop);
            render::png(page, &geometry, &cutout)
        })
    }
}

fn load(error: LoadPdfError) -> PageViewError {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => PageViewError::Encrypted,
        LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm) => {
            PageViewError::UnsupportedEncryption
        }
        _ => PageViewError::Malformed,
    }
}

fn geometry(page: &Page<'_>) -> PageGeometry {
    let shown = page.intersected_crop_box();
    let (width, height) = page.base_dimensions(); // A4 for a page without area
    PageGeometry {
        visible: [
            shown.x0,
            shown.y0,
            shown.x0 + f64::from(width),
            shown.y0 + f64::from(height),
        ],
        rotation: match page.rotation() {
            Rotation::None => 0,
            Rotation::Horizontal => 90,
            Rotation::Flipped => 180,
            Rotation::FlippedHorizontal => 270,
        },
    }
}

fn read(page: &Page<'_>, limits: &Limits, stop: &Stop) -> PageText {
    let own = collect(page, RenderContent::PAGE, limits, stop);
    let over = collect(page, RenderContent::ANNOTATIONS, limits, stop);
    let visible = || own.iter().filter(|glyph| glyph.visible);
    let unread = visible().filter(|glyph| glyph.text.is_none()).count();
    let mut words = words::join(&own, Origin::Page);
    words.extend(words::join(&over, Origin::Annotation));
    PageText {
        words,
        read: visible().count() - unread,
        unread,
    }
}

fn collect(page: &Page<'_>, what: RenderContent, limits: &Limits, stop: &Stop) -> Vec<Placed> {
    let [x0, y0, x1, y1] = geometry(page).visible;
    let visible = Rect::new(x0, y0, x1, y1);
    let settings = InterpreterSettings {
        render_content: what,
        ..InterpreterSettings::default()
    };
    let cache = InterpreterCache::new();
    let mut context = Context::new(Affine::IDENTITY, visible, &cache, page.xref(), settings);
    let mut collector = Collector::new(visible, limits, stop);
    interpret_page(page, &mut context, &mut collector);
    collector.glyphs
}
