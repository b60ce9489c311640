//! The English words for files that are no PDF, and for the look at a file before it is signed.

/// English words, by the identifier of the argument or command.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    (
        "convert",
        "Turn a DOCX or ODT document into a PDF by an installed LibreOffice",
    ),
    ("converted", "A DOCX or ODT document; it is never changed"),
    (
        "libreoffice",
        "The LibreOffice program (default: the key libreoffice of the configuration, then soffice or libreoffice in PATH)",
    ),
    (
        "conversion_timeout",
        "Patience with the conversion, in seconds",
    ),
    (
        "lint",
        "Look at documents before signing: what is hidden or may change, and whether other readers accept them",
    ),
    ("linted", "The files or folders"),
    (
        "strict_lint",
        "Take anything to look at before signing as a failure (code 1)",
    ),
    (
        "strict_before_signing",
        "Do not sign a document with anything to look at (kyso lint); by default it is only told, before the PIN is asked for",
    ),
    (
        "detached",
        "Sign a file of any kind into a file of its own (CAdES, usually FILE.p7s), for attachments that are no PDF",
    ),
    (
        "detached_signature",
        "The signature of the file that is checked, in a file of its own (CAdES, .p7s)",
    ),
];
