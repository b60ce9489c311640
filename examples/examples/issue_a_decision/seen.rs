//! What a file shows before anybody signs it: its signatures, its head, the blocks of those who sign.

use std::sync::Arc;

use kyso_examples::people::AnyError;
use page_view::PageView;
use pdf_revisions::PdfFile;
use regulation_rules::facts::SecrecyLevel;
use signing_workflow::outgoing;
use signing_workflow::package;
use signing_workflow::roles::{self, Look, PageLook};

/// A file, opened and looked at.
pub(crate) struct Seen {
    pub(crate) file: PdfFile,
    pub(crate) look: Look,
}

impl Seen {
    /// Reads the pages that matter in this process: the files are the office's own. What strangers sent is read in a child process, as
    /// `kyso` does (docs/decisions/0020).
    pub(crate) fn of(bytes: Vec<u8>) -> Result<Self, AnyError> {
        let bytes: Arc<[u8]> = bytes.into();
        let file = PdfFile::open(Arc::new(bytes.clone()))?;
        let view = PageView::open(bytes, None)?;
        let mut look = Look {
            widgets: roles::widgets(&file.newest())?,
            ..Look::default()
        };
        for page in Look::wanted(&look.widgets, view.page_count()) {
            let text = view.text(page).map_err(|error| error.to_string());
            let geometry = view.page_geometry(page)?;
            look.pages.insert(page, PageLook { geometry, text });
        }
        Ok(Self { file, look })
    }

    /// Number, symbol, day and title of the first page.
    pub(crate) fn printed(&self) -> package::Printed {
        let lines = self.first_page();
        package::Printed::of_lines(lines.iter().map(String::as_str))
    }

    /// The mark of secrecy on the first page.
    pub(crate) fn secrecy(&self) -> SecrecyLevel {
        let lines = self.first_page();
        outgoing::secrecy(lines.iter().map(String::as_str))
    }

    fn first_page(&self) -> Vec<String> {
        let text = self
            .look
            .pages
            .get(&0)
            .and_then(|page| page.text.as_ref().ok());
        let lines = text.map(page_view::PageText::lines_with_annotations);
        let certain = lines.into_iter().flatten().filter(|line| line.unread == 0);
        certain.map(|line| line.text).collect()
    }
}
