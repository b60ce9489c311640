//! How much of a stranger's file is looked at. All numbers are ours.

use std::time::Duration;

/// The bounds of every job. The defaults are for official documents on paper sizes up to A0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file. 512 MiB: it is held in memory whole.
    pub file_bytes: usize,
    /// Pages that are known. 20,000: a page costs memory before it is asked for.
    pub pages: usize,
    /// Pixels of one picture. 16 million, 64 MB: A3 at 300 dpi is 17.4, A4 8.7; each transparency group may want as much again.
    pub pixels: u64,
    /// Pixels of one side of a picture. 16,000: the renderer counts in 16 bits.
    pub side: u32,
    /// Glyphs of one page. 200,000: thirty times a page full of small print.
    pub glyphs: usize,
    /// Everything drawn on one page while its text is read, glyph runs among it. Two million: a map of survey quality has some 100,000.
    pub drawings: usize,
    /// How long one job may take; who waits is told [`LimitReached::Time`](crate::LimitReached::Time) then. 10 s.
    pub time: Duration,
    /// The stack of the thread that works. 64 MiB: nested forms and patterns are read by recursion, 50 deep.
    pub stack_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 512 << 20,
            pages: 20_000,
            pixels: 16_000_000,
            side: 16_000,
            glyphs: 200_000,
            drawings: 2_000_000,
            time: Duration::from_secs(10),
            stack_bytes: 64 << 20,
        }
    }
}
