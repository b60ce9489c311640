//! Pages: a bounded walk through the page tree (ISO 32000-2 §7.7.3).

use std::collections::HashSet;
use std::ops::ControlFlow;

use crate::{Dict, Limit, Malformed, Object, PdfError, Reference, View};

impl View<'_> {
    /// The page with this index, 0 for the first: a walk through the page tree that trusts no `/Count`.
    ///
    /// # Errors
    ///
    /// When there is no such page, or the tree is malformed or circular.
    pub fn page(&self, index: usize) -> Result<(Reference, Dict), PdfError> {
        let mut left = index;
        let found = self.walk_pages(|reference, page| {
            if left == 0 {
                return ControlFlow::Break((reference, page));
            }
            left -= 1;
            ControlFlow::Continue(())
        })?;
        found.ok_or_else(|| self.malformed(Malformed::PageMissing))
    }

    /// The pages in their order, in one walk; as many as [`crate::Limits::page_nodes`] allows.
    ///
    /// # Errors
    ///
    /// When the tree is malformed or circular, or over the limit.
    pub fn pages(&self) -> Result<Vec<Reference>, PdfError> {
        let mut pages = Vec::new();
        self.walk_pages(|reference, _| {
            pages.push(reference);
            ControlFlow::<()>::Continue(())
        })?;
        Ok(pages)
    }

    /// The first pages in their order, no more than `most`, and whether there are more: what is behind them is not read.
    ///
    /// # Errors
    ///
    /// As [`View::pages`].
    pub fn first_pages(&self, most: usize) -> Result<(Vec<(Reference, Dict)>, bool), PdfError> {
        let mut pages = Vec::new();
        let more = self.walk_pages(|reference, page| {
            if pages.len() >= most {
                return ControlFlow::Break(());
            }
            pages.push((reference, page));
            ControlFlow::Continue(())
        })?;
        Ok((pages, more.is_some()))
    }

    fn walk_pages<B>(
        &self,
        mut visit: impl FnMut(Reference, Dict) -> ControlFlow<B>,
    ) -> Result<Option<B>, PdfError> {
        let catalog = self.catalog()?;
        let root = catalog
            .reference(b"Pages")
            .ok_or_else(|| self.malformed(Malformed::PageTree))?;
        let mut seen = HashSet::new();
        let mut waiting = vec![root];
        while let Some(reference) = waiting.pop() {
            if seen.len() >= self.file.inner.limits.page_nodes {
                return Err(PdfError::limit(Limit::Pages, self.revision().startxref));
            }
            if !seen.insert(reference) {
                return Err(self.malformed(Malformed::PageTree));
            }
            let Object::Dictionary(node) = self.resolve(reference)? else {
                continue;
            };
            match self.kids(&node)? {
                Some(kids) => waiting.extend(kids.iter().rev().filter_map(Object::as_reference)),
                None => {
                    if let ControlFlow::Break(found) = visit(reference, node) {
                        return Ok(Some(found));
                    }
                }
            }
        }
        Ok(None)
    }

    /// The kids of a page tree node; `None` for a page. `/Type` is required (§7.7.3.2), but `/Kids` decides where
    /// it is missing.
    fn kids(&self, node: &Dict) -> Result<Option<Vec<Object>>, PdfError> {
        if node.name(b"Type").is_some_and(|name| *name == "Page") {
            return Ok(None);
        }
        match self.value(node, b"Kids")? {
            Object::Array(kids) => Ok(Some(kids)),
            Object::Null if !node.contains(b"Type") => Ok(None),
            _ => Err(self.malformed(Malformed::PageTree)),
        }
    }

    /// A page attribute that may be inherited (§7.7.3.4): `/Resources`, `/MediaBox`, `/CropBox`, `/Rotate`.
    ///
    /// # Errors
    ///
    /// As [`View::deref`], and when the chain of parents is circular.
    pub fn inherited(&self, page: &Dict, key: &[u8]) -> Result<Object, PdfError> {
        let mut node = page.clone();
        for _ in 0..self.file.inner.limits.depth {
            let value = self.value(&node, key)?;
            if !value.is_null() {
                return Ok(value);
            }
            match self.dict_value(&node, b"Parent")? {
                Some(parent) => node = parent,
                None => return Ok(Object::Null),
            }
        }
        Err(self.malformed(Malformed::PageTree))
    }

    /// Malformed, somewhere in the document whose cross-reference is there.
    pub(crate) fn malformed(&self, what: Malformed) -> PdfError {
        PdfError::malformed(what, self.revision().startxref)
    }
}
