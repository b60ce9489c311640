//! PKCS#11 libraries by name, and where their installers put them. Only a hint: a path given by the operator wins.

use std::path::{Path, PathBuf};

/// A vendor's library we know by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownModule {
    /// The short name to ask for it by.
    pub name: &'static str,
    /// Which devices it serves.
    pub devices: &'static str,
    /// Where its installers put it; a bare file name is looked for in the system's library folders.
    pub paths: &'static [&'static str],
}

/// Every library known by name: the devices seen in Vietnam's state agencies first (law/presentation.md §6.5).
#[must_use]
pub fn known_modules() -> &'static [KnownModule] {
    KNOWN
}

static KNOWN: &[KnownModule] = &[
    KnownModule {
        name: "bit4id",
        devices: "bit4id TokenME, the VGCA token",
        paths: &[
            "/usr/lib/bit4id/libbit4xpki.so",
            "libbit4xpki.so",
            "/Library/bit4id/pkcs11/libbit4xpki.dylib",
            "bit4xpki.dll",
            "bit4ipki.dll",
        ],
    },
    KnownModule {
        name: "safenet",
        devices: "SafeNet eToken",
        paths: &[
            "libeTPkcs11.so",
            "libeToken.so",
            "/usr/local/lib/libeTPkcs11.dylib",
            "eTPKCS11.dll",
        ],
    },
    KnownModule {
        name: "idprime",
        devices: "Thales (Gemalto) IDPrime",
        paths: &[
            "/usr/lib/pkcs11/libIDPrimePKCS11.so",
            "libIDPrimePKCS11.so",
            "IDPrimePKCS11.dll",
        ],
    },
    KnownModule {
        name: "epass2003",
        devices: "Feitian ePass2003",
        paths: &[
            "libcastle.so.1.0.0",
            "libcastle_v2.so.1.0.0",
            "eps2003csp11.dll",
        ],
    },
    KnownModule {
        name: "viettel-ca",
        devices: "Viettel-CA",
        paths: &[
            "viettel-ca_v6.so",
            "libviettel-ca_v6.so",
            "viettel-ca_v6.dll",
        ],
    },
    KnownModule {
        name: "opensc",
        devices: "smart cards that OpenSC serves",
        paths: &[
            "opensc-pkcs11.so",
            "pkcs11/opensc-pkcs11.so",
            "opensc-pkcs11.dll",
        ],
    },
    KnownModule {
        name: "yubikey",
        devices: "YubiKey PIV",
        paths: &["libykcs11.so.2", "libykcs11.so", "libykcs11.dll"],
    },
    KnownModule {
        name: "softhsm",
        devices: "SoftHSM2, a token in software for tests",
        paths: &[
            "softhsm/libsofthsm2.so",
            "libsofthsm2.so",
            "softhsm2-x64.dll",
        ],
    },
];

/// The folders a bare file name is looked for in. Only these: never the current folder (a planted library there
/// would be given the PIN).
#[cfg(windows)]
pub(crate) const FOLDERS: &[&str] = &["C:\\Windows\\System32"];
#[cfg(not(windows))]
pub(crate) const FOLDERS: &[&str] = &[
    "/usr/lib",
    "/usr/lib/x86_64-linux-gnu",
    "/usr/lib/aarch64-linux-gnu",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/lib/pkcs11",
];

impl KnownModule {
    /// The first of its places that holds a file.
    #[must_use]
    pub fn installed_at(&self) -> Option<PathBuf> {
        self.places().into_iter().find(|path| path.is_file())
    }

    /// Every place looked at, in order.
    #[must_use]
    pub fn places(&self) -> Vec<PathBuf> {
        let mut places = Vec::new();
        for path in self.paths {
            if Path::new(path).is_absolute() || path.starts_with('/') {
                places.push(PathBuf::from(path));
            } else {
                places.extend(FOLDERS.iter().map(|folder| Path::new(folder).join(path)));
            }
        }
        places
    }
}

/// A library by its name.
pub(crate) fn by_name(name: &str) -> Option<&'static KnownModule> {
    KNOWN
        .iter()
        .find(|module| module.name.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_places_absolute() {
        for (index, module) in KNOWN.iter().enumerate() {
            assert!(
                KNOWN[index + 1..]
                    .iter()
                    .all(|other| other.name != module.name)
            );
            assert!(!module.places().is_empty());
            assert!(module.places().iter().all(|place| place.has_root()));
        }
        assert_eq!(
            by_name("SoftHSM").map(|module| module.name),
            Some("softhsm")
        );
        assert_eq!(by_name("nonesuch"), None);
    }
}
