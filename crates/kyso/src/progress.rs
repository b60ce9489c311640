//! A progress bar for large files, when a person is watching.

use std::io::IsTerminal;
use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};

use crate::text::{Lang, words};

/// Below this, signing is over before a bar could be read. Ours.
const LARGE: u64 = 50 << 20;

/// How much of a file was handled so far.
pub(crate) struct Progress(Option<ProgressBar>);

impl Progress {
    /// A bar if the file is large and standard error is a terminal.
    pub(crate) fn of_file(path: &Path, lang: Lang) -> Self {
        let length = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
        if length < LARGE || !std::io::stderr().is_terminal() {
            return Self(None);
        }
        let label = words("đang xử lý", "working").in_lang(lang);
        let template = format!("{label} {{bar:30}} {{bytes}}/{{total_bytes}}");
        let bar = ProgressBar::new(length);
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
        }
        Self(Some(bar))
    }

    /// `done` bytes are behind us.
    pub(crate) fn at(&self, done: u64) {
        if let Some(bar) = &self.0 {
            bar.set_position(done);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

/// How many files of a batch were looked at so far.
pub(crate) struct Files(Option<ProgressBar>);

impl Files {
    /// A bar on standard error, which is a terminal.
    pub(crate) fn new(files: usize, lang: Lang) -> Self {
        let label = words("đã kiểm tra", "checked").in_lang(lang);
        let template = format!("{label} {{bar:30}} {{pos}}/{{len}} ({{eta}})");
        let bar = ProgressBar::new(files as u64);
        if let Ok(style) = ProgressStyle::with_template(&template) {
            bar.set_style(style);
        }
        Self(Some(bar))
    }

    /// Nobody watches.
    pub(crate) const fn hidden() -> Self {
        Self(None)
    }

    pub(crate) fn one_more(&self) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }

    /// Writes something while the bar is out of the way.
    pub(crate) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.0 {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
