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
