//! A PDF as a list of revisions: reads them lazily, appends one more. No cryptography.
