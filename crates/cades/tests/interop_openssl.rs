//! OpenSSL reads what we write, and we read what it writes. These tests need the program `openssl` and fail without it.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use cades::{
    ExternalSigner, ParsedContainer, SoftwareKeyError, SoftwareSigner, TimestampToken, Tolerance,
};
use cert_path::{DigestAlgorithm, SignatureAlgorithm};
use common::{CONTENT, certificate, digest, hierarchy, issue, provider, sha256, sign, signer};
use demo_pki::{Issued, KeyKind};
use secrecy::SecretString;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const PASSWORD: &str = "mật khẩu thử";

/// A folder with an identity as `key.pem`, `cert.pem`, the chain as `chain.pem`, the root as `root.pem`, content as `content`.
fn folder(issued: &Issued) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    let (root, sub_ca) = (&hierarchy().root, &hierarchy().sub_ca);
    write("key.pem", issued.private_key_pem().as_bytes());
    write("cert.pem", issued.certificate_pem().as_bytes());
    write("root.pem", root.certificate_pem().as_bytes());
    let chain = [sub_ca.certificate_pem(), root.certificate_pem()].concat();
    write("chain.pem", chain.as_bytes());
    write("content", CONTENT);
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new("openssl")
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the program `openssl` is needed for this test (Debian: apt-get install openssl)")
}

fn openssl(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = run(folder, arguments);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "openssl {arguments:?}: {stderr}");
    output.stdout
}

fn read(folder: &TempDir, name: &str) -> Vec<u8> {
    std::fs::read(folder.path().join(name)).unwrap()
}

fn every_signer() -> Vec<SoftwareSigner> {
    let rsa = issue(KeyKind::Rsa2048);
    let pss = SignatureAlgorithm::RsaPss {
        digest: DigestAlgorithm::Sha256,
        mgf_digest: DigestAlgorithm::Sha256,
        salt_length: 32,
    };
    let keys = [
        KeyKind::Rsa3072,
        KeyKind::P256,
        KeyKind::P384,
        KeyKind::P521,
    ];
    let mut signers: Vec<_> = keys.map(|key| signer(&issue(key))).into();
    signers.push(signer(&rsa));
    signers.push(signer(&rsa).with_algorithm(pss).unwrap());
    signers
}

#[test]
fn openssl_verifies_ours_as_cades() {
    for signer in every_signer() {
        let folder = folder(&issue(KeyKind::P256));
        std::fs::write(folder.path().join("ours.der"), sign(&signer, CONTENT)).unwrap();
        let verify = [
            "cms",
            "-verify",
            "-cades",
            "-binary",
            "-inform",
            "DER",
            "-in",
            "ours.der",
            "-content",
            "content",
            "-CAfile",
            "root.pem",
            "-purpose",
            "any",
            "-no_check_time",
        ];
        assert_eq!(openssl(folder.path(), &verify), CONTENT);
        std::fs::write(folder.path().join("content"), b"other").unwrap();
        assert!(!run(folder.path(), &verify).status.success());
    }
}

/// OpenSSL signs the content, with this digest and these arguments.
fn signed_by_openssl(folder: &TempDir, digest: &str, more: &[&str]) -> ParsedContainer {
    let base = [
        "cms", "-sign", "-binary", "-in", "content", "-signer", "cert.pem", "-inkey", "key.pem",
        "-outform", "DER", "-md", digest,
    ];
    let container = openssl(folder.path(), &[&base, more].concat());
    ParsedContainer::parse(&container).unwrap()
}

#[test]
fn we_verify_openssl() {
    let rsa = folder(&issue(KeyKind::Rsa2048));
    let ec = folder(&issue(KeyKind::P256));
    let pss = [
        "-keyopt",
        "rsa_padding_mode:pss",
        "-keyopt",
        "rsa_pss_saltlen:20",
    ];
    let variants: [(&TempDir, &[&str], &[Tolerance]); 7] = [
        (&rsa, &[], &[]),
        (&rsa, &["-cades"], &[]),
        (&rsa, &["-noattr"], &[]),
        (&rsa, &pss, &[]),
        (&rsa, &["-stream"], &[Tolerance::BerEncoding]),
        (&ec, &["-cades"], &[]),
        (&ec, &["-noattr"], &[]),
    ];
    for (folder, more, tolerances) in variants {
        let parsed = signed_by_openssl(folder, "sha256", more);
        let intact = parsed.verify(&sha256(CONTENT), provider());
        assert_eq!(intact.unwrap().tolerances(), tolerances, "{more:?}");
        assert_eq!(
            parsed.signing_time().is_some(),
            parsed.has_signed_attributes()
        );
        let other = parsed.verify(&sha256(b"other"), provider());
        assert!(other.is_err(), "{more:?}");
    }
}

