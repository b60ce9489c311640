//! What a page of a PDF shows: a picture of it, and the text placed on it.
//!
//! For looking at: a report's “before” and “after”, a printed name beside a signature. It is *not* evidence of what was
//! signed, and not a reader of structure: that is `pdf-revisions`, which repairs nothing. `hayro`, behind this crate,
//! repairs silently, and the text is what the file *says* its glyphs mean (ISO 32000-2 §9.10.2): a crafted file can show
//! one thing and say another. Whoever draws a conclusion from the text says so beside it.
//!
//! Nothing in here panics outward. Every job runs on a thread of its own, with a stack of its own, under [`Limits`]; a
//! panic inside is the error [`PageViewError::Panicked`]. Two things no thread can contain: a stack overflow and an
//! allocation that fails both end the process. Who reads files of strangers runs this crate in a child process, as
//! `kyso` does.
//!
//! Areas are `[left, bottom, right, top]` in points of the page's default user space (ISO 32000-2 §8.3.2.3), the same in
//! which a widget's `/Rect` is written: rotation is undone. [`PageGeometry::displayed`] turns them as the reader sees
//! the page.
//!
//! ```no_run
//! # #[cfg(feature = "reader")]
//! # fn read(bytes: std::sync::Arc<[u8]>) -> Result<(), page_view::PageViewError> {
//! let view = page_view::PageView::open(bytes, None)?;
//! for line in view.lines(0)? {
//!     println!("{:?} {}", line.area, line.text);
//! }
//! let png = view.render_area(0, [300.0, 60.0, 550.0, 260.0], 150.0)?;
//! # Ok(()) }
//! ```
#![forbid(unsafe_code)]

#[cfg(feature = "reader")]
mod collect;
mod error;
mod geometry;
#[cfg(feature = "reader")]
mod isolate;
mod limits;
mod lines;
#[cfg(feature = "reader")]
mod render;
mod text;
#[cfg(feature = "reader")]
mod view;
#[cfg(feature = "reader")]
mod words;

pub use error::{LimitReached, PageViewError};
pub use geometry::PageGeometry;
pub use limits::Limits;
pub use text::{Line, Origin, PageText, Word};
#[cfg(feature = "reader")]
pub use view::PageView;
