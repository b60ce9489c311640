//! The English words for what is asked of a signature.

/// English words, by the identifier of the argument or command.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    (
        "lock",
        "Lock form fields by this signature (FieldMDP): all, NAME,NAME or except:NAME,NAME",
    ),
    (
        "signature_format",
        "Format: pades (ETSI.CAdES.detached) or pkcs7 (adbe.pkcs7.detached, for old software)",
    ),
    (
        "commitment",
        "What the signer commits to, instead of a reason",
    ),
    (
        "signature_policy",
        "Signature policy: its object identifier, with its text in --signature-policy-file",
    ),
    (
        "signature_policy_file",
        "The text of the signature policy; its digest is signed",
    ),
    (
        "signature_policy_url",
        "Where the text of the signature policy may be read",
    ),
];
