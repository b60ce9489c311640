//! CMS SignedData with CAdES attributes and RFC 3161 tokens. No PDF.
