//! Any bytes are looked at: text and a small picture of the first pages. Panics of the reader below stay inside; this target
//! finds what ends the process all the same, and answers that are not what the limits promise.
#![no_main]

use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use page_view::{Limits, PageView};

fuzz_target!(init: {
    // libFuzzer's own hook ends the process at every panic, also at those that are caught.
    std::panic::set_hook(Box::new(|_| ()));
}, |data: &[u8]| {
    let limits = Limits {
        pages: 100,
        pixels: 250_000,
        glyphs: 5_000,
        drawings: 20_000,
        time: Duration::from_secs(5),
        ..Limits::default()
    };
    let Ok(view) = PageView::open_within(data.into(), None, limits) else { return };
    for page in 0..view.page_count().min(2) {
        if let Ok(text) = view.text(page) {
            assert!(text.words.len() <= 10_000, "more words than glyphs");
            assert!((0.0..=1.0).contains(&text.confidence()));
            assert!(text.words.iter().all(|word| word.area.iter().all(|side| side.is_finite())));
        }
        let (width, height) = view.page_size(page).expect("the page is there");
        let dpi = 72.0 * 300.0 / width.max(height);
        if let Ok(png) = view.render(page, dpi) {
            assert!(png.starts_with(b"\x89PNG"));
        }
    }
});
