//! PAdES signing: from a request to a signed file.
