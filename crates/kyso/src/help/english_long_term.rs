//! The English words for signatures that last.

/// English words, by the identifier of the argument or command.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    (
        "extend",
        "Raise a signed document to a higher level: add a time-stamp, validation material",
    ),
    (
        "renew",
        "Renew an archived document: validate the chain of time-stamps, add validation material, add another document time-stamp",
    ),
    ("archive", "The archive of signed documents"),
    ("archived", "Folders and files of the archive"),
    ("csv", "Write a CSV table (Excel opens it) in place of text"),
    (
        "within",
        "Tell only the files that must be renewed within so many days, or that are not accepted",
    ),
    (
        "raise_to",
        "Raise to: t (time-stamp), lt (with validation material), lta (with a document time-stamp over it)",
    ),
    (
        "vri",
        "Write /VRI too: which signature needs which material (some old programs want it)",
    ),
    (
        "level",
        "Level of the signature: b, t (time-stamp), lt (with validation material), lta (with a document time-stamp); default: b, or as configured",
    ),
    (
        "tsa",
        "Time-stamp authority (http://…); several times: the next is asked where one does not answer",
    ),
    ("tsa_policy", "Time-stamp policy that is asked for (OID)"),
    (
        "tsa_timeout",
        "Patience with each time-stamp authority, in seconds (default: 180)",
    ),
    (
        "tsa_user",
        "Account at the time-stamp authority (HTTP Basic)",
    ),
    (
        "tsa_password_env",
        "Environment variable with the password of that account",
    ),
    (
        "tsa_password_file",
        "File with the password of that account in its first line",
    ),
    (
        "tsa_proxy",
        "Proxy on the way to the time-stamp authority; default: that of the environment",
    ),
    (
        "tsa_down",
        "Without a time-stamp: refuse (do not sign; the default), wait (and ask again), queue (sign at B-B; add one later with kyso extend)",
    ),
    (
        "tsa_wait",
        "With --tsa-down wait: at most so many minutes (default: 30)",
    ),
];
