//! PAdES verification: from bytes to a report. Pure; knows PAdES, not Vietnam.
