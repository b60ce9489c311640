//! Writes the seed inputs of every fuzz target: `make-fuzz-seeds [FOLDER]` (default `fuzz/seeds`).
//!
//! All are made here: sample documents, signed and unsigned, the containers and certificates inside, and one time-stamp
//! token by `openssl ts` (we read tokens and do not issue them).
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a program

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use cades::{ExternalSigner, ParsedContainer};
use demo_pki::{DemoHierarchy, KeyKind};
use jiff::{SignedDuration, Timestamp};
use kyso_examples::people::{AnyError, Person};
use kyso_examples::samples::{SMALL_DOCUMENTS, SmallDocument};
use pades_sign::{Permissions, SignatureRequest};

fn main() -> ExitCode {
    let folder = std::env::args_os()
        .nth(1)
        .map_or_else(|| PathBuf::from("fuzz/seeds"), PathBuf::from);
    match write_seeds(&folder) {
        Ok(count) => {
            println!("{count} seeds in {}", folder.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("make-fuzz-seeds: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Objects as they stand in files, one of each kind and some of their traps.
const OBJECTS: &[(&str, &[u8])] = &[
    ("dictionary", b"<< /Type /Sig /ByteRange [0 1 2 3] /Reason (\\376\\377\\0K\\375 s\\364) /M (D:20261121143005+07'00') >>"),
    ("array", b"[ 1 -2 +3.5 .5 -.002 4. true false null (a(b)c\\)) <48656C6C6F> <4> /Name#20x 12 0 R [[]] ]"),
    ("stream", b"<< /Length 5 >>\nstream\nhello\nendstream"),
    ("string", b"(line\\\nnext \\101\\7 \\r\\n\\t)"),
    ("comment", b"% a comment\n<< /A % another\n 1 >>"),
];

struct Seeds<'f> {
    folder: &'f Path,
    count: usize,
}

impl Seeds<'_> {
    fn put(&mut self, target: &str, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        let folder = self.folder.join(target);
        std::fs::create_dir_all(&folder)?;
        self.count += 1;
        std::fs::write(folder.join(name), bytes)
    }
}

fn write_seeds(folder: &Path) -> Result<usize, AnyError> {
    let mut seeds = Seeds { folder, count: 0 };
    for (name, object) in OBJECTS {
        seeds.put("lexer", name, object)?;
    }
    for document in SMALL_DOCUMENTS
        .iter()
        .filter(|document| document.version != (1, 6))
    {
        seeds.put("xref", &document.file_name(), &document.to_bytes())?;
        seeds.put("revision_walk", &document.file_name(), &document.to_bytes())?;
    }
    write_signed(&mut seeds)?;
    write_certificates(&mut seeds)?;
    write_timestamp(&mut seeds)?;
    // four numbers moved by nothing, four of them written, nothing after; and one moved by one
    seeds.put("byte_range", "right", &[0, 0, 0, 0, 0, 0, 0, 0, 4])?;
    seeds.put(
        "byte_range",
        "moved",
        &[0, 0, 1, 0, 0, 0, 0, 0, 4, b'%', b'x'],
    )?;
    Ok(seeds.count)
}

/// A fixed day, so that only keys and signature values differ from run to run.
fn day() -> Result<Timestamp, AnyError> {
    Ok("2026-11-21T07:30:05Z".parse()?)
}

fn write_signed(seeds: &mut Seeds<'_>) -> Result<(), AnyError> {
    let now = day()?;
    for (kind, key) in [("rsa", KeyKind::Rsa2048), ("p256", KeyKind::P256)] {
        let leader = Person::leader(key, now)?;
        for document in SMALL_DOCUMENTS
            .iter()
            .filter(|document| document.version == (1, 7))
        {
            let once = leader.sign(document.to_bytes(), &request(document, now), now)?;
            let name = format!("{kind}-{}", document.file_name());
            seeds.put("verify", &name, &once)?;
            seeds.put(
                "signed_data",
                &name.replace(".pdf", ".der"),
                &container_of(&once)?,
            )?;
            if kind == "p256" {
                let twice = leader.sign(once.clone(), &SignatureRequest::new(now), now)?;
                seeds.put("verify", &format!("twice-{name}"), &twice)?;
                seeds.put("revision_walk", &format!("twice-{name}"), &twice)?;
            }
        }
    }
    Ok(())
}

/// Documents with fields made beforehand are certified; the others get an approval signature.
fn request(document: &SmallDocument, now: Timestamp) -> SignatureRequest {
    let mut request = SignatureRequest::new(now);
    request.reason = Some("Phê duyệt".to_owned());
    if document.empty_fields > 0 {
        request.certification = Some(Permissions::FormFilling);
    }
    request
}

/// The container out of the hole: the hexadecimal string after the last `/Contents`.
fn container_of(pdf: &[u8]) -> Result<Vec<u8>, AnyError> {
    let marker = b"/Contents <";
    let at = pdf
        .windows(marker.len())
        .rposition(|window| window == marker)
        .ok_or("no /Contents")?;
    let digits = pdf
        .get(at + marker.len()..)
        .unwrap_or_default()
        .iter()
        .take_while(|digit| digit.is_ascii_hexdigit());
    let digits: Vec<u8> = digits.copied().collect();
    let bytes = digits
        .chunks_exact(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair)?, 16).map_err(AnyError::from));
    let bytes = bytes.collect::<Result<Vec<u8>, AnyError>>()?;
    let length = ParsedContainer::parse(&bytes)?.encoded_length();
    Ok(bytes.into_iter().take(length).collect())
}

fn write_certificates(seeds: &mut Seeds<'_>) -> Result<(), AnyError> {
    let now = day()?;
    let person = Person::leader(KeyKind::P256, now)?;
    seeds.put(
        "certificate",
        "leader-p256.der",
        person.signer.certificate().der(),
    )?;
    seeds.put(
        "certificate",
        "sub-ca.der",
        person.signer.chain().first().ok_or("no chain")?.der(),
    )?;
    let hierarchy = DemoHierarchy::new(now, now)?;
    for (name, profile) in [
        ("agency.der", hierarchy.agency()),
        ("time-stamping.der", hierarchy.timestamp_authority()),
        (
            "unknown-critical.der",
            hierarchy.leader_with_unknown_critical_extension(),
        ),
    ] {
        seeds.put(
            "certificate",
            name,
            &hierarchy.issue(&profile)?.certificate_der,
        )?;
    }
    seeds.put(
        "certificate",
        "root.pem",
        hierarchy.root.certificate_pem().as_bytes(),
    )?;
    Ok(())
}

/// The token of a time-stamp authority of the hierarchy over a text of ours.
fn write_timestamp(seeds: &mut Seeds<'_>) -> Result<(), AnyError> {
    let now = Timestamp::now();
    let day = SignedDuration::from_hours(24);
    let hierarchy = DemoHierarchy::new(now - day, now + day)?;
    let authority = hierarchy.issue(&hierarchy.timestamp_authority())?;
    let folder = tempfile::tempdir()?;
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("tsa.pem"), authority.certificate_pem())?;
    std::fs::write(path("tsa.key"), authority.private_key_pem())?;
    std::fs::write(path("serial"), "01\n")?;
    std::fs::write(path("data"), "kyso")?;
    std::fs::write(
        path("tsa.cnf"),
        TSA_CONFIGURATION.replace("FOLDER", &folder.path().display().to_string()),
    )?;
    let (data, query, token, configuration) =
        (path("data"), path("query"), path("token"), path("tsa.cnf"));
    openssl(&[
        "ts", "-query", "-data", &data, "-sha256", "-cert", "-out", &query,
    ])?;
    openssl(&[
        "ts",
        "-reply",
        "-config",
        &configuration,
        "-queryfile",
        &query,
        "-token_out",
        "-out",
        &token,
    ])?;
    seeds.put("timestamp", "openssl.der", &std::fs::read(token)?)?;
    Ok(())
}

const TSA_CONFIGURATION: &str = "\
[tsa]
default_tsa = tsa_config
[tsa_config]
serial = FOLDER/serial
signer_cert = FOLDER/tsa.pem
signer_key = FOLDER/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = millisecs:500
clock_precision_digits = 3
ess_cert_id_alg = sha256
";

fn openssl(arguments: &[&str]) -> Result<(), AnyError> {
    let output = Command::new("openssl").args(arguments).output()?;
    if output.status.success() {
        Ok(())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into())
    }
}
