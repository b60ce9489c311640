//! Shows what this crate sees: the lines of a page, and a picture of it.
//!
//! `cargo run -p page-view --example look -- FILE.pdf [PAGE [OUT.png [DPI]]]` (pages from 1)
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "an example reads files and prints"
)]

use page_view::PageView;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("which file?")?;
    let page: usize = arguments.next().map_or(Ok(1), |page| page.parse())?;
    let view = PageView::open(std::fs::read(file)?.into(), None)?;
    let index = page.checked_sub(1).ok_or("pages count from 1")?;
    let text = view.text(index)?;
    println!(
        "page {page} of {}, {:?} pt, confidence {:.2}",
        view.page_count(),
        view.page_size(index)?,
        text.confidence()
    );
    for line in text.lines_with_annotations() {
        let [x0, y0, x1, y1] = line.area;
        println!(
            "{x0:7.1} {y0:7.1} {x1:7.1} {y1:7.1} {:5.1} pt  {}",
            line.size, line.text
        );
    }
    if let Some(out) = arguments.next() {
        let dpi = arguments.next().map_or(Ok(80.0), |dpi| dpi.parse())?;
        std::fs::write(out, view.render(index, dpi)?)?;
    }
    Ok(())
}
