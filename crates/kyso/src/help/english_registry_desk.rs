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
    (
        "desk",
        "The department's desk: requests that wait, and what is decided of each",
    ),
    (
        "desk inbox",
        "Requests that wait: since when, the last day to answer, the rule, what is missing",
    ),
    (
        "desk_letter",
        "Only the requests of this letter: number and symbol",
    ),
    (
        "desk_list",
        "Write a list (.xlsx, .csv) to fill decisions in, for desk decide",
    ),
    (
        "desk decide",
        "Approve, send back or refuse each request; write the list of approvals and the letters back",
    ),
    (
        "decisions_file",
        "The list with decisions and reasons filled in (XLSX, CSV)",
    ),
    ("approve", "Approve this request; may be repeated"),
    (
        "return_request",
        "Send this request back for a reason; may be repeated",
    ),
    (
        "refuse_request",
        "Refuse this request for a reason; may be repeated",
    ),
    (
        "approve_rest_of",
        "Approve all other requests that wait in this letter: number and symbol",
    ),
    (
        "papers",
        "Write the list of approvals and the letters back (PDF, to be signed) into this folder",
    ),
    (
        "answering_office",
        "Who answers: the number of the body in the register",
    ),
    (
        "approved_by",
        "Who approves: the name; noted in the register, and printed where it is signed",
    ),
    (
        "reconcile",
        "Hold the register against the CA's list: in one and not in the other, other days, other holders, revocations; nothing is changed",
    ),
    (
        "ca_list",
        "The CA's list of certificates (XLSX, CSV), or a folder of certificates",
    ),
    (
        "ca_crl",
        "A revocation list (CRL) of the CA; may be repeated",
    ),
    (
        "differences_file",
        "Write the differences (.xlsx, .csv, .json)",
    ),
    (
        "registry export",
        "Write a list of the register, which can be taken in again",
    ),
    ("exported", "Which list"),
    ("exported_file", "The file to write (.xlsx, .csv, .json)"),
    (
        "desk notify",
        "Write the notice that certificates were revoked, to their managing body (PDF, to be signed)",
    ),
    (
        "revoked_numbers",
        "The numbers of revoked certificates, of one body",
    ),
    (
        "desk remind",
        "Write a reminder to a body whose work is overdue (PDF, to be signed)",
    ),
    (
        "reminded_body",
        "The body to be reminded: its number in the register",
    ),
    ("reminded_until", "By when it is to be done now"),
    ("letter_signer", "Who signs: the name"),
    (
        "forward",
        "Write the list of agencies that ask for certificates, to the Government Cipher Committee (An Giang, form 02; PDF, to be signed)",
    ),
    (
        "forwarded_requests",
        "The numbers of the requests for issue to agencies",
    ),
];
