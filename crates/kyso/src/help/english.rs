//! The English words of the command tree, which is written in Vietnamese in `args`.

/// English words, by the identifier of the argument or command.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    (
        "kyso",
        "Signs official PDF documents, checks signatures, and judges them by the law in force",
    ),
    ("sign", "Sign a PDF document"),
    (
        "prepare",
        "Two-step signing, step 1: prepare the file and the data to be signed",
    ),
    (
        "finish",
        "Two-step signing, step 2: embed a signature value made elsewhere",
    ),
    (
        "copy",
        "Make the electronic copy of a paper document: check the scan, stamp the form of copy, sign as the agency",
    ),
    ("scan", "The scan of the paper (PDF); it is never changed"),
    (
        "look",
        "Only check the scan; nothing is signed, no key is needed",
    ),
    ("verify", "Check the signatures of documents"),
    (
        "check",
        "Check signatures and judge them by the law in force on the day of signing",
    ),
    ("list", "List"),
    ("rules", "The rules and their legal grounds"),
    ("show", "Show one in detail"),
    (
        "coverage",
        "How far each article of each instrument has been read and turned into rules",
    ),
    (
        "explain",
        "Explain a code of a report: what it means, why it matters, what to do",
    ),
    ("explained", "A code of a report; without one: the list"),
    (
        "report",
        "Whom the report is for: clerk (one page; the default), detailed (every check), xml (ETSI TS 119 102-2)",
    ),
    ("demo", "The whole job on a demonstration hierarchy"),
    ("lang", "Language of the output (environment: KYSO_LANG)"),
    ("json", "JSON output, one line per file"),
    (
        "config",
        "Configuration file (default: kyso/config.toml in the user's configuration folder)",
    ),
    (
        "overlay",
        "What the office adds to the law as read (TOML): days of force, an example adopted, days off",
    ),
    (
        "sheets",
        "The facts: signatures, certificates, files, packages, requests, devices, subscribers, bodies (TOML)",
    ),
    ("from", "The earlier day, e.g. 2024-08-14"),
    ("to", "The later day, e.g. 2024-08-15"),
    ("input", "The document to sign; it is never changed"),
    ("output", "The resulting file"),
    ("p12", "Key and certificate in a PKCS#12 file (.p12, .pfx)"),
    (
        "key",
        "PEM private key (with --certificate); for tests only",
    ),
    ("certificate", "The signer certificate (PEM or DER)"),
    ("key_id", "CKA_ID of the key (hexadecimal)"),
    ("key_label", "Label of the certificate or key on the token"),
    (
        "certificate_serial",
        "Serial number of the certificate (hexadecimal)",
    ),
    ("chain", "Further certificates of the path (PEM)"),
    ("pss", "Sign with RSASSA-PSS"),
    (
        "pin_env",
        "Environment variable that holds the password (PIN)",
    ),
    ("pin_file", "File whose first line is the password (PIN)"),
    (
        "password_env",
        "Environment variable that holds the password of encrypted documents",
    ),
    (
        "password_file",
        "File whose first line is the password of encrypted documents",
    ),
    (
        "field",
        "Signature field: an existing empty one, or the name of a new one",
    ),
    ("reason", "Reason for signing"),
    ("location", "Place of signing"),
    ("contact", "Contact information"),
    ("name", "Name of the signer (default: the certificate's)"),
    (
        "certify",
        "Certify the document (DocMDP): 1 no changes, 2 form filling and signing, 3 annotations",
    ),
    ("digest", "Digest algorithm"),
    (
        "reserve",
        "Bytes reserved for the signature (default: from the certification path)",
    ),
    (
        "anchors",
        "Accepted roots: a PEM, DER or P7B file, or a folder",
    ),
    (
        "profiles",
        "A named group of roots: vgca, public (built in), or one of the configuration or of kyso trust add",
    ),
    (
        "intermediates",
        "Intermediate certificates for path building (PEM, DER, P7B or a folder); never trusted as roots",
    ),
    (
        "crl",
        "Certificate revocation lists: a DER or PEM file, or a folder",
    ),
    (
        "ocsp",
        "Saved OCSP responses: a DER or PEM file, or a folder",
    ),
    (
        "evidence",
        "Evidence of an earlier run (written by --save-evidence), for replaying it offline",
    ),
    (
        "evidence_out",
        "Write all evidence used (JSON), to be read again by --evidence (old name: --evidence-out)",
    ),
    (
        "freshness",
        "How fresh CRL and OCSP must be: issuers-window (until the next is due), after-time (issued after the time asked), or an age, e.g. 24h, 7d",
    ),
    (
        "algorithm_policy",
        "Which algorithms are refused from which day on (TOML), instead of the built-in list",
    ),
    (
        "blocked",
        "Certificates reported lost or exposed in the house (TOML): not to be used for signing since then",
    ),
    (
        "online",
        "Fetch missing certificates, CRLs and OCSP responses from the http addresses in certificates (old name: --fetch)",
    ),
    (
        "offline",
        "No network (default), even where the configuration opens it; what is missing and where it may be had is told",
    ),
    (
        "policy",
        "Which changes after signing are accepted: strict (ISO 32000-2 read narrowly), pades, vn-office (default)",
    ),
    (
        "no_cache",
        "Neither use nor keep what was fetched (default: kept in the user's cache folder until it is over)",
    ),
    (
        "verified",
        "The files to check; of a folder, every PDF file in it",
    ),
    (
        "package",
        "A package that is checked and judged as one: a folder, or an edXML file",
    ),
    (
        "main",
        "The file of the main document (default: the only one signed by a person with authority)",
    ),
    (
        "our_codes",
        "Code of the receiving body; repeatable. With one, the addressees in the edXML are compared",
    ),
    (
        "completeness",
        "Which signatures make the main document complete",
    ),
    (
        "stated",
        "A reason that the clerk tells, e.g. R14=…; from the list R01–R99",
    ),
    (
        "received",
        "SHA-256 of the documents received before (as sha256sum writes them), to know duplicates",
    ),
    (
        "jobs",
        "Check in batch, so many files at once (default: the machine's cores); a line per file, a summary at the end",
    ),
    (
        "extract",
        "Write exactly the revision that one signature covers to a file of its own",
    ),
    ("file", "The signed document, which is never changed"),
    (
        "diff",
        "List every change after one signature with its verdict; write pictures of what looks different",
    ),
    (
        "images",
        "Folder for pictures (PNG), before and after, of every part of a page that looks different",
    ),
    (
        "which",
        "The signature: its number in the report of kyso verify (from 1), or its field",
    ),
    (
        "fetch_allow",
        "Host (name or IP) that may be fetched from although it is on a private network; repeatable",
    ),
    (
        "fetch_timeout",
        "Patience with each address, in seconds; CRLs get 20 times as much (default: 15)",
    ),
    (
        "path",
        "Judge the certification path of certificates: each check, the revocation status, the reason",
    ),
    (
        "certificates",
        "Certificate file (PEM, DER, P7B); the first certificate of each is judged, the others help to build the path",
    ),
    (
        "path_at",
        "The time asked (RFC 3339 or a day); default: now. CRL and OCSP issued later than it count, too",
    ),
    (
        "as_of",
        "Judge as if it were then: CRL and OCSP issued later are not used; default: now, and not before --at",
    ),
    (
        "policy_oids",
        "A certificate policy that is demanded (OID); may be repeated",
    ),
    ("path_purpose", "What the certificate is used for"),
    ("trust", "Accepted roots, and the CRLs that are kept"),
    (
        "what",
        "Name of a profile, SHA-256 of a certificate, or a file",
    ),
    (
        "add",
        "Add a root to a profile (only under the SHA-256 that is named), or keep a CRL for networks without internet",
    ),
    (
        "remove",
        "Remove a root that was added, or a CRL that is kept",
    ),
    (
        "added_file",
        "File of the root; without --fingerprint it is shown and not stored",
    ),
    (
        "fingerprint",
        "The SHA-256, compared with what is published (64 hexadecimal digits)",
    ),
    ("to_profile", "The profile that takes the root"),
    ("anchor_purpose", "What the root is accepted for"),
    ("from", "Accepted from this time on"),
    ("until", "Accepted until before this time"),
    ("note", "A remark"),
    (
        "source",
        "Where the root comes from, e.g. where it was compared",
    ),
    (
        "added_crl",
        "Keep a CRL (DER or PEM) for verifying and signing without a network",
    ),
    ("removed", "SHA-256 of the root or CRL"),
    (
        "from_profile",
        "Only from this profile (default: from every one)",
    ),
    (
        "revocation",
        "Revocation checking: default if-available when signing, require when checking",
    ),
    (
        "allow_unverified_chain",
        "Sign although the certification path could not be checked (recorded)",
    ),
    ("force", "Overwrite an existing result"),
    (
        "claimed_at",
        "The signing time to claim (RFC 3339 or a day); default: the clock. The certificate is always checked by the clock",
    ),
    (
        "at",
        "The moment that counts (RFC 3339); default: the clock",
    ),
    (
        "record",
        "Write what was and was not checked before signing (JSON)",
    ),
    (
        "state",
        "The state file that carries two-step signing from prepare to finish",
    ),
    (
        "to_be_signed",
        "The data to be signed (DER of the signed attributes)",
    ),
    ("prepared", "The file written by prepare"),
    ("signature", "The signature value (RSA: bytes; ECDSA: DER)"),
    ("files", "The files to check"),
    (
        "roles",
        "Role of a signature as the user knows it, e.g. Signature1=authorised-person",
    ),
    (
        "province",
        "Province whose regulation applies, e.g. tay-ninh",
    ),
    ("facts", "Facts the file cannot show (TOML)"),
    (
        "records",
        "Record kept when signing (kyso sign --record): what was checked before the key was used",
    ),
    ("attestations", "Attest one fact, e.g. sole-control=yes"),
    (
        "explain",
        "Also list satisfied, not applicable and not-in-force rules",
    ),
    (
        "strict",
        "Count what a person must judge as undecided (exit 2)",
    ),
    ("module", "PKCS#11 library"),
    (
        "code",
        "Code of the rule, e.g. nd-68-2024/certificate-outlives-five-years",
    ),
    ("out", "Folder for the results"),
    (
        "appearance",
        "What a signature shows on the page: a profile (see kyso appearance list), e.g. nd30.person",
    ),
    (
        "own_profiles",
        "The office's own profiles (TOML), beside the built-in ones",
    ),
    (
        "image_register",
        "The office's register of pictures of signatures and seals (TOML)",
    ),
    (
        "signature_image",
        "The picture of the signature, in the register",
    ),
    ("seal_image", "The picture of the seal, in the register"),
    (
        "place",
        "A place that the signer chooses: PAGE:LEFT,BOTTOM in mm from the lower left corner of the page",
    ),
    (
        "printed_name",
        "The printed name to sign under, where several sign (default: the name in the certificate)",
    ),
    (
        "over",
        "The field of the authorised person's signature that the seal lies over",
    ),
    ("number", "The number of the document, as shown"),
    ("symbol", "The symbol of the document, as shown"),
    ("dated", "The day of issue, as shown"),
    (
        "agency",
        "The name of the body, as shown (default: as in the certificate)",
    ),
    (
        "mail",
        "The mail address, as shown (default: as in the certificate)",
    ),
    (
        "form_of_copy",
        "The form of copy: sao-y, sao-luc, trich-sao",
    ),
    ("on", "The day (default: today)"),
    (
        "preview",
        "Draw the page as it will be signed; needs no key",
    ),
    ("dpi", "Resolution"),
    ("help", "Print help"),
    ("version", "Print version"),
];
