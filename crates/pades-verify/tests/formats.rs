//! Every kind of signature dictionary (ISO 32000-1 Table 257, ISO 32000-2 Table 260): made by OpenSSL in a hole of ours, each proven, and
//! each refuted when a covered byte or the container is changed. These tests need the program `openssl` and fail without it.
#![allow(clippy::unwrap_used, clippy::disallowed_methods)]

mod common;

use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use cert_path::{CryptoProvider, DigestAlgorithm};
use common::signed::{codes, day, lists, person_profile, told_of};
use common::{base, edit, hierarchy, report, update};
use demo_pki::{Issued, KeyKind};
use pades_verify::{Axis, Level, SignatureKind, Verdict};
use pdf_revisions::{Dict, Object};
use tempfile::TempDir;

/// An RSA identity of the hierarchy.
static SIGNER: LazyLock<Issued> = LazyLock::new(|| {
    let profile = person_profile(|_| {}).with_key(KeyKind::Rsa2048);
    hierarchy().issue(&profile).unwrap()
});

/// One way to sign.
#[derive(Clone, Copy, Debug)]
struct Format {
    sub_filter: &'static str,
    /// Where the signature is: a field, or `/Perms`.
    rights: Option<&'static str>,
    container: fn(&Folder, &[u8]) -> Vec<u8>,
    /// More entries of the dictionary.
    entries: fn() -> String,
    level: Option<Level>,
    /// SHA-1 over the document.
    weak: bool,
}

const NO_ENTRIES: fn() -> String = String::new;

