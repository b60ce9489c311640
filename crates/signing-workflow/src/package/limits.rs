//! How much of a package is looked at. All numbers are ours; each says why.

/// Bounds for what strangers send.
#[derive(Clone, Copy, Debug)]
pub struct PackageLimits {
    /// Length of an edXML file: base64 of [`Self::decoded_bytes`] and some header.
    pub bytes: usize,
    /// Elements. A real message has about a hundred and five for each attachment.
    pub elements: usize,
    /// How deep they may nest. A real message nests 7 deep.
    pub depth: usize,
    /// Attributes of one element. A real message has at most 4.
    pub attributes: usize,
    /// Length of one text that is no content: subjects and names are shorter.
    pub text: usize,
    /// Files in a package, listed or there, and files of a folder that are looked at.
    pub files: usize,
    /// All contents together, after base64 and ZIP.
    pub decoded_bytes: usize,
    /// Unknown elements that are reported; the rest is only counted.
    pub unknown: usize,
}

impl PackageLimits {
    /// For the receiving desk of an office.
    pub const DEFAULT: Self = Self {
        bytes: 300 << 20,
        elements: 20_000,
        depth: 32,
        attributes: 32,
        text: 64 << 10,
        files: 200,
        decoded_bytes: 200 << 20,
        unknown: 20,
    };
}

impl Default for PackageLimits {
    fn default() -> Self {
        Self::DEFAULT
    }
}
