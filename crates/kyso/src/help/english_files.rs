//! The English words for files that are no PDF.

/// English words, by the identifier of the argument or command.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    (
        "detached",
        "Sign a file of any kind into a file of its own (CAdES, usually FILE.p7s), for attachments that are no PDF",
    ),
    (
        "detached_signature",
        "The signature of the file that is checked, in a file of its own (CAdES, .p7s)",
    ),
];
