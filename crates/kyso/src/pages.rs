//! What pages show, read by a child process: a crafted file may take the reader down, never the program.
//!
//! The child is this program again, called as `kyso __pages`. It is started when first needed, kept for the next file,
//! and killed when it does not answer in time. What goes through its pipes is in [`protocol`].

mod child;
mod protocol;
mod reader;

use std::io;
use std::sync::{Mutex, PoisonError};

use page_view::{Limits, PageGeometry, PageText, PageViewError};
use pdf_revisions::{Images, PdfError, Reference, View};

pub(crate) use child::{WORD, serve};
use protocol::{Answer, Question};
use reader::Reader;

/// Why the child brought nothing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PagesError {
    /// What the pages are made of cannot be read.
    #[error("{0}")]
    File(#[from] PdfError),
    /// It said why.
    #[error("{0}")]
    Page(#[from] PageViewError),
    /// It could not be started, or ended in the middle: out of memory, out of stack, killed.
    #[error("the page reader ended: {0}")]
    Ended(String),
    /// It did not answer in time and was killed.
    #[error("the page reader did not answer in time")]
    TimedOut,
}

impl From<io::Error> for PagesError {
    fn from(error: io::Error) -> Self {
        Self::Ended(error.to_string())
    }
}

/// The readers of this run. Threads share them; each open file has one for itself.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    idle: Mutex<Vec<Reader>>,
}

/// A page, and its text.
pub(crate) type Read = (PageGeometry, Result<PageText, PagesError>);

impl Pages {
    /// Starts a reader where none is idle, without waiting for it: while a long file is hashed it gets ready on another core. That it
    /// could not be started is told by who needs it.
    pub(crate) fn get_ready(&self) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.is_empty() {
            idle.extend(Reader::start().ok());
        }
    }

    /// Opens these pages of a revision to look at them, in this order. The child is given nothing else of the file, and that decrypted.
    pub(crate) fn open(
        &self,
        view: View<'_>,
        pages: &[Reference],
    ) -> Result<Opened<'_>, PagesError> {
        self.begin(view, pages, Images::Kept, &[])
    }

    /// The box and rotation of each of these pages, up to the first that has none.
    pub(crate) fn geometry(
        &self,
        view: View<'_>,
        pages: &[Reference],
    ) -> Result<Vec<PageGeometry>, PagesError> {
        let opened = self.begin(view, pages, Images::Left, &[])?;
        Ok(opened.pages.clone())
    }

    /// The text placed on each of these pages. All is asked before the first answer: nobody waits in between.
    pub(crate) fn texts(
        &self,
        view: View<'_>,
        pages: &[Reference],
    ) -> Result<Vec<Read>, PagesError> {
        let questions: Vec<_> = (0..pages.len())
            .map(|page| Question::Text { page })
            .collect();
        let mut opened = self.begin(view, pages, Images::Left, &questions)?;
        let texts: Vec<_> = questions
            .iter()
            .map(|_| match opened.answer(Reader::hear)? {
                Answer::Text { text } => Ok(text),
                _ => Err(unexpected()),
            })
            .collect();
        Ok(opened.pages.iter().copied().zip(texts).collect())
    }

    /// Opens them, with questions that are answered after that.
    fn begin(
        &self,
        view: View<'_>,
        pages: &[Reference],
        images: Images,
        questions: &[Question],
    ) -> Result<Opened<'_>, PagesError> {
        let bytes = view.excerpt(pages, images, Limits::default().file_bytes)?;
        let mut reader = self.reader()?;
        let length = bytes.len();
        reader.tell(&Question::Open { length }, &bytes)?;
        for question in questions {
            reader.tell(question, &[])?;
        }
        let Answer::Opened { pages } = reader.hear()? else {
            return Err(unexpected());
        };
        Ok(Opened {
            home: self,
            reader: Some(reader),
            pages,
        })
    }

    fn reader(&self) -> Result<Reader, PagesError> {
        let idle = self.idle.lock();
        let idle = idle.unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(Reader::start, Ok)
    }
}

/// Pages that a child has open.
#[derive(Debug)]
pub(crate) struct Opened<'p> {
    home: &'p Pages,
    reader: Option<Reader>,
    pages: Vec<PageGeometry>,
}

impl Opened<'_> {
    /// The box and rotation of every page.
    pub(crate) fn geometry(&self) -> &[PageGeometry] {
        &self.pages
    }

    /// A picture of the part of a page within `area` (default user space, points), or of all of it; PNG.
    pub(crate) fn render(
        &mut self,
        page: usize,
        area: Option<[f64; 4]>,
        dpi: f64,
    ) -> Result<Vec<u8>, PagesError> {
        let answer = self.answer(|reader| {
            reader.tell(&Question::Render { page, area, dpi }, &[])?;
            reader.hear()
        });
        match answer? {
            Answer::Picture { png, .. } => Ok(png),
            _ => Err(unexpected()),
        }
    }

    fn answer(
        &mut self,
        of: impl FnOnce(&mut Reader) -> Result<Answer, PagesError>,
    ) -> Result<Answer, PagesError> {
        let Some(mut reader) = self.reader.take() else {
            return Err(PagesError::Ended("after an earlier page".to_owned()));
        };
        let answer = of(&mut reader);
        // A child that answered, be it with an error of the page, can go on; another is dropped and killed.
        if matches!(answer, Ok(_) | Err(PagesError::Page(_))) {
            self.reader = Some(reader);
        }
        answer
    }
}

impl Drop for Opened<'_> {
    fn drop(&mut self) {
        if let Some(reader) = self.reader.take() {
            let idle = self.home.idle.lock();
            idle.unwrap_or_else(PoisonError::into_inner).push(reader);
        }
    }
}

fn unexpected() -> PagesError {
    PagesError::Ended("an answer to another question".to_owned())
}