const FORMATS: [Format; 9] = [
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

struct Folder(TempDir);

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

    fn cms(&self, content: &[u8], more: &[&str]) -> Vec<u8> {
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
    fn bare(&self, content: &[u8], digest: &str) -> Vec<u8> {
        let value = self.openssl(content, &["dgst", digest, "-sign", "key.pem", "content"]);
        [&[4, 0x82, 1, 0], value.as_slice()].concat()
    }
}

fn hash(bytes: &[u8], algorithm: DigestAlgorithm) -> Vec<u8> {
    let digest = CryptoProvider::aws_lc().digest(algorithm, bytes).unwrap();
    digest.as_bytes().to_vec()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

const RESERVE: usize = 6_000;

/// The page of these tests with one signature; the container may be changed before it is put in.
fn made(format: &Format, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let base = base();
    let mut bytes = update(&base, |file, update| {
        let value = update.allocate().unwrap();
        let hole = "0".repeat(RESERVE * 2);
        let (sub_filter, entries) = (format.sub_filter, (format.entries)());
        let body = format!(
            "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/{sub_filter}/M(D:20260520000000Z){entries}/ByteRange[0 {:30}]/Contents <{hole}>>>",
            ""
        );
        update.put_raw(value, body.into_bytes());
        if let Some(rights) = format.rights {
            edit(file, update, 1, |catalog| {
                let perms: Dict = [(rights, Object::from(value))].into_iter().collect();
                drop(catalog.insert("Perms", perms));
            });
            return;
        }
        let field = update.allocate().unwrap();
        update.put_raw(
            field,
            format!(
                "<</FT/Sig/T(Ky)/V {} 0 R/Type/Annot/Subtype/Widget/Rect[0 0 0 0]/F 132/P 3 0 R>>",
                value.number
            )
            .into_bytes(),
        );
        edit(file, update, 1, |catalog| {
            let mut form = catalog.dict(b"AcroForm").unwrap().clone();
            let mut fields = form.array(b"Fields").unwrap().to_vec();
            fields.push(field.into());
            form.insert("Fields", fields);
            form.insert("SigFlags", 3_i64);
            catalog.insert("AcroForm", form);
        });
        edit(file, update, 3, |page| {
            let mut annotations = page.array(b"Annots").unwrap().to_vec();
            annotations.push(field.into());
            page.insert("Annots", annotations);
        });
    });
    let find = |bytes: &[u8], from: usize, wanted: &[u8]| {
        let mut windows = bytes[from..].windows(wanted.len());
        from + windows.position(|window| window == wanted).unwrap()
    };
    let start = find(&bytes, base.len(), b"/Contents <") + 10;
    let end = find(&bytes, start, b">") + 1;
    let numbers = format!("{start} {end} {}", bytes.len() - end);
    let at = find(&bytes, base.len(), b"/ByteRange[0 ") + 13;
    bytes[at..at + numbers.len()].copy_from_slice(numbers.as_bytes());
    let covered = [&bytes[..start], &bytes[end..]].concat();
    let mut container = (format.container)(&Folder::new(), &covered);
    change(&mut container);
    let digits = hexadecimal(&container);
    bytes[start + 1..=start + digits.len()].copy_from_slice(digits.as_bytes());
    bytes
}

#[test]
fn every_kind_is_proven() {
    for format in &FORMATS {
        let report = report(&made(format, |_| {})).unwrap();
        let [one] = report.signatures.as_slice() else {
            panic!("{format:?}: {} signatures", report.signatures.len())
        };
        assert!(
            matches!(one.integrity, Axis::Proven(_)),
            "{format:?}: {:?} {:?}",
            one.integrity,
            one.findings
        );
        let coverage = one.coverage.proven().unwrap();
        assert!(coverage.covers_entire_file(), "{format:?}");
        assert_eq!(one.level, format.level, "{format:?}");
        // SHA-1 over the document proves nothing today, nor does it refute anything.
        let weak = one.weakness.is_some();
        assert_eq!(weak, format.weak, "{format:?}: {:?}", one.findings);
        let verdict = if weak {
            Verdict::Indeterminate
        } else {
            Verdict::Passed
        };
        assert_eq!(report.verdict(), verdict, "{format:?}: {:?}", one.findings);
        let kind = match format.rights {
            Some(_) => SignatureKind::UsageRights,
            None => SignatureKind::Signature,
        };
        assert_eq!(one.kind, kind, "{format:?}");
        let signer = one.signer.as_ref().unwrap();
        assert_eq!(signer.der(), SIGNER.certificate_der, "{format:?}");
        let baseline = format.level == Some(Level::BB);
        let legacy = one
            .missing
            .iter()
            .any(|one| one.code() == "signing-certificate-v2");
        assert_eq!(legacy, format.level.is_some() && !baseline, "{format:?}");
    }
}

#[test]
fn a_changed_byte_or_a_changed_container_is_refuted() {
    for format in &FORMATS {
        let honest = made(format, |_| {});
        // Inside the page's text, which every signature covers.
        let at = honest
            .windows(4)
            .position(|window| window == b"Cong")
            .unwrap();
        let mut changed = honest.clone();
        changed[at] ^= 1;
        let broken = report(&changed).unwrap();
        assert!(
            matches!(broken.signatures[0].integrity, Axis::Refuted(_)),
            "{format:?}"
        );
        assert_eq!(broken.verdict(), Verdict::Failed, "{format:?}");
        // The last byte is one of the signature value.
        let broken = report(&made(format, |container| {
            *container.last_mut().unwrap() ^= 1
        }))
        .unwrap();
        assert!(
            matches!(broken.signatures[0].integrity, Axis::Refuted(_)),
            "{format:?}"
        );
    }
}

/// What stands after the value must be padding, and the certificate beside it must be one.
#[test]
fn a_bare_value_is_read_narrowly() {
    let format = &FORMATS[5];
    let trailing = made(format, |container| container.push(7));
    let no_octets = made(format, |container| container[0] = 0x30);
    let no_certificate = Format {
        entries: || "/Cert <3000>".to_owned(),
        ..*format
    };
    let without = Format {
        entries: NO_ENTRIES,
        ..*format
    };
    let other = Format {
        entries: || {
            format!(
                "/Cert <{}>",
                hexadecimal(&hierarchy().sub_ca.certificate_der)
            )
        },
        ..*format
    };
    let cases = [
        (trailing, "FORMAT_FAILURE"),
        (no_octets, "FORMAT_FAILURE"),
        (made(&no_certificate, |_| {}), "FORMAT_FAILURE"),
        (made(&without, |_| {}), "NO_SIGNING_CERTIFICATE_FOUND"),
        (made(&other, |_| {}), "SIG_CRYPTO_FAILURE"),
    ];
    for (number, (bytes, sub)) in cases.into_iter().enumerate() {
        let report = report(&bytes).unwrap();
        let one = told_of(&report, 0);
        assert_eq!(
            one.sub_indication,
            Some(sub),
            "case {number}: {:?}",
            codes(&one)
        );
    }
}

/// A hash that is refused today, for a time that nobody proves: open, not wrong.
#[test]
fn sha_1_is_intact_and_weak() {
    let format = Format {
        entries: FORMATS[6].entries,
        ..FORMATS[5]
    };
    let bytes = made(&format, |_| {});
    let one = told_of(&common::signed::judged(&bytes, &lists(vec![], vec![])), 0);
    assert_eq!(one.integrity, "intact");
    assert_eq!(one.indication, "INDETERMINATE");
    assert_eq!(
        one.sub_indication,
        Some("CRYPTO_CONSTRAINTS_FAILURE_NO_POE")
    );
    assert_eq!(one.signing_time.value, Some(day("05-20").to_string()));
}
