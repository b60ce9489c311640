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
        "more_inputs",
        "Further documents, or folders; --output then is the folder for the results, the device is logged in to once, a line is told per file and a summary last",
    ),
    (
        "signing_jobs",
        "Sign in batch, so many files at once (default: the machine's cores)",
    ),
    (
        "sync_when",
        "Flush to the disk once for all (batch, the default) or each file by itself (each, slower); no file gets its name before it is on the disk",
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
