//! What goes wrong around the documents: passwords, paths, full disks. A clear sentence, and nothing left behind.
#![allow(clippy::unwrap_used)]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "tests read and write files"
)]

mod common;

use common::{Desk, LETTER, Ran};

#[test]
fn a_wrong_password_is_said_and_nothing_is_written() {
    let desk = Desk::new();
    desk.keep_p12("leader", common::leader(), "right");
    desk.write("pin.txt", b"wrong\n");
    let before = desk.names();
    let sign = [
        "sign",
        "letter.pdf",
        "-o",
        "signed.pdf",
        "--p12",
        "leader.p12",
        "--trust",
        "root.pem",
        "--pin-file",
        "pin.txt",
        "--record",
        "record.json",
    ];
    desk.run(&sign)
        .exits(4)
        .says("leader.p12")
        .says("mật khẩu không đúng");
    desk.run(&[&sign[..], &["--lang", "en"]].concat())
        .exits(4)
        .says("the password is wrong");
    assert_eq!(
        desk.run(&[&sign[..], &["--json"]].concat()).exits(4).line()["error"]["code"],
        "wrong-password"
    );
    assert_eq!(desk.names(), before);
}

#[test]
fn a_key_file_that_is_no_key_file_is_named() {
    let desk = Desk::new();
    desk.write("pin.txt", b"any");
    desk.write("no.p12", b"not a PKCS#12 file");
    let before = desk.names();
    desk.run(&[
        "sign",
        "letter.pdf",
        "-o",
        "signed.pdf",
        "--p12",
        "no.p12",
        "--trust",
        "root.pem",
        "--pin-file",
        "pin.txt",
    ])
    .exits(4)
    .says("no.p12");
    desk.run(&[
        "sign",
        "letter.pdf",
        "-o",
        "signed.pdf",
        "--p12",
        "missing.p12",
        "--trust",
        "root.pem",
        "--pin-file",
        "pin.txt",
    ])
    .exits(4)
    .says("missing.p12");
    desk.run(&[
        "sign",
        "letter.pdf",
        "-o",
        "signed.pdf",
        "--key",
        "leader.pem",
        "--certificate",
        "leader.pem",
        "--trust",
        "root.pem",
    ])
    .exits(4)
    .says("leader.pem");
    desk.run(&[
        "sign",
        "letter.pdf",
        "-o",
        "signed.pdf",
        "--key",
        "leader.key",
        "--certificate",
        "letter.pdf",
        "--trust",
        "root.pem",
    ])
    .exits(4)
    .says("letter.pdf");
    assert_eq!(desk.names(), before);
}

#[test]
fn an_input_that_cannot_be_read_is_named() {
    let desk = Desk::new();
    std::fs::create_dir(desk.file("folder")).unwrap();
    let before = desk.names();
    for input in ["missing.pdf", "folder", "letter.pdf/inside"] {
        for more in [&[][..], &["--field", "LanhDao"]] {
            desk.sign(input, "signed.pdf", "leader", more)
                .exits(4)
                .says(input);
        }
        desk.run(&["verify", input]).exits(4).says(input);
        desk.run(&["check", input]).exits(4).says(input);
    }
    assert_eq!(desk.names(), before);
}

