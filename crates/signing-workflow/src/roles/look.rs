//! What of the file roles are told from, beside the report.

use std::collections::{BTreeMap, BTreeSet};

use cert_path::Certificate;
use pades_verify::{DocumentReport, SignatureKind};
use page_view::{PageGeometry, PageText};

use super::certificate::{Holder, holder, is_vietnamese};
use super::thresholds;
use super::widgets::Widget;

/// Where the signatures are shown, and what is printed around them. An empty one is allowed: roles are then told by nothing
/// but the caller.
#[derive(Clone, Debug, Default)]
pub struct Look {
    /// The visible widgets, by the name of the field: [`super::widgets`].
    pub widgets: BTreeMap<String, Widget>,
    /// The pages that were read, 0 for the first: those of [`Look::wanted`].
    pub pages: BTreeMap<usize, PageLook>,
    /// Why no page could be read, where none could.
    pub unread: Option<String>,
}

/// One page.
#[derive(Clone, Debug)]
pub struct PageLook {
    /// Its box and rotation.
    pub geometry: PageGeometry,
    /// Its text, or why there is none.
    pub text: Result<PageText, String>,
}

impl Look {
    /// Whether a file with this report is worth looking at: it has a signature whose certificate is Vietnamese.
    #[must_use]
    pub fn is_worthwhile(report: &DocumentReport) -> bool {
        vietnamese(report).next().is_some()
    }

    /// Whether nothing was there to be looked at.
    pub(super) fn is_empty(&self) -> bool {
        self.widgets.is_empty() && self.pages.is_empty() && self.unread.is_none()
    }

    /// Whether what is printed can tell anything of a signature: a page shows it, or its certificate says whose it is.
    #[must_use]
    pub fn needs_pages(&self, report: &DocumentReport) -> bool {
        vietnamese(report).any(|(field, signer)| {
            self.widgets.contains_key(field) || holder(signer).0 != Holder::Untold
        })
    }

    /// The pages whose text is of use: the first, for head, number and date; those with a signature and the ones before,
    /// for the last line of the text; the last two, for title and name. At most [`thresholds::PAGES`].
    #[must_use]
    pub fn wanted(widgets: &BTreeMap<String, Widget>, page_count: usize) -> Vec<usize> {
        let mut wanted = BTreeSet::from([0]);
        for widget in widgets.values() {
            wanted.extend([widget.page, widget.page.saturating_sub(1)]);
        }
        wanted.extend([page_count.saturating_sub(1), page_count.saturating_sub(2)]);
        wanted.retain(|page| *page < page_count);
        wanted.into_iter().take(thresholds::PAGES).collect()
    }
}

/// The signatures whose certificates are Vietnamese, by their fields.
fn vietnamese(report: &DocumentReport) -> impl Iterator<Item = (&str, &Certificate)> {
    report.signatures.iter().filter_map(|one| {
        let signer = one.signer.as_ref().filter(|signer| is_vietnamese(signer));
        let signer = signer.filter(|_| one.kind == SignatureKind::Signature)?;
        Some((one.field.as_str(), signer))
    })
}