#[test]
fn we_verify_openssl_with_content_inside() {
    let folder = folder(&issue(KeyKind::Rsa2048));
    for (more, tolerances) in [
        (&["-nodetach"][..], &[][..]),
        (&["-nodetach", "-stream"], &[Tolerance::BerEncoding]),
    ] {
        let parsed = signed_by_openssl(&folder, "sha384", more);
        assert_eq!(parsed.encapsulated_content(), Some(CONTENT));
        let digest = digest(DigestAlgorithm::Sha384, CONTENT);
        let intact = parsed.verify(&digest, provider()).unwrap();
        assert_eq!(intact.tolerances(), tolerances);
    }
}

fn p12(folder: &TempDir, more: &[&str], password: &str) -> Vec<u8> {
    let secret = format!("pass:{password}");
    let base = [
        "pkcs12",
        "-export",
        "-inkey",
        "key.pem",
        "-in",
        "cert.pem",
        "-certfile",
        "chain.pem",
        "-out",
        "id.p12",
        "-passout",
        &secret,
    ];
    openssl(folder.path(), &[&base, more].concat());
    read(folder, "id.p12")
}

#[test]
fn pkcs12_old_and_new() {
    let schemes: [&[&str]; 9] = [
        &[],
        &["-legacy"],
        &[
            "-legacy",
            "-certpbe",
            "PBE-SHA1-RC2-40",
            "-keypbe",
            "PBE-SHA1-3DES",
        ],
        &[
            "-legacy",
            "-certpbe",
            "PBE-SHA1-RC2-128",
            "-keypbe",
            "PBE-SHA1-2DES",
        ],
        &["-legacy", "-descert"],
        &[
            "-certpbe",
            "AES-128-CBC",
            "-keypbe",
            "AES-192-CBC",
            "-macalg",
            "sha512",
        ],
        &["-certpbe", "NONE", "-keypbe", "NONE"],
        &["-nomac"],
        &["-iter", "1", "-macalg", "sha384"],
    ];
    for key in [KeyKind::Rsa2048, KeyKind::P256] {
        let issued = issue(key);
        let folder = folder(&issued);
        for scheme in schemes {
            for password in [PASSWORD, "", "ascii"] {
                let bytes = p12(&folder, scheme, password);
                let secret = SecretString::from(password);
                let signer = SoftwareSigner::from_pkcs12(&bytes, &secret);
                let signer = signer.unwrap_or_else(|error| panic!("{scheme:?}: {error}"));
                assert_eq!(signer.certificate(), &certificate(&issued));
                assert_eq!(signer.chain().len(), 2);
                sign(&signer, CONTENT);
                let alone = cades::pkcs12_certificates(&bytes, &secret).unwrap();
                assert_eq!(alone.len(), 3, "{scheme:?}");
                assert!(alone.contains(signer.certificate()));
            }
        }
    }
}

#[test]
fn certificates_are_read_where_the_key_cannot_be() {
    let folder = folder(&issue(KeyKind::P256));
    let bytes = p12(
        &folder,
        &["-nomac", "-keypbe", "AES-256-CBC", "-certpbe", "NONE"],
        PASSWORD,
    );
    let wrong = SecretString::from("sai");
    assert_eq!(
        SoftwareSigner::from_pkcs12(&bytes, &wrong).unwrap_err(),
        SoftwareKeyError::WrongPassword
    );
    assert_eq!(cades::pkcs12_certificates(&bytes, &wrong).unwrap().len(), 3);
}

#[test]
fn a_wrong_password_is_not_a_broken_file() {
    let folder = folder(&issue(KeyKind::P256));
    let schemes: [&[&str]; 4] = [&[], &["-legacy"], &["-nomac"], &["-legacy", "-nomac"]];
    for scheme in schemes {
        let bytes = p12(&folder, scheme, PASSWORD);
        for wrong in ["", "sai", "mật khẩu thử "] {
            let error = SoftwareSigner::from_pkcs12(&bytes, &SecretString::from(wrong));
            assert_eq!(
                error.unwrap_err(),
                SoftwareKeyError::WrongPassword,
                "{scheme:?}"
            );
        }
        let mut broken = bytes.clone();
        broken.truncate(bytes.len() / 2);
        let error = SoftwareSigner::from_pkcs12(&broken, &SecretString::from(PASSWORD));
        assert!(matches!(error, Err(SoftwareKeyError::Encoding(_))));
    }
}

