//! The English words of intake, of the department's desk, of reconciliation and of lists written.

/// English words, by the identifier of the argument or command.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    (
        "list_letter",
        "A list of requests: the number and symbol of its letter",
    ),
    (
        "list_received",
        "A list of requests that another office confirmed and sent, in this way",
    ),
    (
        "same",
        "This row is this person of the register; may be repeated",
    ),
    (
        "other",
        "This row is somebody else, not the person of the same name in the register; may be repeated",
    ),
    ("registry certificate", "Certificates (X.509)"),
    (
        "certificate add",
        "Take certificates in and link them to their subscribers; no private key is read",
    ),
    (
        "certificate_files",
        "Certificate files (PEM, DER, P7B, P12), or a folder",
    ),
    (
        "certificate_of",
        "They are this subscriber's (number in the register)",
    ),
    (
        "read_token",
        "Read the certificates on a device through this PKCS#11 library; no password is asked",
    ),
];
