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
        "serve trust",
        "The commands that let this machine's browsers trust the service's certificate; they are not run",
    ),
    (
        "serve untrust",
        "The commands that end that trust; they are not run",
    ),
    ("serve origins", "The pages that may use the service"),
    ("remove", "No longer let this page, written as it is listed"),
    (
        "local",
        "The signing service of this machine for pages of document systems: each request opens a page on which the person looks and confirms",
    ),
    (
        "socket",
        "The address that pages of document systems connect to (wss)",
    ),
    (
        "plain",
        "Serve http and ws, without the machine's own certificate",
    ),
    (
        "local_token",
        "PKCS#11 library of the device, by name or path; may be repeated (default: every known one on this machine)",
    ),
    (
        "local_p12",
        "A key in a PKCS#12 file; may be repeated, each with a --p12-certificate",
    ),
    (
        "p12_certificate",
        "The certificate of the key in the PKCS#12 file (PEM or DER): that file opens by its password only",
    ),
    (
        "opener",
        "The program that shows the page to confirm on, given its address (default: the user's browser)",
    ),
    (
        "serve token",
        "Makes a new access token for a client, and the line token-sha256 for the file of --keys",
    ),
    (
        "served_keys",
        "The keys that the service signs with, and which access token may use which (TOML)",
    ),
    (
        "served_log",
        "The log on stderr: json (a line for each request, without names of files or persons, and passwords), none",
    ),
    (
        "openapi",
        "Only print the OpenAPI description of the interface",
    ),
];
