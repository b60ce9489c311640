//! The English words for key devices.

/// English words, by the identifier of the argument or command.
pub(super) const ENGLISH: &[(&str, &str)] = &[
    ("token", "PKCS#11 key device (a library by path or name)"),
    ("info", "One token in detail, with its certificates"),
    (
        "doctor",
        "Find what is wrong with libraries, devices and certificates, and say what to do; asks for no PIN",
    ),
    (
        "examined",
        "A PKCS#11 library, by name or path (default: all that are known or registered on this machine)",
    ),
    (
        "init",
        "Initialise a token (never one with a government certificate)",
    ),
    (
        "import",
        "Put key and certificate of a PKCS#12 file on a token (never on one with a government certificate)",
    ),
    (
        "unblock",
        "Unblock by the security officer's PIN (never a token with a government certificate)",
    ),
    (
        "slot",
        "Slot of the token that is not initialised (see kyso token list); not needed where there is only one",
    ),
    ("new_label", "New label of the token (at most 32 bytes)"),
    (
        "erase",
        "Accept that every key and certificate on an initialised token is lost",
    ),
    (
        "p12_password_env",
        "Environment variable with the password of the PKCS#12 file",
    ),
    (
        "p12_password_file",
        "File with the password of the PKCS#12 file in its first line",
    ),
    (
        "imported_label",
        "Label of key and certificate on the token (default: the name in the certificate)",
    ),
    (
        "so_pin_env",
        "Environment variable with the security officer's PIN",
    ),
    (
        "so_pin_file",
        "File with the security officer's PIN in its first line",
    ),
    ("pin", "The PIN of a token"),
    (
        "change",
        "Change the PIN: the old one is asked for once, the new one twice",
    ),
    ("new_pin_env", "Environment variable with the new PIN"),
    ("new_pin_file", "File with the new PIN in its first line"),
    ("patience", "Patience with each library, in seconds"),
    ("token_label", "Label of the token"),
    ("token_serial", "Serial number of the token"),
];
