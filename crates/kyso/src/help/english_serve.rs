//! The English words of `kyso serve`.

pub(super) const ENGLISH: &[(&str, &str)] = &[
    (
        "serve",
        "An HTTP service on this machine or in a network: checks signatures for other programs",
    ),
    (
        "http",
        "Address and port; beyond 127.0.0.1 a TLS certificate is needed. Port 0: one that is free",
    ),
    (
        "tls_certificate",
        "The server's TLS certificate, and those between it and its root (PEM)",
    ),
    ("tls_key", "The server's TLS private key (PEM)"),
    (
        "serve_folder",
        "The folder for large files while they are worked on (default: in the user's cache folder)",
    ),
    (
        "served_policy",
        "Which changes after signing are accepted where a request names none: strict, pades, vn-office (default)",
    ),
    (
        "openapi",
        "Only print the OpenAPI description of the interface",
    ),
];
