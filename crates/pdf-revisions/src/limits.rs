//! How much an untrusted file may ask of us.

/// The limits of one reader. The defaults are far above what real files need; each says where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Depth of nested arrays and dictionaries. Real files stay below 20; qpdf stops at 499, poppler at 500. Our
    /// parser is recursive, so the number also bounds the stack.
    pub depth: usize,
    /// Values below one object. A `/Kids` or `/W` array of a million entries is the largest seen in practice.
    pub values: usize,
    /// Bytes of one string or name. A signature's `/Contents` with its revocation lists takes a few megabytes.
    pub string_bytes: usize,
    /// Object numbers. ISO 32000-2 annex C names 8,388,607 as a limit of an implementation; ten times that is read.
    pub object_number: u32,
    /// Cross-reference sections in the `/Prev` chain. The most seen in practice is some fifty; what is looked up in
    /// vain goes through all of them.
    pub sections: usize,
    /// Subsections, and entries that have to be read one by one, of one cross-reference section.
    pub xref_entries: usize,
    /// Bytes that all cross-reference streams together decode to: 8,388,607 objects at eight bytes.
    pub xref_bytes: usize,
    /// Bytes an object stream decodes to; writers put some hundred objects in one, a few hundred kilobytes.
    pub object_stream_bytes: usize,
    /// Bytes any other stream decodes to through [`crate::View::stream_data`].
    pub stream_bytes: usize,
    /// Entries times sections that [`crate::View::changed_references`] goes through for all revisions up to its own:
    /// a million objects written anew in each of ten revisions.
    pub lookups: u64,
    /// Bytes that one [`crate::PdfFile`] parses or decodes in its life, besides sixteen times the length of the file. A
    /// small file can name one large object a million times; no honest one is read so often.
    pub work: u64,
    /// How far the reader looks for `endstream` where `/Length` is wrong.
    pub endstream_search: u64,
    /// Page tree nodes walked to find a page.
    pub page_nodes: usize,
    /// Form fields and widgets walked.
    pub fields: usize,
    /// References followed one after another.
    pub reference_chain: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 100,
            values: 4_000_000,
            string_bytes: 64 << 20,
            object_number: 83_886_070,
            sections: 1_000,
            xref_entries: 1 << 20,
            xref_bytes: 64 << 20,
            object_stream_bytes: 16 << 20,
            stream_bytes: 64 << 20,
            lookups: 100_000_000,
            work: 128 << 20,
            endstream_search: 64 << 20,
            page_nodes: 1_000_000,
            fields: 200_000,
            reference_chain: 32,
        }
    }
}
