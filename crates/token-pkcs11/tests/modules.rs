//! Libraries that are none, or not for this machine: told apart before anything is asked of them.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod support;

use std::path::{Path, PathBuf};

use support::softhsm_library;
use token_pkcs11::{Architecture, ErrorCode, Module, known_modules};

fn load_error(path: &Path) -> ErrorCode {
    Module::load(path).unwrap_err().code
}

/// A copy of the SoftHSM library with some bytes changed.
fn altered(folder: &Path, name: &str, change: impl FnOnce(&mut Vec<u8>)) -> PathBuf {
    let mut bytes = std::fs::read(softhsm_library()).unwrap();
    change(&mut bytes);
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn a_missing_file_and_a_folder_are_not_found() {
    assert!(matches!(
        load_error(Path::new("/nonexistent/libp11.so")),
        ErrorCode::ModuleNotFound { .. }
    ));
    assert!(matches!(
        load_error(Path::new("/usr/lib")),
        ErrorCode::ModuleNotFound { .. }
    ));
}

#[test]
fn a_text_file_and_a_program_are_no_shared_libraries() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("libscript.so");
    std::fs::write(&script, "INPUT(-lp11)").unwrap();
    assert_eq!(load_error(&script), ErrorCode::ModuleNotSharedLibrary);
    let empty = folder.path().join("empty.so");
    std::fs::write(&empty, "").unwrap();
    assert_eq!(load_error(&empty), ErrorCode::ModuleNotSharedLibrary);
    let dll = folder.path().join("windows.dll");
    let mut bytes = b"MZ".to_vec();
    bytes.resize(0x80, 0);
    bytes[0x3c] = 0x40;
    bytes.splice(0x40..0x46, *b"PE\0\0\x64\x86");
    bytes[0x40 + 22..0x40 + 24].copy_from_slice(&0x2022_u16.to_le_bytes());
    std::fs::write(&dll, bytes).unwrap();
    assert_eq!(load_error(&dll), ErrorCode::ModuleNotSharedLibrary);
}

#[test]
fn a_library_for_another_processor_names_both() {
    let folder = tempfile::tempdir().unwrap();
    let needed = if cfg!(target_arch = "aarch64") {
        Architecture::Arm64
    } else {
        Architecture::X86_64
    };
    let for_32_bit = altered(folder.path(), "lib32.so", |bytes| {
        bytes[4] = 1; // ELFCLASS32
        bytes[18] = 3; // EM_386
    });
    assert_eq!(
        load_error(&for_32_bit),
        ErrorCode::ModuleArchitecture {
            found: Architecture::X86,
            needed
        }
    );
}

#[test]
fn a_library_without_c_get_function_list_is_not_pkcs11() {
    let ordinary = [
        "/lib/x86_64-linux-gnu/libm.so.6",
        "/lib/aarch64-linux-gnu/libm.so.6",
        "/lib64/libm.so.6",
    ];
    let ordinary = ordinary
        .iter()
        .map(Path::new)
        .find(|path| path.is_file())
        .expect("the C mathematics library");
    assert_eq!(load_error(ordinary), ErrorCode::ModuleNotPkcs11);
}

#[test]
fn a_library_that_misses_another_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = altered(folder.path(), "libneedy.so", |bytes| {
        let needed = b"libcrypto.so.";
        let at = bytes
            .windows(needed.len())
            .position(|window| window == needed)
            .expect("SoftHSM uses libcrypto");
        bytes[at..at + 3].copy_from_slice(b"xyz");
    });
    let ErrorCode::ModuleDependency { library } = load_error(&path) else {
        panic!("a dependency is missing")
    };
    assert!(library.starts_with("xyzcrypto.so"), "{library}");
}

#[test]
fn unknown_and_absent_names_say_where_was_looked() {
    let ErrorCode::ModuleUnknown { looked_for, .. } =
        Module::load_named("nonesuch").unwrap_err().code
    else {
        panic!()
    };
    assert!(looked_for.is_empty());
    for module in known_modules()
        .iter()
        .filter(|module| module.installed_at().is_none())
    {
        let error = Module::load_named(module.name).unwrap_err().code;
        assert!(
            matches!(error, ErrorCode::ModuleUnknown { looked_for, .. } if !looked_for.is_empty())
        );
    }
}
