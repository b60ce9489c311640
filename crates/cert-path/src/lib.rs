//! Is this certificate trusted, at this time, on this evidence? RFC 5280 and RFC 6960.
