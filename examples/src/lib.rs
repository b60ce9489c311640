//! The sample documents of this workspace, and the programs that make them. Not published.
//!
//! [`letter`] sets the fictional official letter that `kyso demo` signs, [`set`] the other documents of an office and the pictures of
//! its signatures and seal; [`shown`] draws every
//! appearance profile on them; [`samples`] writes the small and the very large PDF files that the benches, the fuzz targets and the
//! interoperability runs start from. Everything here is made by our own code: no file of anybody else's is needed or kept.
#![allow(clippy::disallowed_methods)] // writes samples

pub mod letter;
pub mod people;
pub mod pictures;
pub mod samples;
pub mod set;
pub mod shown;
pub mod typeset;
