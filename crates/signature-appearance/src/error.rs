//! What can go wrong.

use thiserror::Error;

/// Why something cannot be drawn.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum AppearanceError {
    /// The font file cannot be read.
    #[error("font {name:?} cannot be read: {why}")]
    Font {
        /// How the caller calls it.
        name: String,
        /// What the reader says.
        why: String,
    },
    /// Something without width or height.
    #[error("{what} has no visible size")]
    NoSize {
        /// What.
        what: &'static str,
    },
    /// The picture cannot be read.
    #[error("picture is not readable: {why}")]
    Picture {
        /// What the reader says.
        why: String,
    },
    /// The picture is larger than the limits allow.
    #[error("picture has {width} × {height} pixels, at most {limit} in all are read")]
    PictureTooLarge {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
        /// The limit on their product.
        limit: u64,
    },
    /// A kind of picture that is not drawn.
    #[error("{what} pictures are not supported: a PNG or JPEG file is needed")]
    PictureUnsupported {
        /// Which kind.
        what: &'static str,
    },
    /// The text does not fit into its area at the size the caller insists on.
    #[error("the text {line:?} needs {needed:.1} mm, its area has {room:.1} mm")]
    TextTooLarge {
        /// The line.
        line: String,
        /// What it needs, in millimetres.
        needed: f64,
        /// What there is, in millimetres.
        room: f64,
    },
}