/// Every byte of a small file spoiled in turn: never a panic or an endless wait; with a MAC an error or the same identity.
#[test]
fn spoiled_pkcs12_files() {
    let issued = issue(KeyKind::P256);
    let folder = folder(&issued);
    for with_mac in [true, false] {
        let more: &[&str] = if with_mac {
            &["-iter", "1"]
        } else {
            &["-iter", "1", "-nomac"]
        };
        let bytes = p12(&folder, more, "x");
        for index in 0..bytes.len() {
            let mut spoiled = bytes.clone();
            spoiled[index] ^= 0x55;
            let signer = SoftwareSigner::from_pkcs12(&spoiled, &SecretString::from("x"));
            if let (Ok(signer), true) = (signer, with_mac) {
                assert_eq!(signer.certificate(), &certificate(&issued));
            }
        }
    }
}

#[test]
fn pkcs12_without_what_is_needed() {
    let folder = folder(&issue(KeyKind::P256));
    let export = |more: &[&str]| {
        let base = ["pkcs12", "-export", "-out", "id.p12", "-passout", "pass:x"];
        openssl(folder.path(), &[&base, more].concat());
        SoftwareSigner::from_pkcs12(&read(&folder, "id.p12"), &SecretString::from("x"))
    };
    let no_key = export(&["-nokeys", "-in", "cert.pem"]);
    assert_eq!(no_key.unwrap_err(), SoftwareKeyError::NoKey);
    let no_certificate = export(&["-nocerts", "-inkey", "key.pem", "-in", "key.pem"]);
    assert_eq!(no_certificate.unwrap_err(), SoftwareKeyError::NoCertificate);
}

#[test]
fn keys_of_every_label() {
    for (kind, labels) in [
        (KeyKind::Rsa2048, &["rsa", "pkcs8", "traditional"][..]),
        (KeyKind::P384, &["pkcs8", "traditional"]),
    ] {
        let issued = issue(kind);
        let folder = folder(&issued);
        let pem = read(&folder, "cert.pem");
        for label in labels {
            let arguments: &[&str] = match *label {
                "rsa" => &["rsa", "-traditional", "-in", "key.pem", "-out", "out.pem"],
                "traditional" => &["pkey", "-traditional", "-in", "key.pem", "-out", "out.pem"],
                _ => &[
                    "pkcs8", "-topk8", "-in", "key.pem", "-out", "out.pem", "-passout", "pass:x",
                ],
            };
            openssl(folder.path(), arguments);
            let key = read(&folder, "out.pem");
            let secret = SecretString::from("x");
            let signer = SoftwareSigner::from_pem(&key, &pem, Some(&secret)).unwrap();
            assert_eq!(signer.certificate(), &certificate(&issued));
            sign(&signer, CONTENT);
            if *label == "pkcs8" {
                let none = SoftwareSigner::from_pem(&key, &pem, None);
                assert_eq!(none.unwrap_err(), SoftwareKeyError::PasswordNeeded);
                let wrong = SecretString::from("y");
                let wrong = SoftwareSigner::from_pem(&key, &pem, Some(&wrong));
                assert_eq!(wrong.unwrap_err(), SoftwareKeyError::WrongPassword);
            }
        }
    }
}

#[test]
fn tokens_of_openssl() {
    let authority = hierarchy()
        .issue(&hierarchy().timestamp_authority())
        .unwrap();
    let folder = folder(&authority);
    let configuration = "[tsa]\ndefault_tsa = t\n[t]\nserial = serial\ncrypto_device = builtin\n\
        signer_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256, sha384\n\
        accuracy = secs:1, millisecs:500\nclock_precision_digits = 3\nordering = yes\n\
        tsa_name = yes\ness_cert_id_chain = no\ness_cert_id_alg = sha256\n";
    std::fs::write(folder.path().join("tsa.cnf"), configuration).unwrap();
    std::fs::write(folder.path().join("serial"), "01\n").unwrap();
    openssl(
        folder.path(),
        &[
            "ts", "-query", "-data", "content", "-sha384", "-cert", "-out", "request",
        ],
    );
    openssl(
        folder.path(),
        &[
            "ts",
            "-reply",
            "-config",
            "tsa.cnf",
            "-queryfile",
            "request",
            "-signer",
            "cert.pem",
            "-inkey",
            "key.pem",
            "-token_out",
            "-out",
            "token",
        ],
    );
    let token = TimestampToken::parse(&read(&folder, "token")).unwrap();
    assert_eq!(token.accuracy().unwrap().as_millis(), 1500);
    assert!(token.nonce().is_some() && token.is_ordered());
    let imprint = digest(DigestAlgorithm::Sha384, CONTENT);
    let intact = token.verify(&imprint, provider()).unwrap();
    assert_eq!(intact.signer_certificate(), &certificate(&authority));
    assert!(
        token
            .verify(&digest(DigestAlgorithm::Sha384, b""), provider())
            .is_err()
    );
}