#[test]
fn a_result_that_cannot_be_written_is_named_before_the_key_is_used() {
    let desk = Desk::new();
    std::fs::create_dir(desk.file("folder")).unwrap();
    let before = desk.names();
    for output in ["no/such/folder/signed.pdf", "letter.pdf/signed.pdf"] {
        desk.sign("letter.pdf", output, "leader", &[])
            .exits(4)
            .says(output)
            .says("không có tệp mới được ghi")
            .never_says("“letter.pdf”:");
    }
    desk.sign("letter.pdf", "folder", "leader", &["--force"])
        .exits(4)
        .says("folder");
    assert_eq!(desk.names(), before);
    assert_eq!(std::fs::read_dir(desk.file("folder")).unwrap().count(), 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_of_the_kernel_takes_no_file() {
    // Also true for root, whom permissions do not stop: nothing can be created in /proc.
    let desk = Desk::new();
    desk.sign("letter.pdf", "/proc/signed.pdf", "leader", &[])
        .exits(4)
        .says("/proc/signed.pdf");
}

/// A limit on the size of files stands in for a full disk: writing stops in the middle, for root too, and without a
/// file system of its own, which a test could only mount as root. With SIGXFSZ ignored, the write itself fails (EFBIG),
/// as it does with ENOSPC.
#[cfg(unix)]
fn with_room_for(blocks: u32, desk: &Desk, arguments: &[&str]) -> Ran {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let program = common::kyso().get_program().to_owned();
    let output = assert_cmd::Command::new("sh")
        .args(["-c", &script])
        .arg(program)
        .args(arguments)
        .current_dir(desk.path())
        .env("XDG_CONFIG_HOME", "/nonexistent")
        .env_remove("KYSO_LANG")
        .output()
        .unwrap();
    Ran::of(output, arguments)
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_no_part_of_a_file() {
    let desk = Desk::new();
    let sign = [
        "sign",
        "letter.pdf",
        "-o",
        "signed.pdf",
        "--key",
        "leader.key",
        "--certificate",
        "leader.pem",
        "--chain",
        "sub-ca.pem",
        "--trust",
        "root.pem",
    ];
    let before = desk.names();
    // The letter has 48 KB: it does not fit at all, or its last part does not fit. `ulimit -f` counts 512 bytes each.
    let whole = u32::try_from(LETTER.len() / 512).unwrap();
    for blocks in [8, whole, whole + 2] {
        with_room_for(blocks, &desk, &sign)
            .exits(4)
            .says("signed.pdf")
            .says("không có tệp mới được ghi");
        assert_eq!(desk.names(), before, "{blocks}");
    }
    desk.write("older.pdf", b"an older result");
    let before = desk.names();
    with_room_for(
        8,
        &desk,
        &[&sign[..3], &["older.pdf", "--force"], &sign[4..]].concat(),
    )
    .exits(4)
    .says("older.pdf");
    assert_eq!(
        (desk.names(), desk.read("older.pdf")),
        (before, b"an older result".to_vec())
    );
    assert_eq!(desk.read("letter.pdf"), LETTER);
    with_room_for(1_000_000, &desk, &sign).exits(0);
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_no_part_of_a_prepared_file() {
    let desk = Desk::new();
    let prepare = [
        "prepare",
        "letter.pdf",
        "-o",
        "prepared.pdf",
        "--certificate",
        "leader.pem",
        "--chain",
        "sub-ca.pem",
        "--trust",
        "root.pem",
        "--state",
        "state.json",
        "--to-be-signed",
        "tbs.bin",
    ];
    let before = desk.names();
    with_room_for(8, &desk, &prepare)
        .exits(4)
        .says("prepared.pdf");
    assert_eq!(desk.names(), before);
}

#[cfg(target_os = "linux")]
#[test]
fn a_reader_that_goes_away_is_no_defect() {
    use std::process::Stdio;
    let desk = Desk::new();
    for arguments in [
        &["verify", "letter.pdf"][..],
        &["verify", "missing.pdf", "--json"],
        &["rules", "list"],
        &["nonsense"],
    ] {
        let full = || {
            Stdio::from(
                std::fs::OpenOptions::new()
                    .write(true)
                    .open("/dev/full")
                    .unwrap(),
            )
        };
        let program = common::kyso().get_program().to_owned();
        let status = std::process::Command::new(program)
            .current_dir(desk.path())
            .env("XDG_CONFIG_HOME", "/nonexistent")
            .args(arguments)
            .stdout(full())
            .stderr(full())
            .status()
            .unwrap();
        assert!(
            matches!(status.code(), Some(0 | 2 | 4 | 64)),
            "{arguments:?}: {status}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_result_is_as_readable_as_any_new_file_and_no_more() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    for (mask, mode) in [("022", 0o644), ("077", 0o600)] {
        let program = common::kyso().get_program().to_owned();
        let sign = [
            "sign",
            "letter.pdf",
            "-o",
            "signed.pdf",
            "--force",
            "--key",
            "leader.key",
            "--certificate",
            "leader.pem",
            "--chain",
            "sub-ca.pem",
            "--trust",
            "root.pem",
        ];
        let mut shell = assert_cmd::Command::new("sh");
        shell
            .args(["-c", &format!("umask {mask}; exec \"$0\" \"$@\"")])
            .arg(program)
            .args(sign)
            .current_dir(desk.path());
        Ran::of(
            shell
                .env("XDG_CONFIG_HOME", "/nonexistent")
                .output()
                .unwrap(),
            &sign,
        )
        .exits(0);
        assert_eq!(
            std::fs::metadata(desk.file("signed.pdf"))
                .unwrap()
                .permissions()
                .mode()
                & 0o777,
            mode
        );
    }
}

#[test]
fn a_module_that_is_no_pkcs11_library_is_named() {
    let desk = Desk::new();
    let before = desk.names();
    desk.run(&["token", "list", "--module", "missing.so"])
        .exits(4)
        .says("missing.so");
    desk.run(&["token", "info", "--module", "letter.pdf"])
        .exits(4);
    desk.run(&[
        "sign",
        "letter.pdf",
        "-o",
        "signed.pdf",
        "--token",
        "letter.pdf",
        "--trust",
        "root.pem",
    ])
    .exits(4);
    assert_eq!(desk.names(), before);
}
