//! Every kind of signature dictionary (ISO 32000-1 Table 257, ISO 32000-2 Table 260), made by the program `openssl` in a hole of ours.
#![allow(clippy::disallowed_methods)]

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use cert_path::{CryptoProvider, DigestAlgorithm};
use demo_pki::{Issued, KeyKind};
use pades_verify::Level;
use pdf_revisions::{Dict, Object};
use tempfile::TempDir;

use super::signed::{dictionary, fill_with_range, person_profile, with_dictionary};
use super::{base, edit, hierarchy, update};

/// An RSA identity of the hierarchy.
pub static SIGNER: LazyLock<Issued> = LazyLock::new(|| {
    let profile = person_profile(|_| {}).with_key(KeyKind::Rsa2048);
    hierarchy().issue(&profile).unwrap()
});

/// One way to sign.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    pub sub_filter: &'static str,
    /// Where the signature is: a field, or `/Perms`.
    pub rights: Option<&'static str>,
    pub container: fn(&Folder, &[u8]) -> Vec<u8>,
    /// More entries of the dictionary.
    pub entries: fn() -> String,
    pub level: Option<Level>,
    /// SHA-1 over the document.
    pub weak: bool,
}

pub const NO_ENTRIES: fn() -> String = String::new;

pub const FORMATS: [Format; 9] = [
    Format {
        sub_filter: "adbe.pkcs7.detached",
        rights: None,
        container: |folder, covered| folder.cms(covered, &[]),
        entries: NO_ENTRIES,
        level: Some(Level::Pkcs7),
        weak: false,
    },
    Format {
        sub_filter: "adbe.pkcs7.detached",
        rights: None,
        container: |folder, covered| folder.cms(covered, &["-noattr"]),
        entries: NO_ENTRIES,
        level: Some(Level::Pkcs7),
        weak: false,
    },
    Format {
        sub_filter: "ETSI.CAdES.detached",
        rights: None,
        container: |folder, covered| folder.cms(covered, &["-cades"]),
        entries: NO_ENTRIES,
        level: Some(Level::BB),
        weak: false,
    },
    Format {
        sub_filter: "adbe.pkcs7.sha1",
        rights: None,
        container: |folder, covered| {
            folder.cms(&hash(covered, DigestAlgorithm::Sha1), &["-nodetach"])
        },
        entries: NO_ENTRIES,
        level: Some(Level::Pkcs7),
        weak: true,
    },
    Format {
        sub_filter: "adbe.pkcs7.sha1",
        rights: None,
        container: |folder, covered| {
            let digest = hash(covered, DigestAlgorithm::Sha1);
            folder.cms(&digest, &["-nodetach", "-noattr"])
        },
        entries: NO_ENTRIES,
        level: Some(Level::Pkcs7),
        weak: true,
    },
    Format {
        sub_filter: "adbe.x509.rsa_sha1",
        rights: None,
        container: |folder, covered| folder.bare(covered, "-sha1"),
        entries: || format!("/Cert <{}>", hexadecimal(&SIGNER.certificate_der)),
        level: Some(Level::Pkcs7),
        weak: true,
    },
    Format {
        sub_filter: "adbe.x509.rsa_sha1",
        rights: None,
        container: |folder, covered| folder.bare(covered, "-sha384"),
        entries: || {
            let chain = hexadecimal(&hierarchy().sub_ca.certificate_der);
            format!(
                "/Cert [<{}><{chain}>]",
                hexadecimal(&SIGNER.certificate_der)
            )
        },
        level: Some(Level::Pkcs7),
        weak: false,
    },
    Format {
        sub_filter: "adbe.pkcs7.detached",
        rights: Some("UR3"),
        container: |folder, covered| folder.cms(covered, &[]),
        entries: || {
            "/Reference[<</Type/SigRef/TransformMethod/UR3/TransformParams<</Type/TransformParams/V/2.2/Document[/FullSave]>>>>]".to_owned()
        },
        level: None,
        weak: false,
    },
    Format {
        sub_filter: "adbe.x509.rsa_sha1",
        rights: Some("UR"),
        container: |folder, covered| folder.bare(covered, "-sha1"),
        entries: || format!("/Cert <{}>", hexadecimal(&SIGNER.certificate_der)),
        level: None,
        weak: true,
    },
];

/// Keys as files, for the program.
pub struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes);
        write("key.pem", SIGNER.private_key_pem().as_bytes()).unwrap();
        write("cert.pem", SIGNER.certificate_pem().as_bytes()).unwrap();
        let sub_ca = hierarchy().sub_ca.certificate_pem();
        write("chain.pem", sub_ca.as_bytes()).unwrap();
        Self(folder)
    }

    fn openssl(&self, content: &[u8], arguments: &[&str]) -> Vec<u8> {
        let folder: &Path = self.0.path();
        std::fs::write(folder.join("content"), content).unwrap();
        let output = Command::new("openssl")
            .args(arguments)
            .current_dir(folder)
            .output()
            .expect("the program `openssl` is needed (Debian: apt-get install openssl)");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "openssl {arguments:?}: {said}");
        output.stdout
    }

    pub fn cms(&self, content: &[u8], more: &[&str]) -> Vec<u8> {
        let base = [
            "cms",
            "-sign",
            "-binary",
            "-in",
            "content",
            "-signer",
            "cert.pem",
            "-inkey",
            "key.pem",
            "-certfile",
            "chain.pem",
            "-md",
            "sha256",
            "-outform",
            "DER",
        ];
        self.openssl(content, &[&base, more].concat())
    }

    /// ISO 32000-1 §12.8.3.2: the value as an OCTET STRING.
    pub fn bare(&self, content: &[u8], digest: &str) -> Vec<u8> {
        let value = self.openssl(content, &["dgst", digest, "-sign", "key.pem", "content"]);
        [&[4, 0x82, 1, 0], value.as_slice()].concat()
    }
}

fn hash(bytes: &[u8], algorithm: DigestAlgorithm) -> Vec<u8> {
    let digest = CryptoProvider::aws_lc().digest(algorithm, bytes).unwrap();
    digest.as_bytes().to_vec()
}

pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The page of these tests with one signature; the container may be changed before it is put in.
pub fn made(format: &Format, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let entries = format!(
        "/Type/Sig/Filter/Adobe.PPKLite/SubFilter/{}/M(D:20260520000000Z){}",
        format.sub_filter,
        (format.entries)()
    );
    let container = |covered: &[u8]| {
        let mut container = (format.container)(&Folder::new(), covered);
        change(&mut container);
        container
    };
    let base = base();
    let Some(rights) = format.rights else {
        return with_dictionary(&base, "Ky", &entries, container);
    };
    let mut bytes = update(&base, |file, update| {
        let value = update.allocate().unwrap();
        update.put_raw(value, dictionary(&entries));
        edit(file, update, 1, |catalog| {
            let perms: Dict = [(rights, Object::from(value))].into_iter().collect();
            drop(catalog.insert("Perms", perms));
        });
    });
    fill_with_range(&mut bytes, base.len(), container);
    bytes
}
